from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from kg.figures.png import png_bytes
from kg.figures.scene import Scene
from kg.figures.shape import Rect, site

Drawn = Callable[[str], Scene]


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160)])
def test_it_has_the_size_of_a_screen(drawn: Drawn, width: int, height: int) -> None:
    image = Image.open(BytesIO(png_bytes(drawn("head-to-head"), width)))
    assert image.size == (width, height)


def test_the_same_scene_gives_the_same_bytes(drawn: Drawn) -> None:
    assert png_bytes(drawn("hypoxia")) == png_bytes(drawn("hypoxia"))


def test_shapes_and_lines_stand_where_the_scene_says(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    image = Image.open(BytesIO(png_bytes(scene))).convert("RGB")
    beam = next(box for box in scene.boxes if box.id == "node-carbon-ion-irradiation")
    x, y = site(beam, 1)
    assert image.getpixel((round(2 * x + 8), round(2 * y))) == (0xB3, 0x47, 0x00)
    assert image.getpixel((4, 4)) == (255, 255, 255)
    arms = [wire for wire in scene.wires if wire.colour == "#B34700" and len(wire.points) == 2]
    assert arms
    labels = [box.rect.grown(1) for box in scene.boxes if box.role == "label"]
    for wire in arms:  # a seventh or a quarter of the way: no line crosses there, and no badge
        (a, b), (u, v) = wire.points
        places = [(a + (u - a) * share, b + (v - b) * share) for share in (1 / 7, 1 / 4)]
        free = [(x, y) for x, y in places if not any(one.holds(Rect(x, y, x, y)) for one in labels)]
        assert free
        for x, y in free:
            assert image.getpixel((round(2 * x), round(2 * y))) == (0xB3, 0x47, 0x00)


def test_letters_are_drawn_with_the_fonts_of_the_package(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    image = Image.open(BytesIO(png_bytes(scene))).convert("L")
    title = next(box for box in scene.boxes if box.role == "title")
    rect = next(title.text_rects())
    area = image.crop((round(2 * rect.left), round(2 * rect.top), round(2 * rect.right),
                       round(2 * rect.bottom)))  # fmt: skip
    ink = sum(area.histogram()[:128]) / (area.width * area.height)
    assert 0.1 < ink < 0.5
    right = image.crop((round(2 * rect.right) + 4, round(2 * rect.top), round(2 * rect.right) + 60,
                        round(2 * rect.bottom)))  # fmt: skip
    assert min(right.tobytes()) == 255  # no wider than measured
