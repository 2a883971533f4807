"""JSON-LD, TriG, the canonical form, the dataset about itself, and the page of terms."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg.graph import Graph
from kg.rdf import WRITERS
from kg.rdf.competency import queries_for
from kg.rdf.dataset import claim_triples, ordered_triples
from kg.rdf.evidence import UCUM
from kg.rdf.jsonld import context
from kg.rdf.namespace import PREFIXES
from kg.rdf.vocabulary import vocabulary

VOID = "http://rdfs.org/ns/void#"
ONTOLOGY = "https://w3id.org/cirt-kg/ontology#"
FORMATS = {
    "cirt-kg.nq": ox.RdfFormat.N_QUADS, "cirt-kg.trig": ox.RdfFormat.TRIG,
    "cirt-kg.jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


def written(name: str, graph: Graph, folder: Path) -> bytes:
    WRITERS[name](graph, folder / name)
    return (folder / name).read_bytes()


def quads(content: bytes, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(content, form))


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_graph_gives_the_same_bytes(name: str, small: Graph, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert written(name, small, tmp_path) == written(name, small, tmp_path / "again")


@pytest.mark.parametrize("made", ["small", "hostile"])
def test_every_dataset_holds_the_same_statements(
    made: str, small: Graph, hostile: Graph, tmp_path: Path
) -> None:
    graph = {"small": small, "hostile": hostile}[made]
    as_quads = quads(written("cirt-kg.nq", graph, tmp_path), ox.RdfFormat.N_QUADS)
    as_trig = quads(written("cirt-kg.trig", graph, tmp_path), ox.RdfFormat.TRIG)
    plain = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in as_quads}
    assert quads(written("cirt-kg.jsonld", graph, tmp_path), ox.RdfFormat.JSON_LD) == plain
    assert quads(written("cirt-kg.ttl", graph, tmp_path), ox.RdfFormat.TURTLE) == plain
    assert {quad for quad in as_trig if "/graph/" in quad.graph_name.value} == as_quads
    assert len(as_quads) == sum(map(len, ordered_triples(graph).values()))


def test_another_reader_of_json_ld_agrees(small: Graph, tmp_path: Path) -> None:
    content = written("cirt-kg.jsonld", small, tmp_path)
    by_rdflib = rdflib.Graph().parse(data=content, format="json-ld")
    expected = quads(written("cirt-kg.nq", small, tmp_path), ox.RdfFormat.N_QUADS)
    assert {tuple(map(str, triple)) for triple in by_rdflib} == {
        (quad.subject.value, quad.predicate.value, quad.object.value) for quad in expected
    }


@pytest.mark.parametrize("name", ["cirt-kg.ttl", "cirt-kg.jsonld"])
def test_a_store_of_one_graph_answers_every_named_query(
    name: str, small: Graph, tmp_path: Path
) -> None:
    plain, whole = ox.Store(), ox.Store()
    form = {"cirt-kg.ttl": ox.RdfFormat.TURTLE, "cirt-kg.jsonld": ox.RdfFormat.JSON_LD}[name]
    plain.load(written(name, small, tmp_path), format=form)
    whole.load(written("cirt-kg.nq", small, tmp_path), format=ox.RdfFormat.N_QUADS)
    answered = 0
    for query in queries_for(small).values():
        here = plain.query(query.text, prefixes=dict(PREFIXES))
        there = whole.query(query.text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        rows = sorted(str(row) for row in here)
        assert rows == sorted(str(row) for row in there), query.name
        answered += bool(rows)
    assert answered > 10


@pytest.mark.parametrize("made", ["small", "hostile"])
def test_the_quads_are_their_own_canonical_form(
    made: str, small: Graph, hostile: Graph, tmp_path: Path
) -> None:
    content = written("cirt-kg.nq", {"small": small, "hostile": hostile}[made], tmp_path)
    dataset = ox.Dataset(ox.parse(content, ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    canonical = b"".join(sorted(lines.splitlines(keepends=True)))
    assert hashlib.sha256(canonical).digest() == hashlib.sha256(content).digest()


def test_json_is_plain_for_programs_without_rdf(small: Graph, tmp_path: Path) -> None:
    content = json.loads(written("cirt-kg.jsonld", small, tmp_path))
    claims = {node["@id"]: node for node in content["@graph"]}
    key = "id:comparison/carbon-ion-irradiation.versus.photon-irradiation.hmgb1-release"
    found = claims[f"{key}.higher.isodose"]
    assert found["level"] == "higher" and found["basis"] == "isodose"
    assert found["comparator"] == "id:photon-irradiation" and found["derived"] is False


def test_the_context_is_the_vocabulary_and_stands_alone(small: Graph, tmp_path: Path) -> None:
    alone = json.loads(written("context.jsonld", small, tmp_path))["@context"]
    inside = json.loads(written("cirt-kg.jsonld", small, tmp_path))["@context"]
    assert alone == inside == context()
    for term in vocabulary():
        if term.kind in {"relation", "value"}:
            assert alone[term.name]["@id"] == f"kg:{term.name}"
            assert (alone[term.name].get("@type") == "@vocab") == (term.kind == "relation")


# -- the dataset about itself ----------------------------------------------------------------------


def test_the_description_counts_what_there_is(small: Graph, tmp_path: Path) -> None:
    described = quads(written("void.ttl", small, tmp_path), ox.RdfFormat.TURTLE)
    said: dict[str, set[str]] = {}
    for quad in described:
        if quad.subject.value.endswith("void#cirt-kg"):
            said.setdefault(quad.predicate.value, set()).add(quad.object.value)
    claims, direct, verdicts = ordered_triples(small).values()
    both = [*claims, *verdicts]
    assert said[f"{VOID}triples"] == {str(len(both) + len(direct))}
    assert said[f"{VOID}entities"] == {str(len({t.subject for t in both}))}
    assert said[f"{VOID}properties"] == {str(len({t.predicate for t in both}))}
    assert said["http://purl.org/dc/terms/license"] == {
        "https://creativecommons.org/licenses/by/4.0/"
    }
    assert said["http://www.w3.org/ns/dcat#version"] == {kg.__version__}
    assert len(said["http://www.w3.org/ns/dcat#distribution"]) == 4
    assert len(said[f"{VOID}classPartition"]) == int(*said[f"{VOID}classes"])
    assert len(said[f"{VOID}propertyPartition"]) == int(*said[f"{VOID}properties"])


def test_each_graph_says_what_it_holds_and_what_it_is_made_of(
    small: Graph, tmp_path: Path
) -> None:
    described = quads(written("void.ttl", small, tmp_path), ox.RdfFormat.TURTLE)
    said = {(q.subject.value.rpartition("#")[2], q.predicate.value.rpartition("#")[2],
             q.object.value) for q in described}  # fmt: skip
    for name, triples in ordered_triples(small).items():
        part = name.value.rpartition("/")[2]
        assert (part, "name", name.value) in said
        assert (part, "triples", str(len(triples))) in said
        derived = (part, "wasDerivedFrom", "https://w3id.org/cirt-kg/void#claims") in said
        assert derived == (part != "claims"), "what is computed is told from what is curated"
    (about,) = {value for part, name, value in said
                if part == "verdicts" and name.endswith("description")}  # fmt: skip
    assert "not curated" in about


def test_a_release_describes_itself(small: Graph, tmp_path: Path) -> None:
    trig = quads(written("cirt-kg.trig", small, tmp_path), ox.RdfFormat.TRIG)
    about = {quad.triple for quad in trig if quad.graph_name.value.endswith("/void")}
    alone = quads(written("void.ttl", small, tmp_path), ox.RdfFormat.TURTLE)
    assert about == {quad.triple for quad in alone}


# -- units ----------------------------------------------------------------------------------------


def test_an_amount_has_number_ucum_unit_and_the_printed_text(small: Graph) -> None:
    said: dict[str, dict[str, str]] = {}
    for triple in claim_triples(small):
        if "/exposure/" in str(triple.subject):
            name = triple.predicate.value.removeprefix(ONTOLOGY)
            said.setdefault(str(triple.subject), {})[name] = triple.object.value
    lm8 = next(one for one in said.values() if one.get("dose") == "10 Gy" and "let" in one)
    assert (lm8["doseLow"], lm8["doseUcum"]) == ("10.0", "Gy")
    assert (lm8["letLow"], lm8["letUcum"], lm8["let"]) == ("50.0", "keV/um", "50 keV/um")
    assert (lm8["energyLow"], lm8["energyUcum"]) == ("290.0", "MeV/u")


def test_every_unit_of_the_model_has_a_ucum_code() -> None:
    from kg.model import units

    listed = {*units.DOSE_UNITS, *units.TIME_UNITS, *units.ENERGY_UNITS, *units.RATE_UNITS}
    assert listed | {"keV/um"} == set(UCUM)


# -- the page of terms -----------------------------------------------------------------------------


def test_the_page_has_every_term_and_asks_nobody(small: Graph, tmp_path: Path) -> None:
    page = written("terms.html", small, tmp_path).decode()
    anchors = set(re.findall(r'<article id="([^"]+)"', page))
    assert anchors == {term.name for term in vocabulary()}
    assert page.count("<script") == 1 and "<link" not in page and "url(" not in page
    inner = set(re.findall(r'href="#([^"]+)"', page))
    assert inner <= anchors | {"content"}
    assert "RBO:00002000" in page
    assert {">biolink:Gene<", ">prov:Entity<", ">FHIR:exposure<"} <= set(
        re.findall(r">[\w:]+<", page)
    )
    assert page.count("<dt>sign</dt>") == 3


@pytest.mark.browser
def test_the_page_of_terms_reads_in_a_browser(
    small: Graph, tmp_path: Path, browser: Any
) -> None:
    written("terms.html", small, tmp_path)
    asked: list[str] = []
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "terms.html").as_uri())
    assert page.locator("article#Comparison h3").inner_text().startswith("comparison")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.close()
    assert len(asked) == 1
