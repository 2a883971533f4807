"""A quantity over dose, LET or time: where each finding stands on the axis, and who is silent.

A finding that was made at several values stands at each. One that tells no value stands at the
margin. Units are never converted into one another but those of time, and never share an axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal, get_args

from kg.errors import RequestError
from kg.graph import Graph
from kg.model.units import HOURS, Interval
from kg.model.vocabulary import Trend
from kg.numbers.heard import Heard, hear
from kg.numbers.point import Point
from kg.numbers.tally import Numbers, in_order

Axis = Literal["dose", "let", "time"]
AXES: tuple[Axis, ...] = get_args(Axis)


@dataclass(frozen=True, order=True)
class Slot:
    """One place on the axis: a value or an interval in its unit; without a unit, the margin."""

    margin: bool
    unit: str
    low: float
    high: float
    text: str


MARGIN = Slot(True, "", 0.0, 0.0, "not stated")


@dataclass(frozen=True)
class Mark:
    """One finding at the places where it was made: its arm, and a number or a word.

    `voter` is the independent study behind it; `silence` tells why it does not count. `trend` is
    set where the record tells how the object goes with what the axis shows.
    """

    slots: tuple[Slot, ...]
    arm: str
    word: str
    voter: tuple[str, ...]
    point: Point
    silence: str = ""
    trend: Trend | None = None


@dataclass(frozen=True)
class Panel:
    """The findings of one comparison on one basis, or of effects of arms by themselves."""

    object: str
    arm: str
    versus: str
    differs: tuple[str, str, str] | None
    basis: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def counted(self) -> tuple[Mark, ...]:
        """The marks that count."""
        return tuple(mark for mark in self.marks if not mark.silence)


@dataclass(frozen=True)
class View:
    """A quantity over an axis: the places in order, the margin last, and a panel by basis.

    A place that only what does not count would take is none.
    """

    axis: Axis
    slots: tuple[Slot, ...]
    panels: tuple[Panel, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the axis, each once."""
        return tuple(dict.fromkeys(slot.unit for slot in self.slots if not slot.margin))


def over(graph: Graph, found: Numbers, axis: str) -> View:
    """Lay the findings of a quantity along dose, LET or time.

    >>> import kg
    >>> from kg.numbers.tally import numbers
    >>> graph = kg.load()
    >>> view = over(graph, numbers(graph, "ecto-calreticulin"), "dose")
    >>> [slot.text for slot in view.slots]
    ['2 Gy', '4 Gy', '10 Gy', 'not stated']
    """
    known = next((one for one in AXES if one == axis), None)
    if known is None:
        raise RequestError(f"no axis '{axis}': it is one of {', '.join(AXES)}")
    by_panel: dict[tuple[object, ...], list[Point]] = {}
    for one in found.points:
        by_panel.setdefault(_panel_key(one), []).append(one)
    place = {key: number for number, key in enumerate(graph.arms)}
    heard = hear(one.observation for one in found.points)
    panels = [_panel(listed, known, place, heard) for listed in by_panel.values()]
    panels.sort(key=lambda one: in_order(one, place))
    counted = [mark for panel in panels for mark in panel.marks if not mark.silence]
    slots = {MARGIN, *(slot for mark in counted for slot in mark.slots)}
    return View(known, tuple(sorted(slots)), tuple(panels))


def _panel_key(one: Point) -> tuple[object, ...]:
    own = not one.versus
    return one.object, "" if own else one.arm, one.versus, one.differs, one.basis


def _panel(listed: list[Point], axis: Axis, place: dict[str, int], heard: Heard) -> Panel:
    first = listed[0]
    marks = []
    for one in listed:
        trend = one.evidence.trend
        runs = trend.direction if trend and trend.over == axis and not one.versus else None
        word = " or ".join(one.outcomes)
        marks.append(Mark(
            slots_of(one, axis), one.arm, word, heard.voter(one.observation), one,
            heard.silence(one.observation), runs,
        ))  # fmt: skip
    marks.sort(key=lambda mark: (place.get(mark.arm, len(place)), mark.arm, mark.slots,
                                 mark.point.key))  # fmt: skip
    own = not first.versus
    return Panel(first.object, "" if own else first.arm, first.versus, first.differs, first.basis,
                 tuple(marks))  # fmt: skip


def slots_of(one: Point, axis: Axis) -> tuple[Slot, ...]:
    """Give the places of a finding: each value that it was made at, an interval, or the margin."""
    if axis == "dose":
        dose = one.dose
        if dose is None:
            return (MARGIN,)
        unit = dose.unit + (" per fraction" if dose.per == "fraction" else "")
        given = one.evidence.exposure
        if dose.per is None and given and (given.fractions or 1) > 1:
            unit += ", total or per fraction"
        return _slots(dose, unit, 1.0)
    if axis == "let":
        return _slots(one.let, "keV/um", 1.0) if one.let else (MARGIN,)
    return _slots(one.time, one.time.unit, HOURS[one.time.unit]) if one.time else (MARGIN,)


def _slots(interval: Interval, unit: str, factor: float) -> tuple[Slot, ...]:
    """Place each value; times are ordered by hours whatever their unit.

    Nothing given, beside what was, is the control of the others and no place of a finding.
    """
    ordered = "time" if unit in HOURS else unit
    if interval.points:
        return tuple(sorted(
            Slot(False, ordered, value * factor, value * factor,
                 f"{Interval(value=value).text if value >= 0 else f'{value:g}'} {unit}")
            for value in interval.points if value or len(interval.points) == 1
        ))  # fmt: skip
    low, high = interval.bounds
    low = low * factor if low > -inf else low
    # The unit stands in the text of a dose and a time already.
    bare = Interval(min=interval.min, max=interval.max)
    return (Slot(False, ordered, low, high * factor, f"{bare.text} {unit}"),)
