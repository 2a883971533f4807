"""A figure as a paper prints it: laid out for its column, letters of one size, thin lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.errors import RequestError
from kg.figures.mark import Stroke
from kg.figures.page import ONE_SIZE, Page
from kg.figures.scene import Scene
from kg.figures.shape import Box, Rect, Wire

MILLIMETRE = 72 / 25.4
"""Points to a millimetre."""


@dataclass(frozen=True)
class Column:
    """The column of a paper: its width in mm, and how studies are cited: numbers or author-year."""

    width_mm: float
    citation: str = "numbers"

    def __post_init__(self) -> None:
        """Refuse what no journal has."""
        if not _NARROWEST <= self.width_mm <= _WIDEST:
            raise RequestError(
                f"no column of {self.width_mm:g} mm: journals have {_NARROWEST:g} to "
                f"{_WIDEST:g} mm, most of them 88 and 180"
            )
        if self.citation not in CITATIONS:
            raise RequestError(f"no citation '{self.citation}': choose {' or '.join(CITATIONS)}")

    def pages(self) -> Iterator[Page]:
        """Yield pages from the largest letters to the smallest, of each the lowest first."""
        for letters in LETTERS_PT:
            scale = letters / ONE_SIZE[0][0]
            for high_mm in HEIGHTS_MM:
                yield Page(
                    self.width_mm * MILLIMETRE / scale, high_mm * MILLIMETRE / scale, scale,
                    framed=False, names=self.citation == "author-year", labels=ONE_SIZE,
                )  # fmt: skip


def printed(scene: Scene, page: Page) -> Scene:
    """Give a scene as it is printed: in points, cut to its height, with the widths of `PRINTED`."""
    rects = [box.rect for box in scene.boxes] + [
        Rect(x, y, x, y) for wire in scene.wires for x, y in wire.points
    ]
    left, right = min(rect.left for rect in rects), max(rect.right for rect in rects)
    top, bottom = min(rect.top for rect in rects), max(rect.bottom for rect in rects)
    shift = (page.width - left - right) / 2, _EDGE - top
    items = tuple(_printed(item, shift, page.scale) for item in scene.items)
    return replace(
        scene, items=items, width=page.width * page.scale,
        height=(bottom - top + 2 * _EDGE) * page.scale,
    )  # fmt: skip


def _printed(item: Box | Wire, shift: tuple[float, float], scale: float) -> Box | Wire:
    if isinstance(item, Wire):
        pen = PRINTED.get(item.width, Stroke(min(item.width * _FINE, 1.0), item.head))
        points = tuple(((x + shift[0]) * scale, (y + shift[1]) * scale) for x, y in item.points)
        return replace(item, points=points, width=pen.width, head=pen.head)
    letters = ONE_SIZE[0][0] * scale
    if item.role == "panel-letter":
        letters = PANEL_PT
    return replace(
        item, x=(item.x + shift[0]) * scale, y=(item.y + shift[1]) * scale,
        width=item.width * scale, height=item.height * scale,
        stroke_width=min(max(item.stroke_width * _FINE, 0.25), 1.0),
        size=letters if item.role == "panel-letter" else min(item.size * scale, letters),
        radius=item.radius * scale,
    )  # fmt: skip


CITATIONS = ("numbers", "author-year")

LETTERS_PT = (7.0, 6.5, 6.0)
"""Sizes of letters that are tried, in points at print size."""

PANEL_PT = 8.0
"""The letters of panels, in points."""

HEIGHTS_MM = (32.0, 45.0, 60.0, 80.0, 105.0, 135.0, 168.0)
"""Heights that are tried, in mm; what is not used of them is cut off."""

PRINTED = {
    1.0: Stroke(0.25, 8), 1.25: Stroke(0.35, 13), 2.0: Stroke(0.5, 10), 2.75: Stroke(0.75, 7),
    4.25: Stroke(1.0, 6),
}  # fmt: skip
"""Width in points and size of the head, in units of that width, by the width on a slide."""

_FINE = 0.36
"""Width of an outline in points, of one point on a slide."""

_EDGE = 2.0
_NARROWEST, _WIDEST = 60.0, 240.0
