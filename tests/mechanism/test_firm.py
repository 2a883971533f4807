"""Where ways part: firm ones decide, and what was seen to prevail strains the others."""

from __future__ import annotations

from kg.mechanism import chains, say_chains

BOB = {"references": ["zhou2022"]}
CYD = {"references": ["hu2024"]}
REVIEW = {"references": ["liu2025"]}
HYPOXIA = {"conditions": {"oxygen": "hypoxia"}}


def test_a_way_with_a_study_at_each_step_goes_before_what_a_review_says(make) -> None:
    raising = ("carbon", "increases", "a"), ("a", "increases", "f")
    lowering = ("carbon", "increases", "b"), ("b", "decreases", "f", REVIEW)
    graph = make(*raising, *lowering)
    found = chains(graph, "carbon", "f")
    assert [one.firm for one in found.how] == [True, False] and found.sign == "+"
    assert say_chains(graph, found).endswith(
        "1 way raises it, 1 lowers it; those with an undisputed study at every step raise it."
    )
    both = chains(make(*raising, *lowering[:1], ("b", "decreases", "f", BOB)), "carbon", "f")
    assert both.sign is None, "firm ways of both signs"
    weak = chains(make(*raising[:1], ("a", "increases", "f", REVIEW), *lowering), "carbon", "f")
    assert weak.sign is None, "none is firm"


def test_where_none_is_firm_a_way_past_an_outcome_does_not_decide(make) -> None:
    things = {"end": {"kind": "outcome"}}
    said = {**REVIEW}
    raising = ("carbon", "increases", "a"), ("a", "increases", "f", said)
    lowering = ("carbon", "increases", "end"), ("end", "decreases", "f", said)
    graph = make(*raising, *lowering, entities=things)
    found = chains(graph, "carbon", "f")
    assert found.sign == "+" and not any(one.firm for one in found.how)
    assert say_chains(graph, found).endswith(
        "1 way raises it, 1 lowers it; those past no outcome and "
        "against nothing seen raise it."
    )
    only = chains(make(*lowering, entities=things), "carbon", "f")
    assert only.sign == "-", "where there is no other, it speaks"


def test_what_is_hedged_or_argued_against_is_not_firm(make) -> None:
    hedged = make(("carbon", "increases", "a"), ("a", "increases", "f", {"certainty": "hedged"}))
    argued = make(("carbon", "increases", "a"), ("a", "increases", "f", {}, {**BOB, "id": "y", "stance": "refutes"}))  # noqa: E501
    for graph in (hedged, argued):
        (way,) = chains(graph, "carbon", "f").how
        assert not way.firm


def test_a_finding_prevails_over_a_null_of_fewer_studies(make) -> None:
    null = ("carbon", "does_not_change", "a", {**CYD, **HYPOXIA})
    ways = ("a", "increases", "f"), ("carbon", "decreases", "b"), ("b", "increases", "a")
    many = make(("carbon", "increases", "a", {}, {**BOB, "id": "y"}), null, *ways)
    found = chains(many, "carbon", "f")
    by = {one.nodes: one for one in found.how}
    assert by["carbon", "a", "f"].firm and by["carbon", "a", "f"].doubtful
    strained = by["carbon", "b", "a", "f"]
    assert strained.strained and not strained.opposed, "a null contests it: it opposes nothing"
    assert found.sign == "+"
    one = chains(make(("carbon", "increases", "a"), null, *ways), "carbon", "f")
    assert not any(way.strained for way in one.how) and one.sign == "-", "as many found none"


def test_a_null_beside_what_was_seen_is_told_with_the_sign(make) -> None:
    null = ("carbon", "does_not_change", "a", {**CYD, **HYPOXIA})
    graph = make(("carbon", "increases", "a", {}, {**BOB, "id": "y"}), null)
    found = chains(graph, "carbon", "a")
    assert found.sign == "+"
    assert "Net sign +, by 2 studies against 1." in say_chains(graph, found)
    nulls = [{**CYD, "id": "x"}, {**BOB, "id": "y"}]
    outweighed = make(("carbon", "increases", "a"), ("carbon", "does_not_change", "a", *nulls))
    found = chains(outweighed, "carbon", "a")
    assert found.sign is None
    assert "No net sign." in say_chains(outweighed, found)
    even = chains(make(("carbon", "increases", "a"), null), "carbon", "a")
    assert even.sign is None, "one study against one gives no sign"


def test_what_hypoxia_does_is_seen_under_hypoxia(make) -> None:
    lack = {"lack": {"kind": "process", "label": "tumour hypoxia"}}
    graph = make(("lack", "increases", "a"), ("a", "increases", "b"), entities=lack)
    (way,) = chains(graph, "lack", "b", where=["oxygen=hypoxia"]).how
    assert [link.measured for link in way.links] == [(("oxygen", 1),), (("oxygen", 0),)]
    (way,) = chains(graph, "lack", "b", where=["oxygen=normoxia"]).how
    assert [link.measured for link in way.links] == [(("oxygen", 0),), (("oxygen", 0),)]


def test_the_way_of_an_exception_is_a_counter_force(make) -> None:
    narrow = {"conditions": {"dose": {"value": 8, "unit": "Gy"}}, **BOB}
    seen = ("carbon", "increases", "f"), ("carbon", "decreases", "f", narrow)
    brake = ("carbon", "increases", "a", narrow), ("a", "decreases", "f")
    graph = make(*seen, *brake)
    found = chains(graph, "carbon", "f")
    assert found.sign is None and len(found.seen) == 2, "what was seen parts"
    assert [one.nodes for one in found.counter_forces] == [("carbon", "a", "f")]
    assert "No net sign: another for dose 8 Gy." in say_chains(graph, found)
    under = chains(graph, "carbon", "f", where=["dose=8 Gy"])
    assert under.sign == "-", "there the narrower finding speaks alone"
    more = make(seen[0], (*seen[1], {**narrow, **CYD, "id": "y"}), *brake)
    assert not chains(more, "carbon", "f").counter_forces, "of more studies: no exception"
    wide = make(seen[0], ("carbon", "decreases", "f", BOB), *brake)
    assert not chains(wide, "carbon", "f").counter_forces


def test_a_record_silent_on_what_was_struck_gives_way_to_a_narrower_null(make) -> None:
    struck = {"irradiated": "tumour-cell", **HYPOXIA, **CYD}
    graph = make(("carbon", "increases", "a", {}), ("carbon", "does_not_change", "a", struck))
    assert chains(graph, "carbon", "a").seen
    under = chains(graph, "carbon", "a", where=["oxygen=hypoxia"])
    assert not under.seen and under.nulls
    other = {"irradiated": "immune-cell", **BOB}
    apart = make(("carbon", "increases", "a", other), ("carbon", "does_not_change", "a", struck))
    assert chains(apart, "carbon", "a", where=["oxygen=hypoxia"]).seen, "of something else"
