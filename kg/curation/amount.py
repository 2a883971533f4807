"""Units and sizes of printed numbers: of another kind, of two kinds, more than the whole."""

from __future__ import annotations

from collections.abc import Iterator

from kg.curation.document import Document, Place
from kg.model import Evidence, Quantity
from kg.model.quantity import FORMS
from kg.model.units import (
    DOSE_TOLD,
    DOSE_UNITS,
    ENERGY_TOLD,
    ENERGY_UNITS,
    RATE_TOLD,
    RATE_UNITS,
    TIME_TOLD,
    Dose,
    digits,
)

Fault = tuple[str, str, str]
"""Cause, remedy and severity."""


def check_amounts(evidence: Evidence, document: Document, place: Place) -> None:
    """Report numbers whose unit or size cannot be, and doses of two kinds beside each other."""
    total, paired = evidence.system.n, evidence.baseline == "before"
    for inner, quantity in _quantities(evidence):
        for fault in (*_of_unit(quantity), *_of_size(quantity, total, paired=paired)):
            document.report((*place, *inner), *fault)
    for inner, fault in _of_doses(evidence):
        document.report((*place, *inner), *fault)


def _quantities(evidence: Evidence) -> Iterator[tuple[Place, Quantity]]:
    for number, quantity in enumerate(evidence.quantities):
        yield ("quantities", number), quantity
    for position, contrast in enumerate(evidence.contrasts):
        for number, quantity in enumerate(contrast.quantities):
            yield ("contrasts", position, "quantities", number), quantity


def _of_unit(quantity: Quantity) -> Iterator[Fault]:
    """Tell a unit how it is written here; refuse that of a treatment for what came of it."""
    unit = quantity.unit
    if unit is None:
        return
    if unit in _OF_TREATMENT and not quantity.at:
        remedy = (
            "a dose, rate or energy that was given goes under exposure; one that is the result "
            "(a dose that cures half) says so under 'at'"
        )
        measure = FORMS[quantity.measure][0] if quantity.measure else ""
        yield f"a {measure or 'number'} in {unit}, a unit of what was given", remedy, "error"
    elif remedy := _TOLD.get(unit, ""):
        yield f"the unit '{unit}'", remedy, "error"


def _of_size(quantity: Quantity, total: int | None, *, paired: bool) -> Iterator[Fault]:
    """Hold the sizes of both arms against the whole, and a rate against the size that it is of.

    `paired` arms are the same patients or animals, before and after.
    """
    n = quantity.n
    if n is None:
        return
    sizes = (n.here or 0, n.there or 0)
    arms = max(sizes) if paired else sum(sizes)
    if total is not None and arms > total:
        given = " and ".join(digits(float(one)) for one in (n.here, n.there) if one)
        remedy = "n of the system counts all; give each arm its own under the quantity"
        yield f"n of {given} in a system of {total}", remedy, "error"
    if quantity.measure != "response_rate":
        return
    there = quantity.there.value if quantity.there else None
    for rate, size in ((quantity.value, n.here), (there, n.there)):
        if rate is not None and size is not None and not _possible(rate, size):
            remedy = "read rate and n again; n is the number of whom the rate is"
            yield f"{digits(rate)} % of {size} is no whole number", remedy, "warning"


def _possible(rate: float, size: int) -> bool:
    """Tell whether some whole number of so many gives this rate, rounded or cut off.

    >>> _possible(64.0, 11), _possible(66.7, 3), _possible(20.0, 6)
    (True, True, False)
    """
    last = 10.0 ** -len(digits(rate).partition(".")[2])
    nearest = round(rate * size / 100)
    near = (100 * count / size for count in (nearest - 1, nearest, nearest + 1))
    return any(abs(one - rate) < last for one in near)


def _of_doses(evidence: Evidence) -> Iterator[tuple[Place, Fault]]:
    """Refuse Gy beside Gy(RBE) where the two are said to be one dose, or equal ones."""
    exposure, range_ = evidence.exposure, evidence.conditions.dose
    own = exposure.dose if exposure else None
    if own and range_ and _two_kinds(own, range_):
        remedy = "give both in the unit that is printed for them, or one of the two"
        yield ("conditions", "dose", "unit"), (f"{range_.text} beside {own.text}", remedy, "error")
    mine = own or range_
    for number, contrast in enumerate(evidence.contrasts):
        other = contrast.exposure.dose if contrast.exposure else None
        if mine and other and contrast.basis == ("isodose",) and _two_kinds(mine, other):
            cause = f"{other.text} as the same dose as {mine.text}"
            remedy = "a weighted dose equals no absorbed one: isoeffective, or a unit is wrong"
            yield ("contrasts", number, "exposure", "dose", "unit"), (cause, remedy, "error")


def _two_kinds(one: Dose, other: Dose) -> bool:
    return {one.unit, other.unit} == set(DOSE_UNITS)


_OF_TREATMENT = frozenset({*DOSE_UNITS, *ENERGY_UNITS, *RATE_UNITS, "keV/um"})
_TOLD = {
    unit: remedy
    for unit, remedy in {**RATE_TOLD, **ENERGY_TOLD, **DOSE_TOLD, **TIME_TOLD}.items()
    if len(unit) > 1
}
"""Units of other spelling or scale; single letters stand for much else than a time."""
