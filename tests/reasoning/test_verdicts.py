from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.errors import RequestError
from kg.graph import Graph
from kg.reasoning import conflicts, verdicts
from kg.reasoning.say import say_verdicts
from kg.reasoning.verdict import Verdict
from kg.votes import conditions_of, tags
from kg.votes.vote import CLOSER, DISPUTED, MEMBER, REFUTES, REVIEW

FULL = {"conditions": {"time": {"value": 24, "unit": "h"}}}
FOUR = {"exposure": {"dose": {"value": 4, "unit": "Gy"}}}


def judged(graph: Graph, basis: str = "isodose") -> Verdict:
    (one,) = [one for one in verdicts(graph, "x", basis=basis) if not one.topic.given]
    return one


def reasons(verdict: Verdict) -> list[str]:
    return [silence.reason for silence in verdict.silent]


def test_independent_studies_are_counted_and_the_manner_told(build) -> None:
    graph = build(
        ("carbon", "decreases", "x", {"paper": "ann2001", "level": "higher", "their_sign": "-"},
         {"paper": "bob2002", "level": "higher", "their_sign": "-"}),
    )  # fmt: skip
    verdict = judged(graph)
    assert (verdict.direction, verdict.studies, verdict.manner) == ("higher", 2, "attenuates")
    assert verdict.sides[0].studies == (("ann2001",), ("bob2002",))


@pytest.mark.parametrize(
    ("predicate", "level", "theirs", "manner"),
    [
        ("increases", "higher", "+", "amplifies"), ("increases", "lower", "+", "attenuates"),
        ("decreases", "lower", "-", "amplifies"), ("decreases", "higher", "-", "attenuates"),
        ("increases", "higher", "-", "reverses"), ("decreases", "lower", "+", "reverses"),
        ("increases", "similar", "+", "equals"), ("does_not_change", "lower", "+", "attenuates"),
        ("affects", "higher", None, None),
    ],
)  # fmt: skip
def test_sign_times_level(build, predicate, level, theirs, manner) -> None:
    record = {"paper": "ann2001", "level": level, "their_sign": theirs}
    assert judged(build(("carbon", predicate, "x", record))).manner == manner


def test_studies_of_different_manner_have_none_together(build) -> None:
    graph = build(
        ("carbon", "increases", "x", {"paper": "ann2001", "level": "higher"}),
        ("carbon", "decreases", "x", {"paper": "bob2002", "level": "higher"}),
    )
    verdict = judged(graph)
    assert (verdict.direction, verdict.manner) == ("higher", None)


def test_an_open_direction_has_no_manner_though_one_side_has(build) -> None:
    graph = build(
        ("carbon", "increases", "x", {"paper": "ann2001", "level": "higher", "their_sign": "+"}),
        ("carbon", "affects", "x", {"paper": "bob2002", "level": "lower"}),
    )
    verdict = judged(graph)
    assert (verdict.direction, verdict.manner) == ("undecidable", None)


def test_the_closest_reading_votes_and_the_other_stays_visible(build) -> None:
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "similar", "read": "review"},
         {"paper": "ann2001", "level": "higher", "read": "abstract"}),
    )  # fmt: skip
    verdict = judged(graph)
    assert (verdict.direction, verdict.studies) == ("higher", 1)
    assert reasons(verdict) == [CLOSER]
    assert [one.kind for one in conflicts(graph)] == ["double-counted"]


def test_the_paper_goes_before_its_abstract_and_that_before_a_restatement(build) -> None:
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "similar", "read": "review"},
         {"paper": "ann2001", "level": "higher", "read": "abstract"},
         {"paper": "ann2001", "level": "lower", "read": "full-text"}),
    )  # fmt: skip
    verdict = judged(graph)
    assert (verdict.direction, reasons(verdict)) == ("lower", [CLOSER, CLOSER])


@pytest.mark.parametrize("outcome", ["agrees", "adds_condition", "omits", "not_checked"])
def test_only_a_check_that_disagrees_takes_a_vote(build, outcome) -> None:
    check = {"outcome": outcome, "reference": "ann2001", "read_in": "abstract", "note": "n"}
    record = {"paper": "ann2001", "level": "higher", "checks": [check]}
    assert judged(build(("carbon", "affects", "x", record))).studies == 1


def test_one_study_under_two_conditions_is_one_study(build) -> None:
    graph = build(
        ("carbon", "affects", "x",
         {"paper": "ann2001", "level": "higher", "exposure": {"dose": {"value": 2, "unit": "Gy"}}},
         {"paper": "ann2001", "level": "higher", "exposure": {"dose": {"value": 9, "unit": "Gy"}}}),
    )  # fmt: skip
    assert judged(graph).studies == 1


