"""Observations sorted, tagged and told in words: what every answer stands on."""

from __future__ import annotations

from typing import Any

import pytest

from kg.graph import Graph
from kg.votes import conditions_of, decides, heard_of_edges, observe, poll, tags
from kg.votes.observation import Observation, observe_itself
from kg.votes.vote import CLOSER, MEMBER, REFUTES, REVIEW, VOID
from kg.votes.weighing import Weighing, smallest

CHECK = {"reference": "ann2001", "read_in": "abstract", "note": "s"}


def all_of(graph: Graph) -> list[Observation]:
    return [one for found in observe(graph).values() for one in found]


def dose(unit: str = "Gy", fractions: int | None = None, **amount: Any) -> dict[str, Any]:
    return {"exposure": {"dose": {"unit": unit, **amount}, "fractions": fractions}}


@pytest.mark.parametrize(("records", "said"), [
    ([dose(value=4)], "at 4 Gy"),
    ([dose(min=2, max=4)], "at 2-4 Gy"),
    ([dose(max=4)], "at up to 4 Gy"),
    ([dose(min=12)], "at from 12 Gy"),
    ([dose(value=2), dose(min=4, max=8), dose(value=8)], "at 2, 4-8 Gy"),
    ([dose(min=2, max=5), dose(min=4, max=10)], "at 2-10 Gy"),
    ([dose(min=2, max=10), dose(min=4, max=5)], "at 2-10 Gy"),
    ([dose(value=4), dose("Gy(RBE)", value=3)], "at 4 Gy and 3 Gy(RBE)"),
    ([dose(value=8, fractions=3, per="fraction")], "at 24 Gy"),
    ([dose(value=8, per="fraction")], "at 8 Gy per fraction"),
    ([dose(value=4), {}], "at 4 Gy where reported"),
    ([{}], ""),
    ([{"conditions": {"oxygen": "hypoxia"}, **dose(value=4)}], "at 4 Gy under hypoxia"),
    ([{"conditions": {"oxygen": "hypoxia"}}, {"conditions": {"oxygen": "normoxia"}}],
     "under hypoxia and under normoxia"),
    ([{"conditions": {"oxygen": "any"}}], "under hypoxia or normoxia"),
    ([{"conditions": {"oxygen": "hypoxia"}, **dose(value=4)},
      {"conditions": {"oxygen": "hypoxia"}}], "at 4 Gy under hypoxia where reported"),
])  # fmt: skip
def test_conditions_in_words(build: Any, records: list[dict[str, Any]], said: str) -> None:
    papers = (f"{name}200{number}" for number, name in enumerate(("ann", "bob", "cid")))
    graph = build(("carbon", "increases", "x", *({"paper": next(papers), **one}
                                                 for one in records)))  # fmt: skip
    assert conditions_of(all_of(graph)) == said


def test_other_facets_are_told_by_their_labels(build: Any) -> None:
    graph = build(
        ("carbon", "increases", "x", {
            "paper": "ann2001", "exposure": {"fractions": 3, "let_kev_um": {"value": 50}},
            "system": {"setting": "in_vitro", "models": ["a549"]},
        }),
    )  # fmt: skip
    found, names = all_of(graph), {"a549": "A549 cells"}
    assert conditions_of(found, ["cell_line"], names) == "in A549 cells"
    assert conditions_of(found, ["setting"]) == "in in vitro"
    assert conditions_of(found, ["fractions"]) == "at 3 fractions"
    assert conditions_of(found, ["let"]) == "at 50 keV/um"


