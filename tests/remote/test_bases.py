"""Corpora of any base, read from a store: the records are those of the curated files."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.curation import read as read_corpus
from kg.errors import StoreError
from kg.graph import Graph, assemble
from kg.rdf import open_store
from kg.remote.about import read_about
from kg.remote.corridor import read_between
from kg.remote.read import read as read_store
from kg.remote.store import Store
from kg.remote.whole import MAX_RECORDS, read_whole

ROOT = Path(__file__).parents[2]
CORPORA, SHIPPED = ROOT / "tests" / "corpora", ROOT / "ontology"
FOLDERS = {
    "drugs": (CORPORA / "drugs",),
    "flash": (CORPORA / "flash",),
    "flash on the shipped": (SHIPPED, CORPORA / "flash"),
    "the shipped on drugs": (CORPORA / "drugs", SHIPPED),
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def graphs() -> Callable[[str], Graph]:
    made: dict[str, Graph] = {}

    def make(name: str) -> Graph:
        if name not in made:
            made[name] = assemble(read_corpus(*FOLDERS[name]))
        return made[name]

    return make


def whole(near: Any) -> Graph:
    return read_whole(Store(near), MAX_RECORDS)


def same(one: Graph, other: Graph) -> bool:
    shelves = ("entities", "references", "claims", "gaps", "effects", "comparisons", "layer_of")
    return all(_held(one, name) == _held(other, name) for name in shelves)


def _held(graph: Graph, name: str) -> Any:
    """Leave out the layers of what is no part of the RDF."""
    found = getattr(graph, name)
    if name != "layer_of":
        return found
    kinds = ("figure/", "exclusion/", "withdrawal/")
    return {key: layer for key, layer in found.items() if not key.startswith(kinds)}


@pytest.mark.parametrize("name", FOLDERS)
def test_what_was_written_is_read_back(name: str, near: Any, graphs: Any) -> None:
    assert same(whole(near(open_store(graphs(name)))), graphs(name))


def test_page_after_page_is_sorted_by_the_names_of_the_store(
    near: Any, graphs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.remote.store.PAGE", 7)
    for name in ("drugs", "flash on the shipped"):
        store = Store(near(open_store(graphs(name))))
        assert len(list(store.iris("?s a kg:Entity"))) == len(graphs(name).entities)


@pytest.mark.parametrize("union", [True, False])
def test_it_may_lie_in_the_default_graph(near: Any, graphs: Any, union: bool) -> None:
    store = ox.Store()
    for quad in open_store(graphs("drugs")):
        if quad.graph_name.value.endswith("claims"):
            store.add(ox.Quad(*quad.triple))
    assert same(whole(near(store, union=union)), graphs("drugs"))


@pytest.mark.parametrize("words", ["metformin", "flash-irradiation", "lung-fibrosis"])
def test_a_part_answers_as_the_whole(words: str, near: Any, graphs: Any) -> None:
    name = "drugs" if words == "metformin" else "flash on the shipped"
    graph = graphs(name)
    part = read_about(Store(near(open_store(graph))), words)
    at = {claim.id for claim in graph.claims.values() if words in (claim.subject, claim.object)}
    assert at and at <= part.claims.keys()
    assert {key: part.claims[key] for key in at} == {key: graph.claims[key] for key in at}


def test_what_lies_between_is_found_across_layers(near: Any, graphs: Any) -> None:
    graph = graphs("the shipped on drugs")
    store = Store(near(open_store(graph)))
    for start, end in (("metformin", "hba1c"), ("carbon-ion-irradiation", "type-i-ifn-response")):
        part = read_between(store, start, end, 4, None, (), ())
        assert {start, end} <= part.entities.keys()
        ids = {effect.id for effect in part.effects}
        assert ids and ids <= {effect.id for effect in graph.effects}


def test_one_claim_is_read_by_its_id(near: Any, graphs: Any) -> None:
    for name in ("drugs", "the shipped on drugs"):
        claim = "metformin.decreases.hba1c"
        part = read_about(Store(near(open_store(graphs(name)))), claim)
        assert part.claims[claim] == graphs(name).claims[claim]


def test_two_corpora_side_by_side_are_told(near: Any, graphs: Any) -> None:
    both = open_store(graphs("drugs"))
    both.extend(open_store(graphs("flash")))
    with pytest.raises(StoreError, match=r"several corpora: .*drugs/graph/claims, .*flash/graph"):
        Store(near(both))


def test_what_is_broken_is_named_as_the_store_names_it(
    near: Any, graphs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(graphs("drugs"))
    here = ox.NamedNode("https://example.org/drugs/id/hba1c")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for quad in store.quads_for_pattern(here, label, None):
        store.remove(quad)
    module = importlib.import_module("kg.remote.read")
    monkeypatch.setattr(module, "Service", lambda address: near(store))
    with pytest.raises(StoreError) as caught:
        read_store("http://store.example/sparql")
    assert here.value in str(caught.value) and "w3id.org/cirt-kg/id" not in str(caught.value)


# -- served ---------------------------------------------------------------------------------------

ALIKE = [
    "show metformin", "show hba1c", "show metformin.decreases.hba1c", "show nobody",
    "verdict hypoglycaemia --format json", "chains metformin blood-glucose", "search glibenclamide",
    "query fewer-lows --format csv", "export evidence", "gaps",
]  # fmt: skip


@pytest.fixture(scope="module")
def drugs(serving: Callable[..., AbstractContextManager[str]]) -> Any:
    with serving("--corpus", str(CORPORA / "drugs")) as address:
        yield address


@pytest.mark.parametrize("words", ALIKE)
def test_a_service_of_another_corpus_answers_as_its_files(words: str, drugs: str) -> None:
    here = CliRunner().invoke(main, ["--corpus", str(CORPORA / "drugs"), *words.split()])
    there = CliRunner().invoke(main, [*words.split(), "--endpoint", drugs])
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)


def test_its_names_are_addresses_of_the_service(drugs: str) -> None:
    import urllib.error
    import urllib.request

    def get(path: str, accept: str) -> tuple[int, str]:
        address = drugs.removesuffix("sparql") + path
        asked = urllib.request.Request(address, headers={"Accept": accept})
        try:
            with urllib.request.urlopen(asked) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    status, page = get("id/metformin", BROWSER)
    assert status == 200 and "https://example.org/drugs/id/metformin" in page
    assert '<a href="../id/effect/metformin.decreases.hba1c">' in page
    status, turtle = get("id/hba1c", "text/turtle")
    assert status == 200 and "@prefix id: <https://example.org/drugs/id/>" in turtle
    assert get("id/nobody", BROWSER)[0] == 404
    status, told = get("sparql", "application/n-triples")
    assert "UnionDefaultGraph" in told and "https://example.org/drugs/graph/claims" in told
    assert "https://example.org/drugs/void#drugs" in told and "cirt-kg/graph" not in told
    assert "cirt-kg/id/" not in page + turtle + told
