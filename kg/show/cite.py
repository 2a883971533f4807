"""Labels and citations: how an id reads for people."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import Graph
from kg.model import Reference


def label(graph: Graph, key: str) -> str:
    """Give the label of an entity."""
    return graph.entities[key].label


def layer_column(graph: Graph) -> tuple[str, ...]:
    """Name the column of layers: one where several are in use, else none."""
    return ("layer",) if len(graph.layers) > 1 else ()


def layers_of(graph: Graph, records: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Fill that column: with the layers of these records, as `Graph.layer_of` names them."""
    found = {graph.layer_of.get(record) for record in records}
    return (tuple(key for key in graph.layers if key in found),) if layer_column(graph) else ()


def phrases(graph: Graph, bases: Iterable[str]) -> str:
    """Say on which bases something was compared, as the manifest words them in a sentence."""
    return " or ".join(str(graph.manifest.basis(key).phrase) for key in bases)


def cited(graph: Graph, references: Iterable[str]) -> tuple[str, ...]:
    """Cite references for people, each once, in the order given."""
    return tuple(citation(graph, key) for key in dict.fromkeys(references))


def citation(graph: Graph, key: str) -> str:
    """Cite a reference; where another reads alike, with the letter of its key: Doe 2020a.

    Two that a document cites by numbers are told apart by these.
    """
    mine = graph.references[key]
    plain, bracket, number = mine.citation.partition(" [")
    letter = key[-1] if key[-1].isalpha() and str(mine.issued) in key else ""
    if not letter or not any(_reads_alike(mine, other) for other in graph.references.values()):
        return mine.citation
    return f"{plain}{letter}{bracket}{number}"


def _reads_alike(mine: Reference, other: Reference) -> bool:
    numbered = mine.citation_number and other.citation_number
    alike = mine.issued == other.issued and mine.id != other.id and not numbered
    return alike and mine.citation.partition(" [")[0] == other.citation.partition(" [")[0]
