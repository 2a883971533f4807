"""Printed numbers against what their record says: sign, level, and what a measure belongs to.

A number is held only where it is of the object itself: one `at` another endpoint or level says
nothing of the object's direction. Neither is one held where an erratum says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.curation.document import Document, Place
from kg.model import Claim, Contrast, Entity, Evidence, Quantity
from kg.model.quantity import NOT_SIGNIFICANT
from kg.model.units import DOSE_UNITS, Dose

Fault = tuple[str, str, str]
"""Cause, remedy and severity."""


def check_quantities(
    claim: Claim,
    evidence: Evidence,
    document: Document,
    place: Place,
    entities: Mapping[str, Entity],
) -> None:
    """Report numbers of a record, and of its contrasts, that go against what they stand for."""
    turned = _falls_with_events(entities.get(claim.object))
    for number, quantity in enumerate(evidence.quantities):
        inner = (*place, "quantities", number)
        for fault in (*_of_kind(claim, quantity), *_of_effect(claim, evidence, quantity, turned)):
            document.report(inner, *fault)
    for position, contrast in enumerate(evidence.contrasts):
        of_itself = _is_effectiveness(entities.get(claim.object))
        for number, quantity in enumerate(contrast.quantities):
            inner = (*place, "contrasts", position, "quantities", number)
            for fault in (
                *_of_kind(claim, quantity, contrast),
                *_of_level(claim, evidence, contrast, quantity, turned, of_itself),
            ):
                document.report(inner, *fault)


def check_doses(evidence: Evidence, document: Document, place: Place) -> None:
    """Tell of a unit of dose that is neither known nor known by another name."""
    exposure, conditions = evidence.exposure, evidence.conditions
    found: list[tuple[Place, Dose | None]] = [
        ((*place, "exposure", "dose", "unit"), exposure.dose if exposure else None),
        ((*place, "conditions", "dose", "unit"), conditions.dose),
    ]
    for number, contrast in enumerate(evidence.contrasts):
        where = (*place, "contrasts", number, "exposure", "dose", "unit")
        found.append((where, contrast.exposure.dose if contrast.exposure else None))
    for where, dose in found:
        if dose and dose.unit not in DOSE_UNITS:
            cause = f"a dose in '{dose.unit}', which compares with no other unit"
            remedy = f"{' or '.join(DOSE_UNITS)}, if it is one of these"
            document.report(where, cause, remedy, "warning")


def _of_kind(claim: Claim, quantity: Quantity, contrast: Contrast | None = None) -> Iterator[Fault]:
    """Hold that a measure stands where it has a meaning."""
    measure = quantity.measure
    if measure == "rbe" and contrast is None:
        remedy = "put it under the contrast with the beam that it is relative to"
        yield "an RBE without another beam", remedy, "error"
    if measure == "correlation" and claim.predicate != "affects":
        remedy = "what correlates is 'affects': nobody raised the one to see the other"
        yield f"a correlation under '{claim.predicate}'", remedy, "error"


def _of_effect(
    claim: Claim, evidence: Evidence, quantity: Quantity, turned: bool
) -> Iterator[Fault]:
    sign = claim.sign
    if sign is None or evidence.stance == "refutes":
        return
    if quantity.p == NOT_SIGNIFICANT and sign != "0" and not quantity.at:
        remedy = "what is not significant is does_not_change"
        yield f"n.s. under '{claim.predicate}'", remedy, "warning"
    way = _direction(quantity, turned)
    if way and {way, sign} == {"+", "-"} and not evidence.errata:
        cause = f"{quantity.text} under '{claim.predicate}'"
        yield cause, _read_again("predicate"), "error"


def _of_level(
    claim: Claim, evidence: Evidence, contrast: Contrast, quantity: Quantity, turned: bool,
    of_itself: bool,
) -> Iterator[Fault]:  # fmt: skip
    if len(set(contrast.level)) != 1:
        return
    (level,) = contrast.level
    if quantity.p == NOT_SIGNIFICANT and level != "similar" and not quantity.at:
        yield f"n.s. with level {level}", "what is not significant is similar", "warning"
    way = _direction(quantity, turned)
    if quantity.measure == "rbe":
        way = _above_one(quantity) if of_itself else _of_rbe(claim, contrast, quantity)
    against = {"higher": "-", "lower": "+"}.get(level)
    if way and way == against and not evidence.errata:
        yield f"{quantity.text} with level {level}", _read_again("level"), "error"


def _direction(quantity: Quantity, turned: bool) -> str | None:
    """Read which way a number of the object itself points; None where it points nowhere."""
    measure, bounds = quantity.measure, quantity.bounds
    if quantity.at or bounds is None or measure is None:
        return None
    low, high = bounds
    if quantity.there:
        least, most = quantity.there.bounds
        return "+" if low > most else "-" if high < least else None
    if measure in {"fold", "ratio", "odds_ratio", "hazard_ratio"}:
        way = "+" if low > 1 else "-" if high < 1 else None
        opposite = {"+": "-", "-": "+"}
        return opposite.get(way or "") if turned and measure == "hazard_ratio" else way
    if measure == "difference":
        return "+" if low > 0 else "-" if high < 0 else None
    return None


def _of_rbe(claim: Claim, contrast: Contrast, quantity: Quantity) -> str | None:
    """Read an RBE: at equal dose the beam of the higher one moves the object further its way."""
    more = _above_one(quantity)
    if contrast.basis != ("isodose",) or more is None or claim.sign not in {"+", "-"}:
        return None
    return "+" if more == claim.sign else "-"


def _above_one(quantity: Quantity) -> str | None:
    """Read an RBE of the object itself: + above 1, - below."""
    if quantity.bounds is None or quantity.at:
        return None
    low, high = quantity.bounds
    return "+" if low > 1 else "-" if high < 1 else None


def _is_effectiveness(entity: Entity | None) -> bool:
    """Tell whether an object is itself what an RBE measures, so that its level is the RBE's."""
    names = (entity.label, *entity.synonyms) if entity else ()
    return any("biological effectiveness" in name.casefold() or name == "RBE" for name in names)


def _falls_with_events(entity: Entity | None) -> bool:
    """Tell whether an object is what remains without the event that a hazard counts."""
    words = entity.label.casefold().replace("-", " ").split() if entity else []
    return any(word in WITHOUT_EVENT for word in words)


def _read_again(field: str) -> str:
    return f"read the two again: turn the {field}, or say under 'at' of what else the number is"


WITHOUT_EVENT = frozenset({"survival", "control", "free", "remission"})
"""Words of outcomes that last while no event comes: their hazard ratio is below 1 as they rise."""
