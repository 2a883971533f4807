"""Behind a proxy: the shipped configurations of nginx and Caddy, run as they are but for places."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

DOCS = Path(__file__).parents[2] / "docs" / "proxy"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ASK = "/cirt/sparql?query=ASK%7B%7D"
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """A proxy at work, and the log of the service behind it."""

    name: str
    port: int
    plain: int
    log: Path

    def request(
        self, path: str, method: str = "GET", body: bytes | None = None,
        source: str = "127.0.0.1", **headers: str,
    ) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
        """Ask over TLS, without looking at who signed the certificate."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            "localhost", self.port, timeout=60, context=context, source_address=(source, 0)
        )
        with contextlib.closing(connection):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def nginx(folder: Path, behind: int, port: int, plain: int) -> list[str]:
    """Write the shipped file with other ports and a certificate of its own."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-keyout", key,
         "-out", certificate, "-subj", "/CN=localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (DOCS / "nginx.conf").read_text()
    for old, new in (
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{behind};"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen 443", f"listen 127.0.0.1:{port}"),
        ("/etc/letsencrypt/live/kg.example.org/fullchain.pem", str(certificate)),
        ("/etc/letsencrypt/live/kg.example.org/privkey.pem", str(key)),
        ("kg.example.org", "localhost"),
    ):  # fmt: skip
        assert old in site
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "main.conf").write_text(MAIN.format(user=user, folder=folder))
    return ["nginx", "-p", str(folder), "-c", str(folder / "main.conf")]


def caddy(folder: Path, behind: int, port: int, plain: int) -> list[str]:
    """Write the shipped file with other ports and a certificate that Caddy signs itself."""
    site = (DOCS / "Caddyfile").read_text()
    bound = f"https://localhost:{port} {{\n\ttls internal\n\tbind 127.0.0.1\n"
    own = f"{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {plain}\n"
    own += "\tauto_https disable_redirects\n"
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"), ("\nkg.example.org {\n", f"\n{bound}"),
        ("\n{\n\tservers", f"\n{own}\tservers"),
    ):  # fmt: skip
        assert old in site
        site = site.replace(old, new)
    (folder / "Caddyfile").write_text(site)
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@pytest.fixture(scope="module", params=[nginx, caddy])
def proxy(
    request: pytest.FixtureRequest, start_service: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    """Start a service, and a proxy before it."""
    configure = request.param
    if not shutil.which(configure.__name__):
        pytest.skip(f"no {configure.__name__} here: Debian's package of that name has it")
    folder = tmp_path_factory.mktemp(configure.__name__)
    port, plain, log = free_port(), free_port(), folder / "log"
    behind = ("--name", "localhost", "--proxy", "127.0.0.1", "--cors")
    with start_service(*behind, log=log) as service:
        command = configure(folder, service.place[1], port, plain)
        own = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        with (folder / "proxy.log").open("w") as told:
            process = subprocess.Popen(command, stdout=told, stderr=told, env=own)
        try:
            found = Proxy(configure.__name__, port, plain, log)
            _wait_for(found, process, folder / "proxy.log")
            yield found
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(proxy: Proxy, process: subprocess.Popen[bytes], told: Path) -> None:
    while True:
        assert process.poll() is None, told.read_text()
        with contextlib.suppress(OSError):
            proxy.request("/cirt/health")
            return


@pytest.mark.parametrize(
    "page", ["/cirt/sparql", "/cirt/id/hmgb1-release",
             "/cirt/id/effect/carbon-ion-irradiation.increases.hmgb1-release"]
)  # fmt: skip
def test_pages_and_what_they_lead_to_load_under_a_prefix(proxy: Proxy, page: str) -> None:
    status, _, content = proxy.request(page, accept=BROWSER)
    assert status == 200
    found = re.findall(r'(?:href|src)="([^"#]+)', content.decode())
    links = {link for link in found if "://" not in link}
    assert len(links) >= 3
    for link in sorted(links)[:12]:
        path = urlsplit(urljoin(f"https://localhost{page}", link)).path
        assert path.startswith("/cirt/"), link
        assert proxy.request(path, accept=BROWSER)[0] in {200, 307}, path


def test_the_editor_asks_below_the_prefix(proxy: Proxy) -> None:
    script = proxy.request("/cirt/static/editor.js")[2].decode()
    assert re.findall(r'(?:URL|fetch)\("([^"]+)"', script) == ["sparql", "queries"]
    assert proxy.request("/cirt/queries")[0] == 200
    status, told, _ = proxy.request("/cirt/sparql/", accept=BROWSER)
    assert urljoin("/cirt/sparql/", told["location"]) == "/cirt/sparql" and status == 307


def test_queries_pass_and_the_description_tells_the_outer_address(proxy: Proxy) -> None:
    assert proxy.request(ASK)[0] == 200
    kind = "application/sparql-query"
    assert proxy.request("/cirt/sparql", "POST", b"ASK {}", content_type=kind)[0] == 200
    status, told, content = proxy.request(ASK, origin="https://elsewhere.example")
    assert (status, told["access-control-allow-origin"]) == (200, "*") and b"true" in content
    described = proxy.request("/cirt/sparql", accept="application/n-triples")[2].decode()
    assert f"endpoint> <https://localhost:{proxy.port}/cirt/sparql>" in described


def test_a_client_is_who_the_proxy_says_and_not_who_it_says_itself(proxy: Proxy) -> None:
    path = f"/cirt/{proxy.name}-told"
    assert proxy.request(path, source="127.0.0.9", x_forwarded_for="192.0.2.1")[0] == 404
    lines = [json.loads(line) for line in proxy.log.read_text().splitlines()]
    while not (seen := [one for one in lines if one.get("path", "").endswith("-told")]):
        lines = [json.loads(line) for line in proxy.log.read_text().splitlines()]
    assert [one["client"] for one in seen] == ["127.0.0.9"]


def test_a_body_that_is_too_large_is_refused(proxy: Proxy) -> None:
    body = b"query=ASK%7B%7D&x=" + b"y" * 500_000
    kind = "application/x-www-form-urlencoded"
    with contextlib.suppress(ConnectionError):
        assert proxy.request("/cirt/sparql", "POST", body, content_type=kind)[0] == 413


def test_one_client_has_its_share_and_others_theirs(proxy: Proxy) -> None:
    if proxy.name == "caddy":
        pytest.skip("Caddy has no limits for one client without a plugin: the service has")
    answers = [proxy.request("/cirt/static/service.css", source="127.0.0.7")[0] for _ in range(40)]
    pipelined = b"GET /cirt/static/service.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (socket.create_connection(("127.0.0.1", proxy.port), 60, ("127.0.0.7", 0)) as plain,
          context.wrap_socket(plain) as client):  # fmt: skip
        last = b"GET / HTTP/1.1\r\nHost: localhost\r\nconnection: close\r\n\r\n"
        client.sendall(pipelined + last)
        received = b""
        while piece := client.recv(1 << 16):
            received += piece
    assert 200 in answers and received.count(b"HTTP/1.1 429") > 50
    assert proxy.request(ASK, source="127.0.0.8")[0] == 200


def test_plain_http_leads_to_tls(proxy: Proxy) -> None:
    if proxy.name == "caddy":
        pytest.skip("Caddy does so unasked where it has both ports")
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=60)
    connection.request("GET", "/cirt/sparql", headers={"Host": "localhost"})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("location")) == (308, "https://localhost/cirt/sparql")
    connection.close()
