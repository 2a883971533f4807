"""A scene as PDF: vector, fonts embedded, text selectable, references as links."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from kg.figures.font import face
from kg.figures.pictogram import layers
from kg.figures.scene import Scene
from kg.figures.shape import Box, Wire, line_width
from kg.figures.svg import CORNERED, corners, dash_of, head_of


def pdf_bytes(scene: Scene) -> bytes:
    """Draw the scene on one page of its size in points."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    for bold in (False, True):
        pdfmetrics.registerFont(face(bold))
    raw = BytesIO()
    size = scene.width, scene.height
    own = face(False).fontName  # the default, Helvetica, would be named without being embedded
    canvas = Canvas(raw, size, invariant=1, lang="en-GB", initialFontName=own)
    canvas.setTitle(scene.message)
    canvas.setSubject(scene.described or scene.message)
    canvas.setAuthor(scene.authors)
    canvas.setCreator("kg")
    canvas.setLineJoin(1)
    for item in scene.items:
        if isinstance(item, Wire):
            _wire(canvas, item, scene.height)
        else:
            _box(canvas, item, scene.height)
    canvas.showPage()
    canvas.save()
    return raw.getvalue()


def _box(canvas: Any, box: Box, high: float) -> None:
    if box.picture:
        _picture(canvas, box, high)
        return
    if box.shape != "none" and (box.fill or box.stroke):
        canvas.saveState()
        if box.fill:
            canvas.setFillColor(box.fill)
        if box.stroke:
            canvas.setStrokeColor(box.stroke)
            canvas.setLineWidth(box.stroke_width)
            canvas.setDash(list(dash_of(box)) if box.dashed else [])
        canvas.translate(box.x, high - box.y)
        canvas.rotate(-box.angle)
        _shape(canvas, box)
        canvas.restoreState()
    for left, base, line in box.baselines():
        x = left
        for run in line:
            canvas.setFillColor(run.colour)
            canvas.setFont(face(run.bold).fontName, box.size)
            canvas.drawString(x, high - base, run.text)
            wide = line_width((run,), box.size)
            if run.link:
                area = (x, high - base - 3, x + wide, high - base + box.size)
                canvas.linkURL(run.link, area, relative=0)
            x += wide


def _picture(canvas: Any, box: Box, high: float) -> None:
    """Draw a pictogram, with round ends of its lines."""
    for layer in layers(box):
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setLineWidth(layer.width)
        if layer.fill:
            canvas.setFillColor(layer.fill)
        if layer.stroke:
            canvas.setStrokeColor(layer.stroke)
        path = canvas.beginPath()
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for name, points in layer.steps:
            draw[name](*(value for x, y in points for value in (x, high - y)))
        canvas.drawPath(path, stroke=int(bool(layer.stroke)), fill=int(layer.closed))
        canvas.restoreState()


def _shape(canvas: Any, box: Box) -> None:
    """Draw a shape about the origin."""
    how = {"stroke": int(bool(box.stroke)), "fill": int(bool(box.fill))}
    wide, high = box.width, box.height
    if box.shape in {"ellipse", "circle"}:
        canvas.ellipse(-wide / 2, -high / 2, wide / 2, high / 2, **how)
        return
    if box.shape in CORNERED:
        path = canvas.beginPath()
        for number, (x, y) in enumerate(corners(box)):
            (path.lineTo if number else path.moveTo)(x - box.x, box.y - y)
        path.close()
        canvas.drawPath(path, **how)
        return
    curve = {"round": min(box.radius, wide / 2, high / 2), "pill": min(wide, high) / 2}
    radius = curve.get(box.shape, 0.0)
    if radius:
        canvas.roundRect(-wide / 2, -high / 2, wide, high, radius, **how)
    else:
        canvas.rect(-wide / 2, -high / 2, wide, high, **how)


def _wire(canvas: Any, wire: Wire, high: float) -> None:
    canvas.saveState()
    canvas.setStrokeColor(wire.colour)
    canvas.setFillColor(wire.colour)
    canvas.setLineWidth(wire.width)
    canvas.setDash([wire.width * 3, wire.width * 2] if wire.dashed else [])
    head = head_of(wire)
    points = list(wire.points)
    if wire.end == "arrow":  # the line ends inside the head, not at its tip
        (tip_x, tip_y), (a_x, a_y), (b_x, b_y) = head
        points[-1] = tip_x + 0.45 * (a_x + b_x - 2 * tip_x), tip_y + 0.45 * (a_y + b_y - 2 * tip_y)
    path = canvas.beginPath()
    for number, (x, y) in enumerate(points):
        (path.lineTo if number else path.moveTo)(x, high - y)
    canvas.drawPath(path)
    if wire.end == "dot":
        (x, y), size = wire.points[-1], wire.width * wire.head / 2
        canvas.circle(x, high - y, size, stroke=0, fill=1)
    elif head:
        path = canvas.beginPath()
        for number, (x, y) in enumerate(head):
            (path.lineTo if number else path.moveTo)(x, high - y)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
