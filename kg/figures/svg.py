"""A scene as SVG: text is text, every shape has an id, references lead to their DOI."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin

from kg.escape import xml
from kg.figures.font import ELSEWHERE, FAMILY
from kg.figures.pictogram import Layer, layers
from kg.figures.scene import Scene
from kg.figures.shape import Box, Line, Wire

XY = tuple[float, float]


def svg_text(scene: Scene) -> str:
    """Write the scene as an SVG document; the same scene gives the same text."""
    wide, high = _n(scene.width), _n(scene.height)
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" width="{wide}pt" height="{high}pt" '
        f'viewBox="0 0 {wide} {high}" role="img" aria-labelledby="figure-title figure-description" '
        f"font-family=\"'{FAMILY}', {ELSEWHERE}, Helvetica, sans-serif\">",
        f'<title id="figure-title">{xml(scene.message)}</title>',
        f'<desc id="figure-description">{xml(scene.described or scene.message)}</desc>',
        f'<rect id="page" width="{wide}" height="{high}" fill="#FFFFFF"/>',
    ]
    body = [line for item in scene.items for line in _item(item)]
    return "\n".join([*head, *body, "</svg>", ""])


def _item(item: Box | Wire) -> Iterator[str]:
    name = xml(_id(item.id))
    yield f'<g id="{name}">'
    if item.alt:
        yield f"<title>{xml(item.alt)}</title>"
    yield from _wire(item) if isinstance(item, Wire) else _box(item)
    yield "</g>"


def _box(box: Box) -> Iterator[str]:
    if box.picture:
        yield from map(_layer, layers(box))
        return
    if box.shape != "none" and (box.fill or box.stroke):
        look = f'fill="{box.fill or "none"}"'
        if box.stroke:
            look += f' stroke="{box.stroke}" stroke-width="{_n(box.stroke_width)}"'
            look += f' stroke-dasharray="{" ".join(map(_n, dash_of(box)))}"' if box.dashed else ""
        yield _shape(box, look)
    for left, base, line in box.baselines():
        if "".join(run.text for run in line).strip():
            yield (
                f'<text x="{_n(left)}" y="{_n(base)}" font-size="{_n(box.size)}" '
                f'xml:space="preserve">{_runs(line)}</text>'
            )


def _layer(layer: Layer) -> str:
    path = " ".join(
        name + " ".join(f"{_n(x)},{_n(y)}" for x, y in points) for name, points in layer.steps
    )
    look = f'fill="{layer.fill or "none"}"'
    if layer.stroke:
        look += f' stroke="{layer.stroke}" stroke-width="{_n(layer.width)}"'
        look += ' stroke-linejoin="round" stroke-linecap="round"'
    return f'<path d="{path}" {look}/>'


def dash_of(box: Box) -> tuple[float, float]:
    """Give the lengths of strokes and gaps of a dashed outline, in points."""
    stroke = min(5.0, 0.42 * box.size)
    return stroke, 0.6 * stroke


def _shape(box: Box, look: str) -> str:
    wide, high = box.width, box.height
    left, top = box.x - wide / 2, box.y - high / 2
    if box.shape in {"ellipse", "circle"}:
        return (
            f'<ellipse cx="{_n(box.x)}" cy="{_n(box.y)}" rx="{_n(wide / 2)}" '
            f'ry="{_n(high / 2)}" {look}/>'
        )
    if box.shape in CORNERED:
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners(box))
        return f'<polygon points="{path}" stroke-linejoin="round" {look}/>'
    curve = {"round": min(box.radius, wide / 2, high / 2), "pill": min(wide, high) / 2}
    radius = curve.get(box.shape, 0.0)
    turn = f' transform="rotate({_n(box.angle)} {_n(box.x)} {_n(box.y)})"' if box.angle else ""
    return (
        f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(wide)}" height="{_n(high)}" '
        f'rx="{_n(radius)}" {look}{turn}/>'
    )


def corners(box: Box) -> list[XY]:
    """Give the corners of one of `CORNERED`; a hexagon has a fifth at each end in its slants."""
    wide, high = box.width / 2, box.height / 2
    if box.shape == "triangle":
        offsets = [(0.0, -high), (wide, high), (-wide, high)]
    elif box.shape == "diamond":
        offsets = [(0.0, -high), (wide, 0.0), (0.0, high), (-wide, 0.0)]
    else:
        inner = wide * 0.6
        offsets = [(-wide, 0.0), (-inner, -high), (inner, -high), (wide, 0.0), (inner, high),
                   (-inner, high)]  # fmt: skip
    return [(box.x + dx, box.y + dy) for dx, dy in offsets]


CORNERED = frozenset({"hexagon", "diamond", "triangle"})
"""Shapes that are drawn by their corners; the hexagon is flowChartPreparation of slides."""


def _runs(line: Line) -> str:
    parts = []
    for run in line:
        bold = ' font-weight="bold"' if run.bold else ""
        text = f'<tspan fill="{run.colour}"{bold}>{xml(run.text)}</tspan>'
        if run.link:
            address = xml(run.link)  # twice: older programs know only XLink's
            text = f'<a href="{address}" xlink:href="{address}">{text}</a>'
        parts.append(text)
    return "".join(parts)


def _wire(wire: Wire) -> Iterator[str]:
    points = list(wire.points)
    head = head_of(wire)
    if wire.end == "arrow":
        points[-1] = _before(wire, wire.width * wire.head * 0.9)
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    dash = f' stroke-dasharray="{_n(wire.width * 3)} {_n(wire.width * 2)}"' if wire.dashed else ""
    yield (
        f'<polyline points="{path}" fill="none" stroke="{wire.colour}" '
        f'stroke-width="{_n(wire.width)}" stroke-linejoin="round"{dash}/>'
    )
    if wire.end == "dot":
        (x, y), size = wire.points[-1], wire.width * wire.head / 2
        yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(size)}" fill="{wire.colour}"/>'
    elif head:
        corners_ = " ".join(f"{_n(x)},{_n(y)}" for x, y in head)
        yield f'<polygon points="{corners_}" fill="{wire.colour}"/>'


def head_of(wire: Wire) -> list[XY]:
    """Give the corners of an arrow's head or a diamond; none for other ends."""
    if wire.end not in {"arrow", "diamond"}:
        return []
    size, turn = wire.width * wire.head, radians(wire.direction)
    tip = wire.points[-1]
    if wire.end == "diamond":
        offsets = [(-size / 2, 0.0), (0.0, -size / 2), (size / 2, 0.0), (0.0, size / 2)]
    else:
        offsets = [(0.0, 0.0), (-size, -size / 2), (-size, size / 2)]
    return [
        (tip[0] + x * cos(turn) - y * sin(turn), tip[1] + x * sin(turn) + y * cos(turn))
        for x, y in offsets
    ]


def _before(wire: Wire, distance: float) -> XY:
    turn = radians(wire.direction)
    x, y = wire.points[-1]
    return x - distance * cos(turn), y - distance * sin(turn)


def _id(text: str) -> str:
    """Write an XML id: letters, digits, hyphens."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text)
    return kept if kept[:1].isalpha() else f"x{kept}"


def _n(value: float) -> str:
    """Write a coordinate with at most two decimals, and no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"
