"""PPTX is read back with python-pptx: what is glued, what belongs together, what is said."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Pt

from kg.figures.deck import deck_bytes
from kg.figures.ooxml import joined
from kg.figures.pptx import Section, pptx_bytes
from kg.figures.scene import Scene
from kg.figures.shape import Box, Run
from kg.graph import Graph

Drawn = Callable[[str], Scene]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
POINT = 12_700


def slides(scene: Scene, steps: bool = False) -> Any:
    return Presentation(BytesIO(pptx_bytes([Section("A", (scene,))], "T", steps))).slides


def shapes(slide: Any) -> dict[int, Any]:
    """Give every shape of a slide by its id, those in groups too."""
    return {int(part.get("id")): part.getparent().getparent() for part in slide._element.iter()
            if part.tag == f"{P}cNvPr"}  # fmt: skip


def frame(shape: Any) -> tuple[float, float, float, float, float]:
    """Give centre, size and turn of a shape, in points and degrees."""
    place = next(shape.iter(f"{A}xfrm"))
    off, ext = place.find(f"{A}off"), place.find(f"{A}ext")
    x, y = int(off.get("x")), int(off.get("y"))
    wide, high = int(ext.get("cx")), int(ext.get("cy"))
    turn = int(place.get("rot", "0")) / 60_000
    return (x + wide / 2) / POINT, (y + high / 2) / POINT, wide / POINT, high / POINT, turn


def site_of(shape: Any, index: int) -> tuple[float, float]:
    """Compute where a connection site lies, from the shape's own frame and geometry."""
    from math import cos, radians, sin

    x, y, wide, high, turn = frame(shape)
    preset = next(shape.iter(f"{A}prstGeom")).get("prst")
    if preset == "ellipse":
        assert index % 2 == 0  # the four sides, of eight sites
        index //= 2
    dx, dy = ((0, -1), (-1, 0), (0, 1), (1, 0))[index]
    a, b, angle = dx * wide / 2, dy * high / 2, radians(turn)
    return x + a * cos(angle) - b * sin(angle), y + a * sin(angle) + b * cos(angle)


