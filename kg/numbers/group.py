"""Numbers that can stand on one axis: one object, one measure, one comparison, one basis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from kg.graph import Graph
from kg.model.quantity import RELATIVE
from kg.model.vocabulary import Measured, Setting
from kg.numbers.heard import Heard, hear
from kg.numbers.mean import Mean, estimate_of, pool, within_study
from kg.numbers.point import Point

FEWEST = 3
"""Independent studies below which nothing is taken together."""


@dataclass(frozen=True)
class Cell:
    """One number of a row: of `arm`, or of `arm` relative to `versus`.

    `bounds` are lowest and highest value, None where no value is printed; `ci95` those of the
    interval, where one is. An arm without a name is what nothing was done to.
    """

    arm: str
    versus: str
    bounds: tuple[float, float] | None
    ci95: tuple[float, float] | None
    point: Point


@dataclass(frozen=True)
class Row:
    """What one study prints of one experiment, arms side by side.

    `silence` tells why it does not count; empty where it does.
    """

    cells: tuple[Cell, ...]
    silence: str = ""

    @property
    def point(self) -> Point:
        """The number that stands for the row: the first arm's."""
        return self.cells[0].point


@dataclass(frozen=True)
class Pooling:
    """What the numbers of one setting and endpoint come to: a mean, or why there is none."""

    setting: Setting
    at: str
    arm: str
    studies: tuple[tuple[str, ...], ...]
    mean: Mean | None = None
    errors: int = 0


@dataclass(frozen=True)
class Group:
    """Rows on one axis, by setting and endpoint; `measure` is None where only p or words stand.

    `poolings` count what prints a value, or all where nothing does.

    `versus` is empty for effects against nothing done; `differs` tells in what an arm is compared
    with itself, and then `arm` is empty, as it is where arms stand side by side.
    """

    object: str
    measure: Measured | None
    unit: str
    arm: str
    versus: str
    differs: tuple[str, str, str] | None
    basis: tuple[str, ...]
    rows: tuple[Row, ...]
    poolings: tuple[Pooling, ...]

    @property
    def relative(self) -> bool:
        """Whether 1 is no difference, and the axis logarithmic."""
        return self.measure in RELATIVE

    @property
    def studies(self) -> tuple[tuple[str, ...], ...]:
        """The independent studies behind all rows, each once."""
        return tuple(sorted({one for pooling in self.poolings for one in pooling.studies}))

    @property
    def span(self) -> tuple[float, float] | None:
        """The least and the greatest finite number of all rows; None where there is none."""
        ends = [end for row in self.rows for cell in row.cells
                for pair in (cell.bounds, cell.ci95) if pair for end in pair
                if isfinite(end)]  # fmt: skip
        return (min(ends), max(ends)) if ends else None


def groups(graph: Graph, found: Iterable[Point]) -> tuple[Group, ...]:
    """Sort numbers, and what stands for them, into groups: those with most studies first."""
    by_key: dict[tuple[object, ...], list[Point]] = {}
    for one in found:
        if one.quantity is not None:
            by_key.setdefault(_key(one), []).append(one)
    order = {key: place for place, key in enumerate(graph.arms)}
    made = [_group(listed, order) for listed in by_key.values()]
    made.sort(
        key=lambda one: (
            one.measure is None, -len(one.studies), one.object, one.measure or "",
            order.get(one.arm, len(order)), one.arm, one.versus, one.differs or (), one.basis,
        )
    )  # fmt: skip
    return tuple(made)


def endpoint_of(one: Point) -> str:
    """Give the endpoint of a number, so that what is the same reads the same.

    A dose named D10 by what survives is that at 10 % survival, of cells in a dish.
    """
    at = (one.quantity.at if one.quantity else None) or ""
    named = re.fullmatch(r"D(\d{1,2})", at)
    in_dish = one.evidence.system.setting == "in_vitro"
    return f"{named[1]} % survival" if named and in_dish else at


def _key(one: Point) -> tuple[object, ...]:
    quantity = one.quantity
    measure, unit = (quantity.measure, quantity.unit) if quantity else (None, None)
    aside = not one.versus or one.differs is not None
    arms = ("", "") if aside else (one.arm, one.versus)
    return one.object, measure, unit or "", *arms, one.differs, one.basis


