"""Nodes and links of one picture as boxes and wires: places, ways, numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from kg.figures import compartment
from kg.figures.arm import arm
from kg.figures.caption import Ground, caption_places
from kg.figures.choice import picture_in
from kg.figures.citation import Citations
from kg.figures.font import LEADING, SMALLEST
from kg.figures.frame import conflict_mark
from kg.figures.label import CHIP, Face, letters_of, name_of
from kg.figures.link import Link
from kg.figures.mark import DEFINED, FAINT, INK, PAPER, RULE, SHAPE_NAME, SILENT, stroke
from kg.figures.notes import verb_of
from kg.figures.pictogram import icon
from kg.figures.place import XY, Task, place
from kg.figures.route import route
from kg.figures.shape import Box, Line, Rect, Run, Wire, line_width, site
from kg.figures.way import Ends, Way
from kg.figures.zone import Plan, is_bare
from kg.graph import Graph
from kg.model import Figure
from kg.model.figure import Zone


@dataclass(frozen=True)
class Drawing:
    """What is needed to draw one picture; `steps` is when each node appears."""

    graph: Graph
    figure: Figure
    faces: Mapping[str, Face]
    links: tuple[Link, ...]
    plan: Plan
    steps: Mapping[str, int]
    marks: Mapping[str, str]
    """Citations of each link, by its name."""
    prefix: str = ""
    seed: int = 1
    silent: frozenset[str] = frozenset()
    """Entities of which nothing is reported under this picture's exposure."""
    grounds: tuple[Box, ...] = ()
    """What lies below everything, beside the compartments."""
    pictured: bool = False
    """Whether pictograms stand in the corners of compartments."""


def places(drawing: Drawing) -> list[dict[str, XY]]:
    """Offer centres for every node with its badges, the best first."""
    pins = {key: (pin.x, pin.y) for key, pin in drawing.figure.pins.items() if key in drawing.faces}
    task = Task(
        sizes={key: face.block for key, face in drawing.faces.items()},
        lifts={key: face.lift for key, face in drawing.faces.items()},
        columns=drawing.plan.columns,
        tracks=drawing.plan.tracks,
        links=tuple((link.subject, link.object) for link in drawing.links),
        pinned=pins,
        seed=drawing.seed,
    )
    return place(task, _OFFERS)


def draw(drawing: Drawing, centres: Mapping[str, XY], canvas: Rect) -> list[Box | Wire]:
    """Draw compartments, lines, nodes with their badges, and the numbers of the studies."""
    zones = [
        *drawing.grounds,
        *(box for zone, rect in drawing.plan.zones for box in _zone(drawing, zone, rect, centres)),
    ]
    nodes, badges = {}, []
    for key, face in drawing.faces.items():
        nodes[key], own = _node(drawing, key, face, centres[key])
        badges += own
    blocks = {
        key: [*nodes[key].solid, *(box.rect for box in badges if box.owner == nodes[key].id)]
        for key in nodes
    }
    titles = [rect for box in zones for rect in box.text_rects()]
    titles += [box.rect for box in zones if box.picture]
    lines = [Ends(link.subject, link.object, link.end) for link in drawing.links]
    sites = {key: _sites(node, badges) for key, node in nodes.items()}
    ways = route(lines, sites, blocks, titles)
    wires: list[Wire] = []
    bars: list[Box] = []
    docks: list[Box] = []
    for link, way in zip(drawing.links, ways, strict=True):
        wire, bar = _wire(drawing, link, way, sites)
        bars += [bar] if bar else []
        wire, own = _docked(wire, way, sites[link.subject], sites[link.object])
        docks += own
        wires.append(wire)
    taken = [rect for rects in blocks.values() for rect in rects] + titles
    taken += [bar.rect.grown(2) for bar in bars]
    taken += [_head(wire) for wire in wires if wire.end != "none"]
    edges = [edge for box in zones if box.stroke for edge in _edges(box.rect)]
    numbers = _numbers(drawing, ways, Ground(canvas, taken, edges))
    icons = [_pictured(drawing, key, nodes[key]) for key in nodes if drawing.faces[key].picture]
    return [*zones, *wires, *nodes.values(), *icons, *badges, *bars, *docks, *numbers]


# -- compartments ---------------------------------------------------------------------------------


