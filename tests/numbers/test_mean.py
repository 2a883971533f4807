"""The mean of several studies, against examples whose results are published."""

from __future__ import annotations

from math import exp, inf, log, sqrt
from typing import Any

import pytest

from kg.model import Quantity
from kg.numbers.mean import Estimate, estimate_of, pool, student, within_study

BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619),
    (33, 5036, 47, 5761), (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892),
    (29, 7470, 45, 7232), (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]  # fmt: skip
"""Thirteen trials of the BCG vaccine (Colditz 1994): cases and others, vaccinated and not."""

ESTIMATES = [
    Estimate(log(a / (a + b)) - log(c / (c + d)), sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)))
    for a, b, c, d in BCG
]


def test_it_is_that_of_metafor_and_pymare() -> None:
    """Viechtbauer 2010, doi:10.18637/jss.v036.i03, by REML, with the adjustment of Hartung-Knapp.

    PyMARE 0.0.13 gives -0.714532 with 0.180792 and -1.108444 to -0.320621, tau2 0.313243.
    """
    mean = pool(ESTIMATES)
    assert mean.studies == 13
    assert mean.value == pytest.approx(-0.7145, abs=5e-5)
    assert mean.tau2 == pytest.approx(0.3132, abs=5e-5)
    assert mean.i2 == pytest.approx(92.22, abs=5e-3)
    assert mean.ci95 == pytest.approx((-1.1084, -0.3206), abs=5e-5)
    wide = 2.178813 * sqrt(0.313243 + 0.180792**2)
    assert mean.predicted == pytest.approx((-0.714532 - wide, -0.714532 + wide), abs=1e-4)


def test_ratios_are_given_back_as_ratios() -> None:
    plain, ratio = pool(ESTIMATES), pool(ESTIMATES, relative=True)
    assert ratio.value == pytest.approx(exp(plain.value))
    assert ratio.predicted == pytest.approx(tuple(map(exp, plain.predicted)))


def test_studies_that_agree_have_no_variance_between_them() -> None:
    mean = pool([Estimate(2.0, 0.1), Estimate(2.02, 0.1), Estimate(1.98, 0.1)])
    assert (mean.value, mean.tau2, mean.i2) == (pytest.approx(2.0), 0.0, 0.0)
    assert mean.predicted == pytest.approx(mean.ci95)


def test_it_does_not_hang_on_the_order() -> None:
    assert pool(ESTIMATES[::-1]).value == pytest.approx(pool(ESTIMATES).value, rel=1e-9)


@pytest.mark.parametrize(
    ("freedom", "expected"), [(1, 12.7062), (2, 4.3027), (5, 2.5706), (30, 2.0423), (200, 1.9719)]
)
def test_quantiles_are_those_of_the_tables(freedom: int, expected: float) -> None:
    assert student(freedom) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"measure": "difference", "value": -2.0, "sem": 0.5, "unit": "d"}, (-2.0, 0.5)),
        ({"measure": "rbe", "value": 2.0, "sem": 0.2}, (log(2), 0.1)),
        ({"measure": "hazard_ratio", "value": 0.5, "ci95": {"min": 0.25, "max": 1.0}},
         (log(0.5), log(4) / (2 * 1.959964))),
        ({"measure": "median", "value": 30, "sd": 6, "n": 9, "unit": "d"}, (30, 2.0)),
        ({"measure": "median", "value": 30, "sd": 6, "unit": "d"}, None),
        ({"measure": "rbe", "value": 2.0}, None),
        ({"measure": "rbe", "interval": {"min": 1.9, "max": 3.4}}, None),
        ({"measure": "percentage", "value": 64, "there": 20, "sem": 3}, None),
        ({"measure": "difference", "value": 2, "ci95": {"min": 1}, "unit": "d"}, None),
        ({"p": 0.01}, None),
    ],
)  # fmt: skip
def test_an_error_is_what_is_printed_as_one(given: dict[str, Any], expected: Any) -> None:
    found = estimate_of(Quantity.model_validate(given))
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.value, found.error) == pytest.approx(expected, rel=1e-5)
        assert found.error < inf


def test_numbers_of_one_study_are_one_estimate() -> None:
    one = within_study([Estimate(1.0, 0.5), Estimate(2.0, 1.0)])
    assert (one.value, one.error) == pytest.approx((1.2, sqrt(0.2)))
