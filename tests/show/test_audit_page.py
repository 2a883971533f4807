"""The page of the audit: filters in a browser, text stays text, the same bytes twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import kg
from kg.graph import Graph
from kg.reasoning import audit
from kg.show import answers
from kg.show.audit import alike


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.load()


@pytest.fixture(scope="module")
def file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("audit") / "audit.html"
    path.write_text(answers.audit_page(graph), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Any, file: Path) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.complaints, opened.asked = [], []
    opened.on("console", lambda message: opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.goto(file.as_uri())
    yield opened
    assert opened.complaints == []
    assert [url for url in opened.asked if not url.startswith("file:")] == []
    context.close()


def shown(page: Any) -> list[str]:
    return list(page.eval_on_selector_all(
        ".card", "all => all.filter(c => !c.hidden).map(c => c.dataset.number)"
    ))  # fmt: skip


def test_a_card_names_the_document_beside_the_paper(graph: Graph, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "<h3>Liu et al. 2025</h3>" in text and "<h3>The review</h3>" not in text
    noun = graph.manifest.treatment.noun
    other = graph.manifest.model_copy(
        update={"treatment": graph.manifest.treatment.model_copy(update={"noun": "potion"})}
    )
    assert f"from {noun} to outcome" in text
    assert "from potion to outcome" in answers.audit_page(replace(graph, manifest=other))


@pytest.mark.browser
def test_every_difference_is_a_card_in_order_of_weight(page: Any, graph: Graph) -> None:
    assert shown(page) == [str(n) for n in range(1, len(alike(audit(graph))) + 1)]


@pytest.mark.browser
def test_filters_keep_what_they_name(page: Any, graph: Graph) -> None:
    page.check("input[value=direction]")
    groups = alike(audit(graph))
    about = [str(n) for n, (one, *_) in enumerate(groups, 1) if "direction" in one.about]
    assert shown(page) == about
    assert page.inner_text("#count") == f"{len(about)} of {len(alike(audit(graph)))} shown"
    page.uncheck("input[value=direction]")
    page.select_option("select[name=outcome]", "disagrees")
    page.select_option("select[name=section]", "stie")
    wanted = [
        str(n) for n, group in enumerate(alike(audit(graph)), 1)
        if group[0].outcome == "disagrees" and any("stie" in one.sections for one in group)
    ]  # fmt: skip
    assert shown(page) == wanted != []


@pytest.mark.browser
def test_search_finds_words_of_both_readings(page: Any) -> None:
    page.fill("input[name=words]", "huang treg")
    none = shown(page)
    page.fill("input[name=words]", "hormone therapy")
    assert none != shown(page) != []
    texts = page.locator(".card:visible").all_inner_texts()
    assert all("hormone therapy" in text.lower() for text in texts)


@pytest.mark.browser
def test_sorting_by_reference_follows_the_numbers_of_the_review(page: Any) -> None:
    page.select_option("select[name=sort]", "reference")
    order = page.eval_on_selector_all(".card", "all => all.map(card => card.dataset.order)")
    assert order == sorted(order)
    assert len(set(order)) > 10


@pytest.mark.browser
@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_hostile_text_stays_text(browser: Any, graph: Graph, tmp_path: Path, evil: str) -> None:
    entities = {
        key: entity.model_copy(update={"label": evil}) for key, entity in graph.entities.items()
    }
    references = {
        key: source.model_copy(update={"doi": "10.1000/" + evil})
        for key, source in graph.references.items()
    }
    poisoned = replace(
        graph, entities=MappingProxyType(entities), references=MappingProxyType(references)
    )
    path = tmp_path / "evil.html"
    path.write_text(answers.audit_page(poisoned), encoding="utf-8")
    context = browser.new_context()
    opened = context.new_page()
    dialogs: list[str] = []
    opened.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    opened.goto(path.as_uri())
    assert evil in opened.inner_text("#cards")
    assert opened.locator("#cards script, #cards img").count() == 0
    assert dialogs == []
    context.close()


def test_the_same_bytes_twice(graph: Graph, file: Path) -> None:
    assert answers.audit_page(kg.load()) == file.read_text(encoding="utf-8")
