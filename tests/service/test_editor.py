"""The cells of the editor's table are text before any policy is needed."""

from __future__ import annotations

import json
from typing import Any

import pytest

IMAGE = "<img src=x onerror='window.ran = true'>"
BREAK = f"http://example.org/' onmouseover='window.ran = true' x='{IMAGE}"
HOSTILE = [
    {"type": "uri", "value": BREAK},
    {"type": "uri", "value": "javascript:window.ran=true"},
    {"type": "literal", "value": f"</td></table>{IMAGE}<b>bold</b>"},
    {"type": "literal", "value": "words", "xml:lang": f"en{IMAGE}"},
    {"type": "literal", "value": IMAGE, "datatype": BREAK},
]


@pytest.mark.browser
def test_what_an_answer_holds_is_shown_and_never_run(service: Any, browser: Any) -> None:
    context = browser.new_context(bypass_csp=True)  # the policy would stop it, and hide the fault
    page = context.new_page()
    answer = {
        "head": {"vars": ["a"]}, "results": {"bindings": [{"a": value} for value in HOSTILE]}
    }  # fmt: skip
    page.route("**/sparql", lambda route: route.fulfill(
        body=json.dumps(answer), content_type="application/sparql-results+json"
    ) if route.request.method == "POST" else route.continue_())  # fmt: skip
    page.goto(f"{service.address}sparql", wait_until="networkidle")
    page.locator(".yasqe_queryButton").click()
    page.wait_for_selector(".yasr td .iri")
    cells = page.locator(".yasr tbody td:last-child")
    assert cells.count() == len(HOSTILE)
    shown = [cells.nth(n).inner_text() for n in range(len(HOSTILE))]
    for text, value in zip(shown, HOSTILE, strict=True):
        assert value["value"] in text
    assert f"@en{IMAGE}" in shown[3]
    assert page.locator(".yasr tbody").locator("img, b").count() == 0
    assert cells.nth(1).locator("a").get_attribute("href") is None
    cells.nth(0).locator("a").dispatch_event("mouseover")
    assert page.evaluate("window.ran") is None
    context.close()
