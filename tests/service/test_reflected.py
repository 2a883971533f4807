"""What a link can make of an answer in a person's browser: nothing that runs."""

from __future__ import annotations

from typing import Any

import pytest

XHTML = "http://www.w3.org/1999/xhtml"
BUILT = f'CONSTRUCT {{ <x:s> <{XHTML}script> "document.documentElement.remove()" }} {{}}'
ROWS = 'SELECT ("<script>document.documentElement.remove()</script>" AS ?x) {}'


@pytest.mark.parametrize("query", [BUILT, ROWS, "<script>alert(1)</script>"])
@pytest.mark.parametrize("accept", ["application/xml", "application/rdf+xml", "text/xml", "*/*"])
def test_an_answer_may_run_nothing(service: Any, query: str, accept: str) -> None:
    found = service.ask(query, accept)
    # A browser may take RDF in XML for a document, in which a property may be named `script`.
    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy
    assert found.headers["x-content-type-options"] == "nosniff"
