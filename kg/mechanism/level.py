"""The level of a thing under one arm against others: seen, though it is no sign by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph import Graph
from kg.mechanism.where import Where
from kg.model.vocabulary import TURNED
from kg.votes import Observation, Topic, observe, poll, take_sides


@dataclass(frozen=True)
class Level:
    """The end's level under the start against another arm, on one basis: the start's view.

    `level` and `basis` with several values are one of these, unresolved.
    """

    versus: str
    basis: tuple[str, ...]
    level: tuple[str, ...]
    voters: tuple[tuple[str, ...], ...]
    observations: tuple[Observation, ...]


def find_levels(graph: Graph, start: str, end: str, where: Where) -> Iterator[Level]:
    """Yield the votes of every comparison of one object under one arm with other arms, by basis."""
    for topic, observations in observe(graph).items():
        if topic.object == end:
            yield from levels_of(topic, observations, start, where)


def levels_of(
    topic: Topic, observations: Iterable[Observation], start: str, where: Where
) -> Iterator[Level]:
    """Yield the votes of one comparison by basis, as seen from one of its arms."""
    arms = topic.exposure, topic.comparator
    if topic.given or start not in arms or not topic.comparator:
        return
    heard = poll(one for one in observations if where.covers(one.support.evidence)).voting
    (versus,) = set(arms) - {start}
    for basis in sorted({one.basis for one in heard}):
        for side in take_sides([one for one in heard if one.basis == basis]):
            turn = start == topic.comparator
            level = sorted(TURNED[word] if turn else word for word in side.outcome)
            yield Level(versus, basis, tuple(level), side.studies, side.observations)


def speaking(graph: Graph, start: str, levels: Iterable[Level]) -> tuple[Level, ...]:
    """Keep what studies found higher or lower, if all go one way; nothing where they do not.

    A comparison with what contains the start, or what it contains, speaks of the other component.
    """
    kept = tuple(
        one for one in levels
        if one.voters and one.level in BARS
        and not (_contains(graph, one.versus, start) or _contains(graph, start, one.versus))
    )  # fmt: skip
    return kept if len({one.level for one in kept}) == 1 else ()


def barred(speak: Iterable[Level]) -> str:
    """Give the sign that ways alone do not decide on against what speaks; '' for neither."""
    return next((BARS[one.level] for one in speak), "")


def _contains(graph: Graph, whole: str, part: str) -> bool:
    return any(
        one == part or _contains(graph, one, part) for one in graph.entities[whole].components
    )


BARS: dict[tuple[str, ...], str] = {("lower",): "+", ("higher",): "-"}
"""By the level that was seen, the sign that goes against it."""
