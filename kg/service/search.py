"""Words looked up in every text that is served: the rows of `kg search`, as JSON or as a page."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import jinja2

from kg.graph import Graph
from kg.inquiry import Library
from kg.rdf import queries_for
from kg.service.protocol import ProtocolError, read_parameters
from kg.service.served import Served
from kg.service.worker import Beside, Question
from kg.show import answers

FORMS = {
    "application/json": "json", "text/html": "html", "application/xhtml+xml": "html",
}  # fmt: skip
"""Media type -> form of an answer, the preferred first."""


def make_seek(graph: Graph) -> Beside:
    """Prepare what looks words up, and try it once: a worker opens no file and imports nothing."""
    pages = [(one.name, one.title, one.question) for one in queries_for(graph).values()]
    library = Library(graph, pages)

    def seek(question: Question) -> bytes:
        return answers.hits(library, question.text, question.top).written("json").encode()

    seek(Question("neither here nor there", top=1))
    return seek


def read_search(parameters: bytes) -> Question | None:
    """Read `q`, the words, and `top`, how many rows are wanted; None where there are no words.

    Raises `ProtocolError` (400) for words that are too long or given twice, and for any other
    number of rows than 1 to 200.

    >>> read_search(b"q=PD-L1&top=3").top
    3
    >>> read_search(b"q=+") is None
    True
    """
    found = read_parameters(parameters)
    for name in ("q", "top"):
        if len(found.get(name, ())) > 1:
            raise ProtocolError(400, f"'{name}' is given twice: give one")
    words, top = found.get("q", [""])[0].strip(), found.get("top", [""])[0] or str(USUAL)
    if len(words) > MOST_LETTERS:
        cause = f"{len(words)} letters: words of at most {MOST_LETTERS} are looked up"
        raise ProtocolError(400, f"{cause}: give fewer")
    if not (top.isascii() and top.isdigit() and len(top) < 4 and 1 <= int(top) <= MOST):
        raise ProtocolError(400, f"'top' is no number from 1 to {MOST}: give one")
    return Question(words, graph=None, top=int(top)) if words else None


def write_hits(
    served: Served, question: Question | None, answer: bytes | None, error: str = ""
) -> bytes:
    """Lay the answer out as a page, or what is wrong with the words; everything is escaped."""
    told: dict[str, Any] = json.loads(answer) if answer else {"hits": [], "remarks": [error]}
    rows = [{**row, "link": _link(row["kind"], row["id"])} for row in told["hits"]]
    return _TEMPLATE.render(
        served=served.name, words=question.text if question else "",
        top=question.top if question else USUAL, most=MOST, letters=MOST_LETTERS,
        sentence=told.get("sentence"), rows=rows, remarks=[one for one in told["remarks"] if one],
    ).encode()  # fmt: skip


def _link(kind: str, name: str) -> str | None:
    """Give where a thing is shown; a recipe is no part of what is served."""
    if kind == "query":
        return f"sparql#{quote(name, safe='')}"
    if kind == "figure":
        return None
    shelf = SHELVES.get(kind, "")
    return f"id/{shelf}{quote(name, safe='')}"


USUAL, MOST = 15, 200
"""Rows of an answer where none are asked for, and at most; as many as `kg search` gives."""

MOST_LETTERS = 300
"""Of the words: a long title; more takes longer than it can be worth."""

SHELVES = {
    "paper": "reference/", "claim": "effect/", "mechanism": "module/", "gap": "gap/",
}  # fmt: skip
"""Kind -> under what its address stands; entities stand under none."""

_TEMPLATE = jinja2.Environment(
    autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
).from_string((files("kg.service") / "pages" / "search.html").read_text(encoding="utf-8"))
