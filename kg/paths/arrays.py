"""A signed graph as flat arrays, in memory or mapped from a file; opening costs no reading.

The file is little-endian: the eight bytes `KGPATHS2`, the numbers of nodes and edges (uint64), then
the arrays of `LAYOUT` in that order, each begun at a multiple of eight bytes, and the names of the
nodes in UTF-8. Edges are sorted by source, nodes by the bytes of their name, so that a name is
found by bisection. The layout is compressed sparse rows in both directions, as in Kepner and
Gilbert, Graph Algorithms in the Language of Linear Algebra (2011), chapter 1.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from sys import byteorder
from typing import NamedTuple

from kg.atomic import replacing
from kg.bounded import hold_regular
from kg.errors import RequestError


class SignedEdge(NamedTuple):
    """One edge: sign +1 or -1, the independent studies behind it, and what it costs to take it.

    `studies` from 0 to 65534, or `DEFINED`; `cost` is not negative. A `doubtful` edge ranks behind
    others; a `plain` one is a direct finding that nothing contests, which opposes paths of the
    other sign between its ends, and one that merely is `prevailing` ranks these behind others. An
    edge that `skips` is told in two by other edges, and ranks behind.
    """

    source: str
    target: str
    sign: int
    studies: int = 1
    cost: float = 1.0
    doubtful: bool = False
    plain: bool = False
    prevailing: bool = False
    skips: bool = False

    @property
    def flags(self) -> int:
        """What is said of it, as bits; what is plain prevails."""
        return (
            DOUBTFUL * self.doubtful + PLAIN * self.plain
            + PREVAILING * (self.plain or self.prevailing) + SKIPS * self.skips
        )  # fmt: skip


@dataclass(frozen=True)
class SignedGraph:
    """Nodes and edges by number; edge numbers run by source, then in the order they were given.

    `first_out[v]` to `first_out[v + 1]` are the edges that leave v; `first_in` the same into
    `source` and `edge_in`, the sources and numbers of the edges that enter v. `flags` holds
    `DOUBTFUL`, `PLAIN`, `PREVAILING` and `SKIPS` for each edge, `outcome` is 1 for a node that
    paths should end at.
    """

    names: Sequence[bytes]
    first_out: Sequence[int]
    target: Sequence[int]
    sign: Sequence[int]
    studies: Sequence[int]
    cost: Sequence[float]
    flags: Sequence[int]
    outcome: Sequence[int]
    first_in: Sequence[int]
    source: Sequence[int]
    edge_in: Sequence[int]

    @classmethod
    def of(
        cls, edges: Iterable[SignedEdge], nodes: Iterable[str] = (), outcomes: Iterable[str] = ()
    ) -> SignedGraph:
        """Arrange edges into arrays; `outcomes` are the nodes that paths should end at.

        >>> graph = SignedGraph.of([SignedEdge("a", "b", 1), SignedEdge("b", "c", -1)])
        >>> graph.node("c"), list(graph.target), list(graph.sign)
        (2, [1, 2], [1, -1])
        """
        edges, ends_here = list(edges), frozenset(outcomes)
        ends = {name for edge in edges for name in edge[:2]}
        names = sorted(name.encode() for name in ends | set(nodes))
        number = {name.decode(): n for n, name in enumerate(names)}
        edges.sort(key=lambda edge: number[edge.source])
        target = array("i", (number[edge.target] for edge in edges))
        sources = array("i", (number[edge.source] for edge in edges))
        entering = array("i", sorted(range(len(edges)), key=target.__getitem__))
        return cls(
            names, _starts(sources, len(names)), target,
            array("b", (edge.sign for edge in edges)),
            array("H", (edge.studies for edge in edges)),
            array("d", (edge.cost for edge in edges)),
            array("B", (edge.flags for edge in edges)),
            array("B", (name.decode() in ends_here for name in names)),
            _starts((target[e] for e in entering), len(names)),
            array("i", (sources[e] for e in entering)), entering,
        )  # fmt: skip

    def node(self, name: str) -> int:
        """Find a node by its name; `RequestError` with its neighbours in the alphabet if none."""
        wanted = name.encode()
        place = bisect_left(self.names, wanted)
        if place < len(self.names) and self.names[place] == wanted:
            return place
        near = range(max(0, place - 1), min(len(self.names), place + 2))
        close = ", ".join(self.name(n) for n in near)
        raise RequestError(f"no node '{name}': did you mean {close}?")

    def name(self, node: int) -> str:
        """Give a node's name."""
        return bytes(self.names[node]).decode()


