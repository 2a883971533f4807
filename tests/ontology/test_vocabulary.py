"""One vocabulary: the model's closed lists, the terms of cirt.ttl and the shapes agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import get_args

import pytest
import rdflib
from pydantic import BaseModel
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, URIRef
from rdflib.collection import Collection

import kg
from kg.curation import Source, read
from kg.graph import Graph, assemble
from kg.graph.state import State
from kg.model import Entity, Evidence, Manifest, Reading, Reference, units, vocabulary
from kg.model.claim import Check as CheckRecord
from kg.model.claim import MonotoneTrend, Perturbation
from kg.model.manifest import ArmMark
from kg.model.state import Status
from kg.rdf.dataset import ordered_triples
from kg.rdf.namespace import ONTOLOGY
from kg.reasoning import verdict
from kg.votes import TAGS, ConflictKind, facet, vote

ROOT = Path(__file__).parents[2]
KG = rdflib.Namespace(f"{ONTOLOGY}#")
SHAPE = rdflib.Namespace("https://w3id.org/cirt-kg/shape/")
TERMS = rdflib.Graph().parse(ROOT / "ontology" / "cirt.ttl", format="turtle")
AXIOMS = rdflib.Graph().parse(ROOT / "ontology" / "axioms.ttl", format="turtle")
SHAPES = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")
DEFINED = {term for term in TERMS.subjects(RDF.type) if str(term).startswith(KG)}


@dataclass(frozen=True)
class Closed:
    """A closed list: its values, the class of its terms (None: plain words), and its shapes."""

    values: tuple[str, ...]
    concept: str | None
    shapes: tuple[str, ...]


def field(model: type[BaseModel], name: str) -> tuple[str, ...]:
    """Give the values of a closed list that is written in the model itself."""
    annotation = model.model_fields[name].annotation
    listed = map(get_args, (annotation, *get_args(annotation)))
    return next(values for values in listed if values and isinstance(values[0], str))


MANIFEST = kg.load().manifest
"""Compartments and bases are the words of the shipped corpus."""

CLOSED = {
    "Compartment": Closed(tuple(one.id for one in MANIFEST.compartments), "Compartment", ()),
    "Aspect": Closed(get_args(vocabulary.Aspect), "Aspect", ("measure-aspect",)),
    "Sign": Closed(get_args(vocabulary.Sign), None, ("effect-sign", "contrast-sign")),
    "Level": Closed(get_args(vocabulary.Level), "Level", ("level", "level-open")),
    "Basis": Closed(tuple(MANIFEST.bases), "Basis", ()),
    "Stance": Closed(get_args(vocabulary.Stance), "Stance", ("evidence-stance",)),
    "Certainty": Closed(
        get_args(vocabulary.Certainty), "Certainty", ("evidence-certainty", "gap-certainty"),
    ),
    "Setting": Closed(get_args(vocabulary.Setting), "Setting", ("system-setting",)),
    "Oxygen": Closed(get_args(vocabulary.Oxygen), "Oxygen", ("conditions-oxygen",)),
    "Irradiated": Closed(
        get_args(vocabulary.Irradiated), "IrradiatedPart", ("evidence-irradiated",),
    ),
    "Site": Closed(get_args(vocabulary.Site), "Site", ("conditions-site",)),
    "Route": Closed(
        get_args(vocabulary.Route), "Route", ("conditions-route", "administration-route"),
    ),
    "Timing": Closed(get_args(vocabulary.Timing), "Timing", ("administration-timing",)),
    "Quality": Closed(get_args(vocabulary.Quality), "Quality", ("exposure-quality",)),
    "Outcome": Closed(get_args(vocabulary.Outcome), "CheckOutcome", ("check-says",)),
    "Difference": Closed(get_args(vocabulary.Difference), None, ("check-differs-in",)),
    "Trend": Closed(get_args(vocabulary.Trend), "Trend", ("evidence-trend",)),
    "Action": Closed(get_args(vocabulary.Action), None, ("effect-action",)),
    "Measured": Closed(get_args(vocabulary.Measured), None, ("quantity-measure",)),
    "Facet": Closed(get_args(vocabulary.Facet), None, ("facet",)),
    "StudyType": Closed(get_args(vocabulary.StudyType), "StudyType", ("reference-study-type",)),
    # -- lists that stand in the model beside their field ------------------------------------------
    "attribution": Closed(
        field(Evidence, "attribution"), "Attribution", ("evidence-attribution",),
    ),
    "baseline": Closed(field(Evidence, "baseline"), None, ("evidence-baseline",)),
    "status": Closed(get_args(Status), "RecordStatus", ("evidence-status",)),
    "void": Closed(get_args(State), None, ("evidence-void",)),
    "read": Closed(field(Reading, "read"), None, ("document-part",)),
    "shape": Closed(get_args(ArmMark.model_fields["shape"].annotation), None, ("arm-shape",)),
    "trend over": Closed(field(MonotoneTrend, "over"), None, ("evidence-trend-over",)),
    "perturbation": Closed(field(Perturbation, "direction"), None, ("evidence-perturbation",)),
    "read in": Closed(field(CheckRecord, "read_in"), None, ("check-part",)),
    "energy unit": Closed(tuple(units.ENERGY_UNITS), None, ("amount-energy-unit",)),
    "time unit": Closed(tuple(units.TIME_UNITS), None, ("amount-time-unit",)),
    "rate unit": Closed(tuple(units.RATE_UNITS), None, ("amount-rate-unit",)),
    # -- what is computed --------------------------------------------------------------------------
    "direction": Closed(get_args(verdict.Direction), "Direction", ("verdict-direction",)),
    "manner": Closed(get_args(verdict.Manner), "Manner", ("verdict-manner",)),
    "kind of conflict": Closed(get_args(ConflictKind), "ConflictKind", ("conflict-kind",)),
    "facet read from silence": Closed(tuple(facet.UNMARKED), None, ("explanation-presumed",)),
    "reason": Closed(
        (
            vote.REFUTES, vote.DISPUTED, vote.CLOSER, vote.MEMBER, vote.REVIEW, vote.POOLED,
            vote.RETRACTED, *vote.VOID.values(),
        ), None,
        ("silence-reason",),
    ),
    "tag": Closed(tuple(TAGS), None, ("verdict-tag",)),
}  # fmt: skip
"""Predicate and Kind, whose members are properties and classes, have tests of their own."""

OF_THE_CORPUS = {"Compartment", "Basis"}
"""Lists that the manifest closes: the shapes hold records against that, and list no word."""

ELSEWHERE = {"Predicate", "Kind", "Match", "Pictogram"}
"""Closed lists that are no value lists of ours; Match is SKOS's own, a pictogram is a drawing."""


