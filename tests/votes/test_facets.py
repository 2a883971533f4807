from __future__ import annotations

from typing import Any

import pytest

from kg.model import Entity, Evidence
from kg.votes.facet import (
    Profile,
    Span,
    irradiated,
    place,
    profile,
    separating,
    unreported,
)
from kg.votes.weighing import smallest

ENTITIES = {
    "a549": Entity(id="a549", label="A549", kind="model", species=("human",)),
    "c57": Entity(id="c57", label="C57BL/6 mouse", kind="model", species=("mouse",)),
    "glioma": Entity(id="glioma", label="glioma", kind="disease"),
    "human": Entity(id="human", label="human", kind="organism"),
    "mouse": Entity(id="mouse", label="mouse", kind="organism"),
}


def seen(basis: tuple[str, ...] = (), **fields: Any) -> Profile:
    record = {
        "id": "r", "references": ["ann2001"], "read_in": "ann2001", "locator": ["abstract"],
        "certainty": "asserted", "system": {"setting": "in_vitro"}, "summary": "s", **fields,
    }  # fmt: skip
    return profile(Evidence.model_validate(record), basis, ENTITIES)


def gray(values: Any, fractions: int | None = None, **fields: Any) -> Profile:
    dose = {"unit": "Gy", **({"values": values} if isinstance(values, list) else values), **fields}
    return seen(exposure={"dose": dose, "fractions": fractions})


def apart(one: Profile, other: Profile) -> set[str]:
    assert separating(one, other) == separating(other, one)
    return set(separating(one, other)[1])


def test_higher_at_two_to_four_and_lower_at_ten_is_explained_by_dose() -> None:
    assert apart(gray([2, 4]), gray([10])) == {"dose"}


def test_a_list_of_doses_spans_what_lies_between() -> None:
    assert apart(gray([2, 4]), gray([3])) == set()


def test_a_threshold_has_two_sides() -> None:
    above, below = gray({"min": 12}), gray({"max": 12})
    assert apart(above, below) == {"dose"}
    assert apart(above, gray([12])) == set()


def test_a_dose_per_fraction_becomes_a_total_where_the_fractions_are_known() -> None:
    thrice = gray([8], 3, per="fraction")
    assert thrice.reported("dose") == (Span(8, 8, "Gy per fraction"), Span(24, 24, "Gy"))
    assert apart(thrice, gray([24], 1)) == {"dose", "fractions"}  # 8 against 24 per fraction
    assert apart(thrice, gray([24])) == set()
    assert apart(thrice, gray([8])) == {"dose"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (gray([3], unit="Gy(RBE)"), gray([9])),
        (gray([3], per="fraction"), gray([9])),
        (gray([9], 3), gray([30], 1)),
    ],
    ids=["RBE-weighted", "per fraction", "total or per fraction"],
)
def test_units_that_do_not_compare_leave_it_open(one: Profile, other: Profile) -> None:
    assert "dose" not in apart(one, other)
    mine, others = unreported(one, other)
    assert "dose" in mine & others


def test_times_compare_in_hours() -> None:
    day = seen(conditions={"time": {"value": 1, "unit": "d"}})
    assert apart(day, seen(conditions={"time": {"value": 24, "unit": "h"}})) == set()
    assert apart(day, seen(conditions={"time": {"min": 2, "max": 3, "unit": "d"}})) == {"time"}


def test_what_was_given_goes_before_the_range_for_which_it_is_stated() -> None:
    stated, given_dose = {"min": 12, "unit": "Gy"}, {"value": 20, "unit": "Gy"}
    given = seen(conditions={"dose": stated}, exposure={"dose": given_dose})
    assert given.reported("dose") == (Span(20, 20, "Gy"),)


def test_silence_on_oxygen_is_read_as_air_and_marked() -> None:
    hypoxia = seen(conditions={"oxygen": "hypoxia"})
    assert separating(hypoxia, seen()) == (frozenset(), frozenset({"oxygen"}))
    assert apart(hypoxia, seen(conditions={"oxygen": "any"})) == set()
    assert unreported(hypoxia, seen()) == (frozenset(), frozenset())


def test_what_every_arm_received_sets_designs_apart() -> None:
    lps = seen(conditions={"co_treatment": ["glioma", "a549"]})
    assert apart(lps, seen()) == {"co_treatment"}
    assert apart(lps, seen(conditions={"co_treatment": ["a549", "glioma"]})) == set()


def test_what_was_irradiated_keeps_findings_apart_and_an_unstated_target_is_unknown() -> None:
    tumour, immune = seen(irradiated="tumour-cell"), seen(irradiated="immune-cell")
    assert apart(tumour, immune) == {"irradiated"}
    assert apart(tumour, seen()) == apart(tumour, seen(irradiated="unspecified")) == set()
    assert unreported(tumour, seen(irradiated="unspecified"))[1] == {"irradiated"}
    assert unreported(seen(), seen()) == (frozenset(), frozenset())


