"""Figures as a paper prints them: their size, what stands beside, and what journals ask of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader

from kg.errors import RequestError
from kg.exchange import bibtex_text
from kg.figures import Column, check_print, compose_print, recipes, write_paper
from kg.figures.eps import eps_bytes
from kg.figures.paper import PAPER_FORMATS, Print
from kg.figures.pdf import pdf_bytes
from kg.figures.png import png_bytes, tiff_bytes
from kg.figures.scene import Scene
from kg.figures.shape import Box, Run
from kg.figures.sight import DEUTERANOPE, arms_apart, faintest, unnamed_lines
from kg.graph import Graph

GHOSTSCRIPT = shutil.which("gs")


@pytest.fixture(scope="module")
def panels(graph: Graph) -> Print:
    return compose_print(graph, graph.figures["microenvironment"], Column(180))


@pytest.fixture(scope="module")
def matrix(graph: Graph) -> Print:
    return compose_print(graph, graph.figures["combinations"], Column(180))


def test_it_has_the_width_of_the_column_and_no_letters_below_six_points(panels: Print) -> None:
    scene = panels.scene
    assert scene.width == pytest.approx(180 / 25.4 * 72)
    assert min(box.size for box in scene.boxes if box.text) >= 6
    roles = {box.role for box in scene.boxes}
    assert not roles & {"title", "kicker", "legend", "footer", "sentence", "rule"}
    reader = PdfReader(BytesIO(pdf_bytes(scene)))
    assert float(reader.pages[0].mediabox[2]) == pytest.approx(scene.width, abs=0.1)
    sizes: list[float] = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: sizes.append(size) if text.strip() else None
    )
    assert sizes
    assert min(sizes) >= 6


def test_a_narrow_column_is_laid_out_anew_and_not_shrunk(graph: Graph, panels: Print) -> None:
    narrow = compose_print(graph, graph.figures["microenvironment"], Column(88))
    assert narrow.scene.width == pytest.approx(88 / 25.4 * 72)
    assert narrow.letters_pt == panels.letters_pt
    tops = {box.lines[0][0].text: box for box in narrow.scene.boxes if box.role == "panel-letter"}
    assert tops["a"].x == tops["b"].x  # below one another
    assert tops["a"].y < tops["b"].y
    wide = {box.lines[0][0].text: box for box in panels.scene.boxes if box.role == "panel-letter"}
    assert wide["a"].y == wide["b"].y
    assert {box.id for box in narrow.scene.boxes if box.role == "node"} == {
        box.id for box in panels.scene.boxes if box.role == "node"
    }


def test_what_has_no_room_is_refused_with_advice(graph: Graph) -> None:
    with pytest.raises(RequestError, match="letters of 6 pt: try --paper 180 instead of 88, fewer"):
        compose_print(graph, graph.figures["evidence"], Column(88))
    with pytest.raises(RequestError, match="try --cite numbers, fewer things"):
        compose_print(graph, graph.figures["combinations"], Column(180, "author-year"))
    with pytest.raises(RequestError, match="no column of 20 mm"):
        Column(20)


def test_studies_are_cited_by_name_where_that_is_asked(graph: Graph) -> None:
    (figure,) = recipes(graph, ["MDSC and Treg"])
    named = compose_print(graph, figure, Column(180, "author-year"))
    numbered = compose_print(graph, figure, Column(180))
    marks = [box for box in named.scene.boxes if "cited-" in box.id and box.role == "label"]
    assert marks
    for box in marks:
        text = " ".join("".join(run.text for run in line) for line in box.lines)
        assert re.search(r"[A-Z]\w+ (19|20)\d\d", text) or "≠" in text, text
    assert not re.search(r"^\d+\. ", named.text, re.M)
    assert re.search(r"^1\. ", numbered.text, re.M)


def test_the_caption_says_what_the_picture_does_not(panels: Print, graph: Graph) -> None:
    assert panels.text.startswith(graph.figures["microenvironment"].message)
    assert "a, Carbon ions. b, Photons." in panels.text
    for said in ("C: carbon ions", "line with a bar: lowers", "pt 1", "ellipse: cell"):
        assert said in panels.text
    for source in panels.scene.sources:
        assert f"{source.number}. {source.full}" in panels.text
    widths = {f"{wire.width:g} pt" for wire in panels.scene.wires}
    assert all(width in panels.text for width in widths)  # what is said is what is drawn


def test_all_files_stand_beside_one_another(graph: Graph, tmp_path: Path) -> None:
    figure = graph.figures["combinations"]
    made = write_paper(graph, [figure], tmp_path, Column(180), bibliography=bibtex_text)
    assert sorted(path.name for path in made) == sorted(
        f"combinations-180mm.{ending}" for ending in (*PAPER_FORMATS, "txt", "docx", "bib")
    )
    text = (tmp_path / "combinations-180mm.txt").read_text(encoding="utf-8")
    paragraphs = Document(str(tmp_path / "combinations-180mm.docx")).paragraphs
    assert [one.text for one in paragraphs] == text.rstrip("\n").split("\n\n")
    assert paragraphs[0].runs[0].bold
    bib = (tmp_path / "combinations-180mm.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),", bib, re.M)
    shown = compose_print(graph, figure, Column(180)).scene.sources
    assert sorted(keys) == sorted(source.key for source in shown)
    again = write_paper(graph, [figure], tmp_path / "again", Column(180))
    for path in again:
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_dots_are_six_hundred_to_an_inch_without_transparency(matrix: Print) -> None:
    for made, form in ((tiff_bytes(matrix.scene, 600), "TIFF"),
                       (PAPER_FORMATS["png"](matrix.scene), "PNG")):  # fmt: skip
        image = Image.open(BytesIO(made))
        assert image.format == form
        assert image.mode == "RGB"
        assert image.size[0] == round(180 / 25.4 * 600)
        assert [round(float(one)) for one in image.info["dpi"]] == [600, 600]
        corners = [image.getpixel((x, y)) for x in (0, image.width - 1)
                   for y in (0, image.height - 1)]  # fmt: skip
        assert set(corners) == {(255, 255, 255)}


def test_pdf_and_eps_embed_their_fonts(panels: Print) -> None:
    fonts = PdfReader(BytesIO(pdf_bytes(panels.scene))).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    used = [font.get_object() for font in fonts.values()]
    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)
    text = eps_bytes(panels.scene).decode("ascii")
    assert text.startswith("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 511 ")
    for name in set(re.findall(r"/(\S+) [\d.]+ selectfont", text)):
        assert f"/FontName /{name} def /FontType 42" in text
    assert "setcmyk" not in text
    assert "%%BeginPreview: 510 " in text
    assert max(map(len, text.splitlines())) <= 255


@pytest.mark.skipif(GHOSTSCRIPT is None, reason="needs Ghostscript")
def test_eps_looks_like_the_png(panels: Print, tmp_path: Path) -> None:
    (tmp_path / "a.eps").write_bytes(eps_bytes(panels.scene))
    subprocess.run(
        [str(GHOSTSCRIPT), "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-dEPSCrop", "-r144",
         "-sDEVICE=pnggray", f"-sOutputFile={tmp_path / 'a.png'}", str(tmp_path / "a.eps")],
        check=True, timeout=120,
    )  # fmt: skip
    drawn = Image.open(tmp_path / "a.png")
    other = Image.open(BytesIO(png_bytes(panels.scene, drawn.width))).convert("L")
    blur = ImageFilter.GaussianBlur(2)
    pair = drawn.filter(blur), other.resize(drawn.size).filter(blur)
    counts = ImageChops.difference(*pair).histogram()
    assert sum(counts[64:]) / sum(counts) < 0.01


def test_hostile_text_does_not_run_as_postscript() -> None:
    evil = "%%EOF) show quit\n<script>"
    box = Box("a", "label", 50, 50, 50, 20, "none", lines=((Run(evil.replace("\n", " ")),),))
    text = eps_bytes(Scene("a", "A", "A", (box,), (), width=100, height=100)).decode("ascii")
    assert "quit" not in text
    assert text.count("%%EOF") == 1


def test_the_stated_rules_of_two_publishers_are_met(panels: Print, matrix: Print) -> None:
    for made in (panels, matrix):
        found = check_print(made)
        assert {one.journal for one in found} >= {"Nature", "Elsevier"}
        assert [one for one in found if not one.met] == []
    rules = {one.rule for one in check_print(panels) if one.journal == "Nature"}
    assert rules == {
        "width", "height", "letters", "letters of panels", "lines", "dots", "font", "colour",
    }  # fmt: skip


def test_a_slide_that_is_only_shrunk_would_not_meet_them(panels: Print) -> None:
    from dataclasses import replace

    small = tuple(replace(item, size=4.0) if isinstance(item, Box) else replace(item, width=3.0)
                  for item in panels.scene.items)  # fmt: skip
    shrunk = replace(panels, scene=replace(panels.scene, items=small))
    missed = {one.rule for one in check_print(shrunk) if not one.met}
    assert {"letters", "lines"} <= missed


# -- colours ---------------------------------------------------------------------------------------


def test_arms_stay_apart_without_green_and_have_letter_and_shape_in_grey(panels: Print) -> None:
    (pair,) = arms_apart(panels.scene)
    assert (pair.one, pair.other) == ("C", "P")
    assert pair.difference["deuteranope"] > 40
    assert pair.difference["grey"] < 20  # so that something else must tell them apart
    assert pair.otherwise == ("letter C or P", "square or circle")
    assert unnamed_lines(panels.scene) == ()
    for way in ("all", "deuteranope", "grey"):
        assert faintest(panels.scene, way) > 4, way


def test_the_drawn_picture_shows_the_same(panels: Print) -> None:
    image = Image.open(BytesIO(png_bytes(panels.scene, 2000))).convert("RGB")
    by_letter = {}
    for box in panels.scene.boxes:
        if box.role == "node" and box.fill in {"#B34700", "#0063A8"}:
            scale = 2000 / panels.scene.width
            place = (box.x - box.width / 2 + 2) * scale, (box.y + box.height / 2 - 2) * scale
            by_letter[box.id.split("-")[3]] = image.getpixel((round(place[0]), round(place[1])))
    one, other = by_letter.values()
    greys = [0.2126 * _lit(r) + 0.7152 * _lit(g) + 0.0722 * _lit(b) for r, g, b in (one, other)]
    assert all(1.05 / (grey + 0.05) > 4.5 for grey in greys)  # on white
    seen = [[sum(a * _lit(b) for a, b in zip(row, tone, strict=True)) for row in DEUTERANOPE]
            for tone in (one, other)]  # fmt: skip
    assert max(abs(a - b) for a, b in zip(*seen, strict=True)) > 0.2


def _lit(value: float) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def test_a_line_without_its_letter_is_found(panels: Print) -> None:
    from dataclasses import replace

    bare = tuple(item for item in panels.scene.items
                 if not (isinstance(item, Box) and item.role == "label"))  # fmt: skip
    assert unnamed_lines(replace(panels.scene, items=bare))