@pytest.fixture(scope="module")
def full() -> Graph:
    """Give the small graph with one entity, source, gap and record in which every field is set."""
    corpus = read(ROOT / "tests" / "data" / "small")
    key = "carbon-ion-irradiation.increases.hmgb1-release"
    interval = {"min": 1.0, "max": 2.0}
    exposure = {
        "dose": {**interval, "unit": "Gy", "per": "fraction"}, "fractions": 3, "printed": "3 x 1",
        "let_kev_um": interval, "energy": {**interval, "unit": "MeV/u"}, "quality": "x-ray",
        "dose_rate": {**interval, "unit": "Gy/s"},
    }  # fmt: skip
    statistics = {"p": "<0.05", "here": "2", "there": "1", "n": 5}
    quantity = {
        "measure": "difference", "interval": interval, "there": interval, "sd": 1.0, "unit": "mm",
        "ci95": {"min": 0.0, "max": 3.0}, "n": {"here": 5, "there": 6}, "p": "<0.05", "at": "a",
        "time": {**interval, "unit": "h"}, "printed": "1-2 mm",
    }  # fmt: skip
    spread = {"measure": "difference", "value": 1.0, "sem": 1.0}
    check = {
        "outcome": "agrees",
        "reference": "ran2021",
        "read_in": "abstract",
        "note": "Same.",
        "about": ["direction"],
    }
    erratum = {"printed": "a", "fault": "b", "likely": "c"}
    contrast = {"versus": "photon-irradiation", "level": ["higher", "similar"],
                "basis": ["isodose", "unspecified"], "comparator_sign": "+",
                "exposure": exposure, "statistics": statistics,
                "quantities": [quantity], "in_kind": "other genes"}  # fmt: skip
    turned = {"versus": "carbon-ion-irradiation", "level": ["lower"],
              "differs": {"facet": "let", "here": "a", "there": "b"}}  # fmt: skip
    record = Evidence.model_validate({
        "id": "full", "references": ["ran2021"], "read_in": "liu2025", "locator": ["icd.2.4"],
        "certainty": "asserted", "evidence_type": "ECO:0001565", "summary": "All.", "note": "All.",
        "system": {"setting": "in_vitro", "models": ["lm8"], "organism": "mouse", "n": 4},
        "conditions": {"oxygen": "any", "dose": exposure["dose"], "let_kev_um": 1, "site":
                       "irradiated", "fractions": interval, "time": {**interval, "unit": "h"},
                       "route": "iv", "co_treatment": ["anti-pd-1"],
                       "facets": {"dose_rate": {**interval, "unit": "Gy/s"}, "sex": "female"}},
        "exposure": exposure, "statistics": statistics, "checks": [check], "irradiated": "local",
        "quantities": [quantity, spread],
        "errata": [erratum],
        "agents": [{"entity": "anti-pd-1", "dose": "1", "route": ["ip"], "timing": ["after"]}],
        "trend": {"over": "let", "direction": "rises", "basis": "isodose"},
        "perturbation": {"direction": "down", "by": "sirna"}, "contrasts": [contrast, turned],
        "status": "reviewed", "curated_by": "a", "curated_on": "2026-01-01", "reviewed_by": "b",
        "reviewed_on": "2026-01-02",
        "supersedes": [{"record": f"small:{key}.against", "reason": "read anew"}],
        "retracts": [{"record": "elsewhere:a.increases.b.c", "reason": "misread"}],
        "asked": [{"by": "c", "on": "2026-01-03", "reason": "which cells"}],
    })  # fmt: skip
    entity = Entity.model_validate({
        "id": "full", "label": "full", "kind": "trial", "compartment": "therapy", "synonyms": ["f"],
        "former": ["once"],
        "xrefs": [{"curie": "HGNC:4983", "label": "HMGB1", "match": name}
                  for name in get_args(vocabulary.Match)],
        "no_term": "none", "definition": "all", "of": "hmgb1", "aspect": "surface", "in": "tumour",
        "broader": ["hmgb1"], "part_of": ["hmgb1"], "opposes": "hmgb1", "components": ["hmgb1"],
        "species": ["mouse"],
        "trial": {"registry": "r", "diseases": ["hepatocellular-carcinoma"], "phase": "I",
                  "design": "d", "status": "s", "as_of": "2026"},
    })  # fmt: skip
    source = Reference.model_validate({
        "id": "full2026", "citation-number": 900, "title": "T", "author": [{"family": "F"}],
        "et_al": True, "container-title": "J", "issued": 2026, "volume": "1", "page": "2",
        "DOI": "10.1000/x", "PMID": "1", "PMCID": "PMC1", "identifier_seen": "there", "note": "n",
        "version_of": "liu2025", "members": ["ran2021"], "keys": ["k"],
        "retracted": {"date": "2026-01-01", "notice": "10.1000/y", "reason": "r"}, "concern": {},
    })  # fmt: skip
    against = record.model_copy(update={
        "id": "against", "references": ("huang2019",), "stance": "refutes", "contrasts": (),
    })  # fmt: skip
    records = {"evidence": (record, against)}
    claims = {**corpus.claims, key: corpus.claims[key].model_copy(update=records)}
    manifest = Manifest.model_validate({
        "id": "full", "title": "T", "question": "Q", "version": "1", "licence": "none",
        "creators": [{"name": "N", "orcid": "0000-0000-0000-0000"}], "extends": ["small"],
        "base": "https://example.org/", "date": "2026-01-01", "cite": "C",
        "arms": [{"entity": "hmgb1", "letter": "H", "name": "h"}], "compare": ["hmgb1", "mouse"],
        "compartments": [{"id": "physics", "label": "L", "caption": "C"}],
        "bases": {"isodose": {"words": "w", "phrase": "p", "short": "s", "mark": "m"}},
        "keywords": ["k"],
        "facets": {"sex": ["female"], "dose": {"units": ["Gy"]}}, "gap_columns": ["in_vivo"],
        "figures": {"deck": "D"},
    })  # fmt: skip
    reading = Reading(read="full-text", whole=False, date="2026-01-01", by="b", note="n")
    return assemble(replace(
        corpus, claims=MappingProxyType(claims), layers={**corpus.layers, "full": manifest},
        documents={"liu2025": Source("liu2025", "small", reading, numbers={88: "ran2021"})},
        entities=MappingProxyType({**corpus.entities, "full": entity}),
        references=MappingProxyType({**corpus.references, "full2026": source}),
    ))  # fmt: skip


