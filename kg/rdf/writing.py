"""RDF files: Turtle for people, N-Quads for machines; the same bytes for the same graph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg.atomic import write_whole
from kg.graph import Graph
from kg.rdf.base import Bases
from kg.rdf.dataset import all_own_triples, own_graphs
from kg.rdf.namespace import PREFIXES


def write_turtle(graph: Graph, path: Path) -> None:
    """Write all of it in one graph as Turtle: prefixes, then one block for each subject, sorted."""
    write_whole(path, turtle(all_own_triples(graph), Bases.of(graph).prefixes))


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Serialise in the order given; the serialiser's own order of prefixes is not promised."""
    return _sort_prefixes(serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes)))


def trig(
    graphs: Mapping[NamedNode, Iterable[Triple]], prefixes: Mapping[str, str] = PREFIXES
) -> bytes:  # fmt: skip
    """Serialise named graphs, these and their triples in the order given."""
    quads = (Quad(s, p, o, name) for name, triples in graphs.items() for s, p, o in triples)
    return _sort_prefixes(serialize(quads, format=RdfFormat.TRIG, prefixes=dict(prefixes)))


def _sort_prefixes(content: bytes | None) -> bytes:
    lines = (content or b"").splitlines(keepends=True)
    until = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0)
    return b"".join([*sorted(lines[:until]), b"\n", *lines[until:]])


def write_nquads(graph: Graph, path: Path) -> None:
    """Write all named graphs as N-Quads, one sorted line for each statement."""
    write_whole(path, nquads(own_graphs(graph)))


def nquads(named: Mapping[NamedNode, Iterable[Triple]]) -> bytes:
    """Serialise named graphs, the lines of all of them sorted.

    >>> from kg.rdf.namespace import CLAIMS, TYPE, resource, word
    >>> nquads({CLAIMS: [Triple(resource("", "hmgb1"), TYPE, word("Entity"))]}).split()[-2:]
    [b'<https://w3id.org/cirt-kg/graph/claims>', b'.']
    """
    ends, spelt = {}, {}
    for name, triples in named.items():
        # Escaping in one call of the engine is several times faster than str() of each term. Only
        # an end of statement has a line break; and by bytes UTF-8 sorts as by code points.
        plain = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        ends[name], spelt[name] = f" {name} .\n".encode(), plain.split(b" .\n")
        spelt[name].pop()
    # Where a line begins another, its end is a blank, less than anything that goes on there: so
    # lines may sort before they are ended, and those of the largest graph are ended by one join.
    largest = max(spelt, key=lambda name: len(spelt[name]))
    lines = spelt.pop(largest)
    lines.sort()
    last = len(lines)
    lines.append(b"")
    between: dict[int, list[tuple[bytes, list[bytes]]]] = {}
    for name, few in spelt.items():
        few.sort()
        for at, run in _runs(few, lines[:last], ends[name] > ends[largest]):
            between.setdefault(at, []).append((ends[name], run))
    for at, runs in between.items():
        end, run = runs[0]
        if len(runs) > 1:  # of several graphs: each line ended, then sorted
            end, run = b"", sorted(line + end for end, run in runs for line in run)
        lines[at] = end.join([*run, lines[at]])
    return ends[largest].join(lines)


def _runs(
    few: list[bytes], many: list[bytes], later: bool
) -> Iterator[tuple[int, list[bytes]]]:
    """Cut sorted lines where others stand between them: before which of these each run goes.

    Of a line that both have, the one of `few` goes after the other if it is `later`.
    """
    find, end = (bisect_right, bisect_left) if later else (bisect_left, bisect_right)
    start = 0
    while start < len(few):
        at = find(many, few[start])
        until = end(few, many[at], start) if at < len(many) else len(few)
        yield at, few[start:until]
        start = until
