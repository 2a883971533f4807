"""To which line does a mark belong? How far it is from its own line, and from the nearest other."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot

from kg.figures.place import XY, cuts
from kg.figures.shape import Rect

Part = tuple[XY, XY]


def apart(rect: Rect, parts: Iterable[Part], bound: float = float("inf")) -> float:
    """Give the distance between a rectangle and a line by its straight parts; stops above `bound`.

    >>> apart(Rect(0, 0, 10, 10), [((0, 14), (30, 14))])
    4.0
    >>> apart(Rect(0, 0, 10, 10), [((5, -5), (5, 20))])
    0.0
    """
    least = bound
    for a, b in parts:
        if (
            min(a[0], b[0]) - rect.right >= least or rect.left - max(a[0], b[0]) >= least
            or min(a[1], b[1]) - rect.bottom >= least or rect.top - max(a[1], b[1]) >= least
        ):  # fmt: skip
            continue
        if cuts(a, b, rect):
            return 0.0
        corners = (
            (rect.left, rect.top), (rect.right, rect.top), (rect.left, rect.bottom),
            (rect.right, rect.bottom),
        )  # fmt: skip
        least = min(
            least, *(_to_rect(end, rect) for end in (a, b)), *(_to_part(at, a, b) for at in corners)
        )
    return least


def margin(rect: Rect, own: Iterable[Part], others: Iterable[Iterable[Part]]) -> float:
    """Give by how much a mark is nearer to its own line than to any other, in points.

    >>> upper, lower = [((0, 0), (90, 0))], [((0, 40), (90, 40))]
    >>> margin(Rect(20, 5, 60, 20), upper, [lower]), margin(Rect(20, 5, 60, 20), lower, [upper])
    (15.0, -15.0)
    """
    least = _FAR
    for other in others:
        least = apart(rect, other, least)
    return least - apart(rect, own)


def _to_rect(at: XY, rect: Rect) -> float:
    return hypot(
        max(rect.left - at[0], 0.0, at[0] - rect.right),
        max(rect.top - at[1], 0.0, at[1] - rect.bottom),
    )


def _to_part(at: XY, a: XY, b: XY) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    share = ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / (dx * dx + dy * dy or 1.0)
    share = min(max(share, 0.0), 1.0)
    return hypot(at[0] - a[0] - share * dx, at[1] - a[1] - share * dy)


CLEAR = 6.0
"""By how much a mark must be nearer to its own line than to any other, in points."""

_FAR = 200.0
"""A line beyond this distance is nobody's rival, in points."""
