"""Assistants over HTTP: both protocols by the SDK's client, the service's limits, hostile posts."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.curation import read
from kg.errors import LimitError
from kg.graph import assemble
from kg.service import Limits
from kg.service.assistants import Assistants
from kg.service.pool import Pool
from kg.service.protocol import ProtocolError
from kg.service.served import Served
from kg.service.worker import Question, Reply
from kg.tools import CARD, CARD_TYPE, PLAIN_BYTES, TOOLS, Toolbox
from kg.tools.reply import size

SMALL = Path(__file__).parents[1] / "data" / "small"
FALSE = "carbon ions lower HMGB1 release"
CALLS: dict[str, dict[str, Any]] = {
    "find": {"words": "HMGB1"}, "evidence": {"about": "hmgb1-release"},
    "verdict": {"about": "hmgb1-release"}, "conflicts": {},
    "chains": {"start": "carbon-ion-irradiation", "end": "hmgb1-release"},
    "what_if": {"block": ["carbon-ion-irradiation"]}, "gaps": {},
    "check_statement": {"statement": FALSE}, "numbers": {"about": "rbe"},
}  # fmt: skip
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
BOTH = {"accept": "application/json, text/event-stream", "content_type": "application/json"}


@pytest.fixture(autouse=True)
def _sdk() -> None:
    pytest.importorskip("mcp", reason="the package mcp is not installed: cirt-kg[mcp]")


def talk(address: str, mode: str, say: Any) -> Any:
    """Speak by the SDK's client, in a thread: a browser of other tests may hold the event loop."""
    import anyio
    from mcp.client.client import Client

    async def run() -> Any:
        async with Client(f"{address}mcp", mode=mode) as client:
            return await say(client)

    with ThreadPoolExecutor(1) as alone:
        return alone.submit(anyio.run, run).result()


