"""The service about itself: SPARQL 1.1 Service Description (W3C Recommendation, 2013)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.service.served import Served

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_TITLE = NamedNode("http://purl.org/dc/terms/title")
_LICENCE = NamedNode("http://purl.org/dc/terms/license")
_SAMPLE = NamedNode("http://www.w3.org/ns/shacl#SPARQLExecutable")
_TARGET = NamedNode("https://schema.org/target")
_IN_DATASET = NamedNode("http://rdfs.org/ns/void#inDataset")


def describe_service(
    address: str, form: str, graphs: Sequence[str], served: Served | None = None,
    dataset: bytes = b"",
) -> bytes:  # fmt: skip
    """Write the description of the endpoint at `address` in a format of `GRAPH_TYPES`.

    `dataset` is what the dataset says of itself (VoID, in Turtle): who finds no partitions and no
    examples in the store looks for them here, and is told that the examples are for this endpoint.

    >>> b"sd:BasicFederatedQuery" in describe_service("http://localhost/sparql", "turtle", ())
    False
    """
    said, prefixes = _read(dataset)
    own = {"sd": _SD, "formats": _FORMATS, "dcterms": "http://purl.org/dc/terms/"}
    try:
        endpoint = NamedNode(address)
    except ValueError:  # a Host header that is none
        endpoint = NamedNode("http://localhost/sparql")
    triples = sorted(_triples(endpoint, graphs, served), key=str)
    samples = [Triple(one.subject, _TARGET, endpoint) for one in said if one.object == _SAMPLE]
    whole = [*triples, *said, *samples]
    return serialize(whole, format=_AS[form], prefixes={**prefixes, **own}) or b""


@lru_cache(maxsize=2)
def _read(turtle: bytes) -> tuple[tuple[Triple, ...], dict[str, str]]:
    parsed = parse(turtle, RdfFormat.TURTLE)
    return tuple(quad.triple for quad in parsed), dict(parsed.prefixes)


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


def _triples(
    endpoint: NamedNode, graphs: Sequence[str], served: Served | None
) -> Iterator[Triple]:
    service = NamedNode(f"{endpoint.value}#service")
    dataset = NamedNode(f"{endpoint.value}#dataset")
    default = NamedNode(f"{endpoint.value}#default")
    yield Triple(service, _TYPE, _sd("Service"))
    if served is not None:
        yield Triple(service, _TITLE, Literal(f"{served.name} by SPARQL", language="en"))
    if served is not None and served.licence:
        yield Triple(service, _LICENCE, _licence(served.licence))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if (served or NOBODY).claims in graphs:  # then all graphs are the default (`kg.rdf.evaluate`)
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
        yield Triple(named, _IN_DATASET, NamedNode((served or NOBODY).dataset))


def _licence(given: str) -> NamedNode | Literal:
    """Name a licence by its address, or by its words."""
    try:
        return NamedNode(given) if given.startswith(("http://", "https://")) else Literal(given)
    except ValueError:
        return Literal(given)


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


NOBODY = Served("", None, b"[]")
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
