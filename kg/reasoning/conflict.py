"""Where findings oppose each other: truly, by their conditions, by double counting, or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from kg import votes
from kg.graph import Graph
from kg.reasoning.select import concerns
from kg.votes import Observation, Topic, observe, poll, separating, voters

Kind = Literal["true", "undecidable", "explained", "double-counted"]


@dataclass(frozen=True)
class Side:
    """What is said on one side, by whom.

    `outcome` with several values is one of these, unresolved. Each of `studies` is one independent
    voter: a paper, or papers of which one must have shown it; none where only reviews say so.
    """

    outcome: tuple[str, ...]
    studies: tuple[tuple[str, ...], ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class Weighing:
    """Opposing observations set against each other.

    `kind` is None where nothing opposes. `explanations` are all smallest sets of facets that
    separate every opposing pair, `presumed` those of their facets that rest on silence (UNMARKED).
    `missing` names, for each facet that leaves a pair open, the papers that do not report it.
    """

    kind: Kind | None = None
    explanations: tuple[tuple[str, ...], ...] = ()
    presumed: tuple[str, ...] = ()
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Conflict:
    """One question on which records oppose each other, over all bases, with all who speak."""

    topic: Topic
    kind: Kind
    sides: tuple[Side, ...]
    weighing: Weighing
    silent: tuple[votes.vote.Silence, ...]


def conflicts(graph: Graph, entity: str | None = None) -> tuple[Conflict, ...]:
    """Find every opposition of levels, and of the signs of effects; about one entity if named.

    *True* where conditions that are reported on both sides overlap; *explained* where facets keep
    every opposing pair apart; *undecidable* where a facet is not reported that could; and
    *double-counted* where nothing opposes once every study has one vote. True ones come first.

    >>> import kg
    >>> [found] = [one for one in conflicts(kg.load(), "hmgb1-release") if one.topic.comparator]
    >>> found.kind, found.weighing.explanations
    ('explained', (('basis',),))
    """
    wanted = graph.find(entity).id if entity else None
    found = [
        conflict
        for topic, observations in observe(graph).items()
        if concerns(topic, wanted, graph)
        and (conflict := _conflict(topic, observations)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.kind), one.topic)))


def weigh(observations: Iterable[Observation]) -> Weighing:
    """Set observations of one topic against each other, pair by pair.

    Two oppose each other where no outcome is left open by both.
    """
    apart: list[frozenset[str]] = []
    stated: list[frozenset[str]] = []
    missing: dict[str, set[str]] = {}
    true = False
    for one, other in opposing(observations):
        by_report, separated = separating(one.profile, other.profile)
        if separated:
            apart.append(separated)
            stated.append(by_report)
            continue
        mine, others = votes.facet.unreported(one.profile, other.profile)
        true |= not mine and not others
        for facets, silent in ((mine, one), (others, other)):
            for facet in facets:
                missing.setdefault(facet, set()).update(silent.studies or silent.reviews)
    if true or missing:
        ordered = sorted(missing.items(), key=lambda item: FACETS.index(item[0]))
        named = tuple((facet, tuple(sorted(papers))) for facet, papers in ordered)
        return Weighing("true" if true else "undecidable", missing=named)
    if not apart:
        return Weighing()
    explanations = smallest(apart)
    used = {facet for chosen in explanations for facet in chosen}
    presumed = {
        facet
        for by_report, all_of_them in zip(stated, apart, strict=True)
        for facet in used & (all_of_them - by_report)
    }
    return Weighing("explained", explanations, tuple(filter(presumed.__contains__, FACETS)))


def opposing(
    observations: Iterable[Observation],
) -> Iterator[tuple[Observation, Observation]]:
    """Yield every two observations of which not both can be right about the same thing."""
    for one, other in combinations(observations, 2):
        if one.outcomes.isdisjoint(other.outcomes):
            yield one, other


def smallest(pairs: Iterable[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """Give all smallest sets of facets that have one of each pair's separating facets.

    >>> smallest([frozenset({"dose"}), frozenset({"dose", "time"}), frozenset({"let", "time"})])
    (('dose', 'let'), ('dose', 'time'))
    """
    wanted = set(pairs)
    usable = [facet for facet in FACETS if any(facet in pair for pair in wanted)]
    for size in range(len(usable) + 1):
        found = tuple(
            chosen
            for chosen in combinations(usable, size)
            if all(not pair.isdisjoint(chosen) for pair in wanted)
        )
        if found:
            return found
    return ()


def take_sides(voting: Iterable[Observation]) -> tuple[Side, ...]:
    """Sort voting observations by what they say; each voter stands once on a side."""
    listed = list(voting)
    who = voters(listed)
    sides: dict[tuple[str, ...], list[Observation]] = {}
    for one in listed:
        sides.setdefault(tuple(sorted(one.outcomes)), []).append(one)
    return tuple(
        Side(
            outcome,
            tuple(sorted({who[one] for one in sides[outcome]} - {()})),
            tuple(sides[outcome]),
        )
        for outcome in sorted(sides, key=lambda outcome: (len(outcome), outcome))
    )


def _conflict(topic: Topic, observations: Iterable[Observation]) -> Conflict | None:
    polled = poll(observations)
    weighing = weigh(polled.voting)
    doubled = tuple(silence for silence in polled.silent if silence.reason in _DOUBLED)
    kind = weighing.kind
    if kind is None:
        heard = [*polled.voting, *(silence.observation for silence in doubled)]
        if not any(opposing(heard)):
            return None
        kind = "double-counted"
    return Conflict(topic, kind, take_sides(polled.voting), weighing, polled.silent)


FACETS = votes.facet.FACETS
_DOUBLED = frozenset({votes.vote.CLOSER, votes.vote.MEMBER, votes.vote.REVIEW})
_ORDER: tuple[Kind, ...] = ("true", "undecidable", "explained", "double-counted")
