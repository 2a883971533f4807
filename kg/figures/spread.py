"""Ends of lines that meet on one side of a node are set apart, in the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import hypot

from kg.figures.place import XY, cuts
from kg.figures.shape import Box, Rect
from kg.figures.way import Ends, Way, rim

_End = tuple[int, bool]
"""The number of a line, and whether it is its target's end."""


def spread(
    lines: Sequence[Ends], ways: Sequence[Way], nodes: Mapping[str, Sequence[Box]],
    blocks: Mapping[str, Sequence[Rect]],
) -> list[Way]:  # fmt: skip
    """Give every end that would hide another a place of its own on the same side.

    A side stays as it is where that would lead a line through something, or where it is too short.
    """
    made = list(ways)
    for (key, side), ends in sorted(_sides(lines, made).items()):
        box = nodes[key][side]
        if box.role != "node" or not _hidden(lines, made, ends):
            continue
        across = side in (0, 2)
        room = (box.width if across else box.height) / 2
        ends = sorted(ends, key=lambda end: _comes_from(made[end[0]], end[1], across))
        bars = any(lines[number].end == "bar" for number, target in ends if target)
        pitch = min(_BARS if bars else _HEADS, 2 * _REACH * room / (len(ends) - 1))
        if pitch < (_LEAST_BARS if bars else _LEAST):
            continue
        tried = dict[int, Way]()
        for place, (number, target) in enumerate(ends):
            share = (place - (len(ends) - 1) / 2) * pitch / room
            way = tried.get(number, made[number])
            tried[number] = _moved(way, target, rim(box, side, share))
        if all(
            _entered(lines[number], way, blocks) <= _entered(lines[number], made[number], blocks)
            for number, way in tried.items()
        ):
            for number, way in tried.items():
                made[number] = way
    return made


def _sides(lines: Sequence[Ends], ways: Sequence[Way]) -> dict[tuple[str, int], list[_End]]:
    found: dict[tuple[str, int], list[_End]] = defaultdict(list)
    for number, (line, way) in enumerate(zip(lines, ways, strict=True)):
        found[line.source, way.source_site].append((number, False))
        found[line.target, way.target_site].append((number, True))
    return found


def _hidden(lines: Sequence[Ends], ways: Sequence[Way], ends: Sequence[_End]) -> bool:
    """Tell whether an end that says something stands too near to another."""
    for place, one in enumerate(ends):
        for other in ends[place + 1 :]:
            said = [lines[number].end for number, target in (one, other) if target]
            if not any(end != "none" for end in said):
                continue
            (x, y), (u, v) = (_tip(ways[number], target) for number, target in (one, other))
            if hypot(x - u, y - v) < (_LEAST_BARS if "bar" in said else _LEAST):
                return True
    return False


def _tip(way: Way, target: bool) -> XY:
    return way.points[-1 if target else 0]


def _comes_from(way: Way, target: bool, across: bool) -> tuple[float, float]:
    """Sort by where a line comes from, along the side: by its slope there, then by its far end."""
    tip, near, far = way.points[0], way.points[1], way.points[-1]
    if target:
        tip, near, far = way.points[-1], way.points[-2], way.points[0]
    along, off = (0, 1) if across else (1, 0)
    slope = (near[along] - tip[along]) / (abs(near[off] - tip[off]) or 1.0)
    return round(slope, 3), far[along]


def _moved(way: Way, target: bool, tip: XY) -> Way:
    """Let a line begin or end elsewhere on the same side; a bent one bends half way again."""
    start, end = (way.points[0], tip) if target else (tip, way.points[-1])
    if len(way.points) == 2:
        return replace(way, points=(start, end))
    if way.source_site in (1, 3):
        middle = (start[0] + end[0]) / 2
        return replace(way, points=(start, (middle, start[1]), (middle, end[1]), end))
    middle = (start[1] + end[1]) / 2
    return replace(way, points=(start, (start[0], middle), (end[0], middle), end))


def _entered(line: Ends, way: Way, blocks: Mapping[str, Sequence[Rect]]) -> int:
    """Count what a line enters that it does not join."""
    return sum(
        any(cuts(a, b, rect.grown(-2.3 if key in (line.source, line.target) else 3.0))
            for a, b in way.parts)
        for key, rects in blocks.items() for rect in rects
    )  # fmt: skip


_HEADS, _BARS = 12.0, 18.0
"""From one end to the next, in points."""

_LEAST, _LEAST_BARS = 8.0, 16.5
_REACH = 0.88
"""How far from the middle of a side its outermost ends may stand, of half its length."""
