"""The best paths by evidence, in the order of `kg chains`.

What was seen, then what skips no step, the shortest, the weakest link; what goes against a plain
finding last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path

from kg.paths.arrays import (
    DEFINED,
    DOUBTFUL,
    PLAIN,
    PREVAILING,
    SKIPS,
    SignedGraph,
    open_graph,
)
from kg.paths.cheapest import cheapest_paths
from kg.paths.simple import simple_paths


@dataclass(frozen=True)
class RankedPath:
    """A path: its nodes, the signs of its edges, the studies of its weakest edge and of all.

    `opposed` tells whether it goes, between two of its nodes, against a plain edge.
    """

    nodes: tuple[str, ...]
    signs: tuple[int, ...]
    weakest: int
    studies: int
    cost: float
    opposed: bool

    @property
    def sign(self) -> str:
        """The product of the signs."""
        return "-" if self.signs.count(-1) % 2 else "+"


def ranked_paths(
    graph: SignedGraph, start: int, end: int, *, limit: int, top: int, by_cost: bool = False
) -> tuple[RankedPath, ...]:
    """Give the best `top` simple paths.

    Of length at most `limit` in the order of `kg chains` (docs/chains.md), or, `by_cost`, of any
    length by total cost; ties in the order of edge numbers.
    """
    plain, prevailing = _Direct(graph, PLAIN), _Direct(graph, PREVAILING)
    if by_cost:
        found = [edges for _, edges in cheapest_paths(graph, start, end, top)]
    else:
        keyed = (
            (_rank(graph, plain, prevailing, start, edges), edges)
            for edges in simple_paths(graph, start, end, limit)
        )
        found = [edges for _, edges in nsmallest(top, keyed)]
    return tuple(_path(graph, plain, start, edges) for edges in found)


def _rank(
    graph: SignedGraph, plain: _Direct, prevailing: _Direct, start: int, edges: Sequence[int]
) -> tuple[object, ...]:
    behind = [graph.studies[edge] for edge in edges if graph.studies[edge] != DEFINED]
    inner = (graph.target[edge] for edge in edges[:-1])
    return (
        plain.opposes(start, edges), not (len(edges) == len(behind) == 1),
        prevailing.opposes(start, edges), any(graph.outcome[node] for node in inner),
        any(graph.flags[edge] & SKIPS for edge in edges), len(behind), -min(behind, default=0),
        any(graph.flags[edge] & DOUBTFUL for edge in edges), -sum(behind),
    )  # fmt: skip


class _Direct:
    """The direct findings with a flag, read node by node when they are asked for."""

    def __init__(self, graph: SignedGraph, flag: int) -> None:
        self._graph, self._flag = graph, flag
        self._leaving: dict[int, dict[int, int]] = {}

    def opposes(self, start: int, edges: Sequence[int]) -> bool:
        """Tell whether a path goes against one of them between two of its nodes.

        An edge by itself is a finding of its own, and goes against none.
        """
        graph = self._graph
        if len(edges) == 1:
            return False
        nodes = [start, *(graph.target[edge] for edge in edges)]
        for first, node in enumerate(nodes[:-1]):
            seen = self._leaving.get(node)
            if seen is None:
                seen = self._leaving[node] = self._read(node)
            sign = 1
            for edge in edges[first:] if seen else ():
                sign *= graph.sign[edge]
                if seen.get(graph.target[edge], sign) != sign:
                    return True
        return False

    def _read(self, node: int) -> dict[int, int]:
        graph = self._graph
        leaving = range(graph.first_out[node], graph.first_out[node + 1])
        return {graph.target[edge]: graph.sign[edge] for edge in leaving
                if graph.flags[edge] & self._flag}  # fmt: skip


def stored_chains(
    file: Path, start: str, end: str, *, limit: int, top: int, by_cost: bool = False
) -> Iterator[str]:
    """Answer from a written graph, line by line: a header, then one line for each path.

    Raises `RequestError` where a node is not in the graph.
    """
    graph = open_graph(file)
    ends = graph.node(start), graph.node(end)
    yield "sign  weakest  studies  chain"
    for path in ranked_paths(graph, *ends, limit=limit, top=top, by_cost=by_cost):
        words = [path.nodes[0]]
        for sign, node in zip(path.signs, path.nodes[1:], strict=True):
            words += ["→" if sign > 0 else "⊣", node]
        against = "  (against what was seen)" if path.opposed else ""
        yield f"{path.sign:<4}  {path.weakest:>7}  {path.studies:>7}  {' '.join(words)}{against}"


def _path(graph: SignedGraph, plain: _Direct, start: int, edges: tuple[int, ...]) -> RankedPath:
    behind = [graph.studies[edge] for edge in edges if graph.studies[edge] != DEFINED]
    nodes = [start, *(graph.target[edge] for edge in edges)]
    return RankedPath(
        tuple(map(graph.name, nodes)), tuple(graph.sign[edge] for edge in edges),
        min(behind, default=0), sum(behind), sum(graph.cost[edge] for edge in edges),
        plain.opposes(start, edges),
    )  # fmt: skip
