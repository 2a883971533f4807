"""How lines run: clear of every node, text and other line.

Lines are straight from one connection site to another, so that presentation programs redraw them
alike; a line with two right angles is taken where no straight one is clear. It bends half way, for
some programs bend it there whatever they are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import cos, hypot, radians

from kg.figures.place import XY, crosses, cuts
from kg.figures.shape import Box, Rect, site
from kg.figures.spread import spread
from kg.figures.way import Ends, Way, rim


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
    chosen = [0] * len(lines)
    known: dict[tuple[int, int, int, int], float] = {}

    def conflict(one: int, mine: int, other: int) -> float:
        key = one, mine, other, chosen[other]
        if key not in known:
            ways = offers[one][mine][1], offers[other][key[3]][1]
            found = _conflict(lines[one], ways[0], lines[other], ways[1])
            known[key] = known[other, key[3], one, mine] = found
        return known[key]

    for _ in range(_SWEEPS):
        before = list(chosen)
        for number, offer in enumerate(offers):
            best, least = chosen[number], float("inf")
            for mine, (cost, _) in enumerate(offer):
                for other in range(len(lines)):
                    if cost >= least:
                        break
                    if other != number:
                        cost += conflict(number, mine, other)
                if cost < least:
                    best, least = mine, cost
            chosen[number] = best
        if chosen == before:
            break
    ways = [offer[number][1] for offer, number in zip(offers, chosen, strict=True)]
    return spread(lines, ways, nodes, blocks)


def _offers(
    line: Ends,
    nodes: Mapping[str, Sequence[Box]],
    blocks: Mapping[str, Sequence[Rect]],
    obstacles: Sequence[Rect],
) -> list[tuple[float, Way]]:
    """List possible ways with their cost, seen alone."""
    source, target = nodes[line.source], nodes[line.target]
    ways = []
    for way in (*_straight(source, target), *_bent(source, target)):
        slant = _slant(way)
        if slant < _INWARDS:
            aside = sum(
                _ASIDE * (hypot(tip[0] - x, tip[1] - y) > 0.5)
                for tip, (x, y) in (
                    (way.points[0], site(source[way.source_site], way.source_site)),
                    (way.points[-1], site(target[way.target_site], way.target_site)),
                )
            )  # fmt: skip
            hung = (source[way.source_site].role == "badge") + (
                target[way.target_site].role == "badge"
            )
            cost = way.length * 0.01 + (len(way.parts) - 1) * _BEND + slant + aside + hung * _HUNG
            ways.append((cost, way))
    ways.sort(key=lambda item: item[0])
    offers, kept = [], Counter[tuple[int, int]]()
    for cost, way in ways:
        for name, rects in blocks.items():
            for rect in rects:
                own = name in (line.source, line.target)
                cost += 50.0 * _enters(way, rect.grown(-2.3 if own else 4.0))
        cost += 12.0 * sum(_enters(way, rect.grown(2)) for rect in obstacles)
        offers.append((cost, way))
    offers.sort(key=lambda item: item[0])
    best = []
    for cost, way in offers:
        sides = way.source_site, way.target_site
        kept[sides] += 1
        if kept[sides] <= _ALIKE:
            best.append((cost, way))
    if not best:  # nodes on one another: the measure says so
        best = [(0.0, Way(3, 1, (site(source[3], 3), site(target[1], 1))))]
    return best[:_BEST]


def _enters(way: Way, rect: Rect) -> bool:
    return any(cuts(a, b, rect) for a, b in way.parts)


def _straight(source: Sequence[Box], target: Sequence[Box]) -> Iterator[Way]:
    """Yield straight ways between any places where a line may begin and end."""
    ends = [(there, end) for there in range(4) for end in _ends(target[there], there)]
    for here in range(4):
        for start in _ends(source[here], here):
            for there, end in ends:
                yield Way(here, there, (start, end))


def _ends(box: Box, side: int) -> list[XY]:
    """Give the places on a side where a line may begin or end, its middle first."""
    if box.role != "node":
        return [site(box, side)]
    room = (box.width if side in (0, 2) else box.height) / 2
    shares = [share for share in _SHARES if not share or abs(share) * room >= _PITCH]
    return [rim(box, side, share) for share in shares]


def _bent(source: Sequence[Box], target: Sequence[Box]) -> Iterator[Way]:
    """Yield ways of three parts between facing sides, bending half way."""
    for here, there in ((3, 1), (1, 3), (2, 0), (0, 2)):
        for x, y in _ends(source[here], here):
            for u, v in _ends(target[there], there):
                if here in (1, 3) and abs(y - v) > 4 and (u - x) * (1 if here == 3 else -1) > 30:
                    middle = (x + u) / 2
                    yield Way(here, there, ((x, y), (middle, y), (middle, v), (u, v)))
                if here in (0, 2) and abs(x - u) > 4 and (v - y) * (1 if here == 2 else -1) > 30:
                    middle = (y + v) / 2
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
        cost += _INWARDS if along < _FLATTEST else 1.2 * (1 - along)
    return cost


def _conflict(line: Ends, way: Way, other: Ends, there: Way) -> float:
    """Charge crossings, and sites that are shared in a way that hides a line's end."""
    cost = 0.0
    if any(crosses(*p, *q) for p in way.parts for q in there.parts):
        cost += _CROSSING
    for (p, a), end in zip(_tips(way), ("", line.end), strict=True):
        for (q, b), other_end in zip(_tips(there), ("", other.end), strict=True):
            bars = "bar" in (end, other_end)
            apart, least = hypot(p[0] - q[0], p[1] - q[1]), _BAR_APART if bars else _APART
            if apart > least:
                continue
            near = 1 - apart / least  # a bar that is moved aside is better than one that hides
            if end and other_end:
                cost += 6.0 + 14.0 * near
            else:
                cost += 1.0 + 14.0 * near if bars else 2.0 if end or other_end else 0.4
            cost += 6.0 if a[0] * b[0] + a[1] * b[1] > _NARROW else 0.0
    cost += 30.0 * together(way.parts, there.parts)
    return cost


