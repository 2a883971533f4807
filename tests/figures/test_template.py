"""Figures in somebody else's slides: nothing of ours but the arms' colours, nothing on theirs."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from PIL import Image
from pptx import Presentation

from kg.cli import main
from kg.errors import RequestError
from kg.figures import write_deck, write_slides
from kg.figures.dress import shaded
from kg.figures.sight import contrast, light
from kg.figures.template import read_template
from kg.graph import Graph

foreign: Callable[[str], bytes] = runpy.run_path(str(Path(__file__).with_name("foreign.py")))[
    "foreign"
]
KINDS = ("wide", "old", "dark")
POINT = 12_700
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PAGES = shutil.which("pdftoppm")


@pytest.fixture(scope="module")
def drawn_into(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give one figure in each foreign template."""
    found = {}
    for kind in KINDS:
        folder = tmp_path_factory.mktemp(kind)
        (folder / "theirs.pptx").write_bytes(foreign(kind))
        (made,) = write_slides(graph, [graph.figures["hypoxia"]], folder, folder / "theirs.pptx")
        found[kind] = made
    return found


@pytest.fixture(scope="module")
def crowded(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a figure that leaves no room for its signs in a template of the old width."""
    folder = tmp_path_factory.mktemp("crowded")
    (folder / "theirs.pptx").write_bytes(foreign("old"))
    figure = graph.figures["immunogenic-cell-death"]
    (made,) = write_slides(graph, [figure], folder, folder / "theirs.pptx")
    return made


def boxes_of(slide: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Give the place of every shape that shows something, in points."""
    found = []
    for shape in slide.shapes:
        left, top, wide, high = (one / POINT for one in (shape.left, shape.top, shape.width,
                                                         shape.height))  # fmt: skip
        placed = shape._element.find(".//{*}xfrm")
        if placed is not None and placed.get("rot") in ("5400000", "16200000"):  # on its side
            left, top, wide, high = left + (wide - high) / 2, top + (high - wide) / 2, high, wide
        found.append((shape.name, (left, top, left + wide, top + high)))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_it_keeps_their_size_title_and_room(kind: str, drawn_into: dict[str, Path]) -> None:
    theirs = Presentation(BytesIO(foreign(kind)))
    made = Presentation(str(drawn_into[kind]))
    assert (made.slide_width, made.slide_height) == (theirs.slide_width, theirs.slide_height)
    assert made.part._element.sldSz.get("type") == theirs.part._element.sldSz.get("type")
    first = made.slides[0]
    title = first.shapes.title
    assert title.text_frame.text.endswith("down, the switch behind hypoxic escape")
    assert title._element.spPr.find("{*}xfrm") is None  # its place is the layout's
    assert [shape.name for shape in first.placeholders] == [title.name]
    bar = next(shape for shape in made.slide_master.shapes if shape.name == "their bar")
    taken = [(one.left, one.top, one.left + one.width, one.top + one.height)
             for one in (bar, title)]  # fmt: skip
    for name, (left, top, right, bottom) in boxes_of(first):
        if name == title.name:
            continue
        assert left >= 0
        assert top >= 0
        assert right <= made.slide_width / POINT
        assert bottom <= made.slide_height / POINT
        for a, b, c, d in ((n / POINT for n in rect) for rect in taken):
            apart = right <= a or c <= left or bottom <= b or d <= top
            assert apart, (name, (left, top, right, bottom), (a, b, c, d))


@pytest.mark.parametrize("kind", KINDS)
def test_it_wears_their_letters_and_colours_but_for_the_arms(
    kind: str, drawn_into: dict[str, Path]
) -> None:
    for slide in Presentation(str(drawn_into[kind])).slides:
        root = slide._element
        exact = {one.get("val") for one in root.iter("{*}srgbClr")}
        assert exact <= {"B34700", "0063A8"}
        assert {one.get("typeface") for one in root.iter("{*}latin")} <= {"+mn-lt"}
        sizes = [int(one.get("sz")) for one in root.iter("{*}rPr") if one.get("sz")]
        scale = read_template(drawn_into[kind]).page.scale
        assert min(sizes) >= 1200 * scale - 1  # 12 points where a slide has 540


@pytest.mark.parametrize("kind", KINDS)
def test_their_colours_stay_readable(kind: str, tmp_path: Path, graph: Graph) -> None:
    from kg.figures.dress import dress_of

    (tmp_path / "a.pptx").write_bytes(foreign(kind))
    template = read_template(tmp_path / "a.pptx")
    ground, ink = template.scheme[template.light], template.scheme[template.dark]
    assert contrast(light(ink), light(ground)) > 7
    worn = dress_of(graph, template)
    for zone in graph.manifest.compartments:
        made = worn[f'<a:srgbClr val="{zone.ink.removeprefix("#")}"/>']
        below = worn[f'<a:srgbClr val="{zone.tint.removeprefix("#")}"/>']
        assert contrast(light(resolved(made, template)), light(resolved(below, template))) > 4.5


def resolved(xml: str, template: Any) -> str:
    import re

    name = re.search(r'schemeClr val="(\w+)"', xml)
    share, off = (re.search(rf'{tag} val="(\d+)"', xml) for tag in ("lumMod", "lumOff"))
    assert name
    colours = {**template.accents, **template.scheme}
    return shaded(colours[name[1]], int(share[1]) // 1000 if share else 100,
                  int(off[1]) // 1000 if off else 0)  # fmt: skip


def test_nothing_of_theirs_stays_but_masters_and_layouts(crowded: Path) -> None:
    with ZipFile(crowded) as package:
        names = package.namelist()
        words = b" ".join(package.read(name) for name in names if "slides/" in name)
    assert b"Their old slide" not in words
    assert sum(name.startswith("ppt/slides/slide") for name in names) == 2  # figure, and its signs
    assert len(names) == len(set(names))


def test_what_has_no_room_beside_the_picture_follows_on_the_next_slide(crowded: Path) -> None:
    first, second = Presentation(str(crowded)).slides
    words = " ".join(text.text or "" for text in second._element.iter("{*}t"))
    assert second.shapes.title.text_frame.text.startswith("Signs and references")
    for said in ("carbon ions", "line with an arrow", "Huang et al. 2019"):
        assert said in words
    assert "Huang" not in " ".join(text.text or "" for text in first._element.iter("{*}t"))


def test_a_deck_has_their_title_slide(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(foreign("wide"))
    figures = [graph.figures["systemic"]]
    made = Presentation(str(write_deck(graph, tmp_path / "deck.pptx", figures, title="My talk",
                                       template=tmp_path / "a.pptx")))  # fmt: skip
    first = made.slides[0]
    assert first.slide_layout._element.get("type") == "title"
    head, below = (shape.text_frame.text for shape in first.placeholders)
    assert head == "My talk"
    assert "CIRT-KG" in below
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[1] == "Contents"
    assert titles[2] == graph.figures["systemic"].message
    assert titles[-1].startswith("References")
    for slide in made.slides:
        assert all(shape.text_frame.text for shape in slide.placeholders)  # none left empty


def test_a_template_of_powerpoint_is_read_as_well(tmp_path: Path) -> None:
    packed = BytesIO()
    with ZipFile(BytesIO(foreign("wide"))) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b"ml.presentation.main", b"ml.template.main")
            new.writestr(name, part)
    (tmp_path / "a.potx").write_bytes(packed.getvalue())
    assert read_template(tmp_path / "a.potx").font == "DejaVu Sans"


def test_what_is_no_presentation_is_refused_in_one_line(tmp_path: Path, graph: Graph) -> None:
    (tmp_path / "a.pptx").write_text("no")
    with pytest.raises(RequestError, match="not a presentation: save it as"):
        read_template(tmp_path / "a.pptx")
    small = Presentation(BytesIO(foreign("wide")))
    for layout in (small.slide_master, *small.slide_layouts):
        for shape in layout.placeholders:
            if "TITLE" in str(shape.placeholder_format.type):
                shape.left, shape.top, shape.width, shape.height = (
                    one * POINT for one in (20, 150, 920, 240)
                )
    small.save(str(tmp_path / "b.pptx"))
    with pytest.raises(RequestError, match="give it a layout with a title alone"):
        read_template(tmp_path / "b.pptx")
    done = CliRunner().invoke(main, ["figure", "hypoxia", "--template", str(tmp_path / "c.pptx")])
    assert done.exit_code == 2
    assert "No such file" in done.stderr
    words = ["figure", "hypoxia", "--template", str(tmp_path / "a.pptx"), "--paper", "88"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert "--template is for slides" in done.stderr


def test_the_same_template_gives_the_same_bytes(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(foreign("dark"))
    one, other = (
        write_slides(graph, [graph.figures["systemic"]], tmp_path / name, tmp_path / "a.pptx")
        for name in ("one", "other")
    )
    assert one[0].read_bytes() == other[0].read_bytes()


@pytest.mark.skipif(not (OFFICE and PAGES), reason="needs LibreOffice Impress and pdftoppm")
def test_libreoffice_shows_the_figure_beside_what_is_theirs(
    drawn_into: dict[str, Path], tmp_path: Path
) -> None:
    for kind, path in drawn_into.items():
        shutil.copy(path, tmp_path / f"{kind}.pptx")
    command = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
               "--convert-to", "pdf", "--outdir", str(tmp_path),
               *(str(tmp_path / f"{kind}.pptx") for kind in KINDS)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for kind in KINDS:
        pages = [str(PAGES), "-r", "72", "-f", "1", "-l", "1", "-singlefile", "-png",
                 str(tmp_path / f"{kind}.pdf"), str(tmp_path / kind)]  # fmt: skip
        subprocess.run(pages, check=True, capture_output=True)
        page = Image.open(tmp_path / f"{kind}.png").convert("RGB")
        tones = {tone: count for count, tone in page.getcolors(1 << 20) or []}
        assert tones.get((0x7A, 0x1F, 0x3D), 0) > 5000, kind  # their bar, not covered
        assert tones.get((0xB3, 0x47, 0x00), 0) > 800, kind  # the arm's colour
        if kind == "dark":
            assert page.getpixel((3, 3)) == (0x10, 0x2A, 0x43)
