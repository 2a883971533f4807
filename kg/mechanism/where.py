"""What a person asks of the evidence: `--where oxygen=hypoxia`, `--system in_vivo`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from math import isfinite
from types import MappingProxyType
from typing import get_args

from kg.errors import RequestError
from kg.find import near_words
from kg.graph import Graph
from kg.mechanism.circumstance import ANYWHERE, Circumstance, circumstance, members
from kg.model import Entity, Evidence
from kg.model.facet import Amount, to_base
from kg.model.units import HOURS, TIME_UNITS, DoseRate, Interval, Range, Time
from kg.model.vocabulary import Irradiated, Oxygen, Route, Setting, Site


@dataclass(frozen=True)
class Where:
    """The wish, read: `region` binds the chain as a whole, the rest each record by itself.

    A record that does not report a facet is not refused for it, but `states` tells which facets it
    does report. A setting is never unreported: what is unspecified is not in vivo. `basis` leaves
    out records that compare arms on other bases only; what compares nothing is not refused for it.
    `units` are those in which amounts that a corpus names for itself are asked for.
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
    basis: str = ""
    units: Mapping[str, str] = field(default_factory=dict)

    def admits(self, record: Evidence) -> bool:
        """Tell whether a record may speak; its beam's dose and LET count if no limit is stated."""
        conditions, system = record.conditions, record.system
        if self.settings and system.setting not in self.settings:
            return False
        if self.given is not None and not set(conditions.co_treatment) <= self.given:
            return False
        compared = {basis for contrast in record.contrasts for basis in contrast.basis}
        if self.basis and compared and self.basis not in compared:
            return False
        for wish, stated in ((self.site, conditions.site), (self.organism, system.organism)):
            if wish and stated and wish != stated:
                return False
        return all(
            _meets(interval, bounds)
            for facet, bounds in self.ranges.items()
            if (interval := self._reported(record, facet))
        )

    def covers(self, record: Evidence, treated: bool = True) -> bool:
        """Tell whether a record that stands alone, on no chain, can hold where the wish does.

        What was irradiated binds what begins at a treatment: `treated`.
        """
        struck = record.irradiated if treated else None
        return self.covers_in(circumstance(record.conditions, irradiated=struck), record)

    def covers_in(self, region: Circumstance | None, record: Evidence) -> bool:
        """Tell the same of a record whose region is known."""
        return region is not None and self.region.meet(region) is not None and self.admits(record)

    def states(self, record: Evidence) -> frozenset[str]:
        """Name the facets of the wish that a record reports."""
        conditions = record.conditions
        found: dict[str, object] = {
            "site": conditions.site, "organism": record.system.organism,
            "co_treatment": conditions.co_treatment, "oxygen": conditions.oxygen,
            "route": conditions.route,
            "irradiated": None if record.irradiated == "unspecified" else record.irradiated,
        }  # fmt: skip
        found |= {facet.name: facet.values for facet in conditions.named}
        found |= {facet: self._reported(record, facet) for facet in self.ranges}
        return frozenset(facet for facet in self.facets if found.get(facet))

    def named_by(self, entity: Entity) -> frozenset[str]:
        """Name the facets of the wish that an entity is itself: what hypoxia does is seen under it.

        >>> import kg
        >>> asked = read_where(["oxygen=hypoxia"], [], kg.load().entities)
        >>> asked.named_by(kg.load().entities["tumour-hypoxia"])
        frozenset({'oxygen'})
        """
        words = {*entity.id.split("-"), *entity.label.casefold().split()}
        return frozenset(facet for facet, values in self.region.kinds if words & values)

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
        if facet in self.units:
            return self._amount(record, facet)
        return _hours(conditions.time) if conditions.time else None

    def _amount(self, record: Evidence, facet: str) -> Interval | None:
        named = next((one for one in record.conditions.named if one.name == facet), None)
        amount: Amount | DoseRate | None = named.amount if named else None
        if facet == "dose_rate" and amount is None and record.exposure:
            amount = record.exposure.dose_rate
        if amount is None or to_base(amount.unit)[0] != self.units[facet]:
            return None
        return _times(amount, to_base(amount.unit)[1])


