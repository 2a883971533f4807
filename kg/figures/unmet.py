"""What was compared head to head, and of the rest: which of four kinds of absence it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.figures.arm import Arm
from kg.figures.contrast import arms_of
from kg.figures.mark import FAINT, INK
from kg.figures.shape import Rect, Run
from kg.figures.sheet import (
    Sheet,
    arm_of,
    cell,
    columns_of,
    line_of,
    marker_width,
    markers,
    row_label,
    rows_of,
    shelves_of,
)
from kg.graph import Graph
from kg.model.figure import Column
from kg.model.vocabulary import TREATMENTS
from kg.votes import Standing, observe

State = Literal["absent", "unchanged", "one arm", "apart", "in kind"]


@dataclass(frozen=True)
class Absence:
    """Why nothing was compared in a cell: what was found of either arm, and who states it as open.

    `found` tells of each arm, subjects first, whether anything was found of it in this corpus;
    `gaps` are the ids of the gaps that a source states.
    """

    state: State
    found: tuple[bool, bool]
    gaps: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The full statements."""
        opened = (OPEN,) if self.gaps else ()
        return (*opened, STATEMENT[self.state])


def absence(graph: Graph, row: str, column: Column) -> Absence:
    """Say what is known of a row in a column in which nothing was compared.

    Both arms by themselves, what was measured under a narrower treatment included; where all that
    votes found no change, that is what is said; and where they were compared and neither has more,
    that they differ in kind.
    """
    signs = [_signs(graph, row, arms) for arms in arms_of(graph, column)]
    found = bool(signs[0]), bool(signs[1])
    state: State = "apart" if all(found) else "one arm" if any(found) else "absent"
    if any(found) and set().union(*signs) == {"0"}:
        state = "unchanged"
    if _differ_in_kind(graph, row, column):
        state, found = "in kind", (True, True)
    return Absence(state, found, tuple(_stated(graph, row, column)))


def _signs(graph: Graph, row: str, arms: Iterable[str]) -> set[str]:
    """Collect what votes say these arms do to a row: by themselves, or against any other arm."""
    wanted, found = frozenset(arms), set[str]()
    for topic, observations in observe(graph).items():
        here = {topic.exposure, topic.comparator} & wanted
        if topic.object != row or topic.given or not here:
            continue
        sides = Standing.of(observations).sides
        if topic.comparator:  # measured, with a level in place of a sign
            found |= {"level"} if sides else set()
        else:
            found |= {side.outcome[0] for side in sides}
    return found


def _differ_in_kind(graph: Graph, row: str, column: Column) -> bool:
    """Tell whether a record that counts sets these arms against each other without a level."""
    here, there = arms_of(graph, column)
    for claim, record in graph.evidence():
        if claim.object != row or record.stance != "supports":
            continue
        if f"{claim.id}.{record.id}" in graph.void:
            continue
        for contrast in record.contrasts:
            arms = claim.subject, contrast.versus
            met = (arms[0] in here and arms[1] in there) or (arms[1] in here and arms[0] in there)
            if met and contrast.in_kind and not contrast.level:
                return True
    return False


def _stated(graph: Graph, row: str, column: Column) -> Iterator[str]:
    """Yield the gaps that a source states of this row under one of these arms, or under none."""
    arms = {*column.subjects, *column.versus}
    for gap in graph.gaps.values():
        named = {key for key in gap.about if graph.entities[key].kind in TREATMENTS}
        if row in gap.about and (not named or named & arms):
            yield gap.id


def fill_unmet(sheet: Sheet, marks: Mapping[tuple[str, int, int], str]) -> None:
    """Set the studies that compared; an empty cell says which kind of absence it is."""
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
            why = absence(sheet.graph, row, column)
            cell(sheet, name, area, None, "; ".join(why.words))
            arms = [arm_of(sheet.graph, keys) for keys in (column.subjects, column.versus)]
            line_of(sheet, f"state-{name}", tuple(_short(why, *arms)), x, y)


def _short(why: Absence, one: Arm, two: Arm) -> Iterator[Run]:
    """Write the short form for a cell."""
    found = [arm for arm, there in zip((one, two), why.found, strict=True) if there]
    if why.gaps or why.state == "absent":
        yield Run(_OPEN, True, INK) if why.gaps else Run(SHORT["absent"], False, FAINT)
        return
    for number, arm in enumerate(found):
        yield Run(" and " if number else "", False, FAINT)
        yield Run(arm.letter, True, arm.colour)
    yield Run(f" {SHORT[why.state]}", False, FAINT)


def legend_of(sheet: Sheet) -> list[tuple[str, str]]:
    """Give the short forms that a sheet uses, each with its full statement."""
    states: set[str] = set()
    opened = False
    for (row, number), listed in sheet.found.items():
        if not listed:
            why = absence(sheet.graph, row, sheet.figure.columns[number])
            opened |= bool(why.gaps)
            states |= set() if why.gaps else {why.state}
    found = [(SHORT[state], STATEMENT[state]) for state in STATEMENT if state in states]
    return [*found, (_OPEN, OPEN)] if opened else found


_OPEN = "open"
OPEN = "stated as open by the source"
STATEMENT: Mapping[State, str] = {
    "absent": "not in this corpus",
    "unchanged": "looked for and not changed",
    "one arm": "found for one arm only, in this corpus",
    "apart": "both found, not compared in this corpus",
    "in kind": "compared, and different in kind",
}
"""What an empty cell means. That nobody measured it is never said: it may not have been curated."""

SHORT: Mapping[State, str] = {
    "absent": "not here", "unchanged": "unchanged", "one arm": "only", "apart": "apart",
    "in kind": "in kind",
}  # fmt: skip