def test_papers_cited_together_have_one_vote_and_none_beside_a_member(build) -> None:
    joint = {"paper": "ann2001 bob2002 cyd2003", "level": "higher"}
    assert judged(build(("carbon", "affects", "x", joint))).studies == 1
    alone = {"paper": "bob2002", "level": "higher"}
    verdict = judged(build(("carbon", "affects", "x", joint, alone)))
    assert (verdict.studies, reasons(verdict)) == (1, [MEMBER])
    other = {"paper": "cyd2003 dan2004", "level": "higher"}
    assert judged(build(("carbon", "affects", "x", joint, other))).studies == 1


def test_papers_cited_together_add_nobody_where_one_of_them_votes_elsewhere(build) -> None:
    def at(dose: float, paper: str) -> dict[str, Any]:
        exposure = {"dose": {"value": dose, "unit": "Gy"}}
        return {"paper": paper, "level": "higher", "exposure": exposure}

    graph = build(("carbon", "affects", "x", at(2, "ann2001 bob2002"), at(9, "bob2002")))
    assert (judged(graph).studies, reasons(judged(graph))) == (1, [])
    graph = build(("carbon", "affects", "x", at(2, "ann2001 bob2002"), at(9, "cyd2003")))
    assert judged(graph).studies == 2


def test_a_review_and_the_papers_it_cites_are_one_vote(build) -> None:
    review = {"paper": "rev2020", "level": "higher", "read": "full-text"}
    alone = judged(build(("carbon", "affects", "x", review)))
    assert (alone.direction, alone.studies, alone.by_reviews) == ("higher", 0, True)
    verdict = judged(
        build(("carbon", "affects", "x", review, {"paper": "ann2001", "level": "higher"}))
    )
    assert (verdict.studies, reasons(verdict)) == (1, [REVIEW])


def test_only_what_reviews_alone_say_is_tagged_so(build) -> None:
    for paper, told in (("rev2020", True), ("ann2001", False)):
        record = {"paper": paper, "level": "higher", "read": "full-text"}
        (side,) = judged(build(("carbon", "affects", "x", record))).sides
        assert ("review only" in tags(side.observations)) == told


def test_what_some_records_leave_out_is_said_to_be_so_where_reported(build) -> None:
    def said(*conditions: dict[str, str]) -> str:
        records = [{"paper": f"ann200{n}", "level": "higher", "conditions": one}
                   for n, one in enumerate(conditions)]  # fmt: skip
        (side,) = judged(build(("carbon", "affects", "x", *records))).sides
        return conditions_of(side.observations)

    assert said({"oxygen": "hypoxia"}, {"oxygen": "hypoxia"}) == "under hypoxia"
    assert said({"oxygen": "hypoxia"}, {}) == "under hypoxia where reported"
    assert said({}, {}) == ""


def test_the_pair_of_the_manifest_is_read_as_it_stands_there(build) -> None:
    record = {"paper": "ann2001", "level": "higher"}
    for compare in (("carbon", "photon"), ("photon", "carbon")):
        graph = build(("carbon", "affects", "x", record))
        graph = replace(graph, manifest=graph.manifest.model_copy(update={"compare": compare}))
        (topic,) = (one.topic for one in verdicts(graph, "x"))
        assert (topic.exposure, topic.comparator) == compare


def test_what_refutes_or_is_refuted_does_not_vote(build) -> None:
    denied = [{"outcome": "disagrees", "reference": "ann2001", "read_in": "abstract", "note": "n"}]
    graph = build(
        ("carbon", "affects", "x",
         {"paper": "ann2001", "level": "higher", "read": "review", "checks": denied},
         {"paper": "bob2002", "level": "higher", "stance": "refutes"},
         {"paper": "cyd2003", "level": "lower"}),
    )  # fmt: skip
    verdict = judged(graph)
    assert (verdict.direction, verdict.studies) == ("lower", 1)
    assert sorted(reasons(verdict)) == sorted([DISPUTED, REFUTES])


def test_a_check_strikes_the_paper_it_read_and_no_other(build) -> None:
    denied = [{"outcome": "disagrees", "reference": "ann2001", "read_in": "abstract", "note": "n"}]
    record = {"paper": "ann2001 bob2002", "level": "higher", "checks": denied}
    graph = build(("carbon", "affects", "x", record))
    (side,) = judged(graph).sides
    assert side.studies == (("bob2002",),)


def test_a_wrong_comparison_leaves_the_effect(build) -> None:
    def struck(*about: str) -> tuple[int, int]:
        denied = {"outcome": "disagrees", "about": about, "reference": "ann2001",
                  "read_in": "abstract", "note": "n"}  # fmt: skip
        record = {"paper": "ann2001", "level": "higher", "checks": [denied]}
        graph = build(("carbon", "increases", "x", record))
        (effect,) = verdicts(graph, "x", effects=True)
        return judged(graph).studies, effect.studies

    assert struck("level", "group") == struck("basis") == (0, 1)
    assert struck("direction") == struck("citation") == struck() == struck("level", "direction")
    assert struck() == (0, 0)


