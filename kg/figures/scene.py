"""The one picture that every format draws: boxes and wires in points, from the top left.

Boxes are given by centre and size, as in `kg.layout`. A page is 960 x 540 points, 16:9.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from kg.figures.measure import Measured, measure
from kg.figures.shape import PAGE_HEIGHT, PAGE_WIDTH, Box, Wire


@dataclass(frozen=True)
class Source:
    """A reference as the footer numbers it: short form, full text, address."""

    number: int
    key: str
    short: str
    full: str
    link: str | None


@dataclass(frozen=True)
class Scene:
    """A figure as drawn; `items` in the order of painting, `notes` by paragraph.

    `sentence` is what the answer that it shows comes to, in words. `credit` is whose knowledge it
    shows, with the licence, `authors` who made that, `explained` its legend in words.
    """

    id: str
    title: str
    message: str
    items: tuple[Box | Wire, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT
    steps: int = 0
    nodes: int = 0
    described: str = field(default="")
    sentence: str = ""
    credit: str = ""
    authors: str = ""
    explained: tuple[str, ...] = ()

    @cached_property
    def measured(self) -> Measured:
        """Smallest letters, overlaps, lines through nodes, crossings."""
        return measure(self.items, (self.width, self.height))

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes, in the order of painting."""
        return tuple(item for item in self.items if isinstance(item, Box))

    @property
    def wires(self) -> tuple[Wire, ...]:
        """The wires, in the order of painting."""
        return tuple(item for item in self.items if isinstance(item, Wire))
