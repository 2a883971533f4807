"""Demand 3: a verdict per basis, what is for it and what is against it, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.graph import Graph

pytestmark = pytest.mark.browser

CALRETICULIN = "verdict:carbon-ion-irradiation:photon-irradiation:ecto-calreticulin:isodose"


def test_each_basis_has_its_own_verdict(file: Path, show: Any) -> None:
    opened = show(file, "#verdict:carbon-ion-irradiation:photon-irradiation:hmgb1-release:isodose")
    table = opened.page.locator("#panel table.verdicts tbody tr")
    rows = table.all_inner_texts()
    assert len(rows) == 2
    assert "isodose" in rows[0] and "higher" in rows[0]
    assert "isoeffective" in rows[1] and "similar" in rows[1]


def test_for_and_against_stand_side_by_side(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, "#" + CALRETICULIN)
    sides = opened.page.locator('#panel .sides[data-sides="2"] >> nth=0').locator(".side")
    boxes = [sides.nth(number).bounding_box() for number in range(sides.count())]
    assert len(boxes) == 2
    assert boxes[1]["x"] >= boxes[0]["x"] + boxes[0]["width"], "beside, not below"
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 2
    texts = sides.all_inner_texts()
    assert texts[0].startswith("For:") and texts[1].startswith("Against:")
    for side in texts:
        assert "doi:" in side and "Copy citation" in side


def test_the_counter_evidence_is_one_click_from_the_badge(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, "#ecto-calreticulin")
    opened.click(CALRETICULIN)
    assert opened.selected() == CALRETICULIN
    assert opened.page.locator("#panel .side .record").count() >= 2
    assert "The sides differ in" in opened.panel()


def test_where_nothing_is_against_it_the_panel_says_so(file: Path, show: Any) -> None:
    opened = show(file, "#verdict:carbon-ion-irradiation:photon-irradiation:hmgb1-release:isodose")
    assert "Nothing in this corpus speaks against it on this basis." in opened.panel()


def test_a_record_tells_system_dose_let_conditions_and_where_it_was_read(
    file: Path, small: Graph, show: Any
) -> None:
    opened = show(file, "#cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response")
    shown = opened.panel()
    for words in ("in vivo", "10 Gy", "50 keV/µm", "290 MeV/u", "fractions", "Table 1"):
        assert words in shown, words


def test_a_citation_can_be_copied(file: Path, small: Graph, show: Any) -> None:
    opened = show(file, "#carbon-ion-irradiation.increases.hmgb1-release",
                  permissions=["clipboard-read", "clipboard-write"])  # fmt: skip
    opened.page.click("#panel .copy >> nth=0")
    opened.until("document.querySelector('#live').textContent.startsWith('Copied')")
    copied = opened.page.inner_text("#live")
    citations = [reference for reference in small.references.values() if reference.title in copied]
    assert len(citations) == 1 and (citations[0].doi or "") in copied
    assert opened.page.inner_text("#panel .copy >> nth=0") == "Copied"


def test_a_bundle_lists_its_effects(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    drawn = opened.marks("bundle")
    key = next(one for one in drawn if one.startswith("bundle:module:cell-death:"))
    opened.click(key)
    assert opened.selected() == key
    assert opened.page.locator("#panel [data-edge]").count() > 3
