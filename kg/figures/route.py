"""How lines run and where their numbers stand: clear of every node, text and other line.

Lines are straight from one connection site to another, so that presentation programs redraw them
alike; a line with two right angles is taken where no straight one is clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, hypot, radians

from kg.figures.place import XY, crosses, cuts
from kg.figures.scene import Box, Rect, site


@dataclass(frozen=True)
class Way:
    """A line between two sites (top 0, left 1, bottom 2, right 3) by its points."""

    source_site: int
    target_site: int
    points: tuple[XY, ...]

    @cached_property
    def parts(self) -> tuple[tuple[XY, XY], ...]:
        """The straight parts of the line."""
        return tuple(pairwise(self.points))

    @cached_property
    def length(self) -> float:
        """Length in points."""
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in self.parts)


@dataclass(frozen=True)
class Ends:
    """A line to be routed: the nodes that it joins, and how it ends."""

    source: str
    target: str
    end: str


def route(
    lines: Sequence[Ends],
    nodes: Mapping[str, Sequence[Box]],
    blocks: Mapping[str, Sequence[Rect]],
    obstacles: Sequence[Rect],
) -> list[Way]:
    """Choose a way for every line.

    `nodes` gives the box that holds each of the four sites (below a node with badges, the last of
    them), `blocks` what each node fills, `obstacles` other text.
    """
    offers = [_offers(line, nodes, blocks, obstacles) for line in lines]
    chosen = [min(offer, key=lambda item: item[0])[1] for offer in offers]
    for _ in range(_SWEEPS):
        before = list(chosen)
        for number, line in enumerate(lines):
            others = [(lines[n], way) for n, way in enumerate(chosen) if n != number]
            chosen[number] = min(
                offers[number], key=lambda item: item[0] + _conflict(line, item[1], others)
            )[1]
        if chosen == before:
            break
    return chosen


def number_places(
    sizes: Sequence[XY | None], ways: Sequence[Way], taken: Sequence[Rect], canvas: Rect
) -> list[XY | None]:
    """Place the centre of each line's mark beside it, where it touches nothing."""
    used = list(taken)
    found: list[XY | None] = [None] * len(ways)
    order = sorted(range(len(ways)), key=lambda number: ways[number].length)
    for number in order:
        size = sizes[number]
        if size is None:
            continue
        best: tuple[float, XY, Rect] | None = None
        for loss, centre in sorted(_beside(ways[number], size)):
            if best is not None and loss >= best[0]:
                break  # no later place can be better
            rect = Rect(
                centre[0] - size[0] / 2, centre[1] - size[1] / 2,
                centre[0] + size[0] / 2, centre[1] + size[1] / 2,
            )  # fmt: skip
            loss += 1000.0 * sum(rect.meets(other, 1.0) for other in used)
            loss += 400.0 * (not canvas.holds(rect))
            for other, way in enumerate(ways):
                room = rect.grown(2.5 if other != number else 1.5)
                loss += 300.0 * sum(cuts(a, b, room) for a, b in way.parts)
            if best is None or loss < best[0]:
                best = loss, centre, rect
        if best:
            found[number] = best[1]
            used.append(best[2])
    return found


def _offers(
    line: Ends,
    nodes: Mapping[str, Sequence[Box]],
    blocks: Mapping[str, Sequence[Rect]],
    obstacles: Sequence[Rect],
) -> list[tuple[float, Way]]:
    """List possible ways with their cost, seen alone."""
    source, target = nodes[line.source], nodes[line.target]
    offers = []
    bar = line.end == "bar"
    for way in (*_straight(source, target, bar), *_bent(source, target)):
        cost = way.length * 0.01 + (len(way.parts) - 1) * 5.0 + _slant(way)
        for name, rects in blocks.items():
            for rect in rects:
                own = name in (line.source, line.target)
                cost += 50.0 * _enters(way, rect.grown(-1.0 if own else 4.0))
        cost += 12.0 * sum(_enters(way, rect.grown(2)) for rect in obstacles)
        offers.append((cost, way))
    return sorted(offers, key=lambda item: item[0])[:_BEST]


def _enters(way: Way, rect: Rect) -> bool:
    return any(cuts(a, b, rect) for a, b in way.parts)


def _straight(source: Sequence[Box], target: Sequence[Box], bar: bool) -> Iterator[Way]:
    """Yield straight ways; a bar belongs to its target's group and may stand beside a site."""
    for there in range(4):
        for share in (0.0, -0.8, 0.8) if bar and target[there].role == "node" else (0.0,):
            end = rim(target[there], there, share)
            for here in range(4):
                yield Way(here, there, (site(source[here], here), end))


