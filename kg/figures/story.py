"""The order in which a slide is read aloud: headline, picture from cause to effect, the rest.

It is the order of painting too: grounds below lines, lines below nodes, marks above all.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.figures.shape import Box, Wire


def story(items: Iterable[Box | Wire]) -> list[Box | Wire]:
    """Sort what is on a slide as it is told; what is told together keeps its order.

    >>> legend = Box("legend-0-0", "legend", 0, 0, 1, 1)
    >>> node, title = Box("node-a", "node", 0, 0, 1, 1), Box("title", "title", 0, 0, 1, 1)
    >>> [item.id for item in story([legend, node, title])]
    ['title', 'node-a', 'legend-0-0']
    """
    return sorted(items, key=_place)


def _place(item: Box | Wire) -> tuple[int, int]:
    if item.id == "credit":
        return _LAST, 0
    if item.id.startswith("legend-"):
        return _LEGEND, 0
    if isinstance(item, Wire):
        return _LINES, item.step
    return _ORDER.get(item.role, _MARKS), item.step if item.role == "node" else 0


_LINES, _MARKS, _LEGEND, _LAST = 5, 8, 9, 11
_ORDER = {
    "plate": 0, "title": 1, "kicker": 2, "sentence": 3, "whole": 3, "zone": 4, "zone-title": 4,
    "panel-title": 4, "cell": 4, "rule": 4, "node": 6, "icon": 6, "badge": 7, "bar": 7,
    "footer": 10,
}  # fmt: skip
"""Rank of each role; what is not named here is a mark or a label on the picture."""
