"""HTTP at its edges: how a request may be spelt, negotiated, broken up, and told off."""

from __future__ import annotations

import csv
import gzip
import io
import json
import socket
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

HMGB1 = "SELECT ?label { id:hmgb1-release rdfs:label ?label }"
FORM = {"content_type": "application/x-www-form-urlencoded"}
DIRECT = {"content_type": "application/sparql-query"}
ASK = "/sparql?query=ASK%20%7B%7D"
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def exchange(service: Any, *sent: bytes) -> bytes:
    """Send pieces as they are, and read until the other end closes."""
    with socket.create_connection(service.place, timeout=15) as client:
        for piece in sent:
            client.sendall(piece)
        received = b""
        while piece := client.recv(1 << 16):
            received += piece
    return received


# -- the request ---------------------------------------------------------------------------------


def test_a_plus_is_a_blank_and_an_escaped_plus_is_a_plus(service: Any) -> None:
    assert service.get("/sparql?query=ASK+%7B%7D").status == 200
    found = service.get("/sparql?query=SELECT+(1%2B1+AS+?x)+%7B%7D", accept="text/csv")
    assert found.text == "x\r\n2\r\n"


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_byte_order_mark_is_no_part_of_the_query(service: Any, way: str) -> None:
    marked = "\ufeffASK {}"
    if way == "get":
        found = service.get(f"/sparql?query={quote(marked)}")
    elif way == "form":
        found = service.request("POST", "/sparql", f"query={quote(marked)}".encode(), **FORM)
    else:
        found = service.request("POST", "/sparql", marked.encode(), **DIRECT)
    assert (found.status, json.loads(found.body)["boolean"]) == (200, True)


def test_a_query_in_the_url_and_one_in_the_form_are_two(service: Any) -> None:
    found = service.request("POST", ASK, b"query=ASK%20%7B%7D", **FORM)
    assert (found.status, "2 queries" in found.text) == (400, True)


def test_unknown_parameters_are_nobodys_business(service: Any) -> None:
    assert service.get(f"{ASK}&format=json&timeout=&x=%3Cscript%3E").status == 200


def test_a_packed_body_is_not_read_as_text(service: Any) -> None:
    body = gzip.compress(b"ASK {}")
    found = service.request("POST", "/sparql", body, content_encoding="gzip", **DIRECT)
    assert (found.status, "gzip" in found.text) == (415, True)
    plain = service.request("POST", "/sparql", b"ASK {}", content_encoding="identity", **DIRECT)
    assert plain.status == 200


@pytest.mark.parametrize("name", ["", "relative", "http://a/%20%3E", "http://[", "%3A", "no%00"])
@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_is_no_iri_is_told(service: Any, parameter: str, name: str) -> None:
    found = service.get(f"{ASK}&{parameter}={name}")
    assert (found.status, "no IRI" in found.text) == (400, True)


