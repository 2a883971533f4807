"""The files of RDF that a build makes, each with its pure writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.graph import Graph
from kg.rdf.description import write_description, write_trig
from kg.rdf.jsonld import write_context, write_jsonld
from kg.rdf.terms import write_terms
from kg.rdf.writing import write_nquads, write_turtle

WRITERS: Mapping[str, Callable[[Graph, Path], None]] = MappingProxyType(
    {
        "cirt-kg.ttl": write_turtle,
        "cirt-kg.nq": write_nquads,
        "cirt-kg.trig": write_trig,
        "cirt-kg.jsonld": write_jsonld,
        "context.jsonld": write_context,
        "void.ttl": write_description,
        "terms.html": write_terms,
    }
)
"""File name -> writer; the same graph gives the same bytes."""