def rim(box: Box, side: int, share: float) -> XY:
    """Give a place on the outline: of a side, from -1 (its left or upper end) to 1.

    >>> rim(Box("a", "node", 0, 0, 10, 4), 3, -0.5)
    (5.0, -1.0)
    """
    x, y = site(box, side)
    if not share:
        return x, y
    if side in (0, 2):
        along = share * box.width / 2 * (0.6 if box.shape == "hexagon" else 0.8)
        bulge = box.height / 2 * (1 - (1 - (2 * along / box.width) ** 2) ** 0.5)
        down = bulge if box.shape == "ellipse" else 0.0
        return x + along, y + (down if side == 0 else -down)
    along = share * box.height / 2
    into = 0.0
    if box.shape == "hexagon":
        into = 0.2 * box.width * abs(share)
    elif box.shape in {"ellipse", "pill"}:
        reach = box.width / 2 if box.shape == "ellipse" else min(box.width, box.height) / 2
        into = reach * (1 - (1 - share**2) ** 0.5)
    return x + (into if side == 1 else -into), y + along


def _bent(source: Sequence[Box], target: Sequence[Box]) -> Iterator[Way]:
    """Yield ways of three parts between facing sides, bending at several places."""
    for here, there in ((3, 1), (1, 3), (2, 0), (0, 2)):
        (x, y), (u, v) = site(source[here], here), site(target[there], there)
        for share in (0.5, 0.3, 0.7):
            if here in (1, 3) and abs(y - v) > 4 and (u - x) * (1 if here == 3 else -1) > 30:
                middle = x + (u - x) * share
                yield Way(here, there, ((x, y), (middle, y), (middle, v), (u, v)))
            if here in (0, 2) and abs(x - u) > 4 and (v - y) * (1 if here == 2 else -1) > 30:
                middle = y + (v - y) * share
                yield Way(here, there, ((x, y), (x, middle), (u, middle), (u, v)))


def _slant(way: Way) -> float:
    """Charge a line that leaves or reaches a side at a slant; one that goes inwards, much."""
    cost = 0.0
    for (a, b), number, turn in (
        (way.parts[0], way.source_site, 1), (way.parts[-1], way.target_site, -1),
    ):  # fmt: skip
        length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        dx, dy = _OUTWARD[number]
        along = turn * ((b[0] - a[0]) * dx + (b[1] - a[1]) * dy) / length
        cost += 60.0 if along < _FLATTEST else 1.2 * (1 - along)
    return cost


def _conflict(line: Ends, way: Way, others: Sequence[tuple[Ends, Way]]) -> float:
    """Charge crossings, and sites that are shared in a way that hides a line's end."""
    cost = 0.0
    for other, there in others:
        if any(crosses(*p, *q) for p in way.parts for q in there.parts):
            cost += 4.0
        for (p, a), end in zip(_tips(way), ("", line.end), strict=True):
            for (q, b), other_end in zip(_tips(there), ("", other.end), strict=True):
                bars = "bar" in (end, other_end)
                if hypot(p[0] - q[0], p[1] - q[1]) > (_BAR_APART if bars else _APART):
                    continue
                cost += 9.0 if bars else 0.4 if end == other_end else 2.0
                cost += 6.0 if a[0] * b[0] + a[1] * b[1] > _NARROW else 0.0
        cost += 30.0 * _together(way, there)
    return cost


def _tips(way: Way) -> tuple[tuple[XY, XY], tuple[XY, XY]]:
    """Give both ends of a line, each with the direction in which it leaves."""
    found = []
    for tip, inner in ((way.points[0], way.points[1]), (way.points[-1], way.points[-2])):
        length = hypot(inner[0] - tip[0], inner[1] - tip[1]) or 1.0
        found.append((tip, ((inner[0] - tip[0]) / length, (inner[1] - tip[1]) / length)))
    return found[0], found[1]


def _together(one: Way, other: Way) -> bool:
    """Whether two lines lie on each other for a while."""
    for a, b in one.parts:
        for c, d in other.parts:
            length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
            dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
            off = [abs((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) for p in (c, d)]
            if max(off) > 3.0:
                continue
            at = sorted((p[0] - a[0]) * dx + (p[1] - a[1]) * dy for p in (c, d))
            if min(at[1], length) - max(at[0], 0.0) > 6.0:
                return True
    return False


def _beside(way: Way, size: XY) -> Iterator[tuple[float, XY]]:
    """Yield places beside a line with their cost: best near the middle, above or to the right."""
    longest = max(
        way.parts, key=lambda part: hypot(part[1][0] - part[0][0], part[1][1] - part[0][1])
    )
    for (x, y), (u, v) in way.parts:
        length = hypot(u - x, v - y)
        if length < 8:
            continue
        dx, dy = (u - x) / length, (v - y) / length
        for step in range(1, 24):
            at = step / 24
            for sign in (-1, 1):
                nx, ny = -dy * sign, dx * sign
                reach = abs(nx) * size[0] / 2 + abs(ny) * size[1] / 2
                for more in (4.0, 7.0, 11.0, 16.0):
                    off = reach + more
                    loss = abs(at - 0.5) * 8 + (more - 4) * 0.4 + (ny > 0.1) * 0.8
                    loss += 0.0 if ((x, y), (u, v)) == longest else 1.5
                    yield loss, (x + (u - x) * at + nx * off, y + (v - y) * at + ny * off)


_OUTWARD = ((0, -1), (-1, 0), (0, 1), (1, 0))
_FLATTEST = cos(radians(72))
_SWEEPS = 6
_BEST = 12
_APART, _BAR_APART = 9.0, 17.0
_NARROW = cos(radians(7))
