"""The words of the shipped corpus, and what a reader meets of a product."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph
from pptx import Presentation
from pypdf import PdfReader

from kg.explorer.packed import unpacked

SHIPPED = re.compile(
    r"(?<![A-Za-z])("
    r"carbon\w*|photons?\b|protons?\b|beams?\b|tumou?rs?\b|antitumou?r\w*|immun\w+|hypoxi\w+|normoxi\w+|oxygen\b"
    r"|radiat\w+|irradiat\w+|radiother\w+|isodose|isoeffective|the review\b|reviews? of\b"
    r"|liu2025|liu et al|(?-i:CIRT)(?!-KG contributors)|(?-i:Gy|GyE|keV|LET)(?![A-Za-z])"
    r")", re.IGNORECASE,
)  # fmt: skip


def foreign(text: str, own: frozenset[str]) -> list[str]:
    """Find the words of the shipped corpus that a corpus does not say itself, with surroundings."""
    text = ADDRESS.sub("", text)
    return [
        text[max(0, found.start() - 40) : found.end() + 30].replace("\n", " ")
        for found in SHIPPED.finditer(text) if found[1].casefold() not in own
    ]  # fmt: skip


def own_words(folder: Path) -> frozenset[str]:
    """Collect what a corpus says itself."""
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())
    return frozenset(
        found[1].casefold() for text in texts for found in SHIPPED.finditer(ADDRESS.sub("", text))
    )


def read_product(path: Path) -> str:
    """Give what a reader meets of a product: text, literals, cells; no names of the software."""
    if path.suffix in (".nq", ".trig", ".ttl"):
        return "\n".join(_literals(path))
    if path.suffix == ".jsonld":
        return "\n".join(_values(json.loads(path.read_text(encoding="utf-8"))["@graph"]))
    if path.suffix == ".tsv":
        return path.read_text(encoding="utf-8").partition("\n")[2]
    if path.suffix == ".html":
        return _page(path.read_text(encoding="utf-8"))
    if path.suffix == ".pptx":
        return "\n".join(_slides(path))
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    return path.read_text(encoding="utf-8")


TERMS = "https://w3id.org/cirt-kg/ontology#"
"""What is said of a term of the RDF is the same for every corpus."""


def _literals(path: Path) -> Iterator[str]:
    for quad in pyoxigraph.parse(path=path):
        of_a_term = getattr(quad.subject, "value", "").startswith(TERMS)
        if isinstance(quad.object, pyoxigraph.Literal) and not of_a_term:
            yield quad.object.value


def _values(given: Any) -> Iterator[str]:
    if isinstance(given, dict):
        for name, value in given.items():
            if name not in ("@id", "@type", "id", "type"):
                yield from _values(value)
    elif isinstance(given, list):
        for value in given:
            yield from _values(value)
    elif isinstance(given, str) and not given.startswith(("kg:", "id:", "http")):
        yield given


def _page(text: str) -> str:
    """Leave the drawing library out, which is another's, and comments, which nobody is shown.

    Where a corpus has radiation, what people call any of it is a word of the software's finder.
    """
    parser = _Shown()
    parser.feed(text)
    return re.sub(r'"generic":\[[^]]*\]', "", "\n".join(parser.shown))


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.of = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # the parser's
        self.of = tag
        self.shown += [value for name, value in attrs if value and name != "content"]

    def handle_data(self, data: str) -> None:  # the parser's
        if self.of == "script" and "vis-network" in data[:3000] and '"nodes"' not in data[:300]:
            return
        if self.of == "script" and data.lstrip().startswith("{") and '"shapes"' in data:
            data = json.dumps(unpacked(json.loads(data)), separators=(",", ":"))
        elif self.of == "script":
            data = re.sub(r"(?s)/\*.*?\*/|^\s*//[^\n]*", "", data)
        self.shown.append(data)


def _slides(path: Path) -> Iterator[str]:
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


ADDRESS = re.compile(r"https?://w3id\.org/cirt-kg/\S*|cirt-kg\.(?:ttl|nq|trig|jsonld)|cirt-kg")
"""Names of the vocabulary and of the products, which are the same for every corpus."""
