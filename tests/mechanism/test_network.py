"""The table of what carries causation, row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.graph import Effect, Graph
from kg.mechanism import chains, say_chains, what_if
from kg.mechanism.cut import find_reach

Make = Any


def signs(graph: Graph, start: str, end: str, **more: Any) -> list[str]:
    return [one.sign for one in chains(graph, start, end, **more).chains]


@pytest.mark.parametrize("predicate", ["affects", "does_not_change", "targets", "marker_of"])
def test_what_states_no_direction_is_no_step(make: Make, predicate: str) -> None:
    assert signs(make(("a", predicate, "b")), "a", "b") == []


def test_a_drug_acts_through_its_target_where_its_action_is_known(make: Make) -> None:
    things = {"t": {"kind": "gene"}, "drug": {"kind": "agent"},
              "named": {"kind": "agent", "broader": ["drug"]},
              "m": {"kind": "measure", "of": "t", "aspect": "activity"}}  # fmt: skip

    def world(action: str | None, **record: Any) -> Graph:
        graph = make(("drug", "targets", "t", record), ("m", "decreases", "c"), entities=things)
        effects = (replace(one, action=action) if one.predicate == "targets" else one
                   for one in graph.effects)  # fmt: skip
        return replace(graph, effects=tuple(effects))

    for agent in ("drug", "named"):
        (chain,) = chains(world("inhibits"), agent, "c").chains
        assert [one.step.relation for one in chain.links] == ["targets", "of", "effect"]
        assert (chain.sign, chain.length, chain.seen) == ("+", 1, False)
        assert signs(world("activates"), agent, "c") == ["-"]
        assert signs(world(None), agent, "c") == []
    assert signs(world("inhibits", stance="refutes"), "drug", "c") == []
    ways = {one.how for one in find_reach(world("inhibits"), "m")}
    assert ways == {"lowers"}


def test_two_minuses_make_a_plus(make: Make) -> None:
    graph = make(("a", "decreases", "b"), ("b", "decreases", "c"))
    assert signs(graph, "a", "c") == ["+"]
    assert signs(graph, "a", "b") == ["-"]


def test_a_refuting_record_finds_nothing_and_leaves_a_doubt(make: Make) -> None:
    graph = make(("a", "increases", "b", {}, {"stance": "refutes", "references": ["hu2024"]}))
    (chain,) = chains(graph, "a", "b").chains
    assert chain.studies == 1
    assert chain.doubts == ("contested", "unchecked")
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


def test_what_was_given_binds_the_step_that_begins_at_a_treatment_alone(make: Make) -> None:
    dosed = {"dose": {"values": [2.0], "unit": "Gy"}}
    other = {"dose": {"values": [9.0], "unit": "Gy"}, "co_treatment": ["photon"]}
    things = {
        "drug": {"kind": "agent"},
        "both": {"kind": "combination", "components": ["carbon", "drug"]},
    }
    graph = make(("carbon", "increases", "a", {"conditions": dosed}), ("photon", "increases", "a"),
                 ("a", "increases", "b", {"conditions": other}),
                 ("drug", "increases", "b", {"conditions": other}), entities=things)  # fmt: skip
    (chain,) = chains(graph, "carbon", "b").chains
    assert chain.holds.text == "dose 2 Gy"
    assert signs(graph, "photon", "b") == ["+"]
    # what the drug did beside photons is not what it does beside carbon ions
    assert [one.nodes for one in chains(graph, "both", "b").chains] == [
        ("both", "carbon", "a", "b")
    ]


def test_what_was_seen_sets_the_sign_and_stands_first(make: Make) -> None:
    graph = make(("a", "increases", "b"), ("b", "decreases", "c"), ("a", "increases", "c"),
                 ("a", "increases", "d"), ("d", "increases", "c", {"references": ["liu2025"]}),
                 ("d", "decreases", "e"),
                 ("e", "increases", "c", {"references": ["liu2025"]}))  # fmt: skip
    found = chains(graph, "a", "c")
    marks = [(one.nodes[1], one.seen, bool(one.opposed), one.counter_force)
             for one in found.chains]  # fmt: skip
    assert marks == [
        ("c", True, False, False), ("d", False, False, False), ("b", False, True, True),
        ("d", False, True, False),
    ]  # fmt: skip
    assert found.sign == "+" and found.parting is None


@pytest.mark.parametrize(
    "contest",
    [
        ("a", "does_not_change", "c", {"references": ["hu2024"]}),
        ("a", "increases", "c", {}, {"stance": "refutes", "references": ["hu2024"]}),
        ("a", "increases", "c", {"references": ["liu2025"]}),
        ("a", "decreases", "c", {"references": ["hu2024"]}),
    ],
)
def test_a_contested_finding_opposes_no_chain(make: Make, contest: Any) -> None:
    own = () if contest[1] == "increases" else (("a", "increases", "c"),)
    graph = make(("a", "increases", "b"), ("b", "decreases", "c"), *own, contest)
    assert not chains(graph, "a", "c").opposed


def test_a_finding_under_other_conditions_opposes_no_chain(make: Make) -> None:
    def graph(oxygen: str) -> Graph:
        return make(("a", "increases", "b", {"conditions": {"oxygen": "hypoxia"}}),
                    ("b", "decreases", "c"),
                    ("a", "increases", "c", {"conditions": {"oxygen": oxygen}}))  # fmt: skip

    assert chains(graph("hypoxia"), "a", "c").opposed
    assert not chains(graph("normoxia"), "a", "c").opposed


def test_steps_true_by_definition_do_not_count_as_length(make: Make) -> None:
    things = {
        "b": {"kind": "process", "broader": ["c"]},
        "c": {"kind": "process", "broader": ["d"]},
    }
    graph = make(("a", "increases", "b"), ("d", "increases", "e"), entities=things)
    (chain,) = chains(graph, "a", "e", max_length=2).chains
    assert (chain.length, len(chain.links)) == (2, 4)
    assert chains(graph, "a", "e", max_length=1).chains == ()


def test_a_chain_past_an_outcome_stands_behind_the_others(make: Make) -> None:
    things = {"d": {"kind": "outcome"}}
    graph = make(("a", "increases", "d"), ("d", "increases", "e"), ("a", "increases", "b"),
                 ("b", "increases", "c"), ("c", "increases", "e"), entities=things)  # fmt: skip
    assert [one.nodes[1] for one in chains(graph, "a", "e").chains] == ["b", "d"]


def test_chains_that_share_all_but_a_detour_are_variants_of_one(make: Make) -> None:
    graph = make(("a", "increases", "b"), ("b", "increases", "d"), ("a", "increases", "c"),
                 ("c", "increases", "d"), ("d", "increases", "e"),
                 ("a", "increases", "d"))  # fmt: skip
    found = chains(graph, "a", "e")
    assert [one.nodes[1:-1] for one in found.chains] == [("b", "d"), ("c", "d"), ("d",)]
    assert found.variants == (None, 0, 0)


def test_a_way_that_skips_what_is_known_stands_behind_the_one_that_tells_it(make: Make) -> None:
    edges = (("a", "increases", "b"), ("b", "decreases", "d"), ("a", "decreases", "d"),
             ("d", "decreases", "f"), ("a", "increases", "c"), ("c", "increases", "f"))  # fmt: skip
    found = chains(make(*edges), "a", "f").chains
    assert [(one.nodes[1:-1], one.skips) for one in found] == [
        (("c",), False), (("b", "d"), False), (("d",), True),
    ]  # fmt: skip
    for why, changed in {
        "the two have another sign": ("b", "increases", "d"),
        "one of the two has no study": ("b", "decreases", "d", {"references": ["liu2025"]}),
        "an outcome stands between": ("b", "decreases", "d"),
    }.items():
        things = {"b": {"kind": "outcome"}} if why.startswith("an outcome") else {}
        told = (edges[0], changed, *edges[2:])
        assert not any(
            one.skips for one in chains(make(*told, entities=things), "a", "f").chains
        ), why


def test_a_way_against_what_prevails_stands_behind_the_others(make: Make) -> None:
    first, second, third = ({"references": [key]} for key in ("ran2021", "zhou2022", "hu2024"))
    graph = make(("a", "increases", "d", first, second), ("a", "does_not_change", "d", third),
                 ("a", "increases", "b"), ("b", "decreases", "d"), ("d", "increases", "e"),
                 ("a", "increases", "c"), ("c", "increases", "f"),
                 ("f", "increases", "e"))  # fmt: skip
    found = chains(graph, "a", "e").chains
    assert [(one.nodes[1:-1], one.strained) for one in found] == [
        (("d",), False), (("c", "f"), False), (("b", "d"), True),
    ]  # fmt: skip


def test_ways_alone_do_not_decide_against_all_that_was_compared(make: Make) -> None:
    edges = ("carbon", "increases", "b"), ("b", "increases", "c")
    lower = ("carbon", "photon", "c", "lower", "isodose")
    assert chains(make(*edges), "carbon", "c").sign == "+"
    found = chains(make(*edges, compared=(lower,)), "carbon", "c")
    assert found.sign is None
    assert say_chains(make(*edges), found) == (
        "What carbon does to c was not measured directly in this corpus. It was seen lower than "
        "with photon (1 study). 1 way raises it; what was compared goes against it: no net sign."
    )
    assert chains(make(*edges, compared=(lower,)), "photon", "c").sign is None, "nothing leads"
    higher = ("carbon", "ionising", "c", "higher", "isodose")
    assert chains(make(*edges, compared=(lower, higher)), "carbon", "c").sign == "+"
    seen = make(*edges, ("carbon", "increases", "c"), compared=(lower,))
    assert chains(seen, "carbon", "c").sign == "+", "what was seen against nothing done decides"
    both = {"both": {"kind": "combination", "components": ["carbon", "photon"]}}
    graph = make(*edges, compared=(("carbon", "both", "c", "lower", "isodose"),), entities=both)
    assert chains(graph, "carbon", "c").sign == "+", "this tells what the other component does"


def test_ways_of_the_answers_sign_stand_before_those_of_the_other(make: Make) -> None:
    hedged = {"certainty": "hedged"}
    graph = make(("a", "increases", "b"), ("b", "decreases", "e", hedged),
                 ("a", "increases", "c"), ("c", "increases", "d"),
                 ("d", "increases", "e"))  # fmt: skip
    found = chains(graph, "a", "e")
    assert found.sign == "+", "the longer way is firm"
    assert [one.nodes[1:-1] for one in found.chains] == [("c", "d"), ("b",)]


def test_what_is_hidden_is_not_inherited_either(make: Make) -> None:
    graph = make(("ionising", "increases", "c"), ("carbon", "decreases", "c"))
    found = chains(graph, "carbon", "c", without_direct=True)
    assert (found.sign, found.chains) == (None, ())


def test_where_ways_part_the_answer_says_by_which_step(make: Make) -> None:
    graph = make(("a", "increases", "b"), ("b", "increases", "e"), ("a", "increases", "c"),
                 ("c", "decreases", "e"), ("c", "increases", "b"))  # fmt: skip
    found = chains(graph, "a", "e")
    assert found.sign is None
    assert found.parting is not None
    assert (found.parting.sign, found.parting.raising, found.parting.lowering) == ("-", 1, 1)
    assert found.parting.steps == (("c", "e"),)


def test_a_record_that_its_paper_does_not_bear_out_makes_no_step(make: Make) -> None:
    def checked(*about: str) -> Graph:
        check = {"outcome": "disagrees", "about": about, "reference": "ran2021",
                 "read_in": "abstract", "note": "Not so."}  # fmt: skip
        return make(("a", "increases", "b", {"checks": [check]}), ("b", "increases", "c"))

    assert signs(checked("direction"), "a", "c") == []
    (chain,) = chains(checked("citation"), "a", "b").chains
    assert (chain.weakest, chain.doubts) == (0, ("review only", "miscited"))


def test_losing_a_gene_stops_its_complex_and_raising_it_does_not_hold_it(make: Make) -> None:
    things = {"g": {"kind": "gene", "part_of": ["b"]}}
    graph = make(("a", "increases", "b"), ("b", "increases", "c"), entities=things)
    for doing, after, change in (
        ("block", "-", "loses"), ("down", "-", "loses"), ("up", "+", "gains"),
        ("cut_out", "none", "loses"),
    ):  # fmt: skip
        one = what_if(graph, **{doing: ["g"]}, exposures=["a"], outcomes=["c"]).outcomes[0]
        assert (one.before, one.after, one.change) == ("+", after, change)
        assert one.lost == (doing != "up")


def test_an_observation_from_end_to_end_is_no_proof_of_another_way(make: Make) -> None:
    graph = make(("a", "increases", "b"), ("b", "increases", "c"), ("a", "increases", "c"))
    (one,) = what_if(graph, block=["b"], exposures=["a"], outcomes=["c"]).outcomes
    assert (one.before, one.after, one.change, one.kept) == ("+", "-", "loses", 1)
    apart = make(("a", "increases", "b"), ("b", "decreases", "c"), ("a", "increases", "c"))
    (one,) = what_if(apart, block=["b"], exposures=["a"], outcomes=["c"]).outcomes
    assert (one.before, one.after, one.change) == ("+", "+", "gains")


def test_what_arms_of_a_combination_show_is_no_mechanism_in_a_what_if(make: Make) -> None:
    things = {
        "drug": {"kind": "agent"},
        "both": {"kind": "combination", "components": ["carbon", "drug"]},
    }
    graph = make(("a", "increases", "b"), entities=things)
    record = graph.effects[0].supports[0]
    shown = Effect(
        "drug", "decreases", "b", "-", (replace(record, derivation="component"),), ("carbon",)
    )
    graph = replace(graph, effects=(*graph.effects, shown))
    (seen,) = chains(graph, "drug", "b").chains
    assert seen.doubts[-1] == "derived"
    (one,) = what_if(graph, block=["a"], exposures=["both"], outcomes=["b"]).outcomes
    assert (one.before, one.kept) == ("none", 0)


def test_studies_that_did_just_this_are_named(make: Make) -> None:
    silenced = {"perturbation": {"direction": "down", "by": "siRNA"}}
    graph = make(("a", "increases", "b", silenced, {}), ("b", "increases", "c"))
    (near, far) = what_if(graph, block=["a"]).outcomes
    assert [one.support.evidence.perturbation.by for one in near.shown] == ["siRNA"]  # type: ignore[union-attr]
    assert (near.entity, near.change, far.entity, far.shown) == ("b", "loses", "c", ())
    assert what_if(graph, up=["a"]).outcomes[0].shown == ()


def test_a_balancing_loop_is_named(make: Make) -> None:
    graph = make(("a", "increases", "b"), ("b", "increases", "c"), ("c", "decreases", "b"),
                 ("d", "increases", "a"))  # fmt: skip
    found = what_if(graph, up=["a"], exposures=["d"], outcomes=["c"])
    assert found.outcomes[0].after == "+"
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
