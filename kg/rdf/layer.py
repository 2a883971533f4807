"""Layers as RDF: what each corpus is, and the words that are its own (its manifest)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kg.graph import Graph
from kg.model import Manifest
from kg.rdf.entity import ordered, texts
from kg.rdf.namespace import (
    CITATION,
    IDENTIFIER,
    LABEL,
    LICENCE,
    RIGHTS,
    TITLE,
    TYPE,
    count,
    day,
    resource,
    text,
    truth,
    word,
)


def layers_of(graph: Graph) -> Mapping[str, Manifest]:
    """Give the layers in use, in their order; of a graph that names none, its manifest alone."""
    return graph.layers or {graph.manifest.id: graph.manifest}


def layer_name(graph: Graph, record: str) -> NamedNode:
    """Name the layer of a record (`Graph.layer_of`); without one, it is of the first."""
    return resource("layer", graph.layer_of.get(record, next(iter(layers_of(graph)))))


def describe_layers(graph: Graph) -> Iterator[Triple]:
    """Say what every corpus in use is, and how it calls its arms, places, bases and facets."""
    for position, manifest in enumerate(layers_of(graph).values(), start=1):
        yield from describe_layer(manifest, position)


def describe_layer(manifest: Manifest, position: int) -> Iterator[Triple]:
    """Say what a corpus is; it is the first, second ... of those in use, counted from 1."""
    here = resource("layer", manifest.id)
    yield Triple(here, TYPE, word("Layer"))
    yield Triple(here, IDENTIFIER, text(manifest.id))
    yield Triple(here, word("position"), count(position))
    if _is_address(manifest.licence):
        yield Triple(here, LICENCE, NamedNode(manifest.licence))
    else:
        yield Triple(here, RIGHTS, text(manifest.licence))
    if manifest.date is not None:
        yield Triple(here, word("date"), day(manifest.date))
    for other in manifest.extends:
        yield Triple(here, word("extends"), resource("layer", other))
    for keyword in manifest.keywords:
        yield Triple(here, word("keyword"), text(keyword))
    for arm in manifest.compare:
        yield Triple(here, word("comparesFirst"), resource("", arm))
    treatment, figures = manifest.treatment, manifest.figures
    yield from texts(here, {
        TITLE: manifest.title, CITATION: manifest.cite, word("question"): manifest.question,
        word("version"): manifest.version, word("base"): manifest.base,
        word("treatmentNoun"): treatment.noun, word("treatmentPlural"): treatment.plural,
        word("treatmentClass"): treatment.rdf, word("footer"): figures.footer,
        word("deckTitle"): figures.deck,
    })  # fmt: skip
    for key, picture in sorted(figures.pictograms.items()):
        yield Triple(here, word("pictogram"), text(f"{key}: {picture}"))
    yield from ordered(here, {
        "extends": manifest.extends, "compare": manifest.compare, "keywords": manifest.keywords,
    })  # fmt: skip
    yield from _describe_makers(here, manifest)
    yield from _describe_marks(here, manifest)
    yield from _describe_facets(here, manifest)


def _describe_makers(here: NamedNode, manifest: Manifest) -> Iterator[Triple]:
    for position, creator in enumerate(manifest.creators, start=1):
        maker = resource("maker", manifest.id, position)
        yield Triple(here, word("maker"), maker)
        yield Triple(maker, TYPE, word("Maker"))
        yield from texts(maker, {LABEL: creator.name, word("orcid"): creator.orcid})


def _describe_marks(here: NamedNode, manifest: Manifest) -> Iterator[Triple]:
    """Say with which letters, colours and marks arms, compartments and bases are drawn."""
    for position, arm in enumerate(manifest.arms, start=1):
        mark = resource("arm", manifest.id, position)
        yield Triple(here, word("armMark"), mark)
        yield Triple(mark, TYPE, word("ArmMark"))
        yield Triple(mark, word("arm"), resource("", arm.entity))
        yield from texts(mark, {
            LABEL: arm.name, word("letter"): arm.letter, word("colour"): arm.colour,
            word("shape"): arm.shape,
        })  # fmt: skip
    for position, one in enumerate(manifest.compartments, start=1):
        mark = resource("compartment", manifest.id, position)
        yield Triple(here, word("compartmentMark"), mark)
        yield Triple(mark, TYPE, word("CompartmentMark"))
        yield Triple(mark, word("compartment"), word(one.id))
        yield from texts(mark, {
            LABEL: one.label, word("caption"): one.caption, word("tint"): one.tint,
            word("line"): one.line, word("ink"): one.ink,
        })  # fmt: skip
    for position, (name, basis) in enumerate(manifest.bases.items(), start=1):
        mark = resource("basis", manifest.id, position)
        yield Triple(here, word("basisMark"), mark)
        yield Triple(mark, TYPE, word("BasisMark"))
        yield Triple(mark, word("basis"), word(name))
        yield Triple(mark, word("bothTreated"), truth(basis.both_treated))
        yield from texts(mark, {
            LABEL: basis.words, word("phrase"): basis.phrase, word("caption"): basis.short,
            word("letter"): basis.mark,
        })  # fmt: skip


def _describe_facets(here: NamedNode, manifest: Manifest) -> Iterator[Triple]:
    for position, (name, kind) in enumerate(manifest.facets.items(), start=1):
        found = resource("facet-kind", manifest.id, position)
        yield Triple(here, word("facetKind"), found)
        yield Triple(found, TYPE, word("FacetKind"))
        yield Triple(found, word("facetName"), text(name))
        for value in kind.values:
            yield Triple(found, word("facetValue"), text(value))
        for unit in kind.units:
            yield Triple(found, word("unit"), text(unit))
        yield from ordered(found, {"values": kind.values, "units": kind.units})
    for position, column in enumerate(manifest.gap_columns, start=1):
        found = resource("column", manifest.id, position)
        yield Triple(here, word("gapColumn"), found)
        yield Triple(found, TYPE, word("GapColumn"))
        yield Triple(found, word("facetName"), text(column.facet))
        yield Triple(found, word("facetValue"), text(column.value))


def _is_address(licence: str) -> bool:
    """Tell whether a licence is given as an address that can be the name of a resource."""
    try:
        return NamedNode(licence).value.startswith(("http://", "https://"))
    except ValueError:
        return False
