"""PDF is read back: words can be selected, fonts are inside, references are links."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader

from kg.figures.pdf import pdf_bytes
from kg.figures.scene import Scene

Drawn = Callable[[str], Scene]


def test_every_word_can_be_selected(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    page = PdfReader(BytesIO(pdf_bytes(scene))).pages[0]
    found = "".join(page.extract_text().split())
    for box in scene.boxes:
        for line in box.lines:
            assert "".join("".join(run.text for run in line).split()) in found, box.id


def test_fonts_are_embedded_and_the_drawing_is_vector(drawn: Drawn) -> None:
    page = PdfReader(BytesIO(pdf_bytes(drawn("hypoxia")))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    used = [font for font in fonts if font["/Subtype"] == "/TrueType"]
    assert used == fonts
    assert {"Liberation" in font["/BaseFont"] for font in used} == {True}
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in used)
    assert len(used) >= 2
    assert "/XObject" not in page["/Resources"] or not page["/Resources"]["/XObject"]  # type: ignore[index, operator]


def test_references_are_links(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    page = PdfReader(BytesIO(pdf_bytes(scene))).pages[0]
    links = {note.get_object()["/A"]["/URI"] for note in page["/Annots"]}  # type: ignore[attr-defined]
    assert links == {source.link for source in scene.sources if source.link}


def test_it_comes_as_wide_as_a_slide(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    slide = PdfReader(BytesIO(pdf_bytes(scene)))
    assert tuple(slide.pages[0].mediabox[2:]) == (960, 540)
    assert slide.metadata is not None
    assert slide.metadata.title == scene.message


def test_the_same_scene_gives_the_same_bytes(drawn: Drawn) -> None:
    assert pdf_bytes(drawn("hypoxia")) == pdf_bytes(drawn("hypoxia"))
