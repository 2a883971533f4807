"""All simple paths up to a length, by meeting in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from kg.paths.arrays import DEFINED, SignedGraph


def simple_paths(
    graph: SignedGraph, start: int, end: int, limit: int, avoid: Set[int] = frozenset(),
    near: Mapping[int, int] | None = None,
) -> Iterator[tuple[int, ...]]:  # fmt: skip
    """Yield every path without a repeated node, of length at most `limit`, as edge numbers.

    An edge that is true by definition (`DEFINED`) has length 0, any other 1. In the order of a
    depth-first search; parallel edges make paths of their own; nodes of `avoid` are not entered.
    Half-ball pruning: a backward search knows the distance to the end within half the limit, and
    the forward search refuses every node that can no longer arrive, so that the cost is that of two
    half balls and not of one whole. Who asks often for one end measures once how far all are
    (`distances`, within `limit`, with the same `avoid`) and gives it as `near`.

    >>> from kg.paths.arrays import SignedEdge
    >>> graph = SignedGraph.of([SignedEdge(*e, 1) for e in ("ab", "bc", "ac", "cb")])
    >>> list(simple_paths(graph, graph.node("a"), graph.node("c"), limit=2))
    [(0, 2), (1,)]
    """
    if start == end or limit < 0 or start in avoid or end in avoid:
        return
    half = max(1, limit // 2) if near is None else limit
    distance = distances(graph, end, half, avoid) if near is None else near
    if near is not None and start not in near:
        return
    first, target, studies = graph.first_out, graph.target, graph.studies
    on_path = {start}
    nodes = [start]
    edges: list[int] = []
    rest = [limit]  # the length that is left at each node
    stack = [iter(range(first[start], first[start + 1]))]
    while stack:
        for edge in stack[-1]:
            node = target[edge]
            left = rest[-1] - (studies[edge] != DEFINED)
            if left < 0 or node in on_path:
                continue
            if node == end:
                yield (*edges, edge)
                continue
            if left <= half:
                if distance.get(node, limit + 1) > left:
                    continue
            elif node in avoid:
                continue
            edges.append(edge)
            nodes.append(node)
            rest.append(left)
            on_path.add(node)
            stack.append(iter(range(first[node], first[node + 1])))
            break
        else:
            stack.pop()
            rest.pop()
            on_path.discard(nodes.pop())
            if edges:
                edges.pop()


def distances(
    graph: SignedGraph, end: int, half: int, avoid: Set[int] = frozenset()
) -> dict[int, int]:
    """Measure how far nodes within `half` are from the end: 0-1 breadth-first, in shells.

    >>> from kg.paths.arrays import SignedEdge
    >>> graph = SignedGraph.of([SignedEdge("a", "b", 1), SignedEdge("b", "c", 1)])
    >>> distances(graph, graph.node("c"), 1)
    {2: 0, 1: 1}
    """
    first, source, studies, edge_in = graph.first_in, graph.source, graph.studies, graph.edge_in
    distance = {end: 0}
    shell = [end]
    for steps in range(half + 1):
        grown: list[int] = []
        for node in shell:  # grows while it is walked: what is true by definition costs nothing
            if distance[node] < steps:
                continue
            for place in range(first[node], first[node + 1]):
                before = source[place]
                if before in avoid:
                    continue
                found = steps + (studies[edge_in[place]] != DEFINED)
                if found < distance.get(before, half + 1):
                    distance[before] = found
                    (shell if found == steps else grown).append(before)
        shell = grown
    return distance
