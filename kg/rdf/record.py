"""Curated records read back, each from the resource that it is, through its own model."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from kg.model import Claim, Conclusion, Entity, Evidence, Gap, Module, Reference
from kg.model.record import Record
from kg.model.vocabulary import Kind
from kg.rdf.namespace import (
    ALT_LABEL,
    BROADER,
    CREATOR,
    DEFINITION,
    HIDDEN_LABEL,
    ISSUED,
    LABEL,
    TITLE,
)
from kg.rdf.node import Node
from kg.rdf.parts import given, read_part, read_parts, read_statistics

Made = TypeVar("Made", bound=Record)


def make(model: type[Made], node: Node, fields: dict[str, Any]) -> Made:
    """Make a record of what was read; `StoreError` names the resource and what is wrong."""
    try:
        return model.model_validate(given(fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        node.fault(f"is no sound record, at '{place}' ({first['msg']})")


def read_claim(node: Node, claim: str, records: list[Evidence]) -> Claim:
    """Read a claim from its effect, with the records of evidence at hand."""
    subject, _, rest = claim.partition(".")
    predicate, _, object_ = rest.partition(".")
    ordered = sorted(records, key=lambda record: record.id)
    ends = {"subject": subject, "predicate": predicate, "object": object_}
    ends |= {"action": action} if (action := node.text("action")) else {}
    return make(Claim, node, {**ends, "evidence": tuple(ordered)})


def read_entity(node: Node, kinds: set[str]) -> Entity:
    """Read an entity, of some kinds."""
    kind = sorted(kind.lower() for kind in kinds & _KINDS)
    trial = {
        "registry": node.text("registry"), "phase": node.text("phase"),
        "design": node.text("design"), "status": node.text("status"),
        "as_of": node.text("asOf"),
        "diseases": node.listed("diseases", node.names("disease")),
    }  # fmt: skip
    return make(Entity, node, {
        "id": node.id(""), "label": node.text(LABEL), "kind": " and ".join(kind),
        "compartment": node.word("compartment"), "aspect": node.word("aspect"),
        "synonyms": node.listed("synonyms", node.texts(ALT_LABEL)),
        "related_names": node.listed("related_names", node.texts(HIDDEN_LABEL)),
        "near_names": node.listed("near_names", node.texts("nearName")),
        "former": node.listed("former", node.texts("formerId")),
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


def read_reference(node: Node) -> Reference:
    """Read a source."""
    authors = node.listed("author", node.texts(CREATOR))
    return make(Reference, node, {
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
        "version_of": next(iter(node.names("versionOf", "reference")), None),
        "members": node.listed("members", node.names("pools", "reference")),
        "keys": node.listed("keys", node.texts("key")),
        "retracted": read_part(node, "retraction"), "concern": read_part(node, "concern"),
    })  # fmt: skip


def read_gap(node: Node) -> Gap:
    """Read a stated gap."""
    return make(Gap, node, {
        "id": node.id("gap"), "question": node.text(LABEL),
        "about": node.listed("about", node.names("about")),
        "references": node.listed("references", node.names("reference", "reference")),
        "read_in": node.name("readIn", "reference"), "certainty": node.word("certainty"),
        "locator": node.listed("locator", node.texts("locator")),
    })  # fmt: skip


def read_module(node: Node) -> Module:
    """Read a mechanism module."""
    return make(Module, node, {
        "id": node.id("module"), "label": node.text(LABEL), "summary": node.text(DEFINITION),
        "compartment": node.word("compartment"),
        "topics": node.listed("topics", node.texts("topic")),
        "members": node.listed("members", node.names("member")),
    })  # fmt: skip


def read_conclusion(node: Node) -> Conclusion:
    """Read a conclusion, with its grounds."""
    return make(Conclusion, node, {
        "id": node.id("conclusion"), "statement": node.text(LABEL),
        "read_in": node.name("readIn", "reference"),
        "locator": node.listed("locator", node.texts("locator")),
        "grounds": read_parts(node, "ground"),
    })  # fmt: skip


def read_evidence(node: Node) -> Evidence:
    """Read a record of evidence, with all that hangs on it."""
    claim, _, name = node.id("evidence").rpartition(".")
    if claim != node.name("claim", "effect"):
        node.fault("stands under another claim than its name says")
    trend = {"over": node.text("trendOver"), "direction": node.word("trend"),
             "basis": node.word("trendBasis")}  # fmt: skip
    turned = {"direction": node.text("perturbation"), "by": node.text("perturbedBy")}
    return make(Evidence, node, {
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
        "quantities": read_parts(node, "quantity"), "irradiated": node.word("irradiatedPart"),
        "contrasts": read_parts(node, "contrast"), "checks": read_parts(node, "check"),
        "errata": read_parts(node, "erratum"),
        "status": node.word("recordStatus"),
        "curated_by": node.text("curatedBy"), "curated_on": node.text("curatedOn"),
        "reviewed_by": node.text("reviewedBy"), "reviewed_on": node.text("reviewedOn"),
        "supersedes": read_parts(node, "supersedes"), "retracts": read_parts(node, "retracts"),
        "asked": read_parts(node, "asked"),
    })  # fmt: skip


_KINDS = {kind.capitalize() for kind in get_args(Kind)}
"""Classes of entities; another class that somebody adds is passed over."""
