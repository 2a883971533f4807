"""Findings along an axis: each at its values, units apart, silence at the margin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import kg
from kg.errors import RequestError
from kg.graph import Graph
from kg.numbers import View, numbers, over, say_over

CARBON, PHOTON = "carbon-ion-irradiation", "photon-irradiation"
Build = Callable[..., Graph]


def against(level: str, basis: str = "isodose", *quantities: dict[str, Any]) -> dict[str, Any]:
    """Write the contrasts of a record that compares with photons."""
    one = {"versus": PHOTON, "level": [level], "basis": [basis], "quantities": list(quantities)}
    return {"contrasts": [one]}


def gray(*values: float, unit: str = "Gy", **more: Any) -> dict[str, Any]:
    return {"exposure": {"dose": {"values": list(values), "unit": unit}, **more}}


def view(graph: Graph, axis: str = "dose") -> View:
    return over(graph, numbers(graph, "killing"), axis)


def killing(*records: dict[str, Any]) -> tuple[Any, ...]:
    return (CARBON, "increases", "killing", *records)


def test_a_finding_stands_at_each_of_its_values(build: Build) -> None:
    graph = build(killing({"paper": "ann2001", **gray(2, 4), **against("higher")},
                          {"paper": "ann2001", **gray(10), **against("lower")}))  # fmt: skip
    compared = next(panel for panel in view(graph).panels if panel.versus)
    places = {mark.word: [slot.text for slot in mark.slots] for mark in compared.counted}
    assert places == {"higher": ["2 Gy", "4 Gy"], "lower": ["10 Gy"]}
    assert [slot.text for slot in view(graph).slots] == ["2 Gy", "4 Gy", "10 Gy", "not stated"]


def test_silence_stands_at_the_margin(build: Build) -> None:
    found = view(build(killing({"paper": "ann2001"})))
    [mark] = found.panels[0].counted
    assert [slot.margin for slot in mark.slots] == [True]
    assert found.slots[-1].margin


def test_the_control_of_a_series_is_no_place(build: Build) -> None:
    found = view(build(killing({"paper": "ann2001", **gray(0, 2)})))
    assert [slot.text for slot in found.slots] == ["2 Gy", "not stated"]


@pytest.mark.parametrize(
    ("more", "unit"),
    [
        ({"unit": "Gy(RBE)"}, "Gy(RBE)"),
        ({"fractions": 5}, "Gy, total or per fraction"),
    ],
)
def test_units_of_dose_are_never_one(build: Build, more: dict[str, Any], unit: str) -> None:
    graph = build(killing({"paper": "ann2001", **gray(2)}, {"paper": "bob2002", **gray(2, **more)}))
    assert set(view(graph).units) == {"Gy", unit}


def test_times_are_ordered_whatever_their_unit(build: Build) -> None:
    def at(paper: str, value: float, unit: str) -> dict[str, Any]:
        return {"paper": paper, "conditions": {"time": {"value": value, "unit": unit}}}

    graph = build(killing(at("ann2001", 3, "d"), at("bob2002", 48, "h"), at("cay2003", 1, "week")))
    assert [slot.text for slot in view(graph, "time").slots] == [
        "48 h", "3 d", "1 week", "not stated",
    ]  # fmt: skip


def test_let_is_an_axis_and_dose_rate_is_none(build: Build) -> None:
    graph = build(killing({"paper": "ann2001", "exposure": {"let_kev_um": 77}}))
    assert [slot.text for slot in view(graph, "let").slots] == ["77 keV/um", "not stated"]
    with pytest.raises(RequestError, match="no axis 'dose_rate': it is one of dose, let, time"):
        view(graph, "dose_rate")


def test_bases_are_panels_of_their_own_and_effects_another(build: Build) -> None:
    matched = {"paper": "bob2002", **gray(2), **against("similar", "isoeffective")}
    graph = build(killing({"paper": "ann2001", **gray(2), **against("higher")}, matched))
    assert [(one.versus, one.basis) for one in view(graph).panels] == [
        (PHOTON, ("isodose",)), (PHOTON, ("isoeffective",)), ("", ()),
    ]  # fmt: skip


def test_what_does_not_count_takes_no_place(build: Build) -> None:
    graph = build(killing({"paper": "ann2001", **gray(2)},
                          {"paper": "ann2001", "read_in": "rev2020", **gray(2, 30)}))  # fmt: skip
    found = view(graph)
    assert [slot.text for slot in found.slots] == ["2 Gy", "not stated"]
    assert len(found.panels[0].marks) == 2


def test_the_sentence_tells_where_the_arms_part(build: Build) -> None:
    graph = build(killing({"paper": "ann2001", **gray(2, 4), **against("higher")},
                          {"paper": "bob2002", **gray(10), **against("lower")},
                          {"paper": "cay2003"}))  # fmt: skip
    found = numbers(graph, "killing")
    assert say_over(graph, found, over(graph, found, "dose")) == (
        "Killing over dose: carbon ions against photons, same dose: higher at 2, 4 Gy (1 study), "
        "lower at 10 Gy (1 study); 1 of 5 findings state none."
    )


def test_a_range_names_its_unit_once(build: Build) -> None:
    dose = {"min": 12, "unit": "Gy", "per": "fraction"}
    later = {"time": {"min": 24, "max": 48, "unit": "h"}}
    graph = build(
        killing(
            {"paper": "ann2001", "exposure": {"dose": dose}},
            {"paper": "bob2002", "conditions": later},
        )
    )
    told = [view(graph, axis).slots[0].text for axis in ("dose", "time")]
    assert told == [">=12 Gy per fraction", "24-48 h"]


def test_calreticulin_is_higher_at_two_and_four_gray_and_lower_at_ten() -> None:
    graph = kg.load()
    found = over(graph, numbers(graph, "ecto-calreticulin"), "dose")
    assert found.panels[0].basis == ("isodose",)
    told = {(mark.word, slot.text, mark.voter)
            for mark in found.panels[0].counted for slot in mark.slots}  # fmt: skip
    assert told >= {
        ("higher", "2 Gy", ("huang2019",)), ("higher", "4 Gy", ("huang2019",)),
        ("higher", "4 Gy", ("huang2020b",)), ("lower", "10 Gy", ("huang2019",)),
    }  # fmt: skip
