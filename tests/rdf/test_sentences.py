"""Sentences that records cite, in RDF: where each stands, its fingerprint, and no words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.curation import read
from kg.graph import Graph, assemble
from kg.rdf.base import Bases
from kg.rdf.dataset import named_triples, own_graphs
from kg.rdf.namespace import CLAIMS, DATA, ONTOLOGY, TYPE, resource, word
from kg.rdf.sentence import PLACE, describe_sentences

CORPORA = Path(__file__).parents[1] / "corpora"


def said(triples: Any, name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in triples:
        if one.subject.value == DATA + name:
            found.setdefault(one.predicate.value, set()).add(one.object.value)
    return found


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return kg.load()


def test_every_sentence_that_is_cited_stands_there_and_no_other(shipped: Graph) -> None:
    triples: list[Any] = list(named_triples(shipped)[CLAIMS])
    there = {one.subject for one in triples if one == ox.Triple(
        one.subject, TYPE, word("Sentence"))}  # fmt: skip
    led = {one.object for one in triples if one.predicate == word("sentence")}
    records: list[Any] = [*(one for _, one in shipped.evidence()), *shipped.gaps.values(),
               *shipped.conclusions.values()]  # fmt: skip
    assert there == led == {
        resource("sentence", one.read_in, place) for one in records for place in one.locator
        if PLACE.fullmatch(place)
    }  # fmt: skip
    assert len(there) > 150
    assert not any("abstract" == one.value.rpartition(".")[2] for one in there)


def test_a_sentence_tells_document_place_and_fingerprint(shipped: Graph) -> None:
    found = said(named_triples(shipped)[CLAIMS], "sentence/liu2025.icd.2.4")
    sentence = shipped.documents["liu2025"].sentences["icd.2.4"]
    assert {key.removeprefix(f"{ONTOLOGY}#"): value for key, value in found.items()} == {
        TYPE.value: {f"{ONTOLOGY}#Sentence"}, "locator": {"icd.2.4"}, "section": {"icd"},
        "paragraph": {"2"}, "sentenceNumber": {"4"}, "readIn": {f"{DATA}reference/liu2025"},
        "inDocument": {f"{DATA}document/liu2025"}, "fingerprint": {sentence.prints[0]},
        "letterFingerprint": {sentence.prints[1]},
    }  # fmt: skip


def test_a_row_of_a_table_has_its_number(shipped: Graph) -> None:
    triples: Any = describe_sentences(shipped)
    rows = [one for one in triples if one.predicate == word("row")]
    assert rows and all(one.subject.value.endswith(f".{one.object.value}") for one in rows)


def test_without_a_fingerprint_there_is_a_place_alone(shipped: Graph) -> None:
    source = shipped.documents["liu2025"]
    bare = {key: replace(one, prints=()) for key, one in source.sentences.items()}
    documents = {"liu2025": replace(source, sentences=MappingProxyType(bare))}
    graph = replace(shipped, documents=MappingProxyType(documents))
    found = said(describe_sentences(graph), "sentence/liu2025.icd.2.4")
    assert not any("ingerprint" in key for key in found) and f"{ONTOLOGY}#section" in found


def test_sentences_and_queries_stand_under_the_base_of_their_layer() -> None:
    graph = assemble(read(Path("ontology"), CORPORA / "flash"))
    base = graph.layers["flash"].base
    own = {one.removesuffix(".rq") for one in (
        path.name for path in (CORPORA / "flash" / "queries").glob("*.rq"))}  # fmt: skip
    bases = Bases.of(graph)
    names = {name: bases.node(resource("query", name)).value for name in graph.queries}
    assert own and own < names.keys()
    for name, iri in names.items():
        assert iri == f"{base if name in own else DATA}query/{name}"
    assert bases.node(resource("sentence", "liu2025", "icd.2.4")).value == (
        f"{DATA}sentence/liu2025.icd.2.4")  # fmt: skip
    documents = {key for key, one in graph.documents.items() if one.layer == "flash"}
    assert documents and all(
        bases.node(resource("sentence", key, "results.1.1")).value.startswith(base)
        for key in documents if key not in read(Path("ontology")).documents
    )  # fmt: skip
    claims: Any = next(iter(own_graphs(graph).values()))
    layers = {one.subject.value: one.object.value for one in claims
              if one.predicate == word("layer") and "query/" in one.subject.value}  # fmt: skip
    assert {f"{base}query/{name}" for name in own} <= layers.keys()
    assert all(layers[f"{base}query/{name}"].endswith("layer/flash") for name in own)
