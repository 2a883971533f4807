"""How much: a number that a source prints of a finding, with its spread, its size and its p.

As printed: never computed from others, read off a curve, or converted.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, Strict, model_validator

from kg.model.record import Count, Number, Record, Text, WrongError
from kg.model.units import Bounds, Range, Time, digits
from kg.model.vocabulary import Measured


class Sizes(Record):
    """How many were counted in this arm, and in the other or before."""

    here: Count | None = None
    there: Count | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.here is None and self.there is None:
            raise WrongError("n of nobody", "give here, there or both, or leave n out")
        return self


def _number_as_sizes(given: Any) -> Any:
    is_number = isinstance(given, int) and not isinstance(given, bool)
    return {"here": given} if is_number else given


def _read_p(given: float | str) -> float | str:
    """Take a probability, a bound of one, or 'n.s.'.

    >>> _read_p("< 0.01"), _read_p(0.0392)
    ('< 0.01', 0.0392)
    """
    bare = str(given).lstrip("<>≤≥= ").rstrip()
    try:
        number = float(bare)
    except ValueError:
        number = 0.0 if given == NOT_SIGNIFICANT else -1.0
    bound = isinstance(given, str) and str(given)[0] in "<>≤≥="
    wrong = isinstance(given, str) and not bound and given != NOT_SIGNIFICANT
    if wrong or not 0 <= number <= 1:
        raise WrongError(f"'{given}' is no p value", "write 0.04, '<0.01' or n.s., as printed")
    return given


NOT_SIGNIFICANT = "n.s."

Probability = Annotated[float, Strict(), Field(allow_inf_nan=False)]
"""As small as it is printed."""

P = Annotated[
    Probability | Text, AfterValidator(_read_p), Field(description="0.04, '<0.01' or n.s.")
]


class Quantity(Record):
    """One printed number of a finding: against the baseline, or against the other arm.

    `value` or `interval` is this arm's, or relates the two; `there` is the other arm's, where both
    are printed. `at` is the endpoint or level that the number is of, where it is not the object
    itself. A p that stands alone has no `measure`.

    >>> Quantity(measure="fold", interval={"min": 1.5, "max": 2.4}, p="<0.01").text
    '1.5-2.4-fold, p <0.01'
    >>> Quantity(measure="response_rate", value=64, there=20, at="complete response").text
    '64 % against 20 % (complete response)'
    """

    measure: Measured | None = None
    value: Number | None = None
    interval: Range | None = None
    there: Bounds | None = None
    sd: Annotated[Number, Field(ge=0)] | None = None
    sem: Annotated[Number, Field(ge=0)] | None = None
    ci95: Range | None = None
    n: (
        Annotated[Sizes, BeforeValidator(_number_as_sizes, json_schema_input_type=int | Sizes)]
        | None
    ) = None
    p: P | None = None
    unit: Text | None = None
    at: Text | None = None
    time: Time | None = None
    printed: Text | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.interval is not None and self.interval.value is not None:  # one way to say it
            if self.value is not None:
                raise WrongError("both value and interval", "give one of the two")
            self.__dict__.update(value=self.interval.value, interval=None)
        if self.value is not None and self.interval is not None:
            raise WrongError("both value and interval", "give one of the two")
        bounds = self.bounds
        if self.measure is None:
            _need_no_number(self, bounds)
        else:
            others = [one.bounds for one in (self.there, self.ci95) if one]
            for number in filter(None, (bounds, *others)):
                _check_range(self.measure, number)
            _check_unit(self.measure, self.unit)
        _check_spread(self, bounds)
        return self

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Lowest and highest value; None where only p, n or words are printed."""
        if self.value is not None:
            return self.value, self.value
        return self.interval.bounds if self.interval else None

    @property
    def amount(self) -> str:
        """The number, or the interval, without unit; empty where there is none."""
        if self.value is not None:
            return digits(self.value)
        return self.interval.text if self.interval else ""

    @property
    def text(self) -> str:
        """All of it on one line, as a reader writes it."""
        before, after = FORMS[self.measure] if self.measure else ("", "")
        after += f" {self.unit}" if self.unit and self.unit != after.strip() else ""
        amount = f"{before} {self.amount}{after}" if self.amount else before
        if self.there:
            amount += f" against {self.there.text}{after}"
        spread = [f"{name} {digits(one)}" for name, one in (("SD", self.sd), ("SEM", self.sem))
                  if one is not None]  # fmt: skip
        spread += [f"95 % CI {self.ci95.text}"] if self.ci95 else []
        amount += f" ({', '.join(spread)})" if spread else ""
        amount += f" ({self.at})" if self.at else ""
        sizes = [digits(float(one)) for one in (self.n.here, self.n.there) if one] if self.n else []
        return ", ".join(filter(None, (
            amount.strip(), f"at {self.time.text}" if self.time else "",
            f"n = {' and '.join(sizes)}" if sizes else "",
            f"p {self.p}" if self.p is not None else "",
        ))) or (self.printed or "")  # fmt: skip


