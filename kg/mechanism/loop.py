"""Feedback loops: where a change comes round to itself, kept or turned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

from kg.mechanism.step import Step


@dataclass(frozen=True)
class Loop:
    """A feedback loop: its entities in order, and whether going round keeps a change or turns it.

    `sign` is '+' (reinforcing), '-' (balancing), or '?' where a step has both signs.
    """

    nodes: tuple[str, ...]
    sign: Literal["+", "-", "?"]


def feedback_loops(steps: Iterable[Step], max_length: int = 8) -> tuple[Loop, ...]:
    """Name every loop of at most so many steps that does not hold by definition alone."""
    import networkx as nx

    signs: dict[tuple[str, str], set[str]] = {}
    found: set[tuple[str, str]] = set()
    for step in steps:
        signs.setdefault((step.subject, step.object), set()).add(step.sign)
        if step.findings:
            found.add((step.subject, step.object))
    loops = []
    cycles: Iterable[list[str]] = nx.simple_cycles(nx.DiGraph(list(signs)), length_bound=max_length)
    for cycle in cycles:
        first = cycle.index(min(cycle))
        nodes = (*cycle[first:], *cycle[:first])
        pairs = list(pairwise((*nodes, nodes[0])))
        if found.intersection(pairs):
            turns = {around.count("-") % 2 for around in product(*(signs[pair] for pair in pairs))}
            loops.append(Loop(nodes, "?" if len(turns) > 1 else "-" if 1 in turns else "+"))
    return tuple(sorted(loops, key=lambda loop: (len(loop.nodes), loop.nodes)))
