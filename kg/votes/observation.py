"""What was observed on one question: the records of a graph, sorted by what they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.graph import Effect, Graph, Support, is_retracted, study_of
from kg.model import Check
from kg.model.vocabulary import SECONDARY, SIGN_OF, TURNED, Predicate, Sign
from kg.votes.facet import Profile, irradiated, profile


@dataclass(frozen=True, order=True)
class Topic:
    """What one question is about: the object's level under an exposure against a comparator.

    Without a comparator (an empty text) it is the exposure's own effect, against nothing done.
    `given` are the treatments that both arms of a derived comparison share.
    """

    object: str
    exposure: str
    comparator: str = ""
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Observation:
    """One record as it bears on one topic.

    `outcomes` are levels, or signs of an effect; several are one of these, unresolved. `studies`
    are the primary studies that may stand behind it (a preprint and its article are one),
    `reviews` the others, `members` the studies of a meta-analysis. A paper whose own text
    shows another direction, and a retracted one (`retracted`), stands in `struck` alone; one that
    `questioned` names is under an expression of concern. One that is merely not
    the paper for it stands in `miscited`, and the document that was read answers for the record
    where no other paper is left. `distance` tells what was
    read: 0 the paper, 1 its abstract, 2 what another paper says of it. `sign` and
    `comparator_sign` are what the two arms do to the object, where a comparison says so. `edge` is
    the id of the effect or comparison that the record supports.
    """

    topic: Topic
    support: Support
    outcomes: frozenset[str]
    basis: tuple[str, ...]
    profile: Profile
    studies: tuple[str, ...]
    reviews: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    miscited: tuple[str, ...] = ()
    distance: int = 2
    sign: Sign | None = None
    comparator_sign: Sign | None = None
    edge: str = ""
    members: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    questioned: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Hash what names it: equal ones are of one record and one edge."""
        return hash((self.edge, self.support.claim, self.support.evidence.id))

    def __repr__(self) -> str:
        """Name the record and what it says."""
        said = " or ".join(sorted(self.outcomes))
        return f"<Observation {self.support.claim}: {self.support.evidence.id}: {said}>"

    @property
    def void(self) -> str:
        """Why the record as such does not count: 'draft', 'superseded', 'retracted', or nothing."""
        return self.support.void

    @property
    def cited(self) -> tuple[str, ...]:
        """The papers that the record names."""
        return self.support.evidence.references

    @property
    def refutes(self) -> bool:
        """Whether the record argues against, without a finding of its own."""
        return self.support.evidence.stance == "refutes"

    @property
    def key(self) -> tuple[tuple[str, str, int], tuple[str, ...]]:
        """A total order within a topic: the record, then what it says."""
        return self.support.key, tuple(sorted(self.outcomes))


def observe(graph: Graph) -> Mapping[Topic, tuple[Observation, ...]]:
    """Sort every support of effects and of comparisons by topic, in order of their keys.

    Comparisons of a subject with itself are no comparison of exposures, and are left out. Both
    ways round a comparison asks the same question: each pair reads as the manifest has it, else in
    the way that most records state it. Sorted once for each graph, and kept with it.
    """
    kept = vars(graph).get(_KEPT)
    if kept is None:
        kept = vars(graph)[_KEPT] = _observe(graph)
    return kept


def _observe(graph: Graph) -> Mapping[Topic, tuple[Observation, ...]]:
    return _by_topic((*_compared(graph, _ways(graph)), *_effects(graph)))


def observe_unsigned(graph: Graph, predicate: Predicate) -> Mapping[Topic, tuple[Observation, ...]]:
    """Sort the supports of effects that state no direction ('affects', 'targets') by topic.

    Such a record answers whether there is that effect at all: its one outcome is the predicate.
    They are polled as others are, and never with them. Kept as those of `observe` are.
    """
    kept = vars(graph).get(f"{_KEPT} {predicate}")
    if kept is None:
        unsigned = [one for one in graph.effects
                    if one.predicate == predicate and predicate not in SIGN_OF]  # fmt: skip
        kept = _by_topic(
            one for effect in unsigned for one in _supports(graph, effect, {predicate}, None)
        )
        vars(graph)[f"{_KEPT} {predicate}"] = kept
    return kept


def observe_itself(graph: Graph) -> Mapping[Topic, tuple[Observation, ...]]:
    """Sort the supports of comparisons of a subject with itself by topic.

    The comparator is then named `<entity>[<facet>=<value>]`, as in the table of evidence. Kept as
    those of `observe` are, and never polled with them.
    """
    kept = vars(graph).get(f"{_KEPT} itself")
    if kept is None:
        kept = vars(graph)[f"{_KEPT} itself"] = _by_topic(_itself(graph))
    return kept


def _itself(graph: Graph) -> Iterator[Observation]:
    for edge in graph.comparisons:
        if edge.differs is None:
            continue
        facet, _, there = edge.differs
        other = f"{edge.comparator}[{facet}={there}]"
        topic = Topic(edge.object, edge.subject, other, edge.given)
        needed = _needed(graph, edge.subject)
        for support in edge.supports:
            yield _observation(graph, topic, support, {*edge.level}, edge.basis, needed,
                               (graph.claims[support.claim].sign, None), edge.id)  # fmt: skip


