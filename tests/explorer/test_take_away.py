"""Demand 5: what a reader takes away opens elsewhere."""

from __future__ import annotations

import csv
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from kg.graph import Graph

pytestmark = pytest.mark.browser

CHAIN = "#tab=chains&from=carbon-ion-irradiation&to=type-i-ifn-response&most=4&chain=2"
SVG = "{http://www.w3.org/2000/svg}"


def take(opened: Any, control: str, folder: Path) -> Path:
    """Save through the menu, as a reader does."""
    if not opened.page.is_visible("#take"):
        opened.page.click("#take-button")
    with opened.page.expect_download() as download:
        opened.page.click(control)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def drawn_chain(shipped_file: Path, show: Any) -> Any:
    opened = show(shipped_file, CHAIN)
    opened.page.wait_for_selector("#leave-chain:visible")
    return opened


@pytest.mark.parametrize("fragment", ["", "#module:cell-death", CHAIN])
def test_svg_is_plain_shapes_with_inline_attributes(
    shipped_file: Path, show: Any, tmp_path: Path, fragment: str
) -> None:
    opened = show(shipped_file, fragment)
    if fragment == CHAIN:
        opened.page.wait_for_selector("#leave-chain:visible")
    path = take(opened, "#take-svg", tmp_path)
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "rect", "path", "circle", "text"}
    for element in root.iter():
        assert not {"style", "class", "transform"} & set(element.attrib)
    assert len(list(root.iter(f"{SVG}text"))) > 5
    assert root.get("width") and root.get("viewBox")


def test_png_is_twice_as_sharp_as_the_window(
    shipped_file: Path, show: Any, tmp_path: Path
) -> None:
    path = take(show(shipped_file), "#take-png", tmp_path)
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) > 50_000
    width, height = struct.unpack(">II", content[16:24])
    assert width > 1600 and height > 1200


def test_the_evidence_in_view_is_a_table(
    file: Path, small: Graph, show: Any, tmp_path: Path
) -> None:
    every = take(show(file), "#take-tsv", tmp_path)
    with every.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert len(rows) == sum(1 for _ in small.evidence())
    opened = show(file, "#s=hmgb1-release&setting=in_vitro")
    with take(opened, "#take-tsv", tmp_path).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    wanted = {
        (claim.id, record.id) for claim, record in small.evidence()
        if "hmgb1-release" in (claim.subject, claim.object) and record.system.setting == "in_vitro"
    }  # fmt: skip
    assert wanted and {(row["claim"], row["record"]) for row in rows} == wanted


def test_a_chain_is_a_recipe_of_its_entities(
    shipped_file: Path, show: Any, tmp_path: Path
) -> None:
    opened = drawn_chain(shipped_file, show)
    nodes = list(opened.marks("node"))
    path = take(opened, "#take-recipe", tmp_path)
    (figure,) = yaml.safe_load(path.read_text(encoding="utf-8"))["figures"]
    assert figure["entities"] == nodes and len(nodes) > 2
    assert figure["title"] and figure["message"]
    assert path.stem == figure["id"]


def test_kg_figure_turns_the_recipe_into_a_slide(
    shipped_file: Path, show: Any, tmp_path: Path
) -> None:
    opened = drawn_chain(shipped_file, show)
    recipe = take(opened, "#take-recipe", tmp_path)
    kg = Path(sys.executable).with_name("kg")
    subprocess.run([kg, "figure", recipe, "--out", tmp_path / "slides", "--format", "pptx"],
                   check=True)  # fmt: skip
    assert (tmp_path / "slides" / f"{recipe.stem}.pptx").stat().st_size > 10_000


def test_a_recipe_needs_a_chain(file: Path, show: Any) -> None:
    opened = show(file)
    opened.page.click("#take-button")
    opened.page.click("#take-recipe")
    assert "Choose a chain first" in opened.page.inner_text("#take-note")


def test_the_page_prints_as_shapes(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, "#hmgb1-release")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("#print svg text").count() > 10
    opened.page.emulate_media(media="print")
    assert opened.page.is_visible("#print svg") and not opened.page.is_visible("header")
    assert opened.page.is_visible("#panel h2")
    assert len(opened.page.pdf()) > 10_000
