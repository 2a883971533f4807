"""JSON-LD 1.1: the graph as JSON that programs read without RDF, and its context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.atomic import write_whole
from kg.graph import Graph
from kg.rdf.base import Bases
from kg.rdf.dataset import all_own_triples
from kg.rdf.namespace import DATA, ONTOLOGY, PREFIXES
from kg.rdf.vocabulary import RANGE, vocabulary


def write_context(graph: Graph, path: Path) -> None:
    """Write the context alone, for whoever makes JSON that should mean the same."""
    told = {"@context": context(Bases.of(graph).prefixes)}
    write_whole(path, (json.dumps(told, indent=1) + "\n").encode())


def write_jsonld(graph: Graph, path: Path) -> None:
    """Write all of it in one graph, one node on a line, sorted, with the context inside.

    Words of our vocabulary are plain keys; other predicates keep their prefix. Read back, it gives
    the statements of the N-Quads, in the default graph: so it loads where only one graph is kept.
    """
    prefixes = Bases.of(graph).prefixes
    starts = _starts(prefixes)
    head = json.dumps({"@context": context(prefixes)}, separators=(",", ":"))[:-1]
    nodes = _nodes(all_own_triples(graph), starts)
    write_whole(path, f'{head},\n"@graph":[\n{nodes}\n]}}\n'.encode())


def context(prefixes: Mapping[str, str] = PREFIXES) -> dict[str, Any]:
    """Give the context: made of `cirt.ttl`, so that it cannot disagree with the vocabulary.

    >>> context()["level"], context()["doseLow"]["@type"]
    ({'@id': 'kg:level', '@type': '@vocab'}, 'xsd:decimal')
    """
    made: dict[str, Any] = {"@version": 1.1, "@vocab": f"{ONTOLOGY}#", **_starts(prefixes)}
    for term in vocabulary():
        if term.kind == "relation":
            made[term.name] = {"@id": f"kg:{term.name}", "@type": "@vocab"}
        elif term.kind == "value":
            datatype = term.first(RANGE).replace(PREFIXES["xsd"], "xsd:") or "xsd:string"
            datatype = "xsd:date" if term.name in _DAYS else datatype
            coerced = {} if datatype == "xsd:string" else {"@type": datatype}
            made[term.name] = {"@id": f"kg:{term.name}", **coerced}
    for name in _RELATIONS:
        made[name] = {"@id": name, "@type": "@vocab"}
    made["dcterms:issued"] = {"@id": "dcterms:issued", "@type": "xsd:gYear"}
    return made


def _nodes(triples: Iterable[Triple], starts: Mapping[str, str]) -> str:
    lines = []
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": _compact(subject, starts)}
        for triple in group:
            key = _key(triple.predicate, starts)
            node.setdefault(key, []).append(_value(triple, starts))
        flat = {key: value[0] if len(value) == 1 else value for key, value in node.items()
                if key != "@id"}  # fmt: skip
        line = {"@id": node["@id"], **flat}
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    return ",\n".join(lines)


def _key(predicate: NamedNode, starts: Mapping[str, str]) -> str:
    if predicate.value == f"{PREFIXES['rdf']}type":
        return "@type"
    return _word(predicate, starts)


def _value(triple: Triple, starts: Mapping[str, str]) -> Any:
    found = triple.object
    if not isinstance(found, Literal):
        return _word(found, starts)
    datatype = found.datatype.value.removeprefix(PREFIXES["xsd"])
    return found.value == "true" if datatype == "boolean" else found.value


def _word(node: Any, starts: Mapping[str, str]) -> str:
    """Write a word of ours bare, another name by its prefix, or whole where it has none."""
    iri = str(node.value)
    if iri.startswith(f"{ONTOLOGY}#"):
        return iri.removeprefix(f"{ONTOLOGY}#")
    return _compact(node, starts)


def _compact(node: Any, starts: Mapping[str, str]) -> str:
    """Use a prefix where one fits."""
    iri = str(node.value)
    for name, start in starts.items():
        rest = iri.removeprefix(start)
        if rest and rest != iri and not rest.startswith("//"):
            return f"{name}:{rest}"
    return iri


def _starts(prefixes: Mapping[str, str]) -> Mapping[str, str]:
    """Leave out the prefixes of kinds of resources: `system` and `evidence` are relations here."""
    return {
        name: start for name, start in prefixes.items()
        if name not in PREFIXES or name == "id" or not PREFIXES[name].startswith(DATA)
    }  # fmt: skip


_RELATIONS = (
    "dcterms:conformsTo", "dcterms:license", "rdf:subject", "rdf:predicate", "rdf:object",
    "rdfs:seeAlso",
    "skos:broader", "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch",
    "skos:relatedMatch", "prov:wasDerivedFrom",
)  # fmt: skip
"""Predicates of others whose values are names; all other predicates of others have texts."""

_DAYS = frozenset({"date", "curatedOn", "reviewedOn"})
"""Values that are days: OWL 2 has no datatype of days, so the vocabulary gives them no range."""
