"""How many signed chains run through a node: what hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.graph import Graph
from kg.model.vocabulary import STRUCTURAL


def chains_through(
    graph: Graph, starts: Iterable[str], *, longest: int = 4
) -> Mapping[str, int]:
    """Count, for each node, the simple signed chains from `starts` that run through it.

    A chain has up to `longest` effects of sign + or - and goes on beyond the node, or ends there
    at an outcome; no chain goes beyond its first outcome. Conditions are not asked about here.
    """
    follow = signed_steps(graph)
    outcomes = {key for key, entity in graph.entities.items() if entity.kind == "outcome"}
    found: Counter[str] = Counter()

    def walk(path: list[str]) -> None:
        for step in follow.get(path[-1], ()):
            if step in path:
                continue
            found.update([*path[1:], *([step] if step in outcomes else [])])
            if step not in outcomes and len(path) < longest:
                walk([*path, step])

    for start in sorted(set(starts)):
        walk([start])
    return found


def signed_steps(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """Give the nodes that each node raises or lowers, in order."""
    steps: dict[str, set[str]] = {}
    for edge in graph.effects:
        if edge.sign in ("+", "-") and edge.predicate not in STRUCTURAL and not edge.given:
            steps.setdefault(edge.subject, set()).add(edge.object)
    return {key: tuple(sorted(steps[key])) for key in sorted(steps)}


def reached(graph: Graph, starts: Iterable[str]) -> frozenset[str]:
    """Collect what any signed chain from `starts` arrives at, however long."""
    follow = signed_steps(graph)
    seen, open_ = set(starts), sorted(starts)
    while open_:
        for step in follow.get(open_.pop(), ()):
            if step not in seen:
                seen.add(step)
                open_.append(step)
    return frozenset(seen)


TREATMENTS = frozenset({"radiation", "combination", "therapy", "agent"})
"""Kinds of entities that somebody gives: where chains begin."""
