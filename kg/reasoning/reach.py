"""How many signed chains run through a node: what hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.graph import Effect, Graph
from kg.model.vocabulary import STRUCTURAL
from kg.votes import Standing, Topic, observe


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


def signed_steps(graph: Graph, *, struck: bool = False) -> Mapping[str, tuple[str, ...]]:
    """Give the nodes that each node raises or lowers, in order.

    What only records show that are struck is no step, unless it is asked for.
    """
    steps: dict[str, set[str]] = {}
    for edge in graph.effects:
        if edge.sign in ("+", "-") and edge.predicate not in STRUCTURAL and not edge.given:
            if struck or _stands(graph, edge):
                steps.setdefault(edge.subject, set()).add(edge.object)
    return {key: tuple(sorted(steps[key])) for key in sorted(steps)}


def _stands(graph: Graph, edge: Effect) -> bool:
    seen = observe(graph).get(Topic(edge.object, edge.subject), ())
    return any(one.edge == edge.id for one in Standing.of(seen).counted)


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


@dataclass(frozen=True)
class Routes:
    """The signed chains from arms to outcomes that run along one step.

    `count` counts them, `outcomes` are the ends they reach, `examples` the shortest of them.
    """

    count: int = 0
    outcomes: tuple[str, ...] = ()
    examples: tuple[tuple[str, ...], ...] = ()


def routes(
    graph: Graph, *, longest: int = 5, examples: int = 3
) -> Mapping[tuple[str, str], Routes]:
    """Count, for each step, the simple signed chains from an arm to its first outcome along it.

    A chain has up to `longest` steps; of its examples the shortest come first. Steps that only
    struck records show belong to it: here it is told what hangs on them.
    """
    follow = signed_steps(graph, struck=True)
    outcomes = {key for key, entity in graph.entities.items() if entity.kind == "outcome"}
    counts: Counter[tuple[str, str]] = Counter()
    ends: dict[tuple[str, str], set[str]] = {}
    shown: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    waves: list[tuple[str, ...]] = [(arm,) for arm in sorted(graph.arms)]
    for _ in range(longest):  # wave by wave, so that the shortest chains are met first
        reached_now: list[tuple[str, ...]] = []
        for path in waves:
            for step in follow.get(path[-1], ()):
                if step in path:
                    continue
                if step not in outcomes:
                    reached_now.append((*path, step))
                    continue
                chain = (*path, step)
                for pair in pairwise(chain):
                    counts[pair] += 1
                    ends.setdefault(pair, set()).add(step)
                    if len(listed := shown.setdefault(pair, [])) < examples:
                        listed.append(chain)
        waves = reached_now
    return {
        pair: Routes(count, tuple(sorted(ends[pair])), tuple(shown[pair]))
        for pair, count in sorted(counts.items())
    }
