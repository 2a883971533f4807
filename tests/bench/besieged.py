"""A service to besiege, what it takes of the machine, and an honest client that asks it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

Place = tuple[str, int]
KG = str(Path(sys.executable).with_name("kg"))
LOOKUP = "SELECT ?l { id:hmgb1-release rdfs:label ?l }"
TRUE = b"l\r\nHMGB1 release\r\n"


@dataclass(frozen=True)
class Service:
    """A service under attack, and what it wrote to its log."""

    place: Place
    pid: int
    log: Path

    def mb(self) -> float:
        """Measure the memory of the process that serves."""
        return _kilobytes(self.pid, "status", "VmRSS") / 1000

    def all_mb(self) -> float:
        """Measure it and its workers, what they share counted once."""
        of = (self.pid, *self.workers())
        return sum(_kilobytes(one, "smaps_rollup", "Pss") for one in of) / 1000

    def workers(self) -> list[int]:
        """List the process ids of the workers."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(one) for one in listed.split()]


def _kilobytes(pid: int, file: str, name: str) -> float:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
        return int(next(one for one in lines if one.startswith(f"{name}:")).split()[1])
    return 0


@contextlib.contextmanager
def serving(*options: str) -> Iterator[Service]:
    """Serve the shipped graph for the time of one attack."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as told:
            process = subprocess.Popen([KG, "serve", "--port", "0", *options], text=True,
                                       stdout=subprocess.PIPE, stderr=told)  # fmt: skip
        assert process.stdout
        parts = urlsplit(process.stdout.readline().strip())
        try:
            yield Service((parts.hostname or "", parts.port or 0), process.pid, log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


async def send(place: Place, sent: bytes, seconds: float = 60, source: str = "127.0.0.1") -> bytes:
    """Send bytes on a connection of their own, and read what comes until it is closed."""
    reader, writer = await asyncio.open_connection(*place, local_addr=(source, 0))
    try:
        with contextlib.suppress(OSError):
            writer.write(sent)
            await asyncio.wait_for(writer.drain(), seconds)
        answer = b""
        with contextlib.suppress(OSError):
            while piece := await asyncio.wait_for(reader.read(1 << 20), seconds):
                answer += piece
    finally:
        writer.close()
    return answer


async def ask(place: Place, query: str, source: str = "127.0.0.1") -> bytes:
    """Ask a query, and give the whole answer, head and all."""
    head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n"
    return await send(place, head.encode() + b"Connection: close\r\n\r\n", source=source)


async def look_up(place: Place, count: int, seconds: float = 60) -> list[float]:
    """Ask as an honest client at an address of its own does; the milliseconds of each question."""
    took: list[float] = []
    until = time.monotonic() + seconds
    while len(took) < count and time.monotonic() < until:
        start = time.perf_counter()
        answer = await ask(place, f"{LOOKUP} # {len(took)} {start}", "127.0.0.2")
        took.append((time.perf_counter() - start) * 1000)
        if not answer.endswith(TRUE):
            raise AssertionError(f"an honest client was told {answer[:200]!r}")
        await asyncio.sleep(0.02)
    return took
