"""SVG is read back with a parser; its text is measured with the font, by another library."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from PIL import ImageFont

from kg.figures.font import font_file
from kg.figures.scene import Scene, Source
from kg.figures.shape import Box, Run
from kg.figures.svg import svg_text

Drawn = Callable[[str], Scene]
SVG = "{http://www.w3.org/2000/svg}"
FONTS = {bold: ImageFont.truetype(str(font_file(bold)), 200) for bold in (False, True)}


def parse(scene: Scene) -> ElementTree.Element:
    return ElementTree.fromstring(svg_text(scene))  # noqa: S314 (our own text)


def extent(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Give left, top, right, bottom of a line of text as Pillow measures its letters."""
    size, left, base = (float(text.get(name) or 0) for name in ("font-size", "x", "y"))
    length = sum(
        FONTS[span.get("font-weight") == "bold"].getlength(span.text or "") * size / 200
        for span in text.iter(f"{SVG}tspan")
    )
    return left, base - 0.7 * size, left + length, base + 0.2 * size


def test_no_line_of_text_meets_another(name: str, drawn: Drawn) -> None:
    texts = [(text, extent(text)) for text in parse(drawn(name)).iter(f"{SVG}text")]
    assert len(texts) > 10
    for (one, a), (other, b) in combinations(texts, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        words = ["".join(text.itertext()) for text in (one, other)]
        assert apart, words
    for text, (left, top, right, bottom) in texts:
        words = "".join(text.itertext())
        assert left >= 0, words
        assert top >= 0, words
        assert right <= 960, words
        assert bottom <= 540, words


def test_it_says_what_it_shows_and_every_part_has_its_own_id(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    root = parse(scene)
    assert root.findtext(f"{SVG}title") == scene.message
    assert len(root.findtext(f"{SVG}desc") or "") > len(scene.message)
    assert root.get("viewBox") == "0 0 960 540"
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    assert min(float(text.get("font-size") or 0) for text in root.iter(f"{SVG}text")) >= 12


def test_references_lead_to_their_doi(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    links = {link.get("href") for link in parse(scene).iter(f"{SVG}a")}
    assert {source.link for source in scene.sources if source.link} == links
    assert any(link and link.startswith("https://doi.org/10.") for link in links)


def test_text_is_text_and_nothing_is_a_picture_or_a_script(drawn: Drawn) -> None:
    root = parse(drawn("hypoxia"))
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "HIF-1\u03b1" in words
    kinds = {part.tag.removeprefix(SVG) for part in root.iter()}
    assert kinds <= {"svg", "title", "desc", "g", "rect", "ellipse", "polygon", "polyline", "text",
                     "tspan", "a", "circle", "path"}  # fmt: skip


def test_hostile_text_stays_text() -> None:
    evil = '</text><script>alert(1)</script>&"'
    box = Box("a", "label", 100, 100, 50, 20, "none", alt=evil,
              lines=((Run(evil, link='https://doi.org/10.1/"><script>'),),))  # fmt: skip
    scene = Scene("a", evil, evil, (box,), (Source(1, "a", evil, evil, None),))
    written = svg_text(scene)
    assert "<script" not in written
    root = parse(scene)
    assert root.findtext(f"{SVG}title") == evil
    assert "".join(next(root.iter(f"{SVG}text")).itertext()) == evil


def test_a_line_ends_before_the_tip_of_its_head(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    root = parse(scene)
    wire = next(wire for wire in scene.wires if wire.end == "arrow" and "link-" in wire.id)
    group = next(g for g in root.iter(f"{SVG}g") if g.get("id") == wire.id)
    drawn_to = re.findall(r"[-\d.]+", group.find(f"{SVG}polyline").get("points") or "")[-2:]  # type: ignore[union-attr]
    tip = wire.points[-1]
    gap = ((float(drawn_to[0]) - tip[0]) ** 2 + (float(drawn_to[1]) - tip[1]) ** 2) ** 0.5
    assert gap == pytest.approx(wire.width * wire.head * 0.9, abs=0.1)


def test_turning_a_bar_turns_it_in_the_picture(drawn: Drawn) -> None:
    bar = next(box for box in drawn("cgas-sting").boxes if box.id.endswith("cytosolic-dsdna-bar"))
    scene = replace(drawn("cgas-sting"), items=(replace(bar, angle=30.0),))
    assert "rotate(30 " in svg_text(scene)
