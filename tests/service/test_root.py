"""Below a path: a service that stands at /cirt, reached plainly, and through nginx as shown."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from kg.errors import RequestError
from kg.service.root import check_root

DOCS = Path(__file__).parents[2] / "docs" / "proxy"
PAGES = (
    "", "explorer.html", "gaps.html", "audit.html", "sparql", "search?q=HMGB1",
    "id/hmgb1-release", "id/effect/carbon-ion-irradiation.increases.hmgb1-release", "ontology",
)  # fmt: skip
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.1"
HTTP = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        {site}
    }}
}}
"""


class Place:
    """Where a service is reached, with the path that it stands below."""

    def __init__(self, port: int) -> None:
        """Take the port on this machine."""
        self.port = port

    def get(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Ask as a browser does: status, headers, text."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        with contextlib.closing(connection):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"accept": BROWSER, **sent})
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read().decode()


@pytest.fixture(scope="module")
def below(start_service: Any) -> Iterator[Any]:
    with start_service("--root-path", "/cirt/", "--name", "localhost") as service:
        assert service.address.endswith("/cirt/")
        yield service


@pytest.fixture(scope="module", params=["plain", "nginx"])
def place(
    request: pytest.FixtureRequest, below: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """Reach it as it is, and behind nginx with the lines that the file shows for it."""
    if request.param == "plain":
        yield Place(below.place[1])
        return
    if not shutil.which("nginx"):
        pytest.skip("no nginx here: Debian's package of that name has it")
    folder = tmp_path_factory.mktemp("below")
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = int(found.getsockname()[1])
    site = (DOCS / "nginx-below.conf").read_text()
    assert "proxy_pass http://127.0.0.1:8000;" in site
    site = site.replace("127.0.0.1:8000", f"127.0.0.1:{below.place[1]}")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "main.conf").write_text(HTTP.format(user=user, folder=folder, port=port, site=site))
    command = ["nginx", "-p", str(folder), "-c", str(folder / "main.conf")]
    with (folder / "told").open("w") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told)
    try:
        while True:
            assert process.poll() is None, (folder / "told").read_text()
            with contextlib.suppress(OSError):
                Place(port).get("/cirt/health")
                break
        yield Place(port)
    finally:
        process.terminate()
        process.wait(20)


def test_every_page_and_what_it_leads_to_stands_below_the_path(place: Place) -> None:
    seen: set[str] = set()
    for page in PAGES:
        status, told, text = place.get(f"/cirt/{page}")
        assert status == 200 and told["content-type"].startswith("text/html"), page
        text = re.sub(r"(<script[^>]*>).*?</script>", r"\1", text, flags=re.DOTALL)
        for link in re.findall(r"""<[^>]*?\s(?:href|src|action)=["']([^"'#]+)""", text):
            address = urljoin(f"http://localhost/cirt/{page}", link.replace("&amp;", "&"))
            if urlsplit(address).hostname == "localhost":
                seen.add(urlsplit(address)._replace(fragment="").geturl())
    paths = sorted(one.removeprefix("http://localhost") for one in seen)
    assert len(paths) > 15 and all(one.startswith("/cirt/") for one in paths)
    for path in paths:
        assert place.get(path)[0] == 200, path


def test_what_is_asked_and_told_stands_below_the_path(place: Place) -> None:
    status, told, _ = place.get("/cirt")
    assert status == 308 and urljoin("http://localhost/cirt", told["location"]).endswith("/cirt/")
    assert "true" in place.get("/cirt/sparql?query=ASK%7B%7D")[2]
    described = place.get("/cirt/sparql", accept="application/n-triples")[2]
    assert re.search(r"endpoint> <http://localhost(:\d+)?/cirt/sparql>", described)
    status, told, _ = place.get("/cirt/sparql/")
    assert urljoin("/cirt/sparql/", told["location"]) == "/cirt/sparql"
    listed = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    found = place.get("/cirt/mcp", "POST", json.dumps(listed).encode(), accept="application/json",
                      content_type="application/json")  # fmt: skip
    assert found[0] in (200, 501)
    assert place.get("/cirt/id/no-such-thing")[0] == 404


def test_a_proxy_may_take_the_path_away(below: Any) -> None:
    assert below.get("/sparql?query=ASK%7B%7D").status == 200
    assert below.get("/cirtx/health").status == 404


@pytest.mark.parametrize("path", ["cirt", "/a b", "/a//b", "/../x", "/a/..", "/a?b", "/%2e", "//x"])
def test_what_is_no_path_is_one_clear_error(path: str) -> None:
    with pytest.raises(RequestError, match="is no path to serve below: give one as /cirt"):
        check_root(path)
