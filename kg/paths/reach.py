"""What can be raised and what lowered from some nodes, along walks of any length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.paths.arrays import SignedGraph


def signed_reach(graph: SignedGraph, starts: Sequence[int]) -> tuple[list[int], list[int]]:
    """Give for every node two sets of starts: whose rise can raise it, and whose can lower it.

    A set is an integer whose bit n stands for `starts[n]`; a start raises itself. Searched on the
    double cover, in which every node stands twice, once for each sign, for all starts at once.
    What the busiest node can reach is searched once: a start that reaches that node shares it
    (the forward-backward step of Fleischer, Hendrickson and Pinar, 2000).

    >>> from kg.paths.arrays import SignedEdge
    >>> graph = SignedGraph.of([SignedEdge("a", "b", -1), SignedEdge("b", "c", -1)])
    >>> signed_reach(graph, [graph.node("a")])
    ([1, 0, 1], [0, 1, 0])
    """
    count = len(graph.names)
    if not count or not starts:
        return [0] * count, [0] * count
    leaving = _arcs(graph.target, graph.sign)
    entering = _arcs(graph.source, [graph.sign[edge] for edge in graph.edge_in])
    first, last = graph.first_out, graph.first_in
    busy = 2 * max(range(count), key=lambda v: (first[v + 1] - first[v]) * (last[v + 1] - last[v]))
    shared, arriving = _spread(first, leaving, busy), _spread(last, entering, busy)
    sharing = sum(1 << bit for bit, start in enumerate(starts) if arriving[2 * start])
    seen = [sharing if one else 0 for one in shared]
    # What is shared is closed: nothing leaves it, so its states need not be visited again.
    wave: dict[int, int] = {}
    for bit, start in enumerate(starts):
        if not seen[2 * start] >> bit & 1:
            seen[2 * start] |= 1 << bit
            wave[2 * start] = wave.get(2 * start, 0) | 1 << bit
    while wave:
        grown: dict[int, int] = {}
        for state, bits in wave.items():
            lowered = state & 1
            for arc in leaving[first[state >> 1] : first[(state >> 1) + 1]]:
                after = arc ^ lowered
                new = bits & ~seen[after]
                if new:
                    seen[after] |= new
                    grown[after] = grown.get(after, 0) | new
        wave = grown
    return seen[0::2], seen[1::2]


def _arcs(nodes: Iterable[int], signs: Iterable[int]) -> list[int]:
    """Write each edge as the state it leads to from a raised node; a lowered one flips it."""
    return [2 * node + (sign < 0) for node, sign in zip(nodes, signs, strict=True)]


def _spread(first: Sequence[int], arcs: Sequence[int], start: int) -> bytearray:
    """Mark every state that a state reaches."""
    seen = bytearray(2 * (len(first) - 1))
    seen[start] = 1
    shell = [start]
    while shell:
        grown = []
        for state in shell:
            lowered = state & 1
            for arc in arcs[first[state >> 1] : first[(state >> 1) + 1]]:
                if not seen[arc ^ lowered]:
                    seen[arc ^ lowered] = 1
                    grown.append(arc ^ lowered)
        shell = grown
    return seen
