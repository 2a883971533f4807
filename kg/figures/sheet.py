"""A sheet of rows and columns: its heads, labels, cells and marks. In points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.figures import basis
from kg.figures.arm import Arm, mark_of, within
from kg.figures.citation import Citations
from kg.figures.contrast import Finding
from kg.figures.font import LEADING, SMALLEST, widest, width, wrap
from kg.figures.label import name_of
from kg.figures.mark import INK, PAPER, RULE
from kg.figures.record import particulars
from kg.figures.refusal import crowded_out
from kg.figures.shape import Box, Line, Rect, Run
from kg.graph import Graph
from kg.model import Figure


@dataclass
class Sheet:
    """A matrix while it is filled."""

    graph: Graph
    figure: Figure
    rows: tuple[str, ...]
    citations: Citations
    found: dict[tuple[str, int], tuple[Finding, ...]]
    boxes: list[Box] = field(default_factory=list)
    canvas: Rect = field(default_factory=lambda: Rect(0, 0, 0, 0))

    @property
    def label_room(self) -> float:
        """The most that the name of a row takes in width, in points."""
        return min(_LABEL, _LABEL_SHARE * (self.canvas.right - self.canvas.left))

    @property
    def arms(self) -> tuple[Arm, Arm]:
        """The marks of what the first column compares."""
        column = self.figure.columns[0]
        return arm_of(self.graph, column.subjects), arm_of(self.graph, column.versus)


def columns_of(
    sheet: Sheet, labels: Sequence[str]
) -> tuple[float, list[tuple[float, float]], float]:
    """Write the heads; gives where labels end, each column, and where the heads end."""
    names = [name_of(sheet.graph, sheet.figure, row) for row in sheet.rows]
    label = max(widest(wrap(name, sheet.label_room, 13.0), 13.0) for name in names) + 12
    left = sheet.canvas.left + label
    across = min((sheet.canvas.right - left) / len(labels), _WIDEST)
    columns = [(left + n * across + 2, left + (n + 1) * across - 2) for n in range(len(labels))]
    lines = [wrap(text, across - 6, SMALLEST, True) for text in labels]
    high = max(map(len, lines)) * SMALLEST * LEADING
    for number, (text, (start, stop)) in enumerate(zip(lines, columns, strict=True)):
        head: tuple[Line, ...] = tuple((Run(line, True, INK),) for line in text)
        own = len(text) * SMALLEST * LEADING
        sheet.boxes.append(
            Box(f"head-{number}", "label", (start + stop) / 2, sheet.canvas.top + high - own / 2,
                stop - start, own, "none", lines=head, size=SMALLEST)
        )  # fmt: skip
    return left - 8, columns, sheet.canvas.top + high + 4


def rows_of(
    sheet: Sheet, heads: float, shelves: Mapping[str, int], lanes: float
) -> dict[str, tuple[float, float]]:
    """Give top and bottom of every row, high enough for its markers and its label."""
    top = heads + (19.0 if lanes else 0.0)
    room = sheet.canvas.bottom - top
    names = {row: len(_label_lines(sheet, row)) * 13.0 * LEADING + 4 for row in sheet.rows}
    least = {row: max(shelves[row] * 23.0 + 3, names[row]) for row in sheet.rows}
    spare = (room - sum(least.values())) / len(sheet.rows)
    if spare < 0:
        cause = f"{len(sheet.rows)} rows need {-spare * len(sheet.rows):.0f} points more"
        raise crowded_out(sheet.graph, sheet.figure, "entities", cause, "split the figure by topic")
    found = {}
    for row in sheet.rows:
        high = least[row] + min(spare, 30.0)
        found[row] = (top + 1.5, top + high - 1.5)
        top += high
    return found


def _label_lines(sheet: Sheet, row: str) -> tuple[str, ...]:
    return wrap(name_of(sheet.graph, sheet.figure, row), sheet.label_room, 13.0)


def row_label(sheet: Sheet, row: str, right: float, top: float, bottom: float) -> None:
    """Write the name of a row at its left."""
    strong = row in sheet.figure.emphasis
    lines = tuple((Run(line, strong, INK),) for line in _label_lines(sheet, row))
    left = sheet.canvas.left
    sheet.boxes.append(
        Box(f"row-{row}", "label", (left + right) / 2, (top + bottom) / 2, right - left,
            len(lines) * 13.0 * LEADING, "none", lines=lines, size=13.0, align="end")
    )  # fmt: skip


def cell(sheet: Sheet, name: str, area: Rect, fill: str | None, alt: str = "") -> None:
    """Draw a cell: filled, or with a dashed outline where nothing was compared; `alt` says why."""
    sheet.boxes.append(
        Box(
            f"cell-{name}", "cell", (area.left + area.right) / 2, (area.top + area.bottom) / 2,
            area.right - area.left, area.bottom - area.top, "round", fill=fill or PAPER,
            stroke=None if fill else RULE, stroke_width=1.0, dashed=not fill, radius=5,
            alt=alt,
        )
    )  # fmt: skip


def text_at(
    sheet: Sheet, name: str, text: str, x: float, y: float, colour: str, ground: str | None = None
) -> None:
    """Write a word; on a `ground` it takes the place of the cell's middle line."""
    if ground:  # the words stand where the middle line was
        line = name.replace("none-", "mid-", 1)
        sheet.boxes = [box for box in sheet.boxes if box.id != line]
    line_of(sheet, name, (Run(text, False, colour),), x, y)


