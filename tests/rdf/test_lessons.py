"""Every query of docs/sparql.md runs, and finds something."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

from kg.rdf import query

PAGE = (Path(__file__).parents[2] / "docs/sparql.md").read_text(encoding="utf-8")
LESSONS = re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
QUERIES = [
    (title, text)
    for title, body in LESSONS
    for text in re.findall(r"```sparql\n(.*?)```", body, re.DOTALL)
]
PEER = """
@prefix ex: <http://example.org/> .
<https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/4983> ex:druggable true .
"""


def test_there_are_lessons() -> None:
    assert len(QUERIES) >= 12


@pytest.fixture(scope="module")
def store(shipped_store: pyoxigraph.Store) -> pyoxigraph.Store:
    """Give the shipped graph beside a peer's file, in a graph of its own."""
    joined = pyoxigraph.Store()
    joined.extend(shipped_store)
    peer = pyoxigraph.NamedNode("http://example.org/peer")
    joined.load(PEER, format=pyoxigraph.RdfFormat.TURTLE, to_graph=peer)
    return joined


@pytest.mark.parametrize(("title", "text"), QUERIES, ids=[title[:30] for title, _ in QUERIES])
def test_a_lesson_answers(title: str, text: str, store: pyoxigraph.Store) -> None:
    answer = query(store, text)
    assert answer.rows or answer.triples


def test_the_lesson_on_joining_finds_the_gene_of_the_peer(store: pyoxigraph.Store) -> None:
    (text,) = [text for title, text in QUERIES if "somebody else's file" in title]
    found = {(row[0].value, row[1].short) for row in query(store, text).rows if row[0] and row[1]}
    assert found == {("HMGB1", "hmgb1")}
