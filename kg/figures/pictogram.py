"""A pictogram at its place: layers of straight lines and curves, for every format alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.figures.mark import PAPER
from kg.figures.pictograms import PICTOGRAMS, TONES
from kg.figures.shape import Box

XY = tuple[float, float]
Step = tuple[str, tuple[XY, ...]]
"""M, L, C or Z, with its points."""


@dataclass(frozen=True)
class Layer:
    """A path in points of the page, its fill, and its outline."""

    steps: tuple[Step, ...]
    fill: str | None
    stroke: str | None
    width: float

    @property
    def closed(self) -> bool:
        """Whether it has an inside."""
        return self.fill is not None


def layers(box: Box) -> Iterator[Layer]:
    """Give the layers of the pictogram that fills a box, from the lowest to the highest.

    On a coloured ground (`box.fill`) it is drawn in white alone.

    >>> box = Box("icon", "icon", 32, 32, 64, 64, "pictogram", picture="vessel")
    >>> [layer.width for layer in layers(box)][:2]
    [2.5, 0.0]
    """
    scale, left, top = box.width / 64, box.x - box.width / 2, box.y - box.height / 2
    for tone, path in PICTOGRAMS[box.picture]:
        ink = TONES[tone]
        if box.fill:
            ink = ink._replace(
                fill=None if ink.fill is None else PAPER if tone == "ink" else box.fill,
                stroke=None if ink.stroke is None else box.fill if tone == "bore" else PAPER,
            )
        steps = tuple(
            (name, tuple((left + x * scale, top + y * scale) for x, y in points))
            for name, points in steps_of(path)
        )
        yield Layer(steps, ink.fill, ink.stroke, ink.width * scale)


def steps_of(path: str) -> Iterator[Step]:
    """Read a path; an ellipse becomes four curves.

    >>> list(steps_of("M 1 2 L 3 4 Z"))
    [('M', ((1.0, 2.0),)), ('L', ((3.0, 4.0),)), ('Z', ())]
    """
    words = path.split()
    place, name = 0, ""
    while place < len(words):
        if words[place].isalpha():
            name = words[place]
            place += 1
        count = _COUNT[name]
        values = [float(word) for word in words[place : place + count]]
        place += count
        if name == "E":
            yield from _ellipse(*values)
        else:
            yield name, tuple(zip(values[::2], values[1::2], strict=True))


def _ellipse(x: float, y: float, across: float, along: float) -> Iterator[Step]:
    u, v = across * _ARC, along * _ARC
    yield "M", ((x + across, y),)
    yield "C", ((x + across, y + v), (x + u, y + along), (x, y + along))
    yield "C", ((x - u, y + along), (x - across, y + v), (x - across, y))
    yield "C", ((x - across, y - v), (x - u, y - along), (x, y - along))
    yield "C", ((x + u, y - along), (x + across, y - v), (x + across, y))
    yield "Z", ()


def icon(
    owner: Box, picture: str, side: float, centre: XY, name: str = "icon", ground: str | None = None
) -> Box:
    """Put a pictogram on the picture: it belongs to that box, and appears with it."""
    return Box(
        f"{owner.id}-{name}", "icon", round(centre[0], 1), round(centre[1], 1), side, side,
        "pictogram", fill=ground, picture=picture, owner=owner.id, step=owner.step,
    )  # fmt: skip


def sheet(names: Sequence[str], side: float = 64.0, across: int = 6) -> tuple[Box, ...]:
    """Set pictograms beside and below one another, without their names."""
    blank = Box("sheet", "zone", 0, 0, 0, 0)
    gap = side * 1.5
    return tuple(
        replace(icon(blank, one, side, ((n % across + 0.5) * gap, (n // across + 0.5) * gap), one),
                owner=None)
        for n, one in enumerate(names)
    )  # fmt: skip


_COUNT = {"M": 2, "L": 2, "C": 6, "Z": 0, "E": 4}
_ARC = 0.5523
"""How far the handles of a quarter of a circle reach, as a share of its radius."""
