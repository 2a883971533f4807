"""How a line runs: through the gaps of every row between its ends, and never behind a box.

Graphviz can route round fixed boxes too, but its visibility graph takes six seconds here where
rows and gaps take a tenth of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from kg.layout.columns import apart
from kg.layout.place import Place, Point


class Line(Protocol):
    """What is drawn as a line: an effect, or a bundle of them."""

    @property
    def id(self) -> str:
        """Which line."""

    @property
    def subject(self) -> str:
        """Where it begins."""

    @property
    def object(self) -> str:
        """Where it ends."""


@dataclass(frozen=True)
class Row:
    """A row of boxes: top, bottom, and the gaps (left, right) a line may pass through."""

    top: float
    bottom: float
    gaps: tuple[tuple[float, float], ...]


def route_lines(
    places: Mapping[str, Place],
    rows: Sequence[Sequence[str]],
    lines: Sequence[Line],
    width: float,
) -> dict[str, tuple[Point, ...]]:
    """Route each effect from its subject to its object: cubic Bezier curves, 1 + 3n points."""
    bands = [_row([places[node] for node in row], width) for row in rows]
    row_of = {node: number for number, row in enumerate(rows) for node in row}
    ports = _ports(places, row_of, lines)
    crossed, ways = {}, {}
    for effect in sorted(lines, key=lambda effect: effect.id):
        here, there = row_of[effect.subject], row_of[effect.object]
        between = tuple(range(here + 1, there) if here < there else range(here - 1, there, -1))
        crossed[effect.id] = here, there, between
        ways[effect.id] = _through(*ports[effect.id], [bands[number] for number in between])
    _spread(ways, {key: between for key, (_, _, between) in crossed.items()}, bands)
    routes = {}
    for key, (here, there, between) in crossed.items():
        start, end = ports[key]
        if here == there:
            routes[key] = _rounded(start, bands[here].bottom, end)
        else:
            passed = [(x, bands[number]) for x, number in zip(ways[key], between, strict=True)]
            routes[key] = _bent(start, end, passed, bands[here], bands[there], here < there)
    return routes


def _row(members: Sequence[Place], width: float) -> Row:
    edges = sorted((place.x - place.width / 2, place.x + place.width / 2) for place in members)
    lefts = [0.0, *(right for _, right in edges)]
    rights = [*(left for left, _ in edges), width]
    gaps = [(a + _CLEAR, b - _CLEAR) for a, b in zip(lefts, rights, strict=True)]
    return Row(
        min(place.y - place.height / 2 for place in members),
        max(place.y + place.height / 2 for place in members),
        tuple(gap for gap in gaps if gap[0] <= gap[1]),
    )


def _ports(
    places: Mapping[str, Place], row_of: Mapping[str, int], lines: Sequence[Line]
) -> dict[str, tuple[Point, Point]]:
    """Spread the ends of the lines along the sides they leave or reach, in the order of aim."""
    sides: dict[tuple[str, bool], list[tuple[float, str, int]]] = {}
    for effect in lines:
        below = row_of[effect.object] >= row_of[effect.subject]
        back = row_of[effect.subject] >= row_of[effect.object]
        ends = [(effect.subject, below, effect.object, 0), (effect.object, back, effect.subject, 1)]
        for node, at_bottom, other, end in ends:
            sides.setdefault((node, at_bottom), []).append((places[other].x, effect.id, end))
    found: dict[tuple[str, int], Point] = {}
    for (node, at_bottom), ends_here in sides.items():
        place = places[node]
        y = place.y + place.height / 2 * (1 if at_bottom else -1)
        step = min(place.width * _PORTS / len(ends_here), _PORT_STEP)
        for number, (_, key, end) in enumerate(sorted(ends_here)):
            x = place.x + (number - (len(ends_here) - 1) / 2) * step
            found[key, end] = Point(round(x, 1), round(y, 1))
    return {effect.id: (found[effect.id, 0], found[effect.id, 1]) for effect in lines}


def _through(start: Point, end: Point, between: Sequence[Row]) -> list[float]:
    """Choose a gap of each row in between so that the line bends least."""
    best: list[tuple[float, list[float]]] = [(0.0, [start.x])]
    for number, row in enumerate(between, start=1):
        aim = start.x + (end.x - start.x) * number / (len(between) + 1)
        near = sorted({min(max(aim, left), right) for left, right in row.gaps},
                      key=lambda x: (abs(x - aim), x))[:_TRIED]  # fmt: skip
        best = [
            min((cost + (x - way[-1]) ** 2, [*way, x]) for cost, way in best) for x in sorted(near)
        ]
    return min((cost + (end.x - way[-1]) ** 2, way) for cost, way in best)[1][1:]


def _spread(
    ways: dict[str, list[float]], crossed: Mapping[str, Sequence[int]], bands: Sequence[Row]
) -> None:
    """Let lines that share a gap run side by side, in the order of where they come from and go."""
    sharing: dict[tuple[int, tuple[float, float]], list[tuple[float, float, str, int]]] = {}
    for key, way in ways.items():
        for place, (x, number) in enumerate(zip(way, crossed[key], strict=True)):
            gap = next(gap for gap in bands[number].gaps if gap[0] <= x <= gap[1])
            around = way[max(place - 1, 0) : place + 2]
            sharing.setdefault((number, gap), []).append((x, sum(around), key, place))
    for (_, (left, right)), members in sharing.items():
        members.sort()
        step = min(_LINE_STEP, (right - left) / len(members))
        wanted = [x - left for x, _, _, _ in members]
        found = apart(wanted, [step] * len(members), right - left)
        for (_, _, key, place), x in zip(members, found, strict=True):
            ways[key][place] = left + x


def _bent(
    start: Point, end: Point, passed: Sequence[tuple[float, Row]], first: Row, last: Row, down: bool
) -> tuple[Point, ...]:
    """Draw the way as curves that run upright beside the boxes and swing between the rows."""
    # Leave and reach the row's own edge upright: a taller neighbour would else be crossed.
    stops = [start, Point(start.x, first.bottom if down else first.top)]
    for x, row in passed:
        stops += [Point(x, row.top if down else row.bottom),
                  Point(x, row.bottom if down else row.top)]  # fmt: skip
    stops += [Point(end.x, last.top if down else last.bottom), end]
    points = [stops[0]]
    for one, other in pairwise(stops):
        if one == other:
            continue
        middle = (one.y + other.y) / 2
        points += [Point(one.x, middle), Point(other.x, middle), other]
    return tuple(Point(round(x, 1), round(y, 1)) for x, y in points)


def _rounded(start: Point, bottom: float, end: Point) -> tuple[Point, ...]:
    """Join two boxes of one row by an arc below it."""
    low = round(bottom + _ARC, 1)
    return (start, Point(start.x, low), Point(end.x, low), end)


_CLEAR = 5.0
_TRIED = 6
_LINE_STEP = 6.0
_PORTS = 0.8
_PORT_STEP = 16.0
_ARC = 30.0
