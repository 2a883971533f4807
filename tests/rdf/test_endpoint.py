"""Asking a service instead of the graph at hand: any that speaks the SPARQL 1.1 Protocol."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs

import pyoxigraph
import pytest

from kg.errors import QueryError, RequestError
from kg.graph import Graph
from kg.rdf import evaluate, query

Answer = tuple[int, str, bytes]


@contextmanager
def answering(answer: Callable[[str, str], Answer]) -> Iterator[str]:
    """Serve answers to (query, accept) on loopback."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the base class's name
            """Answer a form."""
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            status, kind, content = answer(parse_qs(body)["query"][0], self.headers["accept"])
            self.send_response(status)
            self.send_header("content-type", kind)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def endpoint(small_store: pyoxigraph.Store) -> Iterator[str]:
    """Serve the small graph as another store would."""

    def answer(text: str, accept: str) -> Answer:
        found = evaluate(small_store, text)
        kind = "application/sparql-results+json" if found.form == "json" else "text/turtle"
        assert kind in accept
        return 200, kind, found.content

    with answering(answer) as address:
        yield address


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?n { ?s kg:citationNumber ?n } ORDER BY ?n",
        "SELECT ?s ?none { ?s a kg:Radiation OPTIONAL { ?s kg:nothing ?none } } ORDER BY ?s",
        "ASK { id:hmgb1-release ?p ?o }",
        'SELECT ("a"@en AS ?x) (1.50 AS ?y) (<http://x> AS ?z) {}',
    ],
)
def test_a_service_answers_as_the_graph_does(text: str, endpoint: str, small: Graph) -> None:
    assert query(endpoint, text) == query(small, text)


def test_triples_come_as_triples(endpoint: str, small: Graph) -> None:
    text = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a kg:Radiation ; rdfs:label ?l }"
    here, there = query(small, text), query(endpoint, text)
    assert set(there.triples or ()) == set(here.triples or ())
    assert there.written("turtle") == here.written("turtle")


def test_rows_are_limited(endpoint: str) -> None:
    answer = query(endpoint, "SELECT ?s { ?s ?p ?o }", rows=3)
    assert len(answer.rows) == 3 and answer.truncated


def test_prefixes_that_are_known_here_go_along() -> None:
    seen: list[str] = []

    def answer(text: str, _: str) -> Answer:
        seen.append(text)
        return 200, "application/sparql-results+json", b'{"head":{},"boolean":true}'

    with answering(answer) as address:
        query(address, "ASK { id:hmgb1 a kg:Gene }")
        query(address, "prefix kg: <http://example.org/> ASK { ?x a kg:Gene }")
    assert "ontology#base> ?base" in seen[0], "the store is asked what id: means there"
    assert seen[1] == (
        "PREFIX kg: <https://w3id.org/cirt-kg/ontology#> "
        "PREFIX id: <https://w3id.org/cirt-kg/id/> ASK { id:hmgb1 a kg:Gene }"
    )
    assert seen[2:] == ["prefix kg: <http://example.org/> ASK { ?x a kg:Gene }"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((400, "text/plain", b"Parse error:\n line 1"), "answers 400: Parse error: line 1"),
        ((503, "text/plain", b""), "answers 503"),
        ((200, "text/html", b"<html>Welcome</html>"), "answered in 'text/html'"),
        ((200, "application/sparql-results+json", b'{"head": 1}'), "holds no SPARQL results"),
        ((200, "text/turtle", b"<a"), "holds no SPARQL results"),
    ],
)
def test_what_a_service_says_wrongly_is_told(answer: Answer, words: str) -> None:
    with answering(lambda *_: answer) as address, pytest.raises(QueryError, match=words):
        query(address, "ASK {}")


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://example.org/", "nowhere"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(RequestError, match="no SPARQL endpoint"):
        query(address, "ASK {}")


def test_nobody_there_is_told_with_a_remedy() -> None:
    with pytest.raises(RequestError, match=r"no answer from http://127\.0\.0\.1:9/"):
        query("http://127.0.0.1:9/sparql", "ASK {}", seconds=2)


def test_what_is_refused_here_is_never_sent() -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        query("http://127.0.0.1:9/sparql", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
