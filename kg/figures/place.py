"""Where nodes stand: columns from left to right, ordered so that lines are short and cross little.

A local search that is shaken and begun again, with a fixed seed and a fixed number of trials: the
same figure always gets the same places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from kg.figures.shape import Rect

XY = tuple[float, float]
_Columns = list[list[int]]


@dataclass(frozen=True)
class Track:
    """A column that nodes can stand in: its centre, its top and bottom, in points."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Task:
    """What is to be placed.

    `sizes` are (width, height) of each node with its badges, `lifts` how far the node itself lies
    above the middle of that, `tracks` the columns each may stand in, `links` go from subject to
    object, `pinned` nodes have their place already.
    """

    sizes: Mapping[str, XY]
    lifts: Mapping[str, float]
    columns: tuple[Track, ...]
    tracks: Mapping[str, tuple[int, ...]]
    links: tuple[tuple[str, str], ...]
    pinned: Mapping[str, XY]
    seed: int = 1


def place(task: Task, offers: int = 1) -> list[dict[str, XY]]:
    """Give the centre of every node, in points: the best of several ways, and up to `offers`."""
    search = _Search(task)
    search.run()
    best = sorted(search.found.values(), key=lambda item: item[0])[:offers]
    ways = [search.settled(columns) for _, columns in best]
    return [way for number, way in enumerate(ways) if way not in ways[:number]]


