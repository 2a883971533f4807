"""The terms of `ontology/cirt.ttl`, as programs need them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import pyoxigraph

from kg.rdf.namespace import ONTOLOGY

KINDS = {
    "http://www.w3.org/2002/07/owl#Class": "class",
    "http://www.w3.org/2002/07/owl#ObjectProperty": "relation",
    "http://www.w3.org/2002/07/owl#DatatypeProperty": "value",
    "http://www.w3.org/2002/07/owl#AnnotationProperty": "annotation",
    "http://www.w3.org/2004/02/skos/core#Concept": "concept",
}


@dataclass(frozen=True)
class VocabularyTerm:
    """One term: its name, what kind of term it is (`KINDS`), and what `cirt.ttl` says of it.

    `said` maps predicate IRIs to what stands there, sorted; IRIs and texts alike as strings.
    """

    name: str
    kind: str
    said: dict[str, tuple[str, ...]] = field(hash=False)

    @property
    def iri(self) -> str:
        """The whole IRI."""
        return f"{ONTOLOGY}#{self.name}"

    def first(self, predicate: str) -> str:
        """Give the first thing said under a predicate, or nothing."""
        return next(iter(self.said.get(predicate, ())), "")


@cache
def vocabulary() -> tuple[VocabularyTerm, ...]:
    """Read the terms, in the order of the file.

    >>> [term.kind for term in vocabulary() if term.name in {"Comparison", "level", "higher"}]
    ['class', 'relation', 'concept']
    """
    content = (files("kg.ontology") / "cirt.ttl").read_bytes()
    said: dict[str, dict[str, list[str]]] = {}
    for quad in pyoxigraph.parse(content, pyoxigraph.RdfFormat.TURTLE):
        iri, value = str(quad.subject.value), str(getattr(quad.object, "value", quad.object))
        if iri.startswith(f"{ONTOLOGY}#"):
            said.setdefault(iri, {}).setdefault(quad.predicate.value, []).append(value)
    return tuple(
        VocabularyTerm(
            iri.removeprefix(f"{ONTOLOGY}#"),
            next(kind for name, kind in KINDS.items() if name in spoken[_TYPE]),
            {predicate: tuple(sorted(values)) for predicate, values in spoken.items()},
        )
        for iri, spoken in said.items()
    )


def version() -> str:
    """Give the IRI of this version of the vocabulary."""
    return about_vocabulary()["http://www.w3.org/2002/07/owl#versionIRI"]


@cache
def about_vocabulary() -> dict[str, str]:
    """Give what the vocabulary says of itself: predicate IRI -> value."""
    content = (files("kg.ontology") / "cirt.ttl").read_bytes()
    return {
        quad.predicate.value: str(getattr(quad.object, "value", ""))
        for quad in pyoxigraph.parse(content, pyoxigraph.RdfFormat.TURTLE)
        if str(quad.subject.value) == ONTOLOGY
    }


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RANGE = "http://www.w3.org/2000/01/rdf-schema#range"
