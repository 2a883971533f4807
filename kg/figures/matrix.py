"""Findings as a matrix: outcomes by comparator, outcomes by study, and what was never compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.figures.citation import Citations, short_form
from kg.figures.finding import Finding, findings, studied
from kg.figures.font import LEADING, SMALLEST, widest, width, wrap
from kg.figures.frame import Entry, frame
from kg.figures.label import name_of
from kg.figures.mark import (
    BASIS_NAME,
    BASIS_SHAPE,
    CARBON,
    FAINT,
    INK,
    LEVELS,
    PAPER,
    PHOTON,
    RULE,
    arm,
)
from kg.figures.notes import all_notes, support_line
from kg.figures.refusal import refuse
from kg.figures.scene import Box, Line, Rect, Run, Scene, Wire
from kg.figures.selection import MOST_NODES
from kg.graph import Graph
from kg.model import Figure
from kg.model.figure import Column


@dataclass
class _Sheet:
    """A matrix while it is filled."""

    graph: Graph
    figure: Figure
    rows: tuple[str, ...]
    citations: Citations
    found: dict[tuple[str, int], tuple[Finding, ...]]
    boxes: list[Box] = field(default_factory=list)
    canvas: Rect = field(default_factory=lambda: Rect(0, 0, 0, 0))


def compose_matrix(
    graph: Graph, figure: Figure, rows: tuple[str, ...], force: bool = False
) -> Scene:
    """Compose the scene of a matrix with these rows."""
    if len(rows) > MOST_NODES and not force:
        remedy = f"split it by compartment or topic (the most is {MOST_NODES}), or use --force"
        raise refuse(graph, figure, "entities", f"{len(rows)} rows on one slide", remedy)
    found = {
        (row, number): findings(graph, row, column)
        for row in rows
        for number, column in enumerate(figure.columns)
    }
    if not any(found.values()):
        cause = "no evidence compares these arms in these entities"
        raise refuse(graph, figure, "columns", cause, "name arms that 'kg show ENTITY' lists")
    if figure.form == "evidence":
        rows = tuple(row for row in rows if any(found[row, n] for n in range(len(figure.columns))))
    sheet = _Sheet(graph, figure, rows, Citations(graph, figure.citation_style), found)
    marks = {
        (row, number, place): sheet.citations.cite(one.references)
        for (row, number), listed in found.items()
        for place, one in enumerate(listed)
    }
    sources = sheet.citations.sources()
    around, sheet.canvas = frame(graph, figure, sources, _legend(sheet))
    {"outcomes": _fill_outcomes, "evidence": _fill_evidence, "gaps": _fill_gaps}[figure.form](
        sheet, marks
    )
    items: tuple[Box | Wire, ...] = (*around, *sheet.boxes)
    return Scene(
        figure.id, figure.title, figure.message, items, sources, notes=_notes(sheet),
        steps=0, nodes=len(rows), described=_described(sheet),
    )  # fmt: skip


# -- lower, similar, higher by comparator ---------------------------------------------------------


def _fill_outcomes(sheet: _Sheet, marks: Mapping[tuple[str, int, int], str]) -> None:
    left, columns, heads = _columns(sheet, [column.label for column in sheet.figure.columns])
    across = columns[0][1] - columns[0][0]
    lane = across / 3
    shelves: dict[str, int] = {}
    for row in sheet.rows:
        needs = [1]
        for number in range(len(columns)):
            for spot in _SPOTS.values():
                markers = [
                    _marker_width(marks[row, number, place]) + 3
                    for place, one in enumerate(sheet.found[row, number])
                    if _SPOTS.get(one.level) == spot
                ]
                needs.append(_shelves(markers, lane))
        shelves[row] = max(needs)
    tops = _rows(sheet, heads, shelves, 23.0)
    for (start, stop), column in zip(columns, sheet.figure.columns, strict=True):
        for word, spot in (("lower", 1 / 6), ("similar", 1 / 2), ("higher", 5 / 6)):
            _text(sheet, f"lane-{column.label}-{word}", word, start + (stop - start) * spot,
                  heads + 9, FAINT)  # fmt: skip
    for row, (top, bottom) in tops.items():
        _row_label(sheet, row, left, top, bottom)
        for number, (start, stop) in enumerate(columns):
            _cell(sheet, f"{row}-{number}", Rect(start, top, stop, bottom), "#F6F7F9")
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
                listed.sort(key=lambda item: int(item[0].split(",")[0].split("-")[0]))
                x = start + (stop - start) * spot
                _markers(sheet, f"{row}-{number}-{spot:.2f}", listed, x, (top + bottom) / 2, lane)
            if not groups:
                _text(sheet, f"none-{row}-{number}", "not reported", middle,
                      (top + bottom) / 2, FAINT, PAPER)  # fmt: skip


def _markers(
    sheet: _Sheet, name: str, listed: Sequence[tuple[str, Finding]], x: float, y: float, room: float
) -> None:
    """Set markers side by side about a place, in as many lines as they need."""
    lines: list[list[tuple[str, Finding]]] = [[]]
    used = 0.0
    for mark, one in listed:
        need = _marker_width(mark) + 3
        if lines[-1] and used + need > room:
            lines.append([])
            used = 0.0
        lines[-1].append((mark, one))
        used += need
    for number, line in enumerate(lines):
        total = sum(_marker_width(mark) + 3 for mark, _ in line) - 3
        left = x - total / 2
        for place, (mark, one) in enumerate(line):
            wide = _marker_width(mark)
            high = y + (number - (len(lines) - 1) / 2) * 23.0
            _marker(sheet, f"{name}-{number}-{place}", mark, one, left + wide / 2, high, INK)
            left += wide + 3


def _marker(
    sheet: _Sheet, name: str, text: str, one: Finding, x: float, y: float, colour: str
) -> None:
    basis = one.basis[0] if one.basis else ""
    hollow = basis in {"unspecified", ""} or len(one.basis) > 1
    shape = {"circle": "pill", "square": "rect", "diamond": "hexagon"}[BASIS_SHAPE[basis]]
    bases = " or ".join(BASIS_NAME[basis] for basis in one.basis) or "no second beam"
    sheet.boxes.append(
        Box(
            f"marker-{name}", "marker", x, y, _marker_width(text), 20.0, shape,
            fill=PAPER if hollow else colour, stroke=colour, stroke_width=1.5, radius=2,
            lines=((Run(text, True, colour if hollow else PAPER),),), size=SMALLEST,
            alt=f"{' or '.join(one.level)}, {bases}: {', '.join(sorted(one.references))}",
        )
    )  # fmt: skip


def _marker_width(text: str) -> float:
    return max(24.0, width(text, SMALLEST, True) + 14)


def _shelves(widths: Sequence[float], room: float) -> int:
    lines, used = 1, 0.0
    for need in widths:
        if used and used + need > room:
            lines, used = lines + 1, 0.0
        used += need
    return lines


# -- outcomes by study ----------------------------------------------------------------------------


def _fill_evidence(sheet: _Sheet, marks: Mapping[tuple[str, int, int], str]) -> None:
    sources = sheet.citations.sources()
    names = [short_form(sheet.graph.references[one.key], "author-year") for one in sources]
    names = [name.replace(" et al.", "").replace(" & ", " ") for name in names]
    labels = [f"{one.number} {name}" for one, name in zip(sources, names, strict=True)]
    across = (sheet.canvas.right - sheet.canvas.left - _LABEL) / len(labels) - 4
    if any(width(word, SMALLEST, True) > across for text in labels for word in text.split()):
        labels = [str(one.number) for one in sources]
    left, columns, heads = _columns(sheet, labels)
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
    tops = _rows(sheet, heads, shelves, 0.0)
    for row, (top, bottom) in tops.items():
        _row_label(sheet, row, left, top, bottom)
        for source, (start, stop) in zip(sources, columns, strict=True):
            _cell(sheet, f"{row}-{source.number}", Rect(start, top, stop, bottom), "#F6F7F9")
            listed = results[row].get(source.key, [])
            lines = [listed[n : n + side] for n in range(0, len(listed), side)]
            for number, line in enumerate(lines):
                y = (top + bottom) / 2 + (number - (len(lines) - 1) / 2) * 22.0
                for place, one in enumerate(line):
                    x = (start + stop) / 2 + (place - (len(line) - 1) / 2) * 21.0
                    _glyph(sheet, f"{row}-{source.number}-{number}-{place}", one, x, y)
    _ = marks


def _by_study(sheet: _Sheet, row: str) -> dict[str, list[Finding]]:
    """Collect what each study found of a row; the same result twice is shown once."""
    results: dict[str, list[Finding]] = {}
    for number in range(len(sheet.figure.columns)):
        for one in sheet.found[row, number]:
            for key in one.references:
                known = results.setdefault(key, [])
                if (one.level, one.basis) not in {(old.level, old.basis) for old in known}:
                    known.append(one)
    return results


def _glyph(sheet: _Sheet, name: str, one: Finding, x: float, y: float) -> None:
    text = LEVELS.get(one.level, "?")
    colour = {">": CARBON, "<": PHOTON}.get(text, INK)
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


# -- what was never compared ----------------------------------------------------------------------


def _fill_gaps(sheet: _Sheet, marks: Mapping[tuple[str, int, int], str]) -> None:
    left, columns, heads = _columns(sheet, [column.label for column in sheet.figure.columns])
    shelves = {}
    for row in sheet.rows:
        needs = [
            _shelves(
                [_marker_width(marks[row, n, p]) + 3 for p in range(len(sheet.found[row, n]))],
                stop - start - 6,
            )
            for n, (start, stop) in enumerate(columns)
        ]
        shelves[row] = max(needs)
    tops = _rows(sheet, heads, shelves, 0.0)
    for row, (top, bottom) in tops.items():
        _row_label(sheet, row, left, top, bottom)
        for number, (start, stop) in enumerate(columns):
            column, area = sheet.figure.columns[number], Rect(start, top, stop, bottom)
            x, y = (start + stop) / 2, (top + bottom) / 2
            name = f"{row}-{number}"
            if sheet.found[row, number]:
                _cell(sheet, name, area, "#E3E6EB")
                listed = [
                    (marks[row, number, place], one)
                    for place, one in enumerate(sheet.found[row, number])
                ]
                _markers(sheet, name, listed, x, y, stop - start - 6)
                continue
            mine = studied(sheet.graph, row, column.subjects)
            other = studied(sheet.graph, row, column.versus)
            letters = (_letter(sheet.graph, column.subjects), _letter(sheet.graph, column.versus))
            _cell(sheet, name, area, None)
            line: list[Run] = []
            for keys, (letter, colour) in ((mine, letters[0]), (other, letters[1])):
                if keys:
                    line += [Run("   ")] if line else []
                    line += [Run(letter, True, colour), Run(" only" if len(keys) else "", False, FAINT)]
            if mine and other:
                line = [Run(letters[0][0], True, letters[0][1]), Run(" and ", False, FAINT),
                        Run(letters[1][0], True, letters[1][1]), Run(" apart", False, FAINT)]  # fmt: skip
            if line:
                _line(sheet, f"state-{name}", tuple(line), x, y)


def _letter(graph: Graph, keys: Sequence[str]) -> tuple[str, str]:
    """Give the letter and colour of the beam in these arms."""
    for key in keys:
        entity = graph.entities[key]
        for part in (key, *entity.components):
            if mark := arm(graph.entities[part]):
                return mark.letter, mark.colour
    return "other", INK


# -- what all of them have ------------------------------------------------------------------------


def _columns(
    sheet: _Sheet, labels: Sequence[str]
) -> tuple[float, list[tuple[float, float]], float]:
    """Divide the width; writes the heads, and gives the labels' end, the columns, the heads' end."""
    names = [name_of(sheet.graph, sheet.figure, row) for row in sheet.rows]
    label = max(widest(wrap(name, _LABEL, 13.0), 13.0) for name in names) + 12
    left = sheet.canvas.left + label
    across = (sheet.canvas.right - left) / len(labels)
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


def _rows(
    sheet: _Sheet, heads: float, shelves: Mapping[str, int], lanes: float
) -> dict[str, tuple[float, float]]:
    """Give top and bottom of every row, high enough for its markers and its label."""
    top = heads + (19.0 if lanes else 0.0)
    room = sheet.canvas.bottom - top
    names = {row: len(_label_lines(sheet, row)) * 13.0 * LEADING + 4 for row in sheet.rows}
    least = {row: max(shelves[row] * 23.0 + 3, names[row]) for row in sheet.rows}
    spare = (room - sum(least.values())) / len(sheet.rows)
    if spare < 0:
        cause = f"{len(sheet.rows)} rows need {-spare * len(sheet.rows):.0f} points more"
        raise refuse(sheet.graph, sheet.figure, "entities", cause, "split the figure by topic")
    found = {}
    for row in sheet.rows:
        high = least[row] + min(spare, 14.0)
        found[row] = (top + 1.5, top + high - 1.5)
        top += high
    return found


def _label_lines(sheet: _Sheet, row: str) -> tuple[str, ...]:
    return wrap(name_of(sheet.graph, sheet.figure, row), _LABEL, 13.0)


def _row_label(sheet: _Sheet, row: str, right: float, top: float, bottom: float) -> None:
    strong = row in sheet.figure.emphasis
    lines = tuple((Run(line, strong, INK),) for line in _label_lines(sheet, row))
    left = sheet.canvas.left
    sheet.boxes.append(
        Box(f"row-{row}", "label", (left + right) / 2, (top + bottom) / 2, right - left,
            len(lines) * 13.0 * LEADING, "none", lines=lines, size=13.0, align="end")
    )  # fmt: skip


def _cell(sheet: _Sheet, name: str, area: Rect, fill: str | None) -> None:
    sheet.boxes.append(
        Box(
            f"cell-{name}", "cell", (area.left + area.right) / 2, (area.top + area.bottom) / 2,
            area.right - area.left, area.bottom - area.top, "round", fill=fill or PAPER,
            stroke=None if fill else RULE, stroke_width=1.0, dashed=not fill, radius=5,
            alt="" if fill else "never compared",
        )
    )  # fmt: skip


def _text(
    sheet: _Sheet, name: str, text: str, x: float, y: float, colour: str, ground: str | None = None
) -> None:
    if ground:  # the words stand where the middle line was
        line = name.replace("none-", "mid-", 1)
        sheet.boxes = [box for box in sheet.boxes if box.id != line]
    _line(sheet, name, (Run(text, False, colour),), x, y)


def _line(sheet: _Sheet, name: str, line: Line, x: float, y: float) -> None:
    wide = sum(width(run.text, SMALLEST, run.bold) for run in line)
    sheet.boxes.append(
        Box(name, "label", x, y, wide + 2, SMALLEST * LEADING, "none", lines=(line,))
    )


def _legend(sheet: _Sheet) -> list[Entry]:
    bases = {
        basis for listed in sheet.found.values() for one in listed for basis in (one.basis or ("",))
    }
    entries = []
    if sheet.figure.form in {"gaps", "evidence"}:
        for keys in _arms(sheet.figure.columns):
            letter, colour = _letter(sheet.graph, keys)
            if letter != "other":
                entries.append(Entry("letters", letter, _ARM_NAME.get(letter, letter), colour))
    for basis, shape in BASIS_SHAPE.items():
        if basis in bases:
            filled = basis not in {"unspecified", ""}
            if sheet.figure.form != "evidence":
                shape = {"circle": "pill", "square": "rect", "diamond": "hexagon"}[shape]
            entries.append(Entry("shape", shape, BASIS_NAME[basis], filled=filled))
    if sheet.figure.form == "evidence":
        entries.append(Entry("letters", ">", "higher after carbon ions", CARBON))
        entries.append(Entry("letters", "<", "lower", PHOTON))
        entries.append(Entry("letters", "=", "similar"))
    else:
        entries.append(Entry("letters", "1", "number in a mark: the study"))
    if sheet.figure.form == "gaps":
        entries.append(Entry("letters", "C only", "studied, never against the other beam", FAINT))
        entries.append(Entry("letters", "(empty)", "not studied", FAINT))
    return entries


def _arms(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    return [columns[0].subjects, columns[0].versus]


def _notes(sheet: _Sheet) -> tuple[str, ...]:
    sources = sheet.citations.sources()
    numbers = {source.key: source.number for source in sources}
    lines = []
    for (row, number), listed in sheet.found.items():
        column = sheet.figure.columns[number]
        for one in listed:
            bases = " or ".join(BASIS_NAME[basis] for basis in one.basis) or "no second beam"
            lines.append(
                f"{name_of(sheet.graph, sheet.figure, row)}, {column.label}: "
                f"{' or '.join(one.level)} ({bases})"
            )
            supports = {support.key: support for support in one.supports}
            lines += [support_line(sheet.graph, supports[key], numbers) for key in sorted(supports)]
    if sheet.figure.form == "gaps":
        lines.append("What sources state as unknown")
        lines += [f"   {gap.question}" for gap in sheet.graph.gaps.values()]
    return all_notes(sheet.figure, lines, sources)


def _described(sheet: _Sheet) -> str:
    parts = []
    for (row, number), listed in sheet.found.items():
        name = name_of(sheet.graph, sheet.figure, row)
        levels = ", ".join(" or ".join(one.level) for one in listed) or "no direct comparison"
        parts.append(f"{name}, {sheet.figure.columns[number].label}: {levels}")
    return f"{sheet.figure.message} " + "; ".join(parts) + "."


_SPOTS: dict[tuple[str, ...], float] = {
    ("lower",): 1 / 6, ("lower", "similar"): 1 / 3, ("similar",): 1 / 2,
    ("higher", "similar"): 2 / 3, ("higher",): 5 / 6,
}  # fmt: skip
"""Where in a cell a level stands, as a share of its width."""

_LABEL = 196.0
"""The most that the name of a row takes in width, in points."""

_ARM_NAME = {"C": "carbon ions", "P": "photons"}
