"""How a node is written and how large it is: label in lines, shape, badges below. In points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.figures.font import ASCENT, LEADING, SMALLEST, widest, width, wrap_evenly
from kg.figures.mark import BASIS_LETTER, DISSENT, FAINT, INK, LEVELS, SHAPE, arm
from kg.figures.scene import Line, Run, line_width
from kg.figures.selection import Compared, Link
from kg.graph import Graph
from kg.model import Entity, Figure

CHIP = 13.0
"""Radius of the disc with a beam's letter, in points."""

BADGE_PITCH = 18.0
BADGE_HEIGHT = 17.0


@dataclass(frozen=True)
class Face:
    """A node before it has a place; `height` is that of the shape, `block` with its badges.

    `size` is that of its letters; `chip` is the letter of a beam, on a disc at the upper edge;
    `beside` says that the badges stand at the right instead of below.
    """

    lines: tuple[str, ...]
    shape: str
    width: float
    height: float
    badges: tuple[Line, ...]
    badge_width: float
    size: float
    chip: str | None = None
    beside: bool = False

    @property
    def block(self) -> tuple[float, float]:
        """Width and height with the badges."""
        if self.beside and self.badges:
            return self.width + 4 + self.badge_width, max(
                self.height, len(self.badges) * BADGE_PITCH
            )
        below = len(self.badges) * BADGE_PITCH + (3 if self.badges else 0)
        below += CHIP if self.chip else 0
        return max(self.width, self.badge_width), self.height + below

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
    graph: Graph, figure: Figure, key: str, size: float, room: float, badges: Sequence[Line]
) -> Face:
    """Measure a node with letters of `size` in lines of at most `room` points."""
    entity = graph.entities[key]
    shape = shape_of(graph, entity)
    bold = key in figure.emphasis or shape == "rect"
    mark = arm(entity)
    text = name_of(graph, figure, key)
    lines = wrap_evenly(text, room, size, bold)
    across, along = widest(lines, size, bold), len(lines) * size * LEADING
    if mark:
        along += 12
    grow = {
        "ellipse": (across * 1.22 + 16, along * 1.3 + 10), "pill": (across + 26, along + 12),
        "hexagon": (_between_slants(lines, size, bold, along + 12), along + 12),
    }  # fmt: skip
    wide, high = grow.get(shape, (across + 18, along + 12))
    badge_width = max((line_width(line, SMALLEST) + 8 for line in badges), default=0.0)
    wide = max(wide, 52.0)
    return Face(
        lines, shape, round(wide, 1), round(high, 1), tuple(badges), round(badge_width, 1), size,
        mark.letter if mark else None, beside=bool(figure.panels),
    )  # fmt: skip


def _between_slants(lines: Sequence[str], size: float, bold: bool, high: float) -> float:
    """Give the width of a hexagon whose slanted sides (a fifth each) keep clear of every line."""
    widths = []
    for number, line in enumerate(lines):
        base = (number - len(lines) / 2) * LEADING * size + ASCENT * size
        reach = max(abs(base - 0.74 * size), abs(base)) / (high / 2)
        widths.append((width(line, size, bold) + 10) / (1 - 0.4 * min(reach, 1.0)))
    return max(widths, default=0.0)


def badge(graph: Graph, compared: Compared, cited: str) -> Line:
    """Write a comparison in one line: basis, arms with their level, condition, citations."""
    first, second = arm(graph.entities[compared.first]), arm(graph.entities[compared.second])
    letters = "".join(BASIS_LETTER[basis] for basis in compared.basis or ("",))
    one = (first.letter, first.colour) if first else (graph.entities[compared.first].label, INK)
    two = (second.letter, second.colour) if second else (graph.entities[compared.second].label, INK)
    note = f" {compared.note}" if compared.note else ""
    return (
        Run(f"{letters} ", False, INK),
        Run(one[0], True, one[1]),
        Run(f" {LEVELS.get(compared.level, '?')} ", True, INK),
        Run(two[0], True, two[1]),
        Run(f"{note}  ", False, INK),
        Run(cited, False, FAINT),
    )


def effect_badge(graph: Graph, link: Link, cited: str, against: str) -> Line:
    """Write what a beam that is not drawn does to a node: its letter, an arrow, citations."""
    mark = arm(graph.entities[link.subject])
    letter, colour = (mark.letter, mark.colour) if mark else (link.subject, INK)
    runs = [Run(letter, True, colour), Run(f" {ARROW[link.end]}  ", True, INK)]
    runs.append(Run(cited, False, FAINT))
    if against:
        runs += [Run("  ≠  ", True, DISSENT), Run(against, False, FAINT)]
    return tuple(runs)


ARROW = {"arrow": "↑", "bar": "↓", "dot": "0", "none": "~", "diamond": "◊"}
"""What a beam does, in one letter: raises, lowers, no change, influences, binds."""
