"""What a picture is made of: boxes and wires in points, from the top left.

Boxes are given by centre and size, as in `kg.layout`. A page is 960 x 540 points, 16:9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin

from kg.figures.font import ASCENT, DESCENT, LEADING, width

PAGE_WIDTH, PAGE_HEIGHT = 960.0, 540.0


@dataclass(frozen=True)
class Run:
    """Letters of one look; `link` is an address they lead to."""

    text: str
    bold: bool = False
    colour: str = "#30343B"
    link: str | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Rect:
    """Edges of an upright rectangle, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rect, room: float = 0.0) -> bool:
        """Whether the two share any area, or come closer than `room`.

        >>> Rect(0, 0, 10, 10).meets(Rect(10, 0, 20, 10))
        False
        """
        return (
            self.left < other.right + room - 1e-6
            and other.left < self.right + room - 1e-6
            and self.top < other.bottom + room - 1e-6
            and other.top < self.bottom + room - 1e-6
        )

    def holds(self, other: Rect) -> bool:
        """Whether the other lies inside this one."""
        return (
            self.left <= other.left + 1e-6
            and self.right >= other.right - 1e-6
            and self.top <= other.top + 1e-6
            and self.bottom >= other.bottom - 1e-6
        )

    def grown(self, by: float) -> Rect:
        """Move every edge outwards."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True)
class Box:
    """A shape with its text, by centre and size in points; `angle` in degrees, clockwise.

    `role` is what it is for: zone, node, badge, bar, label, legend, title, kicker, footer, cell,
    marker, rule. `owner` is the node that a badge or bar belongs to, or the line that a label
    cites. `step` is the step of a progressive slide at which it appears. `alt` describes it to
    those who cannot see it. Where it is `listed` each line is a paragraph of its own. `indent` is
    what stands left of its text, in points; `picture` is the pictogram that fills it.
    """

    id: str
    role: str
    x: float
    y: float
    width: float
    height: float
    shape: str = "rect"
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    dashed: bool = False
    lines: tuple[Line, ...] = ()
    size: float = 12.0
    align: str = "middle"
    anchor: str = "middle"
    angle: float = 0.0
    owner: str | None = None
    alt: str = ""
    step: int = 0
    radius: float = 8.0
    listed: bool = False
    indent: float = 0.0
    picture: str = ""

    @property
    def rect(self) -> Rect:
        """The edges; of a turned box, those of the upright rectangle round it."""
        turn = radians(self.angle)
        across = abs(self.width * cos(turn)) + abs(self.height * sin(turn))
        along = abs(self.width * sin(turn)) + abs(self.height * cos(turn))
        return Rect(
            self.x - across / 2, self.y - along / 2, self.x + across / 2, self.y + along / 2
        )

    @property
    def solid(self) -> tuple[Rect, ...]:
        """Rectangles that together cover the shape: closer to its outline than `rect`.

        The corners beside a hexagon, an ellipse or a pill are free for lines and numbers.
        """
        shares: Sequence[tuple[float, float]] = _SLICES.get(self.shape, ())
        if self.shape == "pill" and self.width >= self.height > 0:
            round_end = self.height / self.width  # both ends together, of the whole width
            shares = [
                (1 - round_end * (1 - (1 - low**2) ** 0.5), high)
                for low, high in pairwise((0.0, 0.4, 0.75, 1.0))
            ]
        if not shares or self.angle:
            return (self.rect,)
        return tuple(
            Rect(
                self.x - self.width * across / 2, self.y - self.height * along / 2,
                self.x + self.width * across / 2, self.y + self.height * along / 2,
            )
            for across, along in shares
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The letters, lines joined by blanks."""
        return " ".join("".join(run.text for run in line) for line in self.lines)

    def baselines(self) -> Iterator[tuple[float, float, Line]]:
        """Yield each line with the left end of its base line."""
        height = len(self.lines) * self.size * LEADING
        top = self.y - height / 2 if self.anchor == "middle" else self.y - self.height / 2
        for number, line in enumerate(self.lines):
            length = line_width(line, self.size)
            left = self.x - self.width / 2
            if self.align == "middle":
                left = self.x + (self.indent - length) / 2
            elif self.align == "end":
                left = self.x + self.width / 2 - length
            yield left, top + (number * LEADING + ASCENT) * self.size, line

    def text_rects(self) -> Iterator[Rect]:
        """Yield the rectangle that each line of text fills, from ascent to descent."""
        for left, base, line in self.baselines():
            length = line_width(line, self.size)
            yield Rect(left, base - 0.74 * self.size, left + length, base + DESCENT * self.size)


@dataclass(frozen=True)
class Wire:
    """A line from a site of one box to a site of another (or of the bar that belongs to it).

    Sites are top 0, left 1, bottom 2, right 3. `end` is arrow, bar, dot, diamond or none; of a
    wire that ends in a bar, `target` is the bar's box. `cited` are the numbers of its studies,
    `tags` what is to be said of them in words, `given` the treatments beside which alone it was
    seen.
    """

    id: str
    source: str
    source_site: int
    target: str
    target_site: int
    points: tuple[tuple[float, float], ...]
    end: str
    colour: str
    width: float
    head: int
    dashed: bool = False
    alt: str = ""
    step: int = 0
    cited: str = ""
    tags: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def direction(self) -> float:
        """Angle of the last part of the line, in degrees clockwise from rightwards."""
        (x0, y0), (x1, y1) = self.points[-2:]
        return degrees(atan2(y1 - y0, x1 - x0))


def line_width(line: Line, size: float) -> float:
    """Measure a line of runs, in points."""
    return sum(width(run.text, size, run.bold) for run in line)


def site(box: Box, number: int) -> tuple[float, float]:
    """Give the place of a connection site: top 0, left 1, bottom 2, right 3.

    >>> site(Box("a", "node", 0, 0, 10, 4), 3)
    (5.0, 0.0)
    """
    turn = radians(box.angle)
    dx, dy = _OUTWARD[number]
    x, y = dx * box.width / 2, dy * box.height / 2
    return box.x + x * cos(turn) - y * sin(turn), box.y + x * sin(turn) + y * cos(turn)


_SLICES = {
    "hexagon": ((1.0, 1 / 3), (0.87, 2 / 3), (0.74, 1.0)),
    "ellipse": ((1.0, 1 / 3), (0.95, 2 / 3), (0.75, 1.0)),
}
"""Width and height, as shares of the shape's, of rectangles that cover it."""

_OUTWARD = ((0, -1), (-1, 0), (0, 1), (1, 0))
