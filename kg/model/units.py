"""Numbers as printed: single values, lists or intervals, always with their unit.

A unit that the literature writes in another way, or at another scale, is told what it is in ours:
never a unit that is merely spelled alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from kg.model.record import Number, Record, Text, WrongError


class Interval(Record):
    """Values or bounds of one quantity, as printed; a missing bound is open.

    None is below zero, but of a time: nobody gives less than no dose. A list of one is its value.

    >>> Interval(values=(2, 4)).text
    '2, 4'
    >>> Interval(values=(2,)) == Interval(value=2)
    True
    >>> Interval(min=70, max=80).text
    '70-80'
    """

    below_zero: ClassVar[bool] = False

    value: Number | None = None
    values: tuple[Number, ...] = ()
    min: Number | None = None
    max: Number | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        bounds = [bound for bound in (self.min, self.max) if bound is not None]
        ways = (self.value is not None, bool(self.values), bool(bounds))
        if sum(ways) != 1:
            raise ValueError("give one of: value, values, or min and max")
        if len(bounds) == 2 and bounds[0] > bounds[1]:
            raise ValueError("min is above max")
        given = (*self.points, *bounds)
        if not self.below_zero and any(number < 0 for number in given):
            raise ValueError(f"{digits(min(given))} is below zero")
        if len(self.values) == 1:  # one way to say each thing, or two arms alike would differ
            self.__dict__.update(value=self.values[0], values=())
        return self

    @property
    def points(self) -> tuple[float, ...]:
        """The single values; none for an interval with bounds."""
        return self.values if self.value is None else (self.value,)

    @property
    def text(self) -> str:
        """The numbers as a reader writes them, without unit."""
        if self.points:
            return ", ".join(map(digits, self.points))
        low, high = self.bounds
        if self.min is None:
            return f"<={digits(high)}"
        return f">={digits(low)}" if self.max is None else f"{digits(low)}-{digits(high)}"

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value; infinite where open."""
        if self.points:
            return min(self.points), max(self.points)
        low = float("-inf") if self.min is None else self.min
        return low, float("inf") if self.max is None else self.max


class Range(Interval):
    """Numbers of either sign: a difference, a correlation, a change."""

    below_zero: ClassVar[bool] = True

    @property
    def text(self) -> str:
        """The numbers as a reader writes them; 'to' where a minus would look like a dash."""
        low, high = self.bounds
        if self.points or low >= 0 or float("inf") in (-low, high):
            return super().text
        return f"{digits(low)} to {digits(high)}"


def read_unit(known: Mapping[str, str], told: Mapping[str, str]) -> Callable[[Any], Any]:
    """Make what takes a unit of `known`, and tells one of `told` what it is.

    >>> read_unit(DOSE_UNITS, DOSE_TOLD)("GyE")
    Traceback (most recent call last):
    kg.model.record.WrongError: the unit 'GyE': write Gy(RBE): it is the same
    """

    def read(given: Any) -> Any:
        if isinstance(given, str) and given not in known:
            bare = given.replace(" ", "")
            same = f"write {bare}: it is the same" if bare in known else ""
            remedy = same or told.get(given) or told.get(bare) or _scaled(bare, known)
            if remedy:
                raise WrongError(f"the unit '{given}'", remedy)
        return given

    return read


def _scaled(given: str, known: Mapping[str, str]) -> str:
    """Tell a metric multiple of a known unit how to write it."""
    for unit in known:
        if given.endswith(unit) and (scale := _PREFIXES.get(given.removesuffix(unit))):
            return f"{scale} and write {unit}"
    return ""


_PREFIXES = {
    "c": "divide by 100", "m": "divide by 1000", "u": "divide by 1 000 000",
    "µ": "divide by 1 000 000", "k": "multiply by 1000",
}  # fmt: skip
"""Metric prefix -> what makes of a number one of the unit itself; not M: MeV is no scaled unit."""


def _same(unit: str, *others: str) -> dict[str, str]:
    return dict.fromkeys(others, f"write {unit}: it is the same")


