"""Each format has its own hostile corpus, read back by a parser that is not ours."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import bibtexparser
import pygraphviz
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from pybtex.database import parse_string

from kg import escape

ANY = st.text(max_size=40)
"""Whatever a store elsewhere may hold: the checks of curated files do not stand before it."""


def words(text: str) -> str:
    return " ".join(text.split())


# -- XML, HTML, SVG -------------------------------------------------------------------------------


@given(ANY)
@example("<script>alert(1)</script>")
@example("\"><img src=x onerror='alert(1)'>")
@example("]]><!--<![CDATA[<?php?>&lt;&#0;&nbsp;")
@example("\x00\x1b\x0b\ufffe\uffff\ud800")
def test_xml_is_text_in_content_and_in_attributes(text: str) -> None:
    shown = escape.xml(text)
    for quote in "\"'":
        root = etree.fromstring(f"<a b={quote}{shown}{quote}>{shown}</a>")
        assert len(root) == 0
        assert list(root.attrib) == ["b"]
    expected = "".join(
        letter if letter in "\t\n\r" or 0x20 <= ord(letter) <= 0xD7FF
        or 0xE000 <= ord(letter) <= 0xFFFD or ord(letter) > 0xFFFF else "\ufffd"
        for letter in text
    )  # fmt: skip
    assert (root.text or "") == re.sub("\r\n?", "\n", expected)


class Tags(HTMLParser):
    """Collect every tag."""

    found: list[str]

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: D102 # the parser's
        self.found.append(tag)


@given(ANY)
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
@example("\u2028\u2029]]>")
def test_an_island_of_json_ends_where_it_is_meant_to(text: str) -> None:
    made = escape.island({"a": text, text: 1})
    assert not set(made) & set("<>&\u2028\u2029")
    assert json.loads(made) == json.loads(json.dumps({"a": text, text: 1}))
    parser = Tags()
    parser.found = []
    parser.feed(f"<script type='application/json'>{made}</script><p>")
    assert parser.found == ["script", "p"]


# -- LaTeX and BibTeX -----------------------------------------------------------------------------

LATEX = [
    r"\input{/etc/passwd}", r"\write18{rm -rf ~}", "}", "{", "}}, note={", "50% of $x_1$ & #1",
    "~^", r"\\", "\\", "@article{evil,", "a\n\nb", '"', "100 % \\% {\\%}", r"\catcode`\{=12",
    "^^5c^^69nput", "<i>a", "</i>", "<i><b></i></b>", "|", "a and b", "a, b, c, d", "and", ", ",
    "\x00",
]  # fmt: skip


def inert(text: str) -> bool:
    """Tell whether TeX would run nothing of a text: only the commands and signs of the escape."""
    before, accent = "", r"\\(?:[`'^~=.\"]|[urHvdck](?=\{))(?:[A-Za-z]|\{[A-Za-z]\})"
    while before != text:
        before, text = text, re.sub(accent, "A", text)
    known = r"\\(?:[$&%#_]|text[a-z]+\{\})|\{A\}|\$(?:-|\\[A-Za-z]+(?:\{[A-Za-z]\})?)\$"
    return not set(re.sub(known, "", text)) & set("\\{}$&%#_^~")


@given(ANY)
@pytest.mark.parametrize("more", LATEX)
def test_latex_has_nothing_to_run(more: str, text: str) -> None:
    written = escape.latex(text + more + text)
    assert inert(written), written
    entry = f"@misc{{a,\n  title = {{{written}}},\n  note = {{b}}\n}}\n"
    (read,) = parse_string(entry, "bibtex").entries.values()
    assert read.fields["note"] == "b"
    library = bibtexparser.parse_string(entry)
    assert not library.failed_blocks
    assert [field.key for field in library.entries[0].fields] == ["title", "note"]


@given(ANY)
@pytest.mark.parametrize("more", LATEX)
def test_an_identifier_stays_in_its_field(more: str, text: str) -> None:
    assert not set(escape.verbatim(text + more)) & set("\\{}~^$")
    assert re.fullmatch(r"[A-Za-z0-9:._-]*", escape.citation_key(text + more))


# -- tables ---------------------------------------------------------------------------------------


@given(ANY)
@example("=HYPERLINK(\"http://example.org\",\"x\")")
@example("\t\n=1+1\r\n")
@example("+cmd|' /C calc'!A0")
@example("-2+3")
@example("@SUM(1)")
@example("a\tb\r\nc\u2028d\x85e\x1cf")
def test_a_cell_of_a_table_is_one_cell_and_no_formula(text: str) -> None:
    cell = escape.tsv(text)
    text_ = f"{cell}\tlast\n".encode("utf-8", "replace").decode()
    rows = list(csv.reader(io.StringIO(text_), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [len(row) for row in rows] == [2]
    assert len(text_.splitlines()) == 1
    assert len(cell) < 2 or cell[0] not in "=+-@"
    assert cell.removeprefix("'") == words(text).removeprefix("'")


# -- terminal -------------------------------------------------------------------------------------


@given(ANY)
@example("\x1b[2J\x1b]0;title\x07\r\n\x9b31m")
@example("\u202egnp.exe\u2066\u200f\ufeff")
def test_a_terminal_is_only_shown_letters(text: str) -> None:
    assert escape.terminal(text).isprintable()


# -- DOT, Mermaid, Markdown -----------------------------------------------------------------------


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30))
@example('"]; evil [label="x')
@example("\\")
@example('\\"')
@example("\\N\\G\n//x\n/*")
@example("<b>x</b>")
def test_dot_has_one_node_of_that_label(text: str) -> None:
    graph = pygraphviz.AGraph(string=f"digraph {{ a [label={escape.dot(text)}]; }}")
    assert graph.nodes() == ["a"]
    assert graph.get_node("a").attr["label"] in (words(text).replace("\\", "\\\\"), None, "")


@given(ANY)
@example('"]; click n0 "javascript:alert(1)"')
@example("%%{init: {'theme':'x'}}%%")
@example("<img src=x onerror=alert(1)>")
@example("#quot;;")
@example("a\nb --> c")
def test_mermaid_keeps_to_its_quotes(text: str) -> None:
    quoted = escape.mermaid(text)
    assert quoted[0] == quoted[-1] == '"'
    inner = quoted[1:-1]
    assert not set(inner) & set('"<>[]{}|%&`\n\\')
    assert re.sub(r"#(\d+);", lambda code: chr(int(code[1])), inner) == words(text)


@given(ANY)
@example("[click](javascript:alert(1))")
@example("<script>alert(1)</script>")
@example("a | b\n---|---\n")
@example("- list")
@example("1. list")
@example("1) list")
@example("    code")
@example("===")
@example("---")
@example("94.8")
@example("`code` **bold** ~~gone~~ $x$ &lt;")
@example("![x](http://example.org/beacon.png)")
def test_markdown_shows_the_words(text: str) -> None:
    shown = escape.markdown(text)
    assert "\n" not in shown
    assert not re.match(r"\s|[#>*]|([-+]|\d*[.)])(\s|$)|[-=\s]+$", shown)
    bare = re.sub(r"\\[\\`*_|<>\[\]#&~$\-+=.)]", "", shown)
    assert not set(bare) & set("\\`*_|<>[]#&~$")
    assert re.sub(r"\\([\\`*_|<>\[\]#&~$\-+=.)])", r"\1", shown) == words(text)


def test_markdown_leaves_numbers_alone() -> None:
    assert [escape.markdown(text) for text in ("94.8", "-0.5", "+1", "a - b")] == [
        "94.8", "-0.5", "+1", "a - b",
    ]  # fmt: skip


# -- addresses ------------------------------------------------------------------------------------


@given(ANY)
@example("10.1002/(SICI)1097-0142(19971015)80:8+<1755::AID-CNCR>3.0.CO;2-#")
@example("10.1/\"><script>alert(1)</script>")
@example("10.1/../../evil?x#y z")
def test_the_address_of_a_doi_leads_to_the_resolver_alone(text: str) -> None:
    address = escape.doi_address(text)
    assert address.startswith("https://doi.org/")
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]*", address.removeprefix("https://doi.org/"))
