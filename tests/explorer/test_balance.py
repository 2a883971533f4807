"""The first view by question: what each arm does to each module, and where modules lead."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest

from kg.curation import read
from kg.explorer import write_explorer
from kg.explorer.badge import judged
from kg.explorer.balance import balances, ways
from kg.explorer.modality import arms
from kg.graph import assemble
from kg.knowledge import Knowledge

CORPORA = Path(__file__).parents[1] / "corpora"
PAIR = ["carbon-ion-irradiation", "photon-irradiation"]
CHANGED = """async ([one, other]) => {
  const pixels = async (data) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const ctx = canvas.getContext('2d');
    ctx.drawImage(image, 0, 0);
    return ctx.getImageData(0, 0, image.width, image.height).data;
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  let changed = 0;
  for (let at = 0; at < a.length; at += 4) {
    const far = [0, 1, 2].some((part) => Math.abs(a[at + part] - b[at + part]) > 4);
    changed += far ? 1 : 0;
  }
  return changed / (a.length / 4);
}"""


@pytest.fixture(scope="module")
def told(shipped: Knowledge) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    found = judged(shipped, arms(shipped))
    return found, balances(shipped, found, arms(shipped))


def test_every_verdict_of_the_two_arms_counts_in_one_module(
    shipped: Knowledge, told: tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]
) -> None:
    found, balance = told
    compared = [key for one in balance.values() for key in one["compared"]]
    assert sorted(compared) == sorted(
        one["id"] for one in found
        if [one["exposure"], one["comparator"]] == PAIR and not one["given"]
    )  # fmt: skip
    for arm in PAIR:
        alone = [key for one in balance.values() for key in one["arms"][arm]]
        assert len(alone) == len(set(alone)) > 50
    module = shipped.divided[1]["hmgb1-release"]
    assert f"verdict:{PAIR[0]}:alone:hmgb1-release" in balance[module]["arms"][PAIR[0]]


def test_arms_that_were_compared_as_partners_of_a_therapy_count_there(
    told: tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]
) -> None:
    partners = told[1]["combination-therapy"]["partners"]
    pairs = {tuple(key.split(":")[1:3]) for key, _ in partners}
    assert ("cirt-anti-pd-1", "phrt-anti-pd-1") in pairs
    assert not any(set(pair) & set(PAIR) for pair in pairs)


def test_every_module_that_acts_on_another_has_one_best_way_out(
    shipped: Knowledge, told: tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]
) -> None:
    listed = ways(shipped, told[0])
    best = [one["from"] for one in listed if one["best"]]
    assert len(best) == len(set(best))
    assert {"cgas-sting", "checkpoints", "combination-therapy", "effectors"} <= set(best)
    by_id = {one["id"]: one for one in told[0]}

    def studies(way: dict[str, Any]) -> int:
        sides = [side for key in way["verdicts"] for side in by_id[key]["sides"]]
        return len({study for side in sides for study in side["studies"]})

    for way in listed:
        rival = next(one for one in listed if one["best"] and one["from"] == way["from"])
        assert studies(rival) >= studies(way)


@pytest.mark.browser
@pytest.mark.parametrize("mode", ["first", "second", "difference"])
def test_each_view_shows_something_else_and_says_what(
    shipped_file: Path, show: Any, browser: Any, mode: str
) -> None:
    opened = show(shipped_file, color_scheme="light")
    said = opened.page.inner_text("#said")
    stage = opened.page.locator("#stage")
    before = opened.picture("#stage")
    box = stage.bounding_box()
    opened.page.click(f'[data-mode="{mode}"]')
    # The line above may need more or less room: the same frame is compared.
    opened.page.evaluate(f"document.getElementById('reading').style.height = '{box['y'] - 48}px'")
    assert opened.page.inner_text("#said") != said
    after = opened.picture("#stage")
    ruler = browser.new_page()
    share = ruler.evaluate(CHANGED, [base64.b64encode(one).decode() for one in (before, after)])
    ruler.close()
    assert share >= 0.05


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768)])
@pytest.mark.parametrize("mode", ["", "#mode=first", "#mode=difference"])
def test_no_text_is_too_small_to_read(
    shipped_file: Path, show: Any, width: int, height: int, mode: str
) -> None:
    opened = show(shipped_file, mode, width, height)
    sizes = [float(size) for size in re.findall(r'font-size="([0-9.]+)"', opened.ask("svg"))]
    assert len(sizes) > 40 and min(sizes) >= 11
    small = opened.page.evaluate(
        "[...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && "
        "one.innerText && parseFloat(getComputedStyle(one).fontSize) < 11).map((one) => one.id)"
    )
    assert small == []


@pytest.mark.browser
def test_what_was_compared_in_combinations_is_not_called_uncompared(
    shipped_file: Path, show: Any
) -> None:
    opened = show(shipped_file)
    assert any(chip.startswith("C=P") for chip in opened.ask("chips", "module:combination-therapy"))
    assert "not compared" not in opened.ask("svg")


@pytest.mark.browser
def test_a_chip_is_explained_where_it_stands(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    chips = opened.ask("chips", "module:cell-death")
    higher = next(chip for chip in chips if chip.startswith("C>P")).split()[1]
    words = f"{higher} comparisons: higher after carbon ions than after photons"
    mark = next(mark for mark in opened.ask("marks") if mark["kind"] == "chip"
                and mark["id"] == "module:cell-death")  # fmt: skip
    place = opened.page.evaluate("mark => window.explorer.screen(mark.x, mark.y)", mark)
    opened.page.mouse.move(place["x"], place["y"])
    assert words in opened.page.inner_text("#tip")
    row = opened.page.locator('[data-module="module:cell-death"] .mark').first
    assert row.get_attribute("aria-label") == words == row.get_attribute("title")
    opened.page.mouse.click(place["x"], place["y"])
    assert opened.page.locator("#tip").is_hidden(), "a tip does not outlive the click"


@pytest.mark.browser
def test_the_key_is_in_sight_and_one_first_click_is_offered(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    key = opened.page.inner_text("#key")
    assert "C>P higher after carbon ions" in key.replace("\n", " ") and "disputed" in key
    assert opened.page.locator("#reading button:visible").count() == 1
    opened.page.click("#begin")
    opened.page.wait_for_selector("#chain-net")


@pytest.mark.browser
@pytest.mark.parametrize(("corpus", "letters"), [("flash", "FV"), ("drugs", "MS")])
def test_letters_and_names_are_those_of_the_corpus(
    tmp_path: Path, show: Any, corpus: str, letters: str
) -> None:
    write_explorer(assemble(read(CORPORA / corpus)), tmp_path / "page.html")
    opened = show(tmp_path / "page.html")
    chips = " ".join(chip for key in opened.ask("boxes") for chip in opened.ask("chips", key))
    assert re.search(f"{letters[0]}[>=<]{letters[1]} [0-9]", chips)
    for name in ("carbon", "photon", "C>P"):
        assert name not in opened.page.inner_text("#reading")

