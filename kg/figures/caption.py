"""Where the mark of each line stands: touching nothing, and clearly nearer to its own line.

Beside the line if it can, else on it, on a plate of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

from kg.figures.near import CLEAR, margin
from kg.figures.place import XY, cuts
from kg.figures.shape import Rect
from kg.figures.way import Way


@dataclass(frozen=True)
class Spot:
    """The centre of a mark, and whether it stands `over` its line instead of beside it."""

    centre: XY
    over: bool = False


@dataclass(frozen=True)
class Ground:
    """Where marks may stand: on `canvas`, on nothing `taken`, on an edge only with a plate.

    `edges` are the outlines of compartments.
    """

    canvas: Rect
    taken: Sequence[Rect]
    edges: Sequence[Rect]


def caption_places(
    sizes: Sequence[XY | None], ways: Sequence[Way], ground: Ground
) -> list[Spot | None]:
    """Place the mark of each line where it touches nothing and is read as that line's.

    Short lines choose first; one that then finds no place chooses before them.
    """
    order = sorted(range(len(ways)), key=lambda number: ways[number].length)
    best: dict[int, _Stand] = {}
    least = float("inf")
    for _ in range(_ORDERS):
        stands = dict[int, _Stand]()
        for number in order:
            _stand(number, sizes, ways, ground, stands)
        total = sum(stand.loss for stand in stands.values())
        if total < least:
            best, least = stands, total
        hidden = [number for number, stand in stands.items() if stand.loss >= _HIDDEN]
        first = [*hidden, *(number for number in order if number not in hidden)]
        if not hidden or first == order:
            break
        order = first
    for number in order:  # those that chose first make room for those that came after
        _stand(number, sizes, ways, ground, best)
    return [best[number].spot if number in best else None for number in range(len(ways))]


class _Stand(NamedTuple):
    loss: float
    spot: Spot
    rect: Rect


def _stand(
    number: int, sizes: Sequence[XY | None], ways: Sequence[Way], ground: Ground,
    stands: dict[int, _Stand],
) -> None:  # fmt: skip
    """Give the mark of one line the place where it loses least beside those that stand already."""
    size = sizes[number]
    if size is None:
        return
    used = [stand.rect for other, stand in stands.items() if other != number]
    own = ways[number].parts
    others = [way.parts for other, way in enumerate(ways) if other != number]
    offers = [(loss, Spot(centre)) for loss, centre in _beside(ways[number], size)]
    offers += [(loss, Spot(centre, True)) for loss, centre in _over(ways[number], size)]
    best: _Stand | None = None
    for loss, spot in sorted(offers, key=lambda offer: offer[0]):
        if best is not None and loss >= best.loss:
            break  # no later place can be better
        (x, y), (wide, high) = spot.centre, size
        rect = Rect(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        loss += 1000.0 * sum(rect.meets(other, 1.0) for other in (*ground.taken, *used))
        loss += 400.0 * (not ground.canvas.holds(rect))
        on_edges = sum(rect.meets(edge, 1.0) for edge in ground.edges)
        loss += on_edges * (_ON_EDGE if spot.over else 1000.0)
        loss += _CLOSE * sum(rect.meets(other, _AIR) for other in used)
        loss += _CLOSE / 2 * any(rect.meets(other, _AIR) for other in ground.taken)
        if best is not None and loss >= best.loss:
            continue
        room = rect.grown(2.5)
        loss += _HIDDEN * sum(cuts(a, b, room) for parts in others for a, b in parts)
        if not spot.over:
            loss += _HIDDEN * any(cuts(a, b, rect.grown(1.5)) for a, b in own)
        lead = margin(rect, own, others)
        loss += _HIDDEN * (lead < CLEAR + 1) + max(_EASY - lead, 0.0) * _NEARER
        if best is None or loss < best.loss:
            best = _Stand(loss, spot, rect)
    if best:
        stands[number] = best


def _beside(way: Way, size: XY) -> Iterator[tuple[float, XY]]:
    """Yield places beside a line with their cost: best near the middle, above or to the right."""
    longest = max(way.parts, key=_length)
    for part in way.parts:
        (x, y), (u, v) = part
        length = _length(part)
        if length < 8:
            continue
        dx, dy = (u - x) / length, (v - y) / length
        for step in range(1, _STEPS):
            at = step / _STEPS
            for sign in (-1, 1):
                nx, ny = -dy * sign, dx * sign
                reach = abs(nx) * size[0] / 2 + abs(ny) * size[1] / 2
                for more in (4.0, 7.0, 11.0, 16.0):
                    off = reach + more
                    loss = abs(at - 0.5) * 8 + (more - 4) * 0.4 + (ny > 0.1) * 0.8
                    loss += 0.0 if part == longest else 1.5
                    yield loss, (x + (u - x) * at + nx * off, y + (v - y) * at + ny * off)


def _over(way: Way, size: XY) -> Iterator[tuple[float, XY]]:
    """Yield places on a line that leave enough of it to be seen at both sides."""
    for part in way.parts:
        (x, y), (u, v) = part
        length = _length(part) or 1.0
        across, along = abs(u - x) / length, abs(v - y) / length
        hidden = min(size[0] / (across or 1e-9), size[1] / (along or 1e-9))
        for step in range(1, _STEPS):
            at = step / _STEPS
            if min(at, 1 - at) * length >= hidden / 2 + _SEEN:
                yield _ON_LINE + abs(at - 0.5) * 8, (x + (u - x) * at, y + (v - y) * at)


def _length(part: tuple[XY, XY]) -> float:
    (x, y), (u, v) = part
    return hypot(u - x, v - y)


_STEPS = 24
_ORDERS, _HIDDEN = 4, 300.0
"""Orders in which marks choose their places, and the loss from which one is not to be read."""

_EASY, _NEARER = 16.0, 0.5
"""The lead over other lines, in points, from which more is not better; what each point is worth."""

_ON_LINE = 9.0
"""What a mark costs that interrupts its line."""

_ON_EDGE = 6.0
"""What it costs that a plate interrupts the outline of a compartment."""

_CLOSE, _AIR = 6.0, 9.0
"""What it costs that a mark is nearer than this to another, in points; to a node or badge, half."""

_SEEN = 16.0
"""How much of a line must be seen at either side of its mark, in points: its head, and as much."""
