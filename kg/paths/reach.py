"""What can be raised and what lowered from some nodes, along walks of any length."""

from __future__ import annotations

from collections.abc import Sequence

from kg.paths.arrays import SignedGraph


def signed_reach(graph: SignedGraph, starts: Sequence[int]) -> tuple[list[int], list[int]]:
    """Give for every node two sets of starts: whose rise can raise it, and whose can lower it.

    A set is an integer whose bit n stands for `starts[n]`; a start raises itself. Searched on the
    double cover, in which every node stands twice, once for each sign, and for all starts at once.

    >>> from kg.paths.arrays import SignedEdge
    >>> graph = SignedGraph.of([SignedEdge("a", "b", -1), SignedEdge("b", "c", -1)])
    >>> signed_reach(graph, [graph.node("a")])
    ([1, 0, 1], [0, 1, 0])
    """
    count, first = len(graph.names), graph.first_out
    arcs = [2 * node + (sign < 0) for node, sign in zip(graph.target, graph.sign, strict=True)]
    seen = [0] * (2 * count)
    wave: dict[int, int] = {}
    for bit, start in enumerate(starts):
        wave[2 * start] = wave.get(2 * start, 0) | 1 << bit
    for state, bits in wave.items():
        seen[state] |= bits
    while wave:
        grown: dict[int, int] = {}
        for state, bits in wave.items():
            node, lowered = state >> 1, state & 1
            for arc in arcs[first[node] : first[node + 1]]:
                after = arc ^ lowered
                new = bits & ~seen[after]
                if new:
                    seen[after] |= new
                    grown[after] = grown.get(after, 0) | new
        wave = grown
    return seen[0::2], seen[1::2]
