"""What a connection can hold in each of its phases, and all of them together, has a bound."""

from __future__ import annotations

import contextlib
import re
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import quote, urlsplit

import pytest

from kg.service.answers import Answers
from kg.service.worker import Question, Reply

HEAD = b"Host: x\r\ncontent-type: application/sparql-query\r\n"
POST = b"POST /sparql HTTP/1.1\r\n" + HEAD
CHUNKED = POST + b"transfer-encoding: chunked\r\n\r\n"
GET = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
MEGABYTES = 60
PHASES = {
    "line": (b"GET /", b"a", 431),
    "header": (b"GET / HTTP/1.1\r\nHost: x\r\na: ", b"b", 431),
    "headers": (b"GET / HTTP/1.1\r\nHost: x\r\n", b"a:b\r\n", 431),
    "chunk size": (CHUNKED, b"0", 431),
    "chunk extension": (CHUNKED + b"1;", b"x", 431),
    "many chunks": (CHUNKED, b"1\r\na\r\n", 431),
    "trailer": (CHUNKED + b"6\r\nASK {}\r\n0\r\n", b"a: b\r\n", 400),
    "trailer without end": (CHUNKED + b"6\r\nASK {}\r\n0\r\na: ", b"b", 431),
    "second head": (GET + b"GET / HTTP/1.1\r\nHost: x\r\na: ", b"b", 431),
    "body": (POST + b"content-length: 399999\r\n\r\n" + b" " * 399_999, GET, 400),
}
BOUNDED = """
import sys
from pathlib import Path
from kg.service import Door, Limits, serve
limits = Limits(seconds=60, patience_seconds=60, pending_mb=4)
told = lambda url: print(url, flush=True)
serve([Path(sys.argv[1])], port=0, limits=limits, ready=told, door=Door(names=("x",)))
"""
WIDE = "SELECT * { VALUES ?x { 1 2 3 4 } ?s ?p ?o }"  # 8 MB


@pytest.fixture(scope="module")
def bounded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[str, int], int]]:
    """Serve with 4 MB for what arrives, and much patience; the place and the process."""
    file = tmp_path_factory.mktemp("wide") / "wide.ttl"
    file.write_text("".join(f"<x:s{n}> <x:p> '{'a' * 2000}' .\n" for n in range(1000)))
    process = subprocess.Popen([sys.executable, "-c", BOUNDED, str(file)], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        parts = urlsplit(cast("IO[str]", process.stdout).readline().strip())
        yield (parts.hostname or "", parts.port or 0), process.pid
    finally:
        process.terminate()
        process.wait(20)


def resident_mb(pid: int) -> float:
    told = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", told)[0]) / 1000


def read_all(client: socket.socket) -> bytes:
    received = b""
    with contextlib.suppress(ConnectionError):
        while piece := client.recv(1 << 20):
            received += piece
    return received


def health(place: tuple[str, int]) -> bytes:
    with socket.create_connection(place, timeout=20) as client:
        client.sendall(GET.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))
        return read_all(client)


