"""One deadline over a whole request: connecting, waiting, and every piece of the answer.

A timeout of a socket begins anew with each byte, so that a service that sends one now and then is
never too slow. Here each reading waits no longer than what is left until the deadline.
"""

from __future__ import annotations

import http.client
import io
import math
import socket
import time
from contextvars import ContextVar
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

until: ContextVar[float] = ContextVar("until", default=math.inf)
"""When the request under way has to be over, by `time.monotonic`."""


class Hurried(urllib3.PoolManager):
    """Connections that are kept, and that read until the deadline."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Take what `urllib3.PoolManager` takes."""
        super().__init__(*arguments, **named)
        self.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


class _Reader(io.RawIOBase):
    """The bytes that a socket receives before the deadline."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__()
        self._socket, self._file = sock, sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = until.get() - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline is past")
        if left < math.inf:
            self._socket.settimeout(left)
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:
        super().__init__(sock, *arguments, **named)
        self.fp.close()
        self.fp = io.BufferedReader(_Reader(sock))


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
