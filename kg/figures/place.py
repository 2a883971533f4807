"""Where nodes stand: columns from left to right, ordered so that lines are short and cross little.

A search from several starts, with a fixed seed: the same figure always gets the same places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from kg.figures.scene import Rect

XY = tuple[float, float]


@dataclass(frozen=True)
class Track:
    """A column that nodes can stand in: its centre, its top and bottom, in points."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Task:
    """What is to be placed.

    `sizes` are (width, height) of each node with its badges, `tracks` the columns each may stand
    in, `links` go from subject to object, `pinned` nodes have their place already.
    """

    sizes: Mapping[str, XY]
    columns: tuple[Track, ...]
    tracks: Mapping[str, tuple[int, ...]]
    links: tuple[tuple[str, str], ...]
    pinned: Mapping[str, XY]


def place(task: Task) -> dict[str, XY]:
    """Give the centre of every node, in points."""
    best: tuple[float, list[list[str]]] | None = None
    for seed in range(_STARTS):
        columns = _start(task, Random(seed))  # noqa: S311 (a layout, no secret)
        found = _improve(task, columns)
        if best is None or found[0] < best[0] - 1e-9:
            best = found
    assert best is not None  # there is at least one start
    return _settle(task, _centres(task, best[1]))


def _start(task: Task, random: Random) -> list[list[str]]:
    """Put every node into one of its columns: by its causal depth at first, then by chance."""
    depth = _depths(task)
    columns: list[list[str]] = [[] for _ in task.columns]
    for node in sorted(task.sizes, key=lambda node: (depth[node], random.random())):
        if node in task.pinned:
            continue
        allowed = task.tracks[node]
        least = min(len(columns[column]) for column in allowed)
        free = [column for column in allowed if len(columns[column]) <= least + 1]
        columns[free[0] if random.random() < 0.6 else random.choice(free)].append(node)
    return columns


def _depths(task: Task) -> dict[str, int]:
    depth = dict.fromkeys(task.sizes, 0)
    for _ in range(len(depth)):
        for subject, object_ in task.links:
            if depth[object_] < depth[subject] + 1 <= len(depth) // 2 + 1:
                depth[object_] = depth[subject] + 1
    return depth


def _improve(task: Task, columns: list[list[str]]) -> tuple[float, list[list[str]]]:
    """Move single nodes and swap pairs as long as that helps."""
    cost = _cost(task, _centres(task, columns))
    nodes = sorted(node for column in columns for node in column)
    better = True
    while better:
        better = False
        for node in nodes:
            for column in task.tracks[node]:
                for slot in range(len(columns[column]) + 1):
                    tried = [[other for other in line if other != node] for line in columns]
                    tried[column].insert(slot, node)
                    found = cost if tried == columns else _cost(task, _centres(task, tried))
                    if found < cost - 1e-9:
                        cost, columns, better = found, tried, True
        for one, other in combinations(nodes, 2):
            if task.tracks[one] == task.tracks[other]:
                swap = {one: other, other: one}
                tried = [[swap.get(node, node) for node in line] for line in columns]
                found = _cost(task, _centres(task, tried))
                if found < cost - 1e-9:
                    cost, columns, better = found, tried, True
    return cost, columns


def _centres(task: Task, columns: Sequence[Sequence[str]]) -> dict[str, XY]:
    """Spread the nodes of each column evenly over its height."""
    found = dict(task.pinned)
    for track, nodes in zip(task.columns, columns, strict=True):
        if not nodes:
            continue
        heights = [task.sizes[node][1] for node in nodes]
        gap = (track.bottom - track.top - sum(heights)) / (len(nodes) + 0.0 + 1)
        gap = max(gap, _LEAST_GAP)
        room = track.bottom - track.top
        y = track.top + (room - sum(heights) - gap * (len(nodes) - 1)) / 2
        for node, height in zip(nodes, heights, strict=True):
            found[node] = track.x, y + height / 2
            y += height + gap
    return found


def _settle(task: Task, centres: dict[str, XY]) -> dict[str, XY]:
    """Move nodes up and down a little where that shortens lines or frees their way."""
    cost = _cost(task, centres)
    for step in (24.0, 12.0, 6.0, 24.0, 12.0, 6.0):
        for node in sorted(centres):
            if node in task.pinned:
                continue
            for way in (-step, step):
                x, y = centres[node]
                tried = {**centres, node: (x, y + way)}
                if not _fits(task, tried, node):
                    continue
                found = _cost(task, tried)
                if found < cost - 1e-9:
                    cost, centres = found, tried
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in sorted(centres.items())}


