"""Whatever the checks accept, every writer can hold: texts from outside, through all of them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pybtex.database import parse_string
from pypdf import PdfReader

from kg import products
from kg.curation import read
from kg.errors import CurationError
from kg.exchange import bibtex_text, csl_json_text
from kg.figures import check_figures, compose, write_figure
from kg.figures.write import FORMATS
from kg.graph import assemble
from kg.knowledge import Knowledge
from kg.show import answers

SMALL = Path(__file__).parent / "data" / "small"
PIECES = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "<!--", "]]>",
    "=1+1", "\\input{x}", "}", "{", "$", "%", "|", "`", "**", "[a](javascript:b)", '"];', "\\",
    "'", '"', "\t", "\n", "\u2028", "\x7f", "\x1b[2J", "\x00", "\ufffe",
    "\ufeff", "\u202e", "\u2067", "&lt;",
    "\u2069", "\u200b", "e\u0301", "\U0001f9ec", "\ue000", "\u05d0", "and", ",", "1e-400", "-0",
    "#", ";", ":", "- ", "word", " ", "...", "\U0010ffff",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=12).map("".join)
PLACES: list[tuple[str, tuple[str | int, ...]]] = [
    ("entities/biology.yaml", ("entities", 8, "label")),
    ("entities/biology.yaml", ("entities", 8, "synonyms")),
    ("entities/biology.yaml", ("entities", 8, "definition")),
    ("references.yaml", ("references", 3, "title")),
    ("references.yaml", ("references", 3, "author")),
    ("references.yaml", ("references", 3, "container-title")),
    ("references.yaml", ("references", 3, "page")),
    ("references.yaml", ("references", 3, "note")),
    ("claims/icd/hmgb1.yaml", ("claims", 0, "evidence", 0, "summary")),
    ("claims/icd/hmgb1.yaml", ("claims", 0, "evidence", 0, "note")),
    ("figures/danger-signals.yaml", ("figures", 0, "title")),
    ("figures/danger-signals.yaml", ("figures", 0, "message")),
    ("figures/danger-signals.yaml", ("figures", 0, "notes")),
    ("modules.yaml", ("modules", 0, "label")),
    ("modules.yaml", ("modules", 0, "summary")),
    ("gaps.yaml", ("gaps", 0, "question")),
]


def lay_out(folder: Path, texts: list[str]) -> list[int]:
    """Write a corpus with the texts in their places, without those that the checks refuse."""
    kept: list[int] = []
    for number, text in enumerate(texts):
        before = snapshot(folder)
        put(folder, *PLACES[number], text)
        if accepted(folder):
            kept.append(number)
        else:
            for path, whole in before.items():
                path.write_bytes(whole)
    return kept


def accepted(folder: Path) -> bool:
    """Tell whether 'kg check' has nothing against a folder."""
    try:
        return not check_figures(assemble(read(folder)))
    except CurationError:
        return False


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {folder / file: (folder / file).read_bytes() for file, _ in PLACES}


def put(folder: Path, file: str, place: tuple[str | int, ...], text: str) -> None:
    content = yaml.safe_load((folder / file).read_text(encoding="utf-8"))
    inner: Any = content
    for step in place[:-1]:
        inner = inner[step]
    value: Any = [text] if place[-1] == "synonyms" else text
    inner[place[-1]] = [{"family": text, "given": text}] if place[-1] == "author" else value
    # JSON is YAML
    written = json.dumps(content, ensure_ascii=False, default=str)
    (folder / file).write_bytes(written.encode("utf-8", "surrogatepass"))


class Tags(HTMLParser):
    """Count every tag, but those that the data make: one for each thing that is shown."""

    found: dict[str, int]

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: D102 # the parser's
        names = ",".join(sorted(name for name, _ in attrs if name.startswith("on")))
        self.found[tag + names] = self.found.get(tag + names, 0) + 1


def tags(page: Path) -> set[str]:
    parser = Tags()
    parser.found = {}
    parser.feed(page.read_text(encoding="utf-8"))
    assert parser.found["html"] == 1
    return set(parser.found)


def scripts(page: Path) -> int:
    return page.read_text(encoding="utf-8").count("<script")


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("harmless") / "build"
    products.build(folder, SMALL)
    return folder


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=len(PLACES), max_size=len(PLACES)))
@example(["<script>alert(1)</script>"] * len(PLACES))
@example(["}\\input{x}%$\"];|`\u2067\u05d0\u2069\ue000\u200b"] * len(PLACES))
@example(["W" * 120] * len(PLACES))
@example(["\u05d0 \U0001f9ec e\u0301 \u2028 '"] * len(PLACES))
@example([("x" * 99 + " ") * 20] * len(PLACES))
def test_what_is_accepted_can_be_written(
    harmless: Path, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    corpus = Path(shutil.copytree(SMALL, folder / "corpus"))
    lay_out(corpus, texts)
    products.build(folder / "build", corpus)
    graph = Knowledge.of(assemble(read(corpus)))
    check_pages(folder / "build", harmless)
    check_rdf(folder / "build")
    check_tables(folder / "build")
    try:
        scenes = [compose(graph, figure) for figure in graph.figures.values()]
        check_drawn(write_figure(scenes, folder / "figures", FORMATS), len(scenes))
    finally:
        shutil.rmtree(folder)
    for form in ("table", "json", "tsv", "markdown"):
        written = answers.lint(graph).written(form)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", written)
    assert set(parse_string(bibtex_text(graph), "bibtex").entries) == set(graph.references)
    assert len(json.loads(csl_json_text(graph))) == len(graph.references)


def check_pages(built: Path, harmless: Path) -> None:
    for name in ("explorer.html", "gaps.html", "audit.html", "terms.html"):
        assert tags(built / name) <= tags(harmless / name) | {"b", "abbr", "li", "ul"}, name
        assert scripts(built / name) == scripts(harmless / name), name


def check_rdf(built: Path) -> None:
    counted = {
        name: sum(1 for _ in pyoxigraph.parse(path=built / name))
        for name in ("cirt-kg.nq", "cirt-kg.ttl", "cirt-kg.trig", "void.ttl")
    }
    assert min(counted.values()) > 0
    jsonld = json.loads((built / "cirt-kg.jsonld").read_text(encoding="utf-8"))
    assert jsonld["@graph"]


def check_tables(built: Path) -> None:
    text = (built / "evidence.tsv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if len(cell) > 1 and cell[0] in "=+-@"]


def check_drawn(paths: list[Path], scenes: int) -> None:
    for path in paths:
        if path.suffix == ".svg":
            root = etree.parse(path).getroot()
            assert not root.xpath("//*[local-name()='script' or @onerror or @onload]")
        elif path.suffix == ".pdf":
            assert len(PdfReader(path).pages) == 1
        elif path.suffix == ".pptx":
            assert len(Presentation(str(path)).slides) == 1
    assert len(paths) == scenes * len(FORMATS)
