from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import RequestError
from kg.graph import Graph
from kg.model import Entity, Gap
from kg.reasoning import gaps
from kg.reasoning.gap import Cell, Row
from kg.reasoning.reach import chains_through, reached

ANN, BOB = {"paper": "ann2001"}, {"paper": "bob2002"}
COMPARED = ("carbon", "affects", "other", {"paper": "ann2001", "level": "higher"})
MICE = {"system": {"setting": "in_vivo"}}
PATIENTS = {"system": {"setting": "patients"}}


def row(graph: Graph, key: str = "x") -> Row:
    (one,) = [one for one in gaps(graph).rows if one.object == key]
    return one


def cell(graph: Graph, condition: str = "any", key: str = "x") -> Cell:
    return {one.condition: one for one in row(graph, key).cells}[condition]


def test_the_arms_are_those_that_are_compared_most_or_named(build) -> None:
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "higher"},
         {"paper": "bob2002", "level": "higher"},
         {"paper": "ann2001", "level": "lower", "versus": "antibody"}),
    )  # fmt: skip
    assert (gaps(graph).exposure, gaps(graph).comparator) == ("carbon", "photon")
    assert gaps(graph, versus="antibody").comparator == "antibody"
    with pytest.raises(RequestError, match="no comparison of 'survival'"):
        gaps(graph, versus="survival")
    assert gaps(build(("carbon", "increases", "x", ANN))).rows == ()


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        ([("carbon", "increases", "x", ANN)], "exposure-only"),
        ([("photon", "increases", "x", ANN)], "comparator-only"),
        ([("carbon", "increases", "x", ANN), ("photon", "increases", "x", BOB)], "never-compared"),
        ([("carbon", "affects", "x", {**ANN, "level": "higher"})], "one-basis"),
        ([("carbon", "affects", "x", {**ANN, "level": "higher", "basis": "unspecified"})],
         "basis-unstated"),
        ([("carbon", "affects", "x", {**ANN, "level": "higher"},
           {**BOB, "level": "similar", "basis": "isoeffective"})], "compared"),
        ([("carbon", "affects", "x", {**ANN, "level": "higher"}, {**BOB, "level": "lower"})],
         "conflicting"),
    ],
)  # fmt: skip
def test_states(build, claims, state) -> None:
    assert cell(build(COMPARED, *claims)).state == state


def test_a_square_counts_what_reports_its_condition(build) -> None:
    hypoxia = {"paper": "bob2002", "conditions": {"oxygen": "hypoxia"}, **MICE}
    alone = ("carbon", "increases", "x", ANN)
    graph = build(COMPARED, alone, ("photon", "increases", "x", hypoxia))
    states = {one.condition: one.state for one in row(graph).cells}
    assert states == {
        "any": "never-compared", "in vitro": "exposure-only", "in vivo": "comparator-only",
        "patients": "nothing", "hypoxia": "comparator-only",
    }  # fmt: skip
    assert (cell(graph).exposure_studies, cell(graph).comparator_studies) == (1, 1)


def with_gap(graph: Graph, *about: str) -> Graph:
    gap = Gap.model_validate({
        "id": "g", "question": "Is it so?", "about": about, "references": ["rev2020"],
        "read_in": "rev2020", "locator": ["icd.1.1"], "certainty": "asserted",
    })  # fmt: skip
    return replace(graph, gaps={"g": gap})


def test_absence_has_four_statements(build) -> None:
    null = {"paper": "cyd2003", **MICE}
    graph = build(
        COMPARED, ("carbon", "increases", "x", ANN), ("photon", "does_not_change", "y", null),
        ("carbon", "does_not_change", "z", null, {"paper": "dan2004"}),
        ("carbon", "increases", "z", {"paper": "eve2005"}),
    )  # fmt: skip
    assert row(graph).absences == ("found for one arm only, in this corpus",)
    assert cell(graph, "patients").absences == ("not in this corpus",)
    one_arm = "found for one arm only, in this corpus"
    assert row(graph, "y").absences == ("looked for and not changed",), "the finding, once"
    assert cell(graph, "in vivo", "y").unchanged == ("comparator",)
    assert row(graph, "z").absences == (one_arm,), "somebody saw it change"
    assert row(graph, "other").absences == ()
    stated = "stated as open by the source"
    assert row(with_gap(graph, "x"), "x").absences[-1] == stated
    assert row(with_gap(graph, "x", "carbon"), "x").absences[-1] == stated
    assert stated not in row(with_gap(graph, "x", "antibody"), "x").absences, "of another arm"
    assert stated not in row(with_gap(graph, "x"), "z").absences
    assert row(with_gap(graph, "y"), "y").absences == ("looked for and not changed",)
    assert row(with_gap(graph, "other"), "other").overall.compared


