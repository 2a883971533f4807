"""In the hand (390 by 844): the list first, the map on demand, sheets, finger targets; print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SMALL_TARGETS = """[...document.querySelectorAll('button, input, select, summary, [role=tab]')]
  .filter((one) => one.checkVisibility() && !one.classList.contains('link'))
  .map((one) => [one.id || one.className || one.textContent, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""


def in_the_hand(show: Any, file: Path, fragment: str = "") -> Any:
    return show(file, fragment, 390, 844, has_touch=True)


def test_the_list_of_modules_with_their_balance_comes_first(shipped_file: Path, show: Any) -> None:
    opened = in_the_hand(show, shipped_file)
    header = opened.page.locator("header").bounding_box()
    assert header["height"] <= 72
    assert opened.page.locator("#search").is_visible()
    row = opened.page.locator('[data-module="module:cell-death"]')
    assert re.search(r"C>P \d+", row.inner_text()) and "leads to" in row.inner_text()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("fragment", ["", "#hmgb1-release", "#tab=filters"])
def test_everything_to_tap_is_as_large_as_a_finger(
    shipped_file: Path, show: Any, fragment: str
) -> None:
    opened = in_the_hand(show, shipped_file, fragment)
    assert opened.page.evaluate(SMALL_TARGETS) == []
    opened.page.click("#menu-button")
    assert opened.page.locator('[data-mode="difference"]').is_visible()
    assert opened.page.evaluate(SMALL_TARGETS) == []
    opened.page.click("#menu-button")
    opened.page.click('[data-show="map"]')
    assert opened.page.evaluate(SMALL_TARGETS) == []


def test_the_map_comes_on_demand_and_what_is_tapped_as_a_sheet(
    shipped_file: Path, show: Any
) -> None:
    opened = in_the_hand(show, shipped_file)
    opened.page.click('[data-show="map"]')
    assert opened.page.locator("#panel").is_hidden()
    assert opened.ask("scale") >= 0.6, "legible rather than whole"
    spot = opened.ask("at", "module:complex-damage")
    opened.page.touchscreen.tap(spot["x"], spot["y"])
    opened.page.wait_for_selector("#close-sheet:visible")
    panel = opened.page.locator("#panel").bounding_box()
    assert panel["y"] > 300 and opened.page.locator("#crumbs").is_visible()
    assert opened.page.locator("#tip").is_hidden()
    opened.page.click("#close-sheet")
    assert opened.page.locator("#panel").is_hidden()
    opened.page.click('[data-show="list"]')
    assert "Complex DNA damage" in opened.panel()


def test_print_has_the_picture_with_its_key_and_then_the_evidence(
    shipped_file: Path, show: Any
) -> None:
    opened = show(shipped_file, "#carbon-ion-irradiation.increases.hmgb1-release")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    picture = opened.page.locator("#print svg").bounding_box()
    key = opened.page.locator("#print .key").first.bounding_box()
    record = opened.page.locator("#panel .record").first.bounding_box()
    assert picture["height"] > 200 and picture["y"] < key["y"] < record["y"]
    assert "C>P" in opened.page.inner_text("#print")
    assert opened.page.locator("header").is_hidden() and opened.page.locator("#dock").is_hidden()


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (768, 1024)])
def test_a_tablet_shows_the_map_and_beside_it_the_sheet(
    shipped_file: Path, show: Any, width: int, height: int
) -> None:
    opened = show(shipped_file, "", width, height, has_touch=True, is_mobile=True)
    assert opened.ask("scale") >= 0.5, "legible rather than whole"
    spot = opened.ask("at", "module:complex-damage")
    opened.page.touchscreen.tap(spot["x"], spot["y"])
    opened.until("window.explorer.selected() === 'module:complex-damage'")
    picture, sheet = (opened.page.locator(one).bounding_box() for one in ("#picture", "#panel"))
    assert picture["x"] + picture["width"] <= sheet["x"] and picture["width"] > 440
    assert sheet["x"] + sheet["width"] <= width and sheet["y"] == picture["y"]
    assert "Complex DNA damage" in opened.panel()
    assert opened.page.locator("#dock").is_hidden()
    assert opened.page.evaluate(SMALL_TARGETS) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
