"""One call, by three lines: at home, by standard input and output, by HTTP from a worker."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import IO, Any, cast
from urllib.parse import urlsplit

import pytest

import kg
from kg.errors import RequestError
from kg.tools import DETAIL_BYTES, PLAIN_BYTES, Toolbox
from kg.tools.reply import size, text_of

Call = Callable[[str, Any], dict[str, Any]]
Send = Callable[[dict[str, Any]], dict[str, Any]]
CODE = "from kg.cli import main; main()"
HELLO = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
    "protocolVersion": "2025-06-18", "capabilities": {},
    "clientInfo": {"name": "t", "version": "1"}}}  # fmt: skip


@pytest.fixture(scope="session")
def box() -> Toolbox:
    """Give the tools of the shipped corpus."""
    return Toolbox(kg.load())


@pytest.fixture(scope="session", params=["here", "stdio", "http"])
def call(request: pytest.FixtureRequest, box: Toolbox) -> Iterator[Call]:
    """Give what calls a tool, and holds every answer to its bytes as it is sent.

    One server stands for the whole session by each line. An error is `RequestError` with its words.
    """
    if request.param == "here":
        yield lambda name, given: _at_home(box, name, given)
        return
    pytest.importorskip("mcp", reason="the package mcp is not installed: cirt-kg[mcp]")
    with _by_stdio() if request.param == "stdio" else _by_http() as send:
        numbers = count(1)
        yield lambda name, given: _heard(send, next(numbers), name, given)


def _at_home(box: Toolbox, name: str, given: Any) -> dict[str, Any]:
    body = box.call(name, given)
    _hold(given, size(body) + size(text_of(body)))
    return body


def _heard(send: Send, number: int, name: str, given: Any) -> dict[str, Any]:
    asked = {"jsonrpc": "2.0", "id": number, "method": "tools/call",
             "params": {"name": name, "arguments": given}}  # fmt: skip
    told = send(asked)
    assert told["id"] == number
    if "error" in told:
        raise RequestError(told["error"]["message"])
    result = told["result"]
    [content] = result["content"]
    if result.get("isError"):
        assert "structuredContent" not in result
        raise RequestError(content["text"])
    body: dict[str, Any] = result["structuredContent"]
    assert content["text"] == text_of(body)
    _hold(given, size(content["text"]) + size(body))
    return body


def _hold(given: Any, sent: int) -> None:
    assert sent <= (DETAIL_BYTES if given.get("detail") else PLAIN_BYTES)


@contextlib.contextmanager
def _by_stdio() -> Iterator[Send]:
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    into, out = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)

    def send(message: dict[str, Any]) -> dict[str, Any]:
        into.write(json.dumps(message) + "\n")
        into.flush()
        while "id" not in (told := json.loads(out.readline())):
            pass
        return cast("dict[str, Any]", told)

    assert "result" in send(HELLO)
    into.write(json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}) + "\n")
    yield send
    into.close()
    assert process.wait(60) == 0


@contextlib.contextmanager
def _by_http() -> Iterator[Send]:
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(
            [sys.executable, "-c", CODE, "serve", "--port", "0", "--seconds", "60"],
            stdout=subprocess.PIPE, stderr=nowhere, text=True,
        )  # fmt: skip
    try:
        address = urlsplit(cast("IO[str]", process.stdout).readline().strip())
        assert address.port, "the service did not start"
        kinds = {"accept": "application/json, text/event-stream",
                 "content-type": "application/json"}  # fmt: skip

        def send(message: dict[str, Any]) -> dict[str, Any]:
            line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=120)
            with contextlib.closing(line):
                line.request("POST", "/mcp", json.dumps(message).encode(), kinds)
                answer = line.getresponse()
                return cast("dict[str, Any]", json.loads(answer.read()))

        yield send
    finally:
        process.terminate()
        process.wait(60)