def used(graph: Graph) -> set[URIRef]:
    """Give every term of our vocabulary in the RDF of a graph."""
    terms = (
        term.value for triples in ordered_triples(graph).values()
        for triple in triples for term in triple if hasattr(term, "value")
    )  # fmt: skip
    return {URIRef(term) for term in terms if term.startswith(KG)}


def mentioned(graph: rdflib.Graph) -> set[URIRef]:
    return {term for triple in graph for term in triple
            if isinstance(term, URIRef) and term.startswith(KG)}  # fmt: skip


# -- the file itself ------------------------------------------------------------------------------


def test_the_vocabulary_and_the_shapes_that_say_it_name_everything() -> None:
    assert len(DEFINED) > 100
    assert not [node for triple in TERMS for node in triple if isinstance(node, rdflib.BNode)]


@pytest.mark.parametrize("term", sorted(DEFINED), ids=lambda term: term.removeprefix(KG))
def test_a_term_says_what_it_is(term: URIRef) -> None:
    for relation in (RDFS.label, SKOS.definition):
        (said,) = TERMS.objects(term, relation)
        assert str(said).strip()
    assert str(TERMS.value(term, SKOS.definition)).endswith(".")
    assert set(TERMS.objects(term, RDFS.isDefinedBy)) == {URIRef(ONTOLOGY)}
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
             SKOS.Concept}  # fmt: skip
    assert len(kinds & set(TERMS.objects(term, RDF.type))) == 1