def test_a_quantity_is_counted_once() -> None:
    """Compared and the four kinds of absence add up to the number of quantities."""
    import kg
    from kg.reasoning.say import say_gaps

    graph = kg.load()
    for pair in (("carbon-ion-irradiation", "photon-irradiation"), ("proton", "photon")):
        found = gaps(graph, exposure=pair[0], versus=pair[1])
        quantities, told = say_gaps(graph, found).split(", of the")[0].split(" quantities: ")
        counted = [int(part.split()[0]) for part in told.split("; ") if part[0].isdigit()]
        assert sum(counted) == int(quantities.split()[-1]) == len(found.rows)
    assert all(len(row.absences) <= 1 for row in found.rows)
    assert all(len(cell.absences) <= 1 for row in found.rows for cell in row.cells)


def test_what_was_measured_under_a_kind_counts_for_the_broader(build) -> None:
    graph = build(
        COMPARED, ("carbon", "increases", "x", ANN),
        ("gamma", "affects", "x", {**BOB, "level": "lower", "versus": "carbon"}),
        ("gamma", "increases", "y", BOB),
    )  # fmt: skip
    assert cell(graph).state == "exposure-only"
    kind = graph.entities["gamma"].model_copy(update={"broader": ("photon",), "kind": "radiation"})
    wider = replace(graph, entities={**graph.entities, "gamma": kind})
    assert cell(wider).bases == (("isodose", "higher"),), "read from the arm that was asked about"
    assert cell(wider, key="y").state == "comparator-only"
    assert all(one.object != "y" for one in gaps(graph).rows)


def test_nothing_is_said_to_be_unstudied_that_was_merely_not_curated() -> None:
    import kg
    from kg.show import answers
    from kg.show.screen import plain

    graph = kg.load()
    bare = replace(graph, gaps={})  # what a source states as open is the source's word
    for text in (plain(answers.gaps(bare)), answers.heat_map(bare), plain(answers.gaps(bare), 80)):
        for claim in (
            "nobody has", "never measured", "not studied", "never compared", "nothing measured",
        ):  # fmt: skip
            assert claim not in text.casefold()
        assert "not in this corpus" in text


def test_what_is_wanting_of_the_whole(build) -> None:
    review = {"paper": "rev2020", "read": "full-text"}
    graph = build(
        COMPARED, ("carbon", "increases", "x", review),
        ("carbon", "increases", "y", {**ANN, "read": "review", **PATIENTS}),
        ("carbon", "increases", "z", {**ANN, **MICE}),
    )  # fmt: skip
    assert row(graph, "x").flags == ("no-in-vivo", "no-human", "review-only")
    denied = {"outcome": "disagrees", "reference": "ann2001", "read_in": "abstract", "note": "n"}
    fallen = build(COMPARED, ("carbon", "increases", "x", {**ANN, "checks": [denied]}))
    assert row(fallen, "x").flags == ("no-in-vivo", "no-human", "disputed")
    assert row(graph, "y").flags == ("unchecked",)
    assert row(graph, "z").flags == ("no-human",)


def test_experiments_are_ranked_by_the_chains_that_hang_on_them(build) -> None:
    graph = build(
        COMPARED, ("carbon", "increases", "a", ANN), ("carbon", "increases", "b", ANN),
        ("b", "increases", "survival", ANN), ("b", "decreases", "c", ANN),
        ("c", "decreases", "survival", ANN),
    )  # fmt: skip
    first, *rest = gaps(graph).experiments
    # carbon-b-c, carbon-b-survival, carbon-b-c-survival
    assert (first.object, first.chains, first.missing) == ("b", 3, "exposure-only")
    assert first.proposal == "b: add photon, at equal dose and at doses matched for effect"
    assert {"no-human", "no-in-vivo"} <= set(first.also)
    assert {one.object for one in rest} == {"a", "other"}


def test_the_map_of_the_shipped_graph_repeats(tmp_path: Path) -> None:
    import kg

    assert gaps(kg.load()) == gaps(kg.load())


# -- chains that hang on a node, against brute force ----------------------------------------------

signs = st.sampled_from(["increases", "decreases", "does_not_change", "affects"])
edges = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["b", "c", "d", "survival"])).filter(
        lambda pair: pair[0] != pair[1]
    ),
    signs, max_size=9,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(edges)
def test_chains_are_those_of_every_permutation(build, pairs: dict[tuple[str, str], str]) -> None:
    graph = build(*((one, predicate, other, ANN) for (one, other), predicate in pairs.items()))
    graph.entities.setdefault("a", Entity(id="a", label="a", kind="process"))
    signed = {pair for pair, sign in pairs.items() if sign in ("increases", "decreases")}
    expected: dict[str, int] = {}
    arrived = {"a"}
    for size in range(1, 5):
        for nodes in permutations(["b", "c", "d", "survival"], size):
            steps = list(zip(("a", *nodes), nodes, strict=False))
            if not set(steps) <= signed:
                continue
            arrived |= set(nodes)
            if "survival" in nodes[:-1]:
                continue
            through = nodes if nodes[-1] == "survival" else nodes[:-1]
            for node in through:
                expected[node] = expected.get(node, 0) + 1
    assert dict(chains_through(graph, ["a"])) == expected
    assert reached(graph, ["a"]) >= arrived