DOSE_UNITS = {"Gy": "Gy", "Gy(RBE)": "Gy{RBE}"}
TIME_UNITS = {
    "s": "s", "min": "min", "h": "h", "d": "d", "week": "wk", "month": "mo", "year": "a",
}  # fmt: skip
ENERGY_UNITS = {
    "MeV/u": "MeV/u", "MeV": "MeV", "kV": "kV", "kVp": "kV{peak}", "MV": "MV",
}  # fmt: skip
RATE_UNITS = {"Gy/s": "Gy/s", "Gy/min": "Gy/min", "Gy/h": "Gy/h"}
"""Unit -> its code in the Unified Code for Units of Measure 2.1; annotations in braces."""

_PER_FRACTION = "write the unit without '/fraction', and per: fraction beside it"
DOSE_TOLD = {
    **_same("Gy(RBE)", "GyE", "CGE", "GyRBE", "Gy[RBE]", "Gy-RBE", "Gy_RBE", "Gy(E)", "GyEq",
            "Gyeq", "Gy-Eq", "Gy-eq", "CGyE", "GRBE", "Gy(rbe)", "GyE(RBE)", "gray equivalent",
            "cobalt gray equivalent"),
    **_same("Gy", "gray", "Gray", "grays", "gy", "GY", "J/kg"),
    **dict.fromkeys(("cGyE", "cGyRBE", "cGE"), "divide by 100 and write Gy(RBE)"),
    **dict.fromkeys(("rad", "rads", "cgy", "centigray"), "divide by 100 and write Gy"),
    "milligray": "divide by 1000 and write Gy",
    "krad": "multiply by 10 and write Gy",
    **dict.fromkeys(("Gy/fraction", "Gy/fx", "Gy/fr", "Gy(RBE)/fraction", "Gy(RBE)/fx", "GyE/fx",
                     "GyE/fraction"), _PER_FRACTION),
    **dict.fromkeys(("Sv", "mSv", "sievert"),
                    "it is a quantity of radiation protection, no dose to a target: keep it under "
                    "'printed'"),
    "%": "a share is no dose: keep it under 'printed'",
}  # fmt: skip
"""How else a dose is written -> what to write. Conversions are told, never done."""

TIME_TOLD = {
    **_same("min", "minute", "minutes", "mins", "Min"),
    **_same("s", "sec", "second", "seconds", "secs"),
    **_same("h", "hour", "hours", "hr", "hrs", "H"),
    **_same("d", "day", "days", "D"),
    **_same("week", "weeks", "wk", "wks", "w"),
    **_same("month", "months", "mo", "mos"),
    **_same("year", "years", "y", "yr", "yrs", "a"),
    "m": "write min or month, whichever is meant",
}  # fmt: skip
ENERGY_TOLD = {
    **_same("MeV/u", "MeV/n", "MeV/nucleon", "MeV/amu", "AMeV", "A MeV", "MeV per nucleon"),
    **_same("MV", "MVp", "megavolt"),
    **_same("kVp", "kvp", "KVP", "kV(p)"),
    **_same("kV", "KV", "kilovolt"),
    "GeV/u": "multiply by 1000 and write MeV/u",
    "GeV/n": "multiply by 1000 and write MeV/u",
    "GeV": "multiply by 1000 and write MeV",
    "keV": "divide by 1000 and write MeV",
    "keV/u": "divide by 1000 and write MeV/u",
    "keV/um": "it is a linear energy transfer: write the number under let_kev_um",
    "keV/µm": "it is a linear energy transfer: write the number under let_kev_um",
}  # fmt: skip
RATE_TOLD = {
    **_same("Gy/s", "Gy/sec", "Gys-1", "Gy.s-1", "Gy/second"),
    **_same("Gy/min", "Gymin-1", "Gy.min-1", "Gy/minute"),
    **_same("Gy/h", "Gy/hr", "Gy/hour"),
}  # fmt: skip

