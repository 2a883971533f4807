"""How the places of a corpus are drawn: label and colours of its manifest, in causal order."""

from __future__ import annotations

from typing import NamedTuple

from kg.graph import Graph
from kg.model.manifest import CompartmentMark

ELSEWHERE = "other"
"""What has no compartment stands here."""


class Look(NamedTuple):
    """Fill, outline and lettering."""

    fill: str
    line: str
    ink: str


def look(graph: Graph, key: str) -> Look:
    """Give the colours of a compartment; neutral ones where the manifest has none."""
    found = _mark(graph, key) or CompartmentMark(id="other", label="Other")
    return Look(found.tint, found.line, found.ink)


def inner(outer: Look) -> Look:
    """Give the colours of what lies inside a place: between its fill and its outline.

    >>> inner(Look("#FFFFFF", "#000000", "#111111"))
    Look(fill='#CCCCCC', line='#000000', ink='#111111')
    """
    pairs = ((int(outer.fill[n : n + 2], 16), int(outer.line[n : n + 2], 16)) for n in (1, 3, 5))
    mixed = "".join(f"{round(0.8 * fill + 0.2 * line):02X}" for fill, line in pairs)
    return Look(f"#{mixed}", outer.line, outer.ink)


def caption(graph: Graph, key: str) -> str:
    """Give the label that a figure writes at a compartment."""
    found = _mark(graph, key)
    if found:
        return found.caption or found.label
    return key.replace("-", " ").capitalize()


def rank(graph: Graph, key: str) -> tuple[int, str]:
    """Sort compartments as the manifest lists them; others follow by name, the rest last."""
    keys = [one.id for one in graph.manifest.compartments]
    place = keys.index(key) if key in keys else len(keys) + (key == ELSEWHERE)
    return place, key


def is_cell(key: str) -> bool:
    """Tell whether a compartment is a cell, which has a membrane.

    >>> is_cell("tumour-cell"), is_cell("blood")
    (True, False)
    """
    return key.split("-")[-1] == "cell"


def _mark(graph: Graph, key: str) -> CompartmentMark | None:
    return next((one for one in graph.manifest.compartments if one.id == key), None)
