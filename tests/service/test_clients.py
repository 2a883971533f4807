"""Programs that people use against a SPARQL service, as they are."""

from __future__ import annotations

from typing import Any

from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

QUERY = "SELECT ?label { id:hmgb1-release rdfs:label ?label }"
HMGB1 = URIRef("https://w3id.org/cirt-kg/id/hmgb1-release")


def test_sparqlwrapper_in_every_format_and_way(service: Any) -> None:
    client = SPARQLWrapper(f"{service.address}sparql")
    client.setQuery(QUERY)
    client.setReturnFormat(JSON)
    rows = client.query().convert()["results"]["bindings"]
    assert [row["label"]["value"] for row in rows] == ["HMGB1 release"]
    client.setReturnFormat(XML)
    assert "HMGB1 release" in client.query().convert().toxml()
    client.setReturnFormat(CSV)
    assert b"HMGB1 release" in client.query().convert()
    client.setMethod(POST)
    for way in (URLENCODED, POSTDIRECTLY):
        client.setRequestMethod(way)
        client.setReturnFormat(JSON)
        assert client.query().convert()["results"]["bindings"] == rows
    client.setQuery("DESCRIBE id:hmgb1-release")
    client.setReturnFormat(TURTLE)
    described = Graph().parse(data=client.query().convert(), format="turtle")
    assert (HMGB1, None, None) in described


def test_rdflib_reads_it_as_a_graph(service: Any) -> None:
    graph = Graph(SPARQLStore(f"{service.address}sparql", returnFormat="json"))
    labels = [str(row.label) for row in graph.query(QUERY)]
    assert labels == ["HMGB1 release"]
    assert len(list(graph.triples((HMGB1, None, None)))) > 3
    local = Graph().parse(f"{service.address}id/hmgb1-release", format="turtle")
    assert (HMGB1, None, None) in local
