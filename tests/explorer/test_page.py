from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.graph import Graph
from kg.reasoning.about import say_entity

pytestmark = pytest.mark.browser


def test_search_selects_centres_and_lists(file: Path, show: Any) -> None:
    opened = show(file)
    opened.search("HMGB1 release")
    assert opened.selected() == "hmgb1-release"
    spot = opened.page.evaluate("window.explorer.at('hmgb1-release')")
    frame = opened.page.locator("#canvas").bounding_box()
    assert abs(spot["x"] - frame["x"] - frame["width"] / 2) < 3
    assert abs(spot["y"] - frame["y"] - frame["height"] / 2) < 3
    for heading in ("What changes it", "Carbon ions versus photons"):
        assert heading in opened.panel()
    assert "C>P" in opened.panel() and "C=P" in opened.panel()
    assert opened.page.evaluate("location.hash") == "#hmgb1-release", "the camera is on it"


def test_a_gene_tells_what_was_found_on_its_measures(file: Path, small: Graph, show: Any) -> None:
    opened = show(file, "#s=hmgb1")
    said = say_entity(small, "hmgb1")
    assert "at equal dose higher (1 study" in said
    assert opened.page.inner_text("#panel .said") == said
    assert "What changes HMGB1 release" in opened.panel()
    assert "HMGB1 release, doses matched for effect" in opened.panel()


def test_search_suggests_while_typing(file: Path, show: Any) -> None:
    opened = show(file)
    opened.page.fill("#search", "mdsc")
    assert "MDSC" in opened.page.inner_text("#suggestions")
    opened.page.fill("#search", "no such thing anywhere")
    assert "not in this corpus" in opened.page.inner_text("#suggestions")
    opened.page.keyboard.press("Enter")
    assert opened.selected() is None
    assert "'no such thing anywhere' is not in this corpus" in opened.panel()


def test_search_takes_the_arrow_keys(file: Path, show: Any) -> None:
    opened = show(file)
    opened.page.keyboard.press("/")
    opened.page.fill("#search", "carbon")
    second = opened.page.inner_text("#suggestions li >> nth=1 >> .name")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert opened.page.inner_text("#panel h2") == second


def test_a_click_on_a_line_shows_its_evidence(file: Path, small: Graph, show: Any) -> None:
    opened = show(file)
    opened.search("TREX1")
    opened.settle()  # the line is where the picture shows it once the camera rests
    opened.click("trex1-expression.decreases.type-i-ifn-response")
    assert opened.selected() == "trex1-expression.decreases.type-i-ifn-response"
    shown = opened.panel()
    (record,) = small.claims["trex1-expression.decreases.type-i-ifn-response"].evidence
    assert record.summary in shown
    for key in record.references:
        assert small.references[key].citation in shown
    assert "sentence" in shown and "in vitro" in shown


def test_a_click_on_a_badge_shows_what_the_beam_does(file: Path, show: Any) -> None:
    opened = show(file)
    opened.search("HMGB1 release")
    opened.click("carbon-ion-irradiation.increases.hmgb1-release")
    assert opened.selected() == "verdict:carbon-ion-irradiation:alone:hmgb1-release"
    assert "independent stud" in opened.panel() and "raises it" in opened.panel()


def test_a_click_on_a_node_selects_it(file: Path, show: Any) -> None:
    opened = show(file)
    opened.search("HMGB1 release")
    opened.page.keyboard.press("Escape")
    assert opened.selected() is None
    opened.search("lung-metastasis")
    opened.page.keyboard.press("Escape")  # the choice goes
    opened.page.keyboard.press("Escape")  # the camera goes back
    opened.settle()
    opened.click(opened.ask("moduleOf", "lung-metastasis"))
    opened.settle()
    opened.click("lung-metastasis")
    assert opened.selected() == "lung-metastasis"


def test_the_panel_leads_to_evidence_with_its_doi(file: Path, small: Graph, show: Any) -> None:
    opened = show(file, "#ecto-calreticulin")
    claim = "carbon-ion-irradiation.increases.ecto-calreticulin"
    opened.page.click(f'#panel [data-edge="{claim}"]')
    assert opened.selected() == claim
    cited = [small.references[key] for e in small.claims[claim].evidence for key in e.references]
    wanted = {f"https://doi.org/{reference.doi}" for reference in cited if reference.doi}
    assert wanted
    links = opened.page.locator("#panel .record a")
    assert {links.nth(n).get_attribute("href") for n in range(links.count())} >= wanted
    assert "noopener" in links.first.get_attribute("rel")
    for reference in cited:
        assert reference.citation in opened.panel()


