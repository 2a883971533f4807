"""What a scene says without its places: compartments, nodes with their marks, links, a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.figures.notes import DEFINED_AS
from kg.figures.scene import Scene
from kg.figures.shape import Box, Rect, Wire


@dataclass(frozen=True)
class Node:
    """A node: its label, what is marked at it in words, and the compartment that holds it."""

    box: Box
    label: str
    marks: tuple[str, ...]
    zone: str


@dataclass(frozen=True)
class Tie:
    """A link between two nodes by their ids, and what is written at it.

    `defined` is set where it is true by definition: nobody found it.
    """

    wire: Wire
    source: str
    target: str
    text: str
    defined: bool = False


def nodes_of(scene: Scene) -> tuple[Node, ...]:
    """Give every node with its marks and its compartment, the innermost."""
    zones = [box for box in scene.boxes if box.role == "zone" and not box.id.endswith("membrane")]
    badges: dict[str, list[str]] = {}
    for box in scene.boxes:
        if box.role == "badge" and box.owner and not box.id.endswith("-letter"):
            badges.setdefault(box.owner, []).append(_mark(box))
    found = []
    for box in scene.boxes:
        if box.role != "node" or not box.text:
            continue
        middle = Rect(box.x, box.y, box.x, box.y)
        holding = [zone.id for zone in zones if zone.rect.grown(6).holds(middle)]
        marks = tuple(badges.get(box.id, ()))
        found.append(Node(box, _label(box), marks, holding[-1] if holding else ""))
    return tuple(found)


def zones_of(scene: Scene) -> dict[str, str]:
    """Give the label of every compartment, by its id."""
    return {
        box.id.rpartition("-title")[0]: box.text
        for box in scene.boxes if box.role == "zone-title" and box.text
    }  # fmt: skip


def ties_of(scene: Scene) -> Iterator[Tie]:
    """Yield every link: what it does, under what condition, by whom, what limits it."""
    owners = {box.id: box.owner or box.id for box in scene.boxes}
    texts = {box.id: box.text for box in scene.boxes if box.role == "label"}
    for wire in scene.wires:
        if wire.source not in owners or wire.target not in owners:
            continue
        written = texts.get(wire.id.replace("link-", "cited-", 1), "")
        defined = written in DEFINED_AS
        if not defined:  # letters would need the legend: words
            given = f"given {' and '.join(wire.given)}" if wire.given else ""
            limits = f"({', '.join(wire.tags)})" if wire.tags else ""
            written = " ".join(filter(None, [given, wire.cited, limits]))
        yield Tie(wire, owners[wire.source], owners[wire.target], written, defined)


def table_of(scene: Scene) -> list[list[str]]:
    """Give a matrix as rows of words: heads first, every cell with what its marks say."""
    heads = [box for box in scene.boxes if box.id.startswith("head-")]
    rows = [box for box in scene.boxes if box.id.startswith("row-")]
    cells = [box for box in scene.boxes if box.role == "cell"]
    if not cells:
        return []
    table = [["", *(head.text for head in heads)]]
    for row in rows:
        line = [row.text]
        for head in heads:
            cell = next(
                cell for cell in cells
                if cell.rect.top <= row.y <= cell.rect.bottom
                and cell.rect.left <= head.x <= cell.rect.right
            )  # fmt: skip
            inside = [box for box in scene.boxes if box.role == "marker" and cell.rect.holds(
                Rect(box.x, box.y, box.x, box.y))]  # fmt: skip
            line.append(" | ".join(box.alt for box in inside) or cell.alt or "not in this corpus")
        table.append(line)
    return table


def _label(box: Box) -> str:
    """Put the lines of a label together again; one that breaks after a hyphen goes on."""
    text = ""
    for line in ("".join(run.text for run in line).strip() for line in box.lines):
        text += line if not text or text[-1] in "-/" else f" {line}"
    return text.strip()


def _mark(badge: Box) -> str:
    """Say what a badge says, without the name of its node."""
    return " ".join((badge.alt.partition(": ")[2] or badge.text).split())
