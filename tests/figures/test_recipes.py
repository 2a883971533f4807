"""Shipped recipes are legible; bad ones get one clear error each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.curation import read
from kg.errors import CurationError, RequestError
from kg.figures import check_figures, compose, recipes
from kg.figures.arm import arm
from kg.figures.mark import SILENT
from kg.figures.scene import Scene
from kg.figures.selection import select
from kg.graph import Graph
from kg.model import Figure
from kg.model.figure import Zone

Drawn = Callable[[str], Scene]

FINE = """figures:
- id: one
  title: "A title"
  message: "A message"
  entities: [carbon-ion-irradiation, hmgb1-release, ecto-calreticulin]
  exposures: [carbon-ion-irradiation, photon-irradiation]
"""


def test_at_least_eight_figures_are_shipped_and_every_form_is_among_them(graph: Graph) -> None:
    assert len(graph.figures) >= 8
    forms = {figure.form for figure in graph.figures.values()}
    assert forms == {"mechanism", "outcomes", "evidence", "gaps", "numbers"}
    assert any(len(figure.panels) == 2 for figure in graph.figures.values())


def test_a_shipped_figure_is_legible(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    assert scene.measured.faults == ()
    assert scene.measured.smallest >= 12
    assert scene.measured.crossings <= 5
    assert (scene.width, scene.height) == (960, 540)
    for item in scene.boxes:
        assert item.rect.left >= -1, item.id
        assert item.rect.right <= 961, item.id
        assert item.rect.bottom <= 541, item.id


def test_every_line_and_mark_cites_a_study_of_the_footer(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    footer = next(box for box in scene.boxes if box.role == "footer")
    for source in scene.sources:
        assert f"{source.number} {source.short}" in footer.text
        assert source.full in " ".join(scene.notes)
    cited = {box.id for box in scene.boxes if box.role == "label"}
    for wire in scene.wires:
        if "link-" in wire.id:
            assert wire.id.replace("link-", "cited-") in cited


def test_the_brake_is_drawn_as_the_message_says(drawn: Drawn) -> None:
    wires = {wire.id: wire for wire in drawn("cgas-sting").wires}
    brake = wires["link-trex1-expression-cytosolic-dsdna"]
    assert brake.end == "bar"
    raised = wires["link-carbon-ion-irradiation-trex1-expression"]
    assert (raised.end, raised.colour) == ("arrow", "#B34700")


def test_an_antibody_is_drawn_to_what_it_blocks(drawn: Drawn) -> None:
    wires = {wire.id: wire for wire in drawn("checkpoints").wires}
    assert wires["link-anti-pd-1-pd-1-activity-t-cell"].end == "bar"
    texts = {box.id: box.text for box in drawn("checkpoints").boxes}
    assert texts["cited-anti-pd-1-pd-1-activity-t-cell"] == "inhibits"


def test_basis_oxygen_and_dose_stand_on_the_badges(drawn: Drawn) -> None:
    badges = [box.text for box in drawn("immunogenic-cell-death").boxes if box.role == "badge"]
    hmgb1 = [box.text for box in drawn("immunogenic-cell-death").boxes
             if box.owner == "node-hmgb1-release"]  # fmt: skip
    assert any(text.startswith("● C > P") for text in hmgb1)
    assert any(text.startswith("■ C = P") for text in hmgb1)
    assert any(text.startswith("● C < P 10 Gy") for text in badges)
    assert any("normoxia" in text for text in badges)


def test_the_legend_holds_what_is_used_and_nothing_else(drawn: Drawn) -> None:
    scene = drawn("microenvironment")
    legend = {box.text for box in scene.boxes if box.role == "legend"}
    assert {"raises", "lowers", "carbon ions", "photons"} <= legend
    assert "own effect not in this corpus" in legend
    marked = any(box.id.endswith("-conflict") for box in scene.boxes)
    assert ("sources disagree" in legend) == marked
    assert "uncertain" not in legend
    assert "binds" not in legend


def test_both_panels_have_the_same_places(drawn: Drawn) -> None:
    boxes = {box.id: box for box in drawn("microenvironment").boxes}
    twins = [
        name for name in boxes if name.startswith("panel-0-node-") and boxes[name].role == "node"
    ]
    twins = [name for name in twins if "irradiation" not in name]
    shifts = []
    for name in twins:
        there = boxes[name.replace("panel-0", "panel-1")]
        assert there.y == boxes[name].y
        shifts.append(there.x - boxes[name].x)
    assert len(twins) >= 6
    assert max(shifts) - min(shifts) < 0.2  # coordinates have one decimal


def test_disagreement_is_marked_and_both_sides_are_cited(graph: Graph) -> None:
    figure = Figure(
        id="x", title="T", message="M",
        entities=("carbon-ion-irradiation", "nk-cell-abundance-blood"),
    )  # fmt: skip
    scene = compose(graph, figure)
    mark = next(box for box in scene.boxes if box.id.endswith("-conflict"))
    assert mark.text == "≠"
    cited = next(box for box in scene.boxes if box.id.startswith("cited-"))
    assert " / " in cited.text


def test_width_grows_with_the_number_of_independent_studies(drawn: Drawn) -> None:
    wires = {wire.id: wire.width for wire in drawn("checkpoints").wires}
    assert wires["link-carbon-ion-irradiation-pd-l1-expression-tumour-cell"] > 4
    wires = {wire.id: wire.width for wire in drawn("hypoxia").wires}
    assert wires["link-tumour-hypoxia-hif-1alpha-expression"] == 2.75
    assert wires["link-hif-1alpha-expression-angiogenesis"] == 2


def test_a_pin_holds(graph: Graph) -> None:
    figure = graph.figures["hypoxia"].model_dump(by_alias=True)
    pinned = Figure.model_validate({**figure, "pins": {"angiogenesis": {"x": 590.0, "y": 330.0}}})
    box = next(b for b in compose(graph, pinned).boxes if b.id == "node-angiogenesis")
    assert (box.x, box.y) == (590, 330)


def test_the_same_recipe_gives_the_same_scene(graph: Graph, drawn: Drawn) -> None:
    assert compose(graph, graph.figures["hypoxia"]) == drawn("hypoxia")


# -- errors ---------------------------------------------------------------------------------------


def problem(small: Path, text: str) -> str:
    """Give the one line of the one error of a recipe file, found by reading or by drawing."""
    (small / "figures" / "a.yaml").write_text(text, encoding="utf-8")
    try:
        found = check_figures(kg.load(small))
    except CurationError as error:
        found = error.problems
    assert len(found) == 1, "\n".join(map(str, found))
    return str(found[0])


def test_a_good_recipe_has_no_error(small: Path) -> None:
    (small / "figures" / "a.yaml").write_text(FINE, encoding="utf-8")
    assert check_figures(kg.load(small)) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("hmgb1-release", "hmgb1-releas",
         "small/figures/a.yaml:5: figures.0.entities.1: no entity 'hmgb1-releas': did you mean"),
        ("entities: [carbon-ion-irradiation, hmgb1-release, ecto-calreticulin]",
         "chain: {start: hmgb1-release, end: carbon-ion-irradiation}",
         "small/figures/a.yaml:5: one.chain: nothing seen and no signed path from 'hmgb1-release'"),
        ("entities: [carbon-ion-irradiation, hmgb1-release, ecto-calreticulin]",
         "chain: {start: carbon-ion-irradiation, end: hmgb1-release, where: [weather=fine]}",
         "small/figures/a.yaml:5: one.chain: no facet 'weather'"),
        ("entities: [carbon-ion-irradiation, hmgb1-release, ecto-calreticulin]",
         "chain: {start: carbon-ion-irradiation, end: hmgb1-release, avoid: [dna-breaks]}",
         "small/figures/a.yaml:5: figures.0.chain.avoid.0: no entity 'dna-breaks'"),
        ("entities: [carbon-ion-irradiation, hmgb1-release, ecto-calreticulin]",
         "entities: [hmgb1, t-cell]", "small/figures/a.yaml:5: one.entities: no evidence links"),
        ('"A message"', '"A message in \u4e2d"',
         "small/figures/a.yaml:4: one.message: the font has no '\u4e2d' (U+4E2D): write it"),
        ("  exposures:", "  exposure:", "unknown field 'exposure': did you mean 'exposures'?"),
        ("  exposures:", "  query: trials\n  exposures:",
         "figures.0.query: made of entities and query: give one of entities, chain, query"),
        ("  exposures:", "  form: gaps\n  exposures:", "a matrix has columns, a mechanism none"),
        ("  exposures:", "  without: [a.increases.b]\n  exposures:", "no claim 'a.increases.b'"),
        ("  exposures:", "  pins: {hmgb1-release: {x: 9999, y: 1}}\n  exposures:",
         "pins.hmgb1-release.x: Input should be less than or equal to 960"),
    ],
)  # fmt: skip
def test_a_bad_recipe_gets_one_error(small: Path, old: str, new: str, expected: str) -> None:
    assert FINE.count(old) == 1
    assert expected in problem(small, FINE.replace(old, new))


def test_too_many_nodes_of_a_recipe_are_refused_with_advice(graph: Graph) -> None:
    many = tuple(key for key, entity in graph.entities.items() if entity.kind == "measure")[:16]
    zone = Zone(id="all", label="All", holds=many)
    figure = Figure(
        id="many", title="T", message="M", entities=many, compartments=(zone,),
        exposures=("carbon-ion-irradiation",),
    )  # fmt: skip
    with pytest.raises(RequestError, match=r"16 entities on one slide: split it.*--force"):
        compose(graph, figure)


def test_of_too_many_nodes_that_are_asked_for_the_best_part_is_drawn(graph: Graph) -> None:
    hub = "carbon-ion-irradiation"
    near = dict.fromkeys(one.object for one in graph.effects if one.subject == hub)
    figure = Figure(id="many", title="T", message="M", entities=(hub, *near)[:24])
    scene = compose(graph, figure)
    assert 4 <= scene.nodes <= 15
    assert scene.measured.illegible == ()
    assert f"Shown are {scene.nodes} of 24, " in scene.sentence
    assert scene.sentence in scene.described
    assert "node-carbon-ion-irradiation" in {box.id for box in scene.boxes}


def test_names_on_the_command_line_are_found_or_explained(graph: Graph) -> None:
    assert recipes(graph, ["hypoxia"])[0].id == "hypoxia"
    with pytest.raises(RequestError, match="no figure 'hypoxi': did you mean hypoxia"):
        recipes(graph, ["hypoxi"])
    with pytest.raises(RequestError, match="--entity and --chain at once"):
        recipes(graph, entities=["TREX1"], chain=("a", "b"))
    with pytest.raises(RequestError, match="--evidence without --entity"):
        recipes(graph, evidence=True)


def test_a_query_gives_its_entities(graph: Graph) -> None:
    figure = Figure(id="q", title="T", message="M", query="anything")
    found = ["trex1-expression", "type-i-ifn-response", "not-an-entity"]
    scene = compose(graph, figure, ask=lambda text: found)
    assert {box.id for box in scene.boxes if box.role == "node"} == {
        "node-trex1-expression", "node-type-i-ifn-response",
    }  # fmt: skip
    with pytest.raises(RequestError, match="the query finds no entity"):
        compose(graph, figure, ask=lambda text: [])


def test_a_recipe_file_is_read_beside_the_corpus(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(FINE, encoding="utf-8")
    graph = kg.load(small, file)
    assert [figure.id for figure in recipes(graph, [str(file)])] == ["one"]
    assert read(small, file).figure_lines["one"]["message"] == (str(file), 4)


def test_an_arm_of_which_nothing_is_known_is_dashed_beside_the_other(
    name: str, drawn: Drawn, graph: Graph
) -> None:
    """At each thing with a line or badge of one arm: the other's too, a comparison, or a dash."""
    figure = graph.figures[name]
    if figure.form != "mechanism" or figure.panels:
        return
    arms = {key: mark for key in figure.exposures if (mark := arm(graph, key))}
    selection = select(graph, figure)
    boxes = drawn(name).boxes
    known = {(effect.subject, effect.object) for effect in graph.effects}
    for entity in selection.entities:
        told = {link.subject for link in (*selection.links, *selection.folded)
                if link.object == entity and not link.word}  # fmt: skip
        compared = any(one.object == entity for one in selection.compared)
        dashed = {box.text: box for box in boxes
                  if box.owner == f"node-{entity}" and box.dashed}  # fmt: skip
        for key, mark in arms.items():
            missing = bool(told & arms.keys()) and key not in told and not compared
            assert (f"{mark.letter} ?" in dashed) == missing, (entity, key)
            assert not missing or (key, entity) not in known, "left out for one arm alone"
        assert all(SILENT in box.alt for box in dashed.values())
    used = {box.text for box in boxes if box.role == "badge" and box.dashed}
    assert (SILENT in {box.text for box in boxes if box.role == "legend"}) == bool(used)


def test_the_legend_explains_every_level_and_shape(name: str, drawn: Drawn) -> None:
    boxes = drawn(name).boxes
    legend = [box for box in boxes if box.role == "legend"]
    signs = {sign for box in boxes if box.role == "badge"
             for sign in re.findall(r"[A-Z] [<>=\u2264\u2265] [A-Z]", box.text)}  # fmt: skip
    assert signs <= {box.text for box in legend}
    shapes = {box.shape for box in boxes if box.role == "node"}
    assert shapes <= {box.shape for box in legend}
