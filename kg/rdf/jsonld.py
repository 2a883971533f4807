"""JSON-LD 1.1: the graph as JSON that programs read without RDF, and its context."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.atomic import write_whole
from kg.graph import Graph
from kg.rdf.dataset import ordered_triples
from kg.rdf.namespace import DATA, ONTOLOGY, PREFIXES
from kg.rdf.vocabulary import RANGE, vocabulary


def write_context(_: Graph, path: Path) -> None:
    """Write the context alone, for whoever makes JSON that should mean the same."""
    write_whole(path, (json.dumps({"@context": context()}, indent=1) + "\n").encode())


def write_jsonld(graph: Graph, path: Path) -> None:
    """Write all named graphs, one node on a line, sorted, with the context inside.

    Words of our vocabulary are plain keys; other predicates keep their prefix. Read back, it gives
    the same statements as the N-Quads.
    """
    head = json.dumps({"@context": context()}, separators=(",", ":"))[:-1]
    parts = [
        f'{{"@id":"{name.value}","@graph":[\n{_nodes(triples)}\n]}}'
        for name, triples in ordered_triples(graph).items()
    ]
    write_whole(path, f'{head},\n"@graph":[\n{",".join(parts)}\n]}}\n'.encode())


def context() -> dict[str, Any]:
    """Give the context: made of `cirt.ttl`, so that it cannot disagree with the vocabulary.

    >>> context()["level"], context()["doseLow"]["@type"]
    ({'@id': 'kg:level', '@type': '@vocab'}, 'xsd:decimal')
    """
    made: dict[str, Any] = {"@version": 1.1, "@vocab": f"{ONTOLOGY}#", **_PREFIXES}
    for term in vocabulary():
        if term.kind == "relation":
            made[term.name] = {"@id": f"kg:{term.name}", "@type": "@vocab"}
        elif term.kind == "value":
            datatype = term.first(RANGE).replace(PREFIXES["xsd"], "xsd:")
            coerced = {} if datatype == "xsd:string" else {"@type": datatype}
            made[term.name] = {"@id": f"kg:{term.name}", **coerced}
    for name in _RELATIONS:
        made[name] = {"@id": name, "@type": "@vocab"}
    made["dcterms:issued"] = {"@id": "dcterms:issued", "@type": "xsd:gYear"}
    return made


def _nodes(triples: Iterable[Triple]) -> str:
    lines = []
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": _compact(subject)}
        for triple in group:
            node.setdefault(_key(triple.predicate), []).append(_value(triple))
        flat = {key: value[0] if len(value) == 1 else value for key, value in node.items()
                if key != "@id"}  # fmt: skip
        line = {"@id": node["@id"], **flat}
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    return ",\n".join(lines)


def _key(predicate: NamedNode) -> str:
    if predicate.value == f"{PREFIXES['rdf']}type":
        return "@type"
    return _word(predicate)


def _value(triple: Triple) -> Any:
    found = triple.object
    if not isinstance(found, Literal):
        return _word(found)
    datatype = found.datatype.value.removeprefix(PREFIXES["xsd"])
    return found.value == "true" if datatype == "boolean" else found.value


def _word(node: Any) -> str:
    """Write a word of ours bare, another name by its prefix, or whole where it has none."""
    iri = str(node.value)
    if iri.startswith(f"{ONTOLOGY}#"):
        return iri.removeprefix(f"{ONTOLOGY}#")
    return _compact(node)


def _compact(node: Any) -> str:
    """Use a prefix where one fits."""
    iri = str(node.value)
    for name, start in _PREFIXES.items():
        rest = iri.removeprefix(start)
        if rest and rest != iri and not rest.startswith("//"):
            return f"{name}:{rest}"
    return iri


_PREFIXES = {
    name: start for name, start in PREFIXES.items() if name == "id" or not start.startswith(DATA)
}
"""Without those of the kinds of resources: `system` and `evidence` are relations here."""

_RELATIONS = (
    "dcterms:conformsTo", "rdf:subject", "rdf:predicate", "rdf:object", "rdfs:seeAlso",
    "skos:broader", "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch",
    "skos:relatedMatch", "prov:wasDerivedFrom",
)  # fmt: skip
"""Predicates of others whose values are names; all other predicates of others have texts."""
