"""The cheapest simple paths of any length, in order."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from kg.paths.arrays import SignedGraph


def cheapest_paths(
    graph: SignedGraph, start: int, end: int, count: int
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Yield the `count` simple paths of least total cost, cheapest first: (cost, edge numbers).

    Costs are not negative. Best-first over prefixes of paths (A*, Hart, Nilsson and Raphael 1968,
    doi:10.1109/TSSC.1968.300136); what a prefix must still pay at least is known from one reverse
    Dijkstra, grown only as far as it is asked.

    >>> from kg.paths.arrays import SignedEdge
    >>> edges = [("a", "b", 1, 1, 1.0), ("b", "c", 1, 1, 1.0), ("a", "c", -1, 1, 3.0)]
    >>> graph = SignedGraph.of(SignedEdge(*edge) for edge in edges)
    >>> list(cheapest_paths(graph, graph.node("a"), graph.node("c"), 5))
    [(2.0, (0, 2)), (3.0, (1,))]
    """
    if start == end:
        return
    first, target, cost = graph.first_out, graph.target, graph.cost
    ahead = _Ahead(graph, end)
    heap: list[tuple[float, tuple[int, ...], int, float]] = [(0.0, (), start, 0.0)]
    while heap and count > 0:
        bound, edges, node, paid = heappop(heap)
        if node == end:
            count -= 1
            yield paid, edges
            continue
        ahead.grow(SHARE)
        rest = ahead.least(node)
        if rest is None:
            continue
        if heap and paid + rest > max(bound, heap[0][0]):  # more is known than when it was pushed
            heappush(heap, (paid + rest, edges, node, paid))
            continue
        visited = {start, *(target[edge] for edge in edges)}
        for edge in range(first[node], first[node + 1]):
            after = target[edge]
            least = ahead.least(after)
            if least is not None and after not in visited:
                now = paid + cost[edge]
                heappush(heap, (now + least, (*edges, edge), after, now))


class _Ahead:
    """The cost from nodes to the end: exact where the reverse search has been, else its radius."""

    def __init__(self, graph: SignedGraph, end: int) -> None:
        self._graph, self._heap = graph, [(0.0, end)]
        self._settled: dict[int, float] = {}
        self._found = {end: 0.0}

    def least(self, node: int) -> float | None:
        """Give a lower bound of the cost from a node; None where the end cannot be reached."""
        known = self._settled.get(node)
        if known is not None:
            return known
        return self._heap[0][0] if self._heap else None

    def grow(self, nodes: int) -> None:
        """Settle some more nodes, the nearest first."""
        first, cost, found = self._graph.first_in, self._graph.cost, self._found
        while nodes and self._heap:
            radius, node = heappop(self._heap)
            if node in self._settled:
                continue
            self._settled[node] = radius
            nodes -= 1
            for place in range(first[node], first[node + 1]):
                before = self._graph.source[place]
                if before in self._settled:
                    continue
                now = radius + cost[self._graph.edge_in[place]]
                if now < found.get(before, _FAR):
                    found[before] = now
                    heappush(self._heap, (now, before))


SHARE = 1
"""Nodes settled backward for each prefix taken forward: neither search runs far ahead alone."""

_FAR = float("inf")
