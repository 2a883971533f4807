"""What people and crawlers find at other addresses: things, pages, health, numbers, logs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.site.frame import PAGES

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HMGB1 = "https://w3id.org/cirt-kg/id/hmgb1-release"


def test_a_name_leads_to_a_page_or_to_rdf_by_negotiation(service: Any) -> None:
    page = service.get("/id/hmgb1-release", accept=BROWSER)
    assert (page.status, page.kind) == (200, "text/html")
    assert "<h1>HMGB1 release</h1>" in page.text and HMGB1 in page.text
    assert '<a href="../id/carbon-ion-irradiation">carbon-ion irradiation</a>' in page.text
    for accept, form in (
        ("text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
        ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
    ):
        found = service.get("/id/hmgb1-release", accept=accept)
        assert (found.status, found.kind) == (200, accept)
        assert "accept" in found.headers["vary"]
        subjects = {quad.subject.value for quad in pyoxigraph.parse(found.body, form)}
        assert HMGB1 in subjects
        assert any("/id/effect/" in subject for subject in subjects), "what names it belongs to it"


def test_longer_names_lead_somewhere_as_well(service: Any) -> None:
    name = "/id/effect/carbon-ion-irradiation.increases.hmgb1-release"
    page = service.get(name, accept=BROWSER)
    assert "carbon-ion irradiation increases HMGB1 release" in page.text
    assert service.get(name, accept="text/turtle").status == 200


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle"])
@pytest.mark.parametrize(
    "name", ["nobody", "a%3E%20%7D%20UNION", "x" * 3000, "%00", "../../etc/passwd"]
)
def test_an_unknown_name_is_not_found(service: Any, name: str, accept: str) -> None:
    found = service.get(f"/id/{name}", accept=accept)
    assert found.status == 404
    assert service.get("/health").status == 200


def test_text_of_the_graph_is_never_markup(start_service: Any, tmp_path: Path) -> None:
    (tmp_path / "x.nt").write_text(
        f'<{HMGB1}> <http://www.w3.org/2000/01/rdf-schema#label> "<script>alert(1)</script>" .\n'
        f"<{HMGB1}> <http://example.org/p> <javascript:alert(2)> .\n"
    )
    with start_service(str(tmp_path / "x.nt"), corpus=None) as found:
        page = found.get("/id/hmgb1-release", accept=BROWSER)
        assert "<script>" not in page.text and "&lt;script&gt;" in page.text
        assert 'href="javascript:' not in page.text
        assert "script-src" not in page.headers["content-security-policy"]
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert found.get("/").status == 307
        assert found.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text == "n\r\n2\r\n"


def test_the_vocabulary_is_found(service: Any) -> None:
    found = service.get("/ontology", accept="text/turtle")
    assert b"kg:Comparison a owl:Class" in found.body


def test_what_stands_beside_the_vocabulary_is_found(service: Any) -> None:
    version = service.get("/ontology/0.1.0", accept="text/turtle")
    assert version.body == service.get("/ontology", accept="text/turtle").body
    assert service.get("/ontology/0.1.0", accept=BROWSER).kind == "text/html"
    assert b"owl:AllDisjointClasses" in service.get("/axioms", accept="text/turtle").body
    assert service.get("/axioms/0.1.0", accept="application/rdf+xml").kind == "application/rdf+xml"
    assert b"sh:NodeShape" in service.get("/shape", accept="text/turtle").body
    mappings = service.get("/mappings")
    assert mappings.kind == "text/tab-separated-values" and b"RBO:00002000" in mappings.body
    assert service.get("/logo").kind == "image/svg+xml"
    for path in ("/ontology/9.9.9", "/axioms/0.1", "/ontology/0.1.0/x"):
        assert service.get(path, accept="text/turtle").status == 404


def test_the_explorer_is_at_the_root(service: Any) -> None:
    found = service.get("/", accept=BROWSER)
    assert (found.status, found.kind) == (200, "text/html")
    assert b"vis-network" in found.body and b"hmgb1-release" in found.body


def test_the_pages_beside_the_explorer_lead_to_one_another(service: Any) -> None:
    for name in PAGES:
        found = service.get(f"/{name}", accept=BROWSER)
        assert (found.status, found.kind) == (200, "text/html")
        assert found.headers["x-frame-options"] == "DENY"
        assert all(f'href="{other}"' in found.text for other in PAGES if other != name)


def test_health_and_numbers(service: Any) -> None:
    health = json.loads(service.get("/health").body)
    assert health["status"] == "ok" and health["workers"]["ready"] >= 1
    service.ask("SELEKT")
    text = service.get("/metrics").text
    samples = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(samples['kg_requests_total{route="sparql",status="400"}']) >= 1
    assert float(samples["kg_request_seconds_count"]) >= 2
    assert samples['kg_request_seconds_bucket{le="+Inf"}'] == samples["kg_request_seconds_count"]
    assert float(samples['kg_queries_total{outcome="query"}']) >= 1


def test_named_queries_are_listed_with_their_questions(service: Any) -> None:
    listed = {one["name"]: one for one in json.loads(service.get("/queries").body)}
    assert listed["hypoxia-reversals"]["title"] == "Effects that reverse or vanish under hypoxia"
    assert service.ask(listed["hypoxia-reversals"]["query"]).status == 200


def test_only_the_files_of_the_pages_are_given(service: Any) -> None:
    assert service.get("/static/yasgui.min.js").kind == "text/javascript"
    assert b"MIT" in service.get("/static/yasgui-licence.txt").body
    for name in ("editor.html", "../app.py", "%2e%2e%2fapp.py", "nobody.js"):
        assert service.get(f"/static/{name}").status == 404


def test_each_request_is_one_line_of_json_whatever_it_holds(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("kg")), "serve", "--port", "0"]
    (tmp_path / "x.nt").write_text("")
    process = subprocess.Popen(
        [*command, str(tmp_path / "x.nt")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout and process.stderr
    address = process.stdout.readline().strip()
    subprocess.run(["curl", "-s", f"{address}no%0Aline%22"], capture_output=True, check=False)
    process.terminate()
    lines = [json.loads(line) for line in process.stderr.read().splitlines()]
    assert process.wait(10) == 0
    assert [line["event"] for line in lines] == [
        "starting", "starting", "serving", "request", "stopping", "stopped"]  # fmt: skip
    assert lines[3]["path"] == '/no\nline"' and lines[3]["status"] == 404


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "1", "--host", "127.0.0.1"], "cannot listen"),
        (["nobody.xyz"], "nobody.xyz"),
    ],
)
def test_what_cannot_be_served_is_told(arguments: list[str], words: str, tmp_path: Path) -> None:
    kg = str(Path(sys.executable).with_name("kg"))
    if "--port" in arguments:  # a port that is taken
        import socket

        with socket.create_server(("127.0.0.1", 0)) as taken:
            arguments[1] = str(taken.getsockname()[1])
            (tmp_path / "x.nt").write_text("")
            run = subprocess.run([kg, "serve", *arguments, str(tmp_path / "x.nt")],
                                 capture_output=True, text=True)  # fmt: skip
    else:
        (tmp_path / "nobody.xyz").write_text("")
        run = subprocess.run([kg, "serve", str(tmp_path / "nobody.xyz")],
                             capture_output=True, text=True)  # fmt: skip
    assert run.returncode == 2
    assert words in run.stderr and "Traceback" not in run.stderr


@pytest.mark.browser
def test_the_editor_asks_nobody_else(service: Any, browser: Any) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.goto(f"{service.address}sparql")
    page.get_by_text("Carbon above photons at isodose").click()
    page.wait_for_selector(".yasr td")
    assert "id:" in page.inner_text(".CodeMirror") or "PREFIX" in page.inner_text(".CodeMirror")
    assert "HMGB1" in page.inner_text(".yasr").upper()
    page.locator(".yasqe_queryButton").click()
    page.wait_for_load_state("networkidle")
    page.close()
    assert [url for url in asked if not url.startswith((service.address, "data:", "blob:"))] == []
    assert any(url.endswith("/sparql") for url in asked)
    assert complaints == []
