"""What this corpus holds of two exposures and what it does not, and what to measure next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal, NamedTuple

from kg.errors import RequestError
from kg.graph import Graph
from kg.model.manifest import UNSPECIFIED
from kg.model.vocabulary import TREATMENTS, TURNED
from kg.reasoning.reach import chains_through
from kg.reasoning.verdict import Verdict, judge, kinds_under
from kg.votes import Observation, Topic, observe, poll, voters

State = Literal[
    "compared", "one-basis", "basis-unstated", "conflicting", "never-compared", "exposure-only",
    "comparator-only", "nothing",
]  # fmt: skip
Absence = Literal[
    "not in this corpus", "looked for and not changed", "stated as open by the source",
    "found for one arm only, in this corpus",
]  # fmt: skip
"""What is absent is one of these four; that something was never studied, no corpus can tell."""

Flag = Literal["no-in-vivo", "no-human", "disputed", "review-only", "unchecked"]


@dataclass(frozen=True)
class Cell:
    """One object under one condition: how far two exposures have been compared there.

    `condition` is 'any' or one of the manifest's (`Manifest.gap_conditions`). `bases` are those of
    the comparisons, with their directions. The counts are independent studies of either exposure,
    comparisons included.
    `unchanged` names the arms after which it was looked for, and all that votes found no change.
    """

    object: str
    condition: str
    state: State
    bases: tuple[tuple[str, str], ...]
    exposure_studies: int
    comparator_studies: int
    unchanged: tuple[Literal["exposure", "comparator"], ...] = ()

    @property
    def compared(self) -> bool:
        """Whether the two exposures were compared here."""
        return self.state in ("compared", "one-basis", "basis-unstated", "conflicting")

    @property
    def absences(self) -> tuple[Absence, ...]:
        """What is absent here: one of the kinds, and none where the two were compared.

        Of what was found for one arm only, and found not to change, the finding is told.
        """
        if self.compared:
            return ()
        if self.unchanged:
            return ("looked for and not changed",)
        if self.state in ("exposure-only", "comparator-only"):
            return ("found for one arm only, in this corpus",)
        return ("not in this corpus",) if self.state == "nothing" else ()


@dataclass(frozen=True)
class Row:
    """One object under every condition, what is wanting of it as a whole, and what hangs on it.

    `chains` counts signed chains of up to four effects from either exposure that run through the
    object, or end there at an outcome. `stated` are the gaps that a source states of it.
    """

    object: str
    cells: tuple[Cell, ...]
    flags: tuple[Flag, ...]
    chains: int
    stated: tuple[str, ...] = ()

    @property
    def overall(self) -> Cell:
        """The cell of all conditions together."""
        return self.cells[0]

    @property
    def absences(self) -> tuple[Absence, ...]:
        """What is absent of it as a whole: one of the kinds, so that each is counted once.

        What somebody looked for goes before what a source states as open, and that before what is
        merely not in this corpus.
        """
        found = self.overall.absences
        if self.stated and found != ("looked for and not changed",):
            return ("stated as open by the source",)
        return found


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

    `entity` keeps one object, or the measures of it. What was measured under a kind of an exposure
    counts for it. Experiments are ranked by the chains that hang on their object.
    The map is empty where nothing is compared; `RequestError` for a name
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
    arms = _arms(graph, one, other)
    either = arms[0] | arms[1]
    hanging = chains_through(graph, either)
    objects = sorted({
        topic.object for topic in seen
        if not topic.given and topic.exposure in either and topic.comparator in {"", *either}
        and wanted in (None, topic.object, graph.entities[topic.object].of)
    })  # fmt: skip
    stated = _stated(graph, either)
    rows = [
        _row(graph, _Heard.of(Topic(key, one, other), arms, seen), hanging.get(key, 0),
             stated(key))
        for key in objects
    ]
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
        cls, topic: Topic, arms: tuple[frozenset[str], frozenset[str]],
        seen: Mapping[Topic, tuple[Observation, ...]],
    ) -> _Heard:  # fmt: skip
        """Let all that is about the arms, or about kinds of them, vote; both ways round."""
        key = topic.object

        def votes(pairs: Iterable[tuple[str, str]]) -> tuple[Observation, ...]:
            return poll(read(pairs)).voting

        def read(pairs: Iterable[tuple[str, str]]) -> list[Observation]:
            topics = (Topic(key, one, other) for one, other in sorted(pairs))
            return [one for topic in topics for one in seen.get(topic, ())]

        def alone(kinds: frozenset[str]) -> tuple[Observation, ...]:
            return votes((kind, "") for kind in kinds)

        compared = read(product(*arms))
        compared += [turned(one) for one in read(product(*arms[::-1]))]
        return cls(topic, poll(compared).voting, alone(arms[0]), alone(arms[1]))

    def under(self, facet: str, name: str) -> _Heard:
        """Keep what was seen under one condition, as far as it was reported."""
        def kept(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
            return tuple(one for one in observations if _reports(one, facet, name))

        return _Heard(self.topic, *map(kept, self[1:]))

    def everyone(self) -> tuple[Observation, ...]:
        return self.compared + self.exposure + self.comparator


def _arms(graph: Graph, one: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give what counts for either arm: what is a kind of it, and not of the other."""
    here, there = kinds_under(graph, one), kinds_under(graph, other)
    return (here - there if other in here else here), (there - here if one in there else there)


def turned(one: Observation) -> Observation:
    """Read a comparison from its other arm."""
    topic = replace(one.topic, exposure=one.topic.comparator, comparator=one.topic.exposure)
    levels = frozenset(TURNED.get(level, level) for level in one.outcomes)
    return replace(
        one, topic=topic, outcomes=levels, sign=one.comparator_sign, comparator_sign=one.sign
    )


