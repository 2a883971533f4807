from __future__ import annotations

from typing import Any

import pytest

from kg.errors import RequestError
from kg.mechanism import chains, what_if

Make = Any


def dosed(**dose: Any) -> dict[str, Any]:
    return {"conditions": {"dose": {"unit": "Gy"} | dose}}


@pytest.mark.parametrize(
    ("stated", "wish", "kept"),
    [
        (dosed(min=12.0), "dose=8 Gy", False), (dosed(min=12.0), "dose=12-14 Gy", True),
        (dosed(min=12.0), "dose=>=2", True), (dosed(min=12.0), "dose=<=11.9", False),
        (dosed(min=12.0), "dose=2 Gy(RBE)", True),  # another unit cannot be compared
        (dosed(values=[8.0], per="fraction"), "dose=2 Gy per total", True),
        (dosed(values=[8.0], per="fraction"), "dose=2 Gy per fraction", False),
        (dosed(values=[8.0], per="fraction"), "dose=2 Gy", False),
        ({"exposure": {"dose": {"values": [10.0], "unit": "Gy"}}}, "dose=2 Gy", False),
        ({"exposure": {"let_kev_um": 70.0}}, "let=60-80", True),
        ({"exposure": {"let_kev_um": 70.0}}, "let=13", False),
        ({"exposure": {"fractions": 3}}, "fractions=1", False),
        ({"conditions": {"time": {"values": [2.0], "unit": "d"}}}, "time=48 h", True),
        ({"conditions": {"time": {"values": [2.0], "unit": "d"}}}, "time=1 week", False),
        ({"conditions": {"site": "non-irradiated"}}, "site=irradiated", False),
        ({"conditions": {"oxygen": "any"}}, "oxygen=hypoxia", True),
        ({"conditions": {"co_treatment": ["drug"]}}, "co_treatment=none", False),
        ({"conditions": {"co_treatment": ["drug"]}}, "co_treatment=drug", True),
        ({"conditions": {"route": "iv"}}, "route=it", False),
        ({"system": {"setting": "in_vivo", "organism": "mouse"}}, "organism=human", False),
        ({}, "organism=human", True),
        ({"irradiated": "tumour-cell"}, "irradiated=immune-cell", True),  # a is no treatment
    ],
)  # fmt: skip
def test_a_record_speaks_where_it_can_hold(make: Make, stated: Any, wish: str, kept: bool) -> None:
    things = {"drug": {"kind": "agent"}, "mouse": {"kind": "organism"},
              "human": {"kind": "organism"}}  # fmt: skip
    graph = make(("a", "increases", "b", stated), entities=things)
    assert bool(chains(graph, "a", "b", where=[wish]).chains) is kept


def test_what_was_irradiated_binds_the_step_at_the_treatment_and_none_after_it(make: Make) -> None:
    cells, whole = {"irradiated": "tumour-cell"}, {"irradiated": "whole-body"}
    graph = make(("carbon", "increases", "b", cells), ("b", "increases", "c", whole),
                 ("c", "increases", "d", {"irradiated": "immune-cell"}))  # fmt: skip
    (chain,) = chains(graph, "carbon", "d").chains
    assert chain.holds.text == "irradiated tumour-cell"
    (chain,) = chains(graph, "carbon", "d", where=["irradiated=tumour-cell"]).chains
    assert [link.measured for link in chain.links] == [
        (("irradiated", 1),), (("irradiated", 1),), (("irradiated", 1),)]  # fmt: skip
    assert not chains(graph, "carbon", "d", where=["irradiated=immune-cell"]).chains
    silent = make(("carbon", "increases", "b", {"irradiated": "unspecified"}))
    (chain,) = chains(silent, "carbon", "b", where=["irradiated=immune-cell"]).chains
    assert chain.links[0].measured == (("irradiated", 0),)


def test_two_treatments_that_struck_different_things_make_no_chain(make: Make) -> None:
    things = {"both": {"kind": "combination", "components": ["carbon", "drug"]},
              "drug": {"kind": "agent"}}  # fmt: skip

    def ways(struck: str) -> int:
        graph = make(
            ("carbon", "increases", "drug", {"irradiated": "local"}),
            ("drug", "increases", "b", {"irradiated": struck}), entities=things,
        )  # fmt: skip
        return len(chains(graph, "carbon", "b").chains)

    assert (ways("local"), ways("none")) == (1, 0)


def named(**facets: Any) -> dict[str, Any]:
    return {"conditions": {"facets": facets}}


@pytest.mark.parametrize(
    ("stated", "wish", "ways"),
    [
        (named(dose_rate={"min": 40, "unit": "Gy/s"}), "dose_rate=>=40 Gy/s", 1),
        (named(dose_rate={"min": 40, "unit": "Gy/s"}), "dose_rate=<=5 Gy/min", 0),
        (named(dose_rate={"value": 6000, "unit": "Gy/min"}), "dose_rate=90-110 Gy/s", 1),
        ({"exposure": {"dose_rate": {"value": 2, "unit": "Gy/min"}}}, "dose_rate=>=40 Gy/s", 0),
        (named(glucose={"value": 5, "unit": "mmol/l"}), "glucose=80 mg/dl", 1),  # not compared
        (named(glucose={"value": 5, "unit": "mmol/l"}), "glucose=6-9 mmol/l", 0),
        (named(sex="female"), "sex=female", 1),
        (named(sex=["female", "male"]), "sex=male", 1),
    ],
)
def test_what_a_corpus_names_can_be_asked_for(
    make: Make, stated: Any, wish: str, ways: int
) -> None:
    graph = make(("carbon", "increases", "b", stated))
    assert len(chains(graph, "carbon", "b", where=[wish]).chains) == ways


