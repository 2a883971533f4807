"""Is the picture legible? What hides, meets, crosses or leaves the page is counted and named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import hypot

from kg.figures.font import SMALLEST
from kg.figures.near import CLEAR, margin
from kg.figures.place import XY, crosses, cuts
from kg.figures.shape import PAGE_HEIGHT, PAGE_WIDTH, Box, Rect, Wire


@dataclass(frozen=True)
class Measured:
    """What was counted; `smallest` in points, `faults` name what is wrong with what.

    `overlaps` are texts and shapes on one another, `through` lines through what they do not join,
    `outside` what leaves the page, `along` lines that run on one another, `tips` ends of lines in
    one place, `astray` marks that are not clearly nearest to their own line, `crossings` lines
    that cross.
    """

    smallest: float
    overlaps: int
    through: int
    crossings: int
    faults: tuple[str, ...]
    outside: int = 0
    along: int = 0
    tips: int = 0
    astray: int = 0

    @property
    def illegible(self) -> tuple[str, ...]:
        """Say what forbids to show the picture: every fault, too many crossings, small letters.

        >>> Measured(12.0, 0, 0, 1, ()).illegible
        ()
        >>> Measured(9.0, 0, 0, 1, ()).illegible
        ('letters of 9 points',)
        """
        more = []
        if self.crossings > MOST_CROSSINGS:
            more.append(f"{self.crossings} crossings")
        if 0 < self.smallest < SMALLEST:
            more.append(f"letters of {self.smallest:g} points")
        return (*self.faults, *more)


def measure(
    items: Iterable[Box | Wire], page: tuple[float, float] = (PAGE_WIDTH, PAGE_HEIGHT)
) -> Measured:
    """Count what makes a picture hard to read.

    An overlap is text that meets other text, a line, an outline, or a shape that is not its own. A
    line passes through a node where it enters one that it does not join.
    """
    whole = list(items)
    boxes = [item for item in whole if isinstance(item, Box)]
    wires = [item for item in whole if isinstance(item, Wire)]
    owners = {box.id: box.owner or box.id for box in boxes}
    overlaps = [*_texts(boxes, wires), *_shapes(boxes, owners), *_pictures(boxes, wires)]
    through = [
        f"line {wire.id} through {box.id}"
        for wire in wires for box in boxes
        if box.role in {"node", "badge"} and box.shape != "none" and _passes(wire, box, owners)
    ]  # fmt: skip
    outside = list(_outside(boxes, wires, page))
    causal = [wire for wire in wires if wire.source]
    along = [
        f"lines {one.id} and {other.id} as one over {length:.0f} points"
        for one, other in combinations(causal, 2) if (length := alongside(one, other)) > ALONG
    ]  # fmt: skip
    tips = list(_tips(causal, boxes))
    astray = list(_astray(boxes, causal))
    crossings = sum(
        crosses(*p, *q)
        for one, other in combinations(wires, 2)
        for p in pairwise(one.points) for q in pairwise(other.points)
    )  # fmt: skip
    smallest = min((box.size for box in boxes if box.text.strip()), default=0.0)
    return Measured(
        smallest, len(overlaps), len(through), crossings,
        (*overlaps, *through, *outside, *along, *tips, *astray),
        len(outside), len(along), len(tips), len(astray),
    )  # fmt: skip


def _texts(boxes: list[Box], wires: list[Wire]) -> Iterator[str]:
    """Name every text that meets what it should not."""
    texts = [(n, box, rect) for n, box in enumerate(boxes) if box.text.strip()
             for rect in box.text_rects()]  # fmt: skip
    for (_, a, p), (_, b, q) in combinations(texts, 2):
        if a is not b and p.meets(q):
            yield f"text '{_short(a)}' on text '{_short(b)}'"
    for number, box, rect in texts:
        for wire in wires:
            on_own = box.owner == wire.id and box.fill  # its plate covers the line there
            if not on_own and _touches(wire, rect):
                yield f"text '{_short(box)}' on line {wire.id}"
        # its own ground hides what was painted before
        above = boxes[number:] if box.fill and box.shape != "none" else boxes
        for other in above:
            if _outlined(other) and _cut_by(box, rect, other):
                yield f"text '{_short(box)}' on the outline of {other.id}"
        if box.shape != "none" and not box.rect.grown(0.5).holds(rect):
            yield f"text '{_short(box)}' leaves its shape"


def _shapes(boxes: list[Box], owners: dict[str, str]) -> Iterator[str]:
    """Name nodes with their badges that meet others, and bars that lie on what is not theirs."""
    nodes = [box for box in boxes if box.role in {"node", "badge"} and box.shape != "none"]
    for a, b in combinations(nodes, 2):
        if a.rect.meets(b.rect) and owners[a.id] != owners[b.id]:
            yield f"{a.id} on {b.id}"
    for bar in (box for box in boxes if box.role == "bar"):
        for node in nodes:
            own = owners[node.id] == bar.owner
            if node.role == "badge" if own else True:
                if bar.rect.meets(node.rect, -1.0):
                    yield f"{bar.id} on {node.id}"


def _pictures(boxes: list[Box], wires: list[Wire]) -> Iterator[str]:
    """Name pictograms that leave their shape, or meet a text, a badge, a node or a line."""
    known = {box.id: box for box in boxes}
    for icon in (box for box in boxes if box.picture):
        place = icon.rect
        own = known.get(icon.owner or "")
        if own and not own.rect.holds(place):
            yield f"{icon.id} leaves its shape"
        for other in boxes:
            solid = other.solid if other.role in {"node", "badge"} and other is not own else ()
            if any(place.meets(at) for at in (*other.text_rects(), *solid)):
                yield f"{icon.id} on {other.id}"
        for wire in wires:
            if _touches(wire, place):
                yield f"{icon.id} on line {wire.id}"


def _outside(
    boxes: list[Box], wires: list[Wire], page: tuple[float, float]
) -> Iterator[str]:  # fmt: skip
    """Name what leaves the page."""
    whole = Rect(0.0, 0.0, *page)
    for box in boxes:
        if not all(map(whole.holds, (box.rect, *(box.text_rects() if box.text else ())))):
            yield f"{box.id} leaves the page"
    for wire in wires:
        if not all(whole.holds(Rect(x, y, x, y)) for x, y in wire.points):
            yield f"line {wire.id} leaves the page"


def _tips(wires: list[Wire], boxes: list[Box]) -> Iterator[str]:
    """Name ends of lines that lie in one place, so that one hides the other."""
    bars = {box.id: box for box in boxes if box.role == "bar"}
    for one, other in combinations(wires, 2):
        (x, y), (u, v) = one.points[-1], other.points[-1]
        marks = [bars.get(one.target), bars.get(other.target)]
        if "none" == one.end == other.end:
            continue
        if all(marks):
            here, there = (mark.rect for mark in marks if mark)
            if here.meets(there, 1.0):
                yield f"bars of {one.id} and {other.id} in one place"
        elif hypot(x - u, y - v) < TIPS:
            yield f"ends of {one.id} and {other.id} in one place"


def _astray(boxes: list[Box], wires: list[Wire]) -> Iterator[str]:
    """Name marks of lines that a reader would take for those of another line."""
    ways = {wire.id: tuple(pairwise(wire.points)) for wire in wires}
    marks: dict[str, list[Box]] = {}
    for box in boxes:
        if box.role == "label" and box.owner in ways:
            marks.setdefault(box.owner, []).append(box)
    for own, parts in marks.items():
        rects = [box.rect for box in parts]
        corners = [((at.left, at.top), (at.right, at.bottom)) for at in rects]
        whole = _around(corner for pair in corners for corner in pair)
        others = [way for name, way in ways.items() if name != own]
        if margin(whole, ways[own], others) < CLEAR:
            yield f"mark '{_short(parts[0])}' as near to another line as to {own}"


def alongside(one: Wire, other: Wire) -> float:
    """Give over which length two lines lie so near that they look like one, in points.

    >>> line = Wire("a", "x", 3, "y", 1, ((0, 0), (100, 0)), "arrow", "#000000", 2.0, 5)
    >>> other = Wire("b", "x", 3, "z", 1, ((0, 0), (60, 1)), "arrow", "#000000", 2.0, 5)
    >>> 52 <= alongside(line, other) <= 64
    True
    """
    near = (one.width + other.width) / 2 + 0.5
    room = _around(other.points).grown(near)
    if not room.meets(_around(one.points), 0.1):
        return 0.0
    parts = list(pairwise(other.points))
    step, total = 4.0, 0.0
    for (x, y), (u, v) in pairwise(one.points):
        length = hypot(u - x, v - y)
        for number in range(int(length / step)):
            share = (number + 0.5) * step / length
            at = x + (u - x) * share, y + (v - y) * share
            total += step * any(_near(at, a, b, near) for a, b in parts)
    return total


def _near(at: XY, a: XY, b: XY, room: float) -> bool:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy or 1.0
    share = min(max(((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / square, 0.0), 1.0)
    return hypot(at[0] - a[0] - share * dx, at[1] - a[1] - share * dy) <= room


def _around(points: Iterable[XY]) -> Rect:
    xs, ys = zip(*points, strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def _short(box: Box) -> str:
    return box.text if len(box.text) <= _TOLD else f"{box.text[: _TOLD - 2]} …"


def _touches(wire: Wire, rect: Rect) -> bool:
    room = rect.grown(wire.width / 2)
    return any(cuts(a, b, room) for a, b in pairwise(wire.points))


def _outlined(box: Box) -> bool:
    return bool(box.fill or box.stroke) and box.role not in {"rule"}


def _cut_by(box: Box, rect: Rect, other: Box) -> bool:
    """Whether a text meets a shape that is neither its own nor a ground that it lies on."""
    if other is box or other.id == box.owner or other.owner == box.id:
        return False
    if not any(part.meets(rect) for part in other.solid):
        return False
    ground = other.role in {"zone", "cell", "panel"}
    return not (ground and other.rect.holds(rect))


def _passes(wire: Wire, box: Box, owners: dict[str, str]) -> bool:
    ends = {owners.get(wire.source, wire.source), owners.get(wire.target, wire.target)}
    shrunk = -2.5 if owners[box.id] in ends else 1.5
    rooms = [rect.grown(shrunk) for rect in box.solid]
    return any(cuts(a, b, room) for a, b in pairwise(wire.points) for room in rooms)


MOST_CROSSINGS = 5
"""Beyond these nobody follows a line (in 60 neighbourhoods that people looked at)."""

ALONG = 24.0
"""Length over which two lines may lie on one another where they part, in points."""

TIPS = 7.0
"""Least distance between the ends of two lines, in points: a head is ten long."""

_TOLD = 60
