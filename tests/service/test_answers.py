"""Answers that are kept: as a worker gave them, within bounds, and none that varies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from kg.service.answers import Answers
from kg.service.worker import Question, Reply

LABELS = "SELECT ?l { ?s rdfs:label ?l } ORDER BY ?l LIMIT 5"


@pytest.fixture(scope="module")
def keeping(start_service: Any) -> Iterator[Any]:
    with start_service("--cache", "1") as service:
        yield service


def number(service: Any, name: str) -> int:
    found = re.search(rf"^{re.escape(name)} (\d+)$", service.get("/metrics").text, re.MULTILINE)
    return int(found[1]) if found else 0


def test_the_same_question_is_answered_by_what_is_kept(keeping: Any) -> None:
    first = keeping.ask(LABELS)
    asked, hits = number(keeping, 'kg_queries_total{outcome="ok"}'), number(
        keeping, "kg_kept_answers_total")  # fmt: skip
    second = keeping.ask(LABELS)
    assert (second.status, second.kind, second.body) == (200, first.kind, first.body)
    assert number(keeping, "kg_kept_answers_total") == hits + 1
    assert number(keeping, 'kg_queries_total{outcome="ok"}') == asked


def test_another_format_or_dataset_is_another_answer(keeping: Any) -> None:
    assert keeping.ask(LABELS).kind == "text/csv"
    assert keeping.ask(LABELS, "application/sparql-results+xml").kind.endswith("results+xml")
    other = keeping.get(
        "/sparql?default-graph-uri=http%3A%2F%2Fexample.org%2Fnone&query="
        "SELECT%20%3Fl%20%7B%20%3Fs%20rdfs%3Alabel%20%3Fl%20%7D", accept="text/csv",
    )  # fmt: skip
    assert other.body == b"l\r\n"


@pytest.mark.parametrize("varying", ["rand()", "STRUUID()", "uuid()", "BNODE()"])
def test_what_varies_is_asked_anew(keeping: Any, varying: str) -> None:
    query = f"SELECT ?x {{ BIND (STR({varying}) AS ?x) }}".replace("STR(BNODE())", "STR(RAND())")
    assert keeping.ask(query).body != keeping.ask(query).body


def test_an_error_is_not_kept(keeping: Any) -> None:
    before = number(keeping, 'kg_queries_total{outcome="query"}')
    assert {keeping.ask("SELECT nonsense").status for _ in range(2)} == {400}
    assert number(keeping, 'kg_queries_total{outcome="query"}') == before + 2


def test_health_asks_a_worker_whatever_is_kept(keeping: Any) -> None:
    before = number(keeping, 'kg_queries_total{outcome="ok"}')
    assert {keeping.get("/health").status for _ in range(3)} == {200}
    assert number(keeping, 'kg_queries_total{outcome="ok"}') == before + 3


def test_what_was_not_wanted_longest_goes_first_and_large_ones_never_come() -> None:
    kept = Answers(64_000)
    for n in range(40):
        kept.keep(Question(f"ASK {{ ?s ?p {n} }}"), Reply("ok", "json", b"x" * 2000))
        assert kept.find(Question("ASK { ?s ?p 0 }")) is not None  # wanted again and again
    present = [n for n in range(40) if kept.find(Question(f"ASK {{ ?s ?p {n} }}"))]
    assert present[0] == 0
    assert present[1:] == list(range(40 - len(present) + 1, 40))
    assert 10 < len(present) <= 64_000 // 2000
    kept.keep(Question("ASK {}"), Reply("ok", "json", b"x" * 8000))
    assert kept.find(Question("ASK {}")) is None
