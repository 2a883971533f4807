"""What the evidence comes to: a direction, and how many independent studies stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kg.errors import RequestError
from kg.graph import Graph
from kg.model.vocabulary import Sign
from kg.reasoning.select import concerns
from kg.votes import Observation, Side, Silence, Topic, Weighing, observe, poll, take_sides, weigh

Direction = Literal[
    "higher", "lower", "similar", "increases", "decreases", "does_not_change",
    "conflicting", "condition-dependent", "undecidable",
]  # fmt: skip
MARKS: Mapping[str, str] = {
    "higher": ">", "lower": "<", "similar": "=", "increases": "+", "decreases": "-",
    "does_not_change": "0", "conflicting": "\u2260", "condition-dependent": "\u00b1",
    "undecidable": "?",
}  # fmt: skip
"""One sign for each direction, the same on every page and picture."""

Manner = Literal["amplifies", "attenuates", "reverses", "equals"]


@dataclass(frozen=True)
class Verdict:
    """What is known of one topic on one basis.

    `studies` counts the independent voters behind the direction; where there is none (conflicting,
    condition-dependent, undecidable), all that vote. It is 0 where only reviews say so. `manner`
    tells what the exposure does to the comparator's change (sign x level), None where no arm is
    signed or studies differ. `basis` with several values is one of these, unresolved. `lifted`
    names the arm that was asked about, where the comparator is what that arm is a kind of.
    """

    topic: Topic
    basis: tuple[str, ...]
    direction: Direction
    studies: int
    sides: tuple[Side, ...]
    manner: Manner | None
    weighing: Weighing
    silent: tuple[Silence, ...]
    lifted: str | None = None

    def __repr__(self) -> str:
        """Say what is judged, how, and by how many studies."""
        topic = self.topic
        versus = f" versus {topic.comparator}" if topic.comparator else ""
        basis = f" ({' or '.join(self.basis)})" if self.basis else ""
        asked = f"{topic.object} under {topic.exposure}{versus}{basis}"
        return f"<Verdict {asked}: {self.direction}, studies: {self.studies}>"

    @property
    def derived(self) -> bool:
        """Whether nobody stated it: it follows from combinations that differ in one part."""
        return bool(self.topic.given)

    @property
    def by_reviews(self) -> bool:
        """Whether no primary study stands behind it, but a review says so."""
        return not self.studies and any(side.observations for side in self.sides)


def verdicts(
    graph: Graph,
    entity: str | None = None,
    *,
    versus: str | None = None,
    basis: str | None = None,
    effects: bool = False,
) -> tuple[Verdict, ...]:
    """Judge every comparison by exposure, comparator, object and basis; bases are never pooled.

    `entity` keeps what is about it, as object, exposure or comparator; `versus` one comparator (or,
    if it is never the comparator, one exposure), and after the direct ones, marked as lifted, those
    with what it is a kind of; `basis` one of the bases of the manifest.
    `effects` judges what each subject does by itself instead. `RequestError` for a name that does
    not exist, and for one thing versus itself.

    >>> import kg
    >>> for verdict in verdicts(kg.load(), "hmgb1-release", versus="photon-irradiation"):
    ...     print(verdict.basis, verdict.direction, verdict.manner)
    ('isodose',) higher amplifies
    ('isoeffective',) similar equals
    """
    wanted = graph.find(entity).id if entity else None
    arm = graph.find(versus).id if versus else None
    if arm is not None and arm == wanted:
        raise RequestError(f"'{arm}' versus itself: name another exposure to compare it with")
    if basis is not None:
        _check_basis(graph, basis)
    found: list[Verdict] = []
    for topic in observe(graph):
        if concerns(topic, wanted, graph) and bool(topic.comparator) != effects:
            found += judged(graph, topic)
    kept = [one for one in found if basis is None or one.basis == (basis,)]
    if arm is None:
        return tuple(kept)
    against = tuple(one for one in kept if one.topic.comparator == arm)
    direct = against or tuple(one for one in kept if one.topic.exposure == arm)
    general = kinds_of(graph, arm)
    lifted = (
        replace(one, lifted=arm) for one in kept
        if one.topic.comparator in general and one.topic.exposure not in (arm, *general)
    )  # fmt: skip
    return (*direct, *lifted)


def _check_basis(graph: Graph, basis: str) -> None:
    """Refuse a basis that neither the manifest nor any comparison names."""
    known = [*graph.manifest.bases]
    known += sorted({word for edge in graph.comparisons for word in edge.basis} - {*known})
    if basis not in known:
        *first, last = known or ["none is named here"]
        names = " or ".join(filter(None, (", ".join(first), last)))
        raise RequestError(f"no basis '{basis}': it is {names}")


def kinds_of(graph: Graph, arm: str) -> frozenset[str]:
    """Collect what an arm is a kind of, through any number of steps."""
    kept: dict[str, frozenset[str]] = vars(graph).setdefault(_KINDS, {})
    if arm not in kept:
        found: set[str] = set()
        open_ = list(graph.entities[arm].broader)
        while open_:
            key = open_.pop()
            if key not in found and key in graph.entities:
                found.add(key)
                open_ += graph.entities[key].broader
        kept[arm] = frozenset(found)
    return kept[arm]


def kinds_under(graph: Graph, arm: str) -> frozenset[str]:
    """Collect an arm and what is a kind of it: what was measured under these counts for it."""
    kept: dict[str, set[str]] | None = vars(graph).get(_UNDER)
    if kept is None:
        kept = vars(graph)[_UNDER] = {}
        for key in graph.entities:
            for general in kinds_of(graph, key):
                kept.setdefault(general, set()).add(key)
    return frozenset({arm} | kept.get(arm, set()))


def judged(graph: Graph, topic: Topic) -> tuple[Verdict, ...]:
    """Judge a topic by all that was observed of it (`judge`), once for a graph."""
    kept: dict[Topic, tuple[Verdict, ...]] = vars(graph).setdefault(_JUDGED, {})
    if topic not in kept:
        kept[topic] = judge(topic, observe(graph)[topic])
    return kept[topic]


def judge(topic: Topic, observations: Iterable[Observation]) -> tuple[Verdict, ...]:
    """Give the verdict of each basis on which a topic was looked at, in order of the basis."""
    polled = poll(observations)
    cells: dict[tuple[str, ...], list[Observation]] = {}
    for one in polled.voting:
        cells.setdefault(one.basis, []).append(one)
    unheard: dict[tuple[str, ...], list[Silence]] = {}
    for silence in polled.silent:
        for basis in _heard_in(silence, cells):
            unheard.setdefault(basis, []).append(silence)
    return tuple(
        _verdict(topic, basis, tuple(cells.get(basis, ())), tuple(unheard.get(basis, ())))
        for basis in sorted({*cells, *unheard})
    )


def _verdict(
    topic: Topic,
    basis: tuple[str, ...],
    voting: tuple[Observation, ...],
    silent: tuple[Silence, ...],
) -> Verdict:
    sides, weighing = take_sides(voting), weigh(voting)
    plain = {side.outcome[0] for side in sides if len(side.outcome) == 1}
    behind: tuple[Side, ...] = sides
    if weighing.kind:
        direction = _OF_KIND[weighing.kind]
    elif plain:  # nothing opposes, so it is one
        direction = _OF_OUTCOME[next(iter(plain))]
        behind = tuple(side for side in sides if len(side.outcome) == 1)
    else:  # nobody votes, or only 'one of these, unresolved'
        direction = "undecidable"
    studies = len({study for side in behind for study in side.studies})
    # a manner beside an open direction would be that of one side only
    manner = _manner(behind) if topic.comparator and plain and not weighing.kind else None
    return Verdict(topic, basis, direction, studies, sides, manner, weighing, silent)


def _heard_in(
    silence: Silence, cells: dict[tuple[str, ...], list[Observation]]
) -> tuple[tuple[str, ...], ...]:
    """Show what does not vote on its own basis, or where the study that speaks for it votes."""
    own = silence.observation.basis
    if own in cells:
        return (own,)
    through = set(silence.through)
    return tuple(
        basis
        for basis, voting in cells.items()
        if any(through & set(one.studies) for one in voting)
    ) or (own,)


def _manner(sides: Iterable[Side]) -> Manner | None:
    found = {
        MANNERS.get((one.sign, one.comparator_sign), MANNERS.get((one.sign, None), {})).get(level)
        for side in sides
        for level in side.outcome
        for one in side.observations
    } - {None}
    return found.pop() if len(found) == 1 else None


_OF_KIND: dict[str, Direction] = {
    "true": "conflicting", "explained": "condition-dependent", "undecidable": "undecidable",
}  # fmt: skip

_OF_OUTCOME: dict[str, Direction] = {
    "higher": "higher", "lower": "lower", "similar": "similar",
    "+": "increases", "-": "decreases", "0": "does_not_change",
}  # fmt: skip

_KINDS, _UNDER, _JUDGED = "kinds of entities", "what is of a kind", "verdicts judged"
"""The names under which a graph keeps them, as it keeps its observations."""

MANNERS: dict[tuple[Sign | None, Sign | None], dict[str, Manner]] = {
    ("+", None): {"higher": "amplifies", "lower": "attenuates", "similar": "equals"},
    ("-", None): {"lower": "amplifies", "higher": "attenuates", "similar": "equals"},
    ("0", "+"): {"lower": "attenuates", "similar": "equals"},
    ("0", "-"): {"higher": "attenuates", "similar": "equals"},
    ("0", "0"): {"similar": "equals"},
    ("+", "-"): {"higher": "reverses"},
    ("-", "+"): {"lower": "reverses"},
}
"""(the exposure's sign, the comparator's; None for any other) -> level -> what the exposure does
to the change that the comparator makes. A smaller fall is higher, and an attenuation."""
