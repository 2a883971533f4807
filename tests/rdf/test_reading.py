"""Read back, RDF gives the very records that it was written from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import pyoxigraph as ox
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from kg.curation import Source, read
from kg.errors import StoreError
from kg.graph import Graph, Void, assemble
from kg.model import (
    Claim,
    Conclusion,
    Entity,
    Evidence,
    Gap,
    Manifest,
    Module,
    Reading,
    Reference,
    vocabulary,
)
from kg.model.letters import unfit_letters
from kg.rdf.dataset import claim_triples
from kg.rdf.entity import describe_entity, describe_gap, describe_reference
from kg.rdf.evidence import describe_evidence
from kg.rdf.layer import describe_layer
from kg.rdf.namespace import DATA, ONTOLOGY, resource, word
from kg.rdf.origin import describe_document, describe_state
from kg.rdf.outline import describe_conclusion, describe_module
from kg.rdf.reading import Records, find_named, find_parts, join_manifests, read_records

SMALL = Path(__file__).parents[1] / "data" / "small"
Said = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]
SHELVES = (
    "entities", "references", "claims", "topics", "gaps", "modules", "conclusions", "layers",
    "layer_of", "void", "queries",
)  # fmt: skip
NOT_IN_RDF = re.compile(r"(exclusion|figure|withdrawal)/")
"""Records that stay with the curated files."""
RECORD = resource("evidence", "carbon-ion-irradiation.increases.hmgb1-release", "isodose").value


def gather(triples: Iterable[ox.Triple]) -> Said:
    said: Said = {}
    for subject, predicate, found in triples:
        said.setdefault(str(subject.value), {}).setdefault(predicate.value, []).append(found)  # type: ignore[union-attr, arg-type]
    return said


# -- whole graphs ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def layered(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Give the small graph with a layer on it that takes records away, and adds a draft."""
    folder = tmp_path_factory.mktemp("more") / "more"
    (folder / "claims" / "icd").mkdir(parents=True)
    (folder / "corpus.yaml").write_text(MORE, encoding="utf-8")
    (folder / "claims" / "icd" / "more.yaml").write_text(CLAIMS, encoding="utf-8")
    (folder / "queries").mkdir()
    (folder / "queries" / "what.rq").write_text(QUERY, encoding="utf-8")
    return assemble(read(SMALL, folder))


QUERY = "# title: What\n# question: What is there?\nSELECT * { ?s ?p ?o } LIMIT 1\n"
MORE = """
id: more
title: More of it
licence: LicenseRef-all-rights-reserved
base: https://example.org/more/
extends: [small]
date: 2026-02-28
bases: {isoflux: {words: same flux, short: flux, mark: f, both_treated: false}}
"""
CLAIMS = """
title: HMGB1 again
claims:
- subject: carbon-ion-irradiation
  predicate: increases
  object: hmgb1-release
  evidence:
  - id: later
    references: [ran2021]
    read_in: liu2025
    locator: [icd.2.4]
    certainty: asserted
    system: {setting: in_vitro}
    status: reviewed
    curated_by: A curator
    curated_on: 2026-02-27
    reviewed_by: Another
    reviewed_on: 2026-02-28
    supersedes:
    - {record: "small:carbon-ion-irradiation.increases.hmgb1-release.isodose", reason: Read anew.}
    summary: More HMGB1.
  - id: unfinished
    references: [ran2021]
    read_in: liu2025
    locator: [icd.2.4]
    certainty: asserted
    system: {setting: in_vitro}
    status: draft
    retracts:
    - {record: "small:cirt-dc.decreases.lung-metastasis.route", reason: Perhaps wrong.}
    summary: Some HMGB1.
"""


def test_a_layer_takes_a_record_away_and_a_draft_takes_none(layered: Graph) -> None:
    """Of what the next test reads back, that there is something to read."""
    key = "carbon-ion-irradiation.increases.hmgb1-release"
    assert {name: void.state for name, void in layered.void.items()} == {
        f"{key}.isodose": "superseded", f"{key}.unfinished": "draft",
    }  # fmt: skip
    assert layered.layer_of[f"{key}.later"] == "more"
    assert set(layered.manifest.bases) == {"isodose", "isoeffective", "unspecified", "isoflux"}


