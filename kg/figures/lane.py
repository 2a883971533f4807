"""An answer in lanes: what was seen at the top, the ways below it, each from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import NamedTuple

from kg.figures.answer import Lane
from kg.figures.font import LEADING, SMALLEST, wrap
from kg.figures.mark import FAINT, INK
from kg.figures.place import XY
from kg.figures.shape import Box, Line, Rect, Run

HEADINGS = ((132.0, 34.0), (190.0, 18.0))
"""The room for what a lane is called, at its left, and above and below its nodes, in points; the
second, which makes lower lanes, where the first does not fit."""


class Laid(NamedTuple):
    """The centres of all nodes, and the grounds of the lanes with their headings."""

    centres: dict[str, XY]
    grounds: tuple[Box, ...]


def lay(
    lanes: Sequence[Lane], blocks: Mapping[str, XY], lifts: Mapping[str, float], canvas: Rect
) -> Iterator[Laid]:
    """Offer places for the nodes of every lane; none where they do not fit.

    The ends stand on the first lane. A node that several ways share stands on the shortest of them.
    Then the same with every second node of a long way standing lower. `lifts` tell how far the
    shape of a node lies above the middle of its block.
    """
    order = _ranks(lanes)
    for heading, air in HEADINGS if order else ():
        found = False
        for bent in (False, True):
            tops = _tops(lanes, blocks, canvas, (heading, air), bent)
            area = replace(canvas, left=canvas.left + heading + 8)
            middles = _centres(lanes, blocks, order or {}, area, tops, bent) if tops else None
            if middles:
                centres = {key: (x, round(y + lifts[key], 1)) for key, (x, y) in middles.items()}
                if not _collide(blocks, centres):
                    found = True
                    yield Laid(centres, tuple(_grounds(lanes, canvas, tops, heading)))
        if found:
            return


def _ranks(lanes: Sequence[Lane]) -> dict[str, int] | None:
    """Count how many steps lead to each node at most; None where ways run against each other."""
    pairs = {pair for lane in lanes if lane.kind != "seen" for pair in pairwise(lane.nodes)}
    ranks = {key: 0 for lane in lanes for key in lane.nodes}
    for _ in ranks:
        for here, there in sorted(pairs):
            ranks[there] = max(ranks[there], ranks[here] + 1)
    return ranks if all(ranks[here] < ranks[there] for here, there in pairs) else None


def _own(lanes: Sequence[Lane]) -> list[tuple[str, ...]]:
    """Give for each lane the nodes between the ends that stand on it."""
    home: dict[str, int] = {}
    for number in sorted(range(len(lanes)), key=lambda number: len(lanes[number].nodes)):
        for key in lanes[number].nodes[1:-1]:
            home.setdefault(key, number)
    return [
        tuple(key for key in lane.nodes[1:-1] if home[key] == number)
        for number, lane in enumerate(lanes)
    ]


def _tops(
    lanes: Sequence[Lane], blocks: Mapping[str, XY], canvas: Rect, room: XY, bent: bool
) -> list[tuple[float, float]]:
    """Share the height: what each lane needs, and as much more for all; none without room."""
    ends = (lanes[0].nodes[0], lanes[0].nodes[-1])
    needs = []
    for number, (lane, own) in enumerate(zip(lanes, _own(lanes), strict=True)):
        inner = max((blocks[key][1] for key in own), default=0.0)
        inner = 2 * inner + _BETWEEN if bent and len(own) > 2 else inner + room[1] - 16
        outer = max(blocks[key][1] for key in ends) if number == 0 else 0.0
        heading = sum(size * LEADING for _, size in _heading(lane, room[0]))
        needs.append(max(inner + min(room[1], 16.0), outer + room[1] / 2, heading + 8))
    spare = (canvas.bottom - canvas.top - _BETWEEN * (len(lanes) - 1) - sum(needs)) / len(lanes)
    if spare < 0:
        return []
    left_over = len(lanes) * max(spare - _SPARE, 0.0)
    found, top = [], canvas.top + left_over / 3
    for need in needs:
        bottom = top + need + min(spare, _SPARE)
        found.append((top, bottom))
        top = bottom + _BETWEEN
    return found


def _centres(
    lanes: Sequence[Lane], blocks: Mapping[str, XY], ranks: Mapping[str, int], canvas: Rect,
    tops: Sequence[tuple[float, float]], bent: bool,
) -> dict[str, XY] | None:  # fmt: skip
    """Give the middle of every node's shape: what is shared by rank, the rest evenly between."""
    start, end = lanes[0].nodes[0], lanes[0].nodes[-1]
    middle = sum(tops[0]) / 2
    centres = {
        start: (canvas.left + blocks[start][0] / 2, middle),
        end: (canvas.right - 10 - blocks[end][0] / 2, middle),
    }
    whole = centres[end][0] - centres[start][0]
    inner = [key for lane in lanes for key in lane.nodes[1:-1]]
    for own, (top, bottom) in zip(_own(lanes), tops, strict=True):
        for key in own:
            if inner.count(key) > 1:
                x = centres[start][0] + whole * ranks[key] / ranks[end]
                centres[key] = x, (top + bottom) / 2
    for lane, (top, bottom) in zip(lanes, tops, strict=True):
        for first, run, last in _runs(lane.nodes, centres):
            left = centres[first][0] + blocks[first][0] / 2
            right = centres[last][0] - blocks[last][0] / 2
            gap = (right - left - sum(blocks[key][0] for key in run)) / (len(run) + 1)
            stepped = bent and len(run) > 2 and gap < _WRITTEN
            if gap < _NARROWEST and not stepped:
                return None
            across, x = (centres[last][0] - centres[first][0]) / (len(run) + 1), left
            for number, key in enumerate(run):
                wide, high = blocks[key]
                if stepped:
                    y = top + 8 + high / 2 if number % 2 == 0 else bottom - 8 - high / 2
                    centres[key] = centres[first][0] + (number + 1) * across, y
                else:
                    centres[key] = x + gap + wide / 2, (top + bottom) / 2
                x += gap + wide
    return {key: (round(x, 1), round(y, 1)) for key, (x, y) in centres.items()}


