"""A mechanism as a figure: entities in their compartments, and what does what to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from kg.figures.citation import Citations
from kg.figures.font import LEADING
from kg.figures.frame import Entry, frame
from kg.figures.label import ARROW, Face, badge, effect_badge, face, shape_of
from kg.figures.mark import (
    BASIS_LETTER,
    BASIS_NAME,
    DISSENT,
    END_NAME,
    FAINT,
    INK,
    SHAPE_NAME,
    STROKE_NAME,
    arm,
    stroke,
)
from kg.figures.measure import measure
from kg.figures.network import Drawing, cite_links, draw, places
from kg.figures.notes import describe, mechanism_notes
from kg.figures.place import XY
from kg.figures.refusal import refuse
from kg.figures.scene import Box, Line, Rect, Run, Scene, Wire
from kg.figures.selection import Link, Selection
from kg.figures.zone import plan, zones_of
from kg.graph import Graph
from kg.model import Figure


def compose_mechanism(graph: Graph, figure: Figure, selection: Selection) -> Scene:
    """Compose the scene of a network, in one picture or in panels."""
    beams = [panel.exposure for panel in figure.panels]
    steps = causal_steps(selection, beams)
    citations = Citations(graph, figure.citation_style)
    marks = cite_links(citations, selection.links, steps)
    badges: dict[str, list[Line]] = {}
    for link in selection.folded:
        cited, against = citations.cite(link.references), citations.cite(link.against)
        badges.setdefault(link.object, []).append(effect_badge(graph, link, cited, against))
    for one in selection.compared:
        line = badge(graph, one, citations.cite(one.references))
        badges.setdefault(one.object, []).append(line)
    sources = citations.sources()
    around, canvas = frame(graph, figure, sources, _legend(graph, figure, selection))
    best: _Scored | None = None
    for seed, letters in product((1, 2), _LETTERS):
        for again in (0, 2):  # a legible picture with crossings may have a better twin
            for items in _pictures(
                graph, figure, selection, canvas, letters, seed + again, badges, steps, marks
            ):
                scored = _score(items), items
                best = min(best or scored, scored, key=lambda pair: pair[0])
            if best is None or best[0][0] > 0 or best[0][1] <= _FEW:
                break
        if best and best[0][0] == 0:
            break
    if best is None:
        cause = "the entities do not fit side by side"
        remedy = "give shorter 'labels', fewer compartments, or split the figure"
        raise refuse(graph, figure, "entities", cause, remedy)
    return Scene(
        figure.id, figure.title, figure.message, (*around, *best[1]), sources,
        notes=mechanism_notes(graph, figure, selection, sources),
        steps=max(steps.values(), default=0), nodes=len(selection.entities),
        described=describe(graph, figure, selection),
    )  # fmt: skip


def _score(items: Sequence[Box | Wire]) -> tuple[int, float]:
    """Judge a picture: what makes it illegible, then crossings and bends."""
    found = measure(items)
    bends = sum(len(item.points) - 2 for item in items if isinstance(item, Wire))
    return found.overlaps + found.through, found.crossings + bends / 4


def causal_steps(selection: Selection, beams: Sequence[str] = ()) -> dict[str, int]:
    """Count from each beginning how many links lead to an entity; 1 is what begins.

    >>> causal_steps(Selection(("a", "b"), (), ()))
    {'a': 1, 'b': 1}
    """
    nodes = [*beams, *selection.entities]
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


def _pictures(
    graph: Graph,
    figure: Figure,
    selection: Selection,
    canvas: Rect,
    letters: XY,
    seed: int,
    badges: Mapping[str, Sequence[Line]],
    steps: Mapping[str, int],
    marks: Mapping[tuple[str, str], str],
) -> Iterator[list[Box | Wire]]:
    """Draw in several ways with letters of one size and width; nothing where that does not fit."""
    if not figure.panels:
        faces = _faces(graph, figure, selection.entities, letters, badges)
        made = plan(zones_of(graph, figure, selection.entities), _blocks(faces), canvas)
        if made.gap >= _NARROWEST:
            links = selection.links
            drawing = Drawing(graph, figure, faces, links, made, steps, marks, seed=seed)
            yield from (draw(drawing, centres, canvas) for centres in places(drawing))
    elif panels := _panels(graph, figure, selection, canvas, letters, seed, badges, steps, marks):
        yield panels


def _panels(
    graph: Graph,
    figure: Figure,
    selection: Selection,
    canvas: Rect,
    letters: XY,
    seed: int,
    badges: Mapping[str, Sequence[Line]],
    steps: Mapping[str, int],
    marks: Mapping[tuple[str, str], str],
) -> list[Box | Wire] | None:
    """Draw the same entities at the same places once for each exposure, or None without room."""
    between = 20.0
    count = len(figure.panels)
    across = (canvas.right - canvas.left - between * (count - 1)) / count
    beams = [panel.exposure for panel in figure.panels]
    top = canvas.top + 22
    items: list[Box | Wire] = []
    centres: dict[str, XY] = {}
    for number, panel in enumerate(figure.panels):
        left = canvas.left + number * (across + between)
        area = Rect(left, top, left + across, canvas.bottom)
        beam = panel.exposure
        entities = (beam, *selection.entities)
        faces = _faces(graph, figure, entities, letters, badges)
        zones = zones_of(graph, figure, entities)
        made = plan(zones, _blocks(faces), area)
        if made.gap < _NARROWEST * 0.75:
            return None
        links = tuple(
            link for link in selection.links
            if link.subject not in beams or link.subject == beam
        )  # fmt: skip
        reported = {link.object for link in links if link.subject == beam}
        silent = frozenset(selection.entities) - reported - {link.object for link in links}
        drawing = Drawing(
            graph, figure, faces, links, made, steps, marks, f"panel-{number}-", seed, silent
        )
        if not centres:
            union = tuple(_stand_in(link, beams, beam) for link in selection.links)
            centres = places(replace(drawing, links=union))[0]
        shift = left - canvas.left
        moved = {(beam if key in beams else key): (x + shift, y) for key, (x, y) in centres.items()}
        mark = arm(graph.entities[beam])
        items.append(
            Box(
                f"panel-{number}-title", "panel-title", left + across / 2, canvas.top + 9, across,
                15 * LEADING, "none", size=15.0, align="start",
                lines=((Run(panel.title, True, mark.colour if mark else INK),),),
            )
        )  # fmt: skip
        items += draw(drawing, moved, area)
    return items


def _stand_in(link: Link, beams: Sequence[str], beam: str) -> Link:
    """Let one beam stand for all, so that each panel has the same places."""
    return replace(link, subject=beam) if link.subject in beams else link


def _faces(
    graph: Graph,
    figure: Figure,
    entities: Iterable[str],
    letters: XY,
    badges: Mapping[str, Sequence[Line]],
) -> dict[str, Face]:
    return {key: face(graph, figure, key, *letters, badges.get(key, ())) for key in entities}


def _blocks(faces: Mapping[str, Face]) -> dict[str, XY]:
    return {key: one.block for key, one in faces.items()}


def _legend(graph: Graph, figure: Figure, selection: Selection) -> list[Entry]:
    """List what the figure uses, and nothing else."""
    links, compared = selection.links, selection.compared
    beams = {key for key in selection.entities if graph.entities[key].kind == "radiation"}
    beams |= {panel.exposure for panel in figure.panels}
    beams |= {key for one in compared for key in (one.first, one.second)}
    beams |= {link.subject for link in selection.folded}
    entries = []
    for key in sorted(beams, key=lambda key: _rank(graph, key)):
        if mark := arm(graph.entities[key]):
            entries.append(Entry("letters", mark.letter, mark.name, mark.colour))
    given = {key for link in links for key in link.given}
    for key in sorted(given, key=lambda key: _rank(graph, key)):
        if mark := arm(graph.entities[key]):
            entries.append(Entry("letters", f"+{mark.letter}", f"given {mark.name}", mark.colour))
    for end, name in END_NAME.items():
        if any(link.end == end for link in links):
            entries.append(Entry("line", end, name))
    if any(link.hedged for link in links):
        entries.append(Entry("dashed", "arrow", "uncertain"))
    widths = {stroke(link.votes).width for link in links}
    if len(widths) > 1:
        entries += [Entry("line", "none", STROKE_NAME[pen], width=pen) for pen in sorted(widths)]
    if any(link.against for link in links):
        entries.append(Entry("mark", "conflict", "sources disagree"))
    shapes = {shape_of(graph, graph.entities[key]) for key in selection.entities}
    entries += [Entry("shape", shape, SHAPE_NAME[shape]) for shape in SHAPE_NAME if shape in shapes]
    if any(_silent(selection.links, figure, entity) for entity in selection.entities):
        entries.append(Entry("shape", "round", "not reported", FAINT, dashed=True))
    bases = {basis for one in compared for basis in (one.basis or ("",))}
    for basis, letter in BASIS_LETTER.items():
        if basis in bases:
            entries.append(Entry("letters", letter, BASIS_NAME[basis]))
    names = {"arrow": "raises", "bar": "lowers", "dot": "no change"}
    for end, name in names.items():
        if any(link.end == end for link in selection.folded):
            entries.append(Entry("letters", ARROW[end], name))
    if any(link.against for link in selection.folded):
        entries.append(Entry("letters", "≠", "sources disagree", DISSENT))
    if compared:
        entries.append(Entry("letters", "> < =", "higher, lower, similar"))
    return entries


def _silent(links: Sequence[Link], figure: Figure, entity: str) -> bool:
    """Whether one of the panels says nothing of an entity."""
    beams = {panel.exposure for panel in figure.panels}
    told = {link.subject for link in links if link.object == entity}
    return bool(beams - told) and not told - beams


def _rank(graph: Graph, key: str) -> tuple[int, str]:
    mark = arm(graph.entities[key])
    return (mark.rank if mark else 99), key


_Scored = tuple[tuple[int, float], list[Box | Wire]]
_LETTERS = ((15.0, 112.0), (15.0, 86.0), (14.0, 100.0), (14.0, 80.0), (13.0, 90.0), (12.0, 74.0))
"""Size of the letters, and widths of labels, that are tried in this order; in points."""

_FEW = 1
"""Crossings that need no second try."""

_NARROWEST = 36.0
"""The least room between columns, in points: a line with its number must fit."""
