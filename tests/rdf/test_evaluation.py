"""One query on a store, answered in bytes: the dataset, the base, functions that nobody knows."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.rdf import evaluate, query

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def counted(store: ox.Store, **dataset: list[str]) -> int:
    return int(evaluate(store, COUNT, results="csv", **dataset).content.split()[1])  # type: ignore[arg-type]


def test_files_of_others_keep_their_dataset() -> None:
    store = ox.Store()
    store.load("<x:a> <x:p> 1 . <x:g> { <x:b> <x:p> 2 . }", format=ox.RdfFormat.TRIG)
    assert counted(store) == 1
    assert counted(store, default_graphs=["x:g"]) == 1
    store.remove_graph(ox.DefaultGraph())
    assert counted(store) == 0


def test_beside_our_graphs_everything_is_the_default_graph(small_store: ox.Store) -> None:
    store = ox.Store()
    store.extend(small_store)
    before = counted(store)
    store.load("<x:a> <x:p> 1 .", format=ox.RdfFormat.TURTLE)
    store.load("<x:a> <x:p> 2 .", format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("x:g"))
    assert before > 20
    assert counted(store) == before + 2


def test_a_relative_iri_is_one_of_our_things(small_store: ox.Store) -> None:
    asked = "ASK { <hmgb1-release> rdfs:label ?label }"
    assert json.loads(evaluate(small_store, asked).content)["boolean"] is True
    assert query(small_store, asked).boolean is True


@pytest.mark.parametrize("form", ["SELECT *", "ASK", "CONSTRUCT { ?s ?p ?o }"])
def test_an_unknown_function_is_told_when_it_is_called(small_store: ox.Store, form: str) -> None:
    text = f"{form} {{ ?s ?p ?o FILTER (<x:f>(?o) && <x:g>(?o)) }}"
    with pytest.raises(QueryError, match=r"there is no function <x:[fg]>"):
        evaluate(small_store, text)
    with pytest.raises(QueryError, match=r"there is no function <x:[fg]>"):
        query(small_store, text)
    assert evaluate(ox.Store(), text).form in {"json", "turtle"}  # read, and nobody calls it


def test_functions_without_end_are_refused() -> None:
    calls = " ".join(f"FILTER (<x:f{number}>(?s))" for number in range(100))
    with pytest.raises(QueryError, match="is not supported"):
        evaluate(ox.Store(), f"ASK {{ ?s ?p ?o {calls} }}")
