"""What nobody has measured: each outcome under each condition, and what to measure next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.errors import RequestError
from kg.graph import Graph
from kg.reasoning.reach import chains_through
from kg.reasoning.verdict import Verdict, judge
from kg.votes import Observation, Topic, observe, poll, voters

State = Literal[
    "compared", "one-basis", "basis-unstated", "conflicting", "never-compared", "exposure-only",
    "comparator-only", "nothing",
]  # fmt: skip
Flag = Literal["no-in-vivo", "no-human", "disputed", "review-only", "unchecked"]


@dataclass(frozen=True)
class Cell:
    """One object under one condition: how far two exposures have been compared there.

    `condition` is 'any' or one of `CONDITIONS`. `bases` are those of the comparisons, with their
    directions. The counts are independent studies of either exposure, comparisons included.
    """

    object: str
    condition: str
    state: State
    bases: tuple[tuple[str, str], ...]
    exposure_studies: int
    comparator_studies: int


@dataclass(frozen=True)
class Row:
    """One object under every condition, what is wanting of it as a whole, and what hangs on it.

    `chains` counts signed chains of up to four effects from either exposure that run through the
    object, or end there at an outcome.
    """

    object: str
    cells: tuple[Cell, ...]
    flags: tuple[Flag, ...]
    chains: int

    @property
    def overall(self) -> Cell:
        """The cell of all conditions together."""
        return self.cells[0]


@dataclass(frozen=True)
class Experiment:
    """What to measure next on one object: the first thing that is missing, and what else is."""

    object: str
    missing: str
    proposal: str
    also: tuple[str, ...]
    chains: int


@dataclass(frozen=True)
class GapMap:
    """What two exposures have been measured and compared on, and the experiments to do next."""

    exposure: str
    comparator: str
    rows: tuple[Row, ...]
    experiments: tuple[Experiment, ...]


def gaps(
    graph: Graph,
    entity: str | None = None,
    *,
    exposure: str | None = None,
    versus: str | None = None,
) -> GapMap:
    """Map what is known of two exposures; without names, those that are compared most.

    `entity` keeps one object, or the measures of it. Experiments are ranked by the chains that
    hang on their object. The map is empty where nothing is compared; `RequestError` for a name
    that does not exist, or of which nothing is compared.

    >>> import kg
    >>> found = gaps(kg.load(), "hmgb1-release")
    >>> found.rows[0].overall.bases
    (('isodose', 'higher'), ('isoeffective', 'similar'))
    """
    seen = observe(graph)
    one, other = _pair(graph, seen, exposure, versus)
    if not one:
        return GapMap("", "", (), ())
    wanted = graph.find(entity).id if entity else None
    hanging = chains_through(graph, [one, other])
    objects = sorted({
        topic.object for topic in seen
        if not topic.given and topic.exposure in (one, other)
        and topic.comparator in ("", one, other)
        and wanted in (None, topic.object, graph.entities[topic.object].of)
    })  # fmt: skip
    rows = [_row(key, _Heard.of(key, one, other, seen), hanging.get(key, 0)) for key in objects]
    rows.sort(key=lambda row: (-row.chains, row.object))
    experiments = tuple(
        experiment
        for row in rows
        if (experiment := _experiment(graph, row, one, other)) is not None
    )
    return GapMap(one, other, tuple(rows), experiments)


class _Heard(NamedTuple):
    """The votes on one object: of the comparison, and of either exposure by itself."""

    topic: Topic
    compared: tuple[Observation, ...]
    exposure: tuple[Observation, ...]
    comparator: tuple[Observation, ...]

    @classmethod
    def of(
        cls, key: str, one: str, other: str, seen: Mapping[Topic, tuple[Observation, ...]]
    ) -> _Heard:
        def votes(topic: Topic) -> tuple[Observation, ...]:
            return poll(seen.get(topic, ())).voting

        topic = Topic(key, one, other)
        return cls(topic, votes(topic), votes(Topic(key, one)), votes(Topic(key, other)))

    def under(self, condition: str) -> _Heard:
        """Keep what was seen under one condition, as far as it was reported."""
        if condition == "any":
            return self
        facet, name = CONDITIONS[condition]

        def kept(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
            return tuple(one for one in observations if _reports(one, facet, name))

        return _Heard(self.topic, *map(kept, self[1:]))

    def everyone(self) -> tuple[Observation, ...]:
        return self.compared + self.exposure + self.comparator


def _row(key: str, heard: _Heard, chains: int) -> Row:
    cells = tuple(_cell(key, name, heard.under(name)) for name in ("any", *CONDITIONS))
    flags: list[Flag] = []
    settings = {cell.condition: cell.state for cell in cells}
    if settings["in vivo"] == settings["patients"] == "nothing":
        flags.append("no-in-vivo")
    if settings["patients"] == "nothing":
        flags.append("no-human")
    votes = heard.everyone()
    if not votes:
        flags.append("disputed")
    elif not any(one.studies for one in votes):
        flags.append("review-only")
    if votes and not any(_is_checked(one) for one in votes):
        flags.append("unchecked")
    return Row(key, cells, tuple(flags), chains)


def _cell(key: str, condition: str, heard: _Heard) -> Cell:
    judged = judge(heard.topic, heard.compared)
    bases = tuple((" or ".join(one.basis), one.direction) for one in judged)
    return Cell(
        key, condition, _state(heard, judged), bases,
        _count(heard.compared + heard.exposure), _count(heard.compared + heard.comparator),
    )  # fmt: skip


def _state(heard: _Heard, judged: Iterable[Verdict]) -> State:
    verdicts = list(judged)
    if any(one.weighing.kind in ("true", "undecidable") for one in verdicts):
        return "conflicting"
    if verdicts:
        bases = {one.basis for one in verdicts}
        stated = bases & {("isodose",), ("isoeffective",)}
        if len(stated) == 2 or bases == {()}:
            return "compared"
        return "one-basis" if stated else "basis-unstated"
    if heard.exposure and heard.comparator:
        return "never-compared"
    if heard.exposure:
        return "exposure-only"
    return "comparator-only" if heard.comparator else "nothing"


def _experiment(graph: Graph, row: Row, one: str, other: str) -> Experiment | None:
    """Propose what closes the first gap of an object, in the order of `_PROPOSALS`."""
    missing: set[str] = {row.overall.state, *row.flags}
    missing |= {f"no-{cell.condition}" for cell in row.cells if cell.state == "nothing"}
    wanting = [gap for gap in _PROPOSALS if gap in missing]
    if not wanting:
        return None
    first, *rest = wanting
    bases = {basis for basis, _ in row.overall.bases}
    left = "equal" if "isoeffective" in bases else "isoeffective"
    proposal = _PROPOSALS[first].format(
        object=graph.entities[row.object].label, one=graph.entities[one].label,
        other=graph.entities[other].label, left=left,
    )  # fmt: skip
    return Experiment(row.object, first, proposal, tuple(rest), row.chains)


def _pair(
    graph: Graph,
    seen: Mapping[Topic, tuple[Observation, ...]],
    exposure: str | None,
    versus: str | None,
) -> tuple[str, str]:
    """Find the two exposures by name; those that are not named, by how much is compared."""
    one = graph.find(exposure).id if exposure else None
    other = graph.find(versus).id if versus else None
    if one and other:
        return one, other
    pairs: Counter[tuple[str, str]] = Counter()
    for topic, observations in seen.items():
        if topic.comparator and not topic.given:
            pairs[topic.exposure, topic.comparator] += len(observations)
    fitting = [
        pair for pair in pairs if (one is None or one == pair[0]) and other in (None, pair[1])
    ]  # fmt: skip
    if not fitting and not exposure and not versus:
        return "", ""
    if not fitting:
        named = exposure or versus
        raise RequestError(f"no comparison of '{named}': name two arms, --exposure and --versus")
    return min(fitting, key=lambda pair: (-pairs[pair], pair))


def _reports(one: Observation, facet: str, name: str) -> bool:
    value = one.profile.reported(facet)
    return isinstance(value, frozenset) and name in value


def _count(observations: tuple[Observation, ...]) -> int:
    return len(set(voters(observations).values()) - {()})


def _is_checked(one: Observation) -> bool:
    checks = one.support.evidence.checks
    return one.distance < 2 or any(check.outcome != "not_checked" for check in checks)


CONDITIONS: Mapping[str, tuple[str, str]] = {
    "in vitro": ("setting", "in_vitro"), "in vivo": ("setting", "in_vivo"),
    "patients": ("setting", "patients"), "hypoxia": ("oxygen", "hypoxia"),
}  # fmt: skip
"""The columns of the map: a facet, and the value that must be reported of it."""

_PROPOSALS: Mapping[str, str] = {
    "disputed": "{object}: measure it; no paper bears out what is said of {one}",
    "conflicting": "{object}: repeat {one} against {other} with dose, basis and model reported",
    "never-compared": "{object}: both were seen, never side by side: compare {one} with {other}, "
    "at equal and at isoeffective dose",
    "exposure-only": "{object}: add {other}, at equal and at isoeffective dose",
    "comparator-only": "{object}: add {one}, at equal and at isoeffective dose",
    "review-only": "{object}: measure it; only a review says what {one} does",
    "basis-unstated": "{object}: compare {one} with {other} again, and state the basis",
    "one-basis": "{object}: compare {one} with {other} at {left} dose as well",
    "no-in-vivo": "{object}: compare {one} with {other} in animals",
    "no-human": "{object}: measure it in patients after {one} and after {other}",
    "no-hypoxia": "{object}: compare {one} with {other} under hypoxia",
    "unchecked": "{object}: read the cited papers themselves",
}
"""What closes each kind of gap, the most basic first."""
