"""How a node is written and how large it is: label in lines, shape, badges below. In points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.figures.arm import arm, mark_of
from kg.figures.basis import basis_of
from kg.figures.contrast import Compared
from kg.figures.font import ASCENT, LEADING, SMALLEST, widest, width, wrap_evenly
from kg.figures.link import Link, Weight
from kg.figures.mark import DISSENT, FAINT, INK, LEVELS, SHAPE, SILENT
from kg.figures.shape import Line, Run, line_width
from kg.graph import Graph
from kg.model import Entity, Figure

CHIP = 13.0
"""Radius of the disc with an arm's letter, in points."""

_SIDE, _APART = 1.9, 4.0
"""Side of a pictogram in sizes of the letters, and its distance from them, in points."""

BADGE_HEIGHT = 17.0
_BETWEEN = 1.0


@dataclass(frozen=True)
class Badge:
    """A line of letters at a node, and what it says in words; `dashed` where nothing is known.

    Where studies are cited by name, `more` lines follow.
    """

    line: Line
    alt: str
    dashed: bool = False
    more: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines."""
        return (self.line, *self.more)

    @property
    def height(self) -> float:
        """Height of its box, in points."""
        return BADGE_HEIGHT + len(self.more) * SMALLEST * LEADING

    @property
    def width(self) -> float:
        """Width of its box, in points."""
        return max(line_width(line, SMALLEST) for line in self.lines) + 8


@dataclass(frozen=True)
class Face:
    """A node before it has a place; `height` is that of the shape, `block` with its badges.

    `size` is that of its letters; `chip` is the letter of an arm, on its shape at the upper edge;
    `beside` says that the badges stand at the right instead of below. `picture` is a pictogram left
    of the label, `side` its width and height.
    """

    lines: tuple[str, ...]
    shape: str
    width: float
    height: float
    badges: tuple[Badge, ...]
    badge_width: float
    size: float
    chip: str | None = None
    beside: bool = False
    picture: str = ""
    side: float = 0.0

    @property
    def block(self) -> tuple[float, float]:
        """Width and height with the badges."""
        if self.beside and self.badges:
            return self.width + 4 + self.badge_width, max(self.height, self.hanging)
        below = self.hanging + (3 if self.badges else 0)
        below += CHIP if self.chip else 0
        return max(self.width, self.badge_width), self.height + below

    @property
    def hanging(self) -> float:
        """Height of the badges together."""
        return sum(one.height + _BETWEEN for one in self.badges)

    @property
    def lift(self) -> float:
        """How far the shape's middle lies above that of the whole block, in points."""
        if self.beside and self.badges:
            return 0.0
        return (self.block[1] - self.height) / 2 - (CHIP if self.chip else 0.0)


def name_of(graph: Graph, figure: Figure, key: str) -> str:
    """Give the label of an entity in this figure, with Greek letters where they are spelt out."""
    return greek(figure.labels.get(key, graph.entities[key].label))


def greek(text: str) -> str:
    """Write alpha, beta, gamma after a hyphen or digit, or before a hyphen, as letters.

    >>> greek("IFN-beta"), greek("alphabet")
    ('IFN-β', 'alphabet')
    """
    for word, letter in (("alpha", "\u03b1"), ("beta", "β"), ("gamma", "\u03b3")):
        text = re.sub(rf"(?<=[-\d]){word}\b|\b{word}(?=-)", letter, text)
    return text


def shape_of(graph: Graph, entity: Entity) -> str:
    """Give the shape of an entity by its kind; a measure has that of what it measures."""
    if entity.of is not None and entity.kind == "measure":
        entity = graph.entities[entity.of]
    return SHAPE.get(entity.kind, "round")


