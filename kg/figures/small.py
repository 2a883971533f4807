"""The small pictures of a quantity over an axis: whose marks each holds, and in which rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import numbers as measured
from kg.figures import basis
from kg.figures.link import Weight
from kg.graph import Graph
from kg.numbers import Mark, Panel, Slot, View


@dataclass(frozen=True)
class Small:
    """One small picture: its title, the marks of it, and whose they are where one arm's alone."""

    title: str
    arm: str
    basis: tuple[str, ...]
    marks: tuple[Mark, ...]


def smalls(graph: Graph, view: View) -> Sequence[Small]:
    """Give the small pictures: comparisons of two arms by basis, then each arm by itself.

    Of the arms of the manifest alone, if they tell any place, else of all; those that tell a place
    before those that tell none.
    """
    named = [one.entity for one in graph.manifest.arms]
    found = list(_smalls(graph, view, named))
    if not any(map(_told, found)):
        marks = (mark for panel in view.panels for mark in panel.counted)
        found = list(_smalls(graph, view, [*dict.fromkeys(
            key for mark in marks for key in (mark.arm, mark.point.versus) if key)]))  # fmt: skip
    return sorted(found, key=lambda one: (_told(one) == 0, bool(one.arm)))


def _smalls(graph: Graph, view: View, arms: Sequence[str]) -> Iterator[Small]:
    for panel in view.panels:
        if not panel.counted or panel.differs:
            continue
        if panel.versus and {panel.arm, panel.versus} <= {*arms}:
            words = [measured.say_relation(graph, panel), basis.say(graph, panel.basis, "")]
            said = ", ".join(filter(None, words))
            yield Small(_named(graph, view, panel, said), "", panel.basis, panel.counted)
        elif not panel.versus:
            for arm in arms:
                marks = tuple(mark for mark in panel.counted if mark.arm == arm)
                if marks:
                    name = f"{measured.arm_name(graph, arm)} by themselves"
                    yield Small(_named(graph, view, panel, name), arm, (), marks)


def _told(one: Small) -> int:
    return sum(not mark.slots[0].margin for mark in one.marks)


def _named(graph: Graph, view: View, panel: Panel, said: str) -> str:
    """Name the quantity as well where the picture is of several."""
    several = len({one.object for one in view.panels}) > 1
    return f"{graph.entities[panel.object].label}: {said}" if several else said


def marks_at(one: Small, row: str, slot: Slot) -> list[Mark]:
    """Give the marks of a row at a place."""
    return [mark for mark in one.marks if row_of(mark) == row and slot in mark.slots]


def weight_of(marks: Sequence[Mark]) -> Weight:
    """Weigh what stands in one shape."""
    voters = tuple(sorted({mark.voter for mark in marks if mark.voter}))
    return Weight.of(voters, [mark.point.observation for mark in marks])


def alike(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Sort marks of one place into those that one shape can stand for."""
    found: dict[tuple[object, ...], list[Mark]] = {}
    for mark in marks:
        amount = mark.point.quantity.text if mark.point.number and mark.point.quantity else ""
        found.setdefault((is_hypoxic(mark), amount), []).append(mark)
    return list(found.values())


def is_hypoxic(mark: Mark) -> bool:
    """Tell whether oxygen was lacking."""
    return mark.point.evidence.conditions.oxygen == "hypoxia"


def row_of(mark: Mark) -> str:
    """Name the row in which a mark stands: that of numbers, or of its word."""
    return NUMBER if mark.point.number else mark.word


def rows_of(one: Small) -> tuple[str, ...]:
    """Give the rows of a picture: its three words always, others where they are used."""
    known = ROWS if one.arm else LEVELS
    used = dict.fromkeys(row_of(mark) for mark in one.marks)
    return (*([NUMBER] if NUMBER in used else []), *known,
            *(row for row in used if row not in known and row != NUMBER))  # fmt: skip


def by_place(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Sort marks by arms, basis, row and place: those that may stand in one shape."""
    found: dict[tuple[object, ...], list[Mark]] = {}
    for mark in marks:
        for slot in mark.slots:
            one = mark.point
            key = one.object, one.arm, one.versus, one.basis, row_of(mark), slot
            found.setdefault(key, []).append(mark)
    return list(found.values())


NUMBER = "number"
LEVELS = ("higher", "similar", "lower")
ROWS = ("+", "0", "-")
"""The places of words, from above: of one arm against another, and of an arm by itself."""
