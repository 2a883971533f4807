"""Numbers as printed: single values, lists or intervals, always with their unit."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from kg.model.record import Number, Record

DoseUnit = Literal["Gy", "Gy(RBE)"]
TimeUnit = Literal["h", "d", "week", "month"]
EnergyUnit = Literal["MeV/u", "MeV", "kV", "kVp"]


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
            raise ValueError(f"{_digits(min(given))} is below zero")
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
            return ", ".join(map(_digits, self.points))
        low, high = self.bounds
        if self.min is None:
            return f"<={_digits(high)}"
        return f">={_digits(low)}" if self.max is None else f"{_digits(low)}-{_digits(high)}"

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value; infinite where open."""
        if self.points:
            return min(self.points), max(self.points)
        low = float("-inf") if self.min is None else self.min
        return low, float("inf") if self.max is None else self.max


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


def _digits(value: float) -> str:
    """Write every digit that was given: `%g` would round a seventh away."""
    return f"{value:.0f}" if value.is_integer() else repr(value)


def _number_as_interval(given: Any) -> Any:
    """Take a bare number as the interval of that one value."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return {"value": given} if is_number else given


Let = Annotated[
    Interval,
    BeforeValidator(_number_as_interval, json_schema_input_type=float | Interval),
    Field(description="linear energy transfer in keV/um: a number, or an interval"),
]
