"""JATS, the XML of publishers and of PubMed Central: a paper, and its inventory of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.bibliography.cited import Cited, filled, title
from kg.bibliography.pubmed import words
from kg.curation import Sentence, fingerprint, split_sentences

Element = Any


def read_article(article: Element, where: str) -> Cited:
    """Read one article: its front, and of its body the places of sentences, not their words.

    Sections count by the top level of the text; formulas, figures, tables and footnotes are left
    out. Tag set: https://jats.nlm.nih.gov/archiving/tag-library/1.3/.
    """
    meta = article.find("front/article-meta")
    if meta is None:
        meta = article.find(".//article-meta")
    if meta is None:
        return Cited({}, where)
    ids = {one.get("pub-id-type"): words(one) for one in meta.findall("article-id")}
    first, last = words(meta.find("fpage")), words(meta.find("lpage"))
    fields = {
        "title": title(words(meta.find("title-group/article-title"))),
        "author": [_person(one) for one in meta.findall("contrib-group/contrib")
                   if one.get("contrib-type") in (None, "author")],
        "container-title": words(article.find(".//journal-title")),
        "issued": _year(meta), "volume": words(meta.find("volume")),
        "page": "\N{EN DASH}".join(filter(None, (first, last))) or words(meta.find("elocation-id")),
        "DOI": ids.get("doi", ""), "PMID": ids.get("pmid", ""),
        "PMCID": ids.get("pmcid") or ids.get("pmc", ""),
        "type": "article" if article.get("article-type") == "preprint" else None,
        "study_type": "review" if article.get("article-type") == "review-article" else None,
    }  # fmt: skip
    numbers = {one.get("id"): number for number, one in enumerate(
        article.iterfind("back//ref-list/ref"), start=1)}  # fmt: skip
    cites = {number: _identifiers(one) for number, one in enumerate(
        article.iterfind("back//ref-list/ref"), start=1)}  # fmt: skip
    abstract = meta.find("abstract")
    sentences = tuple(_inventory(article, abstract, numbers))
    body = article.find("body")
    told = {number: known for number, known in cites.items() if known}
    return Cited(filled(fields), where, words(abstract),
                 sentences if body is not None else (), told)  # fmt: skip


def _inventory(
    article: Element, abstract: Element | None, numbers: dict[str, int]
) -> Iterator[Sentence]:
    named: dict[str, int] = {}
    parts = [("abstract", abstract)] if abstract is not None else []
    body = article.find("body")
    if body is not None:
        loose = [one for one in body if one.tag == "p"]
        parts += [("text", one) for one in loose]
        parts += [(_section(one), one) for one in body.findall("sec")]
    for name, part in parts:
        whole = [part] if part.tag == "p" else [
            one for one in part.iter("p") if not any(up.tag in _APART for up in one.iterancestors())
        ]  # fmt: skip
        for paragraph in whole:
            count = named[name] = named.get(name, 0) + 1
            text, cited = _text(paragraph, numbers)
            for number, (sentence, at) in enumerate(_places(text), start=1):
                inside = {one for place, one in cited if at <= place < at + len(sentence)}
                yield Sentence("", name, count, number, tuple(sorted(inside)),
                               fingerprint(sentence))  # fmt: skip


def _places(text: str) -> Iterator[tuple[str, int]]:
    """Yield the sentences of a paragraph with where each begins."""
    start = 0
    for sentence in split_sentences(text):
        start = text.index(sentence, start)
        yield sentence, start
        start += len(sentence)


def _text(paragraph: Element, numbers: dict[str, int]) -> tuple[str, list[tuple[int, int]]]:
    """Give the words of a paragraph, and at which place which reference is cited."""
    pieces: list[str] = []
    cited: list[tuple[int, int]] = []
    length = 0

    def add(text: str | None) -> None:
        nonlocal length
        for piece in re.findall(r"\s+|\S+", text or ""):
            piece = " " if piece.isspace() else piece
            if piece == " " and (not pieces or pieces[-1] == " "):
                continue
            pieces.append(piece)
            length += len(piece)

    def walk(element: Element) -> None:
        if element.tag in _LEFT_OUT:
            return
        if element.tag == "xref" and element.get("ref-type") == "bibr":
            known = [numbers[one] for one in (element.get("rid") or "").split() if one in numbers]
            if known and cited and re.fullmatch(_RANGE, "".join(pieces)[cited[-1][0] :]):
                known = [*range(cited[-1][1] + 1, known[0]), *known]
            cited.extend((length, number) for number in known)
        add(element.text)
        for inner in element:
            walk(inner)
            add(inner.tail)

    walk(paragraph)
    return "".join(pieces).strip(), cited


def _section(part: Element) -> str:
    """Name a section by its type or title, in letters alone, as locators have it."""
    said = part.get("sec-type") or words(part.find("title"))
    first = re.sub(r"[^a-z]", "", said.split("|")[0].casefold().split(" and ")[0])
    return first[:20] or "text"


def _person(contrib: Element) -> dict[str, str]:
    name = contrib.find("name")
    if name is None:
        name = contrib.find("name-alternatives/name")
    if name is None:
        group = words(contrib.find("collab")) or words(contrib.find("string-name"))
        return {"family": group.replace(", ", " ") or "Anonymous"}
    given = ", ".join(filter(None, (words(name.find("given-names")), words(name.find("suffix")))))
    return {"family": words(name.find("surname")), **({"given": given} if given else {})}


def _year(meta: Element) -> str:
    """Give the earliest year in which it was published."""
    years = [words(one.find("year")) for one in meta.findall("pub-date")]
    return min(filter(None, years), default="")


def _identifiers(reference: Element) -> tuple[str, ...]:
    return tuple(
        words(one) for one in reference.iter("pub-id") if one.get("pub-id-type") in ("doi", "pmid")
    )


_APART = frozenset({"fig", "table-wrap", "fn", "caption", "boxed-text", "supplementary-material",
                    "fn-group", "fig-group", "table-wrap-group"})  # fmt: skip
"""What stands beside the text: its paragraphs are no part of the inventory."""

_RANGE = r"\W?\d+\W? ?[\u2013\u2212-] ?\W?"
"""A number and a dash: the next one ends a range of citations."""

_LEFT_OUT = frozenset({"fig", "table-wrap", "disp-formula", "fn", "fig-group", "graphic", "media"})
