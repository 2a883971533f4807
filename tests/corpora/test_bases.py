"""Every corpus names what is its own under its own base; the vocabulary is one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.knowledge import Knowledge
from kg.rdf import WRITERS, open_store, queries_for, query, validate
from kg.rdf.namespace import DATA, GRAPHS, ONTOLOGY

HERE = Path(__file__).parent
SHIPPED = Path(kg.__file__).parents[1] / "ontology"
BASES = {"drugs": "https://example.org/drugs/", "flash": "https://w3id.org/cirt-kg/flash/"}
"""What the base of each corpus begins with, before `id/`."""
FORMS = {
    "cirt-kg.ttl": ox.RdfFormat.TURTLE, "cirt-kg.nq": ox.RdfFormat.N_QUADS,
    "cirt-kg.trig": ox.RdfFormat.TRIG, "cirt-kg.jsonld": ox.RdfFormat.JSON_LD,
    "void.ttl": ox.RdfFormat.TURTLE,
}  # fmt: skip


def named(quad: ox.Quad) -> list[str]:
    terms = [quad.subject, quad.predicate, quad.object, quad.graph_name]
    return [term.value for term in terms if isinstance(term, ox.NamedNode)]


@pytest.mark.parametrize("file", FORMS)
@pytest.mark.parametrize("name", BASES)
def test_a_corpus_of_its_own_names_nothing_under_the_shipped_base(
    name: str, file: str, built
) -> None:
    _, folder = built(name)
    content = (folder / file).read_bytes()
    quads = list(ox.parse(content, FORMS[file]))
    own, terms = f"{BASES[name]}id/", f"{ONTOLOGY}#"
    iris = {iri for quad in quads for iri in named(quad)}
    ours = {iri for iri in iris if iri.startswith("https://w3id.org/cirt-kg/")}
    assert not {iri for iri in ours if iri.startswith((DATA, GRAPHS))}
    allowed = (terms, ONTOLOGY, BASES[name])
    assert not {iri for iri in ours if not iri.startswith(allowed)}
    assert DATA.encode() not in content and GRAPHS.encode() not in content
    assert any(iri.startswith(own) for iri in iris)


@pytest.mark.parametrize("name", BASES)
def test_graphs_and_the_dataset_are_named_beside_the_base(name: str, built) -> None:
    _, folder = built(name)
    place = BASES[name]
    quads = ox.parse((folder / "cirt-kg.nq").read_bytes(), ox.RdfFormat.N_QUADS)
    graphs = {f"{place}graph/{one}" for one in ("claims", "direct", "verdicts")}
    assert {quad.graph_name.value for quad in quads} == graphs
    void = "http://rdfs.org/ns/void#"
    said = [quad.triple for quad in ox.parse((folder / "void.ttl").read_bytes(),
                                             ox.RdfFormat.TURTLE)]  # fmt: skip
    dataset = f"{place}void#{name}"
    spaces = {t.object.value for t in said if t.predicate.value == f"{void}uriSpace"}
    assert spaces == {f"{place}id/"}
    assert {t.subject.value for t in said if t.predicate.value == f"{void}uriSpace"} == {dataset}


def test_a_folder_without_a_manifest_has_a_base_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "entities").mkdir(parents=True)
    (folder / "entities" / "x.yaml").write_text(
        "entities:\n- {id: aspirin, label: aspirin, kind: agent, definition: A drug.,"
        " no_term: a test}\n"
    )
    WRITERS["cirt-kg.nq"](kg.load(folder), tmp_path / "mine.nq")
    content = (tmp_path / "mine.nq").read_text()
    assert "<https://example.org/mine/aspirin>" in content and DATA not in content
    assert "<https://example.org/mine/graph/claims>" in content


# -- asked ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BASES)
def test_the_prefix_means_the_corpus_that_is_asked(name: str, built) -> None:
    graph, _ = built(name)
    arm = graph.arms[0] if hasattr(graph, "arms") else next(iter(graph.entities))
    answer = query(graph, f"SELECT ?x ?l {{ id:{arm} rdfs:label ?l BIND(id:{arm} AS ?x) }}")
    assert answer.rows[0][0].value == f"{BASES[name]}id/{arm}"
    assert answer.rows[0][0].short == arm


def test_every_named_query_answers_as_it_did_under_any_base(built) -> None:
    for name in BASES:
        graph, _ = built(name)
        answers = {key: query(graph, one.text) for key, one in queries_for(graph).items()}
        own = [key for key in graph.queries if answers[key].rows]
        assert own == list(graph.queries), "a corpus's own queries find something"
        for answer in answers.values():
            shown = [term.short for row in answer.rows for term in row if term]
            assert not [cell for cell in shown if cell.startswith(BASES[name])]


def test_what_is_printed_are_ids(built) -> None:
    corpus = str(HERE / "drugs")
    done = CliRunner().invoke(main, ["--corpus", corpus, "query", "fewer-lows", "--format", "csv"])
    assert done.exit_code == 0 and "hypoglycaemia" in done.stdout
    assert "http" not in done.stdout


@pytest.mark.parametrize("name", BASES)
def test_a_file_of_any_corpus_is_checked(name: str, built, tmp_path: Path) -> None:
    _, folder = built(name)
    file = folder / "cirt-kg.ttl"
    assert validate(file) == validate(file, reference=True) == ()
    broken = tmp_path / "broken.ttl"
    lines = file.read_text().splitlines(keepends=True)
    summary = re.compile(r"\s+kg:readIn ")
    broken.write_text("".join(line for line in lines if not summary.match(line)))
    found = validate(broken)
    assert found == validate(broken, reference=True) != ()
    assert all(one.file.startswith(("evidence/", "gap/", "sentence/")) for one in found)


def test_json_has_the_prefix_of_its_corpus(built) -> None:
    _, folder = built("drugs")
    context = json.loads((folder / "context.jsonld").read_text())["@context"]
    assert context["id"] == "https://example.org/drugs/id/"
    whole = json.loads((folder / "cirt-kg.jsonld").read_text())
    nodes = {node["@id"] for node in whole["@graph"]}
    assert "id:metformin" in nodes


# -- layers ---------------------------------------------------------------------------------------

MINE = "https://example.org/mine#"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Lay a layer with a record on what is known and one of its own on the shipped corpus."""
    folder = tmp_path_factory.mktemp("layer") / "mine"
    for name in ("entities", "claims/more", "queries"):
        (folder / name).mkdir(parents=True)
    (folder / "corpus.yaml").write_text(
        f"id: mine\ntitle: Mine\nlicence: CC0-1.0\nbase: {MINE}\nextends: [cirt]\n"
    )
    (folder / "entities" / "x.yaml").write_text(
        "entities:\n- {id: zymosan, label: zymosan, kind: agent, definition: Of yeast.,"
        " no_term: a test}\n"
    )
    (folder / "claims" / "more" / "x.yaml").write_text(RECORDS)
    (folder / "queries" / "mine.rq").write_text(
        "# title: Mine\n# question: What does zymosan do?\n"
        "SELECT ?o { ?e rdf:subject id:zymosan ; rdf:object ?o . id:hmgb1-release rdfs:label ?l }\n"
    )
    return kg.load(SHIPPED, folder)


