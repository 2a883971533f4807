"""RDF back to curated records: the inverse of writing, for a graph that lies in a store elsewhere.

What is read is data of others: every value goes through the record it belongs to, and what does
not fit is an error that names the resource. Resources and properties that are not ours are passed
over. Effects and comparisons are not read: they are assembled anew from the records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from pyoxigraph import NamedNode

from kg.curation import Source
from kg.graph import Void
from kg.model import Claim, Conclusion, Entity, Evidence, Gap, Manifest, Module, Reference
from kg.model.vocabulary import Predicate
from kg.rdf.namespace import BROADER, DATA, MATCH, ONTOLOGY, PREFIXES, TYPE, resource, word
from kg.rdf.namespace import CLAIMS as GRAPH
from kg.rdf.node import Node, Said, Value
from kg.rdf.parts import RELATIONS
from kg.rdf.record import (
    read_claim,
    read_conclusion,
    read_entity,
    read_evidence,
    read_gap,
    read_module,
    read_reference,
)
from kg.rdf.source import (
    join_manifests,
    name_origin,
    number_citations,
    read_document,
    read_manifest,
    read_void,
)
from kg.rdf.vocabulary import version

__all__ = [
    "CLAIMS", "DATA", "DIRECT", "PREFIXES", "Records", "Said", "Value", "find_named", "find_parts",
    "join_manifests", "read_records", "resource", "version",
]  # fmt: skip

CLAIMS = GRAPH.value
"""Name of the graph that holds the records."""

DIRECT = tuple(name for name in get_args(Predicate) if name != "part_of")
"""Words of direct triples alone; part_of is a field of entities as well."""


@dataclass
class Records:
    """Curated records by id, as they were read; claims with the records of evidence at hand.

    `layers`, `layer_of`, `documents` and `void` are those of `kg.graph.Graph`; documents have no
    sentences, for inventories are no part of the RDF, which tells those alone that records cite.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    conclusions: dict[str, Conclusion] = field(default_factory=dict)
    layers: dict[str, Manifest] = field(default_factory=dict)
    layer_of: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Source] = field(default_factory=dict)
    void: dict[str, Void] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)


def read_records(said: Said) -> Records:
    """Read every record that the triples describe; `StoreError` for the first that is broken.

    The topic of a claim stands on its effect, of which no more need be known.

    >>> import kg
    >>> from kg.rdf.dataset import claim_triples
    >>> graph, said = kg.load(), {}
    >>> for s, p, o in claim_triples(graph):
    ...     said.setdefault(s.value, {}).setdefault(p.value, []).append(o)
    >>> read_records(said).claims == dict(graph.claims)
    True
    """
    made = Records()
    evidence: dict[str, list[Evidence]] = {}
    modules: list[tuple[int, Module]] = []
    layers: list[tuple[int, Manifest]] = []
    for iri in said:
        node = Node(iri, said)
        kinds = node.words(TYPE)
        if origin := name_origin(node, kinds):
            made.layer_of[origin[0]] = origin[1]
        if "Evidence" in kinds:
            evidence.setdefault(node.name("claim", "effect"), []).append(read_evidence(node))
            if void := read_void(node):
                made.void[node.id("evidence")] = void
        elif "Layer" in kinds:
            layers.append((node.number("position") or 0, read_manifest(node)))
        elif "Document" in kinds:
            made.documents[node.id("document")] = read_document(node)
        elif "NamedQuery" in kinds:
            made.queries[node.id("query")] = node.text("queryText") or node.lack("queryText")
        elif "Entity" in kinds:
            made.entities[node.id("")] = read_entity(node, kinds)
        elif "Reference" in kinds:
            made.references[node.id("reference")] = read_reference(node)
        elif "Gap" in kinds:
            made.gaps[node.id("gap")] = read_gap(node)
        elif "Conclusion" in kinds:
            made.conclusions[node.id("conclusion")] = read_conclusion(node)
        elif "Module" in kinds:
            modules.append((node.number("position") or 0, read_module(node)))
    for claim, records in sorted(evidence.items()):
        effect = Node(resource("effect", claim).value, said)
        made.claims[claim] = read_claim(effect, claim, records)
        made.topics[claim] = effect.text("topic") or effect.lack("topic")
        for layer in effect.names("layer", "layer"):
            made.layer_of[f"claim/{claim}"] = layer
    made.modules = {one.id: one for _, one in sorted(modules, key=lambda pair: pair[0])}
    made.layers = {one.id: one for _, one in sorted(layers, key=lambda pair: pair[0])}
    made.documents = number_citations(made.documents, made.references, said)
    for shelf in (
        "entities", "references", "gaps", "conclusions", "layer_of", "documents", "void", "queries",
    ):  # fmt: skip
        setattr(made, shelf, dict(sorted(getattr(made, shelf).items())))
    return made


def find_parts(said: Said) -> set[str]:
    """Give the parts and terms that records lead to and that are not described yet."""
    relations = [*map(word, RELATIONS), *MATCH.values()]
    found = {
        value.value for about in said.values() for relation in relations
        for value in about.get(relation.value, ()) if isinstance(value, NamedNode)
    }  # fmt: skip
    return found - said.keys()


def find_named(said: Said) -> dict[str, str]:
    """Give what records name and do not hold, each with one that names it.

    Entities, references, layers and documents.
    """
    found: dict[str, str] = {}
    direct = {word(name).value for name in DIRECT}
    for subject, about in said.items():
        for relation, values in about.items():
            ours = relation.startswith(f"{ONTOLOGY}#") and relation not in direct
            if ours or relation == BROADER.value:
                for value in values:
                    if isinstance(value, NamedNode) and value.value.startswith(DATA):
                        kind, _, name = value.value.removeprefix(DATA).rpartition("/")
                        if kind in {"", "reference", "layer", "document"}:
                            found.setdefault(value.value, subject)
                        elif kind == "effect":  # whose name holds both ends of a claim
                            for end in name.split(".")[::2]:
                                found.setdefault(DATA + end, subject)
    return found