def _need_no_number(given: Quantity, bounds: tuple[float, float] | None) -> None:
    """Refuse a number that says not what it is, and what says nothing at all."""
    if bounds or given.there or given.unit:
        raise WrongError("a number without measure", f"say which: {', '.join(FORMS)}")
    if given.p is None and given.n is None and given.printed is None:
        raise WrongError("it says nothing", "give a measure and a value, a p, or the printed words")


def _check_range(measure: Measured, bounds: tuple[float, float]) -> None:
    low, high = bounds
    if measure in RELATIVE and (low <= 0 if low != float("-inf") else high <= 0):
        cause = f"a {measure.replace('_', ' ')} of zero or less"
        raise WrongError(cause, "write it as printed; a change goes under measure: difference")
    if measure == "correlation" and (high > 1 or low < -1) and float("inf") not in (high, -low):
        raise WrongError("a correlation beyond -1 and 1", "write the coefficient, not its square")
    if measure == "response_rate" and (low < 0 or high > 100) and float("inf") not in (high, -low):
        raise WrongError("a rate beyond 0 and 100", "write it in per cent")


def _check_unit(measure: Measured, unit: str | None) -> None:
    if unit is None:
        return
    if measure in {*RELATIVE, "correlation"}:
        cause = f"a {measure.replace('_', ' ')} has no unit"
        raise WrongError(cause, "remove the unit, or say what is measured: difference, median ...")
    if measure in {"percentage", "response_rate"} and unit != "%":
        raise WrongError(f"per cent in {unit}", "leave the unit out: it is per cent")


def _check_spread(given: Quantity, bounds: tuple[float, float] | None) -> None:
    spread = [one for one in (given.sd, given.sem, given.ci95) if one is not None]
    if spread and bounds is None:
        raise WrongError("a spread without a value", "give the value that it is the spread of")
    if given.sd is not None and given.sem is not None:
        raise WrongError("both sd and sem", "give the one that is printed")
    if given.ci95 and bounds:
        low, high = given.ci95.bounds
        stated = [one for one in bounds if abs(one) != float("inf")]
        if any(not low <= one <= high for one in stated):
            raise WrongError("ci95 does not hold the value", "read the two numbers again")


RELATIVE = frozenset({"fold", "ratio", "rbe", "oer", "hazard_ratio", "odds_ratio"})
"""Measures that relate two numbers: 1 is no difference, zero or less is impossible."""

FORMS: dict[Measured, tuple[str, str]] = {
    "fold": ("", "-fold"), "ratio": ("ratio", ""), "difference": ("difference", ""),
    "percentage": ("", " %"), "rbe": ("RBE", ""), "oer": ("OER", ""),
    "hazard_ratio": ("hazard ratio", ""), "odds_ratio": ("odds ratio", ""),
    "response_rate": ("", " %"), "median": ("median", ""), "correlation": ("correlation", ""),
}  # fmt: skip
"""What stands before and behind the number of a measure."""
