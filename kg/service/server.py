"""The server: a port, uvicorn on it, and how it stops."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from kg.errors import RequestError
from kg.service.app import Application
from kg.service.connection import Patient
from kg.service.journal import log
from kg.service.limits import Limits
from kg.service.room import Room


def run(
    app: Application, listening: socket.socket, limits: Limits, proxy: str | None,
    ready: Callable[[], None],
) -> None:  # fmt: skip
    """Serve until SIGTERM or SIGINT; requests under way are finished first.

    `proxy` is the address of one that may tell who its clients are. `ready` is called when the
    first request can be answered.
    """
    connection = type("Connection", (Patient,), {"room": Room(limits, proxy)})
    config = uvicorn.Config(
        app.answer, http=connection, ws="none", proxy_headers=bool(proxy),
        forwarded_allow_ips=proxy, lifespan="off", log_config=None, access_log=False,
        server_header=False, backlog=limits.backlog,
        timeout_keep_alive=int(limits.patience_seconds) or 1,
        timeout_graceful_shutdown=int(limits.seconds) + 2,
    )  # fmt: skip
    server = _Server(config)

    async def until_stopped() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _stop, server, number)
        async with app.running():
            ready()
            await server.serve(sockets=[listening])

    asyncio.run(until_stopped())
    log("stopped")


def listen(host: str, port: int, backlog: int) -> tuple[socket.socket, str]:
    """Open a port, and give its address; `RequestError` where it cannot be had."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=backlog)
    except OSError as error:
        cause = f"cannot listen on {host} port {port}: {error.strerror or error}"
        raise RequestError(f"{cause}: choose another with --port") from None
    # Head and body are two writes: with Nagle's algorithm the second waits 40 ms for the client.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    bound_host, bound_port = listening.getsockname()[:2]
    shown = f"[{bound_host}]" if ":" in bound_host else bound_host
    return listening, f"{shown}:{bound_port}/"


def _stop(server: uvicorn.Server, number: int) -> None:
    log("stopping", signal=signal.Signals(number).name)
    server.should_exit = True


class _Server(uvicorn.Server):
    """Without uvicorn's own handlers of signals, which raise them again at the end."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
