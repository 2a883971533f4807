"""What several studies come to: a random-effects mean, and where a further study would lie.

Restricted maximum likelihood for the spread between studies (Viechtbauer 2005,
doi:10.3102/10769986030003261), the interval of the mean by Hartung and Knapp
(doi:10.1002/sim.791), the prediction interval by t with k - 1 degrees of freedom
(Cochrane Handbook 6.5, 10.10.4.3). Ratios are taken together on the logarithmic scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fabs, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist

from kg.model import Quantity
from kg.model.quantity import RELATIVE


@dataclass(frozen=True)
class Estimate:
    """One study's number on the scale on which numbers are taken together, and its error."""

    value: float
    error: float


@dataclass(frozen=True)
class Mean:
    """A random-effects mean of so many `studies`, on the scale on which it is printed.

    `ci95` holds the mean, `predicted` a further study, each in 95 of 100 cases. `tau2` is the
    variance between studies and `i2` its share in per cent, on the scale of the calculation.
    """

    studies: int
    value: float
    ci95: tuple[float, float]
    predicted: tuple[float, float]
    tau2: float
    i2: float
    method: str = "REML, Hartung-Knapp"


def estimate_of(quantity: Quantity) -> Estimate | None:
    """Read a number that is printed with its error; None for one that is not.

    The error is the standard error, else from the 95 % interval, else from the standard deviation
    and the number counted. A range, as of several cell lines, is no error.

    >>> estimate_of(Quantity(measure="difference", value=3.0, sem=0.5, unit="d"))
    Estimate(value=3.0, error=0.5)
    >>> estimate_of(Quantity(measure="rbe", interval={"min": 1.9, "max": 3.4})) is None
    True
    """
    value = quantity.value
    if value is None or quantity.measure is None or quantity.there is not None:
        return None
    relative = quantity.measure in RELATIVE
    error = _error(quantity, relative)
    if error is None or error <= 0:
        return None
    return Estimate(log(value) if relative else value, error)


def _error(quantity: Quantity, relative: bool) -> float | None:
    value = quantity.value or 0.0
    if quantity.sem is not None:
        return quantity.sem / value if relative else quantity.sem
    if quantity.ci95 is not None:
        low, high = quantity.ci95.bounds
        if (relative and low <= 0) or inf in (-low, high):
            return None
        return ((log(high) - log(low)) if relative else high - low) / (2 * _Z)
    count = quantity.n.here if quantity.n else None
    if quantity.sd is not None and count and count > 1:
        return quantity.sd / sqrt(count) / (value if relative else 1.0)
    return None


def within_study(estimates: Sequence[Estimate]) -> Estimate:
    """Take the numbers of one study as one: weighed by their precision, for it has one voice.

    >>> within_study([Estimate(1.0, 1.0), Estimate(3.0, 1.0)]).value
    2.0
    """
    weights = [1 / one.error**2 for one in estimates]
    mean = sum(w * one.value for w, one in zip(weights, estimates, strict=True)) / sum(weights)
    return Estimate(mean, 1 / sqrt(sum(weights)))


def pool(estimates: Sequence[Estimate], relative: bool = False) -> Mean:
    """Take the numbers of independent studies together, two at least; see the head of the module.

    With `relative` they are logarithms, and the mean is given back as a ratio.
    """
    k = len(estimates)
    values, variances = [one.value for one in estimates], [one.error**2 for one in estimates]
    tau2 = _between(values, variances)
    weights = [1 / (variance + tau2) for variance in variances]
    total = sum(weights)
    mean = _weighed(values, weights)
    spread = sum(w * (y - mean) ** 2 for w, y in zip(weights, values, strict=True))
    error = sqrt(spread / ((k - 1) * total))
    reach = student(k - 1)
    interval = (mean - reach * error, mean + reach * error)
    wide = reach * sqrt(tau2 + error**2)
    predicted = (mean - wide, mean + wide)
    i2 = 100 * tau2 / (tau2 + _typical(variances))
    if relative:
        return Mean(k, exp(mean), (exp(interval[0]), exp(interval[1])),
                    (exp(predicted[0]), exp(predicted[1])), tau2, i2)  # fmt: skip
    return Mean(k, mean, interval, predicted, tau2, i2)


def _between(values: Sequence[float], variances: Sequence[float]) -> float:
    """Find the variance between studies by Fisher scoring of the restricted likelihood."""
    tau2 = max(0.0, _variance(values) - sum(variances) / len(variances))
    for _ in range(_STEPS):
        weights = [1 / (variance + tau2) for variance in variances]
        total, squares = sum(weights), sum(w * w for w in weights)
        cubes = sum(w**3 for w in weights)
        mean = _weighed(values, weights)
        fit = sum(w * w * (y - mean) ** 2 for w, y in zip(weights, values, strict=True))
        trace = total - squares / total
        information = squares - 2 * cubes / total + (squares / total) ** 2
        step = (fit - trace) / information
        change = max(-tau2, step)
        tau2 += change
        if fabs(change) <= _EXACT * (1 + tau2):
            break
    return tau2


def _weighed(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(w * y for w, y in zip(weights, values, strict=True)) / sum(weights)


def _variance(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((y - mean) ** 2 for y in values) / (len(values) - 1)


def _typical(variances: Sequence[float]) -> float:
    """Give the typical variance within studies (Higgins and Thompson 2002)."""
    weights = [1 / variance for variance in variances]
    total, squares = sum(weights), sum(w * w for w in weights)
    return (len(weights) - 1) * total / (total**2 - squares)


def student(freedom: int, share: float = 0.975) -> float:
    """Give the quantile of Student's t, to ten digits.

    >>> round(student(12), 4), round(student(2), 4), round(student(1), 4)
    (2.1788, 4.3027, 12.7062)
    """
    low, high = 0.0, 1.0
    while _below(high, freedom) < share:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < share else (low, middle)
    return (low + high) / 2


def _below(t: float, freedom: int) -> float:
    """Give the share of Student's t below a number that is not negative."""
    x = freedom / (freedom + t * t)
    return 1 - _beta(x, freedom / 2, 0.5) / 2


def _beta(x: float, a: float, b: float) -> float:
    """Give the regularised incomplete beta function (continued fraction, DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    fraction = 0.0
    for m in range(_TERMS, 0, -1):
        odd = -(a + m - 1) * (a + b + m - 1) * x / ((a + 2 * m - 2) * (a + 2 * m - 1))
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        fraction = odd / (1 + even / (1 + fraction))
    return front / (1 + fraction)


_Z = NormalDist().inv_cdf(0.975)
_STEPS, _EXACT = 1000, 1e-12
_HALVINGS, _TERMS = 100, 200
