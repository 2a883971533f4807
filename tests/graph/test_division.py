"""Every entity has its module: by hand, by rule, and none is lost."""

from __future__ import annotations

from dataclasses import replace

import kg
from kg.graph import Graph
from kg.model import Module


def test_every_entity_has_a_module_in_use() -> None:
    graph = kg.load()
    modules, of = graph.divided
    assert set(of) == set(graph.entities)
    assert set(of.values()) == set(modules)
    for key, module in graph.modules.items():
        for member in module.members:
            assert of[member] == key


def test_what_is_not_listed_follows_the_topic_of_its_claims(graph: Graph) -> None:
    topic = graph.topics["trex1-expression.decreases.type-i-ifn-response"]
    _, of = graph.divided
    assert of["trex1-expression"] == topic

    hand = Module(id="mine", label="Mine", compartment="tumour-cell", summary="S.",
                  members=("trex1-expression",))  # fmt: skip
    rest = Module(id="rest", label="Rest", compartment="tumour-cell", summary="S.",
                  topics=(topic,))  # fmt: skip
    _, of = replace(graph, modules={"mine": hand, "rest": rest}).divided
    assert of["trex1-expression"] == "mine"
    assert of["type-i-ifn-response"] in ("rest", "other")
    assert set(of) == set(graph.entities)


def test_without_modules_each_topic_is_one(graph: Graph) -> None:
    modules, _ = replace(graph, modules={}).divided
    assert set(modules) - {"other"} <= set(graph.topics.values())
