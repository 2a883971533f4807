"""The dataset about itself, as the loaders of query writers read it.

The queries are those of `sparql-llm` 0.1.4 (whose own package wants another version of the MCP SDK
than ours, so that it cannot be installed beside it) and of the SIB's SPARQL editor; both look into
the endpoint first, then into its service description.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg.graph import Graph
from kg.rdf import WRITERS, open_store, queries_for
from kg.rdf.dataset import named_triples
from kg.rdf.namespace import CLAIMS, TYPE, VERDICTS
from kg.rdf.sample import form_of

PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace
WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix"""
EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
      sh:select|sh:ask|sh:construct|DESCRIBE ?query } ORDER BY ?sq"""
NESTED = """PREFIX void: <http://rdfs.org/ns/void#>
PREFIX ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?subjectClass ?prop ?triples ?objectClass ?objectDatatype WHERE {
  ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
  ?pp void:property ?prop . OPTIONAL { ?pp void:triples ?triples }
  OPTIONAL { { ?pp void:classPartition [ void:class ?objectClass ] }
             UNION { ?pp ext:datatypePartition [ ext:datatype ?objectDatatype ] } } }"""
KG = "https://w3id.org/cirt-kg/ontology#"


@pytest.fixture(scope="module")
def told(small: Graph, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("void") / "void.ttl"
    WRITERS["void.ttl"](small, path)
    return path.read_bytes()


@pytest.fixture(scope="module", params=["rdflib", "oxigraph"])
def ask(request: pytest.FixtureRequest, told: bytes) -> Any:
    """Ask by the engine of `sparql-llm`, and by ours; rows of texts, None for what is unbound."""
    if request.param == "rdflib":
        graph = rdflib.Graph().parse(data=told, format="turtle")
        return lambda query: [[None if one is None else str(one) for one in row]
                              for row in graph.query(query)]  # fmt: skip
    store = ox.Store()
    store.load(told, ox.RdfFormat.TURTLE)
    return lambda query: [[None if one is None else one.value for one in row]
                          for row in store.query(query)]  # fmt: skip


@pytest.mark.parametrize("describe", ["spex:describe", "sh:describe"])
def test_loaders_find_every_named_query_with_its_question(
    ask: Any, small: Graph, describe: str
) -> None:
    found = ask(EXAMPLES.replace("DESCRIBE", describe))
    named = queries_for(small)
    assert [one.rpartition("#query-")[2] for one, *_ in found] == sorted(named) and len(found) > 25
    for one, comment, text in found:
        query = named[one.rpartition("#query-")[2]]
        assert html.unescape(comment) == query.question and "# title" not in text
        assert prepareQuery(text).algebra.name == f"{form_of(query.text).title()}Query"


def test_examples_give_what_the_named_queries_give(ask: Any, small: Graph) -> None:
    store, named = open_store(small), queries_for(small)
    answered = 0
    for one, _, text in ask(EXAMPLES.replace("DESCRIBE", "sh:describe")):
        rows, expected = (
            [str(row) for row in store.query(query, use_default_graph_as_union=True)]
            for query in (text, named[one.rpartition("#query-")[2]].text)
        )
        assert rows == expected
        answered += bool(rows)
    assert answered > 5


def test_loaders_find_the_prefixes(ask: Any) -> None:
    found = dict(ask(PREFIXES))
    assert found["kg"] == KG and found["id"] == "https://w3id.org/cirt-kg/id/"


def test_loaders_find_which_class_has_which_property_of_what(ask: Any, small: Graph) -> None:
    named = named_triples(small)
    triples = [*named[CLAIMS], *named[VERDICTS]]
    kinds: dict[Any, set[str]] = {}
    for one in triples:
        if one.predicate == TYPE:
            kinds.setdefault(one.subject, set()).add(one.object.value)  # type: ignore[union-attr]
    counted: dict[tuple[str, str], int] = {}
    ends: set[tuple[str, str, str]] = set()
    for one in triples:
        value = one.object
        of = {value.datatype.value} if isinstance(value, ox.Literal) else kinds.get(value, set())
        for kind in kinds.get(one.subject, ()):
            key = kind, one.predicate.value
            counted[key] = counted.get(key, 0) + 1
            ends |= {(*key, end) for end in of}
    found = ask(NESTED)
    assert {(kind, prop): int(number) for kind, prop, number, *_ in found} == counted
    assert {(kind, prop, one or other) for kind, prop, _, one, other in found
            if one or other} == ends  # fmt: skip
    assert (f"{KG}Comparison", f"{KG}evidence", f"{KG}Evidence") in ends


def test_no_two_partitions_share_a_name(told: bytes) -> None:
    for name in ("class", "property"):
        of: dict[str, set[str]] = {}
        for quad in ox.parse(told, ox.RdfFormat.TURTLE):
            if quad.predicate.value == f"http://rdfs.org/ns/void#{name}":
                of.setdefault(str(quad.subject), set()).add(str(quad.object))
        assert of and all(len(one) == 1 for one in of.values())


def test_it_has_no_nameless_nodes_and_no_markup(told: bytes) -> None:
    quads = list(ox.parse(told, ox.RdfFormat.TURTLE))
    assert not any(isinstance(end, ox.BlankNode) for q in quads for end in (q.subject, q.object))
    comments = [q.object.value for q in quads if q.predicate.value.endswith("rdf-schema#comment")]
    assert comments and not any("<" in one for one in comments)


@pytest.mark.parametrize(("query", "form"), [
    ("PREFIX select: <x:describe>\nASK {}", "ask"), ("# construct\nselect * {}", "select"),
    ("BASE <x:ask> CONSTRUCT {} {}", "construct"), ("DESCRIBE <x:ask>", "describe"),
])  # fmt: skip
def test_the_form_of_a_query_is_told(query: str, form: str) -> None:
    assert form_of(query) == form


def test_a_question_of_markup_stays_text(small: Graph, tmp_path: Path) -> None:
    from dataclasses import replace
    from types import MappingProxyType

    text = "# title: <i>\n# question: a < b & <script>alert(1)</script>?\nSELECT * {}"
    hostile = replace(small, queries=MappingProxyType({"own": text}))
    WRITERS["void.ttl"](hostile, tmp_path / "void.ttl")
    quads = ox.parse(path=tmp_path / "void.ttl", format=ox.RdfFormat.TURTLE)
    found = [q.object.value for q in quads if q.subject.value.endswith("#query-own")
             and q.predicate.value.endswith("comment")]  # fmt: skip
    assert found == ["a &lt; b &amp; &lt;script&gt;alert(1)&lt;/script&gt;?"]