@pytest.mark.parametrize("name", PHASES)
def test_no_phase_of_a_connection_is_without_end(bounded: Any, name: str) -> None:
    place, pid = bounded
    begin, more, status = PHASES[name]
    before, answer = resident_mb(pid), b""
    with socket.create_connection(place, timeout=20) as client:
        client.sendall(begin)
        filler = more * (1_000_000 // len(more))
        with contextlib.suppress(ConnectionError):
            for _ in range(MEGABYTES):
                client.sendall(filler)
                if select.select([client], [], [], 0)[0]:
                    break
            answer = read_all(client)
    told = [int(code) for code in re.findall(rb"HTTP/1\.1 (\d+) ", answer)]
    first = [200] if name == "second head" and told[1:] else []  # the one before it
    assert told in ([], [*first, status])
    assert resident_mb(pid) - before < MEGABYTES / 2
    assert health(place).startswith(b"HTTP/1.1 200 ")


def test_what_all_send_together_is_bounded_and_the_small_go_on(bounded: Any) -> None:
    place, _ = bounded
    refused, waiting = 0, 40
    with contextlib.ExitStack() as held:
        clients = []
        for _ in range(waiting):
            client = held.enter_context(socket.create_connection(place, timeout=20))
            client.sendall(POST + b"content-length: 399000\r\n\r\n" + b" " * 398_999)
            clients.append(client)
        small = held.enter_context(socket.create_connection(place, timeout=20))
        small.sendall(POST + b"content-length: 6\r\n\r\nASK ")
        assert health(place).startswith(b"HTTP/1.1 200 ")
        while refused < waiting - 12:  # of which 4 MB may be here, and some on the way
            ready = select.select(clients, [], [], 20)[0]
            assert ready, f"only {refused} of {waiting} had to go"
            for client in ready:
                clients.remove(client)
                refused += 1
        small.sendall(b"{}")
        assert small.recv(100).startswith(b"HTTP/1.1 200 ")
    assert len(clients) >= 5


def test_the_next_answer_is_begun_when_the_last_one_was_read(bounded: Any) -> None:
    place, _ = bounded
    asked = f"GET /sparql?query={quote(WIDE)} HTTP/1.1\r\nHost: x\r\naccept: text/csv\r\n"

    def answered() -> int:
        with socket.create_connection(place, timeout=20) as other:
            other.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\nconnection: close\r\n\r\n")
            found = re.search(rb'kg_queries_total\{outcome="ok"\} (\d+)', read_all(other))
        return int(found[1]) if found else 0

    before = answered()
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(30)
        client.connect(place)
        asked_twice = f"{asked}\r\n{asked.replace('4 }', '5 }')}connection: close\r\n\r\n"
        client.sendall(asked_twice.encode())
        assert client.recv(12) == b"HTTP/1.1 200"
        for _ in range(20):
            assert health(place).startswith(b"HTTP/1.1 200 ")
        assert answered() == before + 1 + 20, "a second answer waits behind one that nobody reads"
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        assert read_all(client).count(b"HTTP/1.1 200") == 1
    assert answered() == before + 2 + 20


@pytest.mark.parametrize("before", [b"", GET], ids=["alone", "behind another"])
def test_a_head_may_be_cut_anywhere(service: Any, before: bytes) -> None:
    second = GET.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")
    for cut in (1, 20, len(second) - 3, len(second) - 1):
        with socket.create_connection(service.place, timeout=20) as client:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.sendall(before + second[:cut])
            if before:
                assert client.recv(12) == b"HTTP/1.1 200"
            else:
                assert health(service.place)  # and the first piece is read before the second
            client.sendall(second[cut:])
            assert read_all(client).count(b"HTTP/1.1 200") == 1


def test_half_a_request_behind_a_whole_one_is_not_waited_for(start_service: Any) -> None:
    with (start_service("--patience", "1") as service,
          socket.create_connection(service.place, timeout=20) as client):  # fmt: skip
        client.sendall(GET + POST + b"content-length: 9\r\n\r\nASK")
        assert b"HTTP/1.1 408" in read_all(client)


def test_a_body_that_was_refused_at_its_head_is_not_kept(bounded: Any) -> None:
    place, pid = bounded
    before = resident_mb(pid)
    with socket.create_connection(place, timeout=20) as client:
        client.sendall(POST + b"content-length: 99999999999\r\n\r\n")
        assert client.recv(12) == b"HTTP/1.1 413"
        with contextlib.suppress(ConnectionError):
            for _ in range(MEGABYTES):
                client.sendall(b" " * 1_000_000)
    assert resident_mb(pid) - before < MEGABYTES / 2


# -- answers that are kept -----------------------------------------------------------------------


def test_names_of_graphs_count_as_what_is_kept() -> None:
    kept = Answers(1_000_000)
    questions = [Question(f"ASK {{ {n} }}", named_graphs=("x:" + "y" * 40_000,)) for n in range(99)]
    for question in questions:
        kept.keep(question, Reply("ok", "json", b"{}"))
    assert 10 < sum(kept.find(one) is not None for one in questions) < 25


def test_answers_are_bounded_by_number_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.service.answers._MOST_ANSWERS", 7)
    kept = Answers(64_000_000)
    questions = [Question(f"ASK {{ {n} }}") for n in range(20)]
    for question in questions:
        kept.keep(question, Reply("ok", "json", b"{}"))
    assert [kept.find(one) is not None for one in questions] == [False] * 13 + [True] * 7


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_an_absurd_name_of_a_graph_is_refused(service: Any, parameter: str) -> None:
    found = service.get(f"/sparql?query=ASK%7B%7D&{parameter}=x%3A{'y' * 5000}")
    assert (found.status, "5002 letters" in found.text) == (400, True)