def write_graph(graph: SignedGraph, path: Path) -> None:
    """Write a graph for `open_graph`; the file is replaced whole or not at all."""
    with replacing(path) as file:
        file.write(_MAGIC)
        file.write(array("Q", (len(graph.names), len(graph.target))).tobytes())
        for name, code in LAYOUT:
            file.write(_padded(_coded(code, getattr(graph, name)).tobytes()))
        ends, total = array("q", (0,)), 0
        for text in graph.names:
            total += len(text)
            ends.append(total)
        file.write(_padded(ends.tobytes()))
        file.writelines(graph.names)


def open_graph(path: Path) -> SignedGraph:
    """Map a written graph; `RequestError` for any other or a shortened file.

    What is asked for is read from disk, and nothing else.
    """
    hold_regular(path)
    try:
        with path.open("rb") as file:
            held = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    except ValueError:
        raise RequestError(f"'{path}' is empty: make it with kg.paths.write_graph") from None
    if bytes(held[:8]) != _MAGIC or byteorder != "little":
        raise RequestError(f"'{path}' is no graph of this machine: make it with write_graph")
    try:
        return _mapped(held)
    except (ValueError, IndexError, TypeError):
        raise RequestError(f"'{path}' is cut short: make it anew with write_graph") from None


def _mapped(held: memoryview) -> SignedGraph:
    nodes, edges = held[8:24].cast("Q")
    place, found = 24, {}
    for name, code in LAYOUT:
        length = nodes + 1 if name.startswith("first") else nodes if name == "outcome" else edges
        found[name], place = _take(held, place, code, length)
    ends, place = _take(held, place, "q", nodes + 1)
    if len(held) != place + ends[nodes]:
        raise ValueError
    return SignedGraph(_Names(held[place:], ends), **found)


class _Names(Sequence[bytes]):
    """The names of the nodes, cut out of the file when asked for."""

    def __init__(self, text: memoryview, ends: memoryview) -> None:
        self._text, self._ends = text, ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, n):  # type: ignore[no-untyped-def]
        return bytes(self._text[self._ends[n] : self._ends[n + 1]])


def _take(held: memoryview, place: int, code: str, length: int) -> tuple[memoryview, int]:
    size = length * array(code).itemsize
    found = held[place : place + size].cast(code)  # type: ignore[call-overload]
    if len(found) != length:
        raise ValueError
    return found, place + size + -size % 8


def _coded(code: str, values: Iterable[int] | Iterable[float]) -> array:  # type: ignore[type-arg]
    return values if isinstance(values, array) and values.typecode == code else array(code, values)


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % 8)


def _starts(sorted_nodes: Iterable[int], count: int) -> array[int]:
    """Count where each node's run begins."""
    starts = array("i", bytes(4 * (count + 1)))
    for node in sorted_nodes:
        starts[node + 1] += 1
    for node in range(count):
        starts[node + 1] += starts[node]
    return starts


LAYOUT = (
    ("first_out", "i"), ("target", "i"), ("sign", "b"), ("studies", "H"), ("cost", "d"),
    ("flags", "B"), ("outcome", "B"),
    ("first_in", "i"), ("source", "i"), ("edge_in", "i"),
)  # fmt: skip
"""The arrays of a file and their item codes (Python's `array`)."""

DEFINED = 65535
"""In place of a number of studies: an edge that is true by definition and needs none."""

DOUBTFUL, PLAIN, PREVAILING, SKIPS = 1, 2, 4, 8
"""Bits of `flags`."""

_MAGIC = b"KGPATHS2"
