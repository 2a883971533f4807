"""The dataset about itself: VoID (W3C Note, 2011) and DCAT 3 (W3C Recommendation, 2024)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from kg.atomic import write_whole
from kg.graph import Graph
from kg.rdf.base import Bases, place_of
from kg.rdf.dataset import named_triples, ordered_own_graphs
from kg.rdf.layer import layers_of
from kg.rdf.namespace import (
    CLAIMS,
    DATA,
    DIRECT,
    LABEL,
    ONTOLOGY,
    TITLE,
    TYPE,
    VERDICTS,
    WAS_DERIVED_FROM,
    count,
    resource,
    text,
)
from kg.rdf.partition import EXTENSION, describe_partitions, describe_terms
from kg.rdf.sample import SAMPLES, SHACL, describe_samples
from kg.rdf.vocabulary import about_vocabulary
from kg.rdf.writing import trig, turtle


def write_description(graph: Graph, path: Path) -> None:
    """Write the description as Turtle: what there is, how much, under which licence."""
    write_whole(path, turtle(_ordered(graph), _prefixes(graph)))


def write_trig(graph: Graph, path: Path) -> None:
    """Write a release as TriG: the named graphs, and one more that describes them."""
    graphs = {NamedNode(about_itself(graph)): _ordered(graph), **ordered_own_graphs(graph)}
    write_whole(path, trig(graphs, {**Bases.of(graph).prefixes, **_prefixes(graph)}))


def _prefixes(graph: Graph) -> dict[str, str]:
    return {**DESCRIBING, "part": f"{about_itself(graph)}#"}


def _ordered(graph: Graph) -> list[Triple]:
    return sorted(describe_dataset(graph), key=lambda triple: (str(triple.subject), str(triple)))


def about_itself(graph: Graph) -> str:
    """Give the address of the description, beside the base of the first corpus.

    >>> import kg
    >>> about_itself(kg.load())
    'https://w3id.org/cirt-kg/void'
    """
    return f"{place_of(Bases.of(graph).first)}void"


def dataset_of(graph: Graph) -> str:
    """Give the IRI of the dataset: of the published one as it was, of any other by its corpus."""
    first = Bases.of(graph).first
    name = "cirt-kg" if first == DATA else next(iter(layers_of(graph)))
    return f"{about_itself(graph)}#{name}"


def describe_dataset(graph: Graph) -> Iterator[Triple]:
    """Say what the dataset is and holds; counted, not promised."""
    named, bases, here = named_triples(graph), Bases.of(graph), about_itself(graph)
    dataset = NamedNode(dataset_of(graph))
    described = [*named[CLAIMS], *named[VERDICTS]]
    for kind in (_void("Dataset"), _dcat("Dataset")):
        yield Triple(dataset, TYPE, kind)
    yield Triple(dataset, TITLE, Literal(graph.manifest.name, language="en"))
    yield Triple(dataset, _dct("description"), Literal(_said(graph), language="en"))
    for person in ("creator", "publisher"):
        for one in graph.manifest.creators:
            yield Triple(dataset, _dct(person), text(one.name))
    licence = licence_term(graph.manifest.licence)
    yield Triple(dataset, _dct("license"), licence)
    yield Triple(dataset, _dcat("version"), text(about_vocabulary()[_VERSION]))
    for keyword in (*graph.manifest.keywords, "knowledge graph"):
        yield Triple(dataset, _dcat("keyword"), Literal(keyword, language="en"))
    for vocabulary in _VOCABULARIES:
        yield Triple(dataset, _void("vocabulary"), NamedNode(vocabulary))
    for base in bases.all:
        yield Triple(dataset, _void("uriSpace"), text(base))
    for example in (graph.arms or tuple(graph.entities))[:1]:
        yield Triple(dataset, _void("exampleResource"), bases.node(resource("", example)))
    yield Triple(dataset, _void("entities"), count(len({t.subject for t in described})))
    for name, triples in named.items():
        part = NamedNode(f"{here}#{name.value.rpartition('/')[2]}")
        yield Triple(dataset, _void("subset"), part)
        yield Triple(part, TYPE, _void("Dataset"))
        yield Triple(part, _sd("name"), bases.node(name))
        yield Triple(part, _dct("description"), Literal(GRAPHS[name], language="en"))
        yield Triple(part, _void("triples"), count(len(triples)))
        if name != CLAIMS:
            yield Triple(part, WAS_DERIVED_FROM, NamedNode(f"{here}#claims"))
    yield Triple(dataset, _void("triples"), count(sum(map(len, named.values()))))
    yield from describe_partitions(described, dataset)
    yield from describe_terms(described)
    yield from describe_samples(graph, here)
    yield from _distributions(licence, dataset)


def _distributions(licence: NamedNode | Literal, dataset: NamedNode) -> Iterator[Triple]:
    place = dataset.value.partition("#")[0]
    for name, (media_type, label) in FILES.items():
        here = NamedNode(f"{place}#file-{name.rpartition('.')[2]}")
        yield Triple(dataset, _dcat("distribution"), here)
        yield Triple(here, TYPE, _dcat("Distribution"))
        yield Triple(here, LABEL, text(label))
        yield Triple(here, TITLE, text(name))
        yield Triple(here, _dct("license"), licence)
        address = NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}")
        yield Triple(here, _dcat("mediaType"), address)


def _said(graph: Graph) -> str:
    """Say what the dataset is about, and what it holds."""
    about = graph.manifest.question or graph.manifest.title
    return f"{about}: signed effects, comparisons by basis, and the evidence for both."


def licence_term(given: str) -> NamedNode | Literal:
    """Name a licence by its address, or by its words."""
    try:
        return NamedNode(given) if given.startswith(("http://", "https://")) else text(given)
    except ValueError:
        return text(given)


def _void(name: str) -> NamedNode:
    return NamedNode(DESCRIBING["void"] + name)


def _dcat(name: str) -> NamedNode:
    return NamedNode(DESCRIBING["dcat"] + name)


def _dct(name: str) -> NamedNode:
    return NamedNode(DESCRIBING["dcterms"] + name)


def _sd(name: str) -> NamedNode:
    return NamedNode(DESCRIBING["sd"] + name)


DESCRIBING = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": SHACL,
    "spex": SAMPLES,
    "void": "http://rdfs.org/ns/void#",
    "void-ext": EXTENSION,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FILES = {
    "cirt-kg.nq": (
        "application/n-quads", "N-Quads, sorted: named graphs, in RDFC-1.0 canonical form; for a "
        "store whose default graph is the union of these"
    ),
    "cirt-kg.ttl": ("text/turtle", "Turtle: all of it in one graph, for people and plain stores"),
    "cirt-kg.trig": (
        "application/trig", "TriG: named graphs and this description, for a store of that kind"
    ),
    "cirt-kg.jsonld": (
        "application/ld+json", "JSON-LD 1.1 with its context: all of it in one graph"
    ),
}  # fmt: skip
"""File -> media type (IANA), what it is."""

GRAPHS = {
    CLAIMS: "What is curated: entities, sources, claims and their evidence, with the effects and "
    "comparisons that follow from one record.",
    DIRECT: "Effects that nobody contests, as plain triples for property paths.",
    VERDICTS: "Computed, not curated: what the evidence on each question comes to, and where and "
    "why records oppose each other.",
}
"""Named graph -> what it holds."""

_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"
_VOCABULARIES = (
    ONTOLOGY, "http://purl.org/dc/terms/", "http://www.w3.org/2004/02/skos/core",
    "http://www.w3.org/ns/prov", "https://w3id.org/biolink/vocab/",
)  # fmt: skip
