"""What was observed on one question: the records of a graph, sorted by what they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.graph import Graph, Support
from kg.model import Check, Reference
from kg.model.vocabulary import SIGN_OF, Sign
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
    are the primary papers that may stand behind it, `reviews` the others; those whose own text a
    check found to disagree, and retracted ones, stand in `struck` alone. `distance` tells what was
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
    distance: int = 2
    sign: Sign | None = None
    comparator_sign: Sign | None = None
    edge: str = ""

    @property
    def refutes(self) -> bool:
        """Whether the record argues against, without a finding of its own."""
        return self.support.evidence.stance == "refutes"


def observe(graph: Graph) -> Mapping[Topic, tuple[Observation, ...]]:
    """Sort every support of effects and of comparisons by topic, in order of their keys.

    Comparisons of a subject with itself are no comparison of exposures, and are left out. Both
    ways round a comparison asks the same question: each pair reads in the way that most records
    state it.
    """
    ways = _ways(graph)
    found: dict[Topic, list[Observation]] = {}
    for one in (*_compared(graph, ways), *_effects(graph)):
        found.setdefault(one.topic, []).append(one)
    return {
        topic: tuple(sorted(found[topic], key=lambda one: (one.support.key, sorted(one.outcomes))))
        for topic in sorted(found)
    }


def _effects(graph: Graph) -> Iterator[Observation]:
    for effect in graph.effects:
        sign = SIGN_OF.get(effect.predicate)
        if sign is None:
            continue
        topic = Topic(effect.object, effect.subject, "", effect.given)
        needed = _needed(graph, effect.subject)
        for support in effect.supports:
            yield _observation(graph, topic, support, {sign}, (), needed, (sign, None), effect.id)


def _compared(graph: Graph, ways: Mapping[tuple[str, str], bool]) -> Iterator[Observation]:
    for edge in graph.comparisons:
        if edge.differs:
            continue
        turned = not ways[edge.subject, edge.comparator]
        arms = (edge.subject, edge.comparator)
        exposure, comparator = arms[::-1] if turned else arms
        topic = Topic(edge.object, exposure, comparator, edge.given)
        needed = _needed(graph, exposure) | ({"basis"} if edge.basis else set())
        levels = {_TURNED[level] if turned else level for level in edge.level}
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
    denied = {check.reference for check in evidence.checks if _strikes(check, topic)}
    struck = {
        key for key in evidence.references
        if key in denied or _is_retracted(graph.references[key])
    }  # fmt: skip
    left = [key for key in evidence.references if key not in struck]
    reviews = {key for key in left if graph.references[key].study_type in SECONDARY}
    own = evidence.read_in in evidence.references
    abstract = set(evidence.locator) == {"abstract"}
    distance = (1 if abstract else 0) if own else 2
    return Observation(
        topic, support, frozenset(outcomes), basis,
        profile(evidence, basis, graph.entities, needed),
        tuple(sorted(set(left) - reviews)), tuple(sorted(reviews)), tuple(sorted(struck)),
        distance, *signs, edge,
    )  # fmt: skip


def _ways(graph: Graph) -> dict[tuple[str, str], bool]:
    """Tell of each pair of arms whether it is read as written: the way of most records is."""
    count = graph.compared
    return {
        (one, other): (count[one, other], other) >= (count.get((other, one), 0), one)
        for one, other in count
    }


def _strikes(check: Check, topic: Topic) -> bool:
    """Tell whether a check takes a paper from a record: an effect outlives a wrong comparison."""
    if check.outcome != "disagrees":
        return False
    about = set(check.about) & _GRAVE
    return bool(topic.comparator) or not about or not about <= _OF_COMPARISONS


def _is_retracted(reference: Reference) -> bool:
    """Tell by the title: publishers and PubMed let that of a retracted paper begin so."""
    return reference.title.casefold().lstrip("[( ").startswith("retracted")


SECONDARY = frozenset({"review", "guideline"})
"""Study types that report what others found."""

_GRAVE = frozenset({"direction", "citation", "level", "basis"})
_OF_COMPARISONS = frozenset({"level", "basis"})
"""In what a paper can disagree with a record, and what of it concerns no effect (DIFFERENCES)."""

_TURNED = {"higher": "lower", "lower": "higher", "similar": "similar"}
