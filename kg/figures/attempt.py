"""One picture after the other of the same selection: letters, arrangements, places, ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise

from kg.figures.arm import arm
from kg.figures.arrangement import NARROWEST, arrangements
from kg.figures.choice import picture_of
from kg.figures.font import LEADING
from kg.figures.label import Badge, Face, face
from kg.figures.lane import lay
from kg.figures.link import Link
from kg.figures.mark import INK
from kg.figures.measure import measure
from kg.figures.network import Drawing, draw, places
from kg.figures.page import SLIDE, Page
from kg.figures.place import XY
from kg.figures.route import together
from kg.figures.selection import Selection
from kg.figures.shape import Box, Rect, Run, Wire
from kg.figures.zone import Plan, plan, zones_of
from kg.graph import Graph
from kg.model import Figure


@dataclass(frozen=True)
class Asked:
    """What is to be drawn and where: `around` stands there already, `canvas` is free.

    `badges` are of each entity, `steps` when each appears, `marks` the citations of each link.
    `pictured` tells where pictograms stand: 2 at nodes and compartments, 1 at these, 0 nowhere.
    """

    graph: Graph
    figure: Figure
    selection: Selection
    around: tuple[Box | Wire, ...]
    canvas: Rect
    badges: Mapping[str, Sequence[Badge]]
    steps: Mapping[str, int]
    marks: Mapping[str, str]
    page: Page = SLIDE
    pictured: int = 2


@dataclass(frozen=True)
class Attempt:
    """A picture with its judgement: what makes it illegible, then what makes it worse."""

    faults: int
    cost: float
    items: tuple[Box | Wire, ...]


def best(asked: Asked) -> Attempt | None:
    """Draw until a picture is legible and hardly crossed; the best of all, None without room.

    Where pictograms leave no room for a legible picture, it is drawn without those of nodes, then
    without any.
    """
    if asked.pictured and not (asked.page.framed and asked.graph.manifest.figures.pictograms):
        return best(replace(asked, pictured=0))
    found = _best(asked)
    if asked.pictured and (found is None or found.faults):
        plainer = best(replace(asked, pictured=asked.pictured - 1))
        return min(filter(None, (plainer, found)), key=lambda one: one.faults, default=None)
    return found


def _best(asked: Asked) -> Attempt | None:
    found: Attempt | None = None
    given = asked.figure.compartments and not asked.page.tight
    most = _MOST if given or asked.selection.lanes else _FREE
    for tried, items in enumerate(islice(_pictures(asked), most), start=1):
        one = _judge(asked, items)
        if found is None or (one.faults, one.cost) < (found.faults, found.cost):
            found = one
        if found.faults == 0 and (found.cost <= _FEW or tried >= _ENOUGH):
            break
    return found


def _judge(asked: Asked, items: Sequence[Box | Wire]) -> Attempt:
    """Count what makes a picture illegible, then crossings, bends, lines on one another."""
    found = measure((*asked.around, *items), asked.page.size)
    wires = [item for item in items if isinstance(item, Wire)]
    bends = sum(len(wire.points) - 2 for wire in wires)
    on_another = sum(
        together(tuple(pairwise(one.points)), tuple(pairwise(other.points)))
        for one, other in combinations(wires, 2)
    )  # fmt: skip
    cost = found.crossings + bends / 4 + _FORK * on_another
    return Attempt(len(found.illegible), cost, tuple(items))


def _pictures(asked: Asked) -> Iterator[list[Box | Wire]]:
    """Draw in several ways, with the largest letters first."""
    if asked.figure.panels:
        for seed in _SEEDS:
            for letters in asked.page.labels:
                if made := _panels(asked, letters, seed):
                    yield made
    elif asked.selection.lanes and not asked.figure.compartments:
        for letters in asked.page.labels:
            yield from _in_lanes(asked, letters)
    else:
        for seed in _SEEDS:
            for letters in asked.page.labels:
                yield from _in_compartments(asked, letters, seed)


def _in_lanes(asked: Asked, letters: XY) -> Iterator[list[Box | Wire]]:
    figure, selection = asked.figure, asked.selection
    faces = _faces(asked, selection.entities, letters)
    lifts = {key: one.lift for key, one in faces.items()}
    for laid in lay(selection.lanes, _blocks(faces), lifts, asked.canvas):
        alone = Drawing(
            asked.graph, figure, faces, selection.links, Plan((), (), {}, 0.0), asked.steps,
            asked.marks, grounds=laid.grounds, pictured=asked.pictured > 0,
        )  # fmt: skip
        pinned = {key: (pin.x, pin.y) for key, pin in figure.pins.items() if key in faces}
        yield draw(alone, {**laid.centres, **pinned}, asked.canvas)


def _in_compartments(asked: Asked, letters: XY, seed: int) -> Iterator[list[Box | Wire]]:
    figure, links = asked.figure, asked.selection.links
    faces = _faces(asked, asked.selection.entities, letters)
    zones = zones_of(asked.graph, figure, asked.selection.entities)
    given = bool(figure.compartments) and not asked.page.tight
    for one in arrangements(zones, _blocks(faces), asked.canvas, given):
        drawing = Drawing(
            asked.graph, figure, faces, links, one.plan, asked.steps, asked.marks, seed=seed,
            pictured=asked.pictured > 0,
        )
        for centres in places(drawing)[: None if given else _OFFERS]:
            yield draw(drawing, centres, asked.canvas)


def _panels(asked: Asked, letters: XY, seed: int) -> list[Box | Wire] | None:
    """Draw the same entities at the same places once for each exposure, or None without room."""
    graph, figure, selection, canvas = asked.graph, asked.figure, asked.selection, asked.canvas
    between = 20.0
    count = len(figure.panels)
    stacked = asked.page.narrow
    across, along = canvas.right - canvas.left, canvas.bottom - canvas.top
    if stacked:
        along = (along - between * (count - 1)) / count
    else:
        across = (across - between * (count - 1)) / count
    exposures = [panel.exposure for panel in figure.panels]
    items: list[Box | Wire] = []
    centres: dict[str, XY] = {}
    for number, panel in enumerate(figure.panels):
        shift = (0.0, number * (along + between)) if stacked else (number * (across + between), 0.0)
        left, top = canvas.left + shift[0], canvas.top + shift[1]
        area = Rect(left, top + 22, left + across, top + along)
        exposure = panel.exposure
        entities = (exposure, *selection.entities)
        faces = _faces(asked, entities, letters)
        zones = zones_of(graph, figure, entities)
        made = plan(zones, _blocks(faces), area)
        if made.gap < NARROWEST * 0.75:
            return None
        links = tuple(
            link for link in selection.links
            if link.subject not in exposures or link.subject == exposure
        )  # fmt: skip
        reported = {link.object for link in links if link.subject == exposure}
        silent = frozenset(selection.entities) - reported - {link.object for link in links}
        drawing = Drawing(
            graph, figure, faces, links, made, asked.steps, asked.marks, f"panel-{number}-",
            seed, silent, pictured=asked.pictured > 0,
        )  # fmt: skip
        if not centres:
            union = tuple(_stand_in(link, exposures, exposure) for link in selection.links)
            centres = places(replace(drawing, links=union))[0]
        moved = {
            exposure if key in exposures else key: (x + shift[0], y + shift[1])
            for key, (x, y) in centres.items()
        }
        mark = arm(graph, exposure)
        lettered = "" if asked.page.framed else panel_letter(number)
        indent = 16.0 if lettered else 0.0
        items += [
            Box(
                f"panel-{number}-title", "panel-title", left + (across + indent) / 2, top + 9,
                across - indent, 15 * LEADING, "none", size=15.0, align="start",
                lines=((Run(panel.title, True, mark.colour if mark else INK),),),
            ),
            *([Box(
                f"panel-{number}-letter", "panel-letter", left + 7, top + 9, 14, 15 * LEADING,
                "none", size=15.0, align="start", lines=((Run(lettered, True, INK),),),
            )] if lettered else []),
        ]  # fmt: skip
        items += draw(drawing, moved, area)
    return items


def panel_letter(number: int) -> str:
    """Give the letter by which a caption names a panel, counted from 0.

    >>> panel_letter(1)
    'b'
    """
    return "abcdefghijklmnopqrstuvwxyz"[number]


def _stand_in(link: Link, exposures: Sequence[str], exposure: str) -> Link:
    """Let one exposure stand for all, so that each panel has the same places."""
    return replace(link, subject=exposure) if link.subject in exposures else link


def _faces(asked: Asked, entities: Iterable[str], letters: XY) -> dict[str, Face]:
    graph, figure, badges = asked.graph, asked.figure, asked.badges
    shown = {key: picture_of(graph, figure, key) if asked.pictured > 1 else "" for key in entities}
    return {
        key: face(graph, figure, key, *letters, badges.get(key, ()), picture)
        for key, picture in shown.items()
    }


def _blocks(faces: Mapping[str, Face]) -> dict[str, XY]:
    return {key: one.block for key, one in faces.items()}


_SEEDS = (1, 3)
_FORK = 6
"""What two lines that lie on one another cost, in crossings."""

_FEW = 1.0
"""Crossings that need no second try."""

_OFFERS = 2
"""Ways to place the nodes of one arrangement that are drawn."""

_ENOUGH, _FREE, _MOST = 6, 12, 24
"""Pictures after which a legible one is good enough, and after which no more are drawn: of what
can be shown in part, and of what cannot."""
