"""The server: HTTP over uvicorn, with clients that are slow or too many shown the door."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any, cast

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.errors import RequestError
from kg.service.limits import Limits
from kg.service.watch import log


def run(app: Any, host: str, port: int, limits: Limits, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished first.

    `ready` hears the address once the port is open. Raises `RequestError` where it cannot be had.
    """
    listening = _listen(host, port, limits.backlog)
    config = uvicorn.Config(
        app, http=_protocol(limits), ws="none", lifespan="off", log_config=None, access_log=False,
        server_header=False, backlog=limits.backlog,
        timeout_keep_alive=int(limits.patience_seconds) or 1,
        timeout_graceful_shutdown=int(limits.seconds) + 2,
    )  # fmt: skip
    server = _Server(config)

    async def until_stopped() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _stop, server, number)
        bound_host, bound_port = listening.getsockname()[:2]
        shown = f"[{bound_host}]" if ":" in bound_host else bound_host
        ready(f"http://{shown}:{bound_port}/")
        await server.serve(sockets=[listening])

    asyncio.run(until_stopped())
    log("stopped")


def _listen(host: str, port: int, backlog: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=backlog)
    except OSError as error:
        cause = f"cannot listen on {host} port {port}: {error.strerror or error}"
        raise RequestError(f"{cause}: choose another with --port") from None
    # Head and body are two writes: with Nagle's algorithm the second waits 40 ms for the client.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _stop(server: uvicorn.Server, number: int) -> None:
    log("stopping", signal=signal.Signals(number).name)
    server.should_exit = True


class _Server(uvicorn.Server):
    """Without uvicorn's own handlers of signals, which raise them again at the end."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _protocol(limits: Limits) -> type[HttpToolsProtocol]:
    silent: dict[Patient, None] = {}  # who has sent no whole request since long, the longest first
    unread: dict[Patient, None] = {}  # whose answers wait to be read, the longest first
    most_unread = limits.unread_mb * 1_000_000

    class Patient(HttpToolsProtocol):
        """A connection that may not dawdle: over its request, or over reading the answer."""

        arriving: asyncio.TimerHandle | None = None
        draining: asyncio.TimerHandle | None = None
        unread = 0
        head = b""
        in_head = True

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.transport = cast("asyncio.Transport", _Whole(transport))
            if len(self.connections) > limits.connections:
                # Who came long ago and asks nothing makes room for who may be about to ask.
                leaves = next(iter(silent), self)
                leaves._refuse(b"503 Service Unavailable", "too many connections")
                if leaves is self:
                    return
            silent[self] = None
            self._await_request()

        def connection_lost(self, exc: Exception | None) -> None:
            self._forget()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if self.transport.is_closing():
                return
            if self.arriving is None and self.in_head:
                self._await_request()
            if not self.in_head:
                super().data_received(data)
                return
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if (end if end >= 0 else len(self.head)) > limits.header_bytes:
                self._refuse(b"431 Request Header Fields Too Large", "the request is too long")
            elif end >= 0:
                head, self.head = self.head, b""
                super().data_received(_UPGRADE.sub(b"", head[:end]) + head[end:])

        def on_message_begin(self) -> None:
            if len(self.pipeline) > _MOST_PIPELINED:
                self.transport.abort()
                raise httptools.HttpParserError("too many requests at once")
            super().on_message_begin()
            self.in_head = True

        def on_headers_complete(self) -> None:
            self.in_head = False
            hosts = [name for name, _ in self.headers if name == b"host"]
            if len(hosts) > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
                self._refuse(b"400 Bad Request", "name one host: it is required (RFC 9112, 3.2)")
                return
            if len(self.headers) > _MOST_HEADERS:
                self._refuse(b"431 Request Header Fields Too Large", "too many headers")
                return
            super().on_headers_complete()

        def on_message_complete(self) -> None:
            if self.transport.is_closing():  # it was refused at its head
                return
            super().on_message_complete()
            self.in_head = True
            silent.pop(self, None)
            if self.arriving:
                self.arriving.cancel()
                self.arriving = None

        def on_response_complete(self) -> None:
            cast("_Whole", self.transport).flush()
            super().on_response_complete()
            if not self.transport.is_closing():
                silent[self] = None
            if self.transport.get_write_buffer_size() and self.draining is None:
                self._await_reading()

        def pause_writing(self) -> None:
            super().pause_writing()
            unread[self] = None
            while sum(one.transport.get_write_buffer_size() for one in unread) > most_unread:
                longest = next(iter(unread))
                del unread[longest]
                log("slow reader", unread=longest.transport.get_write_buffer_size())
                longest.transport.abort()
            if self.draining is None:
                self._await_reading()

        def resume_writing(self) -> None:
            super().resume_writing()
            unread.pop(self, None)

        def _await_request(self) -> None:
            self.arriving = self.loop.call_later(limits.patience_seconds, self._too_slow)

        def _await_reading(self) -> None:
            self.unread = self.transport.get_write_buffer_size()
            self.draining = self.loop.call_later(limits.patience_seconds, self._look_at_reading)

        def _look_at_reading(self) -> None:
            """Cut off who has read next to nothing since the last look."""
            self.draining = None
            left = self.transport.get_write_buffer_size()
            if left and left > self.unread - _LEAST_READ:
                log("slow reader", unread=left)
                self.transport.abort()
            elif left:
                self._await_reading()

        def _too_slow(self) -> None:
            log("slow request")
            self.arriving = None
            self._refuse(b"408 Request Timeout", "the request took too long to arrive")

        def _refuse(self, status: bytes, message: str) -> None:
            self._forget()
            if self.transport.is_closing():
                return
            body = message.encode()
            self.transport.write(
                b"HTTP/1.1 " + status + b"\r\ncontent-type: text/plain; charset=utf-8\r\n"
                b"content-length: " + str(len(body)).encode() + b"\r\nconnection: close\r\n\r\n"
                + body
            )  # fmt: skip
            self.transport.close()

        def _forget(self) -> None:
            silent.pop(self, None)
            unread.pop(self, None)
            for timer in (self.arriving, self.draining):
                if timer:
                    timer.cancel()
            self.arriving = self.draining = None

    return Patient


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
_UPGRADE = re.compile(rb"\r\nupgrade:[^\r\n]*", re.IGNORECASE)
"""An offer of HTTP/2 or WebSocket, which may be ignored (RFC 9110, 7.8). Java's client, and so
Jena, sends one with its first POST, after which the parser would take the body for the other
protocol."""