def _fits(task: Task, centres: Mapping[str, XY], node: str) -> bool:
    box = _rect(task, centres, node)
    track = min(
        (task.columns[number] for number in task.tracks[node]),
        key=lambda track: abs(track.x - centres[node][0]),
    )
    if box.top < track.top or box.bottom > track.bottom:
        return False
    return not any(
        box.meets(_rect(task, centres, other), _LEAST_GAP) for other in centres if other != node
    )


def _rect(task: Task, centres: Mapping[str, XY], node: str) -> Rect:
    (x, y), (width, height) = centres[node], task.sizes[node]
    return Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _cost(task: Task, centres: Mapping[str, XY]) -> float:
    """Judge places: crossings, lines through nodes, length, and lines that run backwards."""
    rects = {node: _rect(task, centres, node) for node in centres}
    cost = 0.0
    lines: list[tuple[str, str, XY, XY]] = []
    for subject, object_ in task.links:
        here, there = facing(rects[subject], rects[object_])
        lines.append((subject, object_, here, there))
        dx, dy = there[0] - here[0], there[1] - here[1]
        cost += (abs(dx) + 1.5 * abs(dy)) * 0.012
        if dx < -8:
            cost += 1.0
        if abs(dx) + abs(dy) < _ROOM_FOR_LABEL:
            cost += 2.0
    for subject, object_, here, there in lines:
        low, high = min(here[1], there[1]), max(here[1], there[1])
        left, right = min(here[0], there[0]), max(here[0], there[0])
        for node, rect in rects.items():
            if rect.left - 5 > right or rect.right + 5 < left:
                continue
            if rect.top - 5 > high or rect.bottom + 5 < low or node in (subject, object_):
                continue
            if cuts(here, there, rect.grown(5)):
                cost += 9.0
    for one, other in combinations(lines, 2):
        if one[2] != other[2] and one[3] != other[3] and crosses(*one[2:], *other[2:]):
            cost += 3.0
    for track in task.columns:
        inside = [rect for node, rect in rects.items() if centres[node][0] == track.x
                  and (rect.top < track.top - 1 or rect.bottom > track.bottom + 1)
                  and track.top <= centres[node][1] <= track.bottom]  # fmt: skip
        cost += 20.0 * len(inside)
    return cost


def facing(one: Rect, other: Rect) -> tuple[XY, XY]:
    """Give the middles of the sides by which two boxes face each other."""
    x, y = (one.left + one.right) / 2, (one.top + one.bottom) / 2
    u, v = (other.left + other.right) / 2, (other.top + other.bottom) / 2
    if other.left > one.right + 8:
        return (one.right, y), (other.left, v)
    if other.right < one.left - 8:
        return (one.left, y), (other.right, v)
    if v > y:
        return (x, one.bottom), (u, other.top)
    return (x, one.top), (u, other.bottom)


def cuts(a: XY, b: XY, rect: Rect) -> bool:
    """Whether a straight line enters a rectangle (Liang and Barsky 1984).

    >>> cuts((0, 0), (10, 10), Rect(4, 0, 6, 20)), cuts((0, 0), (10, 0), Rect(4, 1, 6, 9))
    (True, False)
    """
    (x, y), (u, v) = a, b
    dx, dy = u - x, v - y
    first, last = 0.0, 1.0
    for slope, room in (
        (-dx, x - rect.left), (dx, rect.right - x), (-dy, y - rect.top), (dy, rect.bottom - y),
    ):  # fmt: skip
        if slope == 0:
            if room <= 0:
                return False
            continue
        at = room / slope
        if slope < 0:
            first = max(first, at)
        else:
            last = min(last, at)
        if first >= last:
            return False
    return True


def crosses(a: XY, b: XY, c: XY, d: XY) -> bool:
    """Whether two straight lines cross between their ends.

    >>> crosses((0, 0), (10, 10), (0, 10), (10, 0)), crosses((0, 0), (1, 0), (1, 0), (2, 5))
    (True, False)
    """

    def side(p: XY, q: XY, r: XY) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < -1e-6 and side(c, d, a) * side(c, d, b) < -1e-6


_STARTS = 6
_LEAST_GAP = 16.0
_ROOM_FOR_LABEL = 34.0
