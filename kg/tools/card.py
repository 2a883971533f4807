"""A card: the page of one answer, for hosts that show what a tool found (MCP Apps, 2026-01-26)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from kg.escape import island
from kg.site import policy


def card(body: Mapping[str, Any] | None = None) -> str:
    """Write a page that shows the structured content of an answer; it asks no network.

    Without an answer it waits for one from the host in whose frame it stands. Only what it carries
    runs (a policy by hash), and whatever an answer holds stays text. Of an answer that would make
    it larger than `CARD_BYTES` the last items are left out; the page says how many are there.

    >>> page = card({"sentence": "<b>", "cite": "", "items": [], "total": 0})
    >>> "<b>" in page, len(page) < 150_000
    (False, True)
    """
    page = _written(body)
    while body and body["items"] and len(page.encode()) > CARD_BYTES:
        body = {**body, "items": body["items"][: len(body["items"]) // 2]}
        page = _written(body)
    return page


def _written(body: Mapping[str, Any] | None) -> str:
    from jinja2 import Environment, StrictUndefined

    from kg.explorer import scripts_of, styles_of

    here = files("kg.tools")
    text = {name: (here / name).read_text(encoding="utf-8")
            for name in ("card.html", "card.css", "card.js")}  # fmt: skip
    style = f"{styles_of(STYLES)}\n{text['card.css']}"
    script = f"{scripts_of(SCRIPTS)}\n{text['card.js']}"
    pages = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                        lstrip_blocks=True, keep_trailing_newline=True)  # fmt: skip
    return pages.from_string(text["card.html"]).render(
        title="An answer with its evidence", style=style, script=script,
        island=island(body), policy=policy(scripts=(script,), styles=(style,)),
    )  # fmt: skip


CARD = "ui://cirt-kg/answer"
"""Where hosts find the page, named by every tool."""
CARD_TYPE = "text/html;profile=mcp-app"
CARD_BYTES = 150_000
EXTENSION = "io.modelcontextprotocol/ui"
SCRIPTS = ("element", "rows", "doiLink", "doiUrl", "CHECKS")
STYLES = (
    ":root", ':root[data-theme="dark"]', "*", "[hidden]", ".quiet", ".tag", ".tag.warn", ".record",
    ".record .summary", ".record .source", "dt", "dd", ".check", ".check b", ".check.disagrees",
    ".check.adds_condition",
)  # fmt: skip
"""What of the explorer the page is made of."""