@pytest.mark.parametrize(("record", "tag"), [
    ({"paper": "rev2020"}, "review only"),
    ({"paper": "ann2001 bob2002"}, "collective"),
    ({"paper": "ann2001", "read": "review"}, "unchecked"),
    ({"paper": "ann2001", "certainty": "hedged"}, "hedged"),
    ({"paper": "ann2001", "checks": [{**CHECK, "outcome": "adds_condition"}]}, "adds a condition"),
    ({"paper": "ann2001", "checks": [{**CHECK, "outcome": "omits"}]}, "omits"),
    ({"paper": "ann2001", "checks": [{**CHECK, "outcome": "disagrees", "about": ["direction"]}]},
     "disagrees"),
    ({"paper": "ann2001", "checks": [{**CHECK, "outcome": "disagrees", "about": ["citation"]}]},
     "miscited"),
    ({"paper": "ann2001", "status": "draft"}, "draft"),
])  # fmt: skip
def test_one_tag_for_what_limits_a_record(build: Any, record: dict[str, Any], tag: str) -> None:
    plain = {"paper": "dora2003"}
    (limited,) = all_of(build(("carbon", "increases", "x", record)))
    (free,) = all_of(build(("carbon", "increases", "x", plain)))
    assert tag in tags([limited]) and tags([free]) == ()
    found_by_a_check = tag in {"disagrees", "miscited", "adds a condition", "omits", "draft"}
    assert (tag in tags([limited, free])) == found_by_a_check
    assert (tag in tags([free], [limited])) == found_by_a_check
    assert tag in tags([], [limited])


def test_a_graph_is_sorted_once(build: Any) -> None:
    graph = build(("carbon", "increases", "x", {"paper": "ann2001"}))
    assert observe(graph) is observe(graph)
    assert observe_itself(graph) is observe_itself(graph)


def test_a_pair_that_the_manifest_does_not_compare_reads_as_most_records_have_it(
    build: Any
) -> None:
    def read(*pairs: tuple[str, str]) -> tuple[str, str]:
        record = {"paper": "ann2001", "level": "higher"}
        graph = build(*(
            (one, "increases", f"x{number}", {**record, "versus": other})
            for number, (one, other) in enumerate(pairs)
        ))  # fmt: skip
        topics = [topic for topic in observe(graph) if topic.comparator]
        ((exposure, comparator),) = {(topic.exposure, topic.comparator) for topic in topics}
        return exposure, comparator

    ways = ("antibody", "survival"), ("survival", "antibody")
    for one, other in (ways, ways[::-1]):
        assert read(one) == one
        assert read(one, one, other) == one
        assert read(one, other) == read(other, one)


@pytest.mark.parametrize(("ways", "said"), [
    ((("dose",),), ": dose decides"),
    ((("dose", "let"),), ": dose and LET decide"),
    ((("dose", "let", "time"),), ": dose, LET and time decide"),
    ((("dose",), ("let",)), ": dose or LET decides"),
    ((("basis", "dose", "let"), ("basis", "dose", "time")),
     ": basis and dose with LET or time decide"),
])  # fmt: skip
def test_what_decides_in_words(ways: tuple[tuple[str, ...], ...], said: str) -> None:
    assert decides(Weighing("explained", ways)) == said


def test_the_smallest_explanations_are_all_of_one_size() -> None:
    def of(*pairs: str) -> tuple[tuple[str, ...], ...]:
        return smallest([frozenset(pair.split()) for pair in pairs])

    assert of("dose let", "dose time") == (("dose",),)
    assert of("dose", "let", "time") == (("dose", "let", "time"),)
    assert of("dose let", "let time", "dose time") == (
        ("dose", "let"), ("dose", "time"), ("let", "time")
    )  # fmt: skip
    assert of("dose", "") == ()
    assert of() == ((),)


def test_who_is_heard_first_and_what_is_said_of_the_others(build: Any) -> None:
    def said(*records: dict[str, Any]) -> list[tuple[str, tuple[str, ...], bool]]:
        found = poll(all_of(build(("carbon", "increases", "x", *records))))
        return [(one.reason, one.through, one.borne) for one in found.silent]

    read, cited = {"paper": "ann2001"}, {"paper": "ann2001", "read": "review"}
    joint, review = {"paper": "ann2001 bob2002"}, {"paper": "rev2020"}
    assert said(cited, read) == said(read, cited) == [(CLOSER, ("ann2001",), True)]
    assert said(joint, cited) == [(MEMBER, ("ann2001",), True)]
    assert said(review, joint) == [(REVIEW, ("ann2001", "bob2002"), True)]
    assert said(review, {"paper": "cid2003"}, read) == [(REVIEW, ("ann2001", "cid2003"), True)]
    assert said(read, {"paper": "cid2003"}) == []


def test_a_full_text_and_an_abstract_of_one_study_are_one_voter(build: Any) -> None:
    whole = {"paper": "ann2001", "read": "full-text"}
    graph = build(("carbon", "increases", "x", {"paper": "ann2001"}, whole))
    found = poll(all_of(graph))
    assert [one.support.evidence.locator for one in found.voting] == [("full-text",)]
    assert [silence.reason for silence in found.silent] == [CLOSER]


