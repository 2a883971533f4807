"""Entities that hang together, drawn at random from a graph: the same for the same seed."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from kg.graph import Graph

SIZES = range(4, 16)


def neighbourhood(graph: Graph, seed: int) -> tuple[str, ...]:
    """Give from 4 to 15 entities, by the seed, that effects join to one another."""
    random = Random(seed)  # noqa: S311 (a sample, no secret)
    near = defaultdict[str, set[str]](set)
    for effect in graph.effects:
        if effect.predicate in {"increases", "decreases", "does_not_change", "affects"}:
            near[effect.subject].add(effect.object)
            near[effect.object].add(effect.subject)
    keys = sorted(near)
    size = SIZES[seed % len(SIZES)]
    while True:
        found = [random.choice(keys)]
        while len(found) < size:
            edge = sorted({other for key in found for other in near[key]} - {*found})
            if not edge:
                break
            found.append(random.choice(edge))
        if len(found) == size:
            return tuple(found)
