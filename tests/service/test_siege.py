"""A siege: more connections, requests and unread answers than have room, and lost workers."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import quote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
HONEST = "SELECT ?label { id:hmgb1-release rdfs:label ?label }"
WIDE = "SELECT * { VALUES ?x { 1 2 3 4 } ?s ?p ?o }"  # 8 MB
BOUNDED = """
import sys
from pathlib import Path
from kg.service import Door, Limits, serve
limits = Limits(seconds=60, patience_seconds=60, unread_mb=20)
told = lambda url: print(url, flush=True)
serve([Path(sys.argv[1])], port=0, limits=limits, ready=told, door=Door(names=("x",)))
"""


def is_well(service: Any) -> None:
    found = service.ask(HONEST)
    assert (found.status, found.text) == (200, "label\r\nHMGB1 release\r\n")


def children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as listed:
        return [int(one) for one in listed.read().split()]


def state(pid: int) -> str:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as told:
        return told.read().rpartition(")")[2].split()[0]
    return "gone"


def wait_for(holds: Any, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_worker_that_died_idle_gets_no_question(service: Any) -> None:
    for _ in range(3):
        is_well(service)
        lost = [pid for pid in children(service.process.pid) if state(pid) in "SR"]
        for pid in lost:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda lost=lost: all(state(pid) not in "SRD" for pid in lost))
        for _ in range(4):
            is_well(service)


def test_short_of_memory_the_system_takes_workers_first(service: Any) -> None:
    def score(pid: int) -> int:
        with open(f"/proc/{pid}/oom_score_adj") as told:
            return int(told.read())

    is_well(service)
    wait_for(lambda: all(score(pid) == 1000 for pid in children(service.process.pid)))
    assert score(service.process.pid) < 1000


@pytest.fixture
def cramped(tmp_path: Path) -> Iterator[tuple[tuple[str, int], Path, int]]:
    """Serve where the system allows 200 open files; the place, the log, the process."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))

    log = tmp_path / "log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("kg"), "--corpus", str(ROOT / "tests/data/small"),
             "serve", "--port", "0", "--name", "x", "--patience", "30"],
            stdout=subprocess.PIPE, stderr=told, text=True, preexec_fn=bound,
        )  # fmt: skip
    try:
        parts = urlsplit(cast("IO[str]", process.stdout).readline().strip())
        yield (parts.hostname or "", parts.port or 0), log, process.pid
    finally:
        process.terminate()
        process.wait(20)


def test_who_only_holds_connections_makes_room_for_who_asks(cramped: Any) -> None:
    """The longest silent are shown the door, rather than the next who comes."""
    place, log, pid = cramped
    asked = f"GET /sparql?query={quote(HONEST)} HTTP/1.1\r\nHost: x\r\nconnection: close\r\n\r\n"
    with contextlib.ExitStack() as held:
        for _ in range(250):
            held.enter_context(socket.create_connection(place, timeout=10))
        for _ in range(20):
            with socket.create_connection(place, timeout=10) as client:
                client.sendall(asked.encode())
                assert client.recv(4096).startswith(b"HTTP/1.1 200 ")
            held.enter_context(socket.create_connection(place, timeout=10))
        assert len(os.listdir(f"/proc/{pid}/fd")) < 200
    assert b"Traceback" not in log.read_bytes()


def test_every_line_of_the_log_is_json(cramped: Any) -> None:
    place, log, _ = cramped
    for sent in (b"FOO /sparql HTTP/1.1\r\n\r\n", b"CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n"):
        with socket.create_connection(place, timeout=10) as client:
            client.sendall(sent)
            assert client.recv(100).startswith(b"HTTP/1.1 ")
    wait_for(lambda: b"invalid request" in log.read_bytes())
    assert all("time" in json.loads(line) for line in log.read_bytes().splitlines())


def test_a_flood_of_requests_on_one_connection_is_cut(service: Any) -> None:
    with socket.create_connection(service.place, timeout=10) as client:
        with contextlib.suppress(OSError):
            client.sendall(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" * 5_000)
        answer = b""
        with contextlib.suppress(OSError):
            while piece := client.recv(1 << 16):
                answer += piece
    assert answer.count(b"HTTP/1.1 404") < 500
    is_well(service)


def test_headers_without_number_are_refused(service: Any) -> None:
    with socket.create_connection(service.place, timeout=10) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"a:b\r\n" * 20_000 + b"\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 431 ")
    is_well(service)


def test_answers_that_nobody_reads_are_bounded_together(tmp_path: Path) -> None:
    file = tmp_path / "wide.ttl"
    file.write_text("".join(f"<x:s{n}> <x:p> '{'a' * 2000}' .\n" for n in range(1000)))
    process = subprocess.Popen([sys.executable, "-c", BOUNDED, str(file)], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        parts = urlsplit(cast("IO[str]", process.stdout).readline().strip())
        with contextlib.ExitStack() as held:
            clients = [held.enter_context(socket.socket()) for _ in range(12)]
            for client in clients:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.settimeout(60)
                client.connect((parts.hostname or "", parts.port or 0))
                client.sendall(f"GET /sparql?query={quote(WIDE)} HTTP/1.1\r\nHost: x\r\n"
                               "connection: close\r\n\r\n".encode())  # fmt: skip
                assert client.recv(12) == b"HTTP/1.1 200"
            whole = sum(_reads_all(client) for client in clients)
    finally:
        process.terminate()
        process.wait(20)
    assert 1 <= whole <= 4, "of 12 answers of 8 MB, 20 MB may wait"


def _reads_all(client: socket.socket) -> bool:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    read = 0
    with contextlib.suppress(OSError):
        while piece := client.recv(1 << 20):
            read += len(piece)
    return read > 8_000_000