def test_a_named_word_binds_all_steps_and_a_named_amount_the_treatment(make: Make) -> None:
    flash = named(dose_rate={"min": 40, "unit": "Gy/s"}, sex="female")

    def ways(**second: Any) -> int:
        graph = make(("carbon", "increases", "b", flash), ("b", "increases", "c", named(**second)))
        return len(chains(graph, "carbon", "c").chains)

    assert (ways(sex="female"), ways(sex="male")) == (1, 0)
    assert ways(dose_rate={"value": 0.1, "unit": "Gy/s"}) == 1
    graph = make(("carbon", "increases", "b", flash))
    (chain,) = chains(graph, "carbon", "b").chains
    assert chain.holds.text == "sex female; dose_rate >=40 Gy/s"
    for wish, says in (("sex=men", "no sex 'men'"), ("dose_rate=fast", "is no amount"),
                       ("age=3", "no facet 'age'")):  # fmt: skip
        with pytest.raises(RequestError, match=says):
            chains(graph, "carbon", "b", where=[wish])


def test_the_system_is_strict_and_a_silent_record_is_counted(make: Make) -> None:
    graph = make(("a", "increases", "b", {"system": {"setting": "unspecified"}}),
                 ("b", "increases", "c", {"conditions": {"oxygen": "hypoxia"}}))  # fmt: skip
    assert not chains(graph, "a", "b", systems=["in_vivo"]).chains
    (chain,) = chains(graph, "a", "c", where=["oxygen=hypoxia"]).chains
    assert [link.measured for link in chain.links] == [(("oxygen", 0),), (("oxygen", 1),)]


def test_links_read_at_different_times_and_sites_make_a_chain(make: Make) -> None:
    here = {"conditions": {"site": "irradiated", "time": {"values": [1.0], "unit": "h"}}}
    there = {"conditions": {"site": "non-irradiated", "time": {"values": [9.0], "unit": "d"}}}
    graph = make(("a", "increases", "b", here), ("b", "increases", "c", there))
    assert len(chains(graph, "a", "c").chains) == 1


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ("oxigen=hypoxia", "did you mean oxygen"), ("oxygen=hypoxic", "did you mean hypoxia"),
        ("dose=lots", "write it like 'dose=8-10 Gy'"), ("dose=10-8 Gy", "lower bound"),
        ("let=8 Gy", "let"), ("time=3 y", "time"), ("oxygen", "no oxygen"),
        ("co_treatment=nobody", "no co_treatment"), ("fractions=2 per total", "fractions"),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_read_says_how(make: Make, wish: str, says: str) -> None:
    hypoxic = {"conditions": {"oxygen": "hypoxia"}}  # a corpus offers the facets that it has
    with pytest.raises(RequestError, match=says):
        chains(make(("a", "increases", "b", hypoxic)), "a", "b", where=[wish])


def test_requests_that_contradict_themselves_are_refused(make: Make) -> None:
    graph = make(("a", "increases", "b"))
    with pytest.raises(RequestError, match="asked for twice"):
        chains(graph, "a", "b", where=["oxygen=hypoxia", "oxygen=normoxia"])
    with pytest.raises(RequestError, match="both start and end"):
        chains(graph, "a", "a")
    with pytest.raises(RequestError, match="no system 'in_vitr0': did you mean in_vitro"):
        chains(graph, "a", "b", systems=["in_vitr0"])
    with pytest.raises(RequestError, match="cannot be both blocked and up"):
        what_if(graph, block=["a"], up=["a"])
    with pytest.raises(RequestError, match="name what to block"):
        what_if(graph)
    with pytest.raises(RequestError, match="name the exposure and the outcome"):
        what_if(graph, cut=2)


def test_one_fraction_is_the_whole_dose_however_it_was_written(make: Make) -> None:
    one = {"conditions": {"dose": {"values": [8.0], "unit": "Gy"}, "fractions": {"value": 1}}}
    much = dosed(min=12.0, per="fraction")
    things = {"both": {"kind": "combination", "components": ["carbon", "drug"]},
              "drug": {"kind": "agent", "broader": ["carbon"]}}  # fmt: skip

    def ways() -> Any:
        graph = make(("carbon", "increases", "b", one), ("b", "increases", "drug"),
                     ("drug", "increases", "c", much), entities=things)  # fmt: skip
        return [way for way in chains(graph, "carbon", "c").chains if "b" in way.nodes]

    assert not ways()
    one["conditions"]["fractions"] = {"value": 3}  # per what is not told: they are not compared
    assert ways()


@pytest.mark.parametrize(
    ("bases", "kept"), [([["isodose"]], True), ([["isoeffective"]], False), ([], True),
                        ([["isoeffective"], ["isodose"]], True)],
)  # fmt: skip
def test_a_basis_leaves_out_what_was_compared_on_others_only(
    make: Make, bases: list[list[str]], kept: bool
) -> None:
    stated = {"contrasts": [{"versus": "c", "level": ["higher"], "basis": basis}
                            for basis in bases]}  # fmt: skip
    graph = make(("a", "increases", "b", stated),
                 entities={"a": {"kind": "radiation"}, "c": {"kind": "radiation"}})  # fmt: skip
    assert bool(chains(graph, "a", "b", where=["basis=isodose"]).chains) is kept
