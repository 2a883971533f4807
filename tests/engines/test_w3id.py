"""The redirects that wait for w3id.org, in a real Apache in front of a real `kg serve`."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]
RULES = (ROOT / "docs/w3id/.htaccess").read_text(encoding="utf-8")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MODULES = Path("/usr/lib/apache2/modules")
APACHE = shutil.which("apache2", path="/usr/sbin:/usr/bin")

pytestmark = pytest.mark.skipif(
    not APACHE or not MODULES.exists(), reason="w3id: Apache is absent: apt-get install apache2-bin"
)


@contextlib.contextmanager
def apache(folder: Path, target: str) -> Iterator[str]:
    """Start Apache as w3id.org runs it: one folder a project, with its own rules."""
    site = folder / "site" / "cirt-kg"
    site.mkdir(parents=True)
    assert RULES.count("https://cirt-kg.example.org") == 1, "the address stands once"
    rules = RULES.replace("https://cirt-kg.example.org", target)
    (site / ".htaccess").write_text(rules, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    loaded = "\n".join(
        f"LoadModule {name}_module {MODULES}/mod_{name}.so"
        for name in ("mpm_event", "authz_core", "rewrite")
    )
    (folder / "httpd.conf").write_text(
        f"ServerRoot {folder}\nPidFile {folder}/pid\nServerName 127.0.0.1\n"
        f"Listen 127.0.0.1:{port}\n{loaded}\nErrorLog {folder}/error.log\n"
        f"DocumentRoot {folder}/site\n<Directory {folder}/site>\nAllowOverride All\n"
        "Require all granted\n</Directory>\n"
    )
    process = subprocess.Popen([str(APACHE), "-X", "-f", str(folder / "httpd.conf")])
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/cirt-kg"
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def kg_server() -> Iterator[str]:
    """Start the service as a person does, on a port that is free."""
    command = [str(Path(sys.executable).with_name("kg")), "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )  # fmt: skip
    try:
        assert process.stdout
        yield next(word for word in process.stdout.readline().split() if "://" in word).rstrip("/")
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with kg_server() as service:
        folder = tmp_path_factory.mktemp("apache")
        folder.chmod(0o755)
        with apache(folder, service) as address:
            yield address


def get(address: str, accept: str) -> tuple[str, str, bytes]:
    """Follow to the end: the address reached, the content type, the content."""
    with urlopen(Request(address, headers={"accept": accept}), timeout=30) as answer:
        return answer.url, answer.headers.get_content_type(), answer.read()


@pytest.mark.parametrize("path", ["ontology", "ontology/0.1.0"])
def test_the_vocabulary_is_a_page_for_people_and_rdf_for_programs(base: str, path: str) -> None:
    assert get(f"{base}/{path}", BROWSER)[1] == "text/html"
    for kind in ("text/turtle", "application/rdf+xml", "application/ld+json",
                 "application/n-triples"):  # fmt: skip
        _, found, content = get(f"{base}/{path}", kind)
        assert found == kind
        assert b"ontology#Comparison" in content or b"kg:Comparison" in content
    with pytest.raises(HTTPError, match="404"):
        get(f"{base}/ontology/9.9.9", "text/turtle")


@pytest.mark.parametrize(("path", "kind"), [
    ("axioms", "text/turtle"), ("axioms/0.1.0", "text/turtle"), ("shape", "text/turtle"),
    ("shape/entity-label", "text/turtle"), ("void", "text/turtle"),
    ("graph/claims", "text/turtle"), ("mappings", "text/tab-separated-values"),
    ("logo", "image/svg+xml"),
])  # fmt: skip
def test_what_stands_beside_the_vocabulary_is_found(base: str, path: str, kind: str) -> None:
    assert get(f"{base}/{path}", kind)[1] == kind


@pytest.mark.parametrize("name", [
    "hmgb1-release", "reference/liu2025", "effect/carbon-ion-irradiation.increases.hmgb1-release",
    "system/" + quote("a b[c=1]", safe=""),
])  # fmt: skip
def test_an_identifier_leads_to_the_thing_with_every_letter_as_it_was(base: str, name: str) -> None:
    if "%" in name:  # nothing has such a name: what arrives is what matters
        with pytest.raises(HTTPError) as error:
            get(f"{base}/id/{name}", "text/turtle")
        assert error.value.url.endswith(f"/id/{name}") and "cirt-kg" not in error.value.url
        return
    reached, kind, content = get(f"{base}/id/{name}", "text/turtle")
    assert reached.endswith(f"/id/{name}")
    assert kind == "text/turtle" and name.rpartition("/")[2].encode() in content
    assert get(f"{base}/id/{name}", BROWSER)[1] == "text/html"
