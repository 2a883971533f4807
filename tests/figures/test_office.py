"""LibreOffice opens the slides, and they look like the PNG."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from pptx import Presentation

from kg.figures.png import png_bytes
from kg.figures.pptx import Section, pptx_bytes
from kg.figures.scene import Scene

Drawn = Callable[[str], Scene]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PAGES = shutil.which("pdftoppm")
pytestmark = pytest.mark.skipif(
    not (OFFICE and PAGES), reason="needs LibreOffice Impress and pdftoppm (poppler-utils)"
)
MOVED, UP = "primary-tumour-growth", 110
FIGURES = ("cgas-sting", "microenvironment", "combinations", "head-to-head", "evidence")


@pytest.fixture(scope="module")
def opened(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    """Give the slides as LibreOffice shows them."""
    folder = tmp_path_factory.mktemp("office")
    sections = [Section(name, (drawn(name),)) for name in FIGURES]
    (folder / "a.pptx").write_bytes(pptx_bytes(sections, "T"))
    (folder / "b.pptx").write_bytes(moved(pptx_bytes(sections[:1], "T"), f"node-{MOVED}-group"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder),
               str(folder / "a.pptx"), str(folder / "b.pptx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for file, name in (("a.pdf", "page"), ("b.pdf", "page-z")):
        pages = [str(PAGES), "-r", "72", "-scale-to-x", "960", "-scale-to-y", "540", "-png",
                 str(folder / file), str(folder / name)]  # fmt: skip
        subprocess.run(pages, check=True, capture_output=True)
    return [Image.open(path).convert("L") for path in sorted(Path(folder).glob("page-*.png"))]


def test_every_slide_looks_like_its_png(drawn: Drawn, opened: list[Image.Image]) -> None:
    assert len(opened) == len(FIGURES) + 1
    for name, slide in zip(FIGURES, opened[:-1], strict=True):
        mean, far = difference(drawn(name), slide)
        assert mean < 4, name
        assert far < 0.01, name


def test_the_comparison_sees_another_picture(drawn: Drawn, opened: list[Image.Image]) -> None:
    _, far = difference(drawn(FIGURES[1]), opened[0])
    assert far > 0.05


def test_a_line_and_its_bar_follow_a_node_that_is_moved(
    drawn: Drawn, opened: list[Image.Image]
) -> None:
    wire = next(w for w in drawn(FIGURES[0]).wires if w.id.endswith(f"signalling-{MOVED}"))
    assert wire.end == "bar"
    (x, y), (u, v) = wire.points
    before, after = ((x + 0.6 * (u - x), y + 0.6 * (v - by - y)) for by in (0, UP))
    slide = opened[-1]
    assert darkest(slide, after) < 120
    assert darkest(slide, before) > 160
    assert darkest(slide, (u + 1.5, v - UP)) < 120  # the bar
    assert darkest(slide, (u + 1.5, v)) > 160


def moved(content: bytes, name: str) -> bytes:
    """Move a group up, and nothing else: as somebody does who drags a node."""
    made = Presentation(BytesIO(content))
    group = next(shape for shape in made.slides[0].shapes if shape.name == name)
    group.top -= UP * 12_700
    changed = BytesIO()
    made.save(changed)
    return changed.getvalue()


def darkest(image: Image.Image, place: tuple[float, float]) -> int:
    """Give the least grey value within two pixels of a place."""
    x, y = round(place[0]), round(place[1])
    return int(min(image.crop((x - 2, y - 2, x + 3, y + 3)).tobytes()))


def difference(scene: Scene, slide: Image.Image) -> tuple[float, float]:
    """Give the mean difference of grey values, and the share of pixels that are far apart."""
    blur = ImageFilter.GaussianBlur(1.5)  # outlines are smoothed differently
    image = Image.open(BytesIO(png_bytes(scene))).convert("L").resize((960, 540)).filter(blur)
    counts = ImageChops.difference(image, slide.filter(blur)).histogram()
    total = sum(counts)
    mean = sum(value * count for value, count in enumerate(counts)) / total
    return mean, sum(counts[64:]) / total
