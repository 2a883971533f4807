"""Findings as a matrix: outcomes by comparator, outcomes by study, and what was never compared."""

from __future__ import annotations

from kg.figures.citation import Citations
from kg.figures.finding import findings
from kg.figures.frame import Entry, frame
from kg.figures.label import name_of
from kg.figures.mark import BASIS_NAME, BASIS_SHAPE, FAINT
from kg.figures.notes import all_notes, support_line
from kg.figures.outcomes import fill_outcomes
from kg.figures.refusal import refuse
from kg.figures.scene import Box, Scene, Wire
from kg.figures.selection import MOST_NODES
from kg.figures.sheet import Sheet
from kg.figures.studies import fill_studies
from kg.figures.unmet import fill_unmet
from kg.graph import Graph
from kg.model import Figure


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
    sheet = Sheet(graph, figure, rows, Citations(graph, figure.citation_style), found)
    marks = {
        (row, number, place): sheet.citations.cite(one.references)
        for (row, number), listed in found.items()
        for place, one in enumerate(listed)
    }
    sources = sheet.citations.sources()
    around, sheet.canvas = frame(graph, figure, sources, _legend(sheet))
    if figure.form == "evidence":
        fill_studies(sheet)
    elif figure.form == "gaps":
        fill_unmet(sheet, marks)
    else:
        fill_outcomes(sheet, marks)
    items: tuple[Box | Wire, ...] = (*around, *sheet.boxes)
    return Scene(
        figure.id, figure.title, figure.message, items, sources, notes=_notes(sheet),
        steps=0, nodes=len(rows), described=_described(sheet),
    )  # fmt: skip


def _legend(sheet: Sheet) -> list[Entry]:
    bases = {
        basis for listed in sheet.found.values() for one in listed for basis in (one.basis or ("",))
    }
    entries = []
    first, second = sheet.beams
    if sheet.figure.form in {"gaps", "evidence"}:
        for mark in (first, second):
            if mark.letter != mark.name:
                entries.append(Entry("letters", mark.letter, mark.name, mark.colour))
    for basis, shape in BASIS_SHAPE.items():
        if basis in bases:
            filled = basis not in {"unspecified", ""}
            if sheet.figure.form != "evidence":
                shape = {"circle": "pill", "square": "rect", "diamond": "hexagon"}[shape]
            entries.append(Entry("shape", shape, BASIS_NAME[basis], filled=filled))
    if sheet.figure.form == "evidence":
        entries.append(Entry("letters", ">", f"higher after {first.name}", first.colour))
        entries.append(Entry("letters", "<", "lower", second.colour))
        entries.append(Entry("letters", "=", "similar"))
    else:
        entries.append(Entry("letters", "1", "number in a mark: the study"))
    if sheet.figure.form == "gaps":
        entries.append(
            Entry("letters", f"{first.letter} only", "studied, never against the other beam", FAINT)
        )
        entries.append(Entry("letters", "(empty)", "not studied", FAINT))
    return entries


def _notes(sheet: Sheet) -> tuple[str, ...]:
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


def _described(sheet: Sheet) -> str:
    parts = []
    for (row, number), listed in sheet.found.items():
        name = name_of(sheet.graph, sheet.figure, row)
        levels = ", ".join(" or ".join(one.level) for one in listed) or "no direct comparison"
        parts.append(f"{name}, {sheet.figure.columns[number].label}: {levels}")
    return f"{sheet.figure.message} " + "; ".join(parts) + "."