def _group(listed: Sequence[Point], order: dict[str, int]) -> Group:
    first = listed[0]
    quantity = first.quantity
    aside = not first.versus or first.differs is not None
    heard = hear(one.observation for one in listed)
    rows: dict[tuple[object, ...], list[Cell]] = {}
    for one in sorted(listed, key=lambda one: (order.get(one.arm, len(order)), one.key)):
        place: tuple[object, ...] = _experiment(one)
        while any(cell.arm == one.arm for cell in rows.get(place, ())):
            place = (*place, "again")
        rows.setdefault(place, []).extend(_cells(one))
    made = [
        Row(tuple(cells), heard.silence(cells[0].point.observation)) for cells in rows.values()
    ]
    made.sort(key=lambda row: (_SETTINGS.index(row.point.evidence.system.setting),
                               endpoint_of(row.point), row.point.key[3:]))  # fmt: skip
    measure, unit = (quantity.measure, quantity.unit) if quantity else (None, None)
    arms = ("", "") if aside else (first.arm, first.versus)
    valued = [one for one in listed if one.number] or listed
    return Group(
        first.object, measure, unit or "", *arms, first.differs, first.basis, tuple(made),
        tuple(_poolings(valued, heard)),
    )  # fmt: skip


def _cells(one: Point) -> list[Cell]:
    """Give the number of an arm, that of the other beside it, or what relates the two."""
    quantity = one.quantity
    assert quantity is not None  # noqa: S101 for types only
    ci95 = quantity.ci95.bounds if quantity.ci95 else None
    against = one.versus and one.differs is None and quantity.there is None
    found = [Cell(one.arm, one.versus if against else "", quantity.bounds, ci95, one)]
    if quantity.there is not None:
        other = "" if one.differs else one.versus
        found.append(Cell(other, "", quantity.there.bounds, None, one))
    return found


def _experiment(one: Point) -> tuple[object, ...]:
    """Tell what an experiment has in common for every arm of it."""
    evidence = one.evidence
    dose, let, time = one.dose, one.let, one.time
    return (
        evidence.references, evidence.read_in, evidence.system.setting, evidence.system.models,
        evidence.conditions.facets, dose.text if dose else "", time.text if time else "",
        "" if one.differs is None else let and let.text, endpoint_of(one),
    )  # fmt: skip


def _poolings(listed: Sequence[Point], heard: Heard) -> Iterable[Pooling]:
    """Yield each setting, endpoint and arm with its studies, and the mean that they allow."""
    sorted_: dict[tuple[Setting, str, str], list[Point]] = {}
    for one in listed:
        key = one.evidence.system.setting, endpoint_of(one), one.arm
        sorted_.setdefault(key, []).append(one)
    for (setting, at, arm), alike in sorted(
        sorted_.items(), key=lambda item: (_SETTINGS.index(item[0][0]), *item[0][1:])
    ):
        studies = {voter for one in alike if (voter := heard.voter(one.observation))}
        mean, errors = _mean(alike, heard)
        yield Pooling(setting, at, arm, tuple(sorted(studies)), mean, errors)


def _mean(alike: Sequence[Point], heard: Heard) -> tuple[Mean | None, int]:
    """Take studies together that print their error; gives the mean, and how many print one."""
    by_study: dict[tuple[str, ...], list[Point]] = {}
    for one in alike:
        if voter := heard.voter(one.observation):
            by_study.setdefault(voter, []).append(one)
    estimates = []
    for points in by_study.values():
        read = [estimate_of(one.quantity) for one in points if one.quantity]
        known = [one for one in read if one is not None]
        if known and len(known) == len(read):  # a number without error would be left out unseen
            estimates.append(within_study(known))
    if len(estimates) < FEWEST or len(estimates) < len(by_study):
        return None, len(estimates)
    quantity = alike[0].quantity
    return pool(estimates, bool(quantity and quantity.measure in RELATIVE)), len(estimates)


_SETTINGS: tuple[Setting, ...] = (
    "in_vitro", "ex_vivo", "in_vivo", "patients", "simulation", "unspecified",
)  # fmt: skip
"""From the dish to the patient."""
