"""The reference of terms: one page for people, made of `ontology/cirt.ttl` alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kg.atomic import write_whole
from kg.graph import Graph
from kg.rdf.namespace import ONTOLOGY
from kg.rdf.vocabulary import VocabularyTerm, about_vocabulary, vocabulary
from kg.site import write_page


@dataclass(frozen=True)
class Place:
    """A value, and where it leads: to another term of the page, or to another vocabulary."""

    shown: str
    link: str | None


@dataclass(frozen=True)
class Row:
    """One thing that is said of a term."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Entry:
    """A term as the page shows it."""

    name: str
    label: str
    definition: str
    rows: tuple[Row, ...]


def write_terms(graph: Graph, path: Path) -> None:
    """Write the page; it needs no network."""
    groups = [
        (title, [_entry(term) for term in terms])
        for title, kind in _GROUPS
        if (terms := [term for term in vocabulary() if term.kind == kind])
    ]
    style, content = (
        (files("kg.rdf") / f"terms.{kind}").read_text(encoding="utf-8") for kind in ("css", "html")
    )
    page = write_page(
        content, here="terms.html", name=graph.manifest.name, title="Terms of CIRT-KG",
        style=style, header=_header(), groups=groups,
    )  # fmt: skip
    write_whole(path, page)


def _entry(term: VocabularyTerm) -> Entry:
    return Entry(term.name, term.first(_LABEL), term.first(_DEFINITION), tuple(_rows(term)))


def _rows(term: VocabularyTerm) -> Iterator[Row]:
    for name, predicate in _SHOWN.items():
        values = [value for value in term.said.get(predicate, ()) if value not in _UNSAID]
        if values:
            yield Row(name, tuple(Place(_short(value), _link(value)) for value in values))


def _header() -> dict[str, str]:
    said = about_vocabulary()
    return {
        "iri": ONTOLOGY,
        "title": said[f"{_DCT}title"],
        "abstract": said[f"{_DCT}abstract"],
        "version_iri": said["http://www.w3.org/2002/07/owl#versionIRI"],
        "prefix": said["http://purl.org/vocab/vann/preferredNamespacePrefix"],
        "creator": said[f"{_DCT}creator"],
        "licence": said[f"{_DCT}license"],
        "citation": said[f"{_DCT}bibliographicCitation"],
    }


def _short(value: str) -> str:
    if value.startswith(f"{ONTOLOGY}#"):
        return value.removeprefix(f"{ONTOLOGY}#")
    if not value.startswith("http"):
        return value
    name = value.rpartition("#")[2].rpartition("/")[2]
    if "/obo/" in value or "/SIO_" in value:
        return name.replace("_", ":")
    return next((f"{prefix}:{name}" for base, prefix in _PREFIXES.items() if base in value), name)


def _link(value: str) -> str | None:
    if value.startswith(f"{ONTOLOGY}#"):
        return "#" + value.removeprefix(f"{ONTOLOGY}#")
    return value if value.startswith(("http://", "https://")) else None


_DCT = "http://purl.org/dc/terms/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABEL, _DEFINITION = f"{_RDFS}label", f"{_SKOS}definition"
_PREFIXES = {
    "/biolink/vocab/": "biolink", "www.w3.org/ns/prov#": "prov", "/2004/02/skos/core#": "skos",
    "/2001/XMLSchema#": "xsd", "qudt.org/vocab/unit/": "unit", "/variable-role#": "FHIR",
}  # fmt: skip
"""Part of an IRI -> the prefix that people know it by; else a name would look like one of ours."""

_GROUPS = (
    ("Classes", "class"),
    ("Relations", "relation"),
    ("Values", "value"),
    ("Words of closed lists", "concept"),
    ("Annotations", "annotation"),
)
_SHOWN = {
    "is a": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "narrower than": f"{_RDFS}subClassOf",
    "specialises": f"{_RDFS}subPropertyOf",
    "sign": f"{ONTOLOGY}#sign",
    "of": f"{_RDFS}domain",
    "gives": f"{_RDFS}range",
    "exact match": f"{_SKOS}exactMatch",
    "close match": f"{_SKOS}closeMatch",
    "broader match": f"{_SKOS}broadMatch",
    "related match": f"{_SKOS}relatedMatch",
    "comes from": f"{_DCT}source",
}
_UNSAID = {
    "http://www.w3.org/2002/07/owl#Class", "http://www.w3.org/2002/07/owl#ObjectProperty",
    "http://www.w3.org/2002/07/owl#DatatypeProperty", f"{_SKOS}Concept",
    "http://www.w3.org/2002/07/owl#AnnotationProperty",
}  # fmt: skip
