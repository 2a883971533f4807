"""Where findings oppose each other: truly, by their conditions, by double counting, or unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg import votes
from kg.graph import Graph
from kg.reasoning.select import concerns
from kg.votes import (
    ConflictKind,
    Observation,
    Side,
    Silence,
    Standing,
    Topic,
    Weighing,
    observe,
    opposing,
    take_sides,
    weigh,
)


@dataclass(frozen=True)
class Conflict:
    """One question on which records oppose each other, over all bases, with all who speak.

    `sides` are over all bases; `by_basis` parts them, for bases are told one by one.
    """

    topic: Topic
    kind: ConflictKind
    sides: tuple[Side, ...]
    weighing: Weighing
    silent: tuple[Silence, ...]

    def __repr__(self) -> str:
        """Say on what there is a conflict, and of which kind."""
        topic = self.topic
        versus = f" versus {topic.comparator}" if topic.comparator else ""
        return f"<Conflict {topic.object} under {topic.exposure}{versus}: {self.kind}>"

    @cached_property
    def by_basis(self) -> tuple[tuple[tuple[str, ...], tuple[Side, ...]], ...]:
        """The sides on each basis, in order of the basis; an effect has none, and one entry."""
        bases: dict[tuple[str, ...], list[Observation]] = {}
        for side in self.sides:
            for one in side.observations:
                bases.setdefault(one.basis, []).append(one)
        return tuple((basis, take_sides(bases[basis])) for basis in sorted(bases))


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


def _conflict(topic: Topic, observations: Iterable[Observation]) -> Conflict | None:
    standing = Standing.of(observations)
    voting, silent = standing.poll.voting, standing.poll.silent
    weighing = weigh(voting)
    kind = weighing.kind
    if kind is None:
        doubled = (silence.observation for silence in silent if silence.reason in _DOUBLED)
        if not any(opposing([*voting, *doubled])):
            return None
        kind = "double-counted"
    return Conflict(topic, kind, standing.sides, weighing, silent)


_DOUBLED = frozenset({votes.vote.CLOSER, votes.vote.MEMBER, votes.vote.REVIEW})
_ORDER: tuple[ConflictKind, ...] = ("true", "undecidable", "explained", "double-counted")