def _tips(way: Way) -> tuple[tuple[XY, XY], tuple[XY, XY]]:
    """Give both ends of a line, each with the direction in which it leaves."""
    found = []
    for tip, inner in ((way.points[0], way.points[1]), (way.points[-1], way.points[-2])):
        length = hypot(inner[0] - tip[0], inner[1] - tip[1]) or 1.0
        found.append((tip, ((inner[0] - tip[0]) / length, (inner[1] - tip[1]) / length)))
    return found[0], found[1]


def together(one: Sequence[tuple[XY, XY]], other: Sequence[tuple[XY, XY]]) -> bool:
    """Whether two lines, given by their straight parts, lie on each other for a while.

    >>> together([((0, 0), (40, 0))], [((10, 1), (60, 1))])
    True
    """
    for a, b in one:
        for c, d in other:
            length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
            dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
            off = [abs((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) for p in (c, d)]
            if max(off) > 3.0:
                continue
            at = sorted((p[0] - a[0]) * dx + (p[1] - a[1]) * dy for p in (c, d))
            if min(at[1], length) - max(at[0], 0.0) > 6.0:
                return True
    return False


_OUTWARD = ((0, -1), (-1, 0), (0, 1), (1, 0))
_FLATTEST = cos(radians(72))
_INWARDS = 60.0
"""What a line costs that leaves or reaches a side from within."""

_SHARES = (0.0, -0.6, 0.6)
"""Places on a side, from -1 to 1 of it."""

_PITCH = 8.0
"""Least distance of such a place from the middle, in points."""

_ASIDE, _BEND, _HUNG, _CROSSING = 0.6, 4.0, 5.0, 5.0
"""What it costs: an end beside the middle of a side, a bend, an end at a badge, a crossing."""

_SWEEPS = 6
_BEST, _ALIKE = 30, 6
"""Ways of a line that are weighed against those of others, and how many between the same sides."""

_APART, _BAR_APART = 9.0, 17.0
_NARROW = cos(radians(7))
