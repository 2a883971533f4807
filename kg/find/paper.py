"""Papers as people cite them: by key, number, DOI, PMID, PMCID, or author and year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from kg.errors import RequestError
from kg.find.fold import compact, plain
from kg.find.known import Known, Numbered
from kg.model import Reference
from kg.model.reference import bare_doi


def find_paper(known: Known, words: str) -> Reference | None:
    """Find the one paper that is cited so; None where the words are no citation.

    A number belongs to a document: `[160]` is looked up in those that were read, `liu2025 [160]` in
    one. Raises `RequestError` where the words are a citation, and no paper or several have it.

    >>> import kg
    >>> graph = kg.load()
    >>> [find_paper(graph, words).id for words in ("[160]", "Helm et al., 2021", "HELM2021")]
    ['helm2021', 'helm2021', 'helm2021']
    """
    found = cited(known, words)
    if found is None:
        return None
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(f"{one.id} ({one.citation})" for one in found)
        raise RequestError(f"'{words}' may be {named}: say which key")
    raise RequestError(
        f"no paper '{words}': it is not in this corpus: 'kg export bibtex' lists all"
    )


def cited(known: Known, words: str) -> list[Reference] | None:
    """List the papers that are cited so; None where the words are no citation."""
    wanted = " ".join(words.split())
    key = plain(wanted)
    if key in known.references:
        return [known.references[key]]
    also = [one for one in known.references.values() if wanted in one.keys]
    if also:
        return also
    for pattern, find in WAYS:
        if match := re.fullmatch(pattern, wanted, re.IGNORECASE):
            return find(known, match)
    title = compact(wanted)
    titled = [one for one in known.references.values() if compact(one.title) == title]
    return titled if title and titled else None


def by_author(known: Known, words: str) -> list[Reference]:
    """List the papers that a person of this family name wrote, the newest first.

    >>> import kg
    >>> {one.id for one in by_author(kg.load(), "Helm et al.")} >= {"helm2021", "helm2022"}
    True
    """
    name = compact(re.sub(r"(?i),? et\.? al\.?,?$|^papers? (?:by|of|from) ", "", words.strip()))
    found = _all(known, lambda one: any(compact(author.family) == name for author in one.author))
    return sorted(found, key=lambda one: (-(one.issued or 0), one.id)) if name else []


def _numbered(known: Known, match: re.Match[str]) -> list[Reference]:
    number, document = int(match["number"]), match["document"]
    shelves: Mapping[str, Numbered] = known.documents
    if document and document.casefold() in shelves:
        shelves = {document.casefold(): shelves[document.casefold()]}
    keys = {one.numbers[number]: None for one in shelves.values() if number in one.numbers}
    if not any(one.numbers for one in known.documents.values()):  # as of a store
        return _all(known, lambda one: one.citation_number == number)
    return [known.references[key] for key in sorted(keys) if key in known.references]


def _by_doi(known: Known, match: re.Match[str]) -> list[Reference]:
    wanted = str(bare_doi(match[0])).rstrip(".,;").casefold()
    return _all(known, lambda one: (one.doi or "").casefold() == wanted)


def _by_year(known: Known, match: re.Match[str]) -> list[Reference]:
    name, year, letter = compact(match["name"]), match["year"], match["letter"].casefold()
    number = match["number"]
    issued = _all(known, lambda one: str(one.issued) == year
                  and number in (None, str(one.citation_number)))  # fmt: skip
    found = [one for one in issued if _family(one) == name]
    found = found or [one for one in issued if name in {compact(who.family) for who in one.author}]
    lettered = [one for one in found if letter and one.id.endswith(f"{year}{letter}")]
    return lettered or found


def _family(one: Reference) -> str:
    return compact(one.author[0].family if one.author else one.id)


def _all(known: Known, fits: Callable[[Reference], bool]) -> list[Reference]:
    references: Iterable[Reference] = known.references.values()
    return [one for one in references if fits(one)]


WAYS: tuple[tuple[str, Callable[[Known, re.Match[str]], list[Reference]]], ...] = (
    (r"(?P<document>[a-z][\w-]*\d{4}[a-z]?)? ?(?:ref(?:erence)?\.? ?)?\[(?P<number>\d{1,5})\]",
     _numbered),
    (r"(?P<document>)ref(?:erence)?s?\.? ?(?P<number>\d{1,5})", _numbered),
    (r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi: ?)?10\.\d{4,9}/\S+", _by_doi),
    (r"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:? ?|pubmed:? ?)(\d{1,9})/?",
     lambda known, match: _all(known, lambda one: one.pmid == match[1])),
    (r"(\d{5,9})", lambda known, match: _all(known, lambda one: one.pmid == match[1])),
    (r"(PMC\d+)",
     lambda known, match: _all(known, lambda one: (one.pmcid or "").upper() == match[1].upper())),
    (r"(?P<name>[^\W\d][^\d\[(,]*?)(?:,? et\.? al\.?| ?& [^\d]+| and [^\d]+)?,? "
     r"\(?(?P<year>(?:19|20)\d\d)(?P<letter>[a-z]?)\)?(?: \[(?P<number>\d+)\])?", _by_year),
)  # fmt: skip
"""The ways in which people name a paper, each with what finds it."""
