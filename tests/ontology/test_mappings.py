"""Mappings and sources of terms: SKOS and SSSOM agree, and fields exist where terms come from."""

from __future__ import annotations

import csv
import inspect
import re
from pathlib import Path

import pydantic
import rdflib
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, URIRef

import kg.model
from kg.rdf.namespace import ONTOLOGY

ROOT = Path(__file__).parents[2]
TERMS = rdflib.Graph().parse(ROOT / "ontology/cirt.ttl", format="turtle")
HERE = URIRef(ONTOLOGY)
LINES = (ROOT / "ontology/mappings.sssom.tsv").read_text(encoding="utf-8").splitlines()
HEAD = [line for line in LINES if line.startswith("#")]
MAPPINGS = list(csv.DictReader((line for line in LINES if not line.startswith("#")),
                               delimiter="\t"))  # fmt: skip
PREFIXES = dict(re.findall(r"#   (\w+): (\S+)", "\n".join(HEAD)))


_NARROWED = (str(PROV), "https://w3id.org/biolink/vocab/")
"""Vocabularies whose terms ours narrow, so that their reasoners and queries find our data."""


def expanded(curie: str) -> URIRef:
    prefix, _, name = curie.partition(":")
    return URIRef(PREFIXES[prefix] + name)


def test_sssom_and_skos_say_the_same() -> None:
    by_table = {
        tuple(expanded(row[key]) for key in ("subject_id", "predicate_id", "object_id"))
        for row in MAPPINGS
    }
    by_terms = {
        (s, p, o) for s, p, o in TERMS
        if str(s).startswith(HERE) and (
            (str(p).startswith(str(SKOS)) and str(p).endswith("Match"))
            or (p in {RDFS.subClassOf, RDFS.subPropertyOf} and str(o).startswith(_NARROWED))
        )
    }  # fmt: skip
    assert by_table == by_terms
    assert len(MAPPINGS) == len(by_table) > 80


def test_a_mapping_says_its_label_reason_and_version() -> None:
    grounded = (ROOT / "tests/data/grounding.tsv").read_text(encoding="utf-8").splitlines()[1:]
    known = dict(line.split("\t")[:2] for line in grounded)
    for row in MAPPINGS:
        assert row["subject_label"] == str(
            TERMS.value(expanded(row["subject_id"]), rdflib.RDFS.label)
        )
        assert row["object_label"] and row["object_source_version"]
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert known.get(row["object_id"], row["object_label"]) == row["object_label"]
    assert {row["object_id"].partition(":")[0] for row in MAPPINGS} >= {
        "RBO", "RO", "biolink", "ECO", "prov", "SIO", "OBI", "SEPIO", "FHIR", "UO", "QUDT",
    }  # fmt: skip


def test_exact_and_close_are_told_apart() -> None:
    kinds = {row["predicate_id"] for row in MAPPINGS}
    assert kinds >= {"skos:exactMatch", "skos:closeMatch", "skos:relatedMatch"}
    for term in set(TERMS.subjects(RDF.type)):
        exact, close = (set(TERMS.objects(term, kind)) for kind in
                        (SKOS.exactMatch, SKOS.closeMatch))  # fmt: skip
        assert exact.isdisjoint(close)


def test_the_header_has_what_the_field_asks_of_an_ontology() -> None:
    vann = rdflib.Namespace("http://purl.org/vocab/vann/")
    wanted = {
        OWL.versionIRI: URIRef(f"{ONTOLOGY}/{kg.__version__}"),
        OWL.versionInfo: rdflib.Literal(kg.__version__),
        DCTERMS.license: URIRef("https://creativecommons.org/licenses/by/4.0/"),
        vann.preferredNamespacePrefix: rdflib.Literal("kg"),
        vann.preferredNamespaceUri: rdflib.Literal(f"{ONTOLOGY}#"),
    }
    for predicate, value in wanted.items():
        assert TERMS.value(HERE, predicate) == value
    for name in ("title", "description", "abstract", "creator", "publisher", "created",
                 "modified", "issued", "bibliographicCitation"):  # fmt: skip
        assert TERMS.value(HERE, DCTERMS[name]), name


def test_every_term_names_the_curated_field_it_comes_from() -> None:
    models = {
        name: model
        for module in (kg.model, *filter(inspect.ismodule, vars(kg.model).values()))
        for name, model in vars(module).items()
        if isinstance(model, type) and issubclass(model, pydantic.BaseModel)
    }  # fmt: skip
    defined = {term for term in TERMS.subjects(RDF.type) if str(term).startswith(f"{ONTOLOGY}#")}
    for term in defined:
        (source,) = TERMS.objects(term, DCTERMS.source)
        if str(source).startswith(("derived by kg.", "kg.")):
            continue
        for place in str(source).split(", "):
            if place.startswith("kg."):
                continue
            model, _, field = place.partition(".")
            assert model in models, f"{term}: no record '{model}'"
            if field:
                assert field in models[model].model_fields, f"{term}: no field '{place}'"
