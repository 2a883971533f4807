from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kg.model.units import (
    DOSE_TOLD,
    DOSE_UNITS,
    ENERGY_TOLD,
    ENERGY_UNITS,
    HOURS,
    PER_SECOND,
    RATE_TOLD,
    RATE_UNITS,
    TIME_TOLD,
    TIME_UNITS,
    Dose,
    DoseRate,
    Energy,
    EnergyUnit,
    Interval,
    Let,
    RateUnit,
    Time,
    TimeUnit,
)

NUMBERS = st.just(0.0) | st.floats(min_value=2**-29, max_value=2**29, width=32)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"value": 10, "unit": "Gy"}, "10 Gy"),
        ({"values": [2, 4], "unit": "Gy"}, "2, 4 Gy"),
        (
            {"min": 1.8, "max": 2, "unit": "Gy(RBE)", "per": "fraction"},
            "1.8-2 Gy(RBE) per fraction",
        ),
        ({"min": 5, "unit": "Gy"}, ">=5 Gy"),
        ({"max": 5, "unit": "Gy", "per": "total"}, "<=5 Gy"),
        ({"value": 0, "unit": "Gy"}, "0 Gy"),
    ],
)
def test_doses_read_as_people_write_them(given: Any, text: str) -> None:
    assert Dose.model_validate(given).text == text


def test_times_and_energies_carry_their_unit() -> None:
    assert Time.model_validate({"values": [24, 48], "unit": "h"}).text == "24, 48 h"
    energy = Energy.model_validate({"min": 118.41, "max": 140.01, "unit": "MeV/u"})
    assert energy.text == "118.41-140.01 MeV/u"


@pytest.mark.parametrize(
    ("record", "unit", "told"),
    [
        # as the literature writes them: the same, or another scale
        (Dose, "GyE", "write Gy(RBE): it is the same"),
        (Dose, "CGE", "write Gy(RBE): it is the same"),
        (Dose, "GyRBE", "write Gy(RBE): it is the same"),
        (Dose, "Gy (RBE)", "write Gy(RBE): it is the same"),
        (Dose, "cGy", "divide by 100 and write Gy"),
        (Dose, "mGy", "divide by 1000 and write Gy"),
        (Dose, "cGy(RBE)", "divide by 100 and write Gy(RBE)"),
        (Dose, "rad", "divide by 100 and write Gy"),
        (Dose, "Gy/fraction", "write the unit without '/fraction', and per: fraction"),
        (Dose, "Sv", "it is a quantity of radiation protection"),
        (Time, "minutes", "write min: it is the same"),
        (Time, "m", "write min or month, whichever is meant"),
        (Time, "ms", "divide by 1000 and write s"),
        (Energy, "MVp", "write MV: it is the same"),
        (Energy, "GeV/u", "multiply by 1000 and write MeV/u"),
        (Energy, "keV/um", "it is a linear energy transfer"),
        (DoseRate, "cGy/min", "divide by 100 and write Gy/min"),
        (DoseRate, "Gy/sec", "write Gy/s: it is the same"),
    ],
)
def test_a_unit_is_told_what_it_is_in_ours(record: type[Interval], unit: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        record.model_validate({"value": 1, "unit": unit})
    (error,) = caught.value.errors()
    assert str(error["ctx"]["error"]).startswith(f"the unit '{unit}': {told}")


def test_what_is_told_names_units_that_are_known() -> None:
    pairs = ((DOSE_TOLD, DOSE_UNITS), (TIME_TOLD, TIME_UNITS), (ENERGY_TOLD, ENERGY_UNITS),
             (RATE_TOLD, RATE_UNITS))  # fmt: skip
    for told, known in pairs:
        assert not told.keys() & known.keys()
        for remedy in told.values():
            named = re.search(r"write (\S+?)(:|$| or)", remedy)
            assert not named or named[1] in known, remedy
    for annotated, known in ((TimeUnit, TIME_UNITS), (EnergyUnit, ENERGY_UNITS),
                             (RateUnit, RATE_UNITS)):  # fmt: skip
        assert set(get_args(get_args(annotated)[0])) == known.keys()
    assert HOURS.keys() == TIME_UNITS.keys() and PER_SECOND.keys() == RATE_UNITS.keys()


def test_megavolts_minutes_and_dose_rates_are_units() -> None:
    assert Energy(value=6, unit="MV").text == "6 MV"
    assert Time(value=30, unit="min").text == "30 min"
    assert DoseRate(min=40, unit="Gy/s").text == ">=40 Gy/s"
    assert Dose(value=500, unit="mg/d").text == "500 mg/d"  # a corpus may measure otherwise


def test_only_a_time_may_lie_below_zero() -> None:
    assert Time(value=-1, unit="d").text == "-1 d"
    for wrong in (Energy, Interval):
        unit = {"unit": "MeV/u"} if wrong is Energy else {}
        with pytest.raises(ValidationError, match="-1 is below zero"):
            wrong.model_validate({"value": -1, **unit})


def test_no_digit_is_rounded_away() -> None:
    assert Interval(value=0.6617).text == "0.6617"
    assert Interval(value=1234567.5).text == "1234567.5"
    assert Interval(value=1500000).text == "1500000"


def test_let_is_a_number_or_an_interval() -> None:
    let = TypeAdapter(Let)
    assert let.validate_python(50).text == "50"
    assert let.validate_python({"min": 70, "max": 80}).text == "70-80"
    for wrong in (True, "50", None, [50]):
        with pytest.raises(ValidationError):
            let.validate_python(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "Gy"},
        {"value": 1, "values": [1], "unit": "Gy"},
        {"value": 1, "max": 2, "unit": "Gy"},
        {"min": 2, "max": 1, "unit": "Gy"},
        {"values": [], "unit": "Gy"},
        {"value": 1},
        {"value": 1, "unit": "gray"},
        {"value": 1, "unit": " "},
        {"value": "1", "unit": "Gy"},
        {"value": True, "unit": "Gy"},
        {"value": float("inf"), "unit": "Gy"},
        {"value": float("nan"), "unit": "Gy"},
        {"values": [2, -4], "unit": "Gy"},
        {"max": -1, "unit": "Gy"},
        {"value": 1, "unit": "Gy", "per": "day"},
    ],
)
def test_what_is_no_dose(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        Dose.model_validate(wrong)


@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_bounds_hold_every_value(values: list[float]) -> None:
    low, high = Interval(values=tuple(values)).bounds
    assert all(low <= value <= high for value in values)


@given(NUMBERS, NUMBERS)
def test_an_interval_stands_the_right_way_up(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert Interval(min=low, max=high).bounds == (low, high)
    if low < high:
        with pytest.raises(ValidationError):
            Interval(min=high, max=low)


def test_a_missing_bound_is_open() -> None:
    assert Interval(min=3).bounds == (3, float("inf"))
    assert Interval(max=3).bounds == (float("-inf"), 3)
    assert Interval(min=0).bounds == (0, float("inf"))


@given(NUMBERS)
def test_the_text_of_a_number_is_that_number(value: float) -> None:
    assert float(Interval(value=value).text) == value
