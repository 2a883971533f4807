"""What a person asks of the evidence: `--where oxygen=hypoxia`, `--system in_vivo`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import get_args

from kg.errors import RequestError
from kg.mechanism.circumstance import ANYWHERE, Circumstance, circumstance, members
from kg.model import Entity, Evidence
from kg.model.units import Interval, Time
from kg.model.vocabulary import Oxygen, Route, Setting, Site


@dataclass(frozen=True)
class Where:
    """The wish, read: `region` binds the chain as a whole, the rest each record by itself.

    A record that does not report a facet is not refused for it, but `states` tells which facets it
    does report. A setting is never unreported: what is unspecified is not in vivo.
    """

    facets: tuple[str, ...] = ()
    region: Circumstance = ANYWHERE
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    dose_unit: str = ""
    dose_per: str = ""
    site: str = ""
    organism: str = ""
    given: frozenset[str] | None = None
    settings: frozenset[str] = frozenset()

    def admits(self, record: Evidence) -> bool:
        """Tell whether a record may speak; its beam's dose and LET count if no limit is stated."""
        conditions, system = record.conditions, record.system
        if self.settings and system.setting not in self.settings:
            return False
        if self.given is not None and not set(conditions.co_treatment) <= self.given:
            return False
        for wish, stated in ((self.site, conditions.site), (self.organism, system.organism)):
            if wish and stated and wish != stated:
                return False
        return all(
            _meets(interval, bounds)
            for facet, bounds in self.ranges.items()
            if (interval := self._reported(record, facet))
        )

    def covers(self, record: Evidence) -> bool:
        """Tell whether a record that stands alone, on no chain, can hold where the wish does."""
        region = circumstance(record.conditions, beams=(), entities={})
        return self.admits(record) and region is not None and self.region.meet(region) is not None

    def states(self, record: Evidence) -> frozenset[str]:
        """Name the facets of the wish that a record reports."""
        conditions = record.conditions
        found: dict[str, object] = {
            "site": conditions.site, "organism": record.system.organism,
            "co_treatment": conditions.co_treatment, "oxygen": conditions.oxygen,
            "route": conditions.route,
        }  # fmt: skip
        found |= {facet: self._reported(record, facet) for facet in self.ranges}
        return frozenset(facet for facet in self.facets if found.get(facet))

    def _reported(self, record: Evidence, facet: str) -> Interval | None:
        conditions, exposure = record.conditions, record.exposure
        if facet == "dose":
            dose = conditions.dose or (exposure.dose if exposure else None)
            if dose is None or dose.unit != self.dose_unit:
                return None
            return None if self.dose_per and dose.per and dose.per != self.dose_per else dose
        if facet == "let":
            return conditions.let_kev_um or (exposure.let_kev_um if exposure else None)
        if facet == "fractions":
            number = exposure.fractions if exposure else None
            return conditions.fractions or (Interval(value=number) if number else None)
        return _hours(conditions.time) if conditions.time else None


def read_where(
    wishes: Iterable[str], systems: Iterable[str], entities: Mapping[str, Entity]
) -> Where:
    """Read what was asked; `RequestError` for what cannot be.

    >>> read_where(["oxygen=hypoxia", "dose=8-10 Gy"], [], {}).region.text
    'oxygen hypoxia; dose 8-10 Gy'
    """
    asked: dict[str, list[str]] = {}
    for wish in wishes:
        facet, _, value = (part.strip() for part in wish.partition("="))
        asked.setdefault(_one_of("facet", facet, FACETS), []).append(value)
    for facet, values in asked.items():
        if len(values) > 1 and facet != "co_treatment":
            raise RequestError(f"{facet} is asked for twice: give one value")
    kinds = {
        facet: frozenset({_one_of(facet, asked[facet][0], NAMED[facet])})
        for facet in NAMED if facet in asked
    }  # fmt: skip
    site = kinds.pop("site", frozenset())
    organisms = [key for key, entity in entities.items() if entity.kind == "organism"]
    organism = [_one_of("organism", value, organisms) for value in asked.get("organism", [])]
    read = {facet: _read_range(facet, asked[facet][0]) for facet in UNITS if facet in asked}
    region = {
        name: (low, high)
        for facet, (low, high, unit, per) in read.items()
        for name in _names(facet, unit, per)
    }
    _, _, dose_unit, dose_per = read.get("dose", (0, 0, "", ""))
    given = [_treatments(value, entities) for value in asked.get("co_treatment", [])]
    return Where(
        tuple(asked), Circumstance(tuple(sorted(kinds.items())), tuple(sorted(region.items()))),
        {facet: (low, high) for facet, (low, high, *_) in read.items()}, dose_unit, dose_per,
        "".join(site), "".join(organism), frozenset().union(*given) if given else None,
        frozenset(_one_of("system", setting, get_args(Setting)) for setting in systems),
    )  # fmt: skip