def ends(connector: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    """Compute where a connector's stored geometry begins and ends."""
    x, y, wide, high, turn = frame(connector)
    place = next(connector.iter(f"{A}xfrm"))
    sx = -1 if place.get("flipH") == "1" else 1
    sy = -1 if place.get("flipV") == "1" else 1
    start = (-sx * wide / 2, -sy * high / 2)
    found = []
    for dx, dy in (start, (-start[0], -start[1])):
        if turn == 90:
            dx, dy = -dy, dx
        elif turn == 270:
            dx, dy = dy, -dx
        found.append((x + dx, y + dy))
    return found[0], found[1]


def test_connectors_are_glued_and_their_geometry_ends_where_the_glue_is(
    name: str, drawn: Drawn
) -> None:
    scene = drawn(name)
    (slide,) = slides(scene)
    known = shapes(slide)
    glued = 0
    for connector in slide._element.iter(f"{P}cxnSp"):
        start, end = (next(connector.iter(f"{A}{tag}"), None) for tag in ("stCxn", "endCxn"))
        if start is None:
            assert "legend" in next(connector.iter(f"{P}cNvPr")).get("name")
            continue
        for glue, place in zip((start, end), ends(connector), strict=True):
            where = site_of(known[int(glue.get("id"))], int(glue.get("idx")))
            assert place == pytest.approx(where, abs=0.2)
        glued += 1
    assert glued == sum("link-" in wire.id for wire in scene.wires)


@pytest.mark.parametrize("name", ["cgas-sting", "checkpoints", "microenvironment"])
def test_a_bar_belongs_to_its_target_so_that_it_stays_when_the_target_moves(
    name: str, drawn: Drawn
) -> None:
    scene = drawn(name)
    (slide,) = slides(scene)
    known = shapes(slide)
    bars = [wire for wire in scene.wires if wire.end == "bar" and "link-" in wire.id]
    assert bars
    for wire in bars:
        connector = next(c for c in slide._element.iter(f"{P}cxnSp")
                         if next(c.iter(f"{P}cNvPr")).get("name") == wire.id)  # fmt: skip
        bar = known[int(next(connector.iter(f"{A}endCxn")).get("id"))]
        owner = next(box.owner for box in scene.boxes if box.id == wire.target)
        group = bar.getparent()
        assert group.tag == f"{P}grpSp"
        names = [part.get("name") for part in group.iter(f"{P}cNvPr")]
        assert owner in names
        assert connector.find(f".//{A}tailEnd") is None  # the bar is the end
        inner, outer = (group.find(f".//{A}{tag}") for tag in ("chOff", "off"))
        assert dict(inner.attrib) == dict(outer.attrib)  # the group's space is the slide's


def test_arrows_have_heads_and_uncertain_lines_are_dashed(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    (slide,) = slides(scene)
    looks = {next(c.iter(f"{P}cNvPr")).get("name"): c for c in slide._element.iter(f"{P}cxnSp")}
    for wire in scene.wires:
        head = looks[wire.id].find(f".//{A}tailEnd")
        assert (head is not None and head.get("type") == "triangle") == (wire.end == "arrow")
        dash = looks[wire.id].find(f".//{A}prstDash").get("val")
        assert dash == ("sysDash" if wire.dashed else "solid")
        assert int(looks[wire.id].find(f".//{A}ln").get("w")) == round(wire.width * POINT)


def test_everything_is_text_or_native_shape_with_a_description(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    (slide,) = slides(scene)
    numbers = [part.get("id") for part in slide._element.iter(f"{P}cNvPr")]
    assert len(numbers) == len(set(numbers))
    assert not list(slide._element.iter(f"{P}pic"))
    assert not list(slide._element.iter(f"{P}style"))  # theme shadows
    for part in list(slide._element.iter(f"{P}cNvPr"))[1:]:
        passed_over = next(part.iter("{*}decorative"), None) is not None
        assert bool(part.get("descr")) != passed_over, part.get("name")
    sizes = [int(run.get("sz")) for run in slide._element.iter(f"{A}rPr")]
    assert min(sizes) >= 1200
    words = " ".join(text.text or "" for text in slide._element.iter(f"{A}t"))
    for box in scene.boxes:
        broken = box.shape in {"ellipse", "hexagon"}
        for line in box.lines if broken else [joined(box)]:
            for run in line:
                assert run.text in words
    assert slide.shapes.title.text_frame.text == scene.message
    assert slide.shapes.title.top < Pt(60)


@pytest.mark.parametrize("name", ["cgas-sting", "hypoxia", "head-to-head", "systemic"])
def test_a_text_is_one_paragraph_that_breaks_anew(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    (slide,) = slides(scene)
    known = {next(one.iter(f"{P}cNvPr")).get("name"): one for one in slide._element.iter(f"{P}sp")}
    several = [box for box in scene.boxes if len(box.lines) > 1]
    assert several
    for box in several:
        shape = known[box.id]
        assert len(list(shape.iter(f"{A}p"))) == 1, box.id
        if box.shape in {"none", "round", "rect", "pill"}:
            assert next(shape.iter(f"{A}bodyPr")).get("wrap") == "square", box.id
            assert not list(shape.iter(f"{A}br"))


def test_it_is_read_as_it_is_told(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    (slide,) = slides(scene)
    names = [one.get("name") for one in list(slide._element.iter(f"{P}cNvPr"))[1:]]
    assert names[0] == "title"
    wholes = [one for one in slide._element.iter(f"{P}cNvPr") if one.get("name") == "figure"]
    assert [one.get("descr") for one in wholes] == [scene.described]
    nodes = [box for box in scene.boxes if box.role == "node"]
    told = [names.index(box.id) for box in sorted(nodes, key=lambda box: box.step)]
    assert told == sorted(told)  # from cause to effect
    last = [names.index(box.id) for box in scene.boxes if box.role == "footer"]
    assert all(names.index("figure") < place < min(last) for place in told)


def test_the_size_is_not_said_to_be_another(drawn: Drawn) -> None:
    made = Presentation(BytesIO(pptx_bytes([Section("A", (drawn("hypoxia"),))], "T")))
    size = made.part._element.sldSz
    assert (size.cx / size.cy, size.get("type")) == (pytest.approx(16 / 9), None)


def test_notes_hold_the_evidence_and_the_references_in_full(drawn: Drawn) -> None:
    scene = drawn("cgas-sting")
    (slide,) = slides(scene)
    notes = slide.notes_slide.notes_text_frame.text
    assert scene.message in notes
    assert "TREX1 lowers cytosolic DNA (" in notes
    assert "read in Liu et al. 2025" in notes
    for source in scene.sources:
        assert f"{source.number}. {source.full}" in notes


def test_building_slides_show_one_causal_step_more_each(drawn: Drawn) -> None:
    scene = drawn("cgas-sting")
    grown = slides(scene, steps=True)
    assert len(grown) == scene.steps > 2
    shown = [{part.get("name") for part in slide._element.iter(f"{P}cNvPr")} for slide in grown]
    for fewer, more in pairwise(shown):
        assert fewer < more
    assert "node-carbon-ion-irradiation" in shown[0]
    assert "node-cgas-sting-signalling" not in shown[0]
    (whole,) = slides(scene)
    assert shown[-1] == {part.get("name") for part in whole._element.iter(f"{P}cNvPr")}
    for slide in grown:  # nothing is glued to what is not there yet
        known = shapes(slide)
        for glue in (*slide._element.iter(f"{A}stCxn"), *slide._element.iter(f"{A}endCxn")):
            assert int(glue.get("id")) in known


def test_a_deck_has_title_figures_and_references_in_sections(graph: Graph, drawn: Drawn) -> None:
    scenes = [drawn("hypoxia"), drawn("combinations")]
    made = Presentation(BytesIO(deck_bytes(graph, scenes, "A talk")))
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[0] == "A talk"
    assert titles[1:3] == [scene.message for scene in scenes]
    assert all(title.startswith("References") for title in titles[3:])
    assert len(titles) > 3
    sections = list(made.part._element.iter(f"{P14}section"))
    assert [section.get("name") for section in sections] == [
        "Title", scenes[0].title, scenes[1].title, "References",
    ]  # fmt: skip
    listed = [int(one.get("id")) for one in made.part._element.iter(f"{P14}sldId")]
    assert listed == [slide.slide_id for slide in made.slides]
    words = " ".join(text.text or "" for slide in list(made.slides)[3:]
                     for text in slide._element.iter(f"{A}t"))  # fmt: skip
    for source in (*scenes[0].sources, *scenes[1].sources):
        assert source.link is None or source.link in words


def test_the_same_scene_gives_the_same_bytes(graph: Graph, drawn: Drawn) -> None:
    first, second = (deck_bytes(graph, [drawn("hypoxia")]) for _ in range(2))
    assert first == second


def test_hostile_text_stays_text() -> None:
    evil = '</a:t></a:r><script>alert(1)</script>&"'
    box = Box("a", "label", 100, 100, 50, 20, "none", alt=evil, lines=((Run(evil),),))
    (slide,) = slides(Scene("a", evil, evil, (box,), (), notes=(evil,)))
    assert evil in [text.text for text in slide._element.iter(f"{A}t")]
    assert slide.notes_slide.notes_text_frame.text == evil


# -- the schema -----------------------------------------------------------------------------------


ORDER = {
    "sp": ["nvSpPr", "spPr", "txBody"],
    "cxnSp": ["nvCxnSpPr", "spPr"],
    "grpSp": ["nvGrpSpPr", "grpSpPr", "grpSp", "sp", "cxnSp"],
    "cNvCxnSpPr": ["stCxn", "endCxn"],
    "xfrm": ["off", "ext", "chOff", "chExt"],
    "ln": ["noFill", "solidFill", "prstDash", "round", "headEnd", "tailEnd"],
    "rPr": ["ln", "solidFill", "latin", "ea", "cs", "hlinkClick"],
    "pPr": ["lnSpc", "spcBef"],
    "txBody": ["bodyPr", "lstStyle", "p"],
}
"""Order of children that ECMA-376 part 1 (19.3, 20.1, 21.1) fixes, of the elements we write."""


def parts(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes")) or (
                name == "ppt/presentation.xml"
            ):
                yield name, etree.fromstring(package.read(name))


def test_elements_stand_in_the_order_of_the_specification(name: str, drawn: Drawn) -> None:
    for part, root in parts(pptx_bytes([Section("A", (drawn(name),))], "T")):
        if not part.startswith("ppt/slides/"):
            continue
        for element in root.iter():
            tag = etree.QName(element).localname
            if tag not in ORDER:
                continue
            children = [etree.QName(child).localname for child in element]
            if tag == "grpSp":  # shapes may stand in any order
                assert children[:2] == ORDER[tag][:2]
                continue
            assert set(children) <= set(ORDER[tag]), (tag, children)
            places = [ORDER[tag].index(child) for child in children]
            assert places == sorted(places), (tag, children)


@pytest.mark.skipif(
    not os.environ.get("KG_OOXML_XSD"),
    reason="KG_OOXML_XSD names no folder with the schemas of ECMA-376 part 4 (pml.xsd)",
)
def test_the_deck_is_valid_by_the_schemas_of_ecma_376(graph: Graph, drawn: Drawn) -> None:
    schema = etree.XMLSchema(etree.parse(Path(os.environ["KG_OOXML_XSD"], "pml.xsd")))
    content = deck_bytes(graph, [drawn(name) for name in sorted(graph.figures)], steps=True)
    for part, root in parts(content):
        assert schema.validate(root), f"{part}: {schema.error_log}"
