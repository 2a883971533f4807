"""How a node is written and how large it is: label in lines, shape, badges below. In points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.figures.font import LEADING, SMALLEST, width, wrap_evenly, widest
from kg.figures.mark import BASIS_LETTER, INK, LEVELS, SHAPE, arm
from kg.figures.scene import Line, Run, line_width
from kg.figures.selection import Compared
from kg.graph import Graph
from kg.model import Entity, Figure

NODE_SIZE = 13.0
BADGE_PITCH = 18.0
BADGE_HEIGHT = 17.0


@dataclass(frozen=True)
class Face:
    """A node before it has a place; `height` is that of the shape, `block` with its badges."""

    lines: tuple[str, ...]
    shape: str
    width: float
    height: float
    badges: tuple[Line, ...]
    badge_width: float

    @property
    def block(self) -> tuple[float, float]:
        """Width and height with the badges."""
        below = len(self.badges) * BADGE_PITCH + (3 if self.badges else 0)
        return max(self.width, self.badge_width), self.height + below


def name_of(graph: Graph, figure: Figure, key: str) -> str:
    """Give the label of an entity in this figure, with Greek letters where they are spelt out.

    >>> greek("HIF-1alpha expression"), greek("alphabet")
    ('HIF-1α expression', 'alphabet')
    """
    return greek(figure.labels.get(key, graph.entities[key].label))


def greek(text: str) -> str:
    """Write alpha, beta, gamma after a hyphen or digit, or before a hyphen, as letters."""
    for word, letter in (("alpha", "α"), ("beta", "β"), ("gamma", "γ")):
        text = re.sub(rf"(?<=[-\d]){word}\b|\b{word}(?=-)", letter, text)
    return text


def shape_of(graph: Graph, entity: Entity) -> str:
    """Give the shape of an entity by its kind; a measure has that of what it measures."""
    if entity.of is not None and entity.kind == "measure":
        entity = graph.entities[entity.of]
    return SHAPE.get(entity.kind, "round")


def face(graph: Graph, figure: Figure, key: str, room: float, badges: Sequence[Line]) -> Face:
    """Measure a node whose lines are at most `room` points wide."""
    entity = graph.entities[key]
    shape = shape_of(graph, entity)
    bold = key in figure.emphasis or shape == "rect"
    mark = arm(entity)
    text = name_of(graph, figure, key)
    lines = wrap_evenly(text, room, NODE_SIZE, bold)
    across, along = widest(lines, NODE_SIZE, bold), len(lines) * NODE_SIZE * LEADING
    if mark:
        across = max(across, width(mark.letter, 20.0, True))
        along += 20.0 * LEADING - 2
    grow = {"ellipse": (across * 1.22 + 16, along * 1.3 + 10), "hexagon": (across + 34, along + 12),
            "pill": (across + 26, along + 12)}  # fmt: skip
    wide, high = grow.get(shape, (across + 18, along + 12))
    badge_width = max((line_width(line, SMALLEST) + 8 for line in badges), default=0.0)
    wide = max(wide, 52.0)
    return Face(lines, shape, round(wide, 1), round(high, 1), tuple(badges), round(badge_width, 1))


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
        Run(cited, False, "#5B626D"),
    )