def test_the_vocabulary_says_of_itself_nothing_of_one_corpus() -> None:
    said = " ".join(str(value) for name in ("title", "description", "abstract")
                    for value in TERMS.objects(URIRef(ONTOLOGY), DCTERMS[name]))  # fmt: skip
    words = {arm.name for arm in kg.load().manifest.arms} | {"carbon", "photon", "tumour", "beam"}
    assert said and not [word for word in words if word in said.casefold()]


def test_no_two_terms_share_a_label_or_a_definition() -> None:
    for relation in (RDFS.label, SKOS.definition):
        said = [str(TERMS.value(term, relation)).casefold() for term in DEFINED]
        assert len(set(said)) == len(said)


def test_a_relation_with_a_direction_has_its_sign() -> None:
    signs = {str(s).removeprefix(KG): str(o) for s, o in TERMS.subject_objects(KG.sign)}
    assert signs == vocabulary.SIGN_OF


def test_the_classes_that_the_ontology_is_for_are_there() -> None:
    wanted = {"Exposure", "Effect", "Comparison", "Basis", "Evidence", "Check", "Conditions",
              "Facet", "System"}  # fmt: skip
    assert {KG[name] for name in wanted} <= set(TERMS.subjects(RDF.type, OWL.Class))


# -- what is used is defined, and what is defined can be used -------------------------------------


@pytest.mark.parametrize("name", ["small", "shipped", "full"])
def test_every_term_of_the_rdf_is_defined(name: str, full: Graph) -> None:
    folder = ROOT / "tests" / "data" / "small"
    graph = {"small": lambda: kg.load(folder), "shipped": kg.load, "full": lambda: full}[name]()
    assert used(graph) - DEFINED == set()


def test_every_term_of_shapes_and_queries_is_defined() -> None:
    assert mentioned(SHAPES) - DEFINED == set()
    assert mentioned(TERMS) - DEFINED == set()
    import re

    for path in sorted((ROOT / "ontology" / "queries").glob("*.rq")):
        names = re.findall(r"\bkg:([A-Za-z_][\w-]*)", path.read_text(encoding="utf-8"))
        assert {KG[name] for name in names} - DEFINED == set(), path.name
        assert names
    for shape in SHAPES.objects(None, SH.sparql):
        text = str(SHAPES.value(shape, SH.select))
        assert {KG[name] for name in re.findall(r"\bkg:([A-Za-z_][\w-]*)", text)} - DEFINED == set()


def test_nothing_is_defined_that_nothing_can_use(full: Graph) -> None:
    listed = {KG[value] for closed in CLOSED.values() if closed.concept for value in closed.values}
    listed |= {KG[kind.capitalize()] for kind in get_args(vocabulary.Kind)}
    listed |= {KG[predicate] for predicate in get_args(vocabulary.Predicate)}
    concepts = {KG[closed.concept] for closed in CLOSED.values() if closed.concept}
    for_shapes = {KG.field, KG.remedy, KG.Claims}
    for_reasoners = {KG.Facet, KG.SuppressorCell, KG.SuppressorKind}
    spoken = used(full) | used(kg.load()) | listed | concepts
    assert DEFINED - spoken - for_shapes - for_reasoners == set()
    for term in for_reasoners:
        mentioned_by_axioms = (None, None, term) in AXIOMS or (term, None, None) in AXIOMS
        assert mentioned_by_axioms or (None, RDFS.subClassOf, term) in TERMS
    assert for_shapes <= mentioned(SHAPES)


