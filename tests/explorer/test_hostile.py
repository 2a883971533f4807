"""Text from curated files stays text, whatever it is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.curation import Corpus, read
from kg.explorer import write_explorer
from kg.graph import Graph, assemble

SMALL = Path(__file__).parents[1] / "data" / "small"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "line\u2028paragraph\u2029end",
    "{{ 7 * 7 }} ${alert(1)} \\u003cb\\u003e",
    "<a href=\"javascript:alert(1)\" onclick='alert(1)'>go</a>",
    "\u202egnp.\u2066<svg onload=alert(1)>\u2069",
)


@pytest.fixture(scope="module", params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> tuple[str, Graph]:
    text = request.param
    return text, poisoned(read(SMALL), text)


@pytest.fixture(scope="module")
def page_file(hostile: tuple[str, Graph], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "explorer.html"
    write_explorer(hostile[1], path)
    return path


def poisoned(corpus: Corpus, text: str) -> Graph:
    """Put the text wherever a curator can write."""
    entities = {
        key: entity.model_copy(update={
            "label": f"{key} {text}", "synonyms": (text,), "definition": text,
            "xrefs": tuple(x.model_copy(update={"label": text}) for x in entity.xrefs),
        })
        for key, entity in corpus.entities.items()
    }  # fmt: skip
    references = {
        key: reference.model_copy(update={
            "title": text, "container_title": text, "doi": f"10.1000/{text}",
            "author": (),
        })
        for key, reference in corpus.references.items()
    }  # fmt: skip
    claims = {
        key: claim.model_copy(update={
            "evidence": tuple(
                evidence.model_copy(update={"summary": text, "note": text})
                for evidence in claim.evidence
            )
        })
        for key, claim in corpus.claims.items()
    }  # fmt: skip
    return assemble(replace(corpus, entities=frozen(entities), references=frozen(references),
                            claims=frozen(claims)))  # fmt: skip


def frozen(made: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(made)


def test_no_text_becomes_markup(page_file: Path, file: Path) -> None:
    def tags(path: Path) -> list[str]:
        return re.findall(r"<(?:script|img|/script|!--)", path.read_text(encoding="utf-8"))

    assert tags(page_file) == tags(file)
    scripts = re.findall(r"<script\b.*?</script>", page_file.read_text(encoding="utf-8"), re.DOTALL)
    assert len(scripts) > 2 and not re.search("[\u2028\u2029]", "".join(scripts))


@pytest.mark.browser
def test_nothing_executes_and_text_is_shown_as_text(
    hostile: tuple[str, Graph], page_file: Path, show: Any
) -> None:
    text, _ = hostile
    opened = show(page_file)
    opened.search("hmgb1-release")
    assert opened.page.text_content("#panel h2") == f"hmgb1-release {text}"
    opened.page.mouse.move(300, 300)
    opened.page.fill("#search", "carbon")
    opened.page.evaluate("location.hash = '#carbon-ion-irradiation.increases.hmgb1-release'")
    opened.page.wait_for_selector("#panel .record")
    assert opened.page.text_content("#panel .summary >> nth=0") == text
    assert text in opened.page.text_content("#panel .record >> nth=0")
    href = opened.page.get_attribute("#panel .record a >> nth=0", "href")
    assert href.startswith("https://doi.org/10.1000/") and "<" not in href and '"' not in href
    assert opened.page.locator("#panel img, #panel script, #suggestions img").count() == 0
    assert opened.page.evaluate("document.scripts.length") == 3
    for control in ("#tab-filters", "#tab-questions", "#tab-chains", "#tab-whatif"):
        opened.page.click(control)
    opened.page.keyboard.press("t")
    assert opened.page.locator("#table tbody tr").count() > 0
    assert opened.page.locator("main img, main script, main iframe, main a[onclick]").count() == 0
    links = opened.page.locator("a").evaluate_all("all => all.map((one) => one.protocol)")
    assert set(links) <= {"https:"}
    ElementTree.fromstring(opened.ask("svg"))  # noqa: S314 - well-formed or not
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("#print svg").count() == 1
    assert opened.page.locator("#print script, #print foreignObject").count() == 0
