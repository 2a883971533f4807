"""All simple paths up to a length, by meeting in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kg.paths.arrays import SignedGraph


def simple_paths(
    graph: SignedGraph, start: int, end: int, limit: int, avoid: Set[int] = frozenset()
) -> Iterator[tuple[int, ...]]:
    """Yield every path without a repeated node, of at most `limit` edges, as edge numbers.

    In the order of a depth-first search; parallel edges make paths of their own; nodes of `avoid`
    are not entered. Half-ball pruning: a backward search knows the distance to the end within
    half the limit, and the forward search refuses every node that can no longer arrive, so that
    the cost is that of two half balls and not of one whole.

    >>> from kg.paths.arrays import SignedEdge
    >>> graph = SignedGraph.of([SignedEdge(*e, 1) for e in ("ab", "bc", "ac", "cb")])
    >>> list(simple_paths(graph, graph.node("a"), graph.node("c"), limit=2))
    [(0, 2), (1,)]
    """
    if start == end or limit < 1 or start in avoid or end in avoid:
        return
    half = max(1, limit // 2)
    distance = _distances(graph, end, half, avoid)
    first, target = graph.first_out, graph.target
    on_path = {start}
    nodes = [start]
    edges: list[int] = []
    stack = [iter(range(first[start], first[start + 1]))]
    while stack:
        left = limit - len(edges) - 1
        for edge in stack[-1]:
            node = target[edge]
            if node == end:
                yield (*edges, edge)
                continue
            if left < 1 or node in on_path:
                continue
            if left <= half:
                if distance.get(node, limit) > left:
                    continue
            elif node in avoid:
                continue
            edges.append(edge)
            nodes.append(node)
            on_path.add(node)
            stack.append(iter(range(first[node], first[node + 1])))
            break
        else:
            stack.pop()
            on_path.discard(nodes.pop())
            if edges:
                edges.pop()


def _distances(graph: SignedGraph, end: int, half: int, avoid: Set[int]) -> dict[int, int]:
    """Measure, in edges, how far the nodes within `half` are from the end."""
    first, source = graph.first_in, graph.source
    distance = {end: 0}
    shell = [end]
    for steps in range(1, half + 1):
        grown = []
        for node in shell:
            for before in source[first[node] : first[node + 1]]:
                if before not in distance and before not in avoid:
                    distance[before] = steps
                    grown.append(before)
        shell = grown
    return distance
