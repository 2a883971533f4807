"""Printed numbers are held against sign and level, and against nothing that they do not say."""

from __future__ import annotations

from typing import Any

import pytest

from kg.curation.amount import check_amounts
from kg.curation.document import Document
from kg.curation.quantity import check_doses, check_quantities
from kg.model import Claim, Entity

THINGS = {
    "overall-survival": Entity(id="overall-survival", label="overall survival", kind="outcome"),
    "recurrence": Entity(id="recurrence", label="recurrence", kind="outcome"),
    "rbe": Entity(
        id="rbe", label="relative biological effectiveness", kind="measure", synonyms=("RBE",)
    ),
}


def faults(
    quantity: dict[str, Any],
    predicate: str = "increases",
    obj: str = "recurrence",
    contrast: dict[str, Any] | None = None,
    **more: Any,
) -> list[str]:
    """Tell the severities of what is reported of one number, of the record or of a contrast."""
    record: dict[str, Any] = {
        "id": "r", "references": ["ann2001"], "read_in": "ann2001", "locator": ["abstract"],
        "certainty": "asserted", "system": {"setting": "patients"}, "summary": "s", **more,
    }  # fmt: skip
    if contrast is None:
        record["quantities"] = [quantity]
    else:
        record["contrasts"] = [{"versus": "photon", "quantities": [quantity], **contrast}]
    claim = Claim.model_validate(
        {"subject": "carbon", "predicate": predicate, "object": obj, "evidence": [record]}
    )
    document = Document("claims.yaml")
    check_quantities(claim, claim.evidence[0], document, (), THINGS)
    check_doses(claim.evidence[0], document, ())
    check_amounts(claim.evidence[0], document, ())
    return [problem.severity for problem in document.problems]


def against(level: str, quantity: dict[str, Any], **more: Any) -> list[str]:
    basis = more.pop("basis", ["isodose"])
    return faults(quantity, contrast={"level": [level], "basis": basis}, **more)


FOLD = {"measure": "fold", "value": 2.0}


@pytest.mark.parametrize(
    ("quantity", "up", "down"),
    [
        (FOLD, True, False),
        ({"measure": "fold", "value": 0.5}, False, True),
        ({"measure": "fold", "interval": {"min": 0.8, "max": 1.4}}, True, True),
        ({"measure": "ratio", "interval": {"min": 1.5}}, True, False),
        ({"measure": "odds_ratio", "value": 0.7}, False, True),
        ({"measure": "hazard_ratio", "value": 0.7}, False, True),
        ({"measure": "difference", "value": -80, "unit": "%"}, False, True),
        ({"measure": "difference", "value": 3.5, "unit": "month"}, True, False),
        ({"measure": "percentage", "value": 64, "there": 20}, True, False),
        ({"measure": "percentage", "interval": {"max": 2}, "there": {"min": 3, "max": 7.4}},
         False, True),
        ({"measure": "median", "value": 12, "there": {"min": 10, "max": 14}}, True, True),
        ({"measure": "percentage", "value": 64}, True, True),
        ({"measure": "oer", "value": 2.5}, True, True),
        ({"p": "<0.01"}, True, True),
    ],
)  # fmt: skip
def test_a_number_is_held_against_sign_and_level(
    quantity: dict[str, Any], up: bool, down: bool
) -> None:
    assert (not faults(quantity), not faults(quantity, "decreases")) == (up, down)
    assert (not against("higher", quantity), not against("lower", quantity)) == (up, down)
    assert not against("similar", quantity)
    assert not faults(quantity, "affects")
    assert not faults({**quantity, "at": "another endpoint"}, "decreases")


def test_the_hazard_of_what_lasts_while_nothing_happens_is_below_one_as_it_rises() -> None:
    hazard = {"measure": "hazard_ratio", "value": 0.7}
    assert not faults(hazard, obj="overall-survival")
    assert faults(hazard, "decreases", obj="overall-survival") == ["error"]
    assert faults({"measure": "odds_ratio", "value": 0.7}, obj="overall-survival") == ["error"]


def test_several_levels_refutations_and_printed_errors_are_not_held() -> None:
    unresolved = {"level": ["higher", "lower"], "basis": ["isodose"]}
    assert not faults({"measure": "fold", "value": 0.5}, contrast=unresolved)
    assert not faults({"measure": "fold", "value": 0.5}, stance="refutes")
    wrong = [{"printed": "a", "fault": "the two are swapped"}]
    assert not against("lower", FOLD, errata=wrong)
    assert against("lower", FOLD) == ["error"]


def test_what_is_not_significant_is_no_change() -> None:
    assert faults({**FOLD, "p": "n.s."}) == ["warning"]
    assert against("higher", {**FOLD, "p": "n.s."}) == ["warning"]
    assert not against("similar", {**FOLD, "p": "n.s."})


