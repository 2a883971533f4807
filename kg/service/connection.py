"""One connection: HTTP/1.1 over uvicorn and httptools, with a bound in every phase of it.

What a connection can hold is a head (or the part of one), the requests that came ahead of their
answers, a body that arrives, and an answer that waits to be read. Each is bounded alone, and what
all connections hold together is bounded as well (`Room`). How long each phase may take is bounded
by the client's patience (`Limits.patience_seconds`).
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.service.journal import log
from kg.service.room import Room
from kg.service.shares import share_of


class Patient(HttpToolsProtocol):
    """A connection that may not dawdle: over its request, or over reading the answer."""

    room: Room[Patient]
    whose = ""
    held = 0
    arriving: asyncio.TimerHandle | None = None
    draining: asyncio.TimerHandle | None = None
    unread = 0
    phase = "idle"
    fed = body = 0
    taking = False
    """Whether the next request waits until the answer to the last one is read."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, or make room for who is here."""
        super().connection_made(transport)
        self.head, self.sizes = bytearray(), deque[int]()
        self.transport = cast("asyncio.Transport", _Whole(transport))
        self.whose = share_of(self.client[0] if self.client else "")
        leaves = self.room.enter(self, len(self.connections))
        if leaves:
            leaves._refuse(b"503 Service Unavailable", "too many connections")
        if leaves is not self:
            self.room.silent[self] = None
            self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of all that is held."""
        self._stop_timers()
        self.room.leave(self)
        super().connection_lost(exc)

    # -- the request ------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Take what comes, and see that all together is not too much."""
        if self.transport.is_closing():
            return
        self._unset_keepalive_if_required()
        if self.arriving is None and self.phase == "idle":
            self._await_request()
        if self.phase == "idle":
            self._read_head(data)
        else:
            self._feed(data)
        while (largest := self.room.find_largest()) is not None:
            log("too much pending", bytes=self.room.pending, largest=largest.held)
            largest._refuse(b"503 Service Unavailable", "too much is being sent at once: try later")

    def _read_head(self, data: bytes) -> None:
        """Give a head to the parser when it is whole, without what it should not see."""
        looked = max(0, len(self.head) - 3)
        self.head += data
        self._charge(len(data))
        end = self.head.find(b"\r\n\r\n", looked)
        if (end if end >= 0 else len(self.head)) > self.room.limits.header_bytes:
            self._refuse(b"431 Request Header Fields Too Large", "the request is too long")
        elif end >= 0:
            self._charge(-len(self.head))
            head, self.head = bytes(self.head), bytearray()
            self._feed(_UPGRADE.sub(b"", head[:end]) + head[end:])

    def _feed(self, data: bytes) -> None:
        """Let the parser read; what is no body may not be more than a head, wherever it stands."""
        self.fed += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.cycle.keep_alive = False  # what follows is no HTTP
        except httptools.HttpParserError:
            if not self.transport.is_closing():
                log("invalid request")
                self._refuse(b"400 Bad Request", "the request is malformed")
        else:
            if self.phase != "idle" and self.fed - self.body > self.room.limits.header_bytes:
                cause = "too many bytes around the body: send larger chunks"
                self._refuse(b"431 Request Header Fields Too Large", cause)

    def on_message_begin(self) -> None:
        """Begin a request, if not too many wait for their answers."""
        if len(self.pipeline) > _MOST_PIPELINED:
            self.transport.abort()
            raise httptools.HttpParserError("too many requests at once")
        super().on_message_begin()
        self.phase, self.fed, self.body = "head", 0, 0
        self.sizes.append(0)
        if self.arriving is None:
            self._await_request()

    def on_url(self, url: bytes) -> None:
        """Count an address, or a part of it."""
        super().on_url(url)
        self._take(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header; refuse too many, and those after a body."""
        if self.phase == "body":
            self._refuse(b"400 Bad Request", "headers after the body are not read: send none")
            raise httptools.HttpParserError("a trailer")
        if len(self.headers) >= _MOST_HEADERS:
            self._refuse(b"431 Request Header Fields Too Large", "too many headers")
            raise httptools.HttpParserError("too many headers")
        super().on_header(name, value)
        self._take(len(name) + len(value) + _OF_A_HEADER)

    def on_headers_complete(self) -> None:
        """See that the request is for one host, and begin to answer it."""
        self.phase, self.fed = "body", 0
        hosts = [name for name, _ in self.headers if name == b"host"]
        if len(hosts) > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
            self._refuse(b"400 Bad Request", "name one host: it is required (RFC 9112, 3.2)")
            raise httptools.HttpParserError("not one host")
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count a piece of a body."""
        super().on_body(body)
        self.body += len(body)
        self._take(len(body))

    def on_message_complete(self) -> None:
        """Stop waiting: the request is whole."""
        super().on_message_complete()
        self.phase = "idle"
        self.room.silent.pop(self, None)
        if self.arriving:
            self.arriving.cancel()
            self.arriving = None

    # -- the answer -------------------------------------------------------------------------------

    def on_response_complete(self) -> None:
        """Turn to what comes next once the answer is read, all but a little."""
        cast("_Whole", self.transport).flush()
        if self.sizes:
            self._charge(-self.sizes.popleft())
        if self.transport.get_write_buffer_size() and self.draining is None:
            self._await_reading()
        if self.flow.write_paused and not self.transport.is_closing():
            self.taking = True
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Turn to the next request, or wait for one."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self.room.silent[self] = None

    def pause_writing(self) -> None:
        """Read no more of who does not read, and bound what waits for all."""
        super().pause_writing()
        self.flow.pause_reading()
        self.room.unread[self] = None
        while (slowest := self.room.find_slowest()) is not None:
            del self.room.unread[slowest]
            log("slow reader", unread=slowest.transport.get_write_buffer_size())
            slowest.transport.abort()
        if self.draining is None:
            self._await_reading()

    def resume_writing(self) -> None:
        """Go on: the answer is read."""
        super().resume_writing()
        self.room.unread.pop(self, None)
        if self.taking:
            self.taking = False
            self._go_on()

    # -- patience ---------------------------------------------------------------------------------

    def _await_request(self) -> None:
        seconds = self.room.limits.patience_seconds
        self.arriving = self.loop.call_later(seconds, self._too_slow)

    def _too_slow(self) -> None:
        """Refuse who has not sent its request; but whom we owe answers, we keep from sending."""
        self.arriving = None
        if self.taking or len(self.sizes) > (self.phase != "idle"):
            self._await_request()
            return
        log("slow request")
        self._refuse(b"408 Request Timeout", "the request took too long to arrive")

    def _await_reading(self) -> None:
        self.unread = self.transport.get_write_buffer_size()
        seconds = self.room.limits.patience_seconds
        self.draining = self.loop.call_later(seconds, self._look_at_reading)

    def _look_at_reading(self) -> None:
        """Cut off who has read next to nothing since the last look."""
        self.draining = None
        left = self.transport.get_write_buffer_size()
        if left and left > self.unread - _LEAST_READ:
            log("slow reader", unread=left)
            self.transport.abort()
        elif left:
            self._await_reading()

    def _take(self, size: int) -> None:
        """Count what the request that arrives holds, until it is answered."""
        if self.sizes:  # else it was answered before it had arrived, and is not kept
            self.sizes[-1] += size
            self._charge(size)

    def _charge(self, size: int) -> None:
        self.room.charge(self, size)

    def _refuse(self, status: bytes, message: str) -> None:
        self._stop_timers()
        self._charge(-self.held)
        self.head.clear()
        self.sizes = deque([0] * len(self.sizes))
        self.room.silent.pop(self, None)
        if self.transport.is_closing():
            return
        body = message.encode()
        self.transport.write(
            b"HTTP/1.1 " + status + b"\r\ncontent-type: text/plain; charset=utf-8\r\n"
            b"content-length: " + str(len(body)).encode() + b"\r\nconnection: close\r\n\r\n"
            + body
        )  # fmt: skip
        self.transport.close()
        if self.transport.get_write_buffer_size():
            self._await_reading()

    def _stop_timers(self) -> None:
        for timer in (self.arriving, self.draining):
            if timer:
                timer.cancel()
        self.arriving = self.draining = None


class _Whole:
    """A transport that sends head and body of an answer in one piece.

    uvicorn writes them one by one: two calls of the system, and a client that is woken twice.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self.transport, self.head = transport, b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)

    def write(self, data: bytes) -> None:
        """Keep a head until more comes or the answer is complete; `100 Continue` is none."""
        if data.startswith(b"HTTP/1.1 ") and not data.startswith(b"HTTP/1.1 1"):
            self.flush()
            self.head = data
        else:
            head, self.head = self.head, b""
            self.transport.write(head + data if head else data)

    def flush(self) -> None:
        if self.head:
            self.write(b"")

    def close(self) -> None:
        self.flush()
        self.transport.close()


_LEAST_READ = 65_536
_MOST_PIPELINED = 64
_MOST_HEADERS = 200
_OF_A_HEADER = 200
"""Bytes of memory for two strings and a tuple, beside their letters."""
_UPGRADE = re.compile(rb"\r\nupgrade:[^\r\n]*", re.IGNORECASE)
"""An offer of HTTP/2 or WebSocket, which may be ignored (RFC 9110, 7.8). Java's client, and so
Jena, sends one with its first POST, after which the parser would take the body for the other
protocol."""
