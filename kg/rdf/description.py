"""The dataset about itself: VoID (W3C Note, 2011) and DCAT 3 (W3C Recommendation, 2024)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from kg.atomic import write_whole
from kg.graph import Graph
from kg.rdf.dataset import named_triples
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
    shorten,
    text,
)
from kg.rdf.vocabulary import about_vocabulary
from kg.rdf.writing import turtle

BASE = "https://w3id.org/cirt-kg/void"
DATASET = NamedNode(f"{BASE}#cirt-kg")


def write_description(graph: Graph, path: Path) -> None:
    """Write the description as Turtle: what there is, how much, under which licence."""
    triples = sorted(describe_dataset(graph), key=lambda triple: (str(triple.subject), str(triple)))
    write_whole(path, turtle(triples, DESCRIBING))


def describe_dataset(graph: Graph) -> Iterator[Triple]:
    """Say what the dataset is and holds; counted, not promised."""
    named = named_triples(graph)
    described = [*named[CLAIMS], *named[VERDICTS]]
    for kind in (_void("Dataset"), _dcat("Dataset")):
        yield Triple(DATASET, TYPE, kind)
    yield Triple(DATASET, TITLE, Literal("CIRT-KG", language="en"))
    yield Triple(DATASET, _dct("description"), Literal(_DESCRIPTION, language="en"))
    for person in ("creator", "publisher"):
        yield Triple(DATASET, _dct(person), text("The CIRT-KG contributors"))
    yield Triple(DATASET, _dct("license"), NamedNode(_LICENCE))
    yield Triple(DATASET, _dcat("version"), text(about_vocabulary()[_VERSION]))
    for keyword in _KEYWORDS:
        yield Triple(DATASET, _dcat("keyword"), Literal(keyword, language="en"))
    for vocabulary in _VOCABULARIES:
        yield Triple(DATASET, _void("vocabulary"), NamedNode(vocabulary))
    yield Triple(DATASET, _void("uriSpace"), text(DATA))
    yield Triple(DATASET, _void("exampleResource"), NamedNode(f"{DATA}carbon-ion-irradiation"))
    yield Triple(DATASET, _void("entities"), count(len({t.subject for t in described})))
    for name, triples in named.items():
        part = NamedNode(f"{BASE}#{name.value.rpartition('/')[2]}")
        yield Triple(DATASET, _void("subset"), part)
        yield Triple(part, TYPE, _void("Dataset"))
        yield Triple(part, _sd("name"), name)
        yield Triple(part, _dct("description"), Literal(GRAPHS[name], language="en"))
        yield Triple(part, _void("triples"), count(len(triples)))
        if name != CLAIMS:
            yield Triple(part, WAS_DERIVED_FROM, NamedNode(f"{BASE}#claims"))
    yield Triple(DATASET, _void("triples"), count(sum(map(len, named.values()))))
    yield from _partitions(described)
    yield from _distributions()


def _partitions(triples: list[Triple]) -> Iterator[Triple]:
    classes = Counter(str(t.object.value) for t in triples  # type: ignore[union-attr]
                      if t.predicate == TYPE)  # fmt: skip
    properties = Counter(t.predicate.value for t in triples)
    for kind, counted in (("class", classes), ("property", properties)):
        plural = "classes" if kind == "class" else "properties"
        yield Triple(DATASET, _void(plural), count(len(counted)))
        for iri, number in sorted(counted.items()):
            name = shorten(iri).rpartition("/")[2].replace("#", "-")
            part = NamedNode(f"{BASE}#{kind}-{name}")
            yield Triple(DATASET, _void(f"{kind}Partition"), part)
            yield Triple(part, _void(kind), NamedNode(iri))
            measure = "entities" if kind == "class" else "triples"
            yield Triple(part, _void(measure), count(number))


def _distributions() -> Iterator[Triple]:
    for name, (media_type, label) in FILES.items():
        here = NamedNode(f"{BASE}#file-{name.rpartition('.')[2]}")
        yield Triple(DATASET, _dcat("distribution"), here)
        yield Triple(here, TYPE, _dcat("Distribution"))
        yield Triple(here, LABEL, text(label))
        yield Triple(here, TITLE, text(name))
        yield Triple(here, _dct("license"), NamedNode(_LICENCE))
        address = NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}")
        yield Triple(here, _dcat("mediaType"), address)


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
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FILES = {
    "cirt-kg.nq": ("application/n-quads", "N-Quads, sorted: the RDFC-1.0 canonical form"),
    "cirt-kg.ttl": ("text/turtle", "Turtle for people: the claims graph"),
    "cirt-kg.trig": ("application/trig", "TriG: all graphs and this description"),
    "cirt-kg.jsonld": ("application/ld+json", "JSON-LD 1.1 with its context"),
}
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
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_DESCRIPTION = (
    "Claims on how carbon-ion irradiation mobilises antitumour immunity and how that differs from "
    "photons: signed effects, comparisons by basis, and the evidence for both."
)
_KEYWORDS = ("antitumour immunity", "carbon-ion radiotherapy", "knowledge graph")
_VOCABULARIES = (
    ONTOLOGY, "http://purl.org/dc/terms/", "http://www.w3.org/2004/02/skos/core",
    "http://www.w3.org/ns/prov", "https://w3id.org/biolink/vocab/",
)  # fmt: skip