def named_facets(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """Give what a corpus names for itself: each facet with its words, none for an amount.

    Its bases are among them, of which a corpus whose manifest names none may be asked for any, and
    under `facets` what it reports or names at all.
    """
    found: dict[str, set[str]] = {}
    stated = {"time", "organism", "co_treatment", *graph.manifest.facets}
    supports = chain(*(one.supports for one in graph.effects),
                     *(one.supports for one in graph.comparisons))  # fmt: skip
    for record in (support.evidence for support in supports):
        stated |= {facet for facet, _ in record.conditions.facets}
        for facet in record.conditions.named:
            found.setdefault(facet.name, set()).update(facet.values)
        if record.exposure and record.exposure.dose_rate:
            found.setdefault("dose_rate", set())
    words = {name: tuple(sorted(found[name])) for name in sorted(found)}
    stated |= {"basis", *words}
    told = tuple(facet for facet in (*FACETS, *words) if facet in stated)
    return {"basis": tuple(graph.manifest.bases), "facets": told, **words}


def read_where(
    wishes: Iterable[str],
    systems: Iterable[str],
    entities: Mapping[str, Entity],
    named: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Where:
    """Read what was asked; `RequestError` for what cannot be. `named`: see `named_facets`.

    >>> read_where(["oxygen=hypoxia", "dose=8-10 Gy"], [], {}).region.text
    'oxygen hypoxia; dose 8-10 Gy'
    """
    bases = named.get("basis", ())
    told = named.get("facets", ())
    named = {facet: words for facet, words in named.items() if facet not in ("basis", "facets")}
    asked: dict[str, list[str]] = {}
    for wish in wishes:
        facet, _, value = (part.strip() for part in wish.partition("="))
        known = (*FACETS, *named)
        asked.setdefault(facet if facet in known else _one_of("facet", facet, told or known),
                         []).append(value)  # fmt: skip
    for facet, values in asked.items():
        if len(values) > 1 and facet != "co_treatment":
            raise RequestError(f"{facet} is asked for twice: give one value")
    kinds = {
        facet: frozenset({_one_of(facet, asked[facet][0], NAMED[facet])})
        for facet in NAMED if facet in asked
    }  # fmt: skip
    kinds |= {
        facet: frozenset({_one_of(facet, asked[facet][0], words)})
        for facet, words in named.items() if facet in asked and words
    }  # fmt: skip
    site = kinds.pop("site", frozenset())
    basis = [_one_of("basis", value, bases or (value,)) for value in asked.get("basis", [])]
    organisms = [key for key, entity in entities.items() if entity.kind == "organism"]
    organism = [_one_of("organism", value, organisms) for value in asked.get("organism", [])]
    read = {facet: _read_range(facet, asked[facet][0]) for facet in UNITS if facet in asked}
    amounts = {
        facet: _read_amount(facet, asked[facet][0])
        for facet, words in named.items() if facet in asked and not words
    }  # fmt: skip
    region = {
        name: (low, high)
        for facet, (low, high, unit, per) in read.items()
        for name in _names(facet, unit, per)
    }
    region |= {f"{facet} [{unit}]": (low, high) for facet, (low, high, unit) in amounts.items()}
    _, _, dose_unit, dose_per = read.get("dose", (0, 0, "", ""))
    given = [_treatments(value, entities) for value in asked.get("co_treatment", [])]
    return Where(
        tuple(facet for facet in asked if facet != "basis"),
        Circumstance(tuple(sorted(kinds.items())), tuple(sorted(region.items()))),
        {facet: (low, high) for facet, (low, high, *_) in read.items()}
        | {facet: (low, high) for facet, (low, high, _) in amounts.items()},
        dose_unit, dose_per,
        "".join(site), "".join(organism), frozenset().union(*given) if given else None,
        frozenset(_one_of("system", setting, get_args(Setting)) for setting in systems),
        "".join(basis), {facet: unit for facet, (_, _, unit) in amounts.items()},
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


def _read_amount(facet: str, value: str) -> tuple[float, float, str]:
    read = re.fullmatch(
        r"(?P<bound>[<>]=)?\s*(?P<low>-?\d+\.?\d*)(?:\s*-\s*(?P<high>\d+\.?\d*))?\s*(?P<unit>\S+)",
        value,
    )
    if not read:
        like = f"{facet}='>=40 Gy/s'"
        raise RequestError(f"'{facet}={value}' is no amount: write it with its unit, like {like}")
    unit, factor = to_base(read["unit"])
    low, high = float(read["low"]) * factor, float(read["high"] or read["low"]) * factor
    if read["bound"]:
        low, high = (low, float("inf")) if read["bound"] == ">=" else (float("-inf"), low)
    if low > high:
        raise RequestError(f"'{facet}={value}': the lower bound is above the upper one")
    return low, high, unit


def _names(facet: str, unit: str, per: str) -> tuple[str, ...]:
    """Name the facets of `Circumstance` that a range limits; a dose of no said kind limits all."""
    if facet == "dose":
        kinds = (f" per {per}",) if per else ("", " per fraction", " per total")
        return tuple(f"dose [{unit}{kind}]" for kind in kinds)
    return {"let": ("let [keV/um]",), "fractions": ("fractions",)}.get(facet, ())


def _one_of(what: str, value: str, known: Iterable[str]) -> str:
    known = list(known)
    if value in known:
        return value
    near = near_words(value, known)
    if near:
        raise RequestError(f"no {what} '{value}': did you mean {', '.join(near)}?")
    raise RequestError(f"no {what} '{value}': it is one of {', '.join(known[:12])}")


def _hours(time: Time) -> Range:
    return _times(time, HOURS[time.unit])


def _times(interval: Interval, factor: float) -> Range:
    low, high = (bound * factor for bound in interval.bounds)
    return Range(min=low if isfinite(low) else None, max=high if isfinite(high) else None)


def _meets(interval: Interval, bounds: tuple[float, float]) -> bool:
    low, high = interval.bounds
    return low <= bounds[1] and bounds[0] <= high


NAMED: dict[str, tuple[str, ...]] = {
    "oxygen": get_args(Oxygen)[:2], "route": get_args(Route), "site": get_args(Site),
    "irradiated": get_args(Irradiated)[:-1],
}  # fmt: skip
"""Facets with a closed list of values."""

UNITS = {
    "dose": ("Gy", "Gy(RBE)"), "let": ("keV/um",), "fractions": ("",),
    "time": ("h", *(unit for unit in TIME_UNITS if unit != "h")),
}  # fmt: skip
"""Facets that are measured, and their units; the first is meant where none is written."""

FACETS = (*NAMED, "basis", *UNITS, "organism", "co_treatment")
