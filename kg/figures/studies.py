"""Outcomes by study: what each found, on which basis."""

from __future__ import annotations

from kg.figures import basis
from kg.figures.citation import short_form
from kg.figures.contrast import Finding
from kg.figures.font import SMALLEST, width
from kg.figures.mark import INK, LEVELS, PAPER
from kg.figures.refusal import crowded_out
from kg.figures.shape import Box, Rect, Run, line_width
from kg.figures.sheet import Sheet, cell, columns_of, line_of, row_label, rows_of, said_of


def fill_studies(sheet: Sheet) -> None:
    """Set what each study found of each outcome: level as a letter, basis as a shape."""
    shown = {key for listed in sheet.found.values() for one in listed for key in one.references}
    sources = [one for one in sheet.citations.sources() if one.key in shown]
    names = [short_form(sheet.graph.references[one.key], "author-year") for one in sources]
    names = [name.replace(" et al.", "").replace(" & ", " ") for name in names]
    labels = [f"{one.number} {name}" for one, name in zip(sources, names, strict=True)]
    across = (sheet.canvas.right - sheet.canvas.left - sheet.label_room) / len(labels) - 4
    if any(width(word, SMALLEST, True) > across for text in labels for word in text.split()):
        labels = [str(one.number) for one in sources]
    left, columns, heads = columns_of(sheet, labels)
    results = {row: _by_study(sheet, row) for row in sheet.rows}
    widest = max(
        (
            _wide(sheet, one)
            for found in results.values()
            for listed in found.values()
            for one in listed
        ),
        default=_PITCH,
    )
    room = columns[0][1] - columns[0][0] - 2
    if room < max(28, widest):
        cause = f"{len(sources)} studies side by side"
        remedy = "list fewer entities, so that fewer studies are needed"
        raise crowded_out(sheet.graph, sheet.figure, "entities", cause, remedy)
    side = max(1, int(room // widest))
    shelves = {
        row: max(1, *(-(-len(listed) // side) for listed in results[row].values()))
        for row in sheet.rows
    }
    tops = rows_of(sheet, heads, shelves, 0.0)
    for row, (top, bottom) in tops.items():
        row_label(sheet, row, left, top, bottom)
        for source, (start, stop) in zip(sources, columns, strict=True):
            cell(sheet, f"{row}-{source.number}", Rect(start, top, stop, bottom), "#F6F7F9")
            listed = results[row].get(source.key, [])
            lines = [listed[n : n + side] for n in range(0, len(listed), side)]
            for number, line in enumerate(lines):
                y = (top + bottom) / 2 + (number - (len(lines) - 1) / 2) * 22.0
                x = (start + stop) / 2 - sum(_wide(sheet, one) for one in line) / 2
                for place, one in enumerate(line):
                    name = f"{row}-{source.number}-{number}-{place}"
                    _glyph(sheet, name, one, x + _PITCH / 2, y)
                    if said := _limits(sheet, one):
                        letters = (Run(said, True, INK),)
                        wide = line_width(letters, SMALLEST)
                        line_of(sheet, f"limit-{name}", letters, x + _PITCH + wide / 2 + 1, y)
                    x += _wide(sheet, one)


def _limits(sheet: Sheet, one: Finding) -> str:
    """Write the letters of a mark, and in parentheses the papers that do not bear it out."""
    struck = f"({sheet.citations.cite(one.weight.struck)})" if one.weight.struck else ""
    return " ".join(filter(None, (struck, one.weight.letters)))


def _wide(sheet: Sheet, one: Finding) -> float:
    """Give the room of a mark and the letters beside it, in points."""
    said = _limits(sheet, one)
    return _PITCH + (width(said, SMALLEST, True) + 3 if said else 0.0)


def _by_study(sheet: Sheet, row: str) -> dict[str, list[Finding]]:
    """Collect what each study found of a row; the same result twice is shown once."""
    results: dict[str, list[Finding]] = {}
    for number in range(len(sheet.figure.columns)):
        for one in sheet.found[row, number]:
            for key in one.references:
                known = results.setdefault(key, [])
                if (one.level, one.basis) not in {(old.level, old.basis) for old in known}:
                    known.append(one)
    return results


_PITCH = 21.0
"""Room of a mark, in points."""


def _glyph(sheet: Sheet, name: str, one: Finding, x: float, y: float) -> None:
    text = LEVELS.get(one.level, "?")
    first, second = sheet.arms
    colour = {">": first.colour, "<": second.colour}.get(text, INK)
    shape, filled = basis.shown(sheet.graph, one.basis)
    sheet.boxes.append(
        Box(
            f"glyph-{name}", "marker", x, y, 19.0, 19.0, shape,
            fill=colour if filled else PAPER, stroke=colour, stroke_width=1.75,
            lines=((Run(text, True, PAPER if filled else colour),),), size=14.0,
            alt=said_of(sheet.graph, one),
        )
    )  # fmt: skip
