"""Is the picture legible? Smallest letters, overlaps, lines through nodes, crossings: counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.figures.place import crosses, cuts
from kg.figures.scene import Box, Rect, Wire


@dataclass(frozen=True)
class Measured:
    """What was counted; `smallest` in points, `faults` name what overlaps what."""

    smallest: float
    overlaps: int
    through: int
    crossings: int
    faults: tuple[str, ...]


def measure(items: Iterable[Box | Wire]) -> Measured:
    """Count what makes a picture hard to read.

    An overlap is text that meets other text, a line, an outline, or a shape that is not its own. A
    line passes through a node where it enters one that it does not join.
    """
    whole = list(items)
    boxes = [item for item in whole if isinstance(item, Box)]
    wires = [item for item in whole if isinstance(item, Wire)]
    texts = [(box, rect) for box in boxes for rect in box.text_rects() if box.text.strip()]
    faults = [
        *(f"text '{a.text}' on text '{b.text}'" for (a, p), (b, q) in combinations(texts, 2)
          if a is not b and p.meets(q)),
        *(f"text '{box.text}' on line {wire.id}" for box, rect in texts for wire in wires
          if _touches(wire, rect)),
        *(f"text '{box.text}' on the outline of {other.id}" for box, rect in texts
          for other in _above(box, boxes) if _outlined(other) and _cut_by(box, rect, other)),
        *(f"text '{box.text}' leaves its shape" for box, rect in texts
          if box.shape not in {"none"} and not box.rect.grown(0.5).holds(rect)),
    ]  # fmt: skip
    nodes = [box for box in boxes if box.role in {"node", "badge"} and box.shape != "none"]
    owners = {box.id: box.owner or box.id for box in boxes}
    through = [
        f"line {wire.id} through {box.id}"
        for wire in wires for box in nodes
        if _passes(wire, box, owners)
    ]  # fmt: skip
    nodes_meet = [
        f"{a.id} on {b.id}" for a, b in combinations(nodes, 2)
        if a.rect.meets(b.rect) and owners[a.id] != owners[b.id]
    ]  # fmt: skip
    crossings = sum(
        crosses(*p, *q)
        for one, other in combinations(wires, 2)
        for p in pairwise(one.points) for q in pairwise(other.points)
    )  # fmt: skip
    smallest = min((box.size for box, _ in texts), default=0.0)
    return Measured(
        smallest, len(faults) + len(nodes_meet), len(through), crossings,
        (*faults, *nodes_meet, *through),
    )  # fmt: skip


def _above(box: Box, boxes: list[Box]) -> list[Box]:
    """Give the shapes that can meet a box's text: its own ground hides what was painted before."""
    return boxes[boxes.index(box) :] if box.fill and box.shape != "none" else boxes


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
    shrunk = -1.5 if owners[box.id] in ends else 1.5
    rooms = [rect.grown(shrunk) for rect in box.solid]
    return any(cuts(a, b, room) for a, b in pairwise(wire.points) for room in rooms)
