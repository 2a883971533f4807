from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from kg.model import Quantity


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"measure": "fold", "interval": {"min": 1.5, "max": 2.4},
          "time": {"value": 48, "unit": "h"}},
         "1.5-2.4-fold, at 48 h"),
        ({"measure": "response_rate", "value": 64, "there": 20, "p": "= 0.0392",
          "at": "complete remission"}, "64 % against 20 % (complete remission), p = 0.0392"),
        ({"measure": "rbe", "value": 2.1, "at": "10 % survival"}, "RBE 2.1 (10 % survival)"),
        ({"measure": "difference", "value": -80, "unit": "%"}, "difference -80 %"),
        ({"measure": "difference", "interval": {"min": -3, "max": -1}, "unit": "mm"},
         "difference -3 to -1 mm"),
        ({"measure": "hazard_ratio", "value": 0.7, "ci95": {"min": 0.5, "max": 0.9}},
         "hazard ratio 0.7 (95 % CI 0.5-0.9)"),
        ({"measure": "median", "value": 12, "unit": "month", "n": {"here": 9, "there": 11}},
         "median 12 month, n = 9 and 11"),
        ({"measure": "percentage", "value": 12.5, "sd": 0, "n": 6}, "12.5 % (SD 0), n = 6"),
        ({"p": 0.0392}, "p 0.0392"), ({"p": 3e-15}, "p 3e-15"),
        ({"p": "n.s."}, "p n.s."), ({"p": 0}, "p 0.0"),
        ({"printed": "about twofold"}, "about twofold"),
        ({"measure": "correlation", "at": "across patients"}, "correlation (across patients)"),
    ],
)  # fmt: skip
def test_a_number_reads_as_people_write_it(given: Any, text: str) -> None:
    made = Quantity.model_validate(given)
    assert made.text == text
    assert Quantity.model_validate(made.model_dump()) == made


def test_an_interval_of_one_value_is_that_value() -> None:
    for one in ({"value": 2}, {"values": [2]}):
        made = Quantity.model_validate({"measure": "fold", "interval": one})
        assert made == Quantity(measure="fold", value=2)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({}, "it says nothing"),
        ({"value": 2}, "a number without measure: say which: fold"),
        ({"measure": "fold", "value": 2, "interval": {"min": 1}}, "both value and interval"),
        ({"measure": "fold", "value": 0}, "a fold of zero or less: .* difference"),
        ({"measure": "hazard_ratio", "value": -1}, "a hazard ratio of zero or less"),
        ({"measure": "fold", "value": 2, "unit": "x"}, "a fold has no unit"),
        ({"measure": "percentage", "value": 2, "unit": "Gy"}, "per cent in Gy"),
        ({"measure": "correlation", "value": 40}, "a correlation beyond -1 and 1"),
        ({"measure": "response_rate", "value": 104}, "a rate beyond 0 and 100"),
        ({"measure": "fold", "sd": 1}, "a spread without a value"),
        ({"measure": "fold", "value": 2, "sd": 1, "sem": 1}, "both sd and sem"),
        ({"measure": "fold", "value": 2, "ci95": {"min": 3, "max": 4}}, "does not hold the value"),
        ({"p": 1.2}, "'1.2' is no p value"), ({"p": "<5"}, "is no p value"),
        ({"p": "significant"}, "write 0.04, '<0.01' or n.s."), ({"p": "0.04"}, "is no p value"),
        ({"measure": "fold", "value": 2, "n": {}}, "n of nobody"),
        ({"measure": "rate", "value": 2}, "Input should be 'fold'"),
        ({"measure": "fold", "value": 2, "sd": -1}, "greater than or equal to 0"),
    ],
)  # fmt: skip
def test_what_is_no_quantity(wrong: Any, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Quantity.model_validate(wrong)
