"""The card of an answer: drawn in a frame as a host does, self-contained, and deaf to markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.curation import read
from kg.escape import island
from kg.explorer import scripts_of, styles_of
from kg.graph import assemble
from kg.tools import DETAIL_BYTES, Toolbox, card

SMALL = Path(__file__).parents[1] / "data" / "small"
HOST = """<!doctype html><body style="margin:0"><script>
const page = PAGE, results = RESULTS;
window.heard = []; window.height = 0;
const frame = document.createElement("iframe");
frame.sandbox = "allow-scripts"; frame.style = "width:100%;height:3000px;border:0";
frame.srcdoc = page;
const say = (message) => frame.contentWindow.postMessage({jsonrpc: "2.0", ...message}, "*");
addEventListener("message", ({data}) => {
  window.heard.push(data);
  if (data.method === "ui/initialize") say({id: data.id, result: {
    protocolVersion: data.params.protocolVersion, hostInfo: {name: "host", version: "1"},
    hostCapabilities: {openLinks: {}}, hostContext: {theme: "dark"}}});
  if (data.method === "ui/notifications/initialized")
    for (const params of results) say({method: "ui/notifications/tool-result", params});
  if (data.method === "ui/notifications/size-changed") window.height = data.params.height;
});
document.body.append(frame);
</script>"""
NASTY = '<img src=x onerror="parent.broken=1"></script><script>parent.broken=1</script>'


@pytest.fixture(scope="module")
def bodies() -> dict[str, dict[str, Any]]:
    box = Toolbox(assemble(read(SMALL)))
    ends = {"start": "carbon-ion-irradiation", "end": "hmgb1-release"}
    return {
        "check": box.call("check_statement", {"statement": "carbon ions lower HMGB1 release"}),
        "verdict": box.call("verdict", {"about": "hmgb1-release"}),
        "chains": box.call("chains", ends), "conflicts": box.call("conflicts", {}),
    }  # fmt: skip


@pytest.fixture
def shown(browser: Any) -> Iterator[Any]:
    """Show a card in a host's frame, with results, at a width; every request and error is kept."""
    contexts = []

    def show(results: list[dict[str, Any]], width: int, page: str = "") -> tuple[Any, list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        tab, told = context.new_page(), []
        tab.on("console", lambda message: told.append(message.text))
        tab.on("pageerror", lambda error: told.append(str(error)))
        tab.on("request", lambda request: told.append(request.url))
        content = HOST.replace("PAGE", island(page or card())).replace("RESULTS", island(results))
        tab.set_content(content)
        tab.wait_for_function("window.frames[0] && window.frames.length === 1")
        return tab, told

    yield show
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 900])
def test_a_host_shows_the_answer(shown: Any, bodies: dict[str, Any], width: int) -> None:
    for name, body in bodies.items():
        tab, told = shown([{"content": [], "structuredContent": body}], width)
        frame = tab.frames[1]
        frame.wait_for_selector(".cite")
        text = frame.inner_text("body")
        assert body["sentence"] in text and body["cite"] in text
        for one in body["items"]:
            if one["kind"] == "record":
                assert one["summary"] in text and one["papers"][0]["citation"] in text
            if one["kind"] == "chain":
                assert one["goes"] in text
        assert name != "check" or ("contradicted" in text and "Against (" in text)
        assert frame.evaluate("document.documentElement.dataset.theme") == "dark"
        assert frame.evaluate("document.documentElement.scrollWidth") <= width
        tab.wait_for_function("window.height > 200")
        assert told == []


@pytest.mark.browser
def test_links_go_through_the_host(shown: Any, bodies: dict[str, Any]) -> None:
    tab, told = shown([{"content": [], "structuredContent": bodies["check"]}], 700)
    link = tab.frames[1].wait_for_selector("a")
    link.click()
    tab.wait_for_function("window.heard.some((one) => one.method === 'ui/open-link')")
    [asked] = [one for one in tab.evaluate("window.heard") if one.get("method") == "ui/open-link"]
    assert re.fullmatch(r"https://doi\.org/10\..+", asked["params"]["url"]) and told == []


@pytest.mark.browser
def test_markup_in_an_answer_stays_text(shown: Any, bodies: dict[str, Any]) -> None:
    def soil(value: Any) -> Any:
        if isinstance(value, str):
            return value + NASTY
        if isinstance(value, dict):
            return {key if key in ("kind", "stands") else key + NASTY * (key == "x"):
                    one if key in ("kind", "stands") else soil(one) for key, one in value.items()}
        return [soil(one) for one in value] if isinstance(value, list) else value

    for body in bodies.values():
        result = {"content": [], "structuredContent": soil(body)}
        tab, told = shown([result], 700)
        tab.frames[1].wait_for_selector(".cite")
        assert NASTY in tab.frames[1].inner_text("h1")
        assert tab.frames[1].query_selector("img, iframe, object") is None
        assert tab.evaluate("window.broken") is None and told == []
        alone, told = shown([], 700, card(soil(body)))
        alone.frames[1].wait_for_selector(".cite")
        assert NASTY in alone.frames[1].inner_text("h1")
        assert alone.evaluate("window.broken") is None and told == []


@pytest.mark.browser
def test_odd_results_do_not_break_it(shown: Any, bodies: dict[str, Any]) -> None:
    error = {"isError": True, "content": [{"type": "text", "text": "find: words is missing"}]}
    odd = [{}, {"structuredContent": {"sentence": 7}}, {"structuredContent": {"sentence": "x"}},
           {"structuredContent": {"sentence": "x", "items": [{}, {"kind": "record"}]}},
           {"structuredContent": {"sentence": "x", "items": [None]}}, error]  # fmt: skip
    tab, told = shown(odd, 500)
    tab.frames[1].wait_for_function("document.body.innerText.includes('words is missing')")
    assert told == []


def test_a_card_is_self_contained_and_small(bodies: dict[str, Any]) -> None:
    body = bodies["check"]
    page = card(body)
    assert len(page) < 40_000
    assert not re.search(r"(src|href)=|url\(|@import", page)
    assert page == card(body), "the same answer, the same bytes"
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert "unsafe" not in policy and "default-src &#39;none&#39;" in policy
    assert json.loads(re.findall(r'id="given">(.*?)</script>', page)[0]) == body
    worst = [{"kind": "record", "summary": "<" * 1_000}] * (DETAIL_BYTES // 1_000)
    assert 40_000 < len(card({**body, "items": worst, "total": 64}).encode()) <= 150_000


def test_parts_of_the_explorer_are_taken_by_name() -> None:
    assert scripts_of(["rows"]).startswith("function rows(list) {")
    assert styles_of([".record", "dd"]).count("{") == 2
    for take in (scripts_of, styles_of):
        with pytest.raises(KeyError):
            take(["nobody"])
