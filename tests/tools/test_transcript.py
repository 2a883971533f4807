"""The page for assistants shows what the SDK's own client hears, in both protocols.

`python tests/tools/test_transcript.py` writes the transcript in docs/assistants.md anew.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kg.tools import DETAIL_BYTES, PLAIN_BYTES, Toolbox, card, make_server
from kg.tools.reply import size

PAGE = Path(__file__).parents[2] / "docs" / "assistants.md"
BEGIN, END = "<!-- transcript: tests/tools/test_transcript.py -->\n", "<!-- end -->\n"
QUESTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Do carbon ions raise HMGB1 release more than photons?", "check_statement",
     {"statement": "carbon ions raise HMGB1 release more than photons"}),
    ("Carbon ions lower HMGB1 release, don't they? (false)", "check_statement",
     {"statement": "carbon ions lower HMGB1 release"}),
    ("TREX1 raises the type I interferon response? (false)", "check_statement",
     {"statement": "TREX1 raises the type I interferon response"}),
    ("How does TREX1 act on it?", "chains",
     {"start": "TREX1", "end": "type I interferon response"}),
    ("Who measured ecto-calreticulin after carbon ions and photons?", "verdict",
     {"about": "ecto-calreticulin", "versus": "photon-irradiation"}),
)  # fmt: skip


def transcript(box: Toolbox, mode: str = "legacy") -> str:
    """Have the SDK's own client ask, and write what went over the line, with sizes in bytes."""
    with ThreadPoolExecutor(1) as alone:  # a browser of other tests may hold the event loop
        import anyio

        rows = alone.submit(anyio.run, _talk, box, mode).result()
    return "\n".join(rows) + "\n"


async def _talk(box: Toolbox, mode: str) -> list[str]:
    from mcp.client.client import Client

    async def ask(name: str, given: Any, _: Any) -> dict[str, Any]:
        return box.call(name, given)

    rows = []
    async with Client(make_server("cirt-kg", "", ask), mode=mode) as client:
        listed = await client.list_tools()
        tools = [one.model_dump(mode="json", by_alias=True, exclude_none=True)
                 for one in listed.tools]  # fmt: skip
        rows += [f"> list of tools: {len(tools)} tools, {size(tools):,} bytes", ">"]
        for question, name, given in QUESTIONS:
            found = await client.call_tool(name, given)
            sent = _size(found)
            more = await client.call_tool(name, {**given, "detail": True})
            large = _size(more)
            body = found.structured_content or {}
            told = ", ".join(f'{key}: "{value}"' for key, value in given.items())
            rows += [f"> **{question}**", ">", f"> `{name}` {{{told}}}", ">"]
            if body.get("outcome"):
                by = ", ".join(body.get("depends_on", ()))
                rows += [f"> outcome: *{body['outcome']}*{f' ({by})' if by else ''}", ">"]
            rows += [f"> {body['sentence']}", ">"]
            records = [one for one in body["items"] if one["kind"] == "record"]
            if records:
                first = records[0]
                papers = "; ".join(
                    f"{one['citation']}{', doi:' + one['doi'] if one.get('doi') else ''}"
                    for one in first["papers"] if isinstance(one, dict)
                )  # fmt: skip
                place = ", ".join(first["read_in"]["places"])
                rows += [f"> first record: {papers}; read in {first['read']} "
                         f"({first['read_in']['citation']}, {place}); dose {first['dose']}; "
                         f"check: {first['check']}", ">"]  # fmt: skip
            detailed = len((more.structured_content or {})["items"])
            rows += [f"> {len(body['items'])} of {body['total']} items, {sent:,} bytes; "
                     f"with `detail` {detailed} items, {large:,} bytes; "
                     f"as a card {len(card(body).encode()):,} bytes", ">"]  # fmt: skip
            assert sent <= PLAIN_BYTES and large <= DETAIL_BYTES
    return rows[:-1]


def _size(found: Any) -> int:
    """Count text and structured content together; what frames them differs by protocol."""
    told = found.model_dump(mode="json", by_alias=True, exclude_none=True)
    return size(told["content"][0]["text"]) + size(told["structuredContent"])


def renewed(page: str, told: str) -> str:
    """Put the transcript between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{told}{END}{after}"


@pytest.mark.parametrize("mode", ["legacy", "2026-07-28"])
def test_the_page_shows_what_a_client_hears(box: Toolbox, mode: str) -> None:
    pytest.importorskip("mcp", reason="the package mcp is not installed: cirt-kg[mcp]")
    page = PAGE.read_text(encoding="utf-8")
    told = transcript(box, mode)
    assert page == renewed(page, told), "renew it: python tests/tools/test_transcript.py"
    assert told.count("(false)") == 2 and told.count("outcome: *contradicted*") == 2
    assert told.count("**") == 10


if __name__ == "__main__":
    import kg

    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(renewed(text, transcript(Toolbox(kg.load()))), encoding="utf-8")