@pytest.mark.parametrize("name", ["small", "shipped", "hostile", "layered"])
def test_a_graph_comes_back_record_by_record(
    name: str, request: pytest.FixtureRequest
) -> None:  # fmt: skip
    graph: Graph = request.getfixturevalue(name)
    if name == "hostile":
        graph = with_sound_labels(graph)
    said = gather(claim_triples(graph))
    made = read_records(said)
    for shelf in SHELVES:
        found, wanted = getattr(made, shelf), dict(getattr(graph, shelf))
        if shelf == "layer_of":
            wanted = {key: layer for key, layer in wanted.items() if not NOT_IN_RDF.match(key)}
        assert found == wanted, shelf
        assert list(found) == list(wanted), f"order of {shelf}"
    assert made.documents == {
        key: replace(source, sentences={}, folder=None) for key, source in graph.documents.items()
    }  # fmt: skip
    assert join_manifests(made.layers) == graph.manifest
    assert not find_parts(said)
    assert find_named(said).keys() <= said.keys()


def with_sound_labels(graph: Graph) -> Graph:
    """Leave the labels that no curated file may have out of a graph."""
    kept = {
        key: entity if re.fullmatch(r"[^\n\r\t]+", entity.label)
        else entity.model_copy(update={"label": "two lines"})
        for key, entity in graph.entities.items()
    }  # fmt: skip
    assert kept != dict(graph.entities)
    return replace(graph, entities=MappingProxyType(kept))


def test_what_no_curated_file_may_hold_is_refused_of_a_store(hostile: Graph) -> None:
    with pytest.raises(StoreError, match="is no sound record, at 'label'"):
        read_records(gather(claim_triples(hostile)))


def test_what_is_read_assembles_to_the_same_edges(shipped: Graph) -> None:
    made = read_records(gather(claim_triples(shipped)))
    shelves = {shelf: getattr(made, shelf) for shelf in SHELVES if shelf != "void"}
    graph = assemble(replace(read(SMALL), **shelves), made.void)
    assert graph.effects == shipped.effects
    assert graph.comparisons == shipped.comparisons


def test_resources_and_words_that_are_not_ours_are_passed_over(small: Graph) -> None:
    said = gather(claim_triples(small))
    said["https://example.org/x"] = {f"{ONTOLOGY}#readIn": [ox.Literal("?")]}
    said[f"{DATA}verdict/x"] = {_TYPE: [word("Verdict")], f"{ONTOLOGY}#object": [ox.Literal("?")]}
    said[RECORD]["http://www.w3.org/2002/07/owl#sameAs"] = [ox.NamedNode("https://example.org/x")]
    said[RECORD][_TYPE].append(ox.NamedNode("http://www.w3.org/ns/prov#Entity"))
    said[f"{DATA}hmgb1"][_TYPE].append(word("SuppressorCell"))
    assert read_records(said).claims == dict(small.claims)


# -- any record -----------------------------------------------------------------------------------

ids = st.sampled_from(["hmgb1", "tumour", "a", "b-1", "zebra", "mouse"])
papers = st.sampled_from(["ran2021", "zhou2022b", "abe1999"])
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12
).filter(lambda text: re.search(r"[^\s.]", text) is not None and not unfit_letters(text))
families = texts.filter(lambda text: ", " not in text)
slugs = st.from_regex(r"\A[a-z0-9]{1,4}(-[a-z0-9]{1,4})?\Z")
numbers = st.one_of(
    st.integers(0, 90).map(float), st.floats(1e-8, 1e9), st.sampled_from([1e-7, 2e8])
)
counts = st.integers(1, 400)


