"""Under what something was seen, facet by facet, and whether two findings can share it all.

A facet holds a span of numbers or a set of names. Two values are disjoint, or they meet. What a
source does not report is unknown, with two exceptions (`UNMARKED`): lack of oxygen and a
co-treatment are always told, so silence means that there was none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.model import Entity, Evidence
from kg.model.facet import to_base
from kg.model.units import HOURS, Dose, Interval, Time


@dataclass(frozen=True)
class Span:
    """From `low` to `high`, both reached; infinite where open. Only equal units compare."""

    low: float
    high: float
    unit: str = ""

    def meets(self, other: Span) -> bool | None:
        """Tell whether two spans share a value; None where their units do not compare.

        Two intervals that merely touch state one threshold from both sides, and share nothing.

        >>> Span(2, 4).meets(Span(10, 10)), Span(12, 18).meets(Span(0, 12))
        (False, False)
        >>> Span(2, 4).meets(Span(4, 4)), Span(2, 2, "Gy").meets(Span(2, 2, "Gy(RBE)"))
        (True, None)
        """
        if self.unit != other.unit:
            return None
        low, high = max(self.low, other.low), min(self.high, other.high)
        point = self.low == self.high or other.low == other.high
        return low < high or (low == high and point)


Value = tuple[Span, ...] | frozenset[str]
"""Names, or one quantity in each unit that is known: a dose in total and per fraction."""


@dataclass(frozen=True)
class Profile:
    """The facets that one finding reports; `needed` are those that its kind of finding must have.

    `values` is in the order of `FACETS`, and of their names what a corpus names for itself.
    """

    values: tuple[tuple[str, Value], ...] = ()
    needed: frozenset[str] = frozenset()

    def reported(self, facet: str) -> Value | None:
        """Give the reported value of a facet, if any."""
        return self._found.get(facet)

    @cached_property
    def _found(self) -> dict[str, Value]:
        return dict(self.values)


def profile(
    evidence: Evidence,
    basis: tuple[str, ...],
    entities: Mapping[str, Entity],
    needed: frozenset[str] = frozenset(),
) -> Profile:
    """Collect what a record reports, from its exposure, its conditions and its test system.

    A list of doses spans all that lies between: who saw more at 2 and at 4 Gy says that of 3 Gy.
    """
    found = {
        "basis": None if "unspecified" in basis else _names(basis),
        **_irradiation(evidence),
        **_conditions(evidence),
        "irradiated": _struck(evidence),
        **_named(evidence),
        **_system(evidence, entities),
    }
    kept = ((facet, value) for facet, value in found.items() if value is not None)
    return Profile(tuple(sorted(kept, key=lambda pair: place(pair[0]))), needed)


def separating(here: Profile, there: Profile) -> tuple[frozenset[str], frozenset[str]]:
    """Give the facets that keep two findings apart: as reported, and with silence read.

    >>> hypoxia = Profile((("oxygen", frozenset({"hypoxia"})),))
    >>> separating(hypoxia, Profile()) == (frozenset(), frozenset({"oxygen"}))
    True
    """
    stated, presumed = set(), set()
    for facet in _either(here, there):
        one, other = here.reported(facet), there.reported(facet)
        if one is not None and other is not None:
            if _meets(one, other) is False:
                stated.add(facet)
        elif facet in UNMARKED and (one or other) is not None:
            if _meets(one or UNMARKED[facet], other or UNMARKED[facet]) is False:
                presumed.add(facet)
    return frozenset(stated), frozenset(stated | presumed)


def unreported(here: Profile, there: Profile) -> tuple[frozenset[str], frozenset[str]]:
    """Give the facets that leave it open whether two findings could meet: (here, there).

    A facet is open on the side that does not report it while the other does, or while this kind of
    finding needs it; and on both sides where both report it in units that do not compare.
    """
    mine, others = set(), set()
    for facet in _either(here, there):
        if facet in UNMARKED:
            continue
        one, other = here.reported(facet), there.reported(facet)
        if one is None and (other is not None or facet in here.needed):
            mine.add(facet)
        if other is None and (one is not None or facet in there.needed):
            others.add(facet)
        if one is not None and other is not None and _meets(one, other) is None:
            mine.add(facet)
            others.add(facet)
    return frozenset(mine), frozenset(others)


def place(facet: str) -> tuple[int, str]:
    """Give the place of a facet among all: those of a corpus follow, by name."""
    return (FACETS.index(facet), "") if facet in FACETS else (len(FACETS), facet)


def _either(here: Profile, there: Profile) -> list[str]:
    """List the facets that two findings report or must have, in order."""
    named = {facet for one in (here, there) for facet, _ in one.values}
    return sorted(named | here.needed | there.needed, key=place)


def irradiated(entity: str, entities: Mapping[str, Entity]) -> bool:
    """Tell whether an arm has a beam in it."""
    found = entities[entity]
    inside = any(irradiated(part, entities) for part in found.components)
    return found.kind == "radiation" or inside


def _meets(one: Value, other: Value) -> bool | None:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return not one.isdisjoint(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        found = {mine.meets(theirs) for mine in one for theirs in other} - {None}
        return None if not found else False not in found
    return None


def _irradiation(evidence: Evidence) -> dict[str, Value | None]:
    """Read what the arm got; where there is no exposure, the range for which it is stated."""
    exposure, conditions = evidence.exposure, evidence.conditions
    dose = exposure.dose if exposure and exposure.dose else conditions.dose
    let = exposure.let_kev_um if exposure and exposure.let_kev_um else conditions.let_kev_um
    fractions = exposure.fractions if exposure else None
    if fractions:
        number: Value | None = (Span(fractions, fractions),)
    else:
        number = (_span(conditions.fractions, ""),) if conditions.fractions else None
    return {
        "dose": _doses(dose, fractions) if dose else None,
        "let": (_span(let, "keV/um"),) if let else None,
        "fractions": number,
    }


def _doses(dose: Dose, fractions: int | None) -> tuple[Span, ...]:
    """Give a dose in total and per fraction, as far as both are known.

    >>> _doses(Dose(value=8, unit="Gy", per="fraction"), 3)
    (Span(low=8.0, high=8.0, unit='Gy per fraction'), Span(low=24.0, high=24.0, unit='Gy'))
    """
    low, high = dose.bounds
    single, total = f"{dose.unit} per fraction", dose.unit
    if dose.per is None and (fractions or 1) > 1:  # the source leaves open which of the two
        return (Span(low, high, f"{dose.unit}, total or per fraction"),)
    if dose.per == "fraction":
        each = (Span(low, high, single),)
        return (*each, Span(low * fractions, high * fractions, total)) if fractions else each
    if fractions:
        return Span(low / fractions, high / fractions, single), Span(low, high, total)
    return (Span(low, high, total),)


def _conditions(evidence: Evidence) -> dict[str, Value | None]:
    given = evidence.conditions
    time, oxygen = given.time, given.oxygen
    either = ("normoxia", "hypoxia") if oxygen == "any" else (oxygen,)
    return {
        "time": (_hours(time),) if time else None,
        "oxygen": _names(filter(None, either)),
        "site": _names(filter(None, [given.site])),
        "route": _names(filter(None, [given.route])),
        "co_treatment": _names(filter(None, [" + ".join(sorted(given.co_treatment))])),
    }


def _struck(evidence: Evidence) -> Value | None:
    """Read what the treatment struck; that a source does not say so reports nothing."""
    return _names(one for one in (evidence.irradiated,) if one and one != "unspecified")


def _named(evidence: Evidence) -> dict[str, Value | None]:
    """Read what the corpus names for itself; the dose rate that was given goes before."""
    found: dict[str, Value | None] = {}
    for facet in evidence.conditions.named:
        amount = facet.amount
        found[facet.name] = (_scaled(amount, amount.unit),) if amount else _names(facet.values)
    if evidence.exposure and (rate := evidence.exposure.dose_rate):
        found["dose_rate"] = (_scaled(rate, rate.unit),)
    return found


def _scaled(interval: Interval, unit: str) -> Span:
    (low, high), (base, factor) = interval.bounds, to_base(unit)
    return Span(low * factor, high * factor, base)


def _system(evidence: Evidence, entities: Mapping[str, Entity]) -> dict[str, Value | None]:
    """Where it was seen; the species of a cell line stands for an organism that is not named."""
    system = evidence.system
    lines: set[str] = set()
    diseases: set[str] = set()
    species = {system.organism} if system.organism else set[str]()
    for key in system.models:
        model = entities.get(key)
        if model is None:
            continue
        if model.kind == "disease":
            diseases.add(key)
        elif not any(name in model.label.split() for name in model.species):  # a strain is no line
            lines.add(key)
        if not system.organism:
            species |= set(model.species)
    setting = () if system.setting == "unspecified" else (system.setting,)
    return {
        "setting": _names(setting), "species": _names(species),
        "disease": _names(diseases), "cell_line": _names(lines),
    }  # fmt: skip


def _hours(time: Time) -> Span:
    low, high = time.bounds
    return Span(low * HOURS[time.unit], high * HOURS[time.unit], "h")


def _span(interval: Interval, unit: str) -> Span:
    low, high = interval.bounds
    return Span(low, high, unit)


def _names(names: Iterable[str]) -> frozenset[str] | None:
    return frozenset(names) or None


FACETS = (
    "basis", "dose", "let", "fractions", "time", "oxygen", "co_treatment", "irradiated", "site",
    "route", "cell_line", "disease", "species", "setting",
)  # fmt: skip
"""In the order in which an explanation names them."""

UNMARKED: Mapping[str, frozenset[str]] = {
    "oxygen": frozenset({"normoxia"}), "co_treatment": frozenset({"none"}),
}  # fmt: skip
"""What silence means in the facets that are told wherever they apply: cultures and animals are
kept in air unless a paper is about oxygen, and what all arms received belongs to the design."""