def test_a_body_may_come_in_chunks(service: Any) -> None:
    head = (b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\naccept: text/csv\r\n"
            b"content-type: application/sparql-query\r\n"
            b"transfer-encoding: chunked\r\n\r\n")  # fmt: skip
    answer = exchange(service, head, b"3;note=a\r\nASK\r\n", b"3\r\n {}\r\n", b"0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"true")


def test_who_asks_whether_to_go_on_is_told_to(service: Any) -> None:
    head = (b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\ncontent-length: 6\r\n"
            b"content-type: application/sparql-query\r\nexpect: 100-continue\r\n\r\n")  # fmt: skip
    with socket.create_connection(service.place, timeout=15) as client:
        client.sendall(head)
        assert client.recv(100).startswith(b"HTTP/1.1 100 ")
        client.sendall(b"ASK {}")
        assert client.recv(100).startswith(b"HTTP/1.1 200 ")


def test_requests_in_a_row_are_answered_in_their_order(service: Any) -> None:
    pieces = [f"GET /sparql?query={quote(f'SELECT ({n} AS ?n) {{}}')} HTTP/1.1\r\nHost: x\r\n"
              f"accept: text/csv\r\n{'connection: close' if n == 8 else 'a: b'}\r\n\r\n"
              for n in range(9)]  # fmt: skip
    answers = exchange(service, "".join(pieces).encode()).split(b"HTTP/1.1 200 OK")
    assert [one.split()[-1] for one in answers[1:]] == [b"%d" % n for n in range(9)]


def test_http_1_0_needs_no_host_and_is_closed_after_the_answer(service: Any) -> None:
    answer = exchange(service, f"GET {ASK} HTTP/1.0\r\n\r\n".encode())
    assert answer.endswith(b'{"head":{},"boolean":true}')


@pytest.mark.parametrize(
    "head",
    [
        "POST /sparql HTTP/1.1\r\nHost: x\r\ncontent-length: 6\r\ntransfer-encoding: chunked",
        "POST /sparql HTTP/1.1\r\nHost: x\r\ncontent-length: 6\r\ncontent-length: 7",
        "POST /sparql HTTP/1.1\r\nHost: x\r\ncontent-length: +6",
        "POST /sparql HTTP/1.1\r\nHost: x\r\ntransfer-encoding: xchunked",
        "POST /sparql HTTP/1.1\r\nHost: x\r\ntransfer-encoding : chunked",
        "GET /health HTTP/1.1\r\nHost : x",
        "GET /health HTTP/1.1\r\nHost: x\r\naccept: a\r\n folded",
    ],
)
def test_what_two_servers_might_read_in_two_ways_is_refused(service: Any, head: str) -> None:
    kind = "content-type: application/sparql-query"
    answer = exchange(service, f"{head}\r\n{kind}\r\n\r\n6\r\nASK {{}}\r\n0\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1, "what follows is no request"


@pytest.mark.parametrize("hosts", ["", "Host: x\r\nHost: y\r\n", "Host: x\r\nHost: x\r\n"])
def test_a_request_is_for_one_host(service: Any, hosts: str) -> None:
    """RFC 9112, 3.2."""
    answer = exchange(service, f"GET /health HTTP/1.1\r\n{hosts}\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 400 ") and answer.count(b"HTTP/1.1") == 1
    assert service.get("/health").status == 200


# -- methods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/sparql", "GET, HEAD, OPTIONS, POST"), ("/id/hmgb1-release", "GET, HEAD"),
     ("/void", "GET, HEAD"), ("/health", "GET, HEAD")],
)  # fmt: skip
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_another_method_is_told_which_there_are(
    service: Any, path: str, allowed: str, method: str
) -> None:
    found = service.request(method, path)
    assert found.status == 405
    assert sorted(found.headers["allow"].split(", ")) == allowed.split(", ")


def test_options_without_a_page_behind_tells_the_methods(service: Any) -> None:
    found = service.request("OPTIONS", "/sparql")
    assert (found.status, found.body) == (204, b"")
    assert found.headers["allow"] == "GET, HEAD, POST, OPTIONS"


# -- negotiation ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", "text/tab-separated-values"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("application/*;q=0.5, text/csv;q=0.4", "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("text/csv; header=absent; q=0.5", "text/csv"),
        ("application/sparql-results+xml; charset=utf-8", "application/sparql-results+xml"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv;q=nan, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
        (";;;,,,q=", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
         "application/sparql-results+xml"),
    ],
)  # fmt: skip
def test_the_form_that_is_liked_best_is_given(service: Any, accept: str, kind: str) -> None:
    found = service.ask(HMGB1, accept)
    assert (found.status, found.kind) == (200, kind)
    assert "accept" in found.headers["vary"].lower()


def test_accept_may_be_told_in_several_lines(service: Any) -> None:
    answer = exchange(
        service, f"GET {ASK} HTTP/1.1\r\nHost: x\r\nconnection: close\r\naccept: image/png\r\n"
        "accept: application/sparql-results+xml;q=0.3\r\n\r\n".encode()
    )  # fmt: skip
    assert answer.startswith(b"HTTP/1.1 200") and b"<boolean>true</boolean>" in answer


