"""RIS, as Zotero, EndNote, Mendeley and publishers write it."""

from __future__ import annotations

import re

import rispy

from kg.bibliography.cited import Cited, filled, people
from kg.errors import RequestError


def read_ris(text: str, name: str) -> list[Cited]:
    r"""Read every record between TY and ER.

    >>> read_ris("TY  - JOUR\nAU  - Doe, J.\nTI  - T\nPY  - 2026/01\nER  - \n", "a")[0].fields
    {'title': 'T', 'author': [{'family': 'Doe', 'given': 'J.'}], 'issued': 2026}
    """
    try:
        records = rispy.loads(text, skip_unknown_tags=True)
    except (OSError, ValueError, rispy.parser.ParseError, KeyError) as error:
        raise RequestError(f"{name}: no sound RIS ({error}): export it again") from None
    return [_cited(record, f"{name}, record {number}")
            for number, record in enumerate(records, start=1)]  # fmt: skip


def _cited(record: dict[str, object], where: str) -> Cited:
    def first(*names: str) -> str:
        found = next((record[name] for name in names if record.get(name)), "")
        return str(found[0] if isinstance(found, list) else found)

    authors = record.get("first_authors") or record.get("authors") or ()
    pages = "\N{EN DASH}".join(filter(None, (first("start_page"), first("end_page"))))
    kind = first("type_of_reference")
    fields = {
        "type": KINDS.get(kind),
        "title": first("title", "primary_title"),
        **people(map(str, authors if isinstance(authors, list) else ())),
        "container-title": first(*CONTAINERS),
        "issued": first("year", "publication_year", "date"),
        "volume": first("volume"), "page": pages, "DOI": first("doi"),
        **_numbers(first("accession_number"), " ".join(map(str, _all(record.get("notes"))))),
    }  # fmt: skip
    return Cited(filled(fields), where, first("abstract", "notes_abstract"))


def _all(given: object) -> list[object]:
    return given if isinstance(given, list) else [given] if given else []


def _numbers(accession: str, notes: str) -> dict[str, str]:
    """Find the PubMed identifiers that managers put into the accession number or a note."""
    found = {}
    if match := re.search(r"(?i)\bPMID:? ?(\d{1,9})\b", notes) or re.fullmatch(
        r"(?i)(?:PMID:? ?)?(\d{5,9})", accession.strip()
    ):
        found["PMID"] = match[1]
    if match := re.search(r"\bPMC\d{3,9}\b", f"{accession} {notes}"):
        found["PMCID"] = match[0]
    return found


CONTAINERS = ("secondary_title", "journal_name", "alternate_title3", "alternate_title1",
              "alternate_title2")  # fmt: skip
KINDS = {
    "CHAP": "chapter", "THES": "thesis", "BOOK": "book", "EDBOOK": "book", "RPRT": "report",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "UNPB": "article",
    "GEN": "article", "ELEC": "article",
}  # fmt: skip
"""TY of RIS, and the type of CSL; an article in a journal needs none."""