def some(strategy: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    """Give lists in any order, in which a value may stand twice."""
    return st.lists(strategy, min_size=least, max_size=4)


def maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


OPEN = {
    "Basis": ("isodose", "isoeffective", "unspecified"),
    "Compartment": ("physics", "tumour-cell", "systemic", "outcome"),
}
"""Words that the manifest of a corpus names."""


def listed(name: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(OPEN.get(name) or get_args(getattr(vocabulary, name)))


def amounts(low: float = 0, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    given = numbers if low == 0 else st.one_of(numbers, numbers.map(lambda number: -number))
    ways = st.one_of(
        given.map(lambda number: {"value": number}),
        st.lists(given, min_size=1, max_size=3).map(lambda found: {"values": found}),
        given.map(lambda number: {"min": number}), given.map(lambda number: {"max": number}),
        st.lists(given, min_size=2, max_size=2).map(
            lambda two: {"min": min(two), "max": max(two)}),
    )  # fmt: skip
    return st.tuples(ways, st.fixed_dictionaries(more)).map(lambda pair: {**pair[0], **pair[1]})


doses = st.tuples(
    amounts(unit=st.sampled_from(["Gy", "Gy(RBE)", "mg/d", "x per fraction"])),
    maybe(per=st.sampled_from(["total", "fraction"])),
).map(lambda pair: {**pair[0], **pair[1]})  # fmt: skip
exposures = maybe(
    dose=doses, fractions=counts, let_kev_um=amounts(), quality=listed("Quality"), printed=texts,
    energy=amounts(unit=st.sampled_from(["MeV/u", "MeV", "kV", "kVp", "MV"])),
    dose_rate=amounts(unit=st.sampled_from(["Gy/s", "Gy/min"])),
)  # fmt: skip
statistics = maybe(here=texts, there=texts, n=counts, p=st.just("<0.05")).filter(bool)
sizes = st.dictionaries(st.sampled_from(["here", "there"]), counts, min_size=1)
quantities = some(st.one_of(
    st.tuples(
        st.one_of(numbers.map(lambda one: {"value": -one}),
                  amounts(-1).map(lambda one: {"interval": one})),
        maybe(
            there=amounts(-1), n=sizes, unit=texts, at=texts, printed=texts,
            p=st.one_of(st.sampled_from(["<0.05", "n.s."]), st.floats(0, 1)),
            time=amounts(-1, unit=st.sampled_from(["min", "year"])),
        ),
        st.sampled_from([{}, {"sd": 0.25}, {"sem": 1e-7}, {"ci95": {"min": -1e9, "max": 1e9}}]),
    ).map(lambda parts: {"measure": "difference", **parts[0], **parts[1], **parts[2]}),
    st.fixed_dictionaries({"p": st.just("n.s.")}, optional={"n": sizes, "printed": texts}),
))  # fmt: skip
errata = some(st.fixed_dictionaries({"printed": texts, "fault": texts}, optional={"likely": texts}))
days = st.dates(min_value=date(1900, 1, 1)).map(str)
pointers = some(st.fixed_dictionaries({
    "record": st.sampled_from(["a:b.increases.c.d", "one-1:x.part_of.y.z"]), "reason": texts,
}))  # fmt: skip
requests = some(st.fixed_dictionaries({"by": texts, "reason": texts}, optional={"on": days}))
notices = maybe(date=days, notice=texts, reason=texts)
contrasts = st.fixed_dictionaries(
    {"versus": ids, "level": some(listed("Level"), 1)},
    optional={
        "basis": some(listed("Basis")), "comparator_sign": listed("Sign"), "exposure": exposures,
        "statistics": statistics, "quantities": quantities, "in_kind": texts,
        "differs": st.fixed_dictionaries({"facet": listed("Facet"), "here": texts, "there": texts}),
    },
)  # fmt: skip
checks = st.fixed_dictionaries(
    {"outcome": listed("Outcome"), "reference": papers, "note": texts,
     "read_in": st.sampled_from(["title", "abstract", "full-text"])},
    optional={"about": some(listed("Difference"))},
)  # fmt: skip
agents = st.fixed_dictionaries(
    {"entity": ids},
    optional={"dose": texts, "route": some(listed("Route")), "timing": some(listed("Timing"))},
)
named = st.dictionaries(
    st.sampled_from(["dose_rate", "sex", "glucose"]),
    st.one_of(texts, some(texts, 1), amounts(-1, unit=texts)), max_size=3,
)  # fmt: skip
evidence = st.fixed_dictionaries(
    {
        "id": slugs, "references": some(papers, 1), "read_in": papers,
        "locator": some(st.sampled_from(["icd.2.4", "abstract", "table1.3", "a.1.1"]), 1),
        "certainty": listed("Certainty"), "summary": texts,
        "system": st.tuples(
            st.fixed_dictionaries({"setting": listed("Setting")}),
            maybe(models=some(ids), organism=ids, n=counts),
        ).map(lambda pair: {**pair[0], **pair[1]}),
    },
    optional={
        "attribution": st.sampled_from(["single", "collective"]), "stance": listed("Stance"),
        "evidence_type": st.sampled_from(["ECO:0001565", "own:x_1.a"]), "note": texts,
        "status": st.sampled_from(["draft", "curated"]), "curated_by": texts, "curated_on": days,
        "reviewed_by": texts, "reviewed_on": days, "supersedes": pointers, "retracts": pointers,
        "asked": requests,
        "conditions": maybe(
            oxygen=listed("Oxygen"), site=listed("Site"), route=listed("Route"), dose=doses,
            let_kev_um=amounts(), fractions=amounts(), co_treatment=some(ids), facets=named,
            time=amounts(-1, unit=st.sampled_from(["h", "d", "week", "month"])),
        ),
        "exposure": exposures, "irradiated": listed("Irradiated"),
        "agents": some(agents), "contrasts": some(contrasts),
        "checks": some(checks), "errata": errata, "statistics": statistics,
        "quantities": quantities,
        "trend": st.fixed_dictionaries(
            {"over": st.sampled_from(["dose", "let", "time"]), "direction": listed("Trend")},
            optional={"basis": listed("Basis")}),
        "perturbation": st.fixed_dictionaries(
            {"direction": st.sampled_from(["up", "down"]), "by": texts}),
        "baseline": st.sampled_from(["untreated", "before"]),
    },
)  # fmt: skip
xrefs = st.fixed_dictionaries(
    {"curie": st.sampled_from(["GO:0006915", "HGNC:4983", "own:x.1"]), "match": listed("Match")},
).map(lambda one: {**one, "label": f"label of {one['curie']}"})
entities = st.fixed_dictionaries(
    {"id": slugs, "label": texts, "kind": listed("Kind")},
    optional={
        "compartment": listed("Compartment"), "synonyms": some(texts), "xrefs": some(xrefs),
        "related_names": some(texts), "near_names": some(texts), "former": some(slugs),
        "no_term": texts, "definition": texts, "of": ids, "aspect": listed("Aspect"), "in": ids,
        "broader": some(ids), "part_of": some(ids), "opposes": ids, "components": some(ids),
        "species": some(ids),
        "trial": st.fixed_dictionaries({"registry": texts}, optional={
            "diseases": some(ids), "phase": texts, "design": texts, "status": texts,
            "as_of": texts}),
    },
)  # fmt: skip
references = st.fixed_dictionaries(
    {"id": papers, "title": texts},
    optional={
        "type": texts, "citation-number": counts, "issued": st.integers(1900, 2100), "note": texts,
        "author": some(st.fixed_dictionaries({"family": families}, optional={"given": texts})),
        "et_al": st.booleans(), "container-title": texts, "volume": texts, "page": texts,
        "DOI": st.sampled_from(["10.1000/x", "10.1234/a(b)<c>%2F;d"]), "PMID": st.just("12"),
        "PMCID": st.just("PMC12"), "identifier_seen": texts, "study_type": listed("StudyType"),
        "errata": errata, "version_of": papers, "members": some(papers), "keys": some(texts),
        "retracted": notices, "concern": notices,
    },
)  # fmt: skip
colours = st.sampled_from(["#B34700", "#0063a8"])
facet_words = st.sampled_from(["oxygen", "dose_rate", "sex"])
manifests = st.fixed_dictionaries(
    {
        "id": slugs, "title": texts,
        "licence": st.one_of(texts, st.just("https://creativecommons.org/licenses/by/4.0/")),
        "base": st.sampled_from(["https://example.org/x/", "https://example.org/y#"]),
    },
    optional={
        "question": texts, "version": texts, "extends": some(slugs), "date": days, "cite": texts,
        "keywords": some(texts),
        "creators": some(st.fixed_dictionaries({"name": texts}, optional={
            "orcid": st.just("0000-0000-0000-000X")})),
        "arms": some(st.fixed_dictionaries(
            {"entity": ids, "letter": st.sampled_from(["C", "p+"]), "name": texts},
            optional={"colour": colours, "shape": st.sampled_from(["circle", "diamond"])})),
        "compare": st.lists(ids, max_size=2),
        "treatment": maybe(noun=texts, plural=texts, rdf=st.sampled_from(["Treatment", "Agent"])),
        "compartments": some(st.fixed_dictionaries(
            {"id": slugs, "label": texts},
            optional={"caption": texts, "tint": colours, "line": colours, "ink": colours})),
        "bases": st.dictionaries(st.sampled_from(["isodose", "isoflux"]), st.one_of(
            texts, st.fixed_dictionaries({"words": texts}, optional={
                "phrase": texts, "short": texts, "mark": st.just("+"),
                "both_treated": st.booleans()}))),
        "facets": st.dictionaries(facet_words, st.one_of(
            some(texts, 1), some(texts, 1).map(lambda units: {"units": units}))),
        "gap_columns": some(st.one_of(
            st.just("in_vivo"), st.tuples(facet_words, texts).map(lambda one: dict([one])))),
        "figures": maybe(footer=st.just("{title}, {licence}"), deck=texts,
                         pictograms=st.dictionaries(slugs, st.sampled_from(["vessel", "mouse"]))),
    },
)  # fmt: skip
places = some(texts, 1)
gaps = st.fixed_dictionaries({
    "id": slugs, "question": texts, "about": some(ids, 1), "references": some(papers, 1),
    "read_in": papers, "locator": places, "certainty": listed("Certainty"),
})  # fmt: skip
modules = st.fixed_dictionaries({
    "id": slugs, "label": texts, "compartment": listed("Compartment"), "summary": texts,
    "topics": some(slugs), "members": some(ids),
})  # fmt: skip
conclusions = st.fixed_dictionaries({
    "id": slugs, "statement": texts, "read_in": papers, "locator": places,
    "grounds": st.lists(st.fixed_dictionaries(
        {"claim": st.just("a.increases.b")},
        optional={"versus": ids, "level": some(listed("Level"))},
    ), min_size=1, max_size=3),
})  # fmt: skip
Describe = Callable[[Any], Iterable[ox.Triple]]
SHELVED: dict[str, tuple[Any, Describe]] = {
    "entities": (Entity, describe_entity),
    "references": (Reference, describe_reference),
    "gaps": (Gap, describe_gap),
    "conclusions": (Conclusion, describe_conclusion),
    "modules": (Module, lambda module: describe_module(module, 1)),
    "layers": (Manifest, lambda manifest: describe_layer(manifest, 1)),
}
many = settings(max_examples=150, deadline=None)


def there_and_back(triples: Iterable[ox.Triple]) -> Records:
    """Through the serialiser as well: what a file cannot hold would be lost here."""
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return read_records(gather(quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES)))


@many
@given(fields=evidence)
def test_any_record_of_evidence_comes_back(fields: dict[str, Any]) -> None:
    record = Evidence.model_validate(fields)
    topic = ox.Triple(resource("effect", "a.increases.b"), word("topic"), ox.Literal("t"))
    claim = Claim(subject="a", predicate="increases", object="b", evidence=(record,))
    nothing: dict[str, Any] = {field.name: {} for field in fields_of(Graph)}
    graph = Graph(**{
        **nothing, "manifest": Manifest.neutral("x"), "claims": {claim.id: claim},
        "void": {f"{claim.id}.{record.id}": Void("superseded", "b.increases.c.d", "Anew.")},
    })  # fmt: skip
    said = [*describe_evidence(claim.id, record), *describe_state(claim.id, record, graph), topic]
    made = there_and_back(said)
    assert made.claims["a.increases.b"].evidence == (record,)
    assert made.void == graph.void
    assert made.layer_of == {f"{claim.id}.{record.id}": "x"}


READINGS = maybe(
    read=st.sampled_from(["full-text", "abstract", "title", "registry"]), whole=st.booleans(),
    date=days, by=texts, note=texts,
)  # fmt: skip


@many
@given(reading=st.none() | READINGS, numbers=st.dictionaries(counts, papers, max_size=5))
def test_any_document_comes_back(
    reading: dict[str, Any] | None, numbers: dict[int, str]
) -> None:
    read_as = Reading.model_validate(reading) if reading is not None else None
    source = Source("liu2025", "x", read_as, numbers=dict(sorted(numbers.items())))
    papers_read = {"liu2025", *numbers.values()}
    triples = [*describe_document(source)]
    for key in papers_read:
        triples += describe_reference(Reference(id=key, title="T"))
    assert there_and_back(triples).documents == {"liu2025": source}


FIELDS = {
    Evidence: evidence, Entity: entities, Reference: references, Gap: gaps, Module: modules,
    Conclusion: conclusions, Manifest: manifests, Reading: READINGS,
}  # fmt: skip


@pytest.mark.parametrize("model", FIELDS, ids=lambda model: str(model.__name__))
def test_no_field_of_a_model_is_left_untried(model: type[BaseModel]) -> None:
    """What is added to the model must be carried by the RDF as well."""
    first = settings(many, phases=[Phase.generate], database=None, report_multiple_bugs=False)
    for name, field in model.model_fields.items():
        key = field.alias or name
        assert key in find(FIELDS[model], lambda fields, key=key: key in fields, settings=first)


@many
@given(pair=st.one_of(
    *(strategy.map(lambda fields, shelf=shelf: (shelf, fields)) for shelf, strategy in {
        "entities": entities, "references": references, "gaps": gaps, "modules": modules,
        "conclusions": conclusions, "layers": manifests}.items())
))  # fmt: skip
def test_any_other_record_comes_back(pair: tuple[str, dict[str, Any]]) -> None:
    shelf, fields = pair
    model, describe = SHELVED[shelf]
    record = model.model_validate(fields)
    if shelf == "entities":  # a term is one, however often an entity is matched to it
        record = record.model_copy(update={"xrefs": tuple(dict.fromkeys(record.xrefs))})
    assert getattr(there_and_back(describe(record)), shelf) == {record.id: record}


# -- broken ones ----------------------------------------------------------------------------------

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"


@pytest.mark.parametrize(
    ("subject", "predicate", "values", "words"),
    [
        (RECORD, "summary", [], "'summary'"),
        (RECORD, "summary", [ox.Literal("a"), ox.Literal("b")], "2 values under summary"),
        (RECORD, "certainty", [word("perhaps")], "'certainty'"),
        (RECORD, "certainty", [ox.NamedNode("https://example.org/x")], "'certainty'"),
        (RECORD, "reference", [resource("", "hmgb1")], "no reference of ours"),
        (RECORD, "reference", [ox.NamedNode("javascript:alert(1)")], "no reference of ours"),
        (RECORD, "readIn", [], "nothing under readIn"),
        (RECORD, "system", [resource("system", "elsewhere")], "says nothing"),
        (RECORD, "claim", [resource("effect", "a.increases.b")], "another claim"),
        (RECORD, "order", [ox.Literal("locator 2")], "another order"),
        (RECORD, "order", [ox.Literal("locator 1 x")], "another order"),
        (RECORD, "summary", [resource("", "hmgb1")], "where a text belongs"),
        (f"{DATA}hmgb1", f"{_RDFS}label", [], "'label'"),
        (f"{DATA}hmgb1", _TYPE, [word("Entity")], "'kind'"),
        (f"{DATA}reference/ran2021", "citationNumber", [ox.Literal("x")], "whole number"),
        (f"{DATA}effect/carbon-ion-irradiation.increases.hmgb1-release", "topic", [],
         "nothing under topic"),
        (f"{DATA}exposure/cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response.lm8", "dose",
         [ox.Literal("ten Gy")], "prints 'ten Gy', which is no dose"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_resource(
    small: Graph, subject: str, predicate: str, values: list[Any], words: str
) -> None:
    said = gather(claim_triples(small))
    key = predicate if predicate.startswith("http") else word(predicate).value
    assert subject in said
    said[subject][key] = values
    with pytest.raises(StoreError, match=re.escape(words)) as raised:
        read_records(said)
    assert str(raised.value).startswith(subject)


def test_names_that_only_a_query_could_use_are_refused(small: Graph) -> None:
    entity = small.entities["hmgb1"].model_copy(update={"id": "x> } DELETE { ?s ?p ?o"})
    changed = MappingProxyType({**small.entities, entity.id: entity})
    with pytest.raises(StoreError, match="'id'"):
        read_records(gather(claim_triples(replace(small, entities=changed))))


def test_two_systems_of_one_record_are_told(small: Graph) -> None:
    said = gather(claim_triples(small))
    other = next(key for key in said if "/system/" in key and not key.endswith(".isodose"))
    said[RECORD][word("system").value].append(ox.NamedNode(other))
    with pytest.raises(StoreError, match="2 parts under system"):
        read_records(said)