def run_alone(what: Any) -> Any:
    """Run a coroutine in a thread: a browser of other tests may hold the event loop."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, what).result()


def post(service: Any, body: Any, **headers: str) -> Any:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return service.request("POST", "/mcp", sent, **{**BOTH, **headers})


def is_well(service: Any) -> None:
    found = post(service, {**LIST, "method": "tools/call", "params": {
        "name": "check_statement", "arguments": {"statement": FALSE}}})  # fmt: skip
    assert json.loads(found.body)["result"]["structuredContent"]["outcome"] == "contradicted"


@pytest.mark.parametrize("mode", ["legacy", "2026-07-28"])
def test_every_tool_answers_from_a_worker_as_it_does_at_home(service: Any, mode: str) -> None:
    async def say(client: Any) -> dict[str, Any]:
        listed = await client.list_tools()
        assert [one.name for one in listed.tools] == [one.name for one in TOOLS]
        whole = [one.model_dump(mode="json", by_alias=True, exclude_none=True)
                 for one in listed.tools]  # fmt: skip
        assert size(whole) <= 10_000
        assert {one["_meta"]["ui"]["resourceUri"] for one in whole} == {CARD}
        shown = await client.read_resource(CARD)
        assert shown.contents[0].mime_type == CARD_TYPE and "<script>" in shown.contents[0].text
        found = {name: await client.call_tool(name, given) for name, given in CALLS.items()}
        wrong = await client.call_tool("find", {"words": 7})
        assert wrong.is_error and wrong.content[0].text == "find: words is a number: give a text"
        gone = await client.call_tool("verdict", {"about": "nobody at all"})
        assert gone.is_error and "not in this corpus" in gone.content[0].text
        return found

    found = talk(service.address, mode, say)
    box = Toolbox(assemble(read(SMALL)))
    assert found.keys() == CALLS.keys() == {one.name for one in TOOLS}
    for name, answer in found.items():
        assert answer.structured_content == box.call(name, CALLS[name])
        sent = answer.model_dump(mode="json", by_alias=True, exclude_none=True)
        assert not answer.is_error and size(sent) <= PLAIN_BYTES + 200


def test_a_call_that_takes_too_long_is_stopped_and_told() -> None:
    """One that never ends: its worker is killed at the limit, and the call says what helps."""

    def never(_: Question) -> bytes:
        while True:
            pass

    async def run() -> str:
        pool = Pool(pyoxigraph.Store(), Limits(seconds=0.2, workers=1), never)

        async def ask(_: Any, question: Question) -> Reply:
            return await pool.ask(question)

        made = Assistants(ask, Served("", None, b"", searched=True))
        try:
            await made._call("gaps", {}, None)
        except LimitError as error:
            return str(error)
        finally:
            pool.close()
        return ""

    assert run_alone(run()) == (
        "the call was stopped after 0.2 s: name fewer things, or limit what is asked for"
    )


def test_files_have_no_tools_and_say_so() -> None:
    made = Assistants(None, Served("RDF files", None, b""))  # type: ignore[arg-type]
    scope = {"type": "http", "method": "POST", "path": "/mcp", "headers": []}
    with pytest.raises(ProtocolError, match="have no tools: serve a graph") as told:
        run_alone(made(scope, None, None))
    assert told.value.status == 404


def test_without_the_sdk_it_says_how_to_get_it() -> None:
    code = (
        "import sys, asyncio\n"
        "for name in ('mcp', 'mcp.server', 'mcp_types'): sys.modules[name] = None\n"
        "from kg.service.assistants import Assistants\n"
        "from kg.service.served import Served\n"
        "made = Assistants(None, Served('', None, b'', searched=True))\n"
        "scope = {'type': 'http', 'method': 'POST', 'path': '/mcp', 'headers': []}\n"
        "try: asyncio.run(made(scope, None, None))\n"
        "except Exception as error: print(error.status, error)\n"
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "501 no tools for assistants here: the package 'mcp' is not installed: "
        "pip install 'cirt-kg[mcp]', in a checkout 'make tools'\n"
    )


MODERN = {"mcp_protocol_version": "2026-07-28"}
DEEP = b'{"jsonrpc":"2.0","id":1,"method":"x","params":' + b"[" * 30_000 + b"]" * 30_000 + b"}"
HOSTILE: dict[str, tuple[Any, dict[str, str], int]] = {
    "no json": (b"{", {}, 400),
    "no json, stateless": (b"{", MODERN, 400),
    "nothing": (b"", {}, 400),
    "nothing, stateless": (b"", MODERN, 400),
    "not text": (b"\xff\xfe\x00", {}, 400),
    "not text, stateless": (b"\xff\xfe\x00", MODERN, 400),
    "a number": (b"7", {}, 400),
    "null, stateless": (b"null", MODERN, 400),
    "a batch": ([LIST, LIST], {}, 400),
    "a batch, stateless": ([LIST] * 50, MODERN, 400),
    "deep": (DEEP, {}, 400),
    "deep, stateless": (DEEP, MODERN, 400),
    "huge": (b'{"a": "' + b"x" * 100_000 + b'"}', {}, 413),
    "huge, stateless": (b" " * 390_000, MODERN, 413),
    "beyond the service": (b" " * 2_000_000, {}, 413),
    "a huge number": (b'{"jsonrpc":"2.0","id":' + b"9" * 5000 + b',"method":"ping"}', {}, 400),
    "packed": (LIST, {"content_encoding": "gzip"}, 415),
    "no type": (LIST, {"content_type": ""}, 415),
    "a form": (b"a=b", {"content_type": "application/x-www-form-urlencoded"}, 415),
    "text, as a page may send": (LIST, {"content_type": "text/plain"}, 415),
    "accepts no json": (LIST, {"accept": "text/html"}, 406),
    "accepts no json, stateless": (LIST, {"accept": "text/html", **MODERN}, 406),
    "a page of another origin": (LIST, {"origin": "https://evil.example"}, 403),
    "origin null": (LIST, {"origin": "null"}, 403),
    "a name that leads here": (LIST, {"host": "evil.example"}, 421),
    "an unknown protocol": (LIST, {"mcp_protocol_version": "1999-01-01"}, 400),
    "a protocol of garbage": (LIST, {"mcp_protocol_version": "\xff" * 50}, 400),
    "an unknown method, stateless": ({**LIST, "method": "rm -rf"}, MODERN, 400),
    "a listener, stateless": ({**LIST, "method": "subscriptions/listen"}, MODERN, 400),
    "no envelope, stateless": (LIST, MODERN, 400),
    "an answer to nothing, stateless": ({"jsonrpc": "2.0", "id": 1, "result": {}}, MODERN, 400),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_post_is_refused_by_a_status_and_a_word(service: Any, name: str) -> None:
    body, headers, status = HOSTILE[name]
    found = post(service, body, **headers)
    assert found.status == status, found.text
    assert len(found.body) < 3_000 and "Traceback" not in found.text
    assert "default-src 'none'" in found.headers["content-security-policy"]


CURIOUS: dict[str, Any] = {
    "an unknown method": {**LIST, "method": "rm -rf"},
    "an unknown tool": {**LIST, "method": "tools/call", "params": {"name": "../etc"}},
    "no name": {**LIST, "method": "tools/call", "params": {}},
    "arguments that are a list": {**LIST, "method": "tools/call",
                                  "params": {"name": "find", "arguments": [1]}},
    "half a character": {**LIST, "method": "tools/call",
                         "params": {"name": "find", "arguments": {"words": "\ud800"}}},
    "a file": {**LIST, "method": "resources/read", "params": {"uri": "file:///etc/passwd"}},
    "a resource of another": {**LIST, "method": "resources/read", "params": {"uri": "ui://x/y"}},
    "a level of logs": {**LIST, "method": "logging/setLevel", "params": {"level": "debug"}},
}  # fmt: skip


@pytest.mark.parametrize("name", CURIOUS)
def test_a_curious_call_is_an_error_in_its_own_words(service: Any, name: str) -> None:
    found = post(service, CURIOUS[name])
    told = json.loads(found.body)
    assert found.status in (200, 400, 404)
    assert "error" in told or told["result"]["isError"]
    assert "passwd" not in json.dumps(told.get("result", "")) and len(found.body) < 3_000


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT", "PATCH"])
def test_nothing_is_held_open(service: Any, method: str) -> None:
    found = service.request(method, "/mcp", accept="text/event-stream")
    assert (found.status, found.headers["allow"]) == (405, "POST")


def test_an_unknown_session_is_no_session(service: Any) -> None:
    found = post(service, LIST, mcp_session_id="../../x")
    assert found.status == 200 and "mcp-session-id" not in found.headers


def test_slow_clients_and_those_that_leave_hurt_nobody(start_service: Any) -> None:
    head = b"POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    call = json.dumps({**LIST, "method": "tools/call", "params": {
        "name": "gaps", "arguments": {}}}).encode()  # fmt: skip
    with start_service("--patience", "1", "--seconds", "5") as service:
        with contextlib.ExitStack() as held:
            for _ in range(20):  # bodies that never end
                slow = held.enter_context(socket.create_connection(service.place, timeout=20))
                slow.sendall(head + b"Content-Length: 500\r\n\r\n{")
            for _ in range(20):  # who asks and leaves at once
                with socket.create_connection(service.place, timeout=20) as gone:
                    length = f"Accept: */*\r\nContent-Length: {len(call)}\r\n\r\n".encode()
                    gone.sendall(head + length + call)
            is_well(service)
            assert slow.recv(4096).startswith(b"HTTP/1.1 408")
        is_well(service)
        assert json.loads(service.get("/health").body)["workers"]["waiting"] == 0


def test_a_body_in_pieces_counts_as_a_whole(service: Any) -> None:
    connection = http.client.HTTPConnection(*service.place)
    pieces = iter([b" " * 30_000] * 4)
    with contextlib.closing(connection), contextlib.suppress(ConnectionError):
        connection.request("POST", "/mcp", pieces, {"content-type": "application/json"},
                           encode_chunked=True)  # fmt: skip
        assert connection.getresponse().status == 413
    is_well(service)
