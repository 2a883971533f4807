"""All that is visible stands in the address, and comes back by link, by Back and by reload."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kg.graph import Graph

pytestmark = pytest.mark.browser

STATES, IN_A_ROW, LOADED = 300, 15, 6
"""States that are compared; at once (a browser keeps 50 steps); by a fresh load as well."""
FUZZED = 2000
HANDS = Path(__file__).with_name("hands.js").read_text(encoding="utf-8")




MODES = ("all", "first", "second", "difference")
TABS = ("details", "filters", "questions", "chains", "whatif")
WORDS = ("HMGB1", "release of HMGB1", "CD47", "carbon", "interferon", "Helm 2021")
CONTROLS = ("zoom-all", "table-button", "legend-button", "theme-button", "leave-chain",
            *(f"tab-{tab}" for tab in TABS))  # fmt: skip


def clicks(graph: Graph, chosen: random.Random) -> Iterator[str]:
    """Name what a reader does, as scripts that use the page's own controls (hands.js)."""
    edges = [*(edge.id for edge in graph.effects), *(edge.id for edge in graph.comparisons)]
    ids = [*graph.entities, *edges, "papers:all",
           *(f"paper:{key}" for key in graph.references)]  # fmt: skip
    modules = [f"module:{key}" for key in graph.divided[0]]
    ways: tuple[tuple[str, Callable[[], Sequence[Any]]], ...] = (
        ("choose", lambda: (chosen.choice(ids), chosen.random() < 0.7)),
        ("choose", lambda: (chosen.choice(ids), True)),
        ("choose", lambda: (chosen.choice(modules), True)),
        ("choose", lambda: (None,)),
        ("mode", lambda: (chosen.choice(MODES),)),
        ("press", lambda: (chosen.choice(CONTROLS),)),
        ("press", lambda: (chosen.choice(CONTROLS),)),
        ("toggle", lambda: (chosen.random(),)),
        ("toggle", lambda: (chosen.random(),)),
        ("slide", lambda: (chosen.random(), chosen.random())),
        ("clear", tuple),
        ("explorer.zoom", lambda: (chosen.choice((0.4, 0.9, 3, 9)),)),
        ("explorer.pan", lambda: (chosen.choice((-200, 150)),)),
        ("sort", lambda: (chosen.random(),)),
        ("drawOne", lambda: (chosen.random(),)),
        ("whatIf", tuple),
        ("enterWords", lambda: (chosen.choice(WORDS),)),
        ("ask", lambda: (chosen.choice(("carbon-below-photon", "hypoxia-reversals")),)),
    )
    while True:
        name, given = chosen.choice(ways)
        yield f"window.{name}({', '.join(map(json.dumps, given()))})"