def test_an_endless_accept_is_read_so_far(service: Any) -> None:
    found = service.ask(HMGB1, "text/csv" + ", a/b;q=0.1" * 9000)
    assert (found.status, found.kind) == (200, "text/csv")


@pytest.mark.parametrize("kind", GRAPHS)
@pytest.mark.parametrize("path", ["/ontology", "/void", "/sparql", "/id/hmgb1-release"])
def test_every_document_is_there_in_every_form(service: Any, path: str, kind: str) -> None:
    found = service.get(path, accept=kind)
    assert (found.status, found.kind) == (200, kind)
    triples = {quad.triple for quad in ox.parse(found.body, GRAPHS[kind])}
    first = service.get(path, accept="text/turtle")
    assert len(triples) == len({q.triple for q in ox.parse(first.body, ox.RdfFormat.TURTLE)}) > 5
    assert service.get(path, accept="image/png").status == 406


def test_a_person_who_likes_anything_else_better_gets_rdf(service: Any) -> None:
    found = service.get("/id/hmgb1-release", accept="text/html;q=0.4, */*;q=0.8")
    assert found.kind == "text/turtle"
    assert service.get("/id/hmgb1-release", accept="text/html, */*;q=0.8").kind == "text/html"


def test_an_iri_may_be_spelt_with_needless_escapes(service: Any) -> None:
    found = service.get("/id/%68mgb1%2Drelease", accept="application/n-triples")
    assert (found.status, "HMGB1 release" in found.text) == (200, True)


