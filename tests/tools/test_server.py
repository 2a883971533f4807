"""The server as a program, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import missing
from kg.tools import PLAIN_BYTES, TOOLS
from kg.tools.reply import size

SMALL = Path(__file__).parents[1] / "data" / "small"
CODE = "from kg.cli import main; main()"
FALSE = "carbon ions lower HMGB1 release"


def needs_sdk() -> Any:
    return pytest.importorskip("mcp", reason="the package mcp is not installed: cirt-kg[mcp]")


def start() -> Any:
    from mcp.client.stdio import StdioServerParameters, stdio_client

    words = ["-c", CODE, "--corpus", str(SMALL), "mcp"]
    return stdio_client(StdioServerParameters(command=sys.executable, args=words))


@pytest.mark.parametrize("mode", ["legacy", "2026-07-28"])
def test_both_protocols_answer_with_evidence(mode: str) -> None:
    needs_sdk()
    import anyio
    from mcp.client.client import Client

    async def talk() -> None:
        async with Client(start(), mode=mode) as client:
            listed = await client.list_tools()
            assert [one.name for one in listed.tools] == [one.name for one in TOOLS]
            whole = [one.model_dump(mode="json", by_alias=True, exclude_none=True)
                     for one in listed.tools]  # fmt: skip
            assert size(whole) <= 10_000
            assert all(one.annotations and one.annotations.read_only_hint for one in listed.tools)
            found = await client.call_tool("check_statement", {"statement": FALSE})
            body = found.structured_content
            assert not found.is_error and body["outcome"] == "contradicted"
            sent = found.model_dump(mode="json", by_alias=True, exclude_none=True)
            assert size(sent) <= PLAIN_BYTES + 200
            assert found.content[0].text.startswith(body["cite"])
            wrong = await client.call_tool("find", {"words": 7})
            assert wrong.is_error and wrong.content[0].text == (
                "find: words is a number: give a text")  # fmt: skip
            gone = await client.call_tool("verdict", {"about": "nobody at all"})
            assert gone.is_error and "not in this corpus" in gone.content[0].text

    # in a thread of its own: a browser of other tests may hold this one's event loop
    with ThreadPoolExecutor(1) as alone:
        alone.submit(anyio.run, talk).result()


def test_lines_that_are_no_messages_do_not_end_it() -> None:
    needs_sdk()
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "t", "version": "1"}}}  # fmt: skip
    lines = ["not json", "[]", '{"jsonrpc": "2.0"}', "\x00", json.dumps(hello)]
    done = subprocess.run(
        [sys.executable, "-c", CODE, "--corpus", str(SMALL), "mcp"],
        input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    [hi] = [one for one in answers if one.get("id") == 1]
    assert hi["result"]["serverInfo"]["name"] == "cirt-kg" and done.returncode == 0
    assert "Traceback" not in done.stderr


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mcp", "mcp.server", "mcp_types"):
        monkeypatch.setitem(sys.modules, name, None)
    found = CliRunner().invoke(main, ["--corpus", str(SMALL), "mcp"])
    assert found.exit_code == 2 and found.stdout == ""
    assert found.stderr == f"kg: {missing('mcp', 'mcp')}\n"
