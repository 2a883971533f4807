"""Demand 2: find and focus, filters that fade with counts, and an address that keeps it all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.graph import Graph
from kg.knowledge import Knowledge
from kg.rdf import named_queries, query

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("words", ["PD-L1", "CD274", "HGNC:17635", "hgnc 17635"])
def test_label_synonym_and_curie_find_the_same(
    shipped_file: Path, shipped: Knowledge, show: Any, words: str
) -> None:
    opened = show(shipped_file)
    opened.search(words)
    assert opened.selected() == shipped.find("PD-L1").id == "pd-l1"


def test_the_neighbourhood_grows_by_degrees(shipped_file: Path, shipped: Graph, show: Any) -> None:
    opened = show(shipped_file, "#hmgb1-release")
    one = set(opened.ask("lit"))
    near = {edge.subject for edge in shipped.effects_at("hmgb1-release")}
    near |= {edge.object for edge in shipped.effects_at("hmgb1-release")}
    assert near <= one
    opened.page.click("text=2 steps")
    two = set(opened.ask("lit"))
    assert one < two
    further = {edge.object for edge in shipped.effects if edge.subject in near - {
        key for key in near if shipped.entities[key].kind == "radiation"}}  # fmt: skip
    assert further <= two
    assert "steps=2" in opened.page.evaluate("location.hash")


FILTERS = {
    "setting": lambda record: record.system.setting,
    "certainty": lambda record: record.certainty,
    "organism": lambda record: record.system.organism,
}


@pytest.mark.parametrize("facet", sorted(FILTERS))
def test_a_filter_counts_what_passes_and_fades_the_rest(
    file: Path, small: Graph, show: Any, facet: str
) -> None:
    values = [FILTERS[facet](record) for _, record in small.evidence()]
    value = max(set(values) - {None}, key=values.count)
    opened = show(file)
    opened.page.click("#tab-filters")
    opened.page.click(f"#filter-{facet} summary")
    opened.page.check(f"#filter-{facet}-{value}")
    wanted = f"{values.count(value)} of {len(values)} records"
    assert wanted in opened.page.inner_text("#filter-count")
    assert opened.page.inner_text("#filtered") == wanted
    assert opened.page.evaluate("document.activeElement.id") == f"filter-{facet}-{value}"
    assert wanted in opened.page.inner_text("#live")
    assert len(opened.marks("module")) == len(opened.ask("boxes")), "nothing is hidden"
    opened.page.click("text=Clear all filters")
    assert not opened.page.is_visible("#filtered")


@pytest.mark.parametrize(
    "facet",
    ["exposure", "comparison", "basis", "certainty", "setting", "organism", "section", "check",
     "year", "models", "study_type", "oxygen"],
)  # fmt: skip
def test_every_facet_offers_its_values_with_counts(file: Path, show: Any, facet: str) -> None:
    opened = show(file, f"#tab=filters&unfold={facet}")
    counts = opened.page.locator(f"#filter-{facet} .count").all_inner_texts()
    assert counts and all(int(text) > 0 for text in counts)


def test_a_filter_fades_marks_in_the_picture(file: Path, show: Any) -> None:
    opened = show(file)
    assert 'opacity="0.6"' not in opened.ask("svg")
    opened.page.evaluate("location.hash = '#tab=filters&setting=patients'")
    opened.page.wait_for_selector("#filtered:visible")
    assert 'opacity="0.6"' in opened.ask("svg")


def test_the_address_brings_back_the_whole_view(shipped_file: Path, show: Any) -> None:
    first = show(shipped_file)
    first.search("ecto-calreticulin")
    first.page.click('[data-mode="difference"]')
    first.page.click("#tab-filters")
    first.page.click("#filter-setting summary")
    first.page.check("#filter-setting-in_vitro")
    first.page.click("#zoom-out")
    first.settle()
    told = first.page.evaluate("location.hash")
    for part in ("s=ecto-calreticulin", "mode=difference", "setting=in_vitro", "at="):
        assert part in told
    again = show(shipped_file, told)
    assert again.selected() == "ecto-calreticulin"
    assert again.page.is_checked("#filter-setting-in_vitro")
    assert again.page.get_attribute('[data-mode="difference"]', "aria-pressed") == "true"
    assert abs(again.ask("scale") - first.ask("scale")) < 0.02
    spots = [one.ask("at", "ecto-calreticulin") for one in (first, again)]
    assert abs(spots[0]["x"] - spots[1]["x"]) < 12 and abs(spots[0]["y"] - spots[1]["y"]) < 12


def test_named_queries_are_questions_with_the_answers_of_kg_query(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, "#tab=questions")
    listed = opened.page.locator("[data-question]")
    assert listed.count() == len(named_queries())
    name = "hypoxia-reversals"
    opened.page.click(f'[data-question="{name}"]')
    answer = query(shipped, named_queries()[name].text)
    rows = opened.page.locator("#panel table.answer tbody tr")
    assert rows.count() == len(answer.rows) > 0
    named = {term.short for row in answer.rows for term in row if term}
    lit = set(opened.ask("lit"))
    assert lit == {key for key in named if key in shipped.entities} and lit
    opened.page.click("text=All questions")
    assert opened.ask("lit") is None
