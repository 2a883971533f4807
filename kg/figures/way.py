"""A line on its way: where it leaves, where it arrives, and by which points. In points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import hypot

from kg.figures.place import XY
from kg.figures.shape import Box, site


@dataclass(frozen=True)
class Way:
    """A line between two sites (top 0, left 1, bottom 2, right 3) by its points."""

    source_site: int
    target_site: int
    points: tuple[XY, ...]

    @cached_property
    def parts(self) -> tuple[tuple[XY, XY], ...]:
        """The straight parts of the line."""
        return tuple(pairwise(self.points))

    @cached_property
    def length(self) -> float:
        """Length in points."""
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in self.parts)


@dataclass(frozen=True)
class Ends:
    """A line to be routed: the nodes that it joins, and how it ends."""

    source: str
    target: str
    end: str


def rim(box: Box, side: int, share: float) -> XY:
    """Give a place on the outline: of a side, from -1 (its left or upper end) to 1.

    >>> rim(Box("a", "node", 0, 0, 10, 4), 3, -0.5)
    (5.0, -1.0)
    """
    x, y = site(box, side)
    if not share:
        return x, y
    if side in (0, 2):
        along = share * box.width / 2 * (0.6 if box.shape == "hexagon" else 0.8)
        bulge = box.height / 2 * (1 - (1 - (2 * along / box.width) ** 2) ** 0.5)
        down = bulge if box.shape == "ellipse" else 0.0
        return x + along, y + (down if side == 0 else -down)
    along = share * box.height / 2
    into = 0.0
    if box.shape == "hexagon":
        into = 0.2 * box.width * abs(share)
    elif box.shape in {"ellipse", "pill"}:
        reach = box.width / 2 if box.shape == "ellipse" else min(box.width, box.height) / 2
        into = reach * (1 - (1 - share**2) ** 0.5)
    return x + (into if side == 1 else -into), y + along