def test_a_retracted_paper_does_not_vote(build) -> None:
    graph = build(("carbon", "affects", "x", {"paper": "retracted2001", "level": "higher"}))
    verdict = judged(graph)
    assert graph.references["retracted2001"].title.startswith("Retracted")
    assert (verdict.direction, verdict.studies) == ("undecidable", 0)


def test_a_cell_between_two_bases_is_its_own(build) -> None:
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "higher", "basis": "isodose"},
         {"paper": "bob2002", "level": "lower", "basis": "isodose|isoeffective"}),
    )  # fmt: skip
    found = {verdict.basis: verdict.direction for verdict in verdicts(graph, "x")}
    assert found == {("isodose",): "higher", ("isodose", "isoeffective"): "lower"}


def test_the_basis_explains_across_cells(build) -> None:
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "higher"},
         {"paper": "bob2002", "level": "similar", "basis": "isoeffective"}),
    )  # fmt: skip
    (conflict,) = conflicts(graph)
    assert (conflict.kind, conflict.weighing.explanations) == ("explained", (("basis",),))


def test_a_true_conflict_needs_equal_conditions_on_both_sides(build) -> None:
    records = [
        {"paper": "ann2001", "level": "higher", **FULL, **FOUR},
        {"paper": "bob2002", "level": "lower", **FULL, **FOUR},
    ]
    graph = build(("carbon", "affects", "x", *records))
    assert [one.kind for one in conflicts(graph)] == ["true"]
    assert judged(graph).direction == "conflicting"
    silent = build(("carbon", "affects", "x", records[0], {"paper": "bob2002", "level": "lower"}))
    (conflict,) = conflicts(silent)
    assert conflict.kind == "undecidable"
    assert conflict.weighing.missing == (("dose", ("bob2002",)), ("time", ("bob2002",)))


def test_two_statements_without_a_setting_do_not_make_a_true_conflict(build) -> None:
    said = {"paper": "rev2020", "read": "full-text", "system": {"setting": "unspecified"}}
    graph = build(("m", "increases", "x", said), ("m", "decreases", "x", said))
    (conflict,) = conflicts(graph)
    assert (conflict.kind, conflict.weighing.missing) == (
        "undecidable", (("setting", ("rev2020",)),)
    )  # fmt: skip


def test_a_dose_and_a_basis_are_needed_from_both(build) -> None:
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "higher", "basis": "unspecified"},
         {"paper": "bob2002", "level": "lower", "basis": "unspecified"}),
    )  # fmt: skip
    (conflict,) = conflicts(graph)
    both = ("ann2001", "bob2002")
    assert conflict.weighing.missing == (("basis", both), ("dose", both))


def test_signs_of_effects_conflict_too_and_oxygen_explains(build) -> None:
    graph = build(
        ("carbon", "increases", "x", {"paper": "ann2001"}),
        ("carbon", "does_not_change", "x",
         {"paper": "ann2001", "conditions": {"oxygen": "hypoxia"}}),
    )  # fmt: skip
    (conflict,) = conflicts(graph)
    assert conflict.topic.comparator == ""
    assert conflict.weighing.explanations == (("oxygen",),)
    assert conflict.weighing.presumed == ("oxygen",)


def test_a_comparison_with_itself_is_no_comparison_of_exposures(build) -> None:
    record = {
        "paper": "ann2001",
        "contrasts": [{
            "versus": "carbon", "level": ["higher"],
            "differs": {"facet": "dose", "here": "4 Gy", "there": "2 Gy"},
        }],
    }  # fmt: skip
    assert verdicts(build(("carbon", "increases", "x", record))) == ()


def test_names_that_do_not_exist_are_refused(build) -> None:
    graph = build(("carbon", "affects", "x", {"paper": "ann2001", "level": "higher"}))
    with pytest.raises(RequestError, match="no entity"):
        verdicts(graph, "y")
    with pytest.raises(RequestError, match="isodose, isoeffective or unspecified"):
        verdicts(graph, "x", basis="equal")
    assert verdicts(graph, "carbon", versus="photon") == verdicts(graph, "x", versus="photon")
    assert verdicts(graph, "x", versus="antibody") == ()


def test_nothing_is_judged_against_itself(build) -> None:
    graph = build(("carbon", "increases", "x", {"paper": "ann2001", "level": "higher"}))
    with pytest.raises(RequestError, match="'carbon' versus itself"):
        verdicts(graph, "carbon", versus="carbon")


# -- lifted to what an arm is a kind of, and said --------------------------------------------------


