"""Demand 4: the page's chains and what-ifs are those of `kg chains` and `kg whatif`."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from kg.knowledge import Knowledge
from kg.mechanism.network import build_network

pytestmark = pytest.mark.browser
CARBON = "carbon-ion-irradiation"


def pairs(graph: Knowledge, many: int) -> list[tuple[str, str]]:
    steps = build_network(graph).steps
    starts = sorted({step.subject for step in steps})
    ends = sorted({step.object for step in steps})
    chosen = random.Random(7)  # noqa: S311 - the same pairs every time
    found = [(CARBON, chosen.choice(ends)) for _ in range(many // 2)]
    found += [(chosen.choice(starts), chosen.choice(ends)) for _ in range(many - many // 2)]
    return [(one, other) for one, other in found if one != other]


def plain(found: Any) -> dict[str, Any]:
    return {
        "sign": found.sign,
        "chains": [
            {"nodes": list(chain.nodes), "sign": chain.sign, "weakest": chain.weakest,
             "studies": chain.studies, "doubts": list(chain.doubts)}
            for chain in found.chains
        ],
    }  # fmt: skip


def test_the_same_chains_as_the_command(shipped_file: Path, shipped: Knowledge, show: Any) -> None:
    opened = show(shipped_file)
    some = 0
    for start, end in pairs(shipped, 24):
        page = opened.ask("findChains", {"start": start, "end": end, "most": 4})
        assert page == plain(shipped.chains(start, end, max_length=4)), (start, end)
        some += bool(page["chains"])
    assert some > 8


@pytest.mark.parametrize(
    ("wish", "options"),
    [
        ({"oxygen": "hypoxia"}, {"where": ["oxygen=hypoxia"]}),
        ({"setting": "in_vivo"}, {"systems": ["in_vivo"]}),
        ({"setting": "in_vitro", "oxygen": "normoxia"},
         {"systems": ["in_vitro"], "where": ["oxygen=normoxia"]}),
    ],
)  # fmt: skip
def test_the_same_chains_under_conditions(
    shipped_file: Path, shipped: Knowledge, show: Any, wish: dict[str, Any], options: dict[str, Any]
) -> None:
    opened = show(shipped_file)
    for start, end in pairs(shipped, 10):
        page = opened.ask("findChains", {"start": start, "end": end, "most": 4, **wish})
        assert page == plain(shipped.chains(start, end, max_length=4, **options)), (start, end)


def test_through_and_avoiding(shipped_file: Path, shipped: Knowledge, show: Any) -> None:
    opened = show(shipped_file)
    ends = {"start": CARBON, "end": "type-i-ifn-response", "most": 5}
    through = opened.ask("findChains", {**ends, "through": ["trex1-expression"]})
    assert through["chains"] and all("trex1-expression" in one["nodes"]
                                     for one in through["chains"])  # fmt: skip
    avoiding = opened.ask("findChains", {**ends, "avoid": ["trex1-expression"]})
    wanted = shipped.chains(CARBON, "type-i-ifn-response", avoid=["trex1-expression"],
                            max_length=5)  # fmt: skip
    assert avoiding == plain(wanted)


@pytest.mark.parametrize(
    ("held", "doing", "option"),
    [("trex1", "down", "down"), ("cgas-sting-signalling", "blocked", "block"),
     ("mdsc-abundance-tumour", "up", "up")],
)  # fmt: skip
def test_the_same_changes_as_the_command(
    shipped_file: Path, shipped: Knowledge, show: Any, held: str, doing: str, option: str
) -> None:
    opened = show(shipped_file)
    page = opened.ask("findChanges", {"held": {held: doing}, "exposures": [CARBON], "most": 4})
    found = shipped.what_if(**{option: [held]}, exposures=[CARBON], max_length=4)  # type: ignore[arg-type]
    wanted = [
        {"exposure": one.exposure, "entity": one.entity, "before": one.before, "after": one.after,
         "change": one.change, "raising": list(one.raising), "lowering": list(one.lowering)}
        for one in found.outcomes
    ]  # fmt: skip
    assert page == wanted and wanted


def test_a_chain_is_found_listed_and_drawn_alone(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file)
    opened.page.click("#tab-chains")
    opened.page.fill("#chain-from", "carbon-ion irradiation")
    opened.page.fill("#chain-to", "type I interferon response")
    opened.page.fill("#chain-through", "TREX1 expression")
    opened.page.click("text=Find chains")
    opened.page.wait_for_selector("#chain-net")
    opened.page.click("[data-chain] >> nth=0")
    opened.settle()
    drawn = list(opened.marks("node"))
    assert drawn == opened.page.get_attribute("[data-chain] >> nth=0", "data-chain").split()
    assert opened.marks("module") == {}, "alone"
    assert "weakest link: " in opened.ask("svg")
    opened.click("nothing")
    opened.page.keyboard.press("Escape")
    assert opened.marks("module")


def test_an_ambiguous_net_sign_says_how_many_raise_and_lower(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, f"#tab=chains&from={CARBON}&to=type-i-ifn-response&most=5")
    opened.page.wait_for_selector("#chain-net")
    assert opened.page.inner_text("#chain-net").startswith("Ambiguous:")


def test_a_link_of_a_chain_shows_its_evidence(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, f"#tab=chains&from={CARBON}&to=type-i-ifn-response&most=3&chain=1")
    opened.page.wait_for_selector("#leave-chain:visible")
    opened.settle()
    link = next(iter(opened.marks("link").values()))
    place = opened.page.evaluate("mark => window.explorer.screen(mark.x, mark.y)", link)
    opened.page.mouse.click(place["x"], place["y"])
    assert opened.selected() == link["id"]
    assert opened.page.locator("#panel .record").count() > 0


def test_what_if_lights_up_what_changes(shipped_file: Path, show: Any) -> None:
    opened = show(shipped_file, "#tab=whatif&held=trex1&doing=down&most=4")
    opened.until(
        "document.querySelector('#change-net')?.textContent.startsWith('With')"
    )
    assert opened.page.locator("[data-change]").count() > 0
    assert "trex1" in opened.ask("lit")


def test_a_name_that_nothing_has_is_refused(file: Path, show: Any) -> None:
    opened = show(file, "#tab=chains")
    opened.page.fill("#chain-from", "no such thing at all")
    opened.page.click("text=Find chains")
    assert "Nothing has the name in: From" in opened.panel()


def test_isodose_leaves_out_what_was_compared_on_other_bases_only(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file)
    ends = {"start": CARBON, "most": 1}
    wide = narrow = 0
    for end in sorted({edge.object for edge in shipped.comparisons})[:40]:
        every = opened.ask("findChains", {**ends, "end": end})["chains"]
        strict = opened.ask("findChains", {**ends, "end": end, "isodose": True})["chains"]
        assert all(one["nodes"] in [other["nodes"] for other in every] for one in strict)
        wide, narrow = wide + len(every), narrow + len(strict)
    assert 0 < narrow < wide
