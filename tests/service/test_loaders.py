"""The endpoint as the loaders of `sparql-llm` and the SIB's SPARQL editor take it, over HTTP.

The package `sparql-llm` wants another version of the MCP SDK than ours, and cannot stand beside it.
So its own requests are made here: the queries of `sparql_llm/utils.py` and `sparql_llm/loaders/`
(sib-swiss/sparql-llm 0.1.4, MIT licence) and of `metadata.ts` (sib-swiss/sparql-editor 0.2.15, MIT
licence), sent as they send them, read by rdflib as they read them: first the endpoint is asked,
then, where it has nothing, its service description.
"""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import quote

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg.curation import read
from kg.graph import assemble
from kg.rdf import queries_for

PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?prefix ?namespace
WHERE {
    [] sh:namespace ?namespace ;
        sh:prefix ?prefix .
} ORDER BY ?prefix"""
EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
    ?sq a sh:SPARQLExecutable ;
        rdfs:comment ?comment ;
        sh:select|sh:ask|sh:construct|spex:describe ?query .
} ORDER BY ?sq"""
CLASSES = """PREFIX up: <http://purl.uniprot.org/core/>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype
WHERE {
    {
        ?cp void:class ?subjectClass ;
            void:propertyPartition ?pp .
        ?pp void:property ?prop .
        OPTIONAL {
            {
                ?pp  void:classPartition [ void:class ?objectClass ] .
            } UNION {
                ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] .
            }
        }
    } UNION {
        ?linkset void:subjectsTarget [ void:class ?subjectClass ] ;
            void:linkPredicate ?prop ;
            void:objectsTarget [ void:class ?objectClass ] .
    }
}"""
LABELS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT * WHERE {{
    ?cls a owl:Class ;
        rdfs:label ?label .
    OPTIONAL {{
        ?cls rdfs:comment ?comment .
    }}
    VALUES ?cls {{ <{}> }}
}}"""
EDITORS_CLASSES = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh:<http://www.w3.org/ns/shacl#>
PREFIX sd:<http://www.w3.org/ns/sparql-service-description#>
PREFIX void:<http://rdfs.org/ns/void#>
PREFIX void-ext:<http://ldf.fi/void-ext#>
SELECT DISTINCT ?graph ?graphLabel ?subjectClass ?prop ?objectClass ?objectDatatype
?triples ?subjectClassLabel ?objectClassLabel ?subjectClassComment ?objectClassComment ?propLabel ?propComment
WHERE {
      {
        OPTIONAL {
          ?graph sd:graph ?graphDesc .
          OPTIONAL { ?graph rdfs:label ?graphLabel }
          ?graphDesc void:classPartition ?cp .
        }
        ?cp void:class ?subjectClass ;
          void:propertyPartition ?pp .
        OPTIONAL { ?subjectClass rdfs:label ?subjectClassLabel }
        OPTIONAL { ?subjectClass rdfs:comment ?subjectClassComment }

        ?pp void:property ?prop .
        OPTIONAL { ?pp void:triples ?triples }
        OPTIONAL { ?prop rdfs:label ?propLabel }
        OPTIONAL { ?prop rdfs:comment ?propComment }
        OPTIONAL {
          {
            ?pp  void:classPartition [ void:class ?objectClass ] .
            OPTIONAL { ?objectClass rdfs:label ?objectClassLabel }
            OPTIONAL { ?objectClass rdfs:comment ?objectClassComment }
          } UNION {
            ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] .
          }
        }
      } UNION {
        ?linkset void:subjectsTarget [ void:class ?subjectClass ] ;
          void:linkPredicate ?prop ;
          void:objectsTarget [ void:class ?objectClass ] .
      }
} ORDER BY ?subjectClass ?objectClass ?objectDatatype ?graph ?triples"""  # noqa: E501
KG = "https://w3id.org/cirt-kg/ontology#"
ROWS = "application/sparql-results+json"


def load(service: Any, query: str, parameters: str = "", *, post: bool = False) -> Any:
    """Ask the endpoint, then its description: rows of texts by name, as the loaders keep them."""
    asked = f"query={quote(query)}"
    if post:
        found = service.request("POST", "/sparql", asked.encode(), accept=ROWS,
                                content_type="application/x-www-form-urlencoded")  # fmt: skip
    else:
        found = service.get(f"/sparql?{parameters}{asked}", accept=ROWS)
    assert (found.status, found.kind) == (200, ROWS), found.text
    rows = json.loads(found.body)["results"]["bindings"]
    if rows:
        return [{name: one["value"] for name, one in row.items()} for row in rows]
    told = service.get("/sparql", accept="text/turtle")
    assert (told.status, told.kind) == (200, "text/turtle")
    graph = rdflib.Graph().parse(data=told.text, format="turtle")
    return [{str(name): str(one) for name, one in row.asdict().items()}
            for row in graph.query(query)]  # type: ignore[union-attr]  # fmt: skip


@pytest.mark.parametrize("parameters", ["", "ac=1&"], ids=["sparql-llm", "sparql-editor"])
def test_the_examples_are_every_named_query(service: Any, parameters: str) -> None:
    """With its question, a text that their parser takes, and an answer from this endpoint."""
    from pathlib import Path

    named = queries_for(assemble(read(Path(__file__).parents[1] / "data" / "small")))
    found = load(service, EXAMPLES, parameters)
    assert {html.unescape(one["comment"]) for one in found} == {
        one.question for one in named.values()}  # fmt: skip
    assert len(found) == len(named) > 25
    for one in found:
        assert prepareQuery(one["query"]).algebra.name == "SelectQuery"
        assert service.get(f"/sparql?query={quote(one['query'])}", accept=ROWS).status == 200


@pytest.mark.parametrize("parameters", ["", "ac=1&"], ids=["sparql-llm", "sparql-editor"])
def test_the_prefixes_are_those_of_the_queries(service: Any, parameters: str) -> None:
    found = {one["prefix"]: one["namespace"] for one in load(service, PREFIXES, parameters)}
    assert found["kg"] == KG and found["id"] == "https://w3id.org/cirt-kg/id/"
    assert len(set(found.values())) == len(found) > 10


def test_the_shapes_of_classes_are_found_with_their_labels(service: Any) -> None:
    """What `get_shex_dict_from_void` makes its documents of."""
    schema: dict[str, dict[str, set[str]]] = {}
    for row in load(service, CLASSES):
        ends = schema.setdefault(row["subjectClass"], {}).setdefault(row["prop"], set())
        ends |= {row[name] for name in ("objectClass", "objectDatatype") if name in row}
    assert f"{KG}Evidence" in schema[f"{KG}Comparison"][f"{KG}evidence"]
    assert schema[f"{KG}Reference"]["http://purl.org/dc/terms/title"]
    own = [one for one in schema if one.startswith(KG)]
    labels = load(service, LABELS.format("> <".join(schema)), post=True)
    assert {one["cls"] for one in labels if one["cls"].startswith(KG)} == set(own)
    assert len(own) > 10 and all(one["label"] for one in labels)
    assert all(one.get("comment") for one in labels if one["cls"].startswith(KG))


def test_the_editor_completes_classes_and_properties(service: Any) -> None:
    found = load(service, EDITORS_CLASSES, "ac=1&")
    assert {(one["subjectClass"], one["prop"]) for one in found} == {
        (one["subjectClass"], one["prop"]) for one in load(service, CLASSES)}  # fmt: skip
    assert all(int(one["triples"]) > 0 for one in found if "triples" in one)
    assert sum("triples" in one for one in found) > 100
