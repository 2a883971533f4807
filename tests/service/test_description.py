"""The endpoint about itself, as query writers load it: asked first, then its description."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest

LOADED = {
    "prefixes": "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT DISTINCT ?prefix ?namespace "
    "{ [] sh:namespace ?namespace ; sh:prefix ?prefix }",
    "examples": "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT DISTINCT ?sq ?query "
    "{ ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query }",
    "partitions": "PREFIX void: <http://rdfs.org/ns/void#> SELECT DISTINCT ?class ?prop "
    "{ ?cp void:class ?class ; void:propertyPartition ?pp . ?pp void:property ?prop }",
}


@pytest.mark.parametrize("name", LOADED)
def test_what_the_store_lacks_the_description_tells(service: Any, name: str) -> None:
    query = LOADED[name]
    found = json.loads(service.ask(query, accept="application/sparql-results+json").body)
    assert found["results"]["bindings"] == []
    told = service.get("/sparql", accept="text/turtle")
    store = ox.Store()
    store.load(told.body, ox.RdfFormat.TURTLE)
    prefix = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    rows = list(store.query(prefix + query))
    assert (told.status, told.kind) == (200, "text/turtle") and len(rows) > 20
    if name == "examples":
        for row in rows:
            answer = service.ask(row["query"].value)
            assert answer.status == 200, answer.text


def test_examples_are_for_this_endpoint(service: Any) -> None:
    told = service.get("/sparql", accept="application/n-triples", host="localhost")
    targets = {line.split()[2] for line in told.text.splitlines()
               if "<https://schema.org/target>" in line}  # fmt: skip
    assert targets == {"<http://localhost/sparql>"}


def test_the_description_is_written_in_every_format(service: Any) -> None:
    forms = ("text/turtle", "application/ld+json", "application/rdf+xml")
    sizes = [len(service.get("/sparql", accept=form).body) for form in forms]
    assert all(10_000 < one < 1_500_000 for one in sizes)
