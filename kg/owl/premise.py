"""What the reasoner is given: the vocabulary, its axioms, and every triple that OWL may read."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import pyoxigraph as ox

from kg.graph import Graph
from kg.rdf import open_store

ONTOLOGIES = ("cirt.ttl", "axioms.ttl")
"""The files of `ontology/` that hold terms and axioms."""


def premises() -> list[ox.Triple]:
    """Read the vocabulary and the axioms; what they import is each other.

    >>> len(premises()) > 1000
    True
    """
    folder = files("kg.ontology")
    read = (
        quad.triple
        for name in ONTOLOGIES
        for quad in ox.parse((folder / name).read_bytes(), ox.RdfFormat.TURTLE)
    )
    return [one for one in read if one.predicate.value != f"{OWL}imports"]


def facts(graph: Graph) -> list[ox.Triple]:
    """Give every triple of every named graph once, sorted, without RDF's own reification.

    OWL 2 DL keeps that vocabulary (`rdf:Statement`, `rdf:subject`, `rdf:predicate`, `rdf:object`)
    for RDF itself. Leaving it out cannot hide a contradiction: no axiom speaks of it, so whatever
    satisfies the rest satisfies it too.

    >>> import kg
    >>> found = facts(kg.load())
    >>> {one.predicate.value for one in found} & {f"{RDF}subject", f"{RDF}object"}
    set()
    """
    return sorted(allowed(quad.triple for quad in open_store(graph)), key=str)


def allowed(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Keep what OWL 2 DL lets a graph say.

    Days are left out: `xsd:date` is no datatype of OWL 2, and HermiT stops at the first of them.
    """
    return {
        one for one in triples
        if one.predicate not in _REIFYING and one.object != _STATEMENT
        and not (isinstance(one.object, ox.Literal) and one.object.datatype == _DAY)
    }  # fmt: skip


OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_REIFYING = {ox.NamedNode(f"{RDF}{name}") for name in ("subject", "predicate", "object")}
_STATEMENT = ox.NamedNode(f"{RDF}Statement")
_DAY = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
