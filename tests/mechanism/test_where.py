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
    ],
)  # fmt: skip
def test_a_record_speaks_where_it_can_hold(make: Make, stated: Any, wish: str, kept: bool) -> None:
    things = {"drug": {"kind": "agent"}, "mouse": {"kind": "organism"},
              "human": {"kind": "organism"}}  # fmt: skip
    graph = make(("a", "increases", "b", stated), entities=things)
    assert bool(chains(graph, "a", "b", where=[wish]).chains) is kept


def test_the_system_is_strict_and_a_silent_record_is_counted(make: Make) -> None:
    graph = make(("a", "increases", "b", {"system": {"setting": "unspecified"}}),
                 ("b", "increases", "c", {"conditions": {"oxygen": "hypoxia"}}))  # fmt: skip
    assert not chains(graph, "a", "b", systems=["in_vivo"]).chains
    (chain,) = chains(graph, "a", "c", where=["oxygen=hypoxia"]).chains
    assert chain.unreported == (("oxygen", 1),)


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
    with pytest.raises(RequestError, match=says):
        chains(make(("a", "increases", "b")), "a", "b", where=[wish])


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
    assert not chains(make(("a", "increases", "b", one), ("b", "increases", "c", much)),
                      "a", "c").chains  # fmt: skip
    one["conditions"]["fractions"] = {"value": 3}  # per what is not told: they are not compared
    assert chains(make(("a", "increases", "b", one), ("b", "increases", "c", much)),
                  "a", "c").chains  # fmt: skip