def line_of(sheet: Sheet, name: str, line: Line, x: float, y: float) -> None:
    """Write a line of runs about its centre."""
    wide = sum(width(run.text, SMALLEST, run.bold) for run in line)
    sheet.boxes.append(
        Box(name, "label", x, y, wide + 2, SMALLEST * LEADING, "none", lines=(line,))
    )


def markers(
    sheet: Sheet, name: str, listed: Sequence[tuple[str, Finding]], x: float, y: float, room: float
) -> None:
    """Set markers side by side about a place, in as many lines as they need."""
    lines: list[list[tuple[str, Finding]]] = [[]]
    used = 0.0
    for mark, one in listed:
        need = marker_width(mark) + 3
        if lines[-1] and used + need > room:
            lines.append([])
            used = 0.0
        lines[-1].append((mark, one))
        used += need
    for number, line in enumerate(lines):
        total = sum(marker_width(mark) + 3 for mark, _ in line) - 3
        left = x - total / 2
        for place, (mark, one) in enumerate(line):
            wide = marker_width(mark)
            high = y + (number - (len(lines) - 1) / 2) * 23.0
            _marker(sheet, f"{name}-{number}-{place}", mark, one, left + wide / 2, high, INK)
            left += wide + 3


def _marker(
    sheet: Sheet, name: str, text: str, one: Finding, x: float, y: float, colour: str
) -> None:
    shape, filled = basis.shown(sheet.graph, one.basis)
    sheet.boxes.append(
        Box(
            f"marker-{name}", "marker", x, y, marker_width(text), 20.0, WIDE[shape],
            fill=colour if filled else PAPER, stroke=colour, stroke_width=1.5, radius=2,
            lines=((Run(text, True, PAPER if filled else colour),),), size=SMALLEST,
            alt=said_of(sheet.graph, one),
        )
    )  # fmt: skip


def said_of(graph: Graph, one: Finding) -> str:
    """Say what a mark shows: level, basis, papers, what limits them, and their numbers."""
    bases = basis.say(graph, one.basis)
    papers = ", ".join(sorted(one.references))
    told = dict.fromkeys(said for record in one.records for said in particulars(graph, record))
    said = [f"{' or '.join(one.level)}, {bases}: {papers}", *one.weight.tags, *told]
    return "; ".join(said)


def marker_width(text: str) -> float:
    """Give the width of a mark that holds this text, in points."""
    return max(24.0, width(text, SMALLEST, True) + 14)


def shelves_of(widths: Sequence[float], room: float) -> int:
    """Count the lines that marks of these widths need.

    >>> shelves_of([24, 24, 24], 50)
    2
    """
    lines, used = 1, 0.0
    for need in widths:
        if used and used + need > room:
            lines, used = lines + 1, 0.0
        used += need
    return lines


def arm_of(graph: Graph, keys: Sequence[str]) -> Arm:
    """Give the mark of the arm in these treatments; without one, of the first by its initials."""
    found = filter(None, (within(graph, key) for key in keys))
    return next(found, mark_of(graph, keys[0]))


WIDE = {"circle": "pill", "square": "rect", "diamond": "hexagon"}
"""The shape of a mark that holds a number, by that of its basis."""

_WIDEST = 240.0
"""The most that a column takes in width, in points."""

_LABEL, _LABEL_SHARE = 196.0, 0.4
"""The most that the name of a row takes: in points, and of the sheet's width."""