def test_every_record_stands_by_itself_with_its_comparison(file: Path, show: Any) -> None:
    claim = "carbon-ion-irradiation.increases.hmgb1-release"
    opened = show(file, f"#{claim}")
    cards = opened.page.locator("#panel .record")
    texts = [cards.nth(n).inner_text() for n in range(cards.count())]
    assert len(texts) == 3
    assert any("isodose" in text and "higher than" in text for text in texts)
    assert any("isoeffective" in text and "similar to" in text for text in texts)
    assert any("rises with LET" in text for text in texts)


def test_a_contradiction_is_in_sight(file: Path, show: Any) -> None:
    opened = show(file, "#carbon-ion-irradiation.increases.ecto-calreticulin")
    assert "Also found otherwise" in opened.panel()
    other = "carbon-ion-irradiation.does_not_change.ecto-calreticulin"
    opened.page.click(f'#panel [data-edge="{other}"]')
    assert "hypoxia" in opened.panel()


def test_what_is_not_drawn_is_found_with_its_evidence(file: Path, show: Any) -> None:
    opened = show(file)
    opened.search("Jurkat")
    assert "not drawn" in opened.panel() and "Named in the evidence for" in opened.panel()
    opened.page.click('#panel [data-edge$="il2-secretion-t-cell"]')
    assert opened.selected() == "carbon-ion-irradiation.decreases.il2-secretion-t-cell"


def test_checks_against_the_primary_paper_are_marked(show: Any, checked: tuple[Path, str]) -> None:
    path, claim = checked
    opened = show(path, f"#{claim}")
    marked = opened.page.locator("#panel .check.disagrees")
    assert marked.count() == 1
    assert "The primary paper disagrees" in marked.inner_text()
    assert "half of it" in marked.inner_text()


def test_derived_edges_say_so(file: Path, small: Graph, show: Any) -> None:
    derived = next(edge for edge in small.effects if edge.derived)
    opened = show(file, f"#{derived.id}")
    assert "derived, not stated as such" in opened.panel()


def test_a_link_to_a_fragment_selects(file: Path, show: Any) -> None:
    opened = show(file, "#hmgb1-release")
    assert opened.selected() == "hmgb1-release"
    opened.page.evaluate("location.hash = '#lung-metastasis'")
    opened.until("window.explorer.selected() === 'lung-metastasis'")
    opened.page.go_back()
    opened.until("window.explorer.selected() === 'hmgb1-release'")


@pytest.mark.parametrize("fragment", ["#no-such-id", "#%E0%A4", "#__proto__", "#constructor"])
def test_an_unknown_fragment_shows_the_whole(file: Path, show: Any, fragment: str) -> None:
    assert show(file, fragment).selected() is None


def test_the_legend_opens_and_closes(file: Path, show: Any) -> None:
    opened = show(file)
    legend = opened.page.locator("#legend")
    assert not legend.is_visible()
    opened.page.click("#legend-button")
    assert legend.is_visible() and "does not change" in legend.text_content()
    opened.page.click("#legend-button")
    assert not legend.is_visible()


def test_nothing_drifts(file: Path, show: Any) -> None:
    first = show(file)
    places = first.page.evaluate("window.explorer.places()")
    first.page.wait_for_timeout(2000)
    assert first.page.evaluate("window.explorer.places()") == places
    assert show(file).page.evaluate("window.explorer.places()") == places


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
def test_nothing_runs_over_the_edge(file: Path, show: Any, width: int, height: int) -> None:
    opened = show(file, "#ecto-calreticulin", width, height)
    for selector in ("body", "#panel", "header"):
        wide = f"document.querySelector('{selector}')"
        assert opened.page.evaluate(f"{wide}.scrollWidth <= {wide}.clientWidth"), selector
    assert opened.page.evaluate("document.documentElement.scrollHeight") <= height


def test_the_picture_is_not_blank(file: Path, show: Any) -> None:
    opened = show(file)
    opened.search("HMGB1 release")
    colours = (
        "(() => { const canvas = document.querySelector('#canvas canvas');"
        " const copy = Object.assign(document.createElement('canvas'),"
        "   { width: canvas.width, height: canvas.height });"
        " const drawn = copy.getContext('2d', { willReadFrequently: true });"
        " drawn.drawImage(canvas, 0, 0);"
        " const all = drawn.getImageData(0, 0, copy.width, copy.height).data;"
        " const seen = new Set(); for (let i = 0; i < all.length; i += 4)"
        " seen.add(all[i] * 65536 + all[i + 1] * 256 + all[i + 2]); return seen; })()"
    )
    for colour in ("0xB34700", "0x0063A8"):  # carbon and photon in their colours
        opened.until(f"{colours}.has({colour})")
