"""Evidence as RDF: the record, and what limits it (system, conditions, exposure, checks)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from kg.model import Check, Conditions, Contrast, Evidence, Exposure, Quantity, System
from kg.model.claim import Statistics
from kg.model.exposure import Agent
from kg.model.facet import NamedFacet
from kg.model.quantity import RELATIVE
from kg.model.units import (
    DOSE_UNITS,
    ENERGY_UNITS,
    RATE_UNITS,
    TIME_UNITS,
    Dose,
    DoseRate,
    Energy,
    Interval,
    Range,
    Time,
    digits,
)
from kg.rdf.entity import describe_erratum, ordered, texts, words
from kg.rdf.namespace import IDENTIFIER, TYPE, count, expand, number, resource, text, word
from kg.rdf.sentence import lead_to_sentences


def describe_evidence(claim: str, evidence: Evidence) -> Iterator[Triple]:
    """Say who found what, where, under which conditions, against which arms."""
    here = resource("evidence", claim, evidence.id)
    yield Triple(here, TYPE, word("Evidence"))
    yield Triple(here, IDENTIFIER, text(evidence.id))
    yield Triple(here, word("claim"), resource("effect", claim))
    yield Triple(here, word("readIn"), resource("reference", evidence.read_in))
    yield Triple(here, word("baseline"), text(evidence.baseline))
    for reference in evidence.references:
        yield Triple(here, word("reference"), resource("reference", reference))
    for locator in evidence.locator:
        yield Triple(here, word("locator"), text(locator))
    yield from lead_to_sentences(here, evidence)
    if evidence.evidence_type is not None:
        yield Triple(here, word("evidenceType"), expand(evidence.evidence_type))
    yield from words(here, {
        "stance": evidence.stance, "certainty": evidence.certainty,
        "attribution": evidence.attribution, "irradiatedPart": evidence.irradiated,
    })  # fmt: skip
    yield from texts(here, {word("summary"): evidence.summary, word("note"): evidence.note})
    if evidence.trend is not None:
        yield Triple(here, word("trendOver"), text(evidence.trend.over))
        trend = {"trend": evidence.trend.direction, "trendBasis": evidence.trend.basis}
        yield from words(here, trend)
    if evidence.perturbation is not None:
        yield Triple(here, word("perturbation"), text(evidence.perturbation.direction))
        yield Triple(here, word("perturbedBy"), text(evidence.perturbation.by))
    yield from _describe_statistics(here, evidence.statistics)
    yield from describe_quantities(here, (claim, evidence.id), evidence.quantities)
    yield from ordered(here, {"references": evidence.references, "locator": evidence.locator})
    yield from _describe_setup(here, claim, evidence)


def _describe_setup(here: NamedNode, claim: str, evidence: Evidence) -> Iterator[Triple]:
    """Attach the resources that hang on a record, each named after it."""
    system = resource("system", claim, evidence.id)
    yield Triple(here, word("system"), system)
    yield from _describe_system(system, evidence.system)
    if evidence.conditions.facets:
        conditions = resource("conditions", claim, evidence.id)
        yield Triple(here, word("conditions"), conditions)
        yield from _describe_conditions(conditions, evidence.conditions)
        for position, facet in enumerate(evidence.conditions.named, start=1):
            named = resource("facet", claim, evidence.id, position)
            yield Triple(conditions, word("namedFacet"), named)
            yield from _describe_facet(named, facet)
    if evidence.exposure is not None:
        exposure = resource("exposure", claim, evidence.id)
        yield Triple(here, word("irradiation"), exposure)
        yield from _describe_exposure(exposure, evidence.exposure)
    for position, agent in enumerate(evidence.agents, start=1):
        given = resource("agent", claim, evidence.id, position)
        yield Triple(here, word("agent"), given)
        yield from _describe_agent(given, agent)
    for position, contrast in enumerate(evidence.contrasts):
        compared = contrast_name(claim, evidence, position)
        yield Triple(here, word("contrast"), compared)
        yield from _describe_contrast(compared, contrast)
        name = (claim, evidence.id, "versus", position + 1)
        yield from describe_quantities(compared, name, contrast.quantities)
        if contrast.exposure is not None:
            exposure = resource("exposure", claim, evidence.id, position + 1)
            yield Triple(compared, word("irradiation"), exposure)
            yield from _describe_exposure(exposure, contrast.exposure)
    for position, check in enumerate(evidence.checks, start=1):
        checked = resource("check", claim, evidence.id, position)
        yield Triple(here, word("check"), checked)
        yield from _describe_check(checked, check)
    for position, erratum in enumerate(evidence.errata, start=1):
        found = resource("erratum", claim, evidence.id, position)
        yield Triple(here, word("erratum"), found)
        yield from describe_erratum(found, erratum)


def contrast_name(claim: str, evidence: Evidence, position: int) -> NamedNode:
    """Name a contrast by its position in the record; positions count from 0, names from 1."""
    return resource("contrast", claim, evidence.id, position + 1)


def _describe_system(here: NamedNode, system: System) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("System"))
    yield Triple(here, word("setting"), word(system.setting))
    for model in system.models:
        yield Triple(here, word("model"), resource("", model))
    if system.organism is not None:
        yield Triple(here, word("organism"), resource("", system.organism))
    if system.n is not None:
        yield Triple(here, word("n"), count(system.n))
    yield from ordered(here, {"models": system.models})


def _describe_conditions(here: NamedNode, conditions: Conditions) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("Conditions"))
    yield from words(here, {"oxygen": conditions.oxygen, "route": conditions.route})
    yield from words(here, {"site": conditions.site})
    yield from _interval(here, "dose", conditions.dose)
    yield from _interval(here, "let", conditions.let_kev_um)
    yield from _interval(here, "fractions", conditions.fractions)
    yield from _interval(here, "time", conditions.time)
    for treatment in conditions.co_treatment:
        yield Triple(here, word("coTreatment"), resource("", treatment))
    yield from ordered(here, {"co_treatment": conditions.co_treatment})


def _describe_facet(here: NamedNode, facet: NamedFacet) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("NamedFacet"))
    yield Triple(here, word("facetName"), text(facet.name))
    for value in facet.values:
        yield Triple(here, word("facetValue"), text(value))
    yield from ordered(here, {"values": facet.values})
    if facet.amount:
        bare = Range.model_validate(facet.amount.model_dump(exclude={"unit"}))
        yield from _interval(here, "amount", bare)
        yield Triple(here, word("unit"), text(facet.amount.unit))


def _describe_exposure(here: NamedNode, exposure: Exposure) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("Exposure"))
    fractions = exposure.fractions and Interval(value=float(exposure.fractions))
    yield from _interval(here, "dose", exposure.dose)
    yield from _interval(here, "let", exposure.let_kev_um)
    yield from _interval(here, "energy", exposure.energy)
    yield from _interval(here, "doseRate", exposure.dose_rate)
    yield from _interval(here, "fractions", fractions or None)
    yield from words(here, {"quality": exposure.quality})
    yield from texts(here, {word("printed"): exposure.printed})


def _describe_agent(here: NamedNode, agent: Agent) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("Administration"))
    yield Triple(here, word("administered"), resource("", agent.entity))
    yield from texts(here, {word("dose"): agent.dose})
    for route in agent.route:
        yield Triple(here, word("route"), word(route))
    for timing in agent.timing:
        yield Triple(here, word("timing"), word(timing))
    yield from ordered(here, {"route": agent.route, "timing": agent.timing})


def _describe_contrast(here: NamedNode, contrast: Contrast) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("Contrast"))
    yield Triple(here, word("comparator"), resource("", contrast.versus))
    yield from one_of(here, "level", contrast.level)
    yield from one_of(here, "basis", contrast.basis)
    yield from ordered(here, {"level": contrast.level, "basis": contrast.basis})
    yield from texts(here, {word("inKind"): contrast.in_kind})
    if contrast.comparator_sign is not None:
        yield Triple(here, word("comparatorSign"), text(contrast.comparator_sign))
    if contrast.differs is not None:
        differs = contrast.differs
        yield from describe_difference(here, (differs.facet, differs.here, differs.there))
    yield from _describe_statistics(here, contrast.statistics)


def describe_difference(here: NamedNode, differs: tuple[str, str, str]) -> Iterator[Triple]:
    """Say in what a subject compared with itself differs: facet, and both values."""
    facet, mine, other = differs
    yield from texts(here, {word("facet"): facet, word("here"): mine, word("there"): other})


def one_of(here: NamedNode, relation: str, values: tuple[str, ...]) -> Iterator[Triple]:
    """Give one value as it is; several are 'one of these', under a relation of their own.

    So that whoever asks for `kg:level kg:higher` never finds what may also be similar.
    """
    name = relation if len(set(values)) == 1 else f"{relation}OneOf"
    for value in values:
        yield Triple(here, word(name), word(value))


def _describe_check(here: NamedNode, check: Check) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("Check"))
    yield Triple(here, word("says"), word(check.outcome))
    for difference in check.about:
        yield Triple(here, word("differsIn"), text(difference))
    yield from ordered(here, {"about": check.about})
    yield Triple(here, word("reference"), resource("reference", check.reference))
    yield from texts(here, {word("part"): check.read_in, word("note"): check.note})


def _describe_statistics(here: NamedNode, statistics: Statistics | None) -> Iterator[Triple]:
    if statistics is None:
        return
    yield from texts(here, {
        word("p"): statistics.p, word("valueHere"): statistics.here,
        word("valueThere"): statistics.there,
    })  # fmt: skip
    if statistics.n is not None:
        yield Triple(here, word("n"), count(statistics.n))


def describe_quantities(
    here: NamedNode, name: tuple[str | int, ...], quantities: tuple[Quantity, ...]
) -> Iterator[Triple]:
    """Attach each printed number of a record or contrast, named after it."""
    for position, quantity in enumerate(quantities, start=1):
        found = resource("quantity", *name, position)
        yield Triple(here, word("quantity"), found)
        yield from _describe_quantity(found, quantity)


def _describe_quantity(here: NamedNode, quantity: Quantity) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("Quantity"))
    alone = Range(value=quantity.value) if quantity.value is not None else quantity.interval
    yield from _interval(here, "amount", alone)
    yield from _interval(here, "amountThere", quantity.there)
    yield from _interval(here, "ci95", quantity.ci95)
    yield from _interval(here, "time", quantity.time)
    yield from texts(here, {
        word("measure"): quantity.measure, word("unit"): quantity.unit, word("at"): quantity.at,
        word("amountUcum"): _ucum(quantity),
        word("sd"): None if quantity.sd is None else digits(quantity.sd),
        word("sem"): None if quantity.sem is None else digits(quantity.sem),
        word("p"): None if quantity.p is None else str(quantity.p),
        word("printed"): quantity.printed,
    })  # fmt: skip
    sizes = {"n": quantity.n.here, "nThere": quantity.n.there} if quantity.n else {}
    for relation, size in sizes.items():
        if size is not None:
            yield Triple(here, word(relation), count(size))


def _ucum(quantity: Quantity) -> str | None:
    """Give the code of the unit of a number: 1 for what relates two, per cent, or its own."""
    if quantity.measure in {*RELATIVE, "correlation"}:
        return "1"
    if quantity.measure in {"percentage", "response_rate"}:
        return "%"
    return UCUM.get(quantity.unit or "") or _OWN_CODE.get(quantity.unit or "")


def _interval(here: NamedNode, name: str, interval: Interval | None) -> Iterator[Triple]:
    """Give the text as printed, and the bounds as numbers; an open bound has none."""
    if interval is None:
        return
    unit = " keV/um" if name == "let" else ""
    yield Triple(here, word(name), text(interval.text + unit))
    low, high = interval.bounds
    if low != float("-inf"):
        yield Triple(here, word(f"{name}Low"), number(low))
    if high != float("inf"):
        yield Triple(here, word(f"{name}High"), number(high))
    if isinstance(interval, Dose | Time | Energy | DoseRate):
        yield Triple(here, word(f"{name}Unit"), text(interval.unit))
        if interval.unit in UCUM:
            yield Triple(here, word(f"{name}Ucum"), text(UCUM[interval.unit]))
    elif name == "let":
        yield Triple(here, word("letUcum"), text(UCUM["keV/um"]))
    if isinstance(interval, Dose):
        yield from texts(here, {word("dosePer"): interval.per})


UCUM = {"keV/um": "keV/um", **DOSE_UNITS, **TIME_UNITS, **ENERGY_UNITS, **RATE_UNITS}
"""Unit as printed -> code of the Unified Code for Units of Measure 2.1, where there is one."""

_OWN_CODE = {unit: unit for unit in ("%", "mm", "cm", "um", "mm3", "cm3", "mm2", "g", "mg", "mL")}
"""Units that are written as their code is."""
