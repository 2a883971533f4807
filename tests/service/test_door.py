"""What is private stays private: who may ask, by which name, from which page, with which token."""

from __future__ import annotations

import base64
from typing import Any

import pytest

ASK = "/sparql?query=ASK%7B%7D"
PATHS = ["/", ASK, "/id/hmgb1-release", "/health", "/metrics", "/static/editor.js", "/void"]


@pytest.mark.parametrize("path", PATHS)
def test_a_name_that_was_led_here_reads_nothing(service: Any, path: str) -> None:
    """A page of evil.example whose name leads to 127.0.0.1 is of our origin to a browser."""
    found = service.get(path, host="evil.example:8000", origin="http://evil.example:8000")
    assert (found.status, "evil" in found.text) == (421, False)
    assert "access-control-allow-origin" not in found.headers


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_origin_reads_nothing(service: Any, path: str, origin: str) -> None:
    found = service.get(path, origin=origin)
    assert found.status == 403
    assert "access-control-allow-origin" not in found.headers


def test_the_pages_of_the_service_itself_may_ask(service: Any) -> None:
    host = service.address[len("http://") : -1]
    assert service.get(ASK, origin=f"http://{host}").status == 200
    for name in ("localhost:8000", "127.0.0.1", "[::1]:8000", "x", "X:80", "127.9.9.9"):
        assert service.get(ASK, host=name).status == 200, name


@pytest.mark.parametrize(
    "host",
    ["localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.1", "evil@localhost.x", "[::2]",
     "[", "2130706433", "x.evil"],
)  # fmt: skip
def test_what_only_looks_like_a_name_of_this_machine_is_none(service: Any, host: str) -> None:
    assert service.get(ASK, host=host).status in {400, 421}


def test_pages_of_other_sites_may_read_where_that_was_asked_for(start_service: Any) -> None:
    with start_service("--cors") as service:
        found = service.get(ASK, origin="https://example.org")
        assert (found.status, found.headers["access-control-allow-origin"]) == (200, "*")
        page = service.get("/void", origin="https://example.org")
        assert page.headers["access-control-allow-origin"] == "*"
        before = service.request("OPTIONS", "/sparql", origin="https://example.org",
                                 access_control_request_method="POST",
                                 access_control_request_headers="content-type")  # fmt: skip
        assert before.status == 200
        assert "POST" in before.headers["access-control-allow-methods"]
        assert "access-control-allow-credentials" not in before.headers
        assert service.get(ASK, host="evil.example").status == 421


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_a_token_is_asked_for(start_service: Any) -> None:
    with start_service("--token", "s3cret") as service:
        for path in PATHS:
            found = service.get(path)
            assert found.status == 401 and "Basic" in found.headers["www-authenticate"]
        for wrong in ("Bearer s3cre", "Bearer", "s3cret", "Basic s3cret", basic("s3cret", "x")):
            assert service.get(ASK, authorization=wrong).status == 401
        for right in ("Bearer s3cret", "bearer s3cret", basic("anybody", "s3cret")):
            assert service.get(ASK, authorization=right).status == 200


def test_where_other_machines_reach_it_a_token_is_made(start_service: Any) -> None:
    with start_service("--host", "0.0.0.0", shown="http://kg:") as service:  # noqa: S104
        token, _, address = service.address.removeprefix("http://kg:").partition("@")
        assert len(token) > 20
        here = type(service)(f"http://{address}".replace("0.0.0.0", "127.0.0.1"), service.process)  # noqa: S104
        assert here.get(ASK).status == 401
        assert here.get(ASK, host="any.name", authorization=f"Bearer {token}").status == 200


def test_a_public_service_lets_everybody_in(start_service: Any) -> None:
    with start_service("--public") as service:
        assert service.get(ASK, host="any.name").status == 200
        assert service.get(ASK, host="any.name", origin="https://evil.example").status == 403
