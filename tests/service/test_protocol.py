"""SPARQL 1.1 Protocol, section by section, over a real socket."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pyoxigraph
import pytest

HMGB1 = "SELECT ?label { id:hmgb1-release rdfs:label ?label }"
BUILD = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a kg:Radiation ; rdfs:label ?l }"
DIRECT = "https://w3id.org/cirt-kg/graph/direct"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
DIRECTLY = "application/sparql-query"
UPDATE = "application/sparql-update"
FEDERATED = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"


def counted(text: str) -> int:
    return int(text.splitlines()[1])


# -- 2.1: the query operation ------------------------------------------------------------------


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_three_ways_to_ask_give_one_answer(service: Any, way: str) -> None:
    accept = "text/csv"
    if way == "get":
        found = service.get(f"/sparql?query={quote(HMGB1)}", accept=accept)
    elif way == "form":
        body = urlencode({"query": HMGB1}).encode()
        found = service.request("POST", "/sparql", body, content_type=FORM, accept=accept)
    else:
        body = HMGB1.encode()
        found = service.request("POST", "/sparql", body, content_type=DIRECTLY, accept=accept)
    assert (found.status, found.kind, found.text) == (200, "text/csv", "label\r\nHMGB1 release\r\n")


def test_json_is_the_results_format_of_who_asks_for_none(service: Any) -> None:
    found = service.get(f"/sparql?query={quote(HMGB1)}")
    assert found.kind == "application/sparql-results+json"
    bindings = json.loads(found.body)["results"]["bindings"]
    assert bindings == [{"label": {"type": "literal", "value": "HMGB1 release"}}]


@pytest.mark.parametrize(("name", "kind"), [
    ("csv", "text/csv"), ("json", "application/sparql-results+json"),
    ("xml", "application/sparql-results+xml"), ("TSV", "text/tab-separated-values"),
    ("text/csv", "text/csv"),
])  # fmt: skip
def test_a_format_in_the_address_goes_before_the_header(
    service: Any, name: str, kind: str
) -> None:
    asked = f"/sparql?query={quote(HMGB1)}&format={quote(name, safe='')}"
    found = service.get(asked, accept="application/sparql-results+xml")
    assert (found.status, found.kind) == (200, kind)


@pytest.mark.parametrize("given", ["format=docx", "format=", "format=csv&format=xml"])
def test_a_format_that_there_is_none_of_is_told(service: Any, given: str) -> None:
    found = service.get(f"/sparql?query={quote(HMGB1)}&{given}")
    assert found.status == 400 and "give one 'format' of json, xml, csv" in found.text


def test_a_graph_comes_in_the_format_of_the_address(service: Any) -> None:
    found = service.get(f"/sparql?query={quote(BUILD)}&format=ntriples")
    assert (found.status, found.kind) == (200, "application/n-triples")


@pytest.mark.parametrize(("path", "kind"), [
    ("/id/hmgb1-release?format=nt", "application/n-triples"),
    ("/id/hmgb1-release?format=html", "text/html"), ("/void?format=jsonld", "application/ld+json"),
    ("/ontology?format=rdfxml", "application/rdf+xml"), ("/ontology?format=html", "text/html"),
    ("/sparql?format=ttl", "text/turtle"), ("/sparql?format=html", "text/html"),
    ("/search?q=HMGB1&format=json", "application/json"),
    ("/search?q=HMGB1&format=html", "text/html"),
])  # fmt: skip
def test_every_document_comes_in_the_format_of_the_address(
    service: Any, path: str, kind: str
) -> None:
    for accept in ("text/html", "text/turtle", "application/json"):
        found = service.get(path, accept=accept)
        assert (found.status, found.kind) == (200, kind), found.text
    for wrong in ("docx", "csv&format=ttl"):
        found = service.get(f"{path.partition('format')[0]}format={wrong}")
        assert found.status == 400 and "give one 'format' of json" in found.text


def test_xml_and_tsv_hold_the_same_rows(service: Any) -> None:
    found = service.ask(HMGB1, "application/sparql-results+xml")
    space = "{http://www.w3.org/2005/sparql-results#}"
    root = ElementTree.fromstring(found.body)  # noqa: S314 # our own answer
    assert [one.text for one in root.iter(f"{space}literal")] == ["HMGB1 release"]
    assert found.kind == "application/sparql-results+xml"
    tabbed = service.ask(HMGB1, "text/tab-separated-values")
    assert tabbed.text == '?label\n"HMGB1 release"\n'


def test_ask_is_a_boolean(service: Any) -> None:
    found = service.ask("ASK { id:hmgb1-release ?p ?o }", "application/sparql-results+json")
    assert json.loads(found.body) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("", "text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("text/turtle", "text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
    ],
)
def test_a_constructed_graph_is_the_same_in_every_format(
    service: Any, accept: str, kind: str, form: pyoxigraph.RdfFormat
) -> None:
    wanted = {"accept": accept} if accept else {}
    found = service.get(f"/sparql?query={quote(BUILD)}", **wanted)
    assert (found.status, found.kind) == (200, kind)
    triples = {str(quad.triple) for quad in pyoxigraph.parse(found.body, form)}
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    carbon = "<https://w3id.org/cirt-kg/id/carbon-ion-irradiation>"
    assert f'{carbon} {label} "carbon-ion irradiation"' in triples
    assert all(label in triple for triple in triples)


def test_describe_tells_of_the_thing(service: Any) -> None:
    found = service.ask("DESCRIBE id:hmgb1-release", "application/n-triples")
    assert '"HMGB1 release"' in found.text


def test_head_has_the_headers_and_no_body(service: Any) -> None:
    found = service.request("HEAD", f"/sparql?query={quote(HMGB1)}")
    assert (found.status, found.kind, found.body) == (200, "application/sparql-results+json", b"")


# -- 2.1.4: the dataset ------------------------------------------------------------------------


def test_the_default_graph_is_all_named_graphs_together(service: Any) -> None:
    both = counted(service.ask(COUNT).text)
    named = counted(service.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").text)
    direct = counted(service.get(f"/sparql?query={quote(COUNT)}&default-graph-uri={quote(DIRECT)}",
                                 accept="text/csv").text)  # fmt: skip
    assert 0 < direct < both <= named


def test_from_and_default_graph_uri_choose_alike_and_the_protocol_wins(service: Any) -> None:
    chosen = COUNT.replace("{", f"FROM <{DIRECT}> {{", 1)
    by_query = counted(service.ask(chosen).text)
    by_url = service.get(f"/sparql?query={quote(COUNT)}&default-graph-uri={quote(DIRECT)}",
                         accept="text/csv")  # fmt: skip
    assert by_query == counted(by_url.text)
    nothing = service.get(f"/sparql?query={quote(chosen)}&default-graph-uri=http://example.org/no",
                          accept="text/csv")  # fmt: skip
    assert counted(nothing.text) == 0


def test_named_graph_uri_limits_what_graph_finds(service: Any) -> None:
    names = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    found = service.get(f"/sparql?query={quote(names)}&named-graph-uri={quote(DIRECT)}",
                        accept="text/csv")  # fmt: skip
    assert found.text.splitlines() == ["g", DIRECT]
    assert len(service.ask(names).text.splitlines()) == 4


def test_a_form_may_name_graphs_as_well(service: Any) -> None:
    body = urlencode({"query": COUNT, "default-graph-uri": DIRECT}).encode()
    found = service.request("POST", "/sparql", body, content_type=FORM, accept="text/csv")
    path = f"/sparql?default-graph-uri={quote(DIRECT)}"
    direct = service.request("POST", path, COUNT.encode(), content_type=DIRECTLY, accept="text/csv")
    assert counted(found.text) == counted(direct.text) > 0


def test_from_opens_no_file(service: Any) -> None:
    for source in ("file:///etc/hostname", "http://127.0.0.1:9/x"):
        found = service.ask(COUNT.replace("{", f"FROM <{source}> {{"))
        assert (found.status, counted(found.text)) == (200, 0)


# -- errors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "words"),
    [
        ("GET", "/sparql?query=SELEKT", None, {}, 400, "no SPARQL query"),
        ("GET", "/sparql?query=", None, {}, 400, "no SPARQL query"),
        ("GET", f"/sparql?query={quote(HMGB1)}&query=ASK%7B%7D", None, {}, 400, "2 queries"),
        ("GET", "/sparql?query=ASK%20%7B%7D%FF", None, {}, 400, "UTF-8"),
        ("GET", "/sparql?default-graph-uri=x&query=ASK%7B%7D", None, {}, 400, "no IRI"),
        ("PUT", f"/sparql?query={quote(HMGB1)}", None, {}, 405, "no method PUT"),
        ("DELETE", f"/sparql?query={quote(HMGB1)}", None, {}, 405, "no method DELETE"),
        ("GET", f"/sparql?query={quote(HMGB1)}", None, {"accept": "image/png"}, 406, "text/csv"),
        ("GET", f"/sparql?query={quote(HMGB1)}", None, {"accept": "text/turtle"}, 406, "text/csv"),
        ("GET", f"/sparql?query={quote(BUILD)}", None, {"accept": "text/csv"}, 406, "turtle"),
        ("POST", "/sparql", b"", {"content-type": FORM}, 400, "0 queries"),
        ("POST", "/sparql", HMGB1.encode(), {}, 415, "without a content type"),
        ("POST", "/sparql", HMGB1.encode(), {"content-type": "text/plain"}, 415, "text/plain"),
        ("POST", "/sparql", HMGB1.encode("utf-16"),
         {"content-type": f"{DIRECTLY}; charset=UTF-16"}, 415, "UTF-8"),
        ("POST", "/sparql", b"ASK {} # \xff", {"content-type": DIRECTLY}, 400, "not UTF-8"),
        ("POST", "/sparql?query=ASK%7B%7D", b"ASK {}", {"content-type": DIRECTLY}, 400, "one"),
        ("POST", "/sparql", b"query=" + b"+" * 500_000, {"content-type": FORM}, 413, "too large"),
        ("POST", "/sparql", b"update=CLEAR+ALL", {"content-type": FORM}, 400, "only reads"),
        ("POST", "/sparql", b"CLEAR ALL", {"content-type": UPDATE}, 400, "only reads"),
        ("GET", f"/sparql?query={quote(FEDERATED)}", None, {}, 400, "another server"),
        ("GET", f"/sparql?query={quote('LOAD <file:///etc/hostname>')}", None, {}, 400, "change"),
        ("GET", f"/sparql?query={quote('SELECT * ' + '{' * 2000 + '}' * 2000)}", None, {}, 400,
         "nested"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_status_and_words(
    service: Any, method: str, path: str, body: bytes | None, headers: dict[str, str],
    status: int, words: str,
) -> None:  # fmt: skip
    found = service.request(method, path, body, **headers)
    assert found.status == status
    assert words in found.text
    assert len(found.text) < 1000
    assert service.ask(HMGB1).status == 200


def test_an_offer_of_another_protocol_is_ignored(service: Any) -> None:
    """As Java's client, and so Jena, offers HTTP/2 with the first POST."""
    found = service.request(
        "POST", "/sparql", HMGB1.encode(), content_type=DIRECTLY, accept="text/csv",
        connection="Upgrade, HTTP2-Settings", upgrade="h2c", http2_settings="AAEAAEAA",
    )  # fmt: skip
    assert (found.status, found.text) == (200, "label\r\nHMGB1 release\r\n")


