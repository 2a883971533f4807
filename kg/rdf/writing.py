"""RDF files: Turtle for people, N-Quads for machines; the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, serialize

from kg.atomic import write_whole
from kg.graph import Graph
from kg.rdf.dataset import claim_triples, uncontested_triples
from kg.rdf.namespace import CLAIMS, DIRECT, PREFIXES


def write_turtle(graph: Graph, path: Path) -> None:
    """Write the claims graph as Turtle: prefixes, then one block for each subject, sorted."""
    write_whole(path, turtle(claim_triples(graph)))


def turtle(triples: Iterable[Triple]) -> bytes:
    """Serialise in the order given; the serialiser's own order of prefixes is not promised."""
    content = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    lines = content.splitlines(keepends=True)
    prefixes = [line for line in lines[: len(PREFIXES)] if line.startswith(b"@prefix ")]
    return b"".join([*sorted(prefixes), b"\n", *lines[len(prefixes) :]])


def write_nquads(graph: Graph, path: Path) -> None:
    """Write both named graphs as N-Quads, one sorted line for each statement."""
    lines = [
        f"{triple.subject} {triple.predicate} {triple.object} {name} .\n"
        for name, triples in ((CLAIMS, claim_triples(graph)), (DIRECT, uncontested_triples(graph)))
        for triple in triples
    ]
    write_whole(path, "".join(sorted(lines)).encode())