@pytest.fixture(scope="module")
def store(laid: Knowledge) -> ox.Store:
    return open_store(laid)


RECORDS = """
title: Made up for a test
defaults: {read_in: helm2021, certainty: asserted, system: {setting: in_vitro}}
claims:
- subject: zymosan
  predicate: increases
  object: hmgb1-release
  evidence:
  - {id: mine, references: [helm2021], locator: [abstract], summary: "Made up for a test."}
- subject: carbon-ion-irradiation
  predicate: increases
  object: hmgb1-release
  evidence:
  - {id: mine, references: [helm2021], locator: [abstract], summary: "Invented as well."}
"""


def subjects(store: ox.Store) -> set[str]:
    return {quad.subject.value for quad in store}


def test_a_record_of_a_layer_stands_under_its_base_and_what_it_names_under_theirs(
    store: ox.Store,
) -> None:
    known = subjects(store)
    old = "carbon-ion-irradiation.increases.hmgb1-release"
    new = "zymosan.increases.hmgb1-release"
    own = {"zymosan", "layer/mine", f"effect/{new}", f"evidence/{new}.mine", f"system/{new}.mine",
           f"evidence/{old}.mine", f"system/{old}.mine"}  # fmt: skip
    assert {MINE + name for name in own} <= known
    assert not {DATA + name for name in own} & known
    assert {f"{DATA}effect/{old}", f"{DATA}hmgb1-release", f"{DATA}layer/cirt"} <= known
    assert not any(one.startswith(f"{MINE}reference/") for one in known)
    record = ox.NamedNode(f"{MINE}evidence/{old}.mine")
    about = store.quads_for_pattern(record, None, None)
    said = {(quad.predicate.value, quad.object.value) for quad in about}
    assert (f"{ONTOLOGY}#claim", f"{DATA}effect/{old}") in said
    assert (f"{ONTOLOGY}#reference", f"{DATA}reference/helm2021") in said


def test_a_layer_takes_no_name_from_the_corpus_below(store: ox.Store) -> None:
    shipped = {quad.subject.value for quad in open_store(kg.load())}
    lost = {one for one in shipped - subjects(store) if one.startswith(DATA)}
    derived = ("verdict/", "conflict/", "side/", "silence/", "explanation/", "omission/")
    assert not {one for one in lost if not one.removeprefix(DATA).startswith(derived)}
    assert {graph.value for graph in store.named_graphs()} == {
        f"{GRAPHS}{name}" for name in ("claims", "direct", "verdicts")}  # fmt: skip


def test_queries_name_things_of_both(laid: Knowledge) -> None:
    found = queries_for(laid)["mine"]
    assert f"<{MINE}zymosan>" in found.text and "id:hmgb1-release" in found.text
    answer = query(laid, found.text)
    assert [term.short for row in answer.rows for term in row if term] == ["hmgb1-release"]