def face(
    graph: Graph, figure: Figure, key: str, size: float, room: float, badges: Sequence[Badge],
    picture: str = "",
) -> Face:
    """Measure a node with letters of `size` in lines of at most `room` points.

    A pictogram stands left of them, a tenth higher than two lines.
    """
    entity = graph.entities[key]
    shape = shape_of(graph, entity)
    bold = key in figure.emphasis or shape == "rect"
    mark = arm(graph, key)
    text = name_of(graph, figure, key)
    lines = wrap_evenly(text, room, size, bold)
    across, along = widest(lines, size, bold), len(lines) * size * LEADING
    if mark:
        along += 12
    side = round(_SIDE * size, 1) if picture else 0.0
    if side:
        across, along = across + side + _APART, max(along, side - 8)
    beside = 1.2 * (side + _APART) if side else 0.0
    grow = {
        "ellipse": (across * 1.22 + 16, along * 1.3 + 10), "pill": (across + 26, along + 12),
        "hexagon": (_between_slants(lines, size, bold, along + 12) + beside, along + 12),
    }  # fmt: skip
    wide, high = grow.get(shape, (across + 18, along + 12))
    badge_width = max((one.width for one in badges), default=0.0)
    wide = max(wide, 52.0)
    return Face(
        lines, shape, round(wide, 1), round(high, 1), tuple(badges), round(badge_width, 1), size,
        mark.letter if mark else None, beside=bool(figure.panels), picture=picture, side=side,
    )  # fmt: skip


def _between_slants(lines: Sequence[str], size: float, bold: bool, high: float) -> float:
    """Give the width of a hexagon whose slanted sides (a fifth each) keep clear of every line."""
    widths = []
    for number, line in enumerate(lines):
        base = (number - len(lines) / 2) * LEADING * size + ASCENT * size
        reach = max(abs(base - 0.74 * size), abs(base)) / (high / 2)
        widths.append((width(line, size, bold) + 10) / (1 - 0.4 * min(reach, 1.0)))
    return max(widths, default=0.0)


def badge(graph: Graph, compared: Compared, cited: str) -> Badge:
    """Write a comparison in one line: basis, arms with their level, condition, citations, tags."""
    one, two = mark_of(graph, compared.first), mark_of(graph, compared.second)
    letters = "".join(basis_of(graph, basis).mark for basis in compared.basis or ("",))
    note = f" {compared.note}" if compared.note else ""
    runs = [
        Run(f"{letters} ", False, INK),
        Run(one.letter, True, one.colour),
        Run(f" {LEVELS.get(compared.level, '?')} ", True, INK),
        Run(two.letter, True, two.colour),
        Run(f"{note}  ", False, INK),
    ]
    return _badge(runs, cited, letters_of(compared.weight), compared.weight.tags)


def effect_badge(graph: Graph, link: Link, cited: str, against: str) -> Badge:
    """Write what a treatment that is not drawn does to a node: its letter, an arrow, citations."""
    mark = mark_of(graph, link.subject)
    runs = [Run(mark.letter, True, mark.colour), Run(f" {ARROW[link.end]}  ", True, INK)]
    after = list(letters_of(link.weight))
    if link.disputed:
        after += [Run("  ≠  ", True, DISSENT), Run(against, False, FAINT)]
    limits = [*link.weight.tags, *(["sources disagree"] if link.disputed else [])]
    return _badge(runs, cited, after, limits)


def _badge(
    runs: Sequence[Run], cited: str, after: Iterable[Run], limits: Iterable[str]
) -> Badge:
    """Put the studies after what they show; names stand below one another."""
    first, *rest = cited.split("; ")
    lines: list[Line] = [(*runs, Run(first, False, FAINT))]
    lines += [(Run(one, False, FAINT),) for one in rest]
    lines[-1] = (*lines[-1], *after)
    said = "; ".join("".join(run.text for run in line) for line in lines)
    return Badge(lines[0], "; ".join([said, *limits]), more=tuple(lines[1:]))


def silent_badge(graph: Graph, exposure: str) -> Badge:
    """Write that the corpus says nothing of what an arm does to a node: its letter, dashed."""
    mark = mark_of(graph, exposure)
    line = (Run(mark.letter, True, mark.colour), Run(" ?", False, FAINT))
    return Badge(line, f"{mark.name}: {SILENT}", dashed=True)


def letters_of(weight: Weight) -> tuple[Run, ...]:
    """Write the letters of the tags, after the numbers of the studies."""
    return (Run(f" {weight.letters}", True, INK),) if weight.tags else ()


ARROW = {"arrow": "↑", "bar": "↓", "dot": "0", "none": "~", "diamond": "◊"}
"""What a treatment does, in one letter: raises, lowers, no change, influences, binds."""