def test_a_chunked_body_cannot_grow_without_end(service: Any) -> None:
    import http.client

    connection = http.client.HTTPConnection(*service.place, timeout=20)
    pieces = (b"query=" + b"+" * 9_994 for _ in range(100))
    headers = {"content-type": FORM, "transfer-encoding": "chunked"}
    try:
        connection.request("POST", "/sparql", pieces, headers, encode_chunked=True)
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        status = 413
    connection.close()
    assert status == 413


# -- the service about itself -------------------------------------------------------------------


def test_without_a_query_a_program_gets_the_service_description(service: Any) -> None:
    found = service.get("/sparql", accept="application/n-triples")
    described = list(pyoxigraph.parse(found.body, pyoxigraph.RdfFormat.N_TRIPLES))
    sd = "http://www.w3.org/ns/sparql-service-description#"
    said = {(quad.predicate.value, quad.object.value) for quad in described}
    assert (f"{sd}endpoint", f"{service.address}sparql") in said
    assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in said
    assert (f"{sd}feature", f"{sd}UnionDefaultGraph") in said
    assert (f"{sd}name", DIRECT) in said
    assert (f"{sd}feature", f"{sd}BasicFederatedQuery") not in said


def test_answers_are_rows_that_any_reader_of_csv_reads(service: Any) -> None:
    text = service.ask("SELECT ?s ?l { ?s rdfs:label ?l }").text
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["s", "l"]
    assert all(len(row) == 2 for row in rows) and len(rows) > 20
