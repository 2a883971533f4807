"""The service about itself: SPARQL 1.1 Service Description (W3C Recommendation, 2013)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_TITLE = NamedNode("http://purl.org/dc/terms/title")
_LICENCE = NamedNode("http://purl.org/dc/terms/license")
_IN_DATASET = NamedNode("http://rdfs.org/ns/void#inDataset")
DATASET = "https://w3id.org/cirt-kg/void#cirt-kg"


_CLAIMS = "https://w3id.org/cirt-kg/graph/claims"
"""Where this graph is, all graphs together are the default graph (`kg.rdf.evaluate`)."""


def describe_service(address: str, form: str, graphs: Sequence[str]) -> bytes:
    """Write the description of the endpoint at `address` in a format of `GRAPH_TYPES`.

    >>> b"sd:BasicFederatedQuery" in describe_service("http://localhost/sparql", "turtle", ())
    False
    """
    triples = sorted(_triples(address, graphs), key=str)
    prefixes = {"sd": _SD, "formats": _FORMATS, "dcterms": "http://purl.org/dc/terms/"}
    return serialize(triples, format=_AS[form], prefixes=prefixes) or b""


@lru_cache(maxsize=16)
def rewrite(turtle: bytes, form: str) -> bytes:
    """Write a document in Turtle in a format of `GRAPH_TYPES`; Turtle stays as it is.

    >>> rewrite(b"<x:a> <x:p> 1 .", "ntriples").split()[0]
    b'<x:a>'
    """
    if form == "turtle":
        return turtle
    parsed = parse(turtle, RdfFormat.TURTLE)
    triples = [quad.triple for quad in parsed]
    return serialize(triples, format=_AS[form], prefixes=parsed.prefixes) or b""


def _triples(address: str, graphs: Sequence[str]) -> Iterator[Triple]:
    try:
        endpoint = NamedNode(address)
    except ValueError:  # a Host header that is none
        endpoint = NamedNode("http://localhost/sparql")
    service = NamedNode(f"{endpoint.value}#service")
    dataset = NamedNode(f"{endpoint.value}#dataset")
    default = NamedNode(f"{endpoint.value}#default")
    yield Triple(service, _TYPE, _sd("Service"))
    yield Triple(service, _TITLE, Literal("CIRT-KG by SPARQL", language="en"))
    yield Triple(service, _LICENCE, NamedNode("https://creativecommons.org/licenses/by/4.0/"))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if _CLAIMS in graphs:
        yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _RESULTS:
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, _TYPE, _sd("Graph"))
    parts = Counter(name.rpartition("/")[2] for name in graphs)
    for number, name in enumerate(graphs, 1):
        last = name.rpartition("/")[2]
        own = parts[last] == 1 and last.isascii() and last.isidentifier() and last not in _TAKEN
        named = NamedNode(f"{endpoint.value}#{last if own else f'graph-{number}'}")
        yield Triple(dataset, _sd("namedGraph"), named)
        yield Triple(named, _TYPE, _sd("NamedGraph"))
        yield Triple(named, _sd("name"), NamedNode(name))
        yield Triple(named, _IN_DATASET, NamedNode(DATASET))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


_TAKEN = frozenset({"service", "dataset", "default"})
_AS = {
    "turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML,
}  # fmt: skip
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip
"""Names of the W3C's list of formats, http://www.w3.org/ns/formats/."""
