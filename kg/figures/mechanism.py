"""A mechanism as a figure: entities in their compartments, and what does what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.figures.attempt import Asked, best
from kg.figures.citation import Citations
from kg.figures.credit import authors, credit
from kg.figures.explanation import in_words
from kg.figures.frame import frame
from kg.figures.label import Badge, badge, effect_badge, name_of, silent_badge
from kg.figures.legend import legend_of
from kg.figures.network import cite_links
from kg.figures.notes import describe, mechanism_notes
from kg.figures.page import SLIDE, Page
from kg.figures.part import best_part, can_shrink, say_part
from kg.figures.refusal import crowded_out
from kg.figures.scene import Scene
from kg.figures.selection import MOST_ASKED, MOST_NODES, Selection, is_free
from kg.figures.silence import silences
from kg.graph import Graph
from kg.model import Figure


def compose_mechanism(
    graph: Graph, figure: Figure, selection: Selection, force: bool = False, page: Page = SLIDE
) -> Scene:
    """Compose the scene of a network, in one picture or in panels.

    What is asked for and is no recipe is answered by its best part where the whole has no room.
    """
    free = is_free(graph, figure) and not force
    if free:
        most = MOST_ASKED if figure.query else MOST_NODES
        selection = best_part(selection, most)
    exposures = [panel.exposure for panel in figure.panels]
    steps = causal_steps(selection, exposures)
    citations = Citations(graph, figure.citation_style, page.names)
    marks = cite_links(citations, selection.links, steps)
    badges: dict[str, list[Badge]] = {}
    for link in selection.folded:
        cited = citations.stand(link.weight)
        against = citations.cite(link.against) if link.disputed else ""
        badges.setdefault(link.object, []).append(effect_badge(graph, link, cited, against))
    for one in selection.compared:
        line = badge(graph, one, citations.stand(one.weight))
        badges.setdefault(one.object, []).append(line)
    for silence in silences(graph, figure, selection):
        line = silent_badge(graph, silence.exposure)
        badges.setdefault(silence.entity, []).append(line)
    sources = citations.sources()
    legend = legend_of(graph, figure, selection, page.framed)
    owed = credit(graph, selection.records)
    names = {key: name_of(graph, figure, key) for key in (*selection.dropped, *selection.alone)}
    told = " ".join(filter(None, [selection.sentence, say_part(selection, names)]))
    around, canvas = frame(graph, figure, sources, legend, owed, told, page)
    placed = figure if page.whole else figure.model_copy(update={"pins": {}})
    asked = Asked(graph, placed, selection, tuple(around), canvas, badges, steps, marks, page)
    found = best(asked)
    crowded = bool(selection.lanes) and (found is None or found.faults > 0)
    if crowded and (fewer := selection.fewer):
        return compose_mechanism(graph, figure, fewer, force, page)
    if crowded:  # no room in lanes: in compartments
        other = best(replace(asked, selection=replace(selection, lanes=())))
        found = min(filter(None, (found, other)), key=lambda one: one.faults, default=None)
    if free and page.framed and (found is None or found.faults) and can_shrink(selection):
        less = 2 if found is None or found.faults > _MANY else 1
        fewer = best_part(selection, len(selection.entities) - less)
        return compose_mechanism(graph, figure, fewer, page=page)
    if found is None:
        cause = "the entities do not fit side by side"
        remedy = "give shorter 'labels', fewer compartments, or split the figure"
        raise crowded_out(graph, figure, "entities", cause, remedy)
    shown = replace(selection, sentence=told)
    return Scene(
        figure.id, figure.title, figure.message, (*around, *found.items), sources,
        notes=mechanism_notes(graph, figure, shown, sources),
        steps=max(steps.values(), default=0), nodes=len(selection.entities),
        described=describe(graph, figure, shown), sentence=told,
        credit=owed, authors=authors(graph.manifest), width=page.width, height=page.height,
        explained=in_words(legend, not page.framed),
    )  # fmt: skip


def causal_steps(selection: Selection, exposures: Sequence[str] = ()) -> dict[str, int]:
    """Count from each beginning how many links lead to an entity; 1 is what begins.

    >>> causal_steps(Selection(("a", "b"), (), ()))
    {'a': 1, 'b': 1}
    """
    nodes = [*exposures, *selection.entities]
    targets = {link.object for link in selection.links}
    first = [node for node in nodes if node not in targets] or nodes[:1]
    steps = dict.fromkeys(first, 1)
    edge = list(first)
    while edge:
        node = edge.pop(0)
        for link in selection.links:
            if link.subject == node and link.object not in steps:
                steps[link.object] = steps[node] + 1
                edge.append(link.object)
    return {node: steps.get(node, 1) for node in nodes}


_MANY = 3
"""Faults beyond which more than one entity is taken away before the next try."""
