"""Which pictogram shows a thing: as the manifest of the corpus tells, by entity, kind and place."""

from __future__ import annotations

from kg.graph import Graph
from kg.model import Figure
from kg.model.figure import Zone


def picture_of(graph: Graph, figure: Figure, key: str) -> str:
    """Give the pictogram of an entity, or nothing.

    Its own goes before that of what it measures, of what it is a kind of, and of its kind.

    >>> import kg
    >>> made = kg.load()
    >>> picture_of(made, made.figures["systemic"], "cd8-t-cell-abundance-blood")
    't-cell'
    """
    if figure.icons == "none":
        return ""
    told = graph.manifest.figures.pictograms
    edge, seen = [key], set[str]()
    while edge:
        one = edge.pop(0)
        if one in told:
            return told[one]
        if one in seen or one not in graph.entities:
            continue
        seen.add(one)
        entity = graph.entities[one]
        edge += [*([entity.of] if entity.of else []), *entity.broader]
    return told.get(graph.entities[key].kind, "")


def picture_in(graph: Graph, figure: Figure, zone: Zone) -> str:
    """Give the pictogram that stands in the corner of a compartment, or nothing."""
    return "" if figure.icons == "none" else graph.manifest.figures.pictograms.get(zone.id, "")