@pytest.mark.parametrize(
    ("value", "predicate", "level", "basis", "found"),
    [
        (2.0, "increases", "lower", ["isodose"], ["error"]),
        (2.0, "decreases", "lower", ["isodose"], []),
        (2.0, "decreases", "higher", ["isodose"], ["error"]),
        (0.8, "increases", "higher", ["isodose"], ["error"]),
        (2.0, "increases", "lower", ["isoeffective"], []),
        (2.0, "affects", "lower", ["isodose"], []),
    ],
)
def test_an_rbe_moves_the_object_further_its_way_at_equal_dose(
    value: float, predicate: str, level: str, basis: list[str], found: list[str]
) -> None:
    rbe = {"measure": "rbe", "value": value}
    assert against(level, rbe, predicate=predicate, basis=basis) == found
    assert faults(rbe, predicate) == ["error"]


def test_what_correlates_is_affects() -> None:
    assert not faults({"measure": "correlation", "value": -0.4}, "affects")
    assert faults({"measure": "correlation", "value": 0.4}) == ["error"]


def test_a_unit_of_dose_that_nobody_knows_is_kept_and_told() -> None:
    def dosed(unit: str) -> list[str]:
        return faults(FOLD, exposure={"dose": {"value": 500, "unit": unit}})

    assert dosed("mg/d") == ["warning"]
    assert dosed("Gy(RBE)") == []


@pytest.mark.parametrize(
    ("unit", "at", "found"),
    [
        ("Gy", None, ["error"]), ("keV/um", None, ["error"]), ("Gy", "dose that cures half", []),
        ("months", None, ["error"]), ("month", None, []), ("mm", None, []), ("%", None, []),
    ],
)  # fmt: skip
def test_a_unit_is_of_what_came_and_not_of_what_was_given(
    unit: str, at: str | None, found: list[str]
) -> None:
    assert faults({"measure": "difference", "value": 3, "unit": unit, "at": at}) == found


@pytest.mark.parametrize(
    ("n", "found"),
    [
        ({"here": 5, "there": 5}, []), ({"here": 6, "there": 5}, ["error"]), (10, []),
        (11, ["error"]),
    ],
)  # fmt: skip
def test_arms_are_no_more_than_the_whole(n: Any, found: list[str]) -> None:
    assert faults({"p": 0.01, "n": n}, system={"setting": "patients", "n": 10}) == found
    assert faults({"p": 0.01, "n": n}) == []


@pytest.mark.parametrize(("n", "found"), [(10, []), (11, ["error"])])
def test_the_same_patients_before_and_after_are_counted_once(n: int, found: list[str]) -> None:
    sizes = {"here": n, "there": n}
    system = {"setting": "patients", "n": 10}
    assert faults({"p": 0.01, "n": sizes}, system=system, baseline="before") == found


@pytest.mark.parametrize(
    ("value", "n", "found"),
    [(64, 11, []), (63.6, 11, []), (20, 6, ["warning"]), (66.6, 3, []), (0, 7, []), (50, 7,
     ["warning"])],
)  # fmt: skip
def test_a_rate_is_of_a_whole_number(value: float, n: int, found: list[str]) -> None:
    assert faults({"measure": "response_rate", "value": value, "n": n}) == found
    assert faults({"measure": "percentage", "value": value, "n": n}) == []


def test_weighted_and_absorbed_dose_are_not_the_same() -> None:
    def compared(unit: str, basis: str) -> list[str]:
        other = {"dose": {"value": 10, "unit": unit}}
        return faults(
            {"p": 0.01}, contrast={"level": ["higher"], "basis": [basis], "exposure": other},
            exposure={"dose": {"value": 10, "unit": "Gy"}},
        )  # fmt: skip

    assert compared("Gy(RBE)", "isodose") == ["error"]
    assert compared("Gy(RBE)", "isoeffective") == []
    assert compared("Gy", "isodose") == []


@pytest.mark.parametrize(("value", "held"), [(0.7, "lower"), (2.0, "higher")])
def test_where_the_object_is_the_effectiveness_an_rbe_is_its_level(value: float, held: str) -> None:
    rbe = {"measure": "rbe", "value": value}
    for level in ("higher", "lower"):
        for basis in (["isodose"], ["unspecified"]):
            found = against(level, rbe, predicate="affects", obj="rbe", basis=basis)
            assert found == ([] if level == held else ["error"])
    assert not against("higher", {**rbe, "at": "10 % survival"}, predicate="affects", obj="rbe")
    assert not against("similar", rbe, predicate="affects", obj="rbe")
