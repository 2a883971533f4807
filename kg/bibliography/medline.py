"""PubMed's tagged format (.nbib), as its button 'Cite' and 'Send to citation manager' give it."""

from __future__ import annotations

import re

from kg.bibliography.cited import Cited, filled, people, study_type, title
from kg.errors import RequestError

Record = dict[str, list[str]]


def read_medline(text: str, name: str) -> list[Cited]:
    r"""Read every record: a tag in four letters, a hyphen, a value; what is indented goes on.

    Fields: https://www.nlm.nih.gov/bsd/mms/medlineelements.html.

    >>> read_medline("PMID- 1\nTI  - A long\n      title.\nDP  - 2026 Jan\n", "a")[0].fields
    {'title': 'A long title', 'issued': 2026, 'PMID': '1'}
    """
    records: list[Record] = []
    record: Record = {}
    last: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            record, last = {}, []
        elif match := _TAGGED.fullmatch(line):
            tag, value = match[1].strip(), match[2].strip()
            if not record or (tag == "PMID" and "PMID" in record):
                record = {}
                records.append(record)
            last = record.setdefault(tag, [])
            last.append(value)
        elif line.startswith(" ") and last:
            last[-1] += f" {line.strip()}"
        else:
            cause = f"{name}:{number}: no tag, no line that goes on"
            raise RequestError(f"{cause}: export it again as PubMed (.nbib)")
    return [_cited(record, f"{name}, record {n}") for n, record in enumerate(records, start=1)]


def _cited(record: Record, where: str) -> Cited:
    def first(tag: str) -> str:
        return next(iter(record.get(tag, ())), "")

    kinds = record.get("PT", [])
    fields = {
        "title": title(first("TI") or first("BTI")),
        **people([*map(_comma, record.get("FAU") or record.get("AU", [])), *record.get("CN", [])]),
        "container-title": first("TA") or first("JT"), "issued": first("DP"),
        "volume": first("VI"), "page": first("PG"), "DOI": _doi(record),
        "PMID": first("PMID"), "PMCID": first("PMC"), "study_type": study_type(kinds),
        "type": "article" if "Preprint" in kinds else None,
        "retracted": _notice(record, "RIN", "Retracted Publication"),
        "concern": _notice(record, "ECI", ""),
    }  # fmt: skip
    return Cited(filled(fields), where, first("AB"))


def _comma(name: str) -> str:
    """Part 'Doe J', as the short form writes people, by a comma, and take a suffix apart.

    >>> _comma("Doe J"), _comma("Doe, Jane A Jr")
    ('Doe, J', 'Doe, Jane A, Jr')
    """
    match = re.fullmatch(r"([^,]+) ([A-Z]{1,4})( (?:Jr|Sr|I{2,3}|IV))?", name)
    whole = f"{match[1]}, {match[2]}{match[3] or ''}" if match else name
    return re.sub(r"(, .+?),? (Jr|Sr|I{2,3}|IV)$", r"\1, \2", whole)


def _doi(record: Record) -> str:
    listed = (*record.get("LID", ()), *record.get("AID", ()))
    return next((one.removesuffix("[doi]").strip() for one in listed if one.endswith("[doi]")), "")


def _notice(record: Record, tag: str, kind: str) -> dict[str, str] | None:
    """Give the notice that PubMed links, or say that its publication type says so."""
    told = record.get(tag, [])
    if not told and kind not in (record.get("PT", []) if kind else [None]):
        return None
    said = {"notice": told[0][:300]} if told else {}
    return {**said, "reason": "told by PubMed; the reason is in the notice"}


_TAGGED = re.compile(r"([A-Z][A-Z0-9 ]{3})- ?(.*)")