def _zone(drawing: Drawing, zone: Zone, rect: Rect, centres: Mapping[str, XY]) -> list[Box]:
    if is_bare(zone):
        return []
    outer = compartment.look(drawing.graph, zone.id)
    fill, edge, ink = outer
    name = f"{drawing.prefix}zone-{zone.id}"
    middle = (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2
    size = rect.right - rect.left, rect.bottom - rect.top
    cell = bool(zone.membrane or zone.nucleus or compartment.is_cell(zone.id))
    boxes = []
    if cell:
        boxes.append(
            Box(
                f"{name}-membrane", "zone", *middle, *size, "round", fill=PAPER, stroke=edge,
                stroke_width=1.5, radius=26, alt=f"{zone.label}: outer membrane",
            )
        )  # fmt: skip
        size = size[0] - 8, size[1] - 8
    boxes.append(
        Box(
            name, "zone", *middle, *size, "round", fill=fill, stroke=edge, stroke_width=1.5,
            radius=22 if cell else 12, alt=f"compartment: {zone.label}",
        )
    )  # fmt: skip
    boxes.append(_title(f"{name}-title", zone.label, rect.left + 16, rect.top + 8, ink))
    picture = picture_in(drawing.graph, drawing.figure, zone) if drawing.pictured else ""
    if picture and rect.right - boxes[-1].rect.right > _CORNER + 24:
        corner = rect.right - 12 - _CORNER / 2, rect.top + 10 + _CORNER / 2
        boxes.append(replace(icon(boxes[-2], picture, _CORNER, corner), owner=None))
    if inside := [key for key in zone.nucleus if key in drawing.faces]:
        around = [_around(drawing.faces[key].block, centres[key]) for key in inside]
        left, right = min(r.left for r in around) - 10, max(r.right for r in around) + 10
        top, bottom = min(r.top for r in around) - 28, max(r.bottom for r in around) + 14
        tint, line, ink = compartment.inner(outer)
        boxes.append(
            Box(
                f"{name}-nucleus", "zone", (left + right) / 2, (top + bottom) / 2, right - left,
                bottom - top, "round", fill=tint, stroke=line, stroke_width=1.5, radius=20,
                alt="nucleus",
            )
        )  # fmt: skip
        boxes.append(_title(f"{name}-nucleus-title", "nucleus", left + 13, top + 7, ink))
    return boxes


def _title(name: str, text: str, left: float, top: float, ink: str) -> Box:
    line = (Run(text, True, ink),)
    wide, high = line_width(line, 13.0), 13.0 * LEADING
    return Box(
        name, "zone-title", left + wide / 2, top + high / 2, wide, high, "none", lines=(line,),
        size=13.0, align="start",
    )  # fmt: skip


def _around(size: XY, centre: XY) -> Rect:
    return Rect(
        centre[0] - size[0] / 2, centre[1] - size[1] / 2,
        centre[0] + size[0] / 2, centre[1] + size[1] / 2,
    )  # fmt: skip


def _edges(rect: Rect) -> list[Rect]:
    """Give the outline of a compartment as four thin rectangles, for numbers to keep clear of."""
    return [
        Rect(rect.left - 1, rect.top, rect.left + 1, rect.bottom),
        Rect(rect.right - 1, rect.top, rect.right + 1, rect.bottom),
        Rect(rect.left, rect.top - 1, rect.right, rect.top + 1),
        Rect(rect.left, rect.bottom - 1, rect.right, rect.bottom + 1),
    ]


# -- nodes ----------------------------------------------------------------------------------------


def _node(drawing: Drawing, key: str, face: Face, centre: XY) -> tuple[Box, list[Box]]:
    entity, mark = drawing.graph.entities[key], arm(drawing.graph, key)
    label = name_of(drawing.graph, drawing.figure, key)
    name, step = f"{drawing.prefix}node-{key}", drawing.steps.get(key, 0)
    strong, silent = key in drawing.figure.emphasis, key in drawing.silent
    fill, edge, ink = PAPER, INK, INK
    if mark:
        fill = edge = mark.colour
        ink = PAPER
    elif face.shape == "rect":
        fill = "#E6E8EC"
    elif silent:
        edge = ink = FAINT
    lines: list[Line] = [(Run(line, strong or face.shape == "rect", ink),) for line in face.lines]
    top = centre[1] - face.block[1] / 2 + (CHIP if face.chip else 0.0)
    x = centre[0]
    if face.beside:
        x += (face.width - face.block[0]) / 2
        top = centre[1] - face.height / 2
    alt = f"{label}: {SHAPE_NAME.get(face.shape, entity.kind)}"
    box = Box(
        name, "node", round(x, 1), round(top + face.height / 2, 1), face.width, face.height,
        face.shape, fill=fill, stroke=edge, stroke_width=2.75 if strong else 1.5, dashed=silent,
        lines=tuple(lines), size=face.size, step=step, indent=face.side + 4 if face.side else 0.0,
        alt=alt + (f", {SILENT}" if silent else ""),
    )  # fmt: skip
    badges = []
    down = centre[1] - face.hanging / 2 if face.beside else top + face.height + 3
    for number, one in enumerate(face.badges):
        y = down + (one.height + 1) / 2
        down += one.height + 1
        if face.beside:
            x = box.x + face.width / 2 + 4 + one.width / 2
        badges.append(
            Box(
                f"{name}-badge-{number}", "badge", round(x, 1), round(y, 1),
                one.width, one.height, "round", fill=PAPER,
                stroke=FAINT if one.dashed else RULE, dashed=one.dashed,
                stroke_width=1.25 if one.dashed else 0.75, lines=one.lines, size=SMALLEST,
                owner=name, step=step, radius=4,
                alt=f"{label}: {one.alt}",
            )
        )  # fmt: skip
    if mark:
        slanted = mark.shape in {"triangle", "diamond"}  # less room for the letter
        badges.append(
            Box(
                f"{name}-letter", "badge", box.x, round(top, 1), (2.8 if slanted else 2) * CHIP,
                2 * CHIP, mark.shape, fill=PAPER, stroke=mark.colour, stroke_width=2.0,
                size=13.0 if slanted else 15.0, owner=name, step=step,
                lines=((Run(mark.letter, True, mark.colour),),), alt=f"{label}: {mark.letter}",
            )
        )  # fmt: skip
    return box, badges


def _pictured(drawing: Drawing, key: str, node: Box) -> Box:
    """Put the pictogram left of the label, on the ground of the node."""
    face = drawing.faces[key]
    widest = max(line_width(line, node.size) for line in node.lines)
    x = node.x - (widest + node.indent) / 2 + face.side / 2
    ground = node.fill if arm(drawing.graph, key) else None
    return icon(node, face.picture, face.side, (x, node.y), ground=ground)


# -- lines ----------------------------------------------------------------------------------------


def _wire(
    drawing: Drawing, link: Link, way: Way, sites: Mapping[str, Sequence[Box]]
) -> tuple[Wire, Box | None]:
    graph, figure = drawing.graph, drawing.figure
    mark = None if link.word else arm(graph, link.subject)
    colour = mark.colour if mark else FAINT if link.word else INK
    pen = DEFINED if link.word else stroke(link.votes)
    step = max(drawing.steps.get(link.subject, 0), drawing.steps.get(link.object, 0))
    name = f"{drawing.prefix}link-{link.name}"
    said = verb_of(graph, figure, link)
    alt = f"{said}; {link.remarks}"
    wire = Wire(
        name, sites[link.subject][way.source_site].id, way.source_site,
        sites[link.object][way.target_site].id, way.target_site, way.points, link.end, colour,
        pen.width, pen.head, link.hedged, alt, step, drawing.marks[link.name],
        (*link.weight.tags, *(["sources disagree"] if link.disputed else [])),
        tuple(name_of(graph, figure, key) for key in link.given),
    )  # fmt: skip
    if link.end != "bar":
        return wire, None
    (x, y), turn = way.points[-1], radians(wire.direction)
    thick = max(3.0, pen.width)
    off = _BAR_GAP + thick / 2
    bar = Box(
        f"{name}-bar", "bar", x - off * cos(turn), y - off * sin(turn), thick, _BAR_LENGTH, "rect",
        fill=colour, angle=wire.direction, owner=sites[link.object][1].id, step=step, radius=0,
        alt=f"{said}: bar",
    )  # fmt: skip
    end = site(bar, 1)
    return replace(wire, target=bar.id, target_site=1, points=(*way.points[:-1], end)), bar


def _docked(
    wire: Wire, way: Way, source: Sequence[Box], target: Sequence[Box]
) -> tuple[Wire, list[Box]]:
    """Glue ends that lie beside the middle of a side to small boxes without ink at that place."""
    docks = []
    for end, sites, number, point in (
        ("source", source, way.source_site, way.points[0]),
        ("target", target, way.target_site, way.points[-1]),
    ):  # fmt: skip
        middle = site(sites[number], number)
        beside = abs(point[0] - middle[0]) + abs(point[1] - middle[1]) > 0.5
        if not beside or (end == "target" and wire.end == "bar"):  # a bar is a dock itself
            continue
        inwards = ((0, 1), (1, 0), (0, -1), (-1, 0))[number]
        dock = Box(
            f"{wire.id}-{end}", "dock", point[0] + inwards[0] * _DOCK / 2,
            point[1] + inwards[1] * _DOCK / 2, _DOCK, _DOCK, owner=sites[1].id, step=wire.step,
        )  # fmt: skip
        docks.append(dock)
        if end == "source":
            wire = replace(wire, source=dock.id)
        else:
            wire = replace(wire, target=dock.id)
    return wire, docks


def _sites(node: Box, badges: Sequence[Box]) -> list[Box]:
    """Give the box that holds each site: what hangs above or below a node takes its place there."""
    own = [box for box in badges if box.owner == node.id]
    above = [box for box in own if box.y < node.y]
    below = [box for box in own if box.y > node.y]
    beside = [box for box in below if box.x > node.x + node.width / 2]
    return [(above or [node])[0], node, (below or [node])[-1] if not beside else node, node]


def _head(wire: Wire) -> Rect:
    x, y = wire.points[-1]
    turn, long = radians(wire.direction), wire.width * wire.head
    u, v = x - long * cos(turn), y - long * sin(turn)
    return Rect(min(x, u), min(y, v), max(x, u), max(y, v)).grown(long / 2 - 1)


def _numbers(drawing: Drawing, ways: Sequence[Way], ground: Ground) -> list[Box]:
    """Write the citations beside each line; a mark where sources disagree."""
    lines: list[tuple[Line, ...]] = []
    for link in drawing.links:
        if link.word:
            lines.append(((Run(link.word, False, FAINT),),))
            continue
        mark = arm(drawing.graph, link.general or link.subject)
        runs = [Run(f"{mark.letter} ", True, mark.colour)] if mark else []
        for key in link.given:
            if other := arm(drawing.graph, key):
                runs.append(Run(f"+{other.letter} ", True, other.colour))
        first, *rest = drawing.marks[link.name].split("; ")  # names stand below one another
        made = [(*runs, Run(first, False, FAINT)), *((Run(one, False, FAINT),) for one in rest)]
        made[-1] = (*made[-1], *letters_of(link.weight))
        lines.append(tuple(made))
    sizes: list[XY | None] = []
    for link, many in zip(drawing.links, lines, strict=True):
        extra = _CONFLICT if link.disputed else 0.0
        wide = max(line_width(line, SMALLEST) for line in many)
        more = (len(many) - 1) * SMALLEST * LEADING
        sizes.append((wide + 2 + extra, SMALLEST * 1.06 + 2 + more))
    found = caption_places(sizes, ways, ground)
    boxes = []
    for link, many, size, spot in zip(drawing.links, lines, sizes, found, strict=True):
        if size is None or spot is None:
            continue
        centre = spot.centre
        name, own = f"{drawing.prefix}cited-{link.name}", f"{drawing.prefix}link-{link.name}"
        step = max(drawing.steps.get(link.subject, 0), drawing.steps.get(link.object, 0))
        extra = _CONFLICT if link.disputed else 0.0
        boxes.append(
            Box(
                name, "label", round(centre[0] + extra / 2, 1), round(centre[1], 1),
                round(size[0] - extra, 1), len(many) * SMALLEST * LEADING,
                "round" if spot.over else "none",
                fill=PAPER if spot.over else None, radius=3, lines=many, size=SMALLEST,
                owner=own, step=step, alt=_cited(drawing, link),
            )
        )  # fmt: skip
        if extra:
            x = round(centre[0] - size[0] / 2 + 8, 1)
            dissent = conflict_mark(f"{name}-conflict", x, round(centre[1], 1), "label", step)
            boxes.append(replace(dissent, owner=own))
    return boxes


def cite_links(
    citations: Citations, links: Sequence[Link], steps: Mapping[str, int]
) -> dict[str, str]:
    """Give the mark of every link, numbered in causal order; after a stroke those that disagree."""
    marks = {}
    ordered = sorted(
        links, key=lambda link: (steps.get(link.subject, 0), steps.get(link.object, 0), link.object)
    )
    for link in ordered:
        text = citations.stand(link.weight)
        if link.disputed and link.against:
            text += f" / {citations.cite(link.against)}"
        marks[link.name] = text
    return marks


def _cited(drawing: Drawing, link: Link) -> str:
    """Say what the text beside a line says."""
    if link.word:
        return link.word
    return f"studies {drawing.marks[link.name]}; {link.remarks}"


_OFFERS = 4
_CORNER = 22.0
_BAR_GAP = 2.5
_BAR_LENGTH = 15.0
_CONFLICT = 18.0
_DOCK = 2.0
"""Width and height of what a line is glued to beside the middle of a side, in points."""
