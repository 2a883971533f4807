"""Demand 6: by keyboard, by screen reader, in the dark, on paper, on a small screen."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from kg.graph import Graph

pytestmark = pytest.mark.browser

VIEWS = {
    "overview": "",
    "entity": "#hmgb1-release",
    "evidence": "#carbon-ion-irradiation.increases.ecto-calreticulin",
    "filters": "#tab=filters&setting=in_vitro",
    "questions": "#tab=questions&question=hypoxia-reversals",
    "all ways": "#tab=chains&from=carbon-ion-irradiation&to=type-i-ifn-response",
    "chains filtered": "#tab=chains&from=carbon-ion-irradiation&to=type-i-ifn-response"
                       "&oxygen=hypoxia&setting=in_vitro",
    "paper": "#paper:liu2025",
    "papers": "#papers:all",
    "module": "#module:icd",
    "found": "#find=interferon",
    "chains": "#tab=chains&from=carbon-ion-irradiation&to=type-i-ifn-response&most=4&chain=0",
    "what-if": "#tab=whatif&held=trex1&doing=down&most=3",
    "table": "#table=1",
}


def axe_source() -> str | None:
    path = Path(__file__).parents[1] / "browser.py"
    spec = importlib.util.spec_from_file_location("browser_for_axe", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    found: Path | None = module.find_axe(fetch=False)
    return found.read_text(encoding="utf-8") if found else None


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_axe_finds_nothing_serious(file: Path, show: Any, view: str) -> None:
    opened = show(file, VIEWS[view], color_scheme="light")
    assert judged(opened, "axe.run(document)") == []


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_axe_finds_enough_contrast_in_the_dark(file: Path, show: Any, view: str) -> None:
    opened = show(file, VIEWS[view], color_scheme="dark")
    assert judged(opened, "axe.run(document, { runOnly: ['color-contrast'] })") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["overview", "all ways", "what-if", "paper", "table"])
@pytest.mark.parametrize("hold", ["list", "map"])
def test_axe_finds_nothing_serious_in_the_hand(
    file: Path, show: Any, hold: str, view: str, theme: str
) -> None:
    opened = show(file, VIEWS[view], 390, 844, color_scheme=theme)
    if view != "table":
        opened.page.click(f"[data-show={hold}]")
    assert judged(opened, "axe.run(document)") == []


def judged(opened: Any, run: str) -> list[str]:
    """Let axe judge the page; gives what is serious or critical."""
    source = axe_source()
    if source is None:
        pytest.skip("no axe-core; 'python tests/browser.py' gets it with npm")
    opened.picture()
    opened.page.evaluate(source)
    found = opened.page.evaluate(run)
    assert found["passes"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"] if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]  # fmt: skip


def test_from_overview_to_evidence_by_keyboard_alone(file: Path, show: Any) -> None:
    opened = show(file)
    opened.press("ArrowDown")
    assert "mechanism" in opened.page.inner_text("#live")
    opened.press("Enter")
    opened.settle()
    chosen = opened.selected()
    assert chosen and chosen.startswith("module:") and opened.ask("isOpen", chosen)
    opened.page.keyboard.press("Escape")
    opened.search("HMGB1 release")
    opened.press("ArrowDown")
    assert opened.page.inner_text("#live").endswith("Enter shows the evidence")
    opened.search("HMGB1 release")
    badges = [key for key in opened.marks("badge") if "hmgb1-release" in key]
    for _ in range(30):
        opened.press("ArrowRight" if _ % 2 else "ArrowDown")
        opened.press("Enter")
        if opened.selected() in badges:
            break
        opened.search("HMGB1 release")
    assert opened.page.locator("#panel .record, #panel .edge").count() > 0


def test_arrows_walk_to_the_nearest_mark(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    said = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        opened.press(key)
        said.append(opened.page.inner_text("#live").split(",")[0])
    assert len(set(said)) >= 4, said
    opened.press("e")
    assert " to " in opened.page.inner_text("#live") and "effect" in opened.page.inner_text("#live")
    opened.press("Enter")
    assert opened.selected().startswith("bundle:")


def test_lines_of_a_node_are_reached_by_keyboard(file: Path, show: Any) -> None:
    opened = show(file, "#trex1-expression")
    opened.press("e")
    opened.press("Enter")
    assert opened.selected() and opened.selected().count(".") == 2
    assert opened.page.locator("#panel .record").count() > 0


def test_tabs_take_the_arrow_keys(file: Path, show: Any) -> None:
    opened = show(file)
    opened.page.focus("#tab-details")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("document.activeElement.id") == "tab-filters"
    assert opened.page.get_attribute("#tab-filters", "aria-selected") == "true"


def test_every_control_can_be_reached_by_tab(file: Path, show: Any) -> None:
    opened = show(file)
    seen = set()
    for _ in range(40):
        opened.page.keyboard.press("Tab")
        seen.add(opened.page.evaluate("document.activeElement.id"))
    wanted = {"search", "table-button", "take-button", "legend-button", "theme-button", "zoom-in",
              "canvas", "tab-details", "panel-body"}  # fmt: skip
    assert wanted <= seen


def test_the_table_shows_the_same_evidence_under_the_same_filters(
    file: Path, small: Graph, show: Any
) -> None:
    opened = show(file)
    opened.page.keyboard.press("t")
    rows = opened.page.locator("#table tbody tr")
    records = [record for _, record in small.evidence()]
    assert rows.count() == len(records)
    opened.page.click("#tab-filters")
    opened.page.click("#filter-setting summary")
    opened.page.check("#filter-setting-in_vivo")
    assert rows.count() == sum(record.system.setting == "in_vivo" for record in records) > 0
    opened.page.click("#table tbody tr >> nth=0 >> button")
    assert opened.page.locator("#panel .record").count() > 0


@pytest.mark.parametrize(
    ("width", "height"), [(1024, 768), (768, 1024), (1280, 800), (1440, 900), (1920, 1080)]
)
def test_nothing_runs_over_the_edge(file: Path, show: Any, width: int, height: int) -> None:
    opened = show(file, "#ecto-calreticulin", width, height)
    for selector in ("body", "#panel", "#panel-body", "header"):
        wide = f"document.querySelector('{selector}')"
        assert opened.page.evaluate(f"{wide}.scrollWidth <= {wide}.clientWidth"), selector
    assert opened.page.evaluate("document.documentElement.scrollHeight") <= height
    canvas = opened.page.locator("#canvas").bounding_box()
    assert canvas["width"] > 400 and canvas["height"] > 300


def test_a_finger_opens_a_module(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, "", 1024, 768, has_touch=True)
    spot = opened.ask("at", "module:checkpoints")
    opened.page.touchscreen.tap(spot["x"], spot["y"])
    opened.until("window.explorer.selected() === 'module:checkpoints'")


def test_a_dark_screen_gets_a_dark_page(file: Path, show: Any) -> None:
    opened = show(file, color_scheme="dark")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == "dark"
    opened.page.click("#theme-button")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == "light"


def test_sign_is_never_colour_alone(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, "#module:cell-death")
    opened.page.emulate_media(color_scheme="light")
    svg = opened.ask("svg")  # from afar, where a box is tinted
    for mark in ("C&#62;P", "C=P", "C&#60;P"):
        assert mark in svg, mark
    whole = show(shipped_file, "").ask("svg")
    for letter in (">C<", ">P<"):
        assert letter in whole, letter