def _runs(
    nodes: Sequence[str], centres: Mapping[str, XY]
) -> list[tuple[str, tuple[str, ...], str]]:
    """Cut a way at the nodes that have their place; gives what lies between."""
    placed = [number for number, key in enumerate(nodes) if key in centres]
    return [
        (nodes[here], tuple(nodes[here + 1 : there]), nodes[there])
        for here, there in pairwise(placed) if there > here + 1
    ]  # fmt: skip


def _collide(blocks: Mapping[str, XY], centres: Mapping[str, XY]) -> bool:
    for one, other in combinations(centres, 2):
        wide = (blocks[one][0] + blocks[other][0]) / 2
        high = (blocks[one][1] + blocks[other][1]) / 2
        across = abs(centres[one][0] - centres[other][0])
        along = abs(centres[one][1] - centres[other][1])
        if across < wide + 8 and along < high + 8:
            return True
    return False


def _heading(lane: Lane, room: float) -> list[tuple[Line, float]]:
    ink = _tint(lane)[2]
    room -= 20
    title = wrap(lane.title, room, _TITLE, True)
    lines: list[tuple[Line, float]] = [((Run(line, True, ink),), _TITLE) for line in title]
    detail = wrap(lane.detail, room, SMALLEST)
    return lines + [((Run(line, False, FAINT),), SMALLEST) for line in detail]


def _grounds(
    lanes: Sequence[Lane], canvas: Rect, tops: Sequence[tuple[float, float]], room: float
) -> list[Box]:
    boxes = []
    for number, (lane, (top, bottom)) in enumerate(zip(lanes, tops, strict=True)):
        fill, edge, _ = _tint(lane)
        name = f"lane-{number}-{lane.kind}"
        boxes.append(
            Box(
                name, "zone", (canvas.left + canvas.right) / 2, (top + bottom) / 2,
                canvas.right - canvas.left, bottom - top, "round", fill=fill, stroke=edge,
                stroke_width=1.0, radius=10,
                alt="; ".join(filter(None, [lane.title, lane.detail])),
            )
        )  # fmt: skip
        lines = _heading(lane, room)
        y = (top + bottom) / 2 - sum(size * LEADING for _, size in lines) / 2
        for place, size in enumerate(dict.fromkeys(size for _, size in lines)):
            own = tuple(line for line, other in lines if other == size)
            high = len(own) * size * LEADING
            boxes.append(
                Box(
                    f"{name}-title-{place}", "zone-title", canvas.left + room / 2, y + high / 2,
                    room - 20, high, "none", lines=own, size=size, align="start",
                )
            )  # fmt: skip
            y += high
    return boxes


def _tint(lane: Lane) -> tuple[str, str, str]:
    """Choose the colours of a lane by what it is; its heading says it in words."""
    if lane.kind in ("counter-force", "opposed"):
        return "#EEECF7", "#A9A0D4", "#43378A"
    if lane.kind == "seen":
        return "#F4F5F7", "#AEB5BF", INK
    return "#EAF4EE", "#8DBB9F", "#1F5E3A"


_TITLE = 13.0
_BETWEEN = 8.0
_SPARE = 80.0
"""The most that a lane gets beyond what it needs, in points."""

_NARROWEST = 30.0
"""The least room between nodes on one line, in points."""

_WRITTEN = 66.0
"""Room between nodes in which the numbers of a line stand with ease, in points."""