def _treatments(value: str, entities: Mapping[str, Entity]) -> set[str] | frozenset[str]:
    """Read an allowed co-treatment: none, or one with all that it is a kind of, or are of it."""
    if value == "none":
        return frozenset()
    _one_of("co_treatment", value, entities)
    return {key for key in entities if value in members(key, entities)} | members(value, entities)


def _read_range(facet: str, value: str) -> tuple[float, float, str, str]:
    units = UNITS[facet]
    read = re.fullmatch(
        r"(?P<bound>[<>]=)?\s*(?P<low>\d+\.?\d*)(?:\s*-\s*(?P<high>\d+\.?\d*))?\s*"
        r"(?P<unit>[A-Za-z()/]*)(?:\s+per\s+(?P<per>fraction|total))?",
        value,
    )
    unit = (read["unit"] or units[0]) if read else ""
    if not read or unit not in units or (read["per"] and facet != "dose"):
        like = f"{facet}=8-10 {units[0]}".strip()
        raise RequestError(f"'{facet}={value}' is no {facet}: write it like '{like}' or '<=10'")
    low, high = float(read["low"]), float(read["high"] or read["low"])
    if read["bound"]:
        low, high = (low, float("inf")) if read["bound"] == ">=" else (float("-inf"), low)
    if low > high:
        raise RequestError(f"'{facet}={value}': the lower bound is above the upper one")
    hours = HOURS.get(unit, 1.0)
    return low * hours, high * hours, unit, read["per"] or ""


def _names(facet: str, unit: str, per: str) -> tuple[str, ...]:
    """Name the facets of `Circumstance` that a range limits; a dose of no said kind limits all."""
    if facet == "dose":
        kinds = (f" per {per}",) if per else ("", " per fraction", " per total")
        return tuple(f"dose [{unit}{kind}]" for kind in kinds)
    return {"let": ("let [keV/um]",), "fractions": ("fractions",)}.get(facet, ())


def _one_of(what: str, value: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    known = list(known)
    if value in known:
        return value
    near = get_close_matches(value, known, n=3)
    if near:
        raise RequestError(f"no {what} '{value}': did you mean {', '.join(near)}?")
    raise RequestError(f"no {what} '{value}': it is one of {', '.join(known[:12])}")


def _hours(time: Time) -> Interval:
    low, high = (bound * HOURS[time.unit] for bound in time.bounds)
    return Interval(min=low if isfinite(low) else None, max=high if isfinite(high) else None)


def _meets(interval: Interval, bounds: tuple[float, float]) -> bool:
    low, high = interval.bounds
    return low <= bounds[1] and bounds[0] <= high


NAMED: dict[str, tuple[str, ...]] = {
    "oxygen": get_args(Oxygen)[:2], "route": get_args(Route), "site": get_args(Site),
}  # fmt: skip
"""Facets with a closed list of values."""

UNITS = {
    "dose": ("Gy", "Gy(RBE)"), "let": ("keV/um",), "fractions": ("",),
    "time": ("h", "d", "week", "month"),
}  # fmt: skip
"""Facets that are measured, and their units; the first is meant where none is written."""

FACETS = (*NAMED, *UNITS, "organism", "co_treatment")
HOURS = {"h": 1.0, "d": 24.0, "week": 168.0, "month": 730.5}
"""Hours in a unit of time; a month is a twelfth of a year of 365.25 days."""
