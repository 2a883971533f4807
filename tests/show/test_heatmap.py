from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

import kg
from kg.curation import read
from kg.graph import Graph, assemble
from kg.show.heatmap import heat_map
from kg.site.frame import PAGES

HOSTILE = "<script>alert(1)</script>{{ 7*7 }} & \"quoted\""


@pytest.fixture(scope="module")
def page() -> str:
    return heat_map(kg.load())


class Reader(HTMLParser):
    """What a browser would build: tags with their attributes, and text."""

    def __init__(self, page: str) -> None:  # noqa: D107 - HTMLParser's own
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: D102 - HTMLParser's own
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:  # noqa: D102 - HTMLParser's own
        self.words.append(data)


def test_the_page_runs_only_its_own_script_and_asks_no_network(page: str) -> None:
    tags = Reader(page).tags
    assert not {"link", "img", "iframe"} & {tag for tag, _ in tags}
    assert not any(name.startswith("on") or name == "src"
                   for _, attributes in tags for name in attributes)  # fmt: skip
    led = {str(attributes["href"]).partition("#")[0] for tag, attributes in tags if tag == "a"}
    assert led == {"", *PAGES}
    assert "url(" not in page and "@import" not in page
    (policy,) = [attributes["content"] for tag, attributes in tags
                 if attributes.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip
    assert policy and policy.startswith("default-src 'none'; script-src 'sha256-")


def test_a_square_tells_its_state_in_colour_marks_and_words(page: str) -> None:
    boxes = {
        (attributes["title"] or "").split(",")[0] + (attributes["title"] or "").split(",")[1][:6]:
        attributes
        for tag, attributes in Reader(page).tags
        if tag == "td" and "title" in attributes
    }  # fmt: skip
    assert boxes["HMGB1 release any: "]["class"] == "box compared"
    assert "higher, isodose; similar, isoeffective" in str(boxes["HMGB1 release any: "]["title"])
    assert boxes["ecto-calreticulin hypox"]["class"] == "box never-compared"
    same, matched = (kg.load().manifest.basis(one).mark for one in ("isodose", "isoeffective"))
    assert same and matched and same != matched
    square = r'title="HMGB1 release, any[^>]*><a href="([^"]+)" aria-label="[^>]*>([^<]+)<'
    assert re.findall(square, page) == [("explorer.html#s=hmgb1-release", f"&gt;{same} ={matched}")]
    assert "explorer.html#s=hmgb1-release&amp;setting=in_vitro" in page


def test_labels_are_text_whatever_they_hold(graph: Graph) -> None:
    entity = graph.entities["hmgb1-release"].model_copy(update={"label": HOSTILE})
    entities = {**graph.entities, "hmgb1-release": entity}
    changed = Graph(**{**vars(graph), "entities": entities})
    page = heat_map(changed)
    assert HOSTILE not in page
    assert HOSTILE in "".join(Reader(page).words)


def test_the_same_graph_gives_the_same_bytes(page: str) -> None:
    assert heat_map(kg.load()) == page


def test_a_graph_without_comparisons_has_a_page_too(graph: Graph) -> None:
    bare = Graph(**{**vars(graph), "comparisons": (), "effects": ()})
    assert "What this corpus holds, and what it does not" in heat_map(bare)


@pytest.mark.browser
def test_a_browser_draws_it_without_complaint(browser: Any, page: str, tmp_path: Any) -> None:
    file = tmp_path / "gaps.html"
    file.write_text(page, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(file.as_uri())
    colour = "element => getComputedStyle(element).backgroundColor"
    box = tab.locator("td.compared").first
    assert box.evaluate(colour) == "rgb(31, 111, 96)"
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.locator("tbody tr").count() > 50
    assert said == []
    context.close()


@pytest.fixture(scope="module")
def graph() -> Graph:
    from pathlib import Path

    return assemble(read(Path(__file__).parents[1] / "data" / "small"))
