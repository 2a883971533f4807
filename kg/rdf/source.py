"""Layers, documents and states read back: the inverse of `kg.rdf.layer` and `kg.rdf.origin`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import get_args

from kg.curation import Source
from kg.graph import State, Void
from kg.model import Manifest, Reading
from kg.rdf.namespace import CITATION, LICENCE, RIGHTS, TITLE, resource
from kg.rdf.node import Node, Said
from kg.rdf.parts import given, read_parts
from kg.rdf.record import make


def join_manifests(layers: Mapping[str, Manifest]) -> Manifest:
    """Give the manifest of the first layer with the words of all; neutral where there is none."""
    whole, *added = layers.values() or [Manifest.neutral()]
    for layer in added:
        whole = whole.under(layer)
    return whole


def read_manifest(node: Node) -> Manifest:
    """Read what a corpus is, and the words that are its own."""
    licence = {value.value for value in node.values(LICENCE)}
    treatment = {"noun": node.text("treatmentNoun"), "plural": node.text("treatmentPlural"),
                 "rdf": node.text("treatmentClass")}  # fmt: skip
    figures = {"footer": node.text("footer"), "deck": node.text("deckTitle"),
               "pictograms": dict(one.split(": ", 1) for one in node.texts("pictogram"))}
    return make(Manifest, node, {
        "id": node.id("layer"), "title": node.text(TITLE), "question": node.text("question"),
        "version": node.text("version"), "creators": read_parts(node, "maker"),
        "licence": " and ".join(sorted(licence)) or node.text(RIGHTS), "base": node.text("base"),
        "extends": node.listed("extends", node.names("extends", "layer")),
        "date": node.text("date"), "cite": node.text(CITATION),
        "keywords": node.listed("keywords", node.texts("keyword")),
        "arms": read_parts(node, "armMark"),
        "compare": node.listed("compare", node.names("comparesFirst")),
        "treatment": given(treatment), "compartments": read_parts(node, "compartmentMark"),
        "bases": {one.pop("name", ""): one for one in read_parts(node, "basisMark")},
        "facets": {one.pop("name", ""): one for one in read_parts(node, "facetKind")},
        "gap_columns": read_parts(node, "gapColumn"), "figures": given(figures),
    })  # fmt: skip


def read_document(node: Node) -> Source:
    """Read a document; by which numbers it cites others stands with these."""
    layer = next(iter(node.names("layer", "layer")), "")
    fields = {
        "read": node.text("part"), "whole": node.truth("wholeRead"), "date": node.text("date"),
        "by": node.text("readBy"), "note": node.text("note"),
    }  # fmt: skip
    reading = make(Reading, node, fields) if given(fields) else None
    return Source(node.id("document"), layer, reading)


def number_citations(
    documents: Mapping[str, Source], references: Iterable[str], said: Said
) -> dict[str, Source]:
    """Give each document the references that it cites by number."""
    numbers: dict[str, dict[int, str]] = {}
    for key in references:
        for one in read_parts(Node(resource("reference", key).value, said), "citation"):
            numbers.setdefault(one["document"], {})[one.get("number", 0)] = key
    return {
        key: replace(source, numbers=dict(sorted(numbers.get(key, {}).items())))
        for key, source in documents.items()
    }


def name_origin(node: Node, kinds: set[str]) -> tuple[str, str] | None:
    """Give a record's name in `Graph.layer_of` and its layer, if it tells one."""
    kind = next(iter(kinds & ORIGINS.keys()), None)
    if kind is None or not node.values("layer"):
        return None
    shelf, name = ORIGINS[kind]
    key = f"{name}/{node.id(shelf)}" if name else node.id(shelf)
    return key, node.name("layer", "layer")


def read_void(node: Node) -> Void | None:
    """Read why a record does not count, if it does not."""
    state = node.text("void")
    if state is None:
        return None
    if state not in get_args(State):
        node.fault(f"is void as '{state}', which is none of {', '.join(get_args(State))}")
    by = next(iter(node.names("voidBy", "evidence")), "")
    return Void(state, by, node.text("voidReason") or "")  # type: ignore[arg-type]


ORIGINS = {
    "Evidence": ("evidence", ""), "Entity": ("", "entity"), "Reference": ("reference",) * 2,
    "Gap": ("gap",) * 2, "Module": ("module",) * 2, "Conclusion": ("conclusion",) * 2,
    "NamedQuery": ("query",) * 2,
}  # fmt: skip
"""Class -> kind of its resources, and how `Graph.layer_of` calls its records; claims apart."""
