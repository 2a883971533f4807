"""An empty cell says which kind of absence it is; what was not curated is never 'not studied'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.figures import compose
from kg.figures.contrast import arms_of, findings, narrower
from kg.figures.scene import Scene
from kg.figures.unmet import OPEN, SHORT, STATEMENT, absence
from kg.graph import Graph
from kg.model import Figure
from kg.model.figure import Column
from kg.votes import Standing, observe

Drawn = Callable[[str], Scene]
BEAMS = Column(label="alone", subjects=("carbon-ion-irradiation",), versus=("photon-irradiation",))


def test_the_four_statements_are_told_apart(graph: Graph) -> None:
    assert absence(graph, "treg-abundance-tumour", BEAMS).words == (
        "found for one arm only, in this corpus",
    )
    assert absence(graph, "abscopal-response", BEAMS).words[0] == "stated as open by the source"
    assert absence(graph, "treatment-cost", BEAMS).words == ("not in this corpus",)
    nulls = [
        topic for topic, observations in observe(graph).items()
        if topic.exposure == "carbon-ion-irradiation" and not topic.comparator and not topic.given
        and {side.outcome for side in Standing.of(observations).sides} == {("0",)}
        and not findings(graph, topic.object, BEAMS)
    ]  # fmt: skip
    states = {absence(graph, topic.object, BEAMS).state for topic in nulls}
    assert "unchanged" in states


def test_a_struck_record_fills_no_cell(graph: Graph) -> None:
    none = replace(graph, effects=(), comparisons=())
    assert absence(none, "overall-survival", BEAMS).state == "absent"


def test_what_was_measured_under_a_narrower_treatment_counts_for_the_broader(graph: Graph) -> None:
    wide = Column(label="a", subjects=("heavy-ion-irradiation",), versus=("low-let-irradiation",))
    here, there = arms_of(graph, wide)
    assert "carbon-ion-irradiation" in here
    assert "photon-irradiation" in there
    plain = {one.weight.voters for one in findings(graph, "hmgb1-release", BEAMS)}
    assert plain <= {one.weight.voters for one in findings(graph, "hmgb1-release", wide)}
    assert not findings(graph, "hmgb1-release", Column(label="a", subjects=wide.subjects,
                                                       versus=("proton-irradiation",)))  # fmt: skip


def test_a_combination_of_narrower_parts_is_narrower(graph: Graph) -> None:
    wide = next(
        key for key, entity in graph.entities.items()
        if set(entity.components) == {"carbon-ion-irradiation", "immune-checkpoint-inhibitor"}
    )  # fmt: skip
    found = narrower(graph, [wide])
    assert "cirt-anti-pd-1" in found
    assert "phrt-anti-pd-1" not in found
    assert "cirt-anti-pd-1-anti-ctla-4" not in found


def test_no_arm_stands_on_both_sides(graph: Graph) -> None:
    column = Column(label="a", subjects=("carbon-ion-irradiation",), versus=("ionising-radiation",))
    here, there = arms_of(graph, column)
    assert not here & there
    assert "photon-irradiation" in there


def test_short_forms_stand_in_cells_and_full_ones_in_legend_and_notes(drawn: Drawn) -> None:
    scene = drawn("head-to-head")
    states = {box.id: box.text for box in scene.boxes if box.id.startswith("state-")}
    legend = {box.text for box in scene.boxes if box.role == "legend"}
    cells = {box.id: box.alt for box in scene.boxes if box.role == "cell"}
    assert states["state-treg-abundance-tumour-0"] == "P only"
    assert states["state-abscopal-response-0"] == "open"
    assert states["state-adverse-events-1"] == SHORT["absent"]
    assert cells["cell-treg-abundance-tumour-0"] == STATEMENT["one arm"]
    for said in (OPEN, STATEMENT["absent"], STATEMENT["one arm"]):
        assert said in legend
        assert any(said in line for line in scene.notes)
        assert said in scene.described
    for name, alt in cells.items():
        assert bool(alt) == (name.replace("cell-", "state-", 1) in states)


@pytest.mark.parametrize("words", ["not studied", "never studied", "never compared"])
def test_nothing_uncurated_is_called_unstudied(drawn: Drawn, graph: Graph, words: str) -> None:
    for name in graph.figures:
        scene = drawn(name)
        texts = [box.text + box.alt for box in scene.boxes if box.role != "sentence"]
        assert not [text for text in texts if words in text], name


def test_looked_for_and_not_changed_is_said_in_the_cell(graph: Graph) -> None:
    row = next(
        topic.object for topic, observations in observe(graph).items()
        if topic.exposure == "carbon-ion-irradiation" and not topic.comparator and not topic.given
        and {side.outcome for side in Standing.of(observations).sides} == {("0",)}
        and absence(graph, topic.object, BEAMS).state == "unchanged"
        and not findings(graph, topic.object, BEAMS)
    )  # fmt: skip
    rows = (row, "hmgb1-release")
    figure = Figure(id="a", title="T", message="M", form="gaps", entities=rows, columns=(BEAMS,))
    scene = compose(graph, figure)
    state = next(box for box in scene.boxes if box.id == f"state-{row}-0")
    assert state.text.endswith("unchanged")
    assert any(box.text == "looked for and not changed" for box in scene.boxes)
