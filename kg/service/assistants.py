"""Assistants at `/mcp`: the tools by the Model Context Protocol over HTTP, in the service's limits.

Each request is a POST that is answered by itself, in both protocols: the handshake of 2025, after
which nothing is kept, and the stateless one of 2026-07-28. There are no sessions and no streams
that could be held open. A call is answered by a worker, as a query is.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.requests import Request

from kg.errors import RequestError
from kg.graph import Graph
from kg.service.protocol import ProtocolError, read_body
from kg.service.served import Served
from kg.service.watch import Message
from kg.service.worker import Beside, Question, Reply
from kg.tools import TOOLS, Toolbox, make_server, over_http

Ask = Callable[[Request, Question], Awaitable[Reply]]


class Assistants:
    """An ASGI application at one address; without the SDK it says how to get it."""

    def __init__(self, ask: Ask, served: Served) -> None:
        """Take what asks the workers; files of RDF that are `served` without a graph have none."""
        self._ask = ask
        self._missing: ProtocolError | None = None
        if not served.searched:
            cause = "this service holds RDF files, which have no tools"
            self._missing = ProtocolError(404, f"{cause}: serve a graph")
            return
        try:
            self._sdk = over_http(make_server("cirt-kg", served.version, self._call), MOST_BYTES)
        except RequestError as error:
            self._missing = ProtocolError(501, f"no tools for assistants here: {error}")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be ready to answer; what is under way at the end is cut off."""
        if self._missing:
            yield
            return
        async with self._sdk.run():
            yield

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a message; `ProtocolError`: 404 and 501 no tools, 405, 413, 415."""
        request = Request(scope, receive)
        if self._missing:
            raise self._missing
        if request.method != "POST":
            cause = "this address speaks the Model Context Protocol, without sessions and streams"
            raise ProtocolError(405, f"{cause}: send each message by POST")
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            given = f"a body of type '{kind}'" if kind else "a body without a content type"
            raise ProtocolError(415, f"{given}: use application/json")
        body = await read_body(request, MOST_BYTES)
        told: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def hear() -> Message:
            """Give the body once, then what becomes of the client."""
            found: Message = told.pop() if told else await receive()
            return found

        async def answer(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), _INERT]
            await send(message)

        await self._sdk.handle_request(scope, hear, answer)

    async def _call(self, name: str, arguments: Any, request: Any) -> dict[str, Any]:
        """Have a worker answer a call; `RequestError` with its words, or those of a limit."""
        if name not in _NAMES:
            raise RequestError(f"no such tool: there are {', '.join(_NAMES)}")
        question = Question(json.dumps(arguments, sort_keys=True), graph=None, tool=name)
        try:
            reply = await self._ask(request, question)
        except ProtocolError as error:
            raise RequestError(str(error)) from None
        found: dict[str, Any] = json.loads(reply.content)
        return found


def make_calls(graph: Graph) -> Beside:
    """Prepare what answers calls, and try it: a worker opens no file and imports nothing."""
    box = Toolbox(graph)
    box.warm()

    def call(question: Question) -> bytes:
        return json.dumps(box.call(question.tool, json.loads(question.text))).encode()

    return call


MOST_BYTES = 64_000
"""Of a message: the longest call that is no mistake takes a tenth of it."""
_NAMES = tuple(one.name for one in TOOLS)
_INERT = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox")