def _stated(graph: Graph, arms: frozenset[str]) -> Callable[[str], tuple[str, ...]]:
    """Find the gaps that a source states of an object, after one of these arms or any."""

    def stated(key: str) -> tuple[str, ...]:
        about = {key, *filter(None, [graph.entities[key].of])}
        return tuple(
            gap.id
            for gap in graph.gaps.values()
            if about & set(gap.about) and (arms & set(gap.about) or not _treated(graph, gap.about))
        )

    return stated


def _treated(graph: Graph, about: Iterable[str]) -> bool:
    return any(graph.entities[key].kind in TREATMENTS for key in about)


def _row(graph: Graph, heard: _Heard, chains: int, stated: tuple[str, ...]) -> Row:
    key = heard.topic.object
    bases = len(graph.manifest.stated_bases)
    cells = (
        _cell(key, "any", heard, bases),
        *(_cell(key, name, heard.under(*column), bases)
          for name, column in graph.manifest.gap_conditions.items()),
    )  # fmt: skip
    flags: list[Flag] = []
    settings = {cell.condition: cell.state for cell in cells}
    if settings.get("in vivo") == settings.get("patients", "nothing") == "nothing":
        flags.append("no-in-vivo")
    if settings.get("patients") == "nothing":
        flags.append("no-human")
    votes = heard.everyone()
    if not votes:
        flags.append("disputed")
    elif not any(one.studies for one in votes):
        flags.append("review-only")
    if votes and not any(_is_checked(one) for one in votes):
        flags.append("unchecked")
    return Row(key, cells, tuple(flags), chains, stated)


def _cell(key: str, condition: str, heard: _Heard, known: int) -> Cell:
    judged = judge(heard.topic, heard.compared)
    bases = tuple((" or ".join(one.basis), one.direction) for one in judged)
    return Cell(
        key, condition, _state(heard, judged, known), bases,
        _count(heard.compared + heard.exposure), _count(heard.compared + heard.comparator),
        (*(("exposure",) if _only_null(heard.exposure) else ()),
         *(("comparator",) if _only_null(heard.comparator) else ())),
    )  # fmt: skip


def _only_null(alone: tuple[Observation, ...]) -> bool:
    return bool(alone) and all(one.outcomes == {"0"} for one in alone)


def _state(heard: _Heard, judged: Iterable[Verdict], known: int) -> State:
    """Tell how far two exposures were compared, of so many bases that the manifest names."""
    verdicts = list(judged)
    if any(one.weighing.kind in ("true", "undecidable") for one in verdicts):
        return "conflicting"
    if verdicts:
        bases = {one.basis for one in verdicts}
        stated = {one for one in bases if len(one) == 1 and one != (UNSPECIFIED,)}
        if len(stated) >= max(known, 1) or bases == {()}:
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
    conditions = graph.manifest.gap_conditions
    absent = [
        cell.condition for cell in row.cells
        if cell.state == "nothing" and conditions.get(cell.condition, ("setting",))[0] != "setting"
    ]  # fmt: skip
    proposals = _proposals(absent)
    missing |= {f"no-{condition}" for condition in absent}
    wanting = [gap for gap in proposals if gap in missing]
    if not wanting:
        return None
    first, *rest = wanting
    bases = {basis for basis, _ in row.overall.bases}
    phrases = {key: str(graph.manifest.basis(key).phrase) for key in graph.manifest.stated_bases}
    left = [phrase for key, phrase in phrases.items() if key not in bases]
    proposal = proposals[first].format(
        object=graph.entities[row.object].label, one=graph.entities[one].label,
        other=graph.entities[other].label, left=" and ".join(left),
        bases=f", {' and '.join(phrases.values())}" if len(phrases) > 1 else "",
    )  # fmt: skip
    return Experiment(row.object, first, proposal, tuple(rest), row.chains)


def _proposals(absent: Iterable[str]) -> Mapping[str, str]:
    """Give what closes each kind of gap, those of the conditions before what may be read."""
    last = "unchecked"
    under = {f"no-{one}": f"{{object}}: compare {{one}} with {{other}}: {one}" for one in absent}
    return {**{key: words for key, words in _PROPOSALS.items() if key != last}, **under,
            last: _PROPOSALS[last]}  # fmt: skip


def _pair(
    graph: Graph,
    seen: Mapping[Topic, tuple[Observation, ...]],
    exposure: str | None,
    versus: str | None,
) -> tuple[str, str]:
    """Find the two exposures by name; else as the manifest pairs them, or by what is compared."""
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
    if not exposure and not versus:
        first = graph.first_pair
        if first and any({one, other} == {*first} for one, other in pairs):
            return first[0], first[1]
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


_PROPOSALS: Mapping[str, str] = {
    "disputed": "{object}: measure it; no paper bears out what is said of {one}",
    "conflicting": "{object}: repeat {one} against {other} with dose, basis and model reported",
    "never-compared": "{object}: both are in this corpus, not side by side: compare {one} with "
    "{other}{bases}",
    "exposure-only": "{object}: add {other}{bases}",
    "comparator-only": "{object}: add {one}{bases}",
    "review-only": "{object}: measure it; only a review says what {one} does",
    "basis-unstated": "{object}: compare {one} with {other} again, and state the basis",
    "one-basis": "{object}: compare {one} with {other} {left} as well",
    "no-in-vivo": "{object}: compare {one} with {other} in animals",
    "no-human": "{object}: measure it in patients after {one} and after {other}",
    "unchecked": "{object}: read the cited papers themselves",
}
"""What closes each kind of gap, the most basic first."""
