"""Numbers side by side: what stands in one row, what counts, what is said without a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import kg
from kg.errors import RequestError
from kg.graph import Graph
from kg.numbers import Group, numbers, say_numbers

CARBON, PHOTON = "carbon-ion-irradiation", "photon-irradiation"
Build = Callable[..., Graph]


def against(level: str, basis: str = "isodose", *quantities: dict[str, Any]) -> dict[str, Any]:
    """Write the contrasts of a record that compares with photons."""
    one = {"versus": PHOTON, "level": [level], "basis": [basis], "quantities": list(quantities)}
    return {"contrasts": [one]}

FOLD = {"measure": "fold", "value": 2.0}


def rbe(value: float, **more: Any) -> dict[str, Any]:
    return {"measure": "rbe", "value": value, **more}


def killing(*records: dict[str, Any]) -> tuple[Any, ...]:
    return (CARBON, "increases", "killing", *records)


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return kg.load()


def only(groups: tuple[Group, ...]) -> Group:
    [found] = groups
    return found


# -- what is wanted -------------------------------------------------------------------------------


def test_a_thing_stands_for_what_is_measured_of_it(build: Build) -> None:
    graph = build((CARBON, "increases", "release", {"paper": "ann2001", "quantities": [FOLD]}))
    assert only(numbers(graph, "thing").groups).object == "release"
    with pytest.raises(RequestError, match="no entity 'nothing'"):
        numbers(graph, "nothing")


def test_a_measure_stands_for_its_numbers_of_any_thing(build: Build) -> None:
    graph = build(
        killing({"paper": "ann2001", **against("higher", "isodose", rbe(2))}),
        (CARBON, "increases", "release", {"paper": "bob2002", "quantities": [FOLD]}),
    )
    assert [one.object for one in numbers(graph, "RBE").groups] == ["killing"]
    assert [one.object for one in numbers(graph, "fold change").groups] == ["release"]
    assert numbers(graph, "hazard ratio").points == ()
    assert len(numbers(graph).groups) == 2


def test_no_number_is_lost(shipped: Graph) -> None:
    written = sum(
        len(one.quantities) + sum(len(contrast.quantities) for contrast in one.contrasts)
        for _, one in shipped.evidence()
    )
    told = numbers(shipped)
    found = [one for one in told.points if one.quantity is not None]
    points = [cell.point for group in told.groups for row in group.rows for cell in row.cells]
    shown = {id(one) for one in points}
    assert len(found) == len(shown) == written > 60


# -- side by side ---------------------------------------------------------------------------------


def test_arms_of_one_experiment_share_a_row(build: Build) -> None:
    same = {"paper": "ann2001", "exposure": {"dose": {"value": 2, "unit": "Gy"}}}
    other = {**same, "exposure": {"dose": {"value": 4, "unit": "Gy"}}}
    graph = build(
        (CARBON, "increases", "release", {**same, "quantities": [FOLD]}),
        (PHOTON, "increases", "release", {**same, "quantities": [{**FOLD, "value": 1.5}]},
         {**other, "quantities": [{**FOLD, "value": 3.0}]}),
    )  # fmt: skip
    rows = only(numbers(graph, "release").groups).rows
    arms = sorted([[(cell.arm, cell.bounds) for cell in row.cells] for row in rows])
    assert arms == [[(CARBON, (2.0, 2.0)), (PHOTON, (1.5, 1.5))], [(PHOTON, (3.0, 3.0))]]


def test_both_arms_of_a_number_stand_side_by_side(build: Build) -> None:
    rate = {"measure": "response_rate", "value": 64, "there": 20}
    graph = build(killing({"paper": "ann2001", **against("higher", "isodose", rate)}))
    row = only(numbers(graph, "killing").groups).rows[0]
    assert [(cell.arm, cell.versus, cell.bounds) for cell in row.cells] == [
        (CARBON, "", (64, 64)), (PHOTON, "", (20, 20)),
    ]  # fmt: skip


def test_what_relates_two_arms_says_so(build: Build) -> None:
    graph = build(killing({"paper": "ann2001", **against("higher", "isodose", rbe(2))}))
    group = only(numbers(graph, "killing").groups)
    assert (group.arm, group.versus, group.basis) == (CARBON, PHOTON, ("isodose",))
    assert group.rows[0].cells[0].versus == PHOTON


@pytest.mark.parametrize("other", [
    against("higher", "isoeffective", rbe(2)), against("higher", "isodose", FOLD),
])  # fmt: skip
def test_bases_and_measures_have_no_axis_in_common(build: Build, other: Any) -> None:
    one = {"paper": "ann2001", **against("higher", "isodose", rbe(2))}
    graph = build(killing(one, {"paper": "bob2002", **other}))
    assert len(numbers(graph, "killing").groups) == 2


# -- what counts ----------------------------------------------------------------------------------


def test_one_study_counts_once_and_its_restatement_is_hollow(build: Build) -> None:
    graph = build(killing(
        {"paper": "ann2001", **against("higher", "isodose", rbe(2))},
        {"paper": "ann2001", "read_in": "rev2020", **against("higher", "isodose", rbe(2.1))},
        {"paper": "bob2002", **against("higher", "isodose", rbe(3))},
    ))  # fmt: skip
    group = only(numbers(graph, "killing").groups)
    assert group.studies == (("ann2001",), ("bob2002",))
    assert [row.silence for row in group.rows if row.silence] == ["the same study, read closer"]


def test_a_number_that_its_source_does_not_bear_out_counts_nowhere(build: Build) -> None:
    check = {"outcome": "disagrees", "about": ["direction"], "reference": "ann2001",
             "read_in": "abstract", "note": "n"}  # fmt: skip
    graph = build(killing({
        "paper": "ann2001", "read_in": "rev2020", "checks": [check],
        **against("higher", "isodose", rbe(2)),
    }))  # fmt: skip
    group = only(numbers(graph, "killing").groups)
    assert group.studies == ()
    assert group.rows[0].silence == "its own source does not bear it out"


def test_beams_do_not_silence_one_another(build: Build) -> None:
    graph = build(
        (CARBON, "increases", "release", {"paper": "ann2001", "quantities": [FOLD]}),
        (PHOTON, "increases", "release",
         {"paper": "ann2001", "read_in": "rev2020", "quantities": [FOLD]}),
    )  # fmt: skip
    assert all(not row.silence for row in only(numbers(graph, "release").groups).rows)


# -- a mean ---------------------------------------------------------------------------------------


def studies(*given: dict[str, Any], **more: Any) -> tuple[Any, ...]:
    names = ("ann2001", "bob2002", "cay2003", "dan2004")
    return killing(*(
        {"paper": paper, **more, **against("higher", "isodose", one)}
        for paper, one in zip(names, given, strict=False)
    ))  # fmt: skip


def test_three_studies_with_errors_have_a_mean_and_two_have_none(build: Build) -> None:
    known = [rbe(2.0, sem=0.2), rbe(2.2, sem=0.2), rbe(2.4, sem=0.3)]
    [three] = only(numbers(build(studies(*known)), "killing").groups).poolings
    assert three.mean is not None
    assert 2.0 < three.mean.value < 2.4
    assert three.mean.predicted[0] <= three.mean.ci95[0] < three.mean.ci95[1]
    [two] = only(numbers(build(studies(*known[:2])), "killing").groups).poolings
    assert two.mean is None


@pytest.mark.parametrize(
    "last",
    [rbe(2.4), rbe(2.4, sem=0.2, at="10 % survival"), {**FOLD, "sem": 0.2}],
    ids=["no error", "another endpoint", "another measure"],
)
def test_a_mean_leaves_nobody_out_and_mixes_nothing(build: Build, last: dict[str, Any]) -> None:
    graph = build(studies(rbe(2.0, sem=0.2), rbe(2.2, sem=0.2), last))
    poolings = [one for group in numbers(graph, "killing").groups for one in group.poolings]
    assert all(one.mean is None for one in poolings)


def test_settings_are_not_pooled(build: Build) -> None:
    dish = studies(rbe(2.0, sem=0.2), rbe(2.2, sem=0.2))
    mouse = {"paper": "cay2003", "setting": "in_vivo",
             **against("higher", "isodose", rbe(2.4, sem=0.2))}  # fmt: skip
    group = only(numbers(build((*dish, mouse)), "killing").groups)
    assert [(one.setting, len(one.studies)) for one in group.poolings] == [
        ("in_vitro", 2), ("in_vivo", 1),
    ]  # fmt: skip


def test_d10_is_the_dose_at_ten_per_cent_survival_of_a_dish_alone(build: Build) -> None:
    def endpoints(setting: str) -> set[str]:
        graph = build(studies(rbe(2, at="D10"), rbe(3, at="10 % survival"), setting=setting))
        return {one.at for one in only(numbers(graph, "killing").groups).poolings}

    assert endpoints("in_vitro") == {"10 % survival"}
    assert endpoints("patients") == {"10 % survival", "D10"}


# -- words and silence ----------------------------------------------------------------------------


def test_words_have_their_own_place_and_what_prints_no_number_is_counted(build: Build) -> None:
    graph = build(killing(
        {"paper": "ann2001", **against("higher", "isodose", rbe(2))},
        {"paper": "bob2002", **against("higher")}, {"paper": "cay2003", **against("lower")},
    ))  # fmt: skip
    found = numbers(graph, "killing")
    [compared] = [word for word in found.words if word.versus]
    assert [(side.outcome, side.studies) for side in compared.sides] == [
        (("higher",), (("bob2002",),)), (("lower",), (("cay2003",),)),
    ]  # fmt: skip
    records, silent = found.silent
    assert (len(records), len(silent)) == (2, 2)
    said = say_numbers(graph, found)
    assert said == (
        "Killing: RBE 2, carbon ions against photons, same dose (1 study); "
        "2 records of 2 studies say only which way it goes."
    )


def test_without_any_number_the_sentence_says_so(build: Build, shipped: Graph) -> None:
    graph = build(killing({"paper": "ann2001"}))
    assert say_numbers(graph, numbers(graph, "killing")) == (
        "Killing: no number is printed; 1 record of 1 study says only which way it goes."
    )
    assert "no record of this corpus measures it" in say_numbers(
        shipped, numbers(shipped, CARBON)
    )


def test_where_versus_and_basis_keep_a_part(build: Build) -> None:
    dry = {"paper": "ann2001", "conditions": {"oxygen": "hypoxia"},
           **against("higher", "isodose", rbe(2))}  # fmt: skip
    wet = {"paper": "bob2002", "conditions": {"oxygen": "normoxia"},
           **against("higher", "isoeffective", rbe(3))}  # fmt: skip
    graph = build(killing(dry, wet))

    def papers(**asked: Any) -> list[str]:
        groups = numbers(graph, "killing", **asked).groups
        return [row.point.evidence.references[0] for group in groups for row in group.rows]

    assert papers(where=["oxygen=hypoxia"]) == ["ann2001"]
    assert papers(basis="isoeffective") == ["bob2002"]
    assert papers(systems=["patients"]) == []
    assert papers(versus=PHOTON) == ["ann2001", "bob2002"]
    with pytest.raises(RequestError, match="no basis 'dose'"):
        papers(basis="dose")
