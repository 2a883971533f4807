"""Pictograms: one table, alike in every format, inside their box, and nowhere without reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image
from pptx import Presentation

import kg
from kg.figures import Scene, compose
from kg.figures.choice import picture_of
from kg.figures.measure import measure
from kg.figures.pictogram import layers, sheet, steps_of
from kg.figures.pictograms import PICTOGRAMS, TONES
from kg.figures.png import png_bytes
from kg.figures.pptx import Section, pptx_bytes
from kg.figures.shape import Box
from kg.figures.svg import svg_text
from kg.graph import Graph
from kg.model.vocabulary import Pictogram

Drawn = Callable[[str], Scene]
SHOWN = "microenvironment"
DRUGS = Path(__file__).parents[1] / "corpora" / "drugs"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def test_the_table_has_what_a_manifest_may_name() -> None:
    assert set(PICTOGRAMS) == set(get_args(Pictogram))
    assert {tone for parts in PICTOGRAMS.values() for tone, _ in parts} == set(TONES)


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_a_pictogram_fills_its_square_and_does_not_leave_it(name: str) -> None:
    points = [point for _, path in PICTOGRAMS[name] for _, own in steps_of(path) for point in own]
    xs, ys = zip(*points, strict=True)
    assert min(xs) >= 0 and max(xs) <= 64 and min(ys) >= 0 and max(ys) <= 64.5
    assert max(max(xs) - min(xs), max(ys) - min(ys)) >= 50
    weights = {TONES[tone].width for tone, _ in PICTOGRAMS[name]} - {0.0}
    assert weights & {TONES["body"].width, TONES["hose"].width}, "one weight of line"


def test_no_two_look_alike() -> None:
    drawn = {}
    for name in PICTOGRAMS:
        scene = Scene("s", "s", "s", sheet([name]), (), width=96, height=96)
        image = Image.open(BytesIO(png_bytes(scene, 96))).convert("L")
        drawn[name] = image.tobytes()
        assert sum(value < 250 for value in drawn[name]) > 400, "nothing is seen"
    for one in drawn:
        for other in drawn:
            if one < other:
                pairs = zip(drawn[one], drawn[other], strict=True)
                assert sum(abs(a - b) > 60 for a, b in pairs) > 120, (one, other)


def test_they_are_the_same_in_svg_and_slide(drawn: Drawn) -> None:
    scene = drawn(SHOWN)
    icons = [box for box in scene.boxes if box.picture]
    assert len(icons) == 12
    made = Presentation(BytesIO(pptx_bytes([Section("s", (scene,))], "T")))
    tree = made.slides[0].shapes._spTree
    svg = svg_text(scene)
    names = [one.get("id") for one in tree.iter() if one.tag.endswith("}cNvPr")]
    assert len(names) == len(set(names))
    for icon in icons:
        [group] = [one for one in tree.iter("{*}grpSp")
                   if one.find("{*}nvGrpSpPr/{*}cNvPr").get("name") == icon.id]  # fmt: skip
        freeforms = list(group.iter(f"{A}custGeom"))
        whole = re.search(rf'<g id="{icon.id}">(.*?)</g>', svg, re.DOTALL)
        assert whole
        paths = re.findall(r'<path d="([^"]+)"', whole[1])
        assert len(freeforms) == len(paths) == len(PICTOGRAMS[icon.picture])
        for freeform, path, layer in zip(freeforms, paths, layers(icon), strict=True):
            shape = freeform.getparent()
            off = shape.find(f"{A}xfrm/{A}off")
            left, top = (int(off.get(name)) / 12_700 for name in "xy")
            slide = [(left + int(at.get("x")) / 12_700, top + int(at.get("y")) / 12_700)
                     for at in freeform.iter(f"{A}pt")]  # fmt: skip
            page = [tuple(map(float, one.split(","))) for one in re.findall(r"[\d.]+,[\d.]+", path)]
            for (x, y), (u, v) in zip(slide, page, strict=True):
                assert abs(x - u) < 0.02 and abs(y - v) < 0.02
            fill = shape.find(f"{A}solidFill/{A}srgbClr")
            assert (fill is None) == (layer.fill is None)
            assert fill is None or f"#{fill.get('val')}" == layer.fill


def test_a_thing_has_its_own_before_that_of_its_kind(graph: Graph) -> None:
    figure = graph.figures[SHOWN]
    for key, picture in {
        "treg-abundance-tumour": "treg", "cd4-t-cell": "t-cell", "carbon-ion-irradiation":
        "beam-track", "anti-pd-1": "antibody", "pd-l1-expression-tumour-cell": "membrane-receptor",
        "hmgb1-release": "", "dna-double-strand-breaks": "broken-strand",
    }.items():  # fmt: skip
        assert picture_of(graph, figure, key) == picture, key
        assert picture_of(graph, figure.model_copy(update={"icons": "none"}), key) == ""


def test_icons_none_leaves_none_and_a_corpus_that_names_none_has_none(graph: Graph) -> None:
    figure = graph.figures[SHOWN].model_copy(update={"icons": "none"})
    assert not any(box.picture for box in compose(graph, figure).boxes)
    drugs = kg.load(DRUGS)
    made = [compose(drugs, one) for one in drugs.figures.values()]
    assert made and not any(box.picture for scene in made for box in scene.boxes)


def test_they_stand_in_their_box_beside_the_label(drawn: Drawn) -> None:
    scene = drawn(SHOWN)
    boxes = {box.id: box for box in scene.boxes}
    assert not scene.measured.illegible
    for icon in (box for box in scene.boxes if box.picture):
        own = boxes[icon.owner or ""]
        assert own.rect.holds(icon.rect)
        assert all(icon.rect.right < text.left for text in own.text_rects())


def test_one_that_meets_a_text_or_leaves_its_box_is_named(drawn: Drawn) -> None:
    scene = drawn(SHOWN)
    icon = next(box for box in scene.boxes if box.picture)
    for dx, told in ((25.0, f" on {icon.owner}"), (-90.0, "leaves its shape")):
        moved = replace(icon, x=icon.x + dx)
        items = [moved if item is icon else item for item in scene.items]
        assert any(icon.id in fault and told in fault for fault in measure(items).illegible), told


def test_where_they_have_no_room_the_picture_is_legible_without_them(drawn: Drawn) -> None:
    scene = drawn("cgas-sting")
    assert not scene.measured.illegible
    assert all(isinstance(box, Box) and box.owner is None for box in scene.boxes if box.picture)
