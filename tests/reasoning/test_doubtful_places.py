from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from kg.graph import Graph
from kg.reasoning import lint
from kg.reasoning.doubt import RULES

ANN, BOB = {"paper": "ann2001"}, {"paper": "bob2002"}
REVIEWED = {"paper": "ann2001", "read": "review"}


def found(graph: Graph, rule: str) -> list[tuple[str, str]]:
    assert rule in RULES
    return [(one.severity, one.where) for one in lint(graph) if one.rule == rule]


def test_signs_that_one_study_reports_in_two_records_must_go_with_its_level(build) -> None:
    higher = {"paper": "ann2001", "level": "higher"}
    wrong = build(
        ("carbon", "affects", "x", higher),
        ("carbon", "decreases", "x", ANN), ("photon", "increases", "x", ANN),
    )  # fmt: skip
    assert found(wrong, "signs-against-level") == [("error", "carbon.affects.x")]
    odd = build(
        ("carbon", "affects", "x", higher),
        ("carbon", "does_not_change", "x", ANN), ("photon", "increases", "x", ANN),
    )  # fmt: skip
    assert found(odd, "signs-against-level") == [("warning", "carbon.affects.x")]
    right = build(
        ("carbon", "affects", "x", higher),
        ("carbon", "increases", "x", ANN), ("photon", "does_not_change", "x", ANN),
    )  # fmt: skip
    assert found(right, "signs-against-level") == []


def test_signs_of_two_studies_or_under_other_conditions_are_no_fault(build) -> None:
    higher = {"paper": "ann2001", "level": "higher"}
    hypoxia = {"paper": "ann2001", "conditions": {"oxygen": "hypoxia"}}
    others = build(
        ("carbon", "affects", "x", higher),
        ("carbon", "decreases", "x", BOB), ("photon", "increases", "x", BOB),
    )  # fmt: skip
    assert found(others, "signs-against-level") == []
    apart = build(
        ("carbon", "affects", "x", {**higher, "conditions": {"oxygen": "normoxia"}}),
        ("carbon", "decreases", "x", hypoxia), ("photon", "increases", "x", ANN),
    )  # fmt: skip
    assert found(apart, "signs-against-level") == []


def test_a_name_for_a_loss_reads_backwards(build) -> None:
    graph = build(
        ("carbon", "increases", "x", ANN), ("carbon", "increases", "y", ANN),
        x="Inhibition of growth", y="immunosuppression",
    )  # fmt: skip
    assert found(graph, "named-for-a-negation") == [("warning", "x")]
    twin = graph.entities["x"].model_copy(update={"opposes": "y"})
    named = replace(graph, entities=MappingProxyType({**graph.entities, "x": twin}))
    assert found(named, "named-for-a-negation") == []


def test_an_unsigned_edge_stops_the_only_way(build) -> None:
    stopped = build(("carbon", "affects", "x", ANN), ("x", "increases", "y", ANN))
    assert found(stopped, "unsigned-stop") == [("note", "carbon.affects.x")]
    assert found(stopped, "unreached") == [("note", "x")]
    another_way = build(("carbon", "affects", "x", ANN), ("photon", "increases", "x", ANN))
    assert found(another_way, "unsigned-stop") == []


def test_a_direct_edge_of_the_same_papers_passes_a_full_chain_by(build) -> None:
    chain = (("carbon", "decreases", "m", ANN), ("m", "decreases", "x", ANN))
    assert found(build(*chain, ("carbon", "increases", "x", ANN)), "bypass") == [
        ("note", "carbon.increases.x")
    ]
    assert found(build(*chain, ("carbon", "increases", "x", BOB)), "bypass") == []
    assert found(build(*chain, ("carbon", "decreases", "x", ANN)), "bypass") == []


def test_a_step_whose_paper_was_read_for_its_end_alone(build) -> None:
    graph = build(("m", "increases", "x", REVIEWED), ("carbon", "increases", "x", ANN))
    assert found(graph, "end-point-cited") == [("warning", "m.increases.x")]
    read = build(
        ("m", "increases", "x", REVIEWED, ANN), ("carbon", "increases", "x", ANN),
    )  # fmt: skip
    assert found(read, "end-point-cited") == []


def test_a_hub_of_one_study(build) -> None:
    spokes = [("hub", "increases", f"x{number}", ANN) for number in range(5)]
    assert found(build(*spokes), "one-study-hub") == [("warning", "hub")]
    assert found(build(*spokes, ("hub", "increases", "y", BOB)), "one-study-hub") == []
    assert found(build(*spokes[:4]), "one-study-hub") == []


def test_every_rule_is_documented() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "reasoning.md").read_text(encoding="utf-8")
    assert all(f"| `{rule}` |" in docs for rule in RULES)
