"""The processes of a service: signals to the wrong one, a log that nobody reads, a slow start."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import urlsplit

from kg.service.journal import Lines

KG = str(Path(sys.executable).with_name("kg"))
GET = b"GET /health HTTP/1.1\r\nHost: localhost\r\nconnection: close\r\n\r\n"

FRESH = """
import asyncio, os, signal
import pyoxigraph
from kg.service import Limits, worker

async def scene():
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    confine = worker._confine

    def struck(*arguments):
        os.kill(os.getpid(), signal.SIGTERM)
        confine(*arguments)

    worker._confine = struck
    fresh = worker.Worker(pyoxigraph.Store(), Limits())
    assert fresh.gone(wait=True)
    for _ in range(9):
        await asyncio.sleep(0)
    print("stopped" if stopped.is_set() else "goes on", flush=True)

asyncio.run(scene())
"""
"""A worker that gets SIGTERM while it has its parent's handlers yet, and what the parent hears."""

SLOW = """
import sys
from pathlib import Path
from kg import load
from kg.service import serve

def read():
    sys.stdin.readline()
    return load(Path(sys.argv[1]))

serve(read, port=0, ready=lambda address: print(address, flush=True))
"""


def test_a_signal_to_a_fresh_worker_is_none_to_the_service() -> None:
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, timeout=60)
    assert done.stdout == "goes on\n", done.stderr


def test_the_service_survives_sigterm_to_every_worker(service: Any) -> None:
    pid = service.process.pid
    for _ in range(5):
        with open(f"/proc/{pid}/task/{pid}/children") as listed:
            for worker in listed.read().split():
                os.kill(int(worker), signal.SIGTERM)
        assert service.get("/health").status in {200, 503}
    assert service.process.poll() is None
    assert service.ask("ASK {}").status == 200


def test_lines_that_nobody_reads_are_counted_and_hold_nobody_up() -> None:
    out, into = os.pipe()
    lines, text = Lines(into), "x" * 999 + "\n"
    for _ in range(3000):
        lines.write(text)
    assert 1000 < lines.lost < 3000
    read = b""
    while select.select([out], [], [], 0)[0]:
        read += os.read(out, 1 << 16)
        lines.flush()
    lines.write("the next\n")
    read += os.read(out, 1 << 16)
    whole = read.decode().splitlines()
    assert whole[-1] == "the next" and json.loads(whole[-2])["event"] == "lost"
    assert json.loads(whole[-2])["lines"] + len(whole) - 2 == 3000
    assert set(whole[:-2]) == {"x" * 999}
    os.close(out)
    lines.write("nobody is there\n")
    os.close(into)


def test_a_log_that_nobody_reads_stops_no_request() -> None:
    process = subprocess.Popen(
        [KG, "--corpus", str(Path(__file__).parents[1] / "data/small"), "serve", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        parts = urlsplit(cast("IO[str]", process.stdout).readline().strip())
        place = (parts.hostname or "", parts.port or 0)
        long = GET.replace(b"/health", b"/" + b"y" * 500)
        for _ in range(300):  # 200 kB of lines, and a pipe holds 64
            with socket.create_connection(place, timeout=20) as client:
                client.sendall(long)
                assert client.recv(12) == b"HTTP/1.1 404"
    finally:
        process.terminate()
        assert process.wait(20) == 0


def test_the_port_is_open_before_the_graph_is_read() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(Path(__file__).parents[1] / "data/small")], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin and process.stderr
    try:
        told = json.loads(process.stderr.readline())
        assert (told["event"], told["waits_for"]) == ("starting", "the graph")
        parts = urlsplit(told["address"])
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as early:
            early.sendall(GET)
            process.stdin.write("\n")
            process.stdin.flush()
            assert early.recv(12) == b"HTTP/1.1 200"
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_port_that_is_taken_is_told_before_the_graph_is_read() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        nowhere = ["--endpoint", "http://127.0.0.1:9/sparql"]
        done = subprocess.run([KG, "serve", "--port", port, *nowhere], capture_output=True,
                              text=True, timeout=60)  # fmt: skip
    assert (done.returncode, f"port {port}" in done.stderr) == (2, True)


def test_what_we_extend_of_the_server_is_as_it_was() -> None:
    """Our connection overrides methods of uvicorn's; it has to be read anew where these change."""
    import inspect
    from hashlib import sha256

    from uvicorn.protocols.http import flow_control, httptools_impl

    text = inspect.getsource(httptools_impl) + inspect.getsource(flow_control)
    assert sha256(text.encode()).hexdigest()[:16] == EXTENDED, (
        "uvicorn's connection is another: compare it with kg/service/connection.py, then tell here"
    )


def test_the_parser_calls_as_we_count() -> None:
    """A trailer is told after the body, by the same call as a header; a body piece by piece."""
    import httptools

    calls: list[str] = []

    class Heard:
        def on_message_begin(self) -> None:
            calls.append("begin")

        def on_header(self, name: bytes, value: bytes) -> None:
            calls.append(f"header {name.decode()}")

        def on_headers_complete(self) -> None:
            calls.append("head")

        def on_body(self, body: bytes) -> None:
            calls.append(f"body {len(body)}")

        def on_message_complete(self) -> None:
            calls.append("complete")

    parser = httptools.HttpRequestParser(Heard())
    parser.feed_data(
        b"POST / HTTP/1.1\r\na: b\r\ntransfer-encoding: chunked\r\n\r\n"
        b"2\r\nxy\r\n0\r\nc: d\r\n\r\nGET / HTTP/1.1\r\n"
    )
    assert calls == ["begin", "header a", "header transfer-encoding", "head", "body 2", "header c",
                     "complete", "begin"]  # fmt: skip


EXTENDED = "ea814cf42e50628d"
