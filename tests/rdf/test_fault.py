"""What is wrong with a query is told by name, here and over HTTP alike."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg import rdf
from kg.errors import QueryError
from kg.graph import Graph
from kg.rdf import evaluate, open_store

FAULTS = {
    "SELECT * { ?s foo:bar ?o }": "line 1: the prefix 'foo:' is not declared",
    "PREFIX a: <http://a/>\nSELECT * { ?s a:b ?o ; baz:q 1 }": "line 2: the prefix 'baz:' is not",
    "SELECT\u00a0* { ?s ?p ?o }": "line 1: a NO-BREAK SPACE (U+00A0) between words",
    "SELECT *\n{ ?s\u200b ?p ?o }": "line 2: a ZERO WIDTH SPACE (U+200B) between words",
    "SELECT * { ?s ?p }": "this is no SPARQL query",
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.load(Path(__file__).parents[1] / "data" / "small")


@pytest.mark.parametrize(("text", "said"), FAULTS.items())
def test_a_fault_is_named(graph: Graph, text: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        evaluate(open_store(graph), text)
    assert str(caught.value).startswith(said)
    with pytest.raises(QueryError) as again:
        rdf.query(graph, text)
    assert said in str(again.value)


def test_a_blank_within_a_string_is_no_fault(graph: Graph) -> None:
    assert evaluate(open_store(graph), "SELECT * { ?s rdfs:label 'a\u00a0b' }").form == "json"
