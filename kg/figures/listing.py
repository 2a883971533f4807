"""A slide of paragraphs: contents, references, what the signs of a figure mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.figures.mark import INK, RULE
from kg.figures.page import Page
from kg.figures.scene import Scene
from kg.figures.shape import Box, Line, Rect, Run


def list_area(page: Page) -> Rect:
    """Give the room for paragraphs: below the headline."""
    return page.canvas if page.headed else replace(page.canvas, top=74.0)


def listing(
    name: str, head: str, lines: Sequence[Line], size: float, page: Page, authors: str = ""
) -> Scene:
    """Make a slide with a headline, and a paragraph for each line."""
    area = list_area(page)
    middle, wide = (area.left + area.right) / 2, area.right - area.left
    high = area.bottom - area.top
    items: list[Box] = []
    if not page.headed:
        items += [
            Box("title", "title", middle, 40, wide, 28, "none", size=24.0, align="start",
                anchor="top", lines=((Run(head, True, INK),),)),
            Box("rule", "rule", middle, 64, wide, 0.75, fill=RULE, radius=0),
        ]  # fmt: skip
    items.append(
        Box("list", "footer", middle, area.top + high / 2, wide, high, "none", size=size,
            align="start", anchor="top", lines=tuple(lines), listed=True)
    )  # fmt: skip
    return Scene(name, head, head, tuple(items), (), notes=(head,), authors=authors)
