"""The best paths by evidence: the weakest link first, then all studies, then length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path

from kg.paths.arrays import DEFINED, SignedGraph, open_graph
from kg.paths.cheapest import cheapest_paths
from kg.paths.simple import simple_paths


@dataclass(frozen=True)
class RankedPath:
    """A path: its nodes, the signs of its edges, the studies of its weakest edge and of all."""

    nodes: tuple[str, ...]
    signs: tuple[int, ...]
    weakest: int
    studies: int
    cost: float

    @property
    def sign(self) -> str:
        """The product of the signs."""
        return "-" if self.signs.count(-1) % 2 else "+"


def ranked_paths(
    graph: SignedGraph, start: int, end: int, *, limit: int, top: int, by_cost: bool = False
) -> tuple[RankedPath, ...]:
    """Give the best `top` simple paths.

    Of at most `limit` edges by weakest edge, studies in all and length, or, `by_cost`, of any
    length by total cost; ties in the order of edge numbers.
    """
    if by_cost:
        found = [edges for _, edges in cheapest_paths(graph, start, end, top)]
    else:
        paths = simple_paths(graph, start, end, limit)
        studies = graph.studies
        keyed = []
        for edges in paths:
            behind = [studies[edge] for edge in edges]
            weakest = min(behind)
            if max(behind) == DEFINED:
                behind = [number for number in behind if number != DEFINED]
                weakest = min(behind, default=0)
            keyed.append((-weakest, -sum(behind), len(edges), edges))
        found = [edges for *_, edges in nsmallest(top, keyed)]
    return tuple(_path(graph, start, edges) for edges in found)


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
        yield f"{path.sign:<4}  {path.weakest:>7}  {path.studies:>7}  {' '.join(words)}"


def _path(graph: SignedGraph, start: int, edges: tuple[int, ...]) -> RankedPath:
    behind = [graph.studies[edge] for edge in edges if graph.studies[edge] != DEFINED]
    nodes = [start, *(graph.target[edge] for edge in edges)]
    return RankedPath(
        tuple(map(graph.name, nodes)), tuple(graph.sign[edge] for edge in edges),
        min(behind, default=0), sum(behind), sum(graph.cost[edge] for edge in edges),
    )  # fmt: skip