def test_the_description_names_what_there_is(service: Any) -> None:
    found = service.get("/sparql", accept="text/turtle")
    store = ox.Store()
    store.load(found.body, format=ox.RdfFormat.TURTLE)
    asked = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        SELECT ?url ?form ?name { ?service a sd:Service ; sd:endpoint ?url ; sd:resultFormat ?form ;
          sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
          sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ;
            sd:namedGraph [ a sd:NamedGraph ; sd:name ?name ] ] }"""
    rows = [(r["url"].value, r["form"].value, r["name"].value) for r in store.query(asked)]  # type: ignore[union-attr, index]
    assert {url for url, _, _ in rows} == {f"{service.address}sparql"}
    assert {form.rpartition("/")[2] for _, form, _ in rows} >= {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "N-Triples", "RDF_XML", "JSON-LD"}  # fmt: skip
    names = service.ask("SELECT DISTINCT ?g { GRAPH ?g {} }").text.split()[1:]
    assert {name for _, _, name in rows} == set(names)


# -- what is written -----------------------------------------------------------------------------

TEXTS = ('a "quote", a comma', "two\nlines", "a\rreturn", "a\r\nboth", "a\ttab", "a \\ backslash",
         " blanks ", "", "<a>&amp;]]>", "\u202e\u2028\x85\ufdd0", "\U0001f9ec", "=1+1")  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_no_form_changes_a_text(service: Any, text: str) -> None:
    query = f"SELECT ?v (1 AS ?n) {{ BIND({ox.Literal(text)!s} AS ?v) }}"
    answer = json.loads(service.ask(query, "application/sparql-results+json").body)
    assert answer["results"]["bindings"][0]["v"]["value"] == text
    rows = list(csv.reader(io.StringIO(service.ask(query, "text/csv").text, newline="")))
    assert rows == [["v", "n"], [text, "1"]]
    head, line, end = service.ask(query, "text/tab-separated-values").text.split("\n")
    assert (head, end) == ("?v\t?n", "")
    literal, _, number = line.partition("\t")
    assert number == "1" and parsed(literal) == text
    root = ElementTree.fromstring(service.ask(query, "application/sparql-results+xml").body)  # noqa: S314
    told = [one.text or "" for one in root.iter("{http://www.w3.org/2005/sparql-results#}literal")]
    assert told == [text, "1"]
    built = f"CONSTRUCT {{ <x:s> <x:p> {ox.Literal(text)!s} }} {{}}"
    for kind, form in GRAPHS.items():
        found = [quad.object.value for quad in ox.parse(service.ask(built, kind).body, form)]
        assert found == [text]


def parsed(literal: str) -> str:
    (quad,) = ox.parse(f"<x:s> <x:p> {literal} .", ox.RdfFormat.TURTLE)
    return str(quad.object.value)


def test_lines_of_csv_end_as_the_standard_has_it(service: Any) -> None:
    found = service.ask("SELECT ?a ?b { VALUES (?a ?b) { (1 'x') (UNDEF 'y'@en) } }")
    assert sorted(found.text.split("\r\n")) == ["", ",y", "1,x", "a,b"]


@pytest.mark.parametrize("code", ["0000", "0001", "000B", "001F", "FFFE", "FFFF"])
def test_xml_is_never_malformed(service: Any, code: str) -> None:
    """What XML cannot hold is told, with the forms that can."""
    letter = f"\\u{code}"
    rows = f'SELECT ("a{letter}" AS ?v) {{}}'
    built = f'CONSTRUCT {{ <x:s> <x:p> "a{letter}" }} {{}}'
    for query, kind in ((rows, "application/sparql-results+xml"), (built, "application/rdf+xml")):
        found = service.ask(query, kind)
        assert (found.status, "XML cannot" in found.text) == (400, True)
    value = json.loads(service.ask(rows, "application/json").body)["results"]["bindings"][0]["v"]
    assert value["value"] == "a" + json.loads(f'"{letter}"')


@pytest.mark.parametrize("iri", ["x:", "http://a/b/", "http://a/b#1", "urn:1", "http://a/%20"])
def test_a_property_that_rdf_xml_cannot_name_is_told(service: Any, iri: str) -> None:
    built = f"CONSTRUCT {{ <x:s> <{iri}> '<oxprefix: ' }} {{}}"
    found = service.ask(built, "application/rdf+xml")
    assert (found.status, "XML cannot" in found.text) == (400, True)
    assert service.ask(built, "text/turtle").status == 200
    harmless = service.ask(built.replace(f"<{iri}>", "<http://a/b>"), "application/rdf+xml")
    assert ElementTree.fromstring(harmless.body) is not None  # noqa: S314


def test_markup_of_a_client_is_never_given_back_as_a_page(service: Any) -> None:
    script = quote("<script>alert(1)</script>")
    for path in (f"/sparql?query={script}", f"/id/{script}", f"/static/{script}", f"/{script}",
                 f"/sparql?query=ASK%7B%7D&default-graph-uri={script}"):  # fmt: skip
        found = service.get(path, accept="text/html, */*;q=0.5")
        assert found.status in {400, 404, 406}
        assert found.kind == "text/plain"
        assert found.headers["x-content-type-options"] == "nosniff"


def test_graphs_may_be_named_anyhow(start_service: Any, tmp_path: Any) -> None:
    """By a blank node, with a fragment, alike but for their places."""
    names = "http://a/data http://b/data http://a/x#y http://a/data/ urn:x:y a:b%20".split()
    file = tmp_path / "named.trig"
    graphs = " ".join(f"<{name}> {{ <x:s> <x:p> 1 }}" for name in names)
    file.write_text(f"_:g {{ <x:s> <x:p> 1 }} {graphs}")
    with start_service(str(file), corpus=None) as service:
        found = service.get("/sparql", accept="application/n-triples")
        assert found.status == 200
        triples = [quad.triple for quad in ox.parse(found.body, ox.RdfFormat.N_TRIPLES)]
        said = [(t.subject, t.object.value) for t in triples if t.predicate.value.endswith("#name")]
        assert sorted(name for _, name in said) == sorted(names)
        assert len({node for node, _ in said}) == len(names)
        assert "UnionDefaultGraph" not in found.text
        assert service.ask("SELECT * { ?s ?p ?o }").text == "o,p,s\r\n"