def test_classes_and_properties_are_used_as_they_are_declared(full: Graph) -> None:
    triples = [*chain(*ordered_triples(full).values(), *ordered_triples(kg.load()).values())]
    classes = {URIRef(triple.object.value) for triple in triples
               if triple.predicate.value == str(RDF.type)}  # fmt: skip
    assert {term for term in classes if term.startswith(KG)} <= set(
        TERMS.subjects(RDF.type, OWL.Class))  # fmt: skip
    for triple in triples:
        predicate = URIRef(triple.predicate.value)
        if predicate.startswith(KG):
            is_iri = not hasattr(triple.object, "datatype")
            declared = OWL.ObjectProperty if is_iri else OWL.DatatypeProperty
            assert (predicate, RDF.type, declared) in TERMS, str(triple)


# -- closed lists ---------------------------------------------------------------------------------


def test_the_table_holds_every_closed_list_of_the_model() -> None:
    lists = {
        name for name, value in vars(vocabulary).items()
        if get_args(value) and all(isinstance(one, str) for one in get_args(value))
    }  # fmt: skip
    assert lists == {name for name in CLOSED if name[0].isupper()} - OF_THE_CORPUS | ELSEWHERE


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_list_is_the_same_in_model_terms_and_shapes(name: str) -> None:
    closed = CLOSED[name]
    if closed.concept:
        terms = set(TERMS.subjects(RDF.type, KG[closed.concept]))
        wanted: set[rdflib.term.Node] = {KG[value] for value in closed.values}
        # what an effect comes to is one of the signed predicates, which are no concepts
        assert terms == wanted - set(TERMS.subjects(RDF.type, OWL.ObjectProperty))
        assert all((term, RDF.type, SKOS.Concept) in TERMS for term in terms)
    else:
        wanted = {rdflib.Literal(value) for value in closed.values}
    assert closed.shapes or name in OF_THE_CORPUS
    for shape in closed.shapes:
        assert values_in(shape) == wanted, f"shape:{shape}"


def test_every_list_of_the_shapes_is_a_closed_list_of_the_model() -> None:
    listing = {str(shape).removeprefix(SHAPE) for shape in SHAPES.subjects(SH["in"])}
    held = {shape for closed in CLOSED.values() for shape in closed.shapes}
    assert listing == held | {"effect-predicate"}


def test_predicates_are_properties_and_the_shape_lists_them() -> None:
    predicates = {KG[name] for name in get_args(vocabulary.Predicate)}
    assert values_in("effect-predicate") == predicates
    assert all((predicate, RDF.type, OWL.ObjectProperty) in TERMS for predicate in predicates)
    assert SHAPES.value(SHAPE["comparison-predicate"], SH.hasValue) == KG.compares


def test_kinds_are_classes_of_entities() -> None:
    kinds = {KG[kind.capitalize()] for kind in get_args(vocabulary.Kind)}
    assert set(TERMS.subjects(RDFS.subClassOf, KG.Entity)) == kinds


def test_the_list_that_curators_read_is_complete() -> None:
    """The table 'The closed lists' of ontology/README.md names every member."""
    table = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8").split("closed lists\n")[1]
    rows = dict(line.strip("| ").split(" | ", 1) for line in table.splitlines() if " | `" in line)
    for row, listed in {
        "predicate": vocabulary.Predicate, "level": vocabulary.Level,
        "certainty": vocabulary.Certainty, "stance": vocabulary.Stance,
        "setting": vocabulary.Setting, "check outcome": vocabulary.Outcome,
        "irradiated": vocabulary.Irradiated, "action": vocabulary.Action,
        "measure": vocabulary.Measured,
        "kind": vocabulary.Kind, "aspect": vocabulary.Aspect,
    }.items():  # fmt: skip
        assert [value for value in get_args(listed) if f"`{value}`" not in rows[row]] == [], row
    assert [value for value in MANIFEST.bases if f"`{value}`" not in rows["basis"]] == []


def values_in(shape: str) -> set[rdflib.term.Node]:
    return set(Collection(SHAPES, SHAPES.value(SHAPE[shape], SH["in"])))
