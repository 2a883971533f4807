"""Of which arm nothing is known at a node that shows the other: it must not look like no effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.figures.arm import arm, order
from kg.figures.selection import Selection
from kg.graph import Graph
from kg.model import Figure


class Silence(NamedTuple):
    """An entity at which one arm's effect is shown, and an arm of which the corpus says nothing."""

    entity: str
    exposure: str


def silences(graph: Graph, figure: Figure, selection: Selection) -> Iterator[Silence]:
    """Yield what the corpus leaves open beside what is shown; a recipe's omission is none of it."""
    arms = {key for key in figure.exposures if arm(graph, key)}
    if selection.lanes or figure.panels or len(arms) < 2:
        return
    known = {(effect.subject, effect.object) for effect in graph.effects}
    compared = {one.object for one in selection.compared}
    told = [link for link in (*selection.links, *selection.folded) if not link.word]
    for entity in selection.entities:
        shown = {link.subject for link in told if link.object == entity} & arms
        if shown and entity not in compared:
            for key in sorted(arms - shown, key=lambda key: order(graph, key)):
                if (key, entity) not in known:
                    yield Silence(entity, key)