def test_what_a_corpus_names_keeps_findings_apart_and_compares_in_one_unit() -> None:
    def rated(**rate: Any) -> Profile:
        return seen(conditions={"facets": {"dose_rate": rate}})

    flash, slow = rated(min=40, unit="Gy/s"), rated(value=2, unit="Gy/min")
    assert apart(flash, slow) == {"dose_rate"}
    assert apart(flash, rated(value=6000, unit="Gy/min")) == set()
    assert apart(flash, seen()) == set()
    assert unreported(flash, seen())[1] == {"dose_rate"}
    given = seen(exposure={"dose_rate": {"value": 0.03, "unit": "Gy/s"}})
    assert apart(flash, given) == {"dose_rate"}
    other = seen(conditions={"facets": {"glucose": {"value": 5, "unit": "mmol/l"}}})
    assert (
        "glucose"
        in unreported(
            other, seen(conditions={"facets": {"glucose": {"value": 9, "unit": "mg/dl"}}})
        )[0]
    )
    women, men = (seen(conditions={"facets": {"sex": one}}) for one in ("female", "male"))
    assert apart(women, men) == {"sex"}
    assert apart(women, seen(conditions={"facets": {"sex": ["female", "male"]}})) == set()


def test_what_a_corpus_names_explains_a_conflict_after_the_common_facets() -> None:
    assert smallest([frozenset({"sex"}), frozenset({"sex", "dose"})]) == (("sex",),)
    assert sorted(["sex", "dose", "age", "setting"], key=place) == ["dose", "setting", "age", "sex"]


def test_a_line_brings_its_species_and_a_strain_is_no_line() -> None:
    line, strain = (seen(system={"setting": "in_vivo", "models": [key]}) for key in ("a549", "c57"))
    assert line.reported("species") == {"human"}
    assert strain.reported("cell_line") is None
    assert apart(line, strain) == {"species"}


def test_a_disease_and_a_line_do_not_exclude_each_other() -> None:
    line = seen(system={"setting": "in_vitro", "models": ["a549"], "organism": "human"})
    disease = seen(system={"setting": "in_vitro", "models": ["glioma"], "organism": "human"})
    assert apart(line, disease) == set()
    assert unreported(line, disease) == (frozenset({"disease"}), frozenset({"cell_line"}))


def test_an_unspecified_basis_and_setting_are_not_reported() -> None:
    unclear = seen(("unspecified",), system={"setting": "unspecified"})
    assert unclear.values == ()
    assert apart(seen(("isodose",)), seen(("isoeffective",))) == {"basis"}
    assert apart(seen(("isodose", "isoeffective")), seen(("isodose",))) == set()


def test_silence_on_oxygen_meets_air_that_is_told() -> None:
    assert apart(seen(conditions={"oxygen": "normoxia"}), seen()) == set()
    assert apart(seen(conditions={"co_treatment": ["glioma"]}), seen()) == {"co_treatment"}


def test_a_total_dose_is_told_per_fraction_where_the_fractions_are_known() -> None:
    thrice = gray({"min": 12, "max": 24}, 3, per="total")
    assert thrice.reported("dose") == (Span(4, 8, "Gy per fraction"), Span(12, 24, "Gy"))
    assert gray([24], 3).reported("dose") == (Span(24, 24, "Gy, total or per fraction"),)
    assert gray([24], 1).reported("dose") == (Span(24, 24, "Gy per fraction"), Span(24, 24, "Gy"))
    assert gray([24]).reported("dose") == (Span(24, 24, "Gy"),)


def test_a_name_and_a_number_do_not_compare() -> None:
    named = Profile((("sex", frozenset({"female"})),))
    counted = Profile((("sex", (Span(1, 1),)),))
    assert separating(named, counted) == (frozenset(), frozenset())
    assert unreported(named, counted) == (frozenset({"sex"}), frozenset({"sex"}))


def test_a_model_that_is_no_entity_reports_nothing() -> None:
    unknown = seen(system={"setting": "in_vivo", "models": ["nobody", "a549"]})
    assert unknown.reported("cell_line") == {"a549"}
    assert seen(system={"setting": "in_vivo", "models": ["nobody"]}).reported("species") is None


def test_a_named_organism_goes_before_the_species_of_the_line() -> None:
    graft = seen(system={"setting": "in_vivo", "models": ["a549"], "organism": "mouse"})
    assert graft.reported("species") == {"mouse"}


def test_fractions_are_those_given_or_those_for_which_it_is_stated() -> None:
    assert gray([2], 5, per="fraction").reported("fractions") == (Span(5, 5),)
    stated = seen(conditions={"fractions": {"min": 2, "max": 5}})
    assert stated.reported("fractions") == (Span(2, 5),)
    assert seen().reported("fractions") is None


def test_let_and_time_carry_their_units() -> None:
    found = seen(
        exposure={"let_kev_um": {"min": 30, "max": 70}},
        conditions={"time": {"value": 2, "unit": "d"}, "let_kev_um": {"value": 1}},
    )
    assert found.reported("let") == (Span(30, 70, "keV/um"),)
    assert found.reported("time") == (Span(48, 48, "h"),)
    assert seen(conditions={"let_kev_um": {"value": 1}}).reported("let") == (Span(1, 1, "keV/um"),)
    assert [facet for facet, _ in found.values] == ["let", "time", "setting"]


def test_what_a_finding_must_have_is_open_where_it_is_silent() -> None:
    needs, silent = Profile(needed=frozenset({"basis", "oxygen"})), Profile()
    assert unreported(needs, silent) == (frozenset({"basis"}), frozenset())
    assert unreported(silent, needs) == (frozenset(), frozenset({"basis"}))


def test_an_arm_is_irradiated_where_a_part_of_it_is() -> None:
    entities = {
        "beam": Entity(id="beam", label="beam", kind="radiation"),
        "drug": Entity(id="drug", label="drug", kind="agent"),
        "both": Entity(id="both", label="both", kind="combination", components=("drug", "beam")),
    }
    assert [irradiated(one, entities) for one in ("beam", "drug", "both")] == [True, False, True]
