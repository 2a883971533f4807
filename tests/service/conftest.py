"""A running service, in a process of its own as for a user, and plain requests to it."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import quote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """An answer as it came."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Service:
    """A running service."""

    address: str
    process: subprocess.Popen[str]

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.address)
        return parts.hostname or "", parts.port or 0

    def request(
        self, method: str, path: str, body: bytes | None = None, seconds: float = 60,
        **headers: str,
    ) -> Answer:  # fmt: skip
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(*self.place, timeout=seconds)
        with contextlib.closing(connection):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            kind = told.get("content-type", "").partition(";")[0]
            return Answer(answer.status, kind, answer.read(), told)

    def get(self, path: str, **headers: str) -> Answer:
        """Get an address."""
        return self.request("GET", path, **headers)

    def ask(self, query: str, accept: str = "text/csv") -> Answer:
        """Ask a query by GET."""
        return self.get(f"/sparql?query={quote(query)}", accept=accept)


@contextlib.contextmanager
def running(
    *arguments: str, corpus: Path | None = ROOT / "tests/data/small",
    shown: str = "http://127.0.0.1:", log: Path | None = None,
) -> Iterator[Service]:  # fmt: skip
    chosen = ["--corpus", str(corpus)] if corpus else []
    command = Path(sys.executable).with_name("kg")
    with (log or Path(os.devnull)).open("w") as told:
        process = subprocess.Popen(
            [command, *chosen, "serve", "--port", "0", "--name", "x", *arguments],
            stdout=subprocess.PIPE, stderr=told, text=True,
        )  # fmt: skip
    try:
        address = cast("IO[str]", process.stdout).readline().strip()
        assert address.startswith(shown), "the service did not start"
        yield Service(address, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """Serve the small corpus for the whole session; what a test breaks must heal.

    No answer is kept, so that each comes from a worker.
    """
    with running("--seconds", "1", "--memory", "200", "--cache", "0") as found:
        yield found


@pytest.fixture(scope="session")
def start_service() -> Any:
    """Give what starts a service with other arguments, as a context."""
    return running
