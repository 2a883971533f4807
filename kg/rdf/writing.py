"""RDF files: Turtle for people, N-Quads for machines; the same bytes for the same graph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg.atomic import write_whole
from kg.graph import Graph
from kg.rdf.dataset import claim_triples, named_triples, uncontested_triples
from kg.rdf.namespace import CLAIMS, DIRECT, PREFIXES


def write_turtle(graph: Graph, path: Path) -> None:
    """Write the claims graph as Turtle: prefixes, then one block for each subject, sorted."""
    write_whole(path, turtle(claim_triples(graph)))


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Serialise in the order given; the serialiser's own order of prefixes is not promised."""
    return _sort_prefixes(serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes)))


def write_trig(graph: Graph, path: Path) -> None:
    """Write a release as TriG: both named graphs, and a third that describes them."""
    from kg.rdf.description import BASE, DESCRIBING, describe_dataset

    about = sorted(describe_dataset(graph), key=lambda triple: (str(triple.subject), str(triple)))
    graphs = (
        (NamedNode(BASE), about),
        (CLAIMS, claim_triples(graph)),
        (DIRECT, uncontested_triples(graph)),
    )
    quads = (Quad(s, p, o, name) for name, triples in graphs for s, p, o in triples)
    prefixes = {**PREFIXES, **DESCRIBING}
    write_whole(path, _sort_prefixes(serialize(quads, format=RdfFormat.TRIG, prefixes=prefixes)))


def _sort_prefixes(content: bytes | None) -> bytes:
    lines = (content or b"").splitlines(keepends=True)
    until = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0)
    return b"".join([*sorted(lines[:until]), b"\n", *lines[until:]])


def write_nquads(graph: Graph, path: Path) -> None:
    """Write both named graphs as N-Quads, one sorted line for each statement."""
    write_whole(path, nquads(named_triples(graph)))


def nquads(named: Mapping[NamedNode, Iterable[Triple]]) -> bytes:
    """Serialise named graphs, the lines of all of them sorted.

    >>> from kg.rdf.namespace import TYPE, resource, word
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
    others = sorted((line, ends[name]) for name, few in spelt.items() for line in few)
    for line, end in reversed(others):
        find = bisect_left if end < ends[largest] else bisect_right
        last = find(lines, line, hi=last)
        lines[last] = line + end + lines[last]
    return ends[largest].join(lines)
