"""Nothing illegible is written: it is laid out again, answered in part, or refused with advice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import dist
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import RequestError
from kg.figures import compose, recipes, write_figure
from kg.figures.caption import Ground, caption_places
from kg.figures.measure import MOST_CROSSINGS, Measured, alongside, measure
from kg.figures.scene import Scene
from kg.figures.selection import select
from kg.figures.shape import PAGE_HEIGHT, PAGE_WIDTH, Box, Rect, Run, Wire
from kg.figures.spread import spread
from kg.figures.way import Ends, Way
from kg.graph import Graph

Drawn = Callable[[str], Scene]
SAMPLE = (0, 5, 8, 9, 14, 19, 23, 34)
"""Seeds of neighbourhoods of every size, the crowded ones among them."""


def node(name: str, x: float, y: float) -> Box:
    return Box(name, "node", x, y, 80, 30, "round", fill="#FFFFFF", lines=((Run(name),),))


def line(name: str, *points: tuple[float, float], end: str = "arrow") -> Wire:
    return Wire(name, "a", 3, "b", 1, points, end, "#000000", 2.0, 5)


def test_every_shipped_figure_is_legible(name: str, drawn: Drawn) -> None:
    assert drawn(name).measured.illegible == ()


@pytest.mark.parametrize("seed", SAMPLE)
def test_a_neighbourhood_is_drawn_so_that_it_can_be_read(
    seed: int, graph: Graph, neighbourhood: Callable[[Graph, int], tuple[str, ...]]
) -> None:
    asked = neighbourhood(graph, seed)
    recipe = recipes(graph, entities=asked)[0]
    scene = compose(graph, recipe)
    assert scene.measured.illegible == ()
    assert scene.nodes >= 4
    joined = len(asked) - len(select(graph, recipe).alone)  # what is alone is named apart
    left = joined - scene.nodes
    assert (f"Shown are {scene.nodes} of {joined}" in scene.sentence) == bool(left)


def test_what_leaves_the_page_is_found() -> None:
    found = measure([node("a", 950, 200), node("b", 100, PAGE_HEIGHT - 5), node("c", 100, 100)])
    assert [fault for fault in found.faults if "leaves the page" in fault] == [
        "a leaves the page", "b leaves the page",
    ]  # fmt: skip
    assert found.outside == 2
    out = measure([line("x", (100, 100), (PAGE_WIDTH + 1, 100))])
    assert out.illegible == ("line x leaves the page",)


def test_two_lines_that_look_like_one_are_found() -> None:
    one, other = line("x", (0, 100), (300, 100)), line("y", (0, 100), (300, 103))
    apart = line("z", (0, 100), (300, 160))
    assert alongside(one, other) == pytest.approx(250, abs=16)
    assert measure([one, other]).along == 1
    assert measure([one, apart]).illegible == ()


def test_ends_in_one_place_are_found_and_spread() -> None:
    boxes = {"a": node("a", 100, 100), "b": node("b", 100, 200), "t": node("t", 400, 150)}
    ends = [Ends("a", "t", "arrow"), Ends("b", "t", "arrow")]
    ways = [Way(3, 1, ((140, 100), (360, 150))), Way(3, 1, ((140, 200), (360, 150)))]
    wires = [line("x", *ways[0].points), line("y", *ways[1].points)]
    assert measure(wires).tips == 1
    apart = spread(ends, ways, {key: [box] * 4 for key, box in boxes.items()}, {})
    (_, one), (_, other) = (way.points for way in apart)
    assert other[1] - one[1] >= 8  # the upper line ends above the lower
    assert measure([line("x", *apart[0].points), line("y", *apart[1].points)]).tips == 0


def test_a_mark_that_is_moved_to_another_line_is_found(name: str, drawn: Drawn) -> None:
    """Each mark of each figure, set beside the line that is nearest to its own."""
    scene = drawn(name)
    marks = {box.owner: box for box in scene.boxes if box.role == "label" and box.owner}
    middles = {}
    for wire in (wire for wire in scene.wires if wire.id in marks):
        (x, y), (u, v) = max(pairwise(wire.points), key=lambda part: dist(*part))
        middles[wire.id] = (x + u) / 2, (y + v) / 2
    assert scene.measured.astray == 0
    for own, mark in marks.items():
        others = [middle for key, middle in middles.items() if key != own]
        x, y = min(others, key=lambda middle: dist(middle, middles[str(own)]))
        moved = replace(mark, x=x, y=y - mark.height / 2 - 5)
        spoilt = [moved if item is mark else item for item in scene.items]
        found = [
            fault for fault in measure(spoilt).illegible if fault.endswith(f"line as to {own}")
        ]
        assert len(found) == 1, own


def test_a_mark_between_two_lines_belongs_to_neither() -> None:
    lines = [line("x", (0, 100), (300, 100)), line("y", (0, 130), (300, 130))]
    for y, own, lost in ((115, "x", 1), (115, "y", 1), (109, "x", 0), (109, "y", 1)):
        mark = Box("m", "label", 150, y, 60, 12, "none", lines=((Run("1 r"),),), owner=own)
        assert measure([*lines, mark]).astray == lost, (y, own)


def test_a_mark_that_has_no_place_beside_its_line_stands_on_it() -> None:
    """Between lines that are 26 points apart nothing is clearly nearer to the middle one."""
    ways = [Way(3, 1, ((0, y), (300, y))) for y in (100, 126, 152)]
    page = Rect(0, 0, PAGE_WIDTH, PAGE_HEIGHT)
    spots = caption_places([(60.0, 15.0)] * 3, ways, Ground(page, (), ()))
    assert [spot and spot.over for spot in spots] == [False, True, False]
    assert spots[1]
    assert spots[1].centre == pytest.approx((150, 126))
    wires = [line(key, *way.points) for key, way in zip("xyz", ways, strict=True)]
    plate = Box("m", "label", *spots[1].centre, 60, 14, "round", fill="#FFFFFF",
                lines=((Run("1 r"),),), owner="y")  # fmt: skip
    assert measure([*wires, plate]).illegible == ()
    assert measure([*wires, replace(plate, owner="x")]).overlaps == 1
    assert measure([*wires, replace(plate, fill=None)]).overlaps == 1


def test_a_bar_on_a_badge_is_found() -> None:
    badge = Box("badge", "badge", 100, 130, 60, 17, "round", stroke="#000000", owner="a")
    bar = Box("bar", "bar", 100, 124, 15, 3, "rect", fill="#000000", owner="a")
    assert "bar on badge" in measure([node("a", 100, 100), badge, bar]).faults


def test_too_many_crossings_and_small_letters_forbid_a_picture() -> None:
    assert Measured(12, 0, 0, MOST_CROSSINGS, ()).illegible == ()
    assert Measured(12, 0, 0, MOST_CROSSINGS + 1, ()).illegible == ("6 crossings",)
    assert Measured(11.5, 0, 0, 0, ()).illegible == ("letters of 11.5 points",)


@pytest.mark.parametrize("form", ["svg", "pptx", "dot"])
def test_an_illegible_picture_is_not_written(form: str, drawn: Drawn, tmp_path: Path) -> None:
    scene = drawn("hypoxia")
    moved = [
        replace(item, x=item.x - 900) if item.id == "node-angiogenesis" else item
        for item in scene.items
    ]  # fmt: skip
    with pytest.raises(RequestError, match=r"figure 'hypoxia': not legible: .*: name fewer"):
        write_figure(replace(scene, items=tuple(moved)), tmp_path / "out", [form])
    assert not (tmp_path / "out").exists()


def test_a_pin_that_hides_a_node_is_one_error_and_status_two(tmp_path: Path) -> None:
    recipe = tmp_path / "mine.yaml"
    pin = "{x: 480, y: 300}"
    recipe.write_text(
        "figures:\n- id: mine\n  title: A\n  message: B\n"
        "  entities: [carbon-ion-irradiation, hmgb1-release, ecto-calreticulin]\n"
        f"  pins: {{hmgb1-release: {pin}, ecto-calreticulin: {pin}}}\n"
    )
    done = CliRunner().invoke(main, ["figure", str(recipe), "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "not legible" in done.stderr
    assert "name fewer entities" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_lines_bend_where_every_program_bends_them(name: str, drawn: Drawn) -> None:
    for wire in (wire for wire in drawn(name).wires if len(wire.points) > 2):
        (x, y), bend, _, (u, v) = wire.points
        half = (x + u) / 2 if bend[0] != x else (y + v) / 2
        assert (bend[0] if bend[0] != x else bend[1]) == pytest.approx(half, abs=3)  # a bar's gap


def test_an_end_beside_the_middle_of_a_side_is_glued_there(name: str, drawn: Drawn) -> None:
    boxes = {box.id: box for box in drawn(name).boxes}
    docks = [box for box in boxes.values() if box.role == "dock"]
    for dock in docks:
        assert dock.fill is dock.stroke is None
        assert dock.owner in boxes
        node_box = boxes[str(dock.owner)].rect.grown(2)
        assert node_box.holds(Rect(dock.x, dock.y, dock.x, dock.y))
    ends = {end for wire in drawn(name).wires for end in (wire.source, wire.target)}
    assert {dock.id for dock in docks} <= ends
