"""How far entities of a corridor lie from its ends and from one another, in found steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from math import inf

Step = tuple[str, str]
"""From one entity to another, by their IRIs."""


def met_in_order(
    pairs: Iterable[Step], steps: Mapping[Step, int], sources: Mapping[str, int],
    ends: Iterable[str], max_length: int,
) -> set[Step]:  # fmt: skip
    """Keep the pairs of which a chain can pass one and later the other.

    Such a chain is at least as long as the ways to the first, between the two, and from the second
    to an end. Inside a corridor most pairs lie side by side, or too far apart.
    """
    turned = {(other, one): length for (one, other), length in steps.items()}
    ahead = distances(sources, steps)
    back = distances(dict.fromkeys(ends, 0), turned)
    follow = _followers(steps)
    later: dict[str, list[str]] = {}
    for one, other in pairs:
        if ahead.get(one, inf) + back.get(other, inf) <= max_length:
            later.setdefault(one, []).append(other)
    kept = set[Step]()
    for one, others in later.items():
        between = _spread({one: 0}, follow, max_length - ahead[one])
        kept |= {
            (one, other) for other in others
            if ahead[one] + between.get(other, inf) + back[other] <= max_length
        }  # fmt: skip
    return kept


def distances(starts: Mapping[str, int], steps: Mapping[Step, int]) -> dict[str, int]:
    """Measure how far each entity is."""
    return _spread(starts, _followers(steps))


def _followers(steps: Mapping[Step, int]) -> dict[str, list[tuple[str, int]]]:
    follow: dict[str, list[tuple[str, int]]] = {}
    for (one, other), length in steps.items():
        follow.setdefault(one, []).append((other, length))
    return follow


def _spread(
    starts: Mapping[str, int], follow: Mapping[str, list[tuple[str, int]]], most: float = inf
) -> dict[str, int]:
    """Measure how far each entity is, up to a distance: Dijkstra over lengths of 0 and 1."""
    found: dict[str, int] = {}
    heap = sorted((depth, one) for one, depth in starts.items())
    while heap:
        depth, one = heappop(heap)
        if one not in found and depth <= most:
            found[one] = depth
            for other, length in follow.get(one, ()):
                heappush(heap, (depth + length, other))
    return found
