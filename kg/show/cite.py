"""Labels and citations: how an id reads for people."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import Graph


def label(graph: Graph, key: str) -> str:
    """Give the label of an entity."""
    return graph.entities[key].label


def cited(graph: Graph, references: Iterable[str]) -> tuple[str, ...]:
    """Cite references for people, each once, in the order given."""
    return tuple(graph.references[key].citation for key in dict.fromkeys(references))