def _by_topic(found: Iterable[Observation]) -> Mapping[Topic, tuple[Observation, ...]]:
    by_topic: dict[Topic, list[Observation]] = {}
    for one in found:
        by_topic.setdefault(one.topic, []).append(one)
    return {
        topic: tuple(sorted(by_topic[topic], key=lambda one: one.key)) for topic in sorted(by_topic)
    }


_KEPT = "observed"
"""The name under which a graph keeps its observations, as `functools.cached_property` does."""


def _effects(graph: Graph) -> Iterator[Observation]:
    for effect in graph.effects:
        sign = SIGN_OF.get(effect.predicate)
        if sign is not None:
            yield from _supports(graph, effect, {sign}, sign)


def _supports(
    graph: Graph, effect: Effect, outcomes: set[str], sign: Sign | None
) -> Iterator[Observation]:
    topic = Topic(effect.object, effect.subject, "", effect.given)
    needed = _needed(graph, effect.subject)
    for support in effect.supports:
        yield _observation(graph, topic, support, outcomes, (), needed, (sign, None), effect.id)


def _compared(graph: Graph, ways: Mapping[tuple[str, str], bool]) -> Iterator[Observation]:
    for edge in graph.comparisons:
        if edge.differs:
            continue
        turned = not ways[edge.subject, edge.comparator]
        arms = (edge.subject, edge.comparator)
        exposure, comparator = arms[::-1] if turned else arms
        topic = Topic(edge.object, exposure, comparator, edge.given)
        needed = _needed(graph, exposure) | ({"basis"} if edge.basis else set())
        levels: set[str] = {TURNED[level] if turned else level for level in edge.level}
        for support in edge.supports:
            mine, other = None, None
            if support.stated and not support.derivation:
                mine = graph.claims[support.claim].sign
                other = support.stated.comparator_sign
            signs = (other, mine) if turned else (mine, other)
            yield _observation(graph, topic, support, levels, edge.basis, needed, signs, edge.id)


def _needed(graph: Graph, exposure: str) -> frozenset[str]:
    """Name what must be known before two findings can be said to have met."""
    return frozenset({"setting", "dose"} if irradiated(exposure, graph.entities) else {"setting"})


def _observation(
    graph: Graph,
    topic: Topic,
    support: Support,
    outcomes: set[str],
    basis: tuple[str, ...],
    needed: frozenset[str],
    signs: tuple[Sign | None, Sign | None],
    edge: str,
) -> Observation:
    evidence = support.evidence
    faults = [
        (check.reference, fault) for check in evidence.checks if (fault := _fault(check, topic))
    ]
    struck = {key for key, fault in faults if fault == "direction"}
    retracted = {key for key in evidence.references if is_retracted(key, graph.references)}
    struck = (struck | retracted) & set(evidence.references)
    miscited = {key for key, _ in faults} & set(evidence.references) - struck
    left = set(evidence.references) - struck - miscited
    reviews = {key for key in left if graph.references[key].study_type in SECONDARY}
    if not left and not struck:  # the sentence was read all the same, and stands for itself
        reviews = {evidence.read_in}
    studies = {study_of(key, graph.references) for key in left - reviews}
    pooled = {member for key in left for member in graph.references[key].members}
    members = {study_of(key, graph.references) for key in pooled if key in graph.references}
    questioned = {key for key in left if graph.references[key].is_questioned}
    own = evidence.read_in in evidence.references
    abstract = set(evidence.locator) == {"abstract"}
    distance = (1 if abstract else 0) if own else 2
    return Observation(
        topic, support, frozenset(outcomes), basis,
        profile(evidence, basis, graph.entities, needed),
        tuple(sorted(studies)), tuple(sorted(reviews)), tuple(sorted(struck)),
        tuple(sorted(miscited)), distance, *signs, edge, tuple(sorted(members)),
        tuple(sorted(retracted)), tuple(sorted(questioned)),
    )  # fmt: skip


def _ways(graph: Graph) -> dict[tuple[str, str], bool]:
    """Tell of each pair of arms whether it is read as written.

    The pair that the manifest compares first is read as it stands there; of another, the way of
    most records is, then that of the order of the arms.
    """
    count, first = graph.compared, graph.manifest.compare
    place = {key: number for number, key in enumerate(graph.arms)}

    def weight(one: str, other: str) -> tuple[bool, int, int, str]:
        last = len(place)
        return first == (one, other), count.get((one, other), 0), -place.get(one, last), other

    return {pair: weight(*pair) >= weight(*pair[::-1]) for pair in count}


def _fault(check: Check, topic: Topic) -> Literal["direction", "citation"] | None:
    """Tell what a check takes from a record: all that it says, its citation alone, or nothing.

    A paper that compares otherwise says nothing against an effect of the one arm.
    """
    if check.outcome != "disagrees":
        return None
    about = set(check.about) & _GRAVE
    if about and not topic.comparator:
        about -= _OF_COMPARISONS
        if not about:
            return None
    return "citation" if about == {"citation"} else "direction"


_GRAVE = frozenset({"direction", "citation", "level", "basis"})
_OF_COMPARISONS = frozenset({"level", "basis"})
"""In what a paper can disagree with a record, and what of it concerns no effect (DIFFERENCES)."""
