"""Modules are rooms with doors: what leaves one ends in a named stub that leads there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.knowledge import Knowledge
from kg.layout import arrange

pytestmark = pytest.mark.browser


def test_what_leaves_a_module_ends_at_a_door_that_leads_there(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, "#module:cgas-sting")
    bundles = arrange(shipped).bundles
    wanted = {one if other == "cgas-sting" else other for one, other in bundles
              if "cgas-sting" in (one, other)}  # fmt: skip
    doors = {mark["id"]: mark for mark in opened.ask("marks") if mark["kind"] == "door"}
    assert set(doors) == {f"module:{key}" for key in wanted}
    assert ">to Antigens and recognition · " in opened.ask("svg")
    door = next(mark for mark in opened.ask("marks")
                if mark["kind"] == "door" and mark["id"] == "module:recognition")  # fmt: skip
    place = opened.page.evaluate("mark => window.explorer.screen(mark.x, mark.y)", door)
    opened.page.mouse.click(place["x"], place["y"])
    opened.settle()
    assert opened.selected() == "module:recognition"
    assert opened.ask("isOpen", "module:recognition")


def test_crumbs_and_a_small_map_tell_where_this_is(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    assert opened.page.locator("#overview").is_hidden()
    opened.page.evaluate("location.hash = '#hmgb1-release'")
    opened.page.wait_for_selector("#crumbs:visible")
    crumbs = opened.page.inner_text("#crumbs").split(" \u203a ")
    assert crumbs == ["Whole picture", "Cell death and danger signals", "HMGB1 release"]
    assert opened.page.locator("#overview").is_visible()
    opened.page.click("#crumbs >> text=Cell death and danger signals")
    opened.settle()
    assert opened.selected() == "module:cell-death"
    opened.page.click("#crumbs >> text=Whole picture")
    opened.settle()
    assert opened.page.locator("#crumbs").is_hidden() and opened.marks("module")


def test_what_no_line_joins_is_listed_below_the_rest(shipped: Knowledge) -> None:
    _, module_of = shipped.divided
    for module, room in arrange(shipped).rooms.items():
        joined = {end for effect in shipped.effects if effect.id in room.routes
                  for end in (effect.subject, effect.object)}  # fmt: skip
        alone = set(room.places) - joined
        if not alone or not joined:
            continue
        lowest = max(room.places[key].y + room.places[key].height / 2 for key in joined)
        assert all(room.places[key].y - room.places[key].height / 2 > lowest for key in alone)
        labels = sorted(alone, key=lambda key: (room.places[key].y, room.places[key].x))
        assert {module_of[key] for key in labels} == {module}


def test_no_tip_outlives_a_click_or_a_tap(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    spot = opened.ask("at", "module:checkpoints")
    opened.page.mouse.move(spot["x"], spot["y"])
    assert opened.page.locator("#tip").is_visible()
    opened.page.mouse.wheel(0, -240)
    opened.settle()
    assert opened.page.locator("#tip").is_hidden()
    opened.page.mouse.move(spot["x"] + 3, spot["y"] + 3)
    opened.page.mouse.click(spot["x"] + 3, spot["y"] + 3)
    assert opened.page.locator("#tip").is_hidden()
