"""Services as they are met: slow, wrong, gone, behind a password, closing what was kept open."""

from __future__ import annotations

import base64
import contextlib
import gzip
import http.server
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs

import pytest

from kg import remote
from kg.errors import RequestError, StoreError
from kg.remote.service import OverloadedError, Service

ROWS = {
    "head": {"vars": ["s"]},
    "results": {"bindings": [{"s": {"type": "uri", "value": "https://example.org/x"}}]},
}
JSON = "application/sparql-results+json"


class Met(http.server.BaseHTTPRequestHandler):
    """Answers by a function that gets the request; remembers connections."""

    protocol_version = "HTTP/1.1"
    answer: Callable[[Met], None]
    seen: list[tuple[Any, dict[str, str], str]]

    def do_POST(self) -> None:  # the base class's name
        """Answer a form."""
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        headers = {key.lower(): value for key, value in self.headers.items()}
        self.seen.append((self.client_address, headers, parse_qs(body)["query"][0]))
        type(self).answer(self)

    def give(self, content: bytes, kind: str = JSON, status: int = 200, **headers: str) -> None:
        """Send one answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def met(answer: Callable[[Met], None]) -> Iterator[tuple[str, list[Any]]]:
    seen: list[Any] = []
    handler = type("Handler", (Met,), {"answer": answer, "seen": seen})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", seen
    finally:
        server.shutdown()
        server.server_close()


def rows(self: Met) -> None:
    self.give(json.dumps(ROWS).encode())


def test_one_connection_is_kept_and_queries_go_as_forms() -> None:
    with met(rows) as (address, seen):
        service = Service(address)
        for number in range(3):
            [[found]] = service.ask(f"SELECT ?s {{ ?s ?p {number} }}")
            assert found is not None and found.value == "https://example.org/x"
    assert len({place for place, _, _ in seen}) == 1, "each query opened a connection"
    assert [query for _, _, query in seen][2] == "SELECT ?s { ?s ?p 2 }"
    assert seen[0][1]["content-type"] == "application/x-www-form-urlencoded"


def test_a_connection_that_was_closed_is_opened_anew() -> None:
    def once(self: Met) -> None:
        rows(self)
        self.close_connection = True

    def without_warning(self: Met) -> None:
        if len(self.seen) == 2:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        else:
            rows(self)

    for answer in (once, without_warning):
        with met(answer) as (address, _):
            service = Service(address)
            assert [len(service.ask("SELECT * {}")) for _ in range(4)] == [1] * 4


def test_what_is_packed_is_unpacked() -> None:
    def packed(self: Met) -> None:
        self.give(gzip.compress(json.dumps(ROWS).encode()), content_encoding="gzip")

    with met(packed) as (address, seen):
        assert len(Service(address).ask("SELECT * {}")) == 1
    assert "gzip" in seen[0][1]["accept-encoding"]


def test_a_name_and_a_password_go_along_and_are_never_told() -> None:
    def guarded(self: Met) -> None:
        secret = base64.b64encode(b"me:s@cret").decode()
        if self.headers["authorization"] == f"Basic {secret}":
            rows(self)
        else:
            self.give(b"who are you?", "text/plain", 401)

    with met(guarded) as (address, _):
        assert len(Service(address.replace("//", "//me:s%40cret@")).ask("SELECT * {}")) == 1
        with pytest.raises(StoreError, match="answers 401: who are you") as raised:
            Service(address.replace("//", "//me:wr0ng@")).ask("SELECT * {}")
        assert "wr0ng" not in str(raised.value)


def test_a_service_that_moved_is_followed() -> None:
    def moved(self: Met) -> None:
        if self.path == "/sparql":
            self.give(b"", status=308, location="/there")
        else:
            rows(self)

    with met(moved) as (address, _):
        assert len(Service(address).ask("SELECT * {}")) == 1


ANSWERS: list[tuple[bytes, str, int, type[StoreError], str]] = [
    (b"<html>Welcome</html>", "text/html", 200, StoreError, "answers in 'text/html', which holds"),
    (b'{"head": {}, "boolean": true}', JSON, 200, StoreError, "holds no rows"),
    (b'{"head": {"vars": ["s"]}, "results": {"bin', JSON, 200, StoreError, "holds no rows"),
    (b"[]", JSON, 200, StoreError, "holds no rows"),
    (b"", JSON, 200, StoreError, "holds no rows"),
    (b"Parse\nerror", "text/plain", 400, StoreError, "answers 400: Parse error: see that"),
    (b"", "text/plain", 404, StoreError, "answers 404: Not Found"),
    (b"too much", "text/plain", 503, OverloadedError, "answers 503: too much: ask for less"),
    (b"Virtuoso S1T00", "text/plain", 500, OverloadedError, "answers 500"),
]


@pytest.mark.parametrize(("content", "kind", "status", "error", "words"), ANSWERS)
def test_other_answers_are_told(
    content: bytes, kind: str, status: int, error: type[StoreError], words: str
) -> None:
    def answer(self: Met) -> None:
        self.give(content, kind, status)

    with met(answer) as (address, _), pytest.raises(StoreError, match=words) as raised:
        Service(address).ask("SELECT * {}")
    assert type(raised.value) is error


def test_a_flood_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.remote.service.MAX_ANSWER_BYTES", 50)
    with met(rows) as (address, _), pytest.raises(OverloadedError, match="at once"):
        Service(address).ask("SELECT * {}")


def test_one_that_never_answers_is_left() -> None:
    released = threading.Event()
    with met(lambda self: bool(released.wait(20)) and None) as (address, seen):
        began = time.monotonic()
        with pytest.raises(OverloadedError, match=r"no answer within 0\.3 s"):
            Service(address, seconds=0.3).ask("SELECT * {}")
        assert time.monotonic() - began < 10
        released.set()
    assert len(seen) == 1, "what took too long is not asked again as it was"


# -- hostile ones --------------------------------------------------------------------------------


@contextmanager
def sending(*pieces: bytes) -> Iterator[tuple[str, list[int]]]:
    """Send pieces, the last one again and again as long as somebody takes it, and count these."""

    def serve(listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                with listening.accept()[0] as client, contextlib.suppress(OSError):
                    client.settimeout(20)
                    client.recv(1 << 16)
                    for piece in pieces:
                        client.sendall(piece)
                    for _ in range(1_000_000):
                        client.sendall(pieces[-1])
                        taken[0] += len(pieces[-1])
                        if len(pieces[-1]) < 1000 and ended.wait(0.02):
                            break

    ended, taken = threading.Event(), [0]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql", taken
        finally:
            ended.set()
            listening.shutdown(socket.SHUT_RDWR)


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/sparql-results+json\r\n"
DRIPS = {
    "the status": (b"HTTP/1.1 200 ", b"x"),
    "one header": (HEAD, b"a"),
    "many headers": (HEAD, b"a: b\r\n"),
    "the body": (HEAD + b"content-length: 1000000\r\n\r\n", b" "),
    "chunks": (HEAD + b"transfer-encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "no length": (HEAD + b"\r\n", b" "),
}


@pytest.mark.parametrize("name", DRIPS)
def test_who_sends_a_byte_now_and_then_has_the_same_time(name: str) -> None:
    with sending(*DRIPS[name]) as (address, _):
        with pytest.raises(StoreError, match=r"no answer within 1 s|more than 100 headers"):
            Service(address, seconds=1).ask("SELECT * {}")


@pytest.mark.parametrize("status", [b"200 OK", b"400 Bad", b"503 Busy"])
def test_a_body_without_end_is_left(status: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.remote.service.MAX_ANSWER_BYTES", 1_000_000)
    with sending(b"HTTP/1.1 " + status + b"\r\n\r\n", b" " * 100_000) as (address, taken):
        with pytest.raises(StoreError, match=r"at once|answers 400|answers 503"):
            Service(address, seconds=5).ask("SELECT * {}")
        assert taken[0] < 50_000_000, "what is too much is not read to its end"


def test_a_small_body_that_unpacks_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.remote.service.MAX_ANSWER_BYTES", 1_000_000)

    def bomb(self: Met) -> None:
        self.give(gzip.compress(b" " * 50_000_000), content_encoding="gzip")

    with met(bomb) as (address, _), pytest.raises(OverloadedError, match="at once"):
        Service(address).ask("SELECT * {}")


def test_headers_without_number_are_one_error() -> None:
    with sending(HEAD, b"a: b\r\n" * 1000) as (address, _):
        with pytest.raises(StoreError, match="more than 100 headers"):
            Service(address).ask("SELECT * {}")


NESTED = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":%s}]}}'
TRIPLE = b'{"type":"triple","value":{"subject":', b"}}"


@pytest.mark.parametrize(
    "content",
    [NESTED % (TRIPLE[0] * 100_000 + TRIPLE[1] * 100_000), b"[" * 1_000_000, b'{"a":' * 500_000,
     NESTED % (b"[" * 100_000 + b"]" * 100_000)],
    ids=["triples", "arrays", "objects", "rows"],
)  # fmt: skip
def test_what_is_nested_without_end_is_no_rows(content: bytes) -> None:
    with met(lambda self: self.give(content)) as (address, _):
        with pytest.raises(StoreError, match="holds no rows"):
            Service(address).ask("SELECT * {}")


def test_a_store_moves_no_cursor() -> None:
    """Whatever it says of itself, in the body, the status or the type, is shown as an escape."""
    evil = "\x1b]0,owned\x07\x1b[2J\u202e"

    def body(self: Met) -> None:
        self.give(evil.encode(), "text/plain", 400)

    def kind(self: Met) -> None:
        self.give(b"", evil.encode().decode("latin-1"))

    def reason(self: Met) -> None:
        self.send_response(404, evil[:-1])
        self.end_headers()
        self.close_connection = True

    for answer in (body, kind, reason):
        with met(answer) as (address, _), pytest.raises(StoreError) as raised:
            Service(address).ask("SELECT * {}")
        assert str(raised.value).isprintable()
        assert "x1b[2J" in str(raised.value)


def test_a_service_that_asks_for_patience_is_overloaded() -> None:
    def later(self: Met) -> None:
        self.give(b"too many", "text/plain", 503, retry_after="99999")

    with met(later) as (address, _), pytest.raises(OverloadedError, match="too many"):
        Service(address).ask("SELECT * {}")


def test_nobody_there_is_told() -> None:
    with pytest.raises(StoreError, match=r"no answer from http://127\.0\.0\.1:9/sparql: .*refused"):
        Service("http://127.0.0.1:9/sparql", seconds=2).ask("SELECT * {}")


@pytest.mark.parametrize(
    "address", ["nowhere", "file:///etc/hosts", "ftp://example.org/", "http://", "", "http://[::"]
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(RequestError, match="no SPARQL endpoint"):
        remote.read(address)
