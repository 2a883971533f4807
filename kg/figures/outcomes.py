"""A forest of marks: each study lower, similar or higher, by outcome and comparator."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.figures.contrast import Finding
from kg.figures.mark import FAINT, PAPER, RULE
from kg.figures.shape import Box, Rect
from kg.figures.sheet import (
    Sheet,
    cell,
    columns_of,
    marker_width,
    markers,
    row_label,
    rows_of,
    shelves_of,
    text_at,
)


def fill_outcomes(sheet: Sheet, marks: Mapping[tuple[str, int, int], str]) -> None:
    """Set every study into its lane: lower, similar or higher than the comparator of a column."""
    left, columns, heads = columns_of(sheet, [column.label for column in sheet.figure.columns])
    across = columns[0][1] - columns[0][0]
    lane = across / 3
    shelves: dict[str, int] = {}
    for row in sheet.rows:
        needs = [1]
        for number in range(len(columns)):
            for spot in _SPOTS.values():
                wide = [
                    marker_width(marks[row, number, place]) + 3
                    for place, one in enumerate(sheet.found[row, number])
                    if _SPOTS.get(one.level) == spot
                ]
                needs.append(shelves_of(wide, lane))
        shelves[row] = max(needs)
    tops = rows_of(sheet, heads, shelves, 23.0)
    for (start, stop), column in zip(columns, sheet.figure.columns, strict=True):
        for word, spot in (("lower", 1 / 6), ("similar", 1 / 2), ("higher", 5 / 6)):
            text_at(sheet, f"lane-{column.label}-{word}", word, start + (stop - start) * spot,
                  heads + 9, FAINT)  # fmt: skip
    for row, (top, bottom) in tops.items():
        row_label(sheet, row, left, top, bottom)
        for number, (start, stop) in enumerate(columns):
            cell(sheet, f"{row}-{number}", Rect(start, top, stop, bottom), "#F6F7F9")
            middle = (start + stop) / 2
            sheet.boxes.append(
                Box(f"mid-{row}-{number}", "rule", middle, (top + bottom) / 2, 0.75,
                    bottom - top - 6, fill=RULE, radius=0)
            )  # fmt: skip
            groups: dict[float, list[tuple[str, Finding]]] = {}
            for place, one in enumerate(sheet.found[row, number]):
                spot = _SPOTS.get(one.level, 1 / 2)
                groups.setdefault(spot, []).append((marks[row, number, place], one))
            for spot, listed in groups.items():
                listed.sort(key=lambda item: int(re.findall(r"\d+", item[0])[0]))
                x = start + (stop - start) * spot
                markers(sheet, f"{row}-{number}-{spot:.2f}", listed, x, (top + bottom) / 2, lane)
            if not groups:
                text_at(sheet, f"none-{row}-{number}", "not in this corpus", middle,
                      (top + bottom) / 2, FAINT, PAPER)  # fmt: skip


_SPOTS: dict[tuple[str, ...], float] = {
    ("lower",): 1 / 6, ("lower", "similar"): 1 / 3, ("similar",): 1 / 2,
    ("higher", "similar"): 2 / 3, ("higher",): 5 / 6,
}  # fmt: skip
"""Where in a cell a level stands, as a share of its width."""