HOURS = {
    "s": 1 / 3600, "min": 1 / 60, "h": 1.0, "d": 24.0, "week": 168.0, "month": 730.5,
    "year": 8766.0,
}  # fmt: skip
"""Hours in a unit of time; a month is a twelfth of a year of 365.25 days."""

PER_SECOND = {"Gy/s": 1.0, "Gy/min": 1 / 60, "Gy/h": 1 / 3600}
"""Gy/s in a unit of dose rate."""

DoseUnit = Annotated[
    Text, AfterValidator(read_unit(DOSE_UNITS, DOSE_TOLD)),
    Field(description="Gy, absorbed, or Gy(RBE), weighted; another as the corpus names it"),
]  # fmt: skip
TimeUnit = Annotated[
    Literal["s", "min", "h", "d", "week", "month", "year"],
    BeforeValidator(read_unit(TIME_UNITS, TIME_TOLD)),
]
EnergyUnit = Annotated[
    Literal["MeV/u", "MeV", "kV", "kVp", "MV"],
    BeforeValidator(read_unit(ENERGY_UNITS, ENERGY_TOLD)),
]
RateUnit = Annotated[
    Literal["Gy/s", "Gy/min", "Gy/h"], BeforeValidator(read_unit(RATE_UNITS, RATE_TOLD))
]


class Dose(Interval):
    """An absorbed (Gy) or RBE-weighted dose, in total or per fraction."""

    unit: DoseUnit
    per: Literal["total", "fraction"] | None = Field(
        default=None, description="total or fraction; empty where the source does not say"
    )

    @property
    def text(self) -> str:
        """Numbers, unit and, where given, 'per fraction'."""
        return f"{super().text} {self.unit}" + (" per fraction" if self.per == "fraction" else "")


class Time(Interval):
    """A time after exposure, or below zero before it."""

    below_zero: ClassVar[bool] = True

    unit: TimeUnit

    @property
    def text(self) -> str:
        """Numbers and unit."""
        return f"{super().text} {self.unit}"


class Energy(Interval):
    """A beam energy or tube voltage."""

    unit: EnergyUnit

    @property
    def text(self) -> str:
        """Numbers and unit."""
        return f"{super().text} {self.unit}"


class DoseRate(Interval):
    """A dose for each unit of time."""

    unit: RateUnit

    @property
    def text(self) -> str:
        """Numbers and unit."""
        return f"{super().text} {self.unit}"


def digits(value: float) -> str:
    """Write every digit that was given: `%g` would round a seventh away.

    >>> digits(2.0), digits(0.0392)
    ('2', '0.0392')
    """
    return f"{value:.0f}" if value.is_integer() else repr(value)


def _number_as_interval(given: Any) -> Any:
    """Take a bare number as the interval of that one value."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return {"value": given} if is_number else given


def _let(given: Any) -> Any:
    """Take a bare number; one with the unit, which the name of the field has already, is told.

    >>> _let("70 keV/um")
    Traceback (most recent call last):
    kg.model.record.WrongError: '70 keV/um' has a unit, which is that of the field: write 70
    """
    found = _WITH_LET.fullmatch(given) if isinstance(given, str) else None
    if found and found["unit"]:
        cause = f"'{given}' has a unit, which is that of the field"
        raise WrongError(cause, f"write {found['number']}")
    if found:
        raise WrongError(f"'{given}' is text", f"write {found['number']}, without quotes")
    return _number_as_interval(given)


_WITH_LET = re.compile(
    r"(?i)\s*(?P<number>\d+(\.\d+)?)\s*(?P<unit>kev\s*/\s*[uµμ]m|kev\s*[uµμ]m\s*(\^?-1|⁻¹))?\s*"
)
Let = Annotated[
    Interval,
    BeforeValidator(_let, json_schema_input_type=float | Interval),
    Field(description="linear energy transfer in keV/um: a number, or an interval"),
]
Bounds = Annotated[
    Range,
    BeforeValidator(_number_as_interval, json_schema_input_type=float | Range),
    Field(description="a number, or an interval; of either sign"),
]
