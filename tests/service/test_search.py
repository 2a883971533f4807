"""Words looked up at `/search`: the rows of `kg search`, for programs and for people."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SMALL = Path(__file__).parents[1] / "data/small"


def printed(*arguments: str) -> bytes:
    kg = str(Path(sys.executable).with_name("kg"))
    command = [kg, "--corpus", str(SMALL), "search", *arguments, "--format", "json"]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize("words", ["hypoxia", "PD-L1", "HMGB1 release", "carbon raises", "xyzzyx"])
def test_the_rows_are_those_of_the_command_in_its_order(service: Any, words: str) -> None:
    found = service.get(f"/search?q={quote(words)}", accept="application/json")
    assert (found.status, found.kind) == (200, "application/json")
    assert found.body == printed(words)
    assert "accept" in found.headers["vary"]


def test_as_many_rows_as_are_asked_for(service: Any) -> None:
    found = service.get("/search?q=release&top=2", accept="application/json")
    assert found.body == printed("release", "--top", "2")
    assert len(json.loads(found.body)["hits"]) == 2


def test_a_page_for_a_person_leads_to_what_was_found(service: Any) -> None:
    page = service.get("/search?q=HMGB1+release", accept=BROWSER)
    assert (page.status, page.kind) == (200, "text/html")
    assert 'value="HMGB1 release"' in page.text
    links = re.findall(r'<td><a href="([^"]+)">', page.text)
    rows = json.loads(printed("HMGB1 release"))["hits"]
    assert links[0] == "id/hmgb1-release"
    assert len(links) == sum(row["kind"] != "figure" for row in rows)
    kinds = {row["kind"]: row["id"] for row in rows}
    assert {"claim"} <= set(kinds)
    for link in links:
        if link.startswith("id/"):
            assert service.get(f"/{link}", accept=BROWSER).status == 200, link
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "form-action 'self'" in page.headers["content-security-policy"]


def test_every_kind_of_hit_has_a_page(service: Any) -> None:
    seen = {}
    for words in ("release", "the", "2021", "how", "effects"):
        told = service.get(f"/search?q={words}&top=200", accept="application/json")
        seen |= {row["kind"]: words for row in json.loads(told.body)["hits"]}
        page = service.get(f"/search?q={words}&top=200", accept=BROWSER)
        for link in dict.fromkeys(re.findall(r'<td><a href="([^"]+)">', page.text)):
            assert service.get(f"/{link.partition('#')[0]}", accept=BROWSER).status == 200, link
    assert {"claim", "paper", "query"} <= set(seen)


def test_who_says_nothing_gets_a_form_or_is_told(service: Any) -> None:
    page = service.get("/search", accept=BROWSER)
    assert (page.status, page.kind) == (200, "text/html") and 'name="q"' in page.text
    for path in ("/search", "/search?q=", "/search?q=%20"):
        told = service.get(path, accept="application/json")
        assert told.status == 400 and "'q'" in told.text


@pytest.mark.parametrize(
    ("accept", "status", "kind"),
    [("*/*", 200, "application/json"), ("text/html;q=0.5, text/turtle", 200, "text/html"),
     ("application/json;q=0.4, text/html;q=0.9", 200, "text/html"),
     ("application/xhtml+xml", 200, "text/html"), ("image/png", 406, "text/plain")],
)  # fmt: skip
def test_the_form_is_the_one_that_is_liked_best(
    service: Any, accept: str, status: int, kind: str
) -> None:
    found = service.get("/search?q=hypoxia", accept=accept)
    assert (found.status, found.kind) == (status, kind)


def test_a_head_is_an_answer_without_its_body_and_nothing_is_sent_here(service: Any) -> None:
    head = service.request("HEAD", "/search?q=hypoxia", accept="application/json")
    whole = service.get("/search?q=hypoxia", accept="application/json")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))
    for method in ("POST", "PUT", "DELETE"):
        assert service.request(method, "/search?q=hypoxia").status == 405


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' OR 1=1 --", '" OR "a*',
    "hypoxia*) NEAR/2 (x", "names : {", "a AND NOT b", "{{7*7}} hypoxia", "${hypoxia}",
    "\x00hypoxia",
    "hypoxia\r\nSet-Cookie: a=b", "\u202ehypoxia", "e\u0301" * 100, "\U0001f9ec carbon", "%s%n",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(service: Any, words: str) -> None:
    told = service.get(f"/search?q={quote(words)}", accept="application/json")
    assert told.status == 200 and isinstance(json.loads(told.body)["hits"], list)
    page = service.get(f"/search?q={quote(words)}", accept=BROWSER)
    assert page.status == 200
    assert "<script" not in page.text and "<img" not in page.text and "49 hypoxia" not in page.text
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    ("parameters", "words"),
    [("q=" + "a" * 301, "at most 300"), ("q=a&q=b", "twice"), ("q=a&top=0", "1 to 200"),
     ("q=a&top=201", "1 to 200"), ("q=a&top=-1", "1 to 200"), ("q=a&top=1e9", "1 to 200"),
     ("q=a&top=%C2%B2", "1 to 200"), ("q=a&top=1&top=2", "twice"), ("q=%FF", "UTF-8"),
     ("q=%3F%3F", "no letters"), ("&".join(["q=a"] * 300), "too many parameters")],
)  # fmt: skip
def test_what_cannot_be_looked_up_is_told(service: Any, parameters: str, words: str) -> None:
    told = service.get(f"/search?{parameters}", accept="application/json")
    assert told.status == 400 and words in told.text
    assert service.get(f"/search?{parameters}", accept=BROWSER).status == 400


def test_words_without_letters_are_told_on_the_page(service: Any) -> None:
    page = service.get("/search?q=%3Cb%3E%3F%3C", accept=BROWSER)
    assert page.status == 200
    page = service.get("/search?q=%3C%3F%3E", accept=BROWSER)
    assert (page.status, page.kind) == (400, "text/html")
    assert "&lt;?&gt;" in page.text and "no letters" in page.text and "<?>" not in page.text


def test_it_is_linked_from_the_start_page_and_the_others(service: Any) -> None:
    for path in ("/", "/sparql"):
        assert '<a href="search">' in service.get(path, accept=BROWSER).text
    assert '<a href="../search">' in service.get("/id/hmgb1-release", accept=BROWSER).text
    assert 'route="search",status="200"' in (
        service.get("/search?q=a", accept="application/json") and service.get("/metrics").text
    )


def test_files_have_no_texts_of_a_graph(start_service: Any, tmp_path: Path) -> None:
    (tmp_path / "x.nt").write_text("")
    with start_service(str(tmp_path / "x.nt"), corpus=None) as found:
        assert found.get("/search?q=a", accept=BROWSER).status == 404
        assert '"search"' not in found.get("/sparql", accept=BROWSER).text
