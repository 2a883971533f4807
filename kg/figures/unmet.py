"""What was never compared head to head, and by whom the rest was."""

from __future__ import annotations

from collections.abc import Mapping

from kg.figures.finding import studied
from kg.figures.mark import FAINT
from kg.figures.scene import Rect, Run
from kg.figures.sheet import (
    Sheet,
    beam_of,
    cell,
    columns_of,
    line_of,
    marker_width,
    markers,
    row_label,
    rows_of,
    shelves_of,
)


def fill_unmet(sheet: Sheet, marks: Mapping[tuple[str, int, int], str]) -> None:
    """Set the studies that compared, and say of empty cells which arm was studied alone."""
    left, columns, heads = columns_of(sheet, [column.label for column in sheet.figure.columns])
    shelves = {}
    for row in sheet.rows:
        needs = [
            shelves_of(
                [marker_width(marks[row, n, p]) + 3 for p in range(len(sheet.found[row, n]))],
                stop - start - 6,
            )
            for n, (start, stop) in enumerate(columns)
        ]
        shelves[row] = max(needs)
    tops = rows_of(sheet, heads, shelves, 0.0)
    for row, (top, bottom) in tops.items():
        row_label(sheet, row, left, top, bottom)
        for number, (start, stop) in enumerate(columns):
            column, area = sheet.figure.columns[number], Rect(start, top, stop, bottom)
            x, y = (start + stop) / 2, (top + bottom) / 2
            name = f"{row}-{number}"
            if sheet.found[row, number]:
                cell(sheet, name, area, "#E3E6EB")
                listed = [
                    (marks[row, number, place], one)
                    for place, one in enumerate(sheet.found[row, number])
                ]
                markers(sheet, name, listed, x, y, stop - start - 6)
                continue
            mine = studied(sheet.graph, row, column.subjects)
            other = studied(sheet.graph, row, column.versus)
            one, two = (beam_of(sheet.graph, keys) for keys in (column.subjects, column.versus))
            cell(sheet, name, area, None)
            line: list[Run] = []
            if mine and other:
                line = [Run(one.letter, True, one.colour), Run(" and ", False, FAINT)]
                line += [Run(two.letter, True, two.colour), Run(" apart", False, FAINT)]
            elif mine or other:
                alone = one if mine else two
                line = [Run(alone.letter, True, alone.colour), Run(" only", False, FAINT)]
            if line:
                line_of(sheet, f"state-{name}", tuple(line), x, y)
