"""A page of rows that is filled from the top: lines of text and thin rules, in points."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.figures.citation import Citations
from kg.figures.font import LEADING, SMALLEST, width
from kg.figures.mark import INK
from kg.figures.shape import Box, Rect, Run
from kg.graph import Graph
from kg.model import Figure


@dataclass
class Filling:
    """A page while it is drawn: `y` is how far down it is filled."""

    graph: Graph
    figure: Figure
    citations: Citations
    canvas: Rect
    y: float = 0.0
    boxes: list[Box] = field(default_factory=list)

    def write(
        self, name: str, text: str, left: float, y: float, colour: str = INK, bold: bool = False,
        align: str = "start", room: float = 0.0,
    ) -> None:  # fmt: skip
        """Write a line of the smallest letters, its middle at `y`."""
        wide = room or width(text, SMALLEST, bold) + 2
        self.boxes.append(
            Box(name, "label", left + wide / 2, y, wide, SMALLEST * LEADING, "none",
                lines=((Run(text, bold, colour),),), size=SMALLEST, align=align)
        )  # fmt: skip

    def rule(self, name: str, area: Rect, colour: str) -> None:
        """Draw a thin line as an upright rectangle."""
        self.boxes.append(
            Box(name, "rule", (area.left + area.right) / 2, (area.top + area.bottom) / 2,
                area.right - area.left, area.bottom - area.top, fill=colour, radius=0)
        )  # fmt: skip
