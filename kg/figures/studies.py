"""Outcomes by study: what each found, on which basis."""

from __future__ import annotations

from kg.figures.citation import short_form
from kg.figures.finding import Finding
from kg.figures.font import SMALLEST, width
from kg.figures.mark import BASIS_NAME, BASIS_SHAPE, INK, LEVELS, PAPER
from kg.figures.refusal import refuse
from kg.figures.scene import Box, Rect, Run
from kg.figures.sheet import LABEL, Sheet, cell, columns_of, row_label, rows_of


def fill_studies(sheet: Sheet) -> None:
    """Set what each study found of each outcome: level as a letter, basis as a shape."""
    sources = sheet.citations.sources()
    names = [short_form(sheet.graph.references[one.key], "author-year") for one in sources]
    names = [name.replace(" et al.", "").replace(" & ", " ") for name in names]
    labels = [f"{one.number} {name}" for one, name in zip(sources, names, strict=True)]
    across = (sheet.canvas.right - sheet.canvas.left - LABEL) / len(labels) - 4
    if any(width(word, SMALLEST, True) > across for text in labels for word in text.split()):
        labels = [str(one.number) for one in sources]
    left, columns, heads = columns_of(sheet, labels)
    if columns[0][1] - columns[0][0] < 30:
        cause = f"{len(sources)} studies side by side"
        remedy = "list fewer entities, so that fewer studies are needed"
        raise refuse(sheet.graph, sheet.figure, "entities", cause, remedy)
    results = {row: _by_study(sheet, row) for row in sheet.rows}
    side = max(1, int((columns[0][1] - columns[0][0] - 2) // 21))
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
                for place, one in enumerate(line):
                    x = (start + stop) / 2 + (place - (len(line) - 1) / 2) * 21.0
                    _glyph(sheet, f"{row}-{source.number}-{number}-{place}", one, x, y)


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


def _glyph(sheet: Sheet, name: str, one: Finding, x: float, y: float) -> None:
    text = LEVELS.get(one.level, "?")
    first, second = sheet.beams
    colour = {">": first.colour, "<": second.colour}.get(text, INK)
    basis = one.basis[0] if one.basis else ""
    hollow = basis in {"unspecified", ""} or len(one.basis) > 1
    bases = " or ".join(BASIS_NAME[basis] for basis in one.basis) or "no second beam"
    sheet.boxes.append(
        Box(
            f"glyph-{name}", "marker", x, y, 19.0, 19.0, BASIS_SHAPE[basis],
            fill=PAPER if hollow else colour, stroke=colour, stroke_width=1.75,
            lines=((Run(text, True, colour if hollow else PAPER),),), size=14.0,
            alt=f"{' or '.join(one.level)}, {bases}: {', '.join(sorted(one.references))}",
        )
    )  # fmt: skip
