"""Findings as a matrix: outcomes by comparator, outcomes by study, and what was never compared."""

from __future__ import annotations

from collections.abc import Iterator

from kg.figures import basis
from kg.figures.arm import Arm
from kg.figures.citation import Citations
from kg.figures.contrast import Finding, findings
from kg.figures.credit import authors, credit
from kg.figures.explanation import in_words
from kg.figures.frame import Entry, frame, limits
from kg.figures.label import name_of
from kg.figures.mark import FAINT
from kg.figures.notes import all_notes
from kg.figures.outcomes import fill_outcomes
from kg.figures.page import SLIDE, Page
from kg.figures.record import record_line
from kg.figures.refusal import refuse
from kg.figures.scene import Scene
from kg.figures.selection import MOST_NODES
from kg.figures.shape import Box, Wire
from kg.figures.sheet import WIDE, Sheet, arm_of
from kg.figures.studies import fill_studies
from kg.figures.unmet import OPEN, STATEMENT, absence, fill_unmet, legend_of
from kg.graph import Graph
from kg.model import Figure


def compose_matrix(
    graph: Graph, figure: Figure, rows: tuple[str, ...], force: bool = False, page: Page = SLIDE
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
    sheet = Sheet(graph, figure, rows, Citations(graph, figure.citation_style, page.names), found)
    for one in (one for listed in found.values() for one in listed):
        sheet.citations.cite(one.references)  # numbered before those that bear nothing out
    marks = {
        (row, number, place): " ".join(
            filter(None, [sheet.citations.stand(one.weight), one.weight.letters])
        )
        for (row, number), listed in found.items()
        for place, one in enumerate(listed)
    }
    sources = sheet.citations.sources()
    records = [record for listed in found.values() for one in listed for record in one.records]
    owed = credit(graph, records)
    legend = _legend(sheet)
    around, sheet.canvas = frame(graph, figure, sources, legend, owed, page=page)
    if figure.form == "evidence":
        fill_studies(sheet)
    elif figure.form == "gaps":
        fill_unmet(sheet, marks)
    else:
        fill_outcomes(sheet, marks)
    items: tuple[Box | Wire, ...] = (*around, *sheet.boxes)
    return Scene(
        figure.id, figure.title, figure.message, items, sources, notes=_notes(sheet),
        steps=0, nodes=len(rows), described=_described(sheet), credit=owed,
        authors=authors(graph.manifest), width=page.width, height=page.height,
        explained=in_words(legend, not page.framed),
    )  # fmt: skip


def _legend(sheet: Sheet) -> list[Entry]:
    bases = {
        key for listed in sheet.found.values() for one in listed for key in (one.basis or ("",))
    }
    entries = []
    first, second = sheet.arms
    if sheet.figure.form in {"gaps", "evidence"}:
        arms = [
            keys for column in sheet.figure.columns for keys in (column.subjects, column.versus)
        ]
        for mark in sorted({arm_of(sheet.graph, one) for one in arms}, key=_by_rank):
            entries.append(Entry("letters", mark.letter, mark.name, mark.colour, group="arms"))
    for one in basis.bases_of(sheet.graph, bases):
        shape = one.shape if sheet.figure.form == "evidence" else WIDE[one.shape]
        entries.append(Entry("shape", shape, one.words, filled=one.filled, group="bases"))
    if sheet.figure.form == "evidence":
        entries.append(
            Entry("letters", ">", f"higher after {first.name}", first.colour, group="levels")
        )
        entries.append(Entry("letters", "<", "lower", second.colour, group="levels"))
        entries.append(Entry("letters", "=", "similar", group="levels"))
    else:
        entries.append(Entry("letters", "1", "number in a mark: the study"))
    listed = [one for found in sheet.found.values() for one in found]
    entries += limits([one.weight for one in listed])
    if sheet.figure.form == "gaps":
        entries += [Entry("letters", short, said, FAINT, group="absences")
                    for short, said in legend_of(sheet)]  # fmt: skip
    return entries


def _notes(sheet: Sheet) -> tuple[str, ...]:
    sources = sheet.citations.sources()
    numbers = {source.key: source.number for source in sources}
    lines = []
    for (row, number), listed in sheet.found.items():
        column = sheet.figure.columns[number]
        for one in listed:
            bases = basis.say(sheet.graph, one.basis)
            lines.append(
                f"{name_of(sheet.graph, sheet.figure, row)}, {column.label}: "
                f"{' or '.join(one.level)} ({bases}; {one.weight.said})"
            )
            lines += [record_line(sheet.graph, record, numbers) for record in one.records]
    if sheet.figure.form == "gaps":
        lines += _absences(sheet)
        lines += [f"{OPEN[0].upper()}{OPEN[1:]}"] if sheet.graph.gaps else []
        lines += [f"   {gap.question}" for gap in sheet.graph.gaps.values()]
    return all_notes(sheet.figure, lines, sources)


def _absences(sheet: Sheet) -> Iterator[str]:
    """List what was not compared, by the kind of absence."""
    cells: dict[str, list[str]] = {}
    for (row, number), listed in sheet.found.items():
        if listed:
            continue
        column = sheet.figure.columns[number]
        named = f"{name_of(sheet.graph, sheet.figure, row)}, {column.label}"
        why = absence(sheet.graph, row, column)
        if why.state == "one arm":
            key = column.subjects[0] if why.found[0] else column.versus[0]
            named += f" (found for {sheet.graph.entities[key].label})"
        for said in why.words:
            cells.setdefault(said, []).append(named)
    for said in (OPEN, *STATEMENT.values()):
        if said in cells:
            yield f"No level here, {said}"
            yield from (f"   {named}" for named in cells[said])


def _described(sheet: Sheet) -> str:
    parts = []
    for (row, number), listed in sheet.found.items():
        name = name_of(sheet.graph, sheet.figure, row)
        levels = ", ".join(_told(one) for one in listed)
        if not listed and sheet.figure.form == "gaps":
            levels = ", ".join(absence(sheet.graph, row, sheet.figure.columns[number]).words)
        levels = levels or STATEMENT["absent"]
        parts.append(f"{name}, {sheet.figure.columns[number].label}: {levels}")
    return f"{sheet.figure.message} " + "; ".join(parts) + "."


def _told(one: Finding) -> str:
    limits = f" ({', '.join(one.weight.tags)})" if one.weight.tags else ""
    return " or ".join(one.level) + limits


def _by_rank(one: Arm) -> tuple[int, str]:
    return one.rank, one.name
