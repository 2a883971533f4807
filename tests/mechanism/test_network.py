"""The table of what carries causation, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from kg.graph import Graph
from kg.mechanism import chains, what_if
from kg.mechanism.cut import find_reach

Make = Any


def signs(graph: Graph, start: str, end: str, **more: Any) -> list[str]:
    return [one.sign for one in chains(graph, start, end, **more).chains]


@pytest.mark.parametrize("predicate", ["affects", "does_not_change", "targets", "marker_of"])
def test_what_states_no_direction_is_no_step(make: Make, predicate: str) -> None:
    assert signs(make(("a", predicate, "b")), "a", "b") == []


def test_two_minuses_make_a_plus(make: Make) -> None:
    graph = make(("a", "decreases", "b"), ("b", "decreases", "c"))
    assert signs(graph, "a", "c") == ["+"]
    assert signs(graph, "a", "b") == ["-"]


def test_a_refuting_record_finds_nothing_and_leaves_a_doubt(make: Make) -> None:
    graph = make(("a", "increases", "b", {}, {"stance": "refutes", "references": ["hu2024"]}))
    (chain,) = chains(graph, "a", "b").chains
    assert chain.studies == 1
    assert chain.doubts == ("contested",)
    assert signs(make(("a", "increases", "b", {"stance": "refutes"})), "a", "b") == []


def test_a_part_moves_the_whole_and_not_the_other_way(make: Make) -> None:
    things = {"g": {"kind": "gene", "part_of": ["a"]}, "cell": {"kind": "cell", "part_of": ["a"]}}
    graph = make(("a", "decreases", "b"), entities=things)
    assert signs(graph, "g", "b") == ["-"]
    assert signs(graph, "a", "g") == []
    assert signs(graph, "cell", "a") == []


def test_a_thing_moves_its_measures_and_never_one_another(make: Make) -> None:
    things = {
        "mdsc": {"kind": "cell"}, "blood": {"kind": "anatomy"},
        "m-blood": {"kind": "measure", "of": "mdsc", "aspect": "abundance", "in": "blood"},
        "m-all": {"kind": "measure", "of": "mdsc", "aspect": "abundance"},
    }  # fmt: skip
    graph = make(("a", "increases", "m-blood"), ("m-all", "increases", "b"), entities=things)
    assert signs(graph, "mdsc", "b") == ["+"]
    assert signs(graph, "a", "b") == []


def test_a_narrower_quantity_moves_the_broader(make: Make) -> None:
    graph = make(("b", "increases", "c"), entities={"a": {"kind": "process", "broader": ["b"]}})
    assert signs(graph, "a", "c") == ["+"]
    assert signs(graph, "b", "a") == []


def test_opposites_turn_the_sign_both_ways(make: Make) -> None:
    things = {"lack": {"kind": "process", "opposes": "a"}}
    graph = make(("b", "increases", "lack"), ("lack", "increases", "c"), entities=things)
    assert signs(graph, "b", "a") == ["-"]
    assert signs(graph, "a", "c") == ["-"]


def test_a_combination_gives_its_parts(make: Make) -> None:
    things = {"both": {"kind": "combination", "components": ["carbon", "drug"]},
              "drug": {"kind": "agent"}}  # fmt: skip
    graph = make(("drug", "decreases", "a"), entities=things)
    assert signs(graph, "both", "a") == ["-"]
    assert signs(graph, "drug", "both") == []


def test_a_beam_inherits_what_its_kind_does_unless_it_has_its_own(make: Make) -> None:
    graph = make(("ionising", "increases", "a"), ("ionising", "increases", "b"),
                 ("carbon", "does_not_change", "b"))  # fmt: skip
    (chain,) = chains(graph, "carbon", "a").chains
    assert (chain.links[0].step.relation, chain.links[0].step.general) == ("inherited", "ionising")
    assert signs(graph, "carbon", "b") == []
    assert signs(graph, "photon", "b") == ["+"]


def test_the_nearest_kind_that_speaks_is_heard(make: Make) -> None:
    things = {"heavy": {"kind": "radiation", "broader": ["ionising"]},
              "carbon": {"kind": "radiation", "broader": ["heavy"]}}  # fmt: skip
    graph = make(("ionising", "increases", "a"), ("heavy", "does_not_change", "a"),
                 ("ionising", "increases", "b"), entities=things)  # fmt: skip
    assert signs(graph, "carbon", "a") == []
    assert signs(graph, "carbon", "b") == ["+"]


def test_a_beam_takes_no_link_seen_under_another(make: Make) -> None:
    graph = make(("carbon", "increases", "a"), ("photon", "increases", "a"),
                 ("a", "increases", "b", {"conditions": {"co_treatment": ["photon"]}}))  # fmt: skip
    assert signs(graph, "carbon", "b") == []
    assert signs(graph, "photon", "b") == ["+"]


def test_losing_a_gene_stops_its_complex_and_raising_it_does_not_hold_it(make: Make) -> None:
    things = {"g": {"kind": "gene", "part_of": ["b"]}}
    graph = make(("a", "increases", "b"), ("b", "increases", "c"), entities=things)
    for doing, after in (("block", None), ("down", "-"), ("up", "+")):
        one = what_if(graph, **{doing: ["g"]}, exposures=["a"], outcomes=["c"]).outcomes[0]
        assert (one.before, one.after) == ("+", after)


def test_an_observation_from_end_to_end_is_no_proof_of_another_way(make: Make) -> None:
    graph = make(("a", "increases", "b"), ("b", "increases", "c"), ("a", "increases", "c"))
    (one,) = what_if(graph, block=["b"], exposures=["a"], outcomes=["c"]).outcomes
    assert (one.before, one.after, one.firm) == ("+", "+", None)
    assert one.summaries == (("a", "c"),)


def test_a_balancing_loop_makes_the_algebra_abstain_and_is_named(make: Make) -> None:
    graph = make(("a", "increases", "b"), ("b", "increases", "c"), ("c", "decreases", "b"),
                 ("d", "increases", "a"))  # fmt: skip
    found = what_if(graph, up=["a"], exposures=["d"], outcomes=["c"])
    one = found.outcomes[0]
    assert (one.after, one.algebra_after) == ("+", "?")
    assert one.differs.startswith("feedback")
    assert [(loop.nodes, loop.sign) for loop in found.loops_left] == [(("b", "c"), "-")]


def test_a_cut_is_reached_by_what_targets_its_part_and_by_kinds(make: Make) -> None:
    things = {
        "g": {"kind": "gene"}, "m": {"kind": "measure", "of": "g", "aspect": "expression"},
        "anti-g": {"kind": "agent"}, "drug": {"kind": "agent", "broader": ["anti-g"]},
    }  # fmt: skip
    graph = make(("anti-g", "targets", "g"), ("drug", "decreases", "m"), entities=things)
    assert [(one.agent, one.how) for one in find_reach(graph, "m")] == [
        ("anti-g", "targets"), ("drug", "lowers"), ("drug", "targets"),
    ]  # fmt: skip
