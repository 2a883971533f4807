"""Papers, models and trials have panels, and addresses, of their own; the table sorts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.graph import Graph
from kg.knowledge import Knowledge

pytestmark = pytest.mark.browser


def test_a_paper_tells_what_it_found_and_what_others_say_of_it(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    key = "huang2019"
    opened = show(shipped_file, f"#paper:{key}")
    own = [one for _, one in shipped.evidence() if one.read_in == key]
    told = [one for _, one in shipped.evidence()
            if key in one.references and one.read_in != key]  # fmt: skip
    assert own and told
    text = opened.panel()
    assert f"{len(own)} finding" in text and f"What it found ({len(own)})" in text
    assert f"whether it bears that out ({len(told)})" in text
    for one in (*own, *told):
        assert one.summary in text
        for check in one.checks:
            assert check.reference != key or check.note in text
    assert shipped.references[key].doi in text
    doses = [one.exposure.dose.text for one in own if one.exposure and one.exposure.dose]
    assert doses and all(dose in text for dose in doses)
    assert opened.selected() == f"paper:{key}"
    opened.page.click("#panel .found .link >> nth=0")
    opened.page.go_back()
    opened.until(f"window.explorer.selected() === 'paper:{key}'")


def test_a_paper_is_found_as_people_cite_it(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    opened.search("Huang et al., 2019")
    assert opened.selected() == "paper:huang2019"


def test_the_papers_stand_by_year(file: Path, small: Graph, show: Any) -> None:
    opened = show(file, "#papers:all")
    shown = opened.page.locator("#panel [data-paper]")
    listed = [one.get_attribute("data-paper") for one in shown.all()]
    years = [small.references[key].issued or 0 for key in listed]
    assert sorted(listed) == sorted(small.references) and years == sorted(years, reverse=True)
    opened.page.click(f'[data-paper="{listed[-1]}"]')
    assert opened.selected() == f"paper:{listed[-1]}"


def test_a_model_tells_what_was_found_in_it(file: Path, small: Graph, show: Any) -> None:
    opened = show(file, "#jurkat")
    found = [one for _, one in small.evidence() if "jurkat" in one.system.models]
    assert found and f"What was found in it ({len(found)})" in opened.panel()
    for one in found:
        assert one.summary in opened.panel()


def test_a_trial_stands_as_it_is_registered(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    key, trial = next((key, one.trial) for key, one in shipped.entities.items()
                      if one.trial and one.trial.status)  # fmt: skip
    opened = show(shipped_file, f"#{key}")
    assert "As registered" in opened.panel() and trial.status in opened.panel()


@pytest.mark.parametrize("column", ["year", "source", "effect", "check", "finding", "doi"])
def test_a_table_sorts_by_a_column_both_ways(file: Path, show: Any, column: str) -> None:
    opened = show(file, "#table=1")
    heads = opened.page.locator("#table thead th").all_inner_texts()
    at = next(n for n, text in enumerate(heads) if text.startswith(column))

    def cells() -> list[str]:
        rows = opened.page.locator(f"#table tbody td:nth-child({at + 1})").all_inner_texts()
        return [one.strip().casefold() for one in rows]

    before = cells()
    for way, turned in (("ascending", False), ("descending", True)):
        opened.page.click(f"#sort-{column}")
        head = opened.page.locator("#table thead th").nth(at)
        assert head.get_attribute("aria-sort") == way
        full = [one for one in cells() if one]
        assert full == sorted(full, reverse=turned) and cells()[len(full) :] == [""] * (
            len(before) - len(full)), "what is empty stands last"  # fmt: skip
    opened.page.click(f"#sort-{column}")
    assert cells() == before


def test_columns_are_chosen_and_dois_are_links(file: Path, small: Graph, show: Any) -> None:
    opened = show(file, "#table=1")
    links = opened.page.locator("#table tbody a")
    dois = {one.doi for one in small.references.values() if one.doi}
    assert links.count() and set(links.all_inner_texts()) <= dois
    assert all(one.get_attribute("rel") == "noopener noreferrer" for one in links.all())
    opened.page.click("#table .columns summary")
    opened.page.uncheck("#column-doi")
    opened.page.check("#column-study-type")
    heads = [text.split()[0] for text in
             opened.page.locator("#table thead th").all_inner_texts()]  # fmt: skip
    assert "doi" not in heads and "study" in heads
    again = show(file, opened.page.evaluate("location.hash"))
    assert again.page.locator("#table thead th").all_inner_texts() == (
        opened.page.locator("#table thead th").all_inner_texts())  # fmt: skip


def test_several_values_of_a_facet_add_up_and_counts_heed_the_others(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, "#tab=filters&unfold=setting,check,let_kev_um,dose_gy")
    opened.page.check("#filter-setting-in_vitro")
    opened.page.check("#filter-setting-in_vivo")
    opened.page.check("#filter-check-agrees")
    records = [one for _, one in shipped.evidence()]
    agreed = [one for one in records if any(check.outcome == "agrees" for check in one.checks)]
    kept = [one for one in agreed if one.system.setting in ("in_vitro", "in_vivo")]
    assert opened.page.inner_text("#filtered") == f"{len(kept)} of {len(records)} records"
    patients = opened.page.locator("label", has=opened.page.locator("#filter-setting-patients"))
    wanted = sum(one.system.setting == "patients" for one in agreed)
    if wanted:
        assert patients.locator(".count").inner_text() == str(wanted)
    opened.page.click("text=Clear all filters")
    slider = opened.page.locator("#filter-dose_gy-from")
    stops = int(slider.get_attribute("max") or 0)
    assert stops > 3
    slider.fill(str(stops))
    told = opened.page.inner_text("#filter-dose_gy summary")
    assert told.startswith("Dose in Gy") and "from" in told
    assert opened.page.evaluate("location.hash").count("dose_gy=") == 1


def test_an_interval_between_two_stops_is_what_the_slider_says(file: Path, show: Any) -> None:
    opened = show(file, "#tab=filters&unfold=dose_gy&dose_gy=2..11")
    facet = opened.page.inner_text("#filter-dose_gy")
    kept = int(opened.page.inner_text("#filtered").split()[0])
    assert f"2 to 11 Gy: {kept} record" in facet
    shown = opened.page.get_attribute("#filter-dose_gy-from", "aria-valuetext")
    assert float(shown.split()[0]) >= 2
