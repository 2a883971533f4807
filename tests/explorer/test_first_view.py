"""Demand 1: a first view that explains the field, and modules that open where they stand."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kg.knowledge import Knowledge

pytestmark = pytest.mark.browser

TEXTS = """svg => {
  document.body.innerHTML = svg;
  const of = (tag) => [...document.querySelectorAll(tag)].map((one) => {
    const box = one.getBBox();
    return [one.textContent, box.x, box.y, box.width, box.height];
  });
  return { texts: of('text'), rects: of('rect') };
}"""


def test_every_mechanism_stands_as_a_card_in_its_compartment(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file)
    cards = opened.marks("module")
    used = {f"module:{key}" for key in shipped.divided[0]}
    assert set(cards) <= used and len(cards) >= len(shipped.modules)
    for one, other in combinations(cards.values(), 2):
        beside = abs(one["x"] - other["x"]) >= (one["width"] + other["width"]) / 2
        assert beside or abs(one["y"] - other["y"]) >= (one["height"] + other["height"]) / 2
    order = ["physics", "tumour-cell", "tumour-microenvironment", "systemic", "outcome"]
    depth = [
        max(cards[f"module:{key}"]["y"] for key, module in shipped.divided[0].items()
            if module.compartment == lane and f"module:{key}" in cards)
        for lane in order
    ]  # fmt: skip
    assert depth == sorted(depth) and len(set(depth)) == len(depth)


def test_no_label_overlaps_another_or_leaves_its_box(
    shipped_file: Path, show: Any, browser: Any
) -> None:
    opened = show(shipped_file)
    svg = opened.ask("svg")
    ruler = browser.new_page()
    found = ruler.evaluate(TEXTS, svg)
    ruler.close()
    texts = found["texts"]
    assert len(texts) > 50
    for (words, x, y, width, height), (others, x2, y2, width2, height2) in combinations(texts, 2):
        across = min(x + width, x2 + width2) - max(x, x2)
        along = min(y + height, y2 + height2) - max(y, y2)
        # A line of text has white above and below its letters, which may meet.
        assert across <= 0.5 or along <= 0.3 * min(height, height2), f"{words!r} over {others!r}"
    cards = [rect for rect in found["rects"] if 60 < rect[4] < 120]
    for words, x, y, width, height in texts:
        for _, left, top, wide, high in cards:
            if left < x + width / 2 < left + wide and top < y + height / 2 < top + high:
                assert x >= left and x + width <= left + wide, f"{words!r} leaves its card"


def test_no_line_runs_through_a_card(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    boxes = opened.ask("boxes")
    bundles = opened.ask("bundles")
    assert len(bundles) > 20
    for bundle in bundles:
        for x, y in bundle["path"]:
            for key, (left, top, width, height) in boxes.items():
                inside = abs(x - left) < width / 2 - 1 and abs(y - top) < height / 2 - 1
                assert not inside, f"{bundle['from']} to {bundle['to']} runs through {key}"


def test_each_card_counts_the_verdicts_of_carbon_versus_photons(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file)
    pair = ["carbon-ion-irradiation", "photon-irradiation"]
    mark = {"higher": "C>P", "similar": "C=P", "lower": "C<P"}
    turned = {"higher": "lower", "lower": "higher"}
    wanted: dict[str, dict[str, int]] = {}
    for verdict in shipped.verdicts(pair[0], versus=pair[1]):
        topic, way = verdict.topic, verdict.direction
        if topic.given or {topic.exposure, topic.comparator} != set(pair):
            continue
        way = turned.get(way, way) if topic.exposure == pair[1] else way  # type: ignore[assignment]
        module = wanted.setdefault(f"module:{shipped.divided[1][topic.object]}", {})
        word = mark.get(way, "open")
        module[word] = module.get(word, 0) + 1
    assert wanted
    for module, counts in wanted.items():
        assert opened.ask("chips", module) == [
            f"{word} {counts[word]}" for word in ("C>P", "C=P", "C<P", "open") if word in counts
        ]


def test_a_click_opens_a_module_in_place(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    before = opened.ask("boxes")
    assert opened.marks("node") == {}
    opened.click("module:cell-death")
    opened.settle()
    nodes = opened.marks("node")
    assert "hmgb1-release" in nodes and opened.selected() == "module:cell-death"
    assert opened.ask("isOpen", "module:cell-death")
    assert opened.ask("boxes") == before, "everything else stays where it was"
    _, y, _, height = before["module:cell-death"]
    assert all(abs(node["y"] - y) <= height / 2 for node in nodes.values()
               if opened.ask("moduleOf", node["id"]) == "module:cell-death")  # fmt: skip
    opened.page.click("#zoom-all")
    opened.settle()
    assert opened.marks("node") == {}


def test_zooming_in_opens_what_is_in_the_middle(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    for _ in range(6):
        opened.page.click("#zoom-in")
    opened.settle()
    assert opened.marks("node") or opened.marks("open")


def test_beams_are_badges_and_come_back_as_lines_on_demand(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, "#module:cell-death")
    lines = opened.marks("line")
    assert lines and not any(key.startswith("carbon-ion-irradiation.") for key in lines)
    assert not opened.marks("badge"), "no sign is drawn where it could not be read"
    opened.page.evaluate("location.hash = '#hmgb1-release'")
    opened.until("window.explorer.selected() === 'hmgb1-release'")
    opened.settle()
    badges = opened.marks("badge")
    assert any(key.startswith("verdict:carbon-ion-irradiation:alone:") for key in badges)
    assert any(key.endswith(":isodose") for key in badges)
    opened.page.evaluate("location.hash = '#carbon-ion-irradiation.increases.hmgb1-release'")
    opened.page.wait_for_selector("#panel .record")
    opened.settle()
    assert "carbon-ion-irradiation.increases.hmgb1-release" in opened.marks("line")


def test_what_contradicts_shows_without_a_click(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    svg = opened.ask("svg")
    assert ">open 1<" in svg, "said in a word: a sign of inequality looks like one more result"
    opened.page.evaluate("location.hash = '#ecto-calreticulin'")
    opened.until("window.explorer.selected() === 'ecto-calreticulin'")
    opened.settle()
    assert "C±P" in opened.ask("svg")


@pytest.mark.parametrize(
    ("mode", "word"), [("first", "C▲"), ("second", "P▲"), ("difference", ">")]
)
def test_one_beam_alone_or_the_difference(
    shipped_file: Path, show: Any, mode: str, word: str
) -> None:
    opened = show(shipped_file)
    opened.page.click(f'[data-mode="{mode}"]')
    assert any(word in chip for chip in opened.ask("chips", "module:cell-death"))
    assert f"mode={mode}" in opened.page.evaluate("location.hash")
