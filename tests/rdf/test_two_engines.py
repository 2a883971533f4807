"""rdflib and Oxigraph answer every named question alike; other engines are in tests/engines."""

from __future__ import annotations

import pyoxigraph
import pytest
import rdflib

from kg.graph import Graph
from kg.rdf import named_queries, query
from kg.rdf.dataset import ordered_triples


@pytest.fixture(scope="module")
def by_rdflib(small: Graph) -> rdflib.Graph:
    lines = "".join(f"{s} {p} {o} .\n" for triples in ordered_triples(small).values()
                    for s, p, o in triples)  # fmt: skip
    return rdflib.Graph().parse(data=lines, format="nt")


@pytest.mark.parametrize("name", named_queries())
def test_two_engines_answer_alike(
    name: str, by_rdflib: rdflib.Graph, small_store: pyoxigraph.Store
) -> None:
    text = named_queries()[name].text
    here = sorted(tuple(_plain(term and term.value) for term in row)
                  for row in query(small_store, text).rows)  # fmt: skip
    there = sorted(tuple(_plain(term) for term in row)  # type: ignore[union-attr]
                   for row in by_rdflib.query(text))  # fmt: skip
    assert here == there


def _plain(term: object) -> str:
    """Write a number in one way: a store may change how it is written."""
    try:
        return f"{float(str(term)):g}"
    except ValueError:
        return str(term or "")
