"""Shipped recipes are legible; bad ones get one clear error each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.curation import read
from kg.errors import CurationError, RequestError
from kg.figures import check_figures, compose, recipes
from kg.figures.scene import Scene
from kg.graph import Graph
from kg.model import Figure

Drawn = Callable[[str], Scene]
SHIPPED = sorted(kg.load().figures)

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
    assert forms == {"mechanism", "outcomes", "evidence", "gaps"}
    assert any(len(figure.panels) == 2 for figure in graph.figures.values())


@pytest.mark.parametrize("name", SHIPPED)
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


@pytest.mark.parametrize("name", SHIPPED)
def test_every_line_and_mark_cites_a_study_of_the_footer(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    footer = next(box for box in scene.boxes if box.role == "footer")
    for source in scene.sources:
        assert f"{source.number} {source.short}" in footer.text
        assert source.full in " ".join(scene.notes)
    cited = {box.id for box in scene.boxes if box.role == "label"}
    for wire in scene.wires:
        if "link-" in wire.id:
            assert wire.id.replace("link-", "cited-").split("-given-")[0] in cited


def test_the_brake_is_drawn_as_the_message_says(drawn: Drawn) -> None:
    wires = {wire.id: wire for wire in drawn("cgas-sting").wires}
    brake = wires["link-trex1-expression-cytosolic-dsdna"]
    assert brake.end == "bar"
    raised = wires["link-carbon-ion-irradiation-trex1-expression"]
    assert (raised.end, raised.colour) == ("arrow", "#B34700")


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
    assert {"stimulates", "inhibits", "carbon ions", "photons", "not reported"} <= legend
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
    wires = {wire.id: wire.width for wire in drawn("hypoxia").wires}
    assert wires["link-carbon-ion-irradiation-pd-l1-expression-tumour-cell"] > 4
    assert wires["link-tumour-hypoxia-hif-1alpha-expression"] == 2


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
         "small/figures/a.yaml:5: one.chain: no signed path from 'hmgb1-release' to "),
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


def test_too_many_nodes_are_refused_with_advice_and_forced_on_demand(graph: Graph) -> None:
    many = tuple(key for key, entity in graph.entities.items() if entity.kind == "measure")[:16]
    figure = Figure(
        id="many", title="T", message="M", entities=many, exposures=("carbon-ion-irradiation",)
    )
    with pytest.raises(RequestError, match=r"16 entities on one slide: split it.*--force"):
        compose(graph, figure)
    assert compose(graph, figure, force=True).nodes == 16


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


def test_a_paper_that_does_not_bear_it_out_is_cited_against() -> None:
    """TREX1 after carbon cites two papers; the abstract of one has no ions in it."""
    import kg
    from kg.figures.selection import links_among

    graph = kg.load()
    (link,) = links_among(graph, ["carbon-ion-irradiation", "trex1-expression"])
    assert "vanpouillebox2017" in link.against
    assert link.references == {"liu2024"}
    assert link.votes == 1
