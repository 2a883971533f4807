"""Numbers as figures: legible, to scale, drawn where they are printed and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation

from kg.cli import main
from kg.errors import RequestError
from kg.figures import compose, recipes
from kg.figures.scene import Scene
from kg.figures.shape import Box
from kg.graph import Graph
from kg.numbers import numbers, over

ASKED = [
    ("rbe", None), ("oer", None), ("ecto-calreticulin", None), ("ecto-calreticulin", "dose"),
    ("abscopal response", None), ("PD-L1", "dose"), ("overall survival", "dose"),
    ("rbe", "let"), ("ecto-calreticulin", "time"),
]  # fmt: skip


def draw(graph: Graph, words: str, axis: str | None = None) -> Scene:
    [figure] = recipes(graph, numbers=words, over=axis)
    return compose(graph, figure)


def marks(scene: Scene) -> list[Box]:
    return [box for box in scene.boxes if box.role == "marker"]


@pytest.mark.parametrize(("words", "axis"), ASKED)
def test_it_is_legible(graph: Graph, words: str, axis: str | None) -> None:
    scene = draw(graph, words, axis)
    assert scene.measured.illegible == ()
    assert scene.measured.smallest >= 12
    footer = next(box for box in scene.boxes if box.role == "footer")
    assert all(f"{one.number} {one.short}" in footer.text for one in scene.sources)


def test_a_value_stands_where_the_axis_has_it(graph: Graph) -> None:
    scene = draw(graph, "rbe")
    grid = {box.id: box.x for box in scene.boxes if box.id.startswith("grid-0-")}
    [three] = [box for box in marks(scene) if box.alt.endswith(": RBE 3")]
    assert three.x == pytest.approx(grid["grid-0-3"], abs=1)
    [wide] = [box for box in marks(scene) if box.alt.endswith(": RBE 1.87-3.44")]
    assert grid["grid-0-2"] > wide.rect.left > grid["grid-0-1"]
    assert grid["grid-0-3"] < wide.rect.right < grid["grid-0-4"]


def test_a_bar_is_drawn_for_printed_bounds_alone(graph: Graph) -> None:
    scene = draw(graph, "rbe")
    dots = [box for box in marks(scene) if box.shape != "pill"]
    assert len(dots) >= 4
    assert all(box.width == box.height for box in dots)
    assert not [box for box in scene.boxes if box.id.startswith("ci-")]


def test_arms_have_their_own_colours_side_by_side(graph: Graph) -> None:
    bars = marks(draw(graph, "ecto-calreticulin"))
    assert len({box.fill for box in bars}) == 3
    assert len({(box.rect.left, box.rect.right) for box in bars}) == 1


def test_doses_are_to_scale_and_silence_is_at_the_margin(graph: Graph) -> None:
    scene = draw(graph, "ecto-calreticulin", "dose")
    ticks = {box.text: box.x for box in scene.boxes if box.id.startswith("tick-0-")}
    share = (ticks["4"] - ticks["2"]) / (ticks["10"] - ticks["2"])
    assert share == pytest.approx(0.25, abs=0.02)
    assert "not to scale" not in " ".join(box.text for box in scene.boxes)
    margins = [box for box in scene.boxes if box.id.startswith("margin-")]
    silent = [box for box in marks(scene) if any(one.rect.holds(box.rect) for one in margins)]
    assert {box.alt for box in silent}
    assert ticks["not"] > ticks["10"]


def test_lack_of_oxygen_is_told_apart(graph: Graph) -> None:
    dashed = [box for box in marks(draw(graph, "ecto-calreticulin", "dose")) if box.dashed]
    assert len(dashed) == 3


def test_it_is_made_of_native_shapes(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, [
        "figure", "--numbers", "rbe", "--format", "pptx", "--format", "svg", "--out", str(tmp_path),
    ])  # fmt: skip
    assert done.exit_code == 0, done.stderr
    [slide] = Presentation(tmp_path / "numbers-rbe.pptx").slides
    assert not [shape for shape in slide.shapes if shape.shape_type == 13], "no picture"
    assert len(slide.shapes) > 40
    assert "RBE 1.87-3.44" in (tmp_path / "numbers-rbe.svg").read_text(encoding="utf-8")


def test_what_cannot_be_drawn_is_one_clear_error(graph: Graph) -> None:
    objects = sorted({edge.object for edge in graph.comparisons})
    asked = {key: numbers(graph, key) for key in objects}
    wordy = next(key for key, found in asked.items() if not found.printed)
    with pytest.raises(RequestError, match="no number of it is printed"):
        draw(graph, wordy)
    silent = next(key for key, found in asked.items() if len(over(graph, found, "let").slots) == 1)
    with pytest.raises(RequestError, match="no axis 'depth'"):
        draw(graph, "rbe", "depth")
    with pytest.raises(RequestError, match="no record tells a let"):
        draw(graph, silent, "let")
    with pytest.raises(RequestError, match="--over without --numbers"):
        recipes(graph, over="dose")


def test_the_headline_of_the_recipe_is_what_is_drawn(graph: Graph) -> None:
    headline = graph.figures["rbe-numbers"].message
    first = next(group for group in numbers(graph, "rbe").groups if group.span)
    assert tuple(map(float, re.findall(r"\d+(?:\.\d+)?", headline))) == first.span