def test_voters_stand_in_the_order_of_their_keys_and_not_of_their_ranks(build: Any) -> None:
    records = ({"paper": "rev2020"}, {"paper": "bob2002 cid2003"}, {"paper": "ann2001"})
    graph = build(("carbon", "increases", "x", *(
        {**one, "exposure": {"dose": {"value": number + 1, "unit": "Gy"}}}
        for number, one in enumerate(records)
    )))  # fmt: skip
    (observations,) = observe(graph).values()
    assert poll(observations).voting == observations, "none speaks for another: other doses"
    assert poll(observations[::-1]).voting == observations


def test_an_edge_knows_what_its_votes_say_otherwise(build: Any) -> None:
    graph = build(
        ("carbon", "affects", "x", {"paper": "ann2001", "level": "higher"}),
        ("carbon", "affects", "y", {"paper": "ann2001", "level": "higher"},
         {"paper": "bob2002", "level": "lower"}),
        ("carbon", "affects", "z", {"paper": "ann2001", "level": "higher"},
         {"paper": "bob2002", "level": "lower", "basis": "isoeffective"}),
        ("carbon", "increases", "v", {"paper": "ann2001"}),
        ("carbon", "decreases", "v", {"paper": "bob2002"}, {"paper": "cid2003", "read": "review"}),
        ("carbon", "increases", "w", {"paper": "ann2001"},
         {"paper": "bob2002", "stance": "refutes"}),
    )  # fmt: skip
    heard = {
        (edge.object, *edge.level): (told.studies, told.papers, told.disputed, len(told.otherwise))
        for edge in graph.comparisons for told in [heard_of_edges(graph)[edge.id]]
    }  # fmt: skip
    ann, bob = ("ann2001",), ("bob2002",)
    assert heard == {
        ("x", "higher"): (1, ann, False, 0),
        ("y", "higher"): (1, ann, True, 1), ("y", "lower"): (1, bob, True, 1),
        ("z", "higher"): (1, ann, False, 0), ("z", "lower"): (1, bob, False, 0),
    }  # fmt: skip
    heard = {
        (edge.object, edge.predicate): (told.studies, told.papers, told.disputed)
        for edge in graph.effects if edge.object in "vw"
        for told in [heard_of_edges(graph)[edge.id]]
    }  # fmt: skip
    assert heard == {
        ("v", "increases"): (1, ann, True), ("v", "decreases"): (2, (*bob, "cid2003"), True),
        ("w", "increases"): (1, ann, True),
    }  # fmt: skip


def test_a_reading_with_a_basis_yields_to_its_equal_only(build: Any) -> None:
    def voting(*records: dict[str, Any]) -> int:
        graph = build(("carbon", "affects", "x", *records))
        (found,) = observe(graph).values()
        return len(poll(found).voting)

    near = {"paper": "ann2001", "level": "higher", "basis": "isodose"}
    far = {"paper": "ann2001", "level": "higher", "read": "review"}
    assert voting(near, {**far, "basis": "isodose"}) == 1
    assert voting(near, {**far, "basis": "unspecified"}) == 1
    assert voting(near, {**far, "basis": "isoeffective"}) == 2


def test_what_is_silent_stands_behind_a_vote_unless_it_says_otherwise(build: Any) -> None:
    def counted(*claims: tuple[Any, ...]) -> dict[str, bool]:
        found = poll(all_of(build(*claims)))
        return {one.reason: one.counts for one in found.silent}

    read, cited = {"paper": "ann2001"}, {"paper": "ann2001", "read": "review"}
    assert counted(("carbon", "increases", "x", read, cited)) == {CLOSER: True}
    assert counted(
        ("carbon", "increases", "x", read), ("carbon", "decreases", "x", cited)
    ) == {CLOSER: False}  # fmt: skip
    assert counted(("carbon", "increases", "x", read, {"paper": "rev2020"})) == {REVIEW: True}
    assert counted(
        ("carbon", "increases", "x", read, {"paper": "bob2002", "stance": "refutes"},
         {"paper": "cid2003", "status": "draft"})
    ) == {REFUTES: False, VOID["draft"]: False}  # fmt: skip
