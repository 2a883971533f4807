"""The picture as numbers: points (1/72 inch), x to the right, y downwards, from the top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """A position in points."""

    x: float
    y: float


@dataclass(frozen=True)
class Place:
    """A box by its centre and size, in points, and the lines of text that it was measured for."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...] = ()

    def overlaps(self, other: Place) -> bool:
        """Whether the two boxes share any area.

        >>> Place(0, 0, 10, 10).overlaps(Place(10, 0, 10, 10))
        False
        """
        beside = abs(self.x - other.x) >= (self.width + other.width) / 2
        above = abs(self.y - other.y) >= (self.height + other.height) / 2
        return not (beside or above)

    def holds(self, other: Place) -> bool:
        """Whether the other box lies inside this one."""
        across = abs(self.x - other.x) <= (self.width - other.width) / 2
        along = abs(self.y - other.y) <= (self.height - other.height) / 2
        return across and along


@dataclass(frozen=True)
class Lane:
    """A band of the picture that holds one compartment."""

    compartment: str
    place: Place
