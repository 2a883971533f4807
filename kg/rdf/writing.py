"""RDF files: Turtle for people, N-Quads for machines; the same bytes for the same graph."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, serialize

from kg.graph import Graph
from kg.rdf.dataset import claim_triples, uncontested_triples
from kg.rdf.namespace import CLAIMS, DIRECT, PREFIXES


def write_turtle(graph: Graph, path: Path) -> None:
    """Write the claims graph as Turtle: prefixes, then one block for each subject, sorted."""
    _replace(path, turtle(claim_triples(graph)))


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
    _replace(path, "".join(sorted(lines)).encode())


def _replace(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that a reader never sees half a file."""
    path = Path(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
