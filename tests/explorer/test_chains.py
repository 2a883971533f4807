"""Chains and what-ifs as a reader sees them: what was seen, how, against, what is silent.

That the page's answers are those of Python is held by `test_same_answers.py`, without a browser.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kg.knowledge import Knowledge
from kg.mechanism import say_chains, say_what_if

pytestmark = pytest.mark.browser
CARBON = "carbon-ion-irradiation"
PHOTON = "photon-irradiation"
IFN = f"#tab=chains&from={CARBON}&to=type-i-ifn-response"


def answered(opened: Any) -> str:
    """Wait for the sentence, and give it."""
    opened.page.wait_for_selector("#chain-net")
    return str(opened.page.inner_text("#chain-net"))


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ("", {}),
        ("&most=3", {"max_length": 3}),
        ("&chain-facet=hypoxia", {"where": ["oxygen=hypoxia"]}),
        ("&chain-setting=in_vivo&chain-basis=isodose",
         {"systems": ["in_vivo"], "where": ["basis=isodose"]}),
        ("&avoid=cgas-sting-signalling", {"avoid": ["cgas-sting-signalling"]}),
    ],
)  # fmt: skip
def test_the_page_answers_as_the_command(
    shipped_file: Path, shipped: Knowledge, show: Any, asked: str, options: dict[str, Any]
) -> None:
    opened = show(shipped_file, IFN + asked)
    wanted = shipped.chains(CARBON, "type-i-ifn-response", **options)
    assert answered(opened) == say_chains(shipped, wanted)
    page = opened.ask("found")
    assert page["sign"] == wanted.sign
    assert page["chains"] == [
        {"nodes": list(chain.nodes), "sign": chain.sign, "seen": chain.seen,
         "opposed": bool(chain.opposed)}
        for chain in wanted.chains
    ]  # fmt: skip


def test_seen_then_how_then_against_then_the_steps(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, IFN)
    answered(opened)
    heads = opened.page.locator("#chain-list h3").all_inner_texts()
    assert heads[:3] == ["Seen", "How it may come about", "Against"]
    assert heads[3] == "The steps, and who found them"
    found = shipped.chains(CARBON, "type-i-ifn-response")
    listed = [made.get_attribute("data-chain") for made in
              opened.page.locator("#chain-list > [data-chain]").all()]  # fmt: skip
    shown = [*found.heads(found.how), *found.heads(found.counter_forces)]
    assert listed == [" ".join(chain.nodes) for chain in shown]
    assert "Counter-force" in opened.panel() and "dose 8-10 Gy" in opened.panel()
    force = found.heads(found.counter_forces)[0]
    assert " · ".join(str(link.studies) for link in force.links) in opened.panel()


def test_every_step_says_what_limits_it(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, IFN)
    answered(opened)
    found = shipped.chains(CARBON, "type-i-ifn-response")
    rows = opened.page.locator("#chain-list .step").all_inner_texts()
    for link in (one for one in found.heads(found.how)[0].links if one.step.counts):
        ends = [shipped.entities[key].label for key in (link.step.subject, link.step.object)]
        (row,) = [text for text in rows if all(end in text for end in ends) and "→" in text
                  and text.startswith(ends[0])]  # fmt: skip
        assert all(word in row for word in link.doubts)
        studies = f"{link.studies} stud" if link.studies else "review only"
        assert studies in row


def test_variants_open_below_the_first_of_them(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, IFN)
    answered(opened)
    before = opened.page.locator("[data-chain]").count()
    opened.page.click("summary:has-text('variant') >> nth=0")
    opened.until(f"document.querySelectorAll('[data-chain]').length > {before}")


def test_a_null_is_looked_for_and_not_changed(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    start, end = CARBON, "ecto-calreticulin"
    found = shipped.chains(start, end)
    assert found.nulls
    opened = show(shipped_file, f"#tab=chains&from={start}&to={end}")
    assert answered(opened) == say_chains(shipped, found)
    # what was irradiated is told since the knowledge says it
    assert "looked for and not changed (irradiated tumour-cell; oxygen hypoxia)" in opened.panel()


def test_what_was_not_measured_is_not_in_this_corpus(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, f"#tab=chains&from={CARBON}&to=apc-maturation&most=2")
    assert "not measured directly in this corpus" in answered(opened)
    assert "Directly measured: not in this corpus." in opened.panel()


def test_under_a_condition_a_step_says_how_many_report_it(
    shipped_file: Path, show: Any
) -> None:
    opened = show(shipped_file, IFN + "&chain-facet=hypoxia")
    answered(opened)
    assert "oxygen: not reported" in opened.panel()


@pytest.mark.parametrize("wish", ["chain-facet=anoxia", "chain-setting=__proto__"])
def test_a_condition_that_is_not_offered_is_left_out(
    shipped_file: Path, show: Any, wish: str
) -> None:
    opened = show(shipped_file, f"{IFN}&{wish}")
    assert answered(opened)
    assert opened.page.input_value(f"#{wish.split('=')[0]}") == ""


def test_a_chain_is_found_listed_and_drawn_alone(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    opened.page.click("#tab-chains")
    opened.page.fill("#chain-from", "carbon-ion irradiation")
    opened.page.fill("#chain-to", "type I interferon response")
    opened.page.click("text=Through, avoiding, longest, conditions")
    opened.page.fill("#chain-through", "TREX1 expression")
    opened.page.click("text=Find chains")
    opened.page.wait_for_selector("#chain-net")
    opened.page.click("[data-chain] >> nth=0")
    opened.settle()
    drawn = sorted(opened.marks("node"), key=lambda key: opened.marks("node")[key]["x"])
    assert drawn == opened.page.get_attribute("[data-chain] >> nth=0", "data-chain").split()
    assert opened.marks("module") == {}, "alone"
    assert "weakest link: " in opened.ask("svg")
    opened.page.keyboard.press("Escape")
    assert set(opened.marks("node")) > set(drawn), "back among all ways"
    opened.page.keyboard.press("Escape")
    assert opened.marks("module")


def test_a_chain_that_goes_against_what_was_seen_says_so_when_drawn(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    found = shipped.chains(CARBON, "type-i-ifn-response")
    place = next(n for n, chain in enumerate(found.chains) if chain.counter_force)
    opened = show(shipped_file, f"{IFN}&chain={place}")
    opened.page.wait_for_selector("#leave-chain:visible")
    assert "A counter-force: goes against what was seen between" in opened.ask("svg")
    limits = [word for link in found.chains[place].links for word in link.doubts]
    assert limits and all(word in opened.ask("svg") for word in limits)


def test_all_ways_are_one_picture_with_what_was_seen_above(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, IFN)
    answered(opened)
    found = shipped.chains(CARBON, "type-i-ifn-response")
    shown = [*found.heads(found.how)[:7], *found.heads(found.counter_forces)[:3]]
    assert {key for chain in shown for key in chain.nodes} <= set(opened.marks("node"))
    svg = opened.ask("svg")
    assert svg.count("Seen: ") == len(found.seen)
    assert "counter-force" in svg and "against what was seen" in svg
    assert "2 studies" in svg and "Hu et al. 2024" in svg
    assert "C&#62;P" in svg, "the beams are compared at the boxes"
    assert "Papers: " in svg and svg.count("Vanpouille-Box et") > 1, "a year may wrap"


def test_nothing_that_only_reviews_say_bears_the_name_of_a_study(
    shipped_file: Path, show: Any
) -> None:
    opened = show(shipped_file, IFN)
    answered(opened)
    svg = opened.ask("svg")
    assert not re.search(r"\b0 stud", svg) and ">review only<" in svg and ">review: " in svg
    rows = opened.page.locator("#chain-list .step").all_inner_texts()
    only = [row for row in rows if "review only" in row]
    assert only and all("review: " in row for row in only)


def test_no_label_of_the_picture_leaves_its_frame(
    shipped_file: Path, show: Any, browser: Any
) -> None:
    opened = show(shipped_file, IFN)
    answered(opened)
    ruler = browser.new_page()
    found = ruler.evaluate(
        """svg => {
      document.body.innerHTML = svg;
      const box = (one) => {
        const { x, y, width, height } = one.getBBox();
        return [x, y, width, height];
      };
      const all = (tag) => [...document.querySelectorAll(tag)];
      return { texts: all('text').map((one) => [one.textContent, ...box(one)]),
        rects: all('rect').map(box) };
    }""",
        opened.ask("svg"),
    )
    ruler.close()
    (whole,) = [rect for rect in found["rects"] if rect[:2] == [0, 0]]
    frames = [rect for rect in found["rects"] if rect != whole and rect[2] > 150]
    for words, x, y, width, height in found["texts"]:
        assert x >= 0 and x + width <= whole[2] and y + height <= whole[3] + 2, words
        for left, top, wide, high in frames:
            if left < x + width / 2 < left + wide and top < y + height / 2 < top + high:
                assert x >= left and x + width <= left + wide, f"{words!r} leaves its frame"


def test_ways_are_lit_one_by_one_by_list_and_by_keys(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, IFN)
    answered(opened)
    whole = opened.ask("svg")
    opened.page.hover("#chain-list > [data-chain] >> nth=0")
    assert "weakest link: " in opened.ask("svg") and "weakest link: " not in whole
    assert 'opacity="0.12"' in opened.ask("svg"), "the others are dimmed"
    opened.page.hover("#search")
    assert opened.ask("svg") == whole
    opened.press("w")
    first = opened.ask("svg")
    opened.press("w")
    assert len({whole, first, opened.ask("svg")}) == 3
    assert "Way 2 of" in opened.page.inner_text("#live")


def test_a_link_of_a_chain_shows_its_evidence(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, f"#tab=chains&from={CARBON}&to=type-i-ifn-response&most=3&chain=1")
    opened.page.wait_for_selector("#leave-chain:visible")
    opened.settle()
    link = next(iter(opened.marks("link").values()))
    place = opened.page.evaluate("mark => window.explorer.screen(mark.x, mark.y)", link)
    opened.page.mouse.click(place["x"], place["y"])
    assert opened.selected() == link["id"]
    assert opened.page.locator("#panel .record").count() > 0


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        (f"held=sting&doing=blocked&under={CARBON}", {"block": ["sting"], "exposures": [CARBON]}),
        ("held=trex1&doing=down&under=none&what-facet=hypoxia",
         {"down": ["trex1"], "where": ["oxygen=hypoxia"]}),
        (f"held=cgas-sting-signalling&doing=cut+out&under={CARBON}&most=4",
         {"cut_out": ["cgas-sting-signalling"], "exposures": [CARBON], "max_length": 4}),
    ],
)  # fmt: skip
def test_a_what_if_moves_what_the_command_says(
    shipped_file: Path, shipped: Knowledge, show: Any, asked: str, options: dict[str, Any]
) -> None:
    opened = show(shipped_file, f"#tab=whatif&{asked}")
    opened.until("document.querySelector('#change-net')")
    found = shipped.what_if(**options)
    assert opened.page.inner_text("#change-net") == say_what_if(shipped, found)
    decided = [f"{one.exposure or 'alone'}>{one.entity}" for one in found.outcomes
               if one.change != "routes only"]  # fmt: skip
    listed = [made.get_attribute("data-change") for made in
              opened.page.locator("#changes > [data-change]").all()]  # fmt: skip
    assert set(listed) <= set(decided) and len(listed) >= min(len(decided), 10)
    assert set(opened.ask("lit")) == {
        *(held for held, _ in found.held), *(key.split(">")[1] for key in decided)
    }  # fmt: skip


def test_what_falls_comes_with_its_way_and_with_who_did_just_this(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, f"#tab=whatif&held=trex1&doing=blocked&under={CARBON}")
    opened.until("document.querySelector('#change-net')")
    row = opened.page.inner_text(f'[data-change="{CARBON}>ifn-beta-secretion"]')
    assert "seen so with siRNA" in row and "Liu et al. 2024" in row
    assert "by TREX1 → TREX1 expression ⊣ IFN-beta level" in row
    heads = opened.page.locator("#changes h3").all_inner_texts()
    assert heads == ["Falls", "Rises"]


def test_a_name_that_nothing_has_is_refused(file: Path, show: Any) -> None:
    opened = show(file, "#tab=chains")
    opened.page.fill("#chain-from", "no such thing at all")
    opened.page.click("text=Find chains")
    assert "Nothing has the name in: From" in opened.panel()


def test_filters_of_the_page_limit_its_chains_and_the_view_says_so(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, IFN)
    before = answered(opened)
    opened.page.click("#tab-filters")
    opened.page.click("#filter-oxygen summary")
    opened.page.check("#filter-oxygen-hypoxia")
    opened.until("!window.explorer.busy()")
    opened.page.click("#filter-organism summary")
    opened.page.check("#filter-organism input >> nth=0")
    opened.until("!window.explorer.busy()")
    said = opened.page.inner_text("#said")
    assert "Filtered: Oxygen hypoxia" in said and "Not applied here: Organism" in said
    opened.page.click("#tab-chains")
    opened.until("!window.explorer.busy()")
    found = shipped.chains(CARBON, "type-i-ifn-response", where=["oxygen=hypoxia"])
    assert answered(opened) == say_chains(shipped, found) != before
    assert "Filtered: Oxygen hypoxia" in opened.page.inner_text("#chain-list .limits")
    assert opened.ask("chain") == "all", "still drawn"
    linked = show(shipped_file, "#" + opened.page.url.split("#")[1])
    assert answered(linked) == answered(opened)


def test_filters_limit_what_ifs_too(shipped_file: Path, shipped: Knowledge, show: Any) -> None:
    asked = f"#tab=whatif&held=trex1&doing=blocked&under={CARBON}&oxygen=hypoxia"
    opened = show(shipped_file, asked)
    opened.until("document.querySelector('#change-net')")
    found = shipped.what_if(block=["trex1"], exposures=[CARBON], where=["oxygen=hypoxia"])
    assert opened.page.inner_text("#change-net") == say_what_if(shipped, found)
    assert "Filtered: Oxygen hypoxia" in opened.page.inner_text("#changes .limits")


def test_chains_are_held_against_another_arm_and_the_address_says_so(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file, IFN + "&most=3")
    answered(opened)
    assert opened.page.locator(".advantage").count() == 0
    opened.page.select_option("#chain-versus", PHOTON)
    opened.page.click("form.ask button[type=submit]")
    opened.page.wait_for_selector(".advantage")
    found = shipped.chains(CARBON, "type-i-ifn-response", versus=PHOTON, max_length=3)
    first = next(chain for chain in found.how if chain.advantages)
    told = opened.page.locator(f'[data-chain="{" ".join(first.nodes)}"] .advantage')
    assert told.count() == len(first.advantages)
    for line, one in zip(told.all_inner_texts(), first.advantages, strict=True):
        assert (one.verdict or "not decided") in line
        if one.enters:
            assert f"enters at {shipped.entities[one.enters].label}, predicts" in line
        for at in one.compared:
            assert all(shipped.references[key].citation in line for key in at.references)
    address = opened.page.evaluate("location.hash")
    assert f"versus={PHOTON}" in address
    again = show(shipped_file, address)
    again.page.wait_for_selector(".advantage")
    assert again.panel() == opened.panel()
    opened.page.evaluate(f"location.hash = '{IFN}&versus={CARBON}'")
    opened.page.wait_for_selector(".fault")
    assert "the comparator" in opened.page.inner_text(".fault")
