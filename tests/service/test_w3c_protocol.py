"""The query operations of the W3C's protocol suite, each under the name that it has there.

The suite's graphs hold one triple each: the document is of a class.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

PLACE = "http://kasei.us/2009/09/sparql/data/"
ONE, TWO, THREE = (f"{PLACE}data{number}.rdf" for number in (1, 2, 3))
FORM = {"content_type": "application/x-www-form-urlencoded"}
DIRECT = {"content_type": "application/sparql-query"}
BOTH = f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
ALL = f"ASK {{ <{THREE}> a ?type GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"


@pytest.fixture(scope="module")
def peer(start_service: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Serve the suite's three graphs."""
    file = Path(tmp_path_factory.mktemp("w3c") / "data.nq")
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    whole = "<http://xmlns.com/foaf/0.1/Document>"
    file.write_text("".join(f"<{one}> {kind} {whole} <{one}> .\n" for one in (ONE, TWO, THREE)))
    with start_service(str(file), corpus=None) as found:
        yield found


def dataset(default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> str:
    return urlencode([*(("default-graph-uri", one) for one in default),
                      *(("named-graph-uri", one) for one in named)])  # fmt: skip


def is_true(found: Any) -> bool:
    assert found.status == 200, found.text
    return json.loads(found.body)["boolean"] is True


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_query_get(peer: Any, path: str) -> None:
    chosen = dataset((f"{PLACE}data0.rdf",))
    assert is_true(peer.get(f"{path}?query=ASK%20%7B%7D&{chosen}"))


def test_query_post_form(peer: Any) -> None:
    path = f"/sparql?{dataset((f'{PLACE}data0.rdf',))}"
    assert is_true(peer.request("POST", path, b"query=ASK%20%7B%7D", **FORM))


def test_query_post_direct(peer: Any) -> None:
    assert is_true(peer.request("POST", "/sparql/", b"ASK {}", **DIRECT))


def test_query_dataset_default_graphs_get(peer: Any) -> None:
    assert is_true(peer.get(f"/sparql?query={quote(BOTH)}&{dataset((ONE, TWO))}"))
    assert not is_true(peer.get(f"/sparql?query={quote(BOTH)}&{dataset((ONE,))}"))


def test_query_dataset_default_graphs_post(peer: Any) -> None:
    path = f"/sparql?{dataset((ONE, TWO))}"
    assert is_true(peer.request("POST", path, BOTH.encode(), **DIRECT))
    assert is_true(peer.request("POST", path, urlencode({"query": BOTH}).encode(), **FORM))
    body = urlencode([("query", BOTH), ("default-graph-uri", TWO)]).encode()
    assert is_true(peer.request("POST", f"/sparql?{dataset((ONE,))}", body, **FORM))


def test_query_dataset_named_graphs_get(peer: Any) -> None:
    assert is_true(peer.get(f"/sparql?query={quote(NAMED)}&{dataset((), (ONE, TWO))}"))
    assert not is_true(peer.get(f"/sparql?query={quote(NAMED)}&{dataset((), (ONE, THREE))}"))


def test_query_dataset_named_graphs_post(peer: Any) -> None:
    path = f"/sparql?{dataset((), (ONE, TWO))}"
    assert is_true(peer.request("POST", path, NAMED.encode(), **DIRECT))


def test_query_dataset_full(peer: Any) -> None:
    path = f"/sparql?{dataset((THREE,), (ONE, TWO))}"
    assert is_true(peer.request("POST", path, ALL.encode(), **DIRECT))
    swapped = f"/sparql?{dataset((ONE,), (THREE, TWO))}"
    assert not is_true(peer.request("POST", swapped, ALL.encode(), **DIRECT))


def test_query_multiple_dataset(peer: Any) -> None:
    """What the request names outdoes what the query names."""
    path = f"/sparql?{dataset((), (ONE, TWO))}"
    asked = NAMED.replace("ASK", f"ASK FROM <{THREE}>")
    assert is_true(peer.request("POST", path, asked.encode(), **DIRECT))


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT (1 AS ?value) {}", {"application/sparql-results+json",
         "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}),
        ("ASK {}", {"application/sparql-results+json", "application/sparql-results+xml"}),
        ("DESCRIBE <http://example.org/>", {"text/turtle", "application/n-triples",
         "application/rdf+xml"}),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", {"text/turtle", "application/n-triples",
         "application/rdf+xml"}),
    ],
    ids=["select", "ask", "describe", "construct"],
)  # fmt: skip
def test_query_content_type(peer: Any, query: str, kinds: set[str]) -> None:
    found = peer.request("POST", "/sparql", query.encode(), **DIRECT)
    assert found.status == 200
    assert found.kind in kinds


@pytest.mark.parametrize(
    ("name", "method", "path", "body", "headers"),
    [
        ("bad_query_method", "PUT", "/sparql?query=ASK%20%7B%7D", None, {}),
        ("bad_multiple_queries", "GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D",
         None, {}),
        ("bad_query_wrong_media_type", "POST", "/sparql", b"ASK {}",
         {"content_type": "text/plain"}),
        ("bad_query_missing_form_type", "POST", "/sparql", b"query=ASK%20%7B%7D", {}),
        ("bad_query_missing_direct_type", "POST", "/sparql", b"ASK {}", {}),
        ("bad_query_non_utf8", "POST", "/sparql", "ASK {}".encode("utf-16"),
         {"content_type": "application/sparql-query; charset=UTF-16"}),
        ("bad_query_syntax", "GET", "/sparql?query=ASK%20%7B", None, {}),
        ("bad_update_get", "GET", "/sparql?update=CLEAR%20ALL", None, {}),
        ("bad_update_wrong_media_type", "POST", "/sparql", b"CLEAR NAMED",
         {"content_type": "text/plain"}),
        ("bad_update_missing_form_type", "POST", "/sparql", b"update=CLEAR%20NAMED", {}),
    ],
)  # fmt: skip
def test_bad_requests(
    peer: Any, name: str, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> None:
    found = peer.request(method, path, body, **headers)
    assert 400 <= found.status < 500, name
    assert found.kind == "text/plain" and ": " in found.text