class _Search:
    """The board as numbers: a node is its place in `names`; centres are two lists."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.names = sorted(task.sizes)
        number = {name: place for place, name in enumerate(self.names)}
        self.half_width = [task.sizes[name][0] / 2 for name in self.names]
        self.half_height = [task.sizes[name][1] / 2 for name in self.names]
        self.lifts = [task.lifts[name] for name in self.names]
        self.links = [(number[a], number[b]) for a, b in task.links]
        self.tracks = [task.tracks[name] for name in self.names]
        self.pinned = {number[name]: place for name, place in task.pinned.items()}
        self.trials = 0
        self.found: dict[str, tuple[float, _Columns]] = {}

    def run(self) -> None:
        """Search until the trials are used up; every local optimum is kept."""
        random = Random(self.task.seed)  # noqa: S311 (a layout, no secret)
        best: tuple[float, _Columns] | None = None
        while self.trials < _TRIALS:
            shaken = best is not None and random.random() < 0.6
            columns = self._shake(best[1], random) if best and shaken else self._start(random)
            cost, columns = self._improve(columns)
            self.found.setdefault(repr(columns), (cost, columns))
            if best is None or cost < best[0]:
                best = cost, columns

    def _start(self, random: Random) -> _Columns:
        """Put every node into one of its columns: by its causal depth at first, then by chance."""
        depth = self._depths()
        columns: _Columns = [[] for _ in self.task.columns]
        for node in sorted(range(len(self.names)), key=lambda node: (depth[node], random.random())):
            if node in self.pinned:
                continue
            allowed = self.tracks[node]
            least = min(len(columns[column]) for column in allowed)
            free = [column for column in allowed if len(columns[column]) <= least + 1]
            columns[free[0] if random.random() < 0.6 else random.choice(free)].append(node)
        for column in columns:
            random.shuffle(column)
        return columns

    def _shake(self, columns: _Columns, random: Random) -> _Columns:
        """Swap some pairs that may stand in each other's columns."""
        made = [list(column) for column in columns]
        nodes = [node for column in made for node in column]
        for _ in range(3):
            one, other = random.sample(nodes, 2) if len(nodes) > 1 else (nodes[0], nodes[0])
            if self.tracks[one] == self.tracks[other]:
                made = _swapped(made, one, other)
        return made

    def _depths(self) -> list[int]:
        depth = [0] * len(self.names)
        for _ in depth:
            for subject, object_ in self.links:
                if depth[object_] < depth[subject] + 1 <= len(depth) // 2 + 1:
                    depth[object_] = depth[subject] + 1
        return depth

    def _improve(self, columns: _Columns) -> tuple[float, _Columns]:
        """Move single nodes and swap pairs as long as that helps."""
        cost = self._judge(columns, float("inf"))
        nodes = sorted(node for column in columns for node in column)
        better = True
        while better and self.trials < _TRIALS:
            better = False
            for node in nodes:
                for column in self.tracks[node]:
                    for slot in range(len(columns[column]) + 1):
                        tried = [[other for other in line if other != node] for line in columns]
                        tried[column].insert(slot, node)
                        if tried == columns:
                            continue
                        found = self._judge(tried, cost)
                        if found < cost - 1e-9:
                            cost, columns, better = found, tried, True
            for one, other in combinations(nodes, 2):
                if self.tracks[one] == self.tracks[other]:
                    tried = _swapped(columns, one, other)
                    found = self._judge(tried, cost)
                    if found < cost - 1e-9:
                        cost, columns, better = found, tried, True
        return cost, columns

    def _judge(self, columns: _Columns, bound: float) -> float:
        self.trials += 1
        return self.cost(*self._centres(columns), bound)

    def _centres(self, columns: _Columns) -> tuple[list[float], list[float]]:
        """Spread the nodes of each column evenly over its height."""
        xs, ys = [0.0] * len(self.names), [0.0] * len(self.names)
        for node, (x, y) in self.pinned.items():
            xs[node], ys[node] = x, y
        for track, nodes in zip(self.task.columns, columns, strict=True):
            room = track.bottom - track.top
            filled = sum(2 * self.half_height[node] for node in nodes)
            gap = max((room - filled) / (len(nodes) + 1), _LEAST_GAP) if nodes else 0.0
            y = track.top + (room - filled - gap * (len(nodes) - 1)) / 2
            for node in nodes:
                xs[node], ys[node] = track.x, y + self.half_height[node]
                y += 2 * self.half_height[node] + gap
        return xs, ys

    def settled(self, columns: _Columns) -> dict[str, XY]:
        """Move nodes up and down a little where that shortens lines or frees their way."""
        xs, ys = self._centres(columns)
        cost = self.cost(xs, ys, float("inf"))
        home = {node: track for track, nodes in zip(self.task.columns, columns, strict=True)
                for node in nodes}  # fmt: skip
        first = (_CLEARING,) if cost >= _THROUGH else ()
        for step in (*first, 30.0, 18.0, 9.0, 30.0, 18.0, 9.0, 4.0):
            for node, track in sorted(home.items()):
                for way in (-step, step):
                    y = ys[node] + way
                    reach = self.half_height[node]
                    if y - reach < track.top or y + reach > track.bottom:
                        continue
                    tried = [*ys[:node], y, *ys[node + 1 :]]
                    found = self.cost(xs, tried, cost)
                    if found < cost - 1e-9:
                        cost, ys = found, tried
        return {
            name: (round(x, 1), round(y, 1)) for name, x, y in zip(self.names, xs, ys, strict=True)
        }

    def cost(self, xs: Sequence[float], ys: Sequence[float], bound: float) -> float:
        """Judge places: crossings, lines through nodes, length, crowding; stops above `bound`."""
        half_width, half_height = self.half_width, self.half_height
        count, cost = len(xs), 0.0
        for one in range(count):
            x, y = xs[one], ys[one]
            for other in range(one + 1, count):
                if abs(x - xs[other]) < half_width[one] + half_width[other] + 4:
                    gap = abs(y - ys[other]) - half_height[one] - half_height[other]
                    if gap < _AIRY:
                        cost += 60.0 if gap < _LEAST_GAP - 1 else 1.2 * (1 - gap / _AIRY)
        for track in self.task.columns:
            for node in range(count):
                if xs[node] == track.x and track.top < ys[node] < track.bottom:
                    over = max(track.top - ys[node], ys[node] - track.bottom) + half_height[node]
                    cost += max(over, 0.0)
        lines = []
        for a, b in self.links:
            ax, ay, bx, by = self._facing(xs, ys, a, b)
            dx, dy = abs(bx - ax), abs(by - ay)
            cost += (dx + dy) * 0.012
            cost += 3.0 if bx < ax - 8 else 0.0
            cost += 6.0 if dx + dy < _ROOM_FOR_LABEL else 0.0
            lines.append((ax, ay, bx, by, a, b))
        if cost > bound:
            return cost
        for ax, ay, bx, by, a, b in lines:
            low, high = (ay, by) if ay < by else (by, ay)
            left, right = (ax, bx) if ax < bx else (bx, ax)
            for node in range(count):
                across, along = half_width[node] + 5, half_height[node] + 5
                x, y = xs[node], ys[node]
                if x - across > right or x + across < left or y - along > high or y + along < low:
                    continue
                if node in (a, b):
                    continue
                # the corners lie on both sides of the line, or all on one
                run, rise = bx - ax, by - ay
                off = run * (y - ay) - rise * (x - ax)
                if abs(off) < abs(run) * along + abs(rise) * across:
                    cost += _THROUGH
            if cost > bound:
                return cost
        for number, (ax, ay, bx, by, a, b) in enumerate(lines):
            for cx, cy, ex, ey, c, d in lines[number + 1 :]:
                if a == c or b == d:
                    continue
                here = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
                there = (bx - ax) * (ey - ay) - (by - ay) * (ex - ax)
                if here * there < 0:
                    here = (ex - cx) * (ay - cy) - (ey - cy) * (ax - cx)
                    there = (ex - cx) * (by - cy) - (ey - cy) * (bx - cx)
                    if here * there < 0:
                        cost += 3.0
            if cost > bound:
                return cost
        return cost

    def _facing(
        self, xs: Sequence[float], ys: Sequence[float], a: int, b: int
    ) -> tuple[float, float, float, float]:
        """Give the middles of the sides by which two nodes face each other."""
        x, y, u, v = xs[a], ys[a] - self.lifts[a], xs[b], ys[b] - self.lifts[b]
        here, there = self.half_width[a], self.half_width[b]
        if u - there > x + here + 8:
            return x + here, y, u - there, v
        if u + there < x - here - 8:
            return x - here, y, u + there, v
        y, v = ys[a], ys[b]
        up, down = self.half_height[a], self.half_height[b]
        return (x, y + up, u, v - down) if v > y else (x, y - up, u, v + down)


def _swapped(columns: _Columns, one: int, other: int) -> _Columns:
    swap = {one: other, other: one}
    return [[swap.get(node, node) for node in column] for column in columns]


def cuts(a: XY, b: XY, rect: Rect) -> bool:
    """Whether a straight line enters a rectangle (Liang and Barsky 1984).

    >>> cuts((0, 0), (10, 10), Rect(4, 0, 6, 20)), cuts((0, 0), (10, 0), Rect(4, 1, 6, 9))
    (True, False)
    """
    (x, y), (u, v) = a, b
    if (
        (x <= rect.left and u <= rect.left) or (x >= rect.right and u >= rect.right)
        or (y <= rect.top and v <= rect.top) or (y >= rect.bottom and v >= rect.bottom)
    ):  # fmt: skip
        return False  # most lines are far from most rectangles
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


_TRIALS = 3000
"""How many arrangements are judged: enough for fifteen nodes, about a fifth of a second."""

_THROUGH = 14.0
"""What a line through a node costs."""

_CLEARING = 72.0
"""How far a node must move to free the way of a line through it, in points: no less helps."""

_LEAST_GAP = 14.0
_AIRY = 60.0
_ROOM_FOR_LABEL = 40.0
