"""RDF back to curated records: the inverse of writing, for a graph that lies in a store elsewhere.

What is read is data of others: every value goes through the record it belongs to, and what does
not fit is an error that names the resource. Resources and properties that are not ours are passed
over. Effects and comparisons are not read: they are assembled anew from the records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pyoxigraph import NamedNode

from kg.model import Claim, Conclusion, Entity, Evidence, Gap, Module, Reference
from kg.model.record import Record
from kg.model.vocabulary import Kind, Predicate
from kg.rdf.namespace import (
    ALT_LABEL,
    BROADER,
    CREATOR,
    DATA,
    DEFINITION,
    ISSUED,
    LABEL,
    MATCH,
    ONTOLOGY,
    PREFIXES,
    TITLE,
    TYPE,
    resource,
    word,
)
from kg.rdf.namespace import CLAIMS as GRAPH
from kg.rdf.node import Node, Said, Value
from kg.rdf.parts import RELATIONS, given, read_part, read_parts, read_statistics
from kg.rdf.vocabulary import version

__all__ = [
    "CLAIMS", "DATA", "DIRECT", "PREFIXES", "Records", "Said", "Value", "find_named", "find_parts",
    "read_records", "resource", "version",
]  # fmt: skip

CLAIMS = GRAPH.value
"""Name of the graph that holds the records."""

DIRECT = tuple(name for name in get_args(Predicate) if name != "part_of")
"""Words of direct triples alone; part_of is a field of entities as well."""

Made = TypeVar("Made", bound=Record)


@dataclass
class Records:
    """Curated records by id, as they were read; claims with the records of evidence at hand."""

    entities: dict[str, Entity] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    conclusions: dict[str, Conclusion] = field(default_factory=dict)


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
    for iri in said:
        node = Node(iri, said)
        kinds = node.words(TYPE)
        if "Evidence" in kinds:
            evidence.setdefault(node.name("claim", "effect"), []).append(_evidence(node))
        elif "Entity" in kinds:
            made.entities[node.id("")] = _entity(node, kinds)
        elif "Reference" in kinds:
            made.references[node.id("reference")] = _reference(node)
        elif "Gap" in kinds:
            made.gaps[node.id("gap")] = _gap(node)
        elif "Conclusion" in kinds:
            made.conclusions[node.id("conclusion")] = _conclusion(node)
        elif "Module" in kinds:
            modules.append((node.number("position") or 0, _module(node)))
    for claim, records in sorted(evidence.items()):
        effect = Node(resource("effect", claim).value, said)
        made.claims[claim] = _claim(effect, claim, records)
        made.topics[claim] = effect.text("topic") or effect.lack("topic")
    made.modules = {one.id: one for _, one in sorted(modules, key=lambda pair: pair[0])}
    for shelf in ("entities", "references", "gaps", "conclusions"):
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
    """Give the entities and references that records name, each with one that names it."""
    found: dict[str, str] = {}
    direct = {word(name).value for name in DIRECT}
    for subject, about in said.items():
        for relation, values in about.items():
            ours = relation.startswith(f"{ONTOLOGY}#") and relation not in direct
            if ours or relation == BROADER.value:
                for value in values:
                    if isinstance(value, NamedNode) and value.value.startswith(DATA):
                        kind, _, name = value.value.removeprefix(DATA).rpartition("/")
                        if kind in {"", "reference"}:
                            found.setdefault(value.value, subject)
                        elif kind == "effect":  # whose name holds both ends of a claim
                            for end in name.split(".")[::2]:
                                found.setdefault(DATA + end, subject)
    return found


def _make(model: type[Made], node: Node, fields: dict[str, Any]) -> Made:
    try:
        return model.model_validate(given(fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        node.fault(f"is no sound record, at '{place}' ({first['msg']})")


def _claim(node: Node, claim: str, records: list[Evidence]) -> Claim:
    subject, _, rest = claim.partition(".")
    predicate, _, object_ = rest.partition(".")
    ordered = sorted(records, key=lambda record: record.id)
    ends = {"subject": subject, "predicate": predicate, "object": object_}
    return _make(Claim, node, {**ends, "evidence": tuple(ordered)})


def _entity(node: Node, kinds: set[str]) -> Entity:
    kind = sorted(kind.lower() for kind in kinds & _KINDS)
    trial = {
        "registry": node.text("registry"), "phase": node.text("phase"),
        "design": node.text("design"), "status": node.text("status"),
        "as_of": node.text("asOf"),
        "diseases": node.listed("diseases", node.names("disease")),
    }  # fmt: skip
    return _make(Entity, node, {
        "id": node.id(""), "label": node.text(LABEL), "kind": " and ".join(kind),
        "compartment": node.word("compartment"), "aspect": node.word("aspect"),
        "synonyms": node.listed("synonyms", node.texts(ALT_LABEL)),
        "xrefs": list(node.xrefs()), "no_term": node.text("noTerm"),
        "definition": node.text(DEFINITION),
        "of": node.name_or_none("of"), "in": node.name_or_none("in"),
        "opposes": node.name_or_none("opposes"),
        "broader": node.listed("broader", node.names(BROADER)),
        "part_of": node.listed("part_of", node.names("part_of")),
        "components": node.listed("components", node.names("component")),
        "species": node.listed("species", node.names("species")),
        "trial": given(trial) if trial["registry"] else None,
    })  # fmt: skip


def _reference(node: Node) -> Reference:
    authors = node.listed("author", node.texts(CREATOR))
    return _make(Reference, node, {
        "id": node.id("reference"), "type": node.text("publicationType"),
        "citation-number": node.number("citationNumber"), "title": node.text(TITLE),
        "author": [
            given({"family": family, "given": first or None})
            for family, _, first in (author.partition(", ") for author in authors)
        ],
        "et_al": node.truth("etAl"), "container-title": node.text("containerTitle"),
        "issued": node.number(ISSUED), "volume": node.text("volume"), "page": node.text("page"),
        "DOI": node.text("doi"), "PMID": node.text("pmid"), "PMCID": node.text("pmcid"),
        "identifier_seen": node.text("identifierSeen"), "study_type": node.word("studyType"),
        "errata": read_parts(node, "erratum"), "note": node.text("note"),
    })  # fmt: skip


def _gap(node: Node) -> Gap:
    return _make(Gap, node, {
        "id": node.id("gap"), "question": node.text(LABEL),
        "about": node.listed("about", node.names("about")),
        "references": node.listed("references", node.names("reference", "reference")),
        "read_in": node.name("readIn", "reference"), "certainty": node.word("certainty"),
        "locator": node.listed("locator", node.texts("locator")),
    })  # fmt: skip


def _module(node: Node) -> Module:
    return _make(Module, node, {
        "id": node.id("module"), "label": node.text(LABEL), "summary": node.text(DEFINITION),
        "compartment": node.word("compartment"),
        "topics": node.listed("topics", node.texts("topic")),
        "members": node.listed("members", node.names("member")),
    })  # fmt: skip


def _conclusion(node: Node) -> Conclusion:
    return _make(Conclusion, node, {
        "id": node.id("conclusion"), "statement": node.text(LABEL),
        "read_in": node.name("readIn", "reference"),
        "locator": node.listed("locator", node.texts("locator")),
        "grounds": read_parts(node, "ground"),
    })  # fmt: skip


def _evidence(node: Node) -> Evidence:
    claim, _, name = node.id("evidence").rpartition(".")
    if claim != node.name("claim", "effect"):
        node.fault("stands under another claim than its name says")
    trend = {"over": node.text("trendOver"), "direction": node.word("trend"),
             "basis": node.word("trendBasis")}  # fmt: skip
    turned = {"direction": node.text("perturbation"), "by": node.text("perturbedBy")}
    return _make(Evidence, node, {
        "id": name, "read_in": node.name("readIn", "reference"),
        "references": node.listed("references", node.names("reference", "reference")),
        "locator": node.listed("locator", node.texts("locator")),
        "attribution": node.word("attribution"), "stance": node.word("stance"),
        "certainty": node.word("certainty"), "evidence_type": node.curie("evidenceType"),
        "baseline": node.text("baseline"), "summary": node.text("summary"),
        "note": node.text("note"), "statistics": read_statistics(node),
        "trend": given(trend) if trend["over"] else None,
        "perturbation": given(turned) if turned["direction"] else None,
        "system": read_part(node, "system"), "conditions": read_part(node, "conditions"),
        "exposure": read_part(node, "irradiation"), "agents": read_parts(node, "agent"),
        "contrasts": read_parts(node, "contrast"), "checks": read_parts(node, "check"),
        "errata": read_parts(node, "erratum"),
    })  # fmt: skip


_KINDS = {kind.capitalize() for kind in get_args(Kind)}
"""Classes of entities; another class that somebody adds is passed over."""
