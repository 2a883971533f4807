"""What is drawn at first sight can be read, and each sign of it is explained where it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kg.knowledge import Knowledge

pytestmark = pytest.mark.browser

CARBON = "carbon-ion-irradiation"
IFN = f"#tab=chains&from={CARBON}&to=type-i-ifn-response"
LEAST = 11
"""Pixels of the smallest letters."""

MEASURED = """() => {
  const drawn = [];
  const put = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (words, ...rest) {
    const { a, b } = this.getTransform();
    const size = parseFloat(/([\\d.]+)px/.exec(this.font)[1]);
    if (this.canvas.closest('#canvas')) {
      drawn.push([size * Math.hypot(a, b) / window.devicePixelRatio, words]);
    }
    return put.call(this, words, ...rest);
  };
  NETWORK.redraw();
  CanvasRenderingContext2D.prototype.fillText = put;
  return drawn.filter(([, words]) => words.trim());
}"""
"""The sizes in which words are drawn into the picture, in pixels of the window."""


def drawn_sizes(opened: Any) -> list[tuple[float, str]]:
    opened.settle()
    found = [(size, words) for size, words in opened.page.evaluate(MEASURED)]
    assert len(found) > 5
    return found


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768)])
@pytest.mark.parametrize("chain", ["", "&chain=1", "&chain=4"])
def test_letters_of_chains_can_be_read_at_first_sight(
    shipped_file: Path, show: Any, chain: str, width: int, height: int
) -> None:
    opened = show(shipped_file, IFN + chain, width, height)
    opened.page.wait_for_selector("#leave-chain:visible")
    small = [one for one in drawn_sizes(opened) if one[0] < LEAST]
    assert small == []
    if not chain:
        columns = {round(mark["x"]) for mark in opened.marks("node").values()}
        assert len(columns) == 6, "a picture of six columns was measured"


def key_of(opened: Any) -> dict[str, str]:
    """Read the key above the picture: sign and words."""
    rows = opened.page.locator("#key .key")
    return {row.locator(".mark").inner_text(): row.inner_text() for row in rows.all()}


def test_the_key_of_chains_explains_the_signs_of_this_picture_only(
    shipped_file: Path, show: Any
) -> None:
    opened = show(shipped_file, IFN)
    opened.page.wait_for_selector("#leave-chain:visible")
    key = key_of(opened)
    assert "raises" in key["→"] and "lowers" in key["⊣"]
    assert "counter-force" in key["violet"]
    assert "r: a review alone" in key["2 · 1 · r"] and "studies" in key["2 · 1 · r"]
    assert "higher after carbon ions" in key["C>P"]
    opened.page.locator("#chain-list > [data-chain]").nth(1).click()
    alone = key_of(opened)
    assert {sign for row in alone for sign in row.split()} < {
        sign for row in key for sign in row.split()}  # fmt: skip
    assert "→" in alone
    assert "⊣" not in alone and "violet" not in alone, "nothing lowers, nothing goes against"
    svg = opened.ask("svg")
    assert "raises" in svg and "lowers" not in svg, "the key goes out with the picture"
    opened.press("Escape", "Escape")
    assert "violet" not in key_of(opened) and "disputed" in key_of(opened)["open"]


def test_the_counts_of_chains_add_up(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    found = shipped.chains(CARBON, "type-i-ifn-response")
    heads = len(found.heads(found.how))
    opened = show(shipped_file, IFN)
    opened.page.wait_for_selector("#leave-chain:visible")
    told = f"{heads} routes and {len(found.how) - heads} variants of them: {len(found.how)} ways"
    assert told in opened.page.locator("#chain-list .counts").first.inner_text()
    assert told in opened.ask("svg")
    assert f"{len(found.how)} ways" in opened.page.inner_text("#chain-net")


def test_higher_is_said_of_something(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    assert re.search(r"\d+ higher after carbon ions", opened.page.inner_text("#said"))
    opened = show(shipped_file, IFN)
    opened.page.wait_for_selector("#leave-chain:visible")
    assert "Type I interferon response: higher than with" in opened.panel()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768)])
def test_letters_of_every_room_and_of_a_chosen_node_can_be_read(
    shipped_file: Path, show: Any, width: int, height: int
) -> None:
    opened = show(shipped_file, "", width, height)
    rooms = opened.page.evaluate("DATA.modules.map((module) => module.id)")
    assert len(rooms) > 10
    for thing in ["", *rooms, "ecto-calreticulin", "lymphopenia"]:
        opened.page.evaluate(f"location.hash = '#{thing}'")
        opened.until(f"(window.explorer.selected() || '') === '{thing}'")
        small = [one for one in drawn_sizes(opened) if one[0] < LEAST]
        assert small == [], thing
    assert opened.marks("badge"), "badges come with the node that is chosen"


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768)])
def test_doors_of_a_room_stand_in_the_window_and_its_title_over_all_lines(
    shipped_file: Path, show: Any, width: int, height: int
) -> None:
    opened = show(shipped_file, "#module:cell-death", width, height)
    view = opened.page.evaluate("VIEW")
    doors = [mark for mark in opened.ask("marks") if mark["kind"] == "door"]
    middle = (view["top"] + view["bottom"]) / 2
    assert {door["y"] < middle for door in doors} == {True, False}, "ways in, and ways out"
    for door in doors:
        assert view["left"] <= door["x"] - door["width"] / 2, door
        assert door["x"] + door["width"] / 2 <= view["right"], door
        assert view["top"] <= door["y"] - door["height"] / 2, door
        assert door["y"] + door["height"] / 2 <= view["bottom"], door
    svg = opened.ask("svg")
    title = svg.rindex(">Cell death and danger signals</text>")
    assert title > svg.rindex("<path"), "nothing is drawn over the title"


def test_from_afar_a_box_tells_by_colour_and_sign_how_the_arms_compare(
    shipped_file: Path, show: Any
) -> None:
    opened = show(shipped_file, "#module:cell-death")
    tints = opened.page.evaluate("tintsOf(NODES.get('irf1-expression'))")
    assert tints == [opened.page.evaluate(f"[armTint('{CARBON}'), armColour('{CARBON}'), 'C>P']")]
    assert opened.page.evaluate("tintsOf(NODES.get('akt-mtor-signalling'))") == []
    opened.page.click("[data-mode=second]")
    colours = opened.page.evaluate("[armTint(DATA.pair[1]), armColour(DATA.pair[1])]")
    alone = opened.page.evaluate("tintsOf(NODES.get('irf1-expression'))")
    assert alone == [[*colours, "\N{UPWARDS ARROW}"]]