def test_what_is_seen_comes_back_by_link_by_back_and_by_reload(
    file: Path, small: Graph, show: Any
) -> None:
    opened, other = show(file), show(file)
    for one in (opened, other):
        one.page.evaluate(HANDS)
    acts = clicks(small, random.Random(17))  # noqa: S311 - the same every time
    seen: list[tuple[str, str, Any]] = []

    def shown(page: Any) -> Any:
        told = page.evaluate("window.shown()")
        if "theme=" not in page.evaluate("location.hash"):
            del told["theme"]  # what the reader chose later holds for what he saw before as well
        return told

    def act_on(page: Any, act: str) -> Any:
        return page.evaluate("act => window.act(act)", act)

    for batch in range(0, STATES, IN_A_ROW):
        row: list[tuple[int, tuple[str, str, Any]]] = []
        for _ in range(min(IN_A_ROW, STATES - batch)):
            act = next(acts)
            steps = act_on(opened.page, act)
            now = (act, opened.page.evaluate("location.hash"), shown(opened.page))
            if steps or not row:
                row.append((steps, now))
            else:
                row[-1] = (row[-1][0], now)  # it took the place of the last
            seen.append(now)
        for (_, (act, address, wanted)), (steps, _) in reversed([*pairwise(row)]):
            act_on(opened.page, f"history.go(-{steps})")
            assert opened.page.evaluate("location.hash") == address, act
            assert shown(opened.page) == wanted, f"by Back, after {act}: {address}"
    for act, address, wanted in seen:
        act_on(other.page, f"location.hash = {json.dumps(address or '#')}")
        assert shown(other.page) == wanted, f"by link, after {act}: {address}"
    for act, address, wanted in seen[:: len(seen) // LOADED]:
        fresh = show(file, address)
        fresh.page.evaluate(HANDS)
        assert shown(fresh.page) == wanted, f"loaded anew, after {act}: {address}"
        fresh.page.reload()
        fresh.until("window.explorer !== undefined")
        fresh.settle()
        fresh.page.evaluate(HANDS)
        del fresh.requests[1:]  # the page itself, once more
        assert shown(fresh.page) == wanted, f"by reload, after {act}: {address}"
    assert len({address for _, address, _ in seen}) > STATES // 2


PARTS = """s find taken mode steps tab question table theme legend unfold sort columns rows at from
to through avoid most chain held chain-facet doing under what-setting setting year basis dose_gy x
__proto__ constructor""".split()
VALUES = ["", "9" * 40, "\u202e", "<img src=x>", *"""- -,-,1 1,2,3 1e9,NaN,-1 0,0,0 whole
__proto__ % constructor %E0%A4 hmgb1-release module:icd carbon-ion-irradiation chains whatif
filters table .. 2.. ..-5 1..2
in_vitro hypoxia toString dark effect -year a,b,,c trex1 type-i-ifn-response 1 8 0
papers:all paper:helm2021 paper: bundle:a:b verdict:""".split()]


def addresses(chosen: random.Random) -> Iterator[str]:
    """Make addresses of all parts with values of all kinds, cut anywhere, some with noise."""
    while True:
        parts = [f"{chosen.choice(PARTS)}={_escaped(chosen, chosen.choice(VALUES))}"
                 for _ in range(chosen.randrange(1, 5))]  # fmt: skip
        if chosen.random() < 0.3:
            parts.insert(0, _escaped(chosen, chosen.choice(VALUES)))
        whole = "&".join(parts)
        if chosen.random() < 0.3:
            whole = whole[: chosen.randrange(len(whole) + 1)]
        if chosen.random() < 0.2:
            at = chosen.randrange(len(whole) + 1)
            whole = whole[:at] + chosen.choice("&=#%,.<\"'\\ ") + whole[at:]
        yield f"#{whole}"


def _escaped(chosen: random.Random, value: str) -> str:
    return value if chosen.random() < 0.5 else quote(value)


def fuzzed(opened: Any, some: list[str]) -> Any:
    return opened.page.evaluate("some => window.fuzz(some)", some)


def test_no_address_throws_and_what_is_unknown_is_said(file: Path, show: Any) -> None:
    opened = show(file)
    opened.page.evaluate(HANDS)
    made = addresses(random.Random(3))  # noqa: S311 - the same every time
    for _ in range(0, FUZZED, 250):
        assert fuzzed(opened, [next(made) for _ in range(250)]) == []
    assert opened.complaints == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("#no-such-id", "'no-such-id' is not in this corpus"),
        ("#hmgb1-relese", "did you mean:"),
        ("#at=-,-,1", "The address asks for the place '-,-,1'"),
        ("#tab=filters&setting=in_space", "'in_space' under System"),
        ("#colour=red", "a part 'colour' that this page does not know"),
        ("#tab=chains&from=nobody&to=hmgb1-release", "asks for the start 'nobody'"),
        ("#tab=chains&from=trex1&to=type-i-ifn-response&chain=77", "asks for chain 77, but"),
    ],
)  # fmt: skip
def test_what_an_address_asks_for_in_vain_is_said(
    file: Path, show: Any, address: str, said: str
) -> None:
    opened = show(file, address)
    opened.until("!window.explorer.busy()")
    assert said in opened.panel()


def test_escape_closes_one_thing_at_a_time(file: Path, show: Any) -> None:
    opened = show(file, "#s=hmgb1-release&setting=in_vitro&table=1&at=100,100,3")
    opened.page.click("#take-button")
    opened.page.fill("#search", "carbon")

    def left() -> tuple[bool, bool, bool, str | None, bool, bool]:
        visible = opened.page.is_visible
        return (visible("#suggestions"), visible("#take"), visible("#table"), opened.selected(),
                "at=" in opened.page.evaluate("location.hash"), visible("#filtered"))  # fmt: skip

    steps = [left()]
    for _ in range(6):
        opened.page.keyboard.press("Escape")
        steps.append(left())
    assert steps == [
        (True, True, True, "hmgb1-release", True, True),
        (False, True, True, "hmgb1-release", True, True),
        (False, False, True, "hmgb1-release", True, True),
        (False, False, False, "hmgb1-release", True, True),
        (False, False, False, None, True, True),
        (False, False, False, None, False, True),
        (False, False, False, None, False, True),
    ], "filters are no place to go back from: they stay"


@pytest.mark.parametrize("fragment", ["", "#module:icd", "#hmgb1-release"])
def test_the_picture_fits_again_when_the_window_changes(
    file: Path, show: Any, fragment: str
) -> None:
    opened = show(file, fragment)
    opened.page.set_viewport_size({"width": 900, "height": 700})
    opened.settle()
    wanted = show(file, fragment, 900, 700)
    assert opened.ask("camera") == wanted.ask("camera")


def test_the_colours_are_remembered_and_can_be_sent(file: Path, show: Any) -> None:
    opened = show(file, color_scheme="light")
    opened.page.click("#theme-button")
    assert "theme=dark" in opened.page.evaluate("location.hash")
    opened.page.goto(file.as_uri())
    opened.until("window.explorer !== undefined")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == "dark"
    del opened.requests[1:]
    sent = show(file, "#theme=dark", color_scheme="light")
    assert sent.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_drawn_chain_is_in_the_address(file: Path, show: Any) -> None:
    opened = show(file, "#tab=chains&from=trex1&to=type-i-ifn-response&most=4")
    opened.until("!window.explorer.busy()")
    opened.page.click("[data-chain] >> nth=0")
    told = opened.page.evaluate("location.hash")
    assert "chain=0" in told
    again = show(file, told)
    again.until("window.explorer.chain() === 0")
    opened.page.click("#leave-chain")
    assert "chain=" not in opened.page.evaluate("location.hash")
    opened.page.go_back()
    opened.until("window.explorer.chain() === 0")