def kind_of(graph: Graph, key: str, general: str) -> Graph:
    entity = graph.entities[key].model_copy(update={"broader": (general,)})
    return replace(graph, entities={**graph.entities, key: entity})


def test_a_comparison_with_what_an_arm_is_a_kind_of_is_lifted_and_marked(build) -> None:
    record = {"paper": "bob2002", "level": "higher", "versus": "lowlet"}
    graph = build(
        ("carbon", "increases", "x", {"paper": "ann2001", "level": "similar"}, record),
        ("carbon", "increases", "y", record), ("lowlet", "increases", "z", {"paper": "bob2002"}),
    )  # fmt: skip
    assert [one.lifted for one in verdicts(graph, versus="photon")] == [None]
    wider = kind_of(graph, "photon", "lowlet")
    found = [(one.topic.object, one.topic.comparator, one.lifted)
             for one in verdicts(wider, versus="photon")]  # fmt: skip
    assert found == [("x", "photon", None), ("x", "lowlet", "photon"), ("y", "lowlet", "photon")], (
        "the direct one first"
    )
    assert all(one.lifted is None for one in verdicts(wider, versus="lowlet"))
    said = say_verdicts(wider, verdicts(wider, "x", versus="photon"))
    assert said == (
        "X, carbon against photon: at equal dose similar (1 study); against lowlet, of which "
        "photon "
        "is a kind: at equal dose higher (1 study)."
    )
    both = say_verdicts(wider, verdicts(wider, "x"))
    assert both == said, "and so where no arm was asked for"


def test_a_thing_against_itself_is_never_lifted_nor_judged(build) -> None:
    record = {"paper": "ann2001", "contrasts": [{
        "versus": "carbon", "level": ["higher"], "basis": ["isodose"],
        "differs": {"facet": "let", "here": "70 keV/um", "there": "13 keV/um"},
    }]}  # fmt: skip
    graph = build(
        ("carbon", "increases", "x", record), ("photon", "increases", "x", {"paper": "b2002"})
    )
    assert verdicts(graph, "x") == ()
    assert verdicts(kind_of(graph, "photon", "carbon"), "x", versus="photon") == ()


def test_a_sentence_counts_both_sides_and_names_what_decides(build) -> None:
    ten = {"exposure": {"dose": {"value": 10, "unit": "Gy"}}}
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "higher", **FOUR},
         {"paper": "bob2002", "level": "higher", **FOUR},
         {"paper": "ann2001", "level": "lower", **ten}),
    )  # fmt: skip
    assert say_verdicts(graph, verdicts(graph, "x")) == (
        "X, carbon against photon: at equal dose higher at 4 Gy (2 studies), lower at 10 Gy "
        "(1 of them): dose decides."
    )


def test_one_that_saw_nothing_where_five_saw_a_rise_is_told_with_numbers(build) -> None:
    rises = [{"paper": f"{'abcde'[n]}bc200{n}"} for n in range(5)]
    graph = build(
        ("carbon", "increases", "x", *rises),
        ("carbon", "does_not_change", "x", {"paper": "zed2009", **FOUR}),
    )  # fmt: skip
    said = say_verdicts(graph, (), verdicts(graph, "x", effects=True))
    assert said == (
        "By itself carbon raises x (5 studies), does not change it at 4 Gy (1 study): what "
        "tells them "
        "apart is not reported (dose)."
    )
    assert "undecidable" not in said


def test_bases_are_never_pooled_in_a_sentence(build) -> None:
    records = [{"paper": f"{'abcde'[n]}bc200{n}", "level": "higher", "basis": basis}
               for n, basis in enumerate(("isodose", "isoeffective", "unspecified"))]  # fmt: skip
    graph = build(("carbon", "affects", "x", *records))
    said = say_verdicts(graph, verdicts(graph, "x"))
    assert said == (
        "X, carbon against photon: at equal dose higher (1 study); at doses matched for "
        "effect higher "
        "(1 study); basis not stated, higher (1 study)."
    )
    many = [(f"q{n}", *records) for n in range(5)]
    graph = build(*(("carbon", "affects", key, *rest) for key, *rest in many))
    said = say_verdicts(graph, verdicts(graph, "carbon"))
    assert said.count("5 higher (1 study)") == 3 and "15" not in said


def test_reviews_and_struck_records_are_said_as_what_they_are(build) -> None:
    review = {"paper": "rev2020", "read": "full-text", "level": "higher"}
    graph = build(("carbon", "affects", "x", review))
    assert "higher (only a review says so)" in say_verdicts(graph, verdicts(graph, "x"))
    check = {"outcome": "disagrees", "about": ["direction"], "reference": "ann2001",
             "read_in": "abstract", "note": "n"}  # fmt: skip
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "higher", "checks": [check]})
    )
    said = say_verdicts(graph, verdicts(graph, "x"))
    assert "nothing stands: its own source does not bear it out" in said
