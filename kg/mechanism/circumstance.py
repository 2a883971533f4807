"""Where a record holds: the circumstances that limit it, and whether several can hold at once.

Two tables decide, and `docs/chains.md` states them for readers: facets of the whole experiment
(`JOINT`) must agree along a chain; facets of the reading (`READING`: when and where the object was
looked at) may differ from link to link and bind only what a person asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.model import Conditions, Entity
from kg.model.facet import to_base
from kg.model.units import Dose, Interval

Kinds = tuple[tuple[str, frozenset[str]], ...]
Ranges = tuple[tuple[str, tuple[float, float]], ...]


@dataclass(frozen=True)
class Circumstance:
    """A region of experiments: allowed values of named facets, intervals of measured ones.

    `kinds` and `ranges` are sorted by facet; a facet that is absent is not limited. The facet of a
    dose carries its unit and, where given, 'per fraction' or 'per total': doses of different units
    are never compared.

    >>> hypoxic = Circumstance(kinds=(("oxygen", frozenset({"hypoxia"})),))
    >>> hypoxic.within(ANYWHERE), hypoxic.meet(ANYWHERE) == hypoxic
    (True, True)
    """

    kinds: Kinds = ()
    ranges: Ranges = ()

    def meet(self, other: Circumstance) -> Circumstance | None:
        """Give the region where both hold; None where there is none."""
        if other is self or not (other.kinds or other.ranges):
            return self
        if not (self.kinds or self.ranges):
            return other
        return _meet(self, other)

    def within(self, other: Circumstance) -> bool:
        """Tell whether this region lies inside another, which then speaks for all of it."""
        met = self.meet(other)
        return met is self or met == self

    def __hash__(self) -> int:
        """Hash the limits once: searches look the same few regions up over and over."""
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        """Copy the limits alone: texts hash otherwise in another process."""
        return Circumstance, (self.kinds, self.ranges)

    @cached_property
    def _hash(self) -> int:
        return hash((self.kinds, self.ranges))

    @property
    def order(self) -> tuple[object, ...]:
        """A total order of regions: sets of names compare by their names."""
        return tuple((facet, *sorted(values)) for facet, values in self.kinds), self.ranges

    @property
    def text(self) -> str:
        """The limits for a reader, the beam left out: it stands on the chain itself."""
        parts = [f"{facet} {' or '.join(sorted(values))}" for facet, values in self.kinds
                 if facet != "arm"]  # fmt: skip
        ranges = dict(self.ranges)
        for facet, bounds in self.ranges:
            general = facet.split(" per ")[0] + "]"
            if facet == general or ranges.get(general) != bounds:  # else it says no more
                parts.append(_range_text(facet, *bounds))
        return "; ".join(parts)


ANYWHERE = Circumstance()
"""No limits."""


@lru_cache(maxsize=1 << 16)
def _meet(one: Circumstance, other: Circumstance) -> Circumstance | None:
    """Meet two regions that both have limits."""
    kinds = dict(one.kinds)
    for facet, values in other.kinds:
        kinds[facet] = kinds.get(facet, values) & values
        if not kinds[facet]:
            return None
    ranges = dict(one.ranges)
    for facet, (low, high) in other.ranges:
        least, most = ranges.get(facet, (low, high))
        ranges[facet] = max(low, least), min(high, most)
        if ranges[facet][0] > ranges[facet][1]:
            return None
    met = Circumstance(tuple(sorted(kinds.items())), tuple(sorted(ranges.items())))
    return one if met == one else met


def circumstance(
    conditions: Conditions | None,
    *,
    beams: Iterable[frozenset[str]] = (),
    given: bool = True,
    irradiated: str | None = None,
) -> Circumstance | None:
    """Read the facets of `JOINT` from stated conditions, and from the beams that were given.

    Each beam is the set of all that are of its kind (`members`), so that 'ionising radiation' meets
    'carbon-ion irradiation' and photons do not. `irradiated` is what a record says was struck. Not
    `given` leaves out what belongs to a treatment: dose, LET, fractions, and what was struck.
    What the corpus names for itself limits everywhere where it is a word, and as what was given
    where it is an amount. `oxygen: any` is stated and limits nothing. None where two beams that
    exclude each other were given at once: such a record speaks of neither.
    """
    kinds: dict[str, frozenset[str]] = {}
    for facet in ("oxygen", "route"):
        value = getattr(conditions, facet, None)
        if value is not None and value != "any":
            kinds[facet] = frozenset({value})
    if given and irradiated and irradiated != "unspecified":
        kinds["irradiated"] = frozenset({irradiated})
    for named in conditions.named if conditions else ():
        if named.values:
            kinds[named.name] = frozenset(named.values)
    for allowed in beams:
        kinds["arm"] = kinds.get("arm", allowed) & allowed
    if not all(kinds.values()):
        return None
    stated = measured(conditions) if conditions and given else ()
    ranges = {facet: interval.bounds for facet, interval in stated}
    for named in conditions.named if conditions and given else ():
        if named.amount:
            unit, factor = to_base(named.amount.unit)
            low, high = named.amount.bounds
            ranges[f"{named.name} [{unit}]"] = low * factor, high * factor
    return Circumstance(tuple(sorted(kinds.items())), tuple(sorted(ranges.items())))


def measured(conditions: Conditions) -> Iterable[tuple[str, Interval]]:
    """Yield the intervals of `JOINT`, each under a name that carries its unit.

    Of a single fraction the dose is the same per fraction and in total, however it was written.
    """
    if dose := conditions.dose:
        single = conditions.fractions and conditions.fractions.bounds == (1, 1)
        for per in (None, "fraction", "total") if single else (dose.per,):
            yield dose_facet(dose.model_copy(update={"per": per})), dose
    if conditions.let_kev_um:
        yield "let [keV/um]", conditions.let_kev_um
    if conditions.fractions:
        yield "fractions", conditions.fractions


def dose_facet(dose: Dose) -> str:
    """Name the facet of a dose: its unit, and per what."""
    return f"dose [{dose.unit}{f' per {dose.per}' if dose.per else ''}]"


def members(kind: str, entities: Mapping[str, Entity]) -> frozenset[str]:
    """Collect an intervention and all that are of its kind."""
    below = defaultdict(list)
    for key, entity in entities.items():
        for general in entity.broader:
            below[general].append(key)
    found, waiting = {kind}, [kind]
    while waiting:
        more = [key for key in below[waiting.pop()] if key not in found]
        found.update(more)
        waiting += more
    return frozenset(found)


def _range_text(facet: str, low: float, high: float) -> str:
    name, _, unit = facet.partition(" [")
    unit = f" {unit.rstrip(']')}" if unit else ""
    if low == high:
        return f"{name} {low:g}{unit}"
    if low == float("-inf"):
        return f"{name} <={high:g}{unit}"
    return f"{name} >={low:g}{unit}" if high == float("inf") else f"{name} {low:g}-{high:g}{unit}"


JOINT = ("oxygen", "route", "arm", "irradiated", "dose", "let", "fractions")
"""What must hold at once along a chain: one experiment has one of each."""

READING = ("time", "site")
"""When and where the object was read: a later link is read later, an abscopal one elsewhere."""
