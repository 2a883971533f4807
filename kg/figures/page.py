"""On what a figure is drawn: a slide with its frame, or the column of a paper without one.

A unit is such that no letters are smaller than 12 of it; `scale` says how long it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.figures.shape import PAGE_HEIGHT, PAGE_WIDTH, Rect

XY = tuple[float, float]

LETTERS = ((15.0, 112.0), (15.0, 86.0), (14.0, 100.0), (14.0, 80.0), (13.0, 90.0), (12.0, 74.0))
"""Size of the letters, and widths of labels, that are tried in this order; in units."""

ONE_SIZE = ((12.0, 100.0), (12.0, 80.0), (12.0, 66.0))
"""The same for paper, where letters are of one size."""

MARGIN = 24.0


@dataclass(frozen=True)
class Page:
    """Width and height in units, and the length of a unit in points (`scale`).

    `framed` pages have a headline, a legend and a footer; on others these stand beside, as text,
    and panels have letters. With `names` studies are cited by author and year. `labels` are the
    sizes of letters and the widths of labels to try. `area` is where the figure may stand, where
    that is not the whole page, and `headed` says that the headline has its place outside of it;
    where it is `spare`, legend and references have no room and stand on the next slide.
    """

    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT
    scale: float = 1.0
    framed: bool = True
    names: bool = False
    labels: tuple[XY, ...] = LETTERS
    area: Rect | None = None
    headed: bool = False
    spare: bool = False

    @property
    def size(self) -> XY:
        """Width and height."""
        return self.width, self.height

    @property
    def whole(self) -> bool:
        """Whether it is the slide that recipes are written for."""
        return self == SLIDE

    @property
    def canvas(self) -> Rect:
        """The room within the margins."""
        if self.area is not None:
            return self.area
        edge = MARGIN if self.framed else 3.0
        return Rect(edge, edge, self.width - edge, self.height - edge)

    @property
    def narrow(self) -> bool:
        """Whether panels stand below one another."""
        return self.width < _NARROW


    @property
    def tight(self) -> bool:
        """Whether compartments that a recipe sets side by side may stand below one another."""
        return self.canvas.right - self.canvas.left < _TIGHT


_NARROW, _TIGHT = 640.0, 850.0

SLIDE = Page()
"""A slide of 960 x 540 points, 16:9."""
