"""The pages of a build are one site: one header, light and dark remembered, links that arrive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kg
from kg.explorer import write_explorer
from kg.rdf.terms import write_terms
from kg.reasoning import audit
from kg.show import answers
from kg.site import BESIDE
from kg.site.frame import PAGES

WIDTHS = (1440, 1024, 390)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages beside one another."""
    folder, graph = tmp_path_factory.mktemp("site"), kg.load()
    (folder / "gaps.html").write_text(answers.heat_map(graph), encoding="utf-8")
    (folder / "audit.html").write_text(answers.audit_page(graph), encoding="utf-8")
    write_terms(graph, folder / "terms.html")
    write_explorer(graph, folder / "explorer.html", BESIDE)
    return folder


@pytest.fixture
def page(browser: Any) -> Any:
    context = browser.new_context(color_scheme="light")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert complaints == []
    context.close()


OWN = [name for name in PAGES if name != "explorer.html"]


@pytest.mark.browser
@pytest.mark.parametrize("name", OWN)
def test_each_page_leads_to_all_and_says_where_one_is(page: Any, built: Path, name: str) -> None:
    page.goto((built / name).as_uri())
    links = page.eval_on_selector_all(
        "header.site nav a", "all => all.map(a => a.getAttribute('href'))"
    )
    assert links == list(PAGES)
    assert page.get_attribute("[aria-current=page]", "href") == name
    assert page.locator("main").count() == page.locator("h1").count() == 1
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.browser
def test_dark_is_remembered_over_pages(page: Any, built: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto((built / "gaps.html").as_uri())
    light = page.evaluate(ground)
    page.click("#theme-button")
    dark = page.evaluate(ground)
    for name in OWN:
        page.goto((built / name).as_uri())
        assert page.evaluate(ground) == dark != light
        assert page.inner_text("#theme-button") == "Light"


@pytest.mark.browser
def test_what_is_searched_is_asked_of_the_explorer(page: Any, built: Path) -> None:
    page.goto((built / "terms.html").as_uri())
    page.fill("header.site input", "PD-L1 & <b>")
    page.press("header.site input", "Enter")
    page.wait_for_url("**/explorer.html#*")
    assert page.url.endswith("explorer.html#find=PD-L1%20%26%20%3Cb%3E")


@pytest.mark.browser
def test_a_record_leads_to_its_card_in_the_audit_and_back(page: Any, built: Path) -> None:
    one = audit(kg.load())[0]
    page.goto((built / "explorer.html").as_uri() + f"#s={one.claim}")
    link = page.locator(f'a[href="audit.html#{one.claim}.{one.record}.{one.reference}"]').first
    link.click()
    page.wait_for_url("**/audit.html#*")
    page.locator(".card:target h2 a").first.click()
    page.wait_for_url(f"**/explorer.html#*{one.claim}*")
    assert page.locator("header nav a").count() == len(BESIDE)


@pytest.mark.browser
def test_a_record_of_the_audit_has_an_address_and_leads_to_its_claim(
    page: Any, built: Path
) -> None:
    one = audit(kg.load())[0]
    page.goto((built / "audit.html").as_uri() + f"#{one.claim}.{one.record}.{one.reference}")
    card = page.locator(".card:target")
    assert card.count() == 1
    assert card.locator("h2 a").first.get_attribute("href") == f"explorer.html#s={one.claim}"
