"""What was searched for, when, how much was found, and what of it was taken: `searches.tsv`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from kg.curation.document import Document
from kg.curation.draft import Draft, know
from kg.curation.inventory import read_rows

COLUMNS = ("date", "words", "found", "taken", "why_not")
"""Of the table: day, words as asked, number of hits looked at, keys taken, why the rest was not."""


@dataclass(frozen=True)
class Search:
    """One search of the literature; `taken` are references, `why_not` tells of what was left.

    `layer` is the corpus that it was made for.
    """

    date: str
    words: str
    found: int
    taken: tuple[str, ...]
    why_not: str
    layer: str = ""


def read_searches(path: Path, name: str, draft: Draft) -> None:
    """Read the table of searches of one folder; faults go into its document."""
    document = Document(name)
    rows, document.problems = read_rows(path, name, (COLUMNS,))
    draft.documents.append(document)
    seen: dict[tuple[str, str], int] = {}
    for line, row in rows:
        place = f"row {line}"
        for column in COLUMNS:
            document.lines[place, column] = line
        first = seen.setdefault((row["date"], row["words"]), line)
        if first != line:
            document.report((place, "words"), f"asked on line {first} already", "keep one row")
        if _sound(row, place, document):
            taken = tuple(row["taken"].split())
            renamed = draft.keys.get(draft.layer, {})
            search = Search(row["date"], row["words"], int(row["found"]),
                            tuple(renamed.get(key, key) for key in taken), row["why_not"])
            draft.searches.append((draft.layer, search))
            draft.where["searches", f"{draft.layer} {line}"] = document, (place, "taken")


def check_searches(draft: Draft) -> None:
    """Hold that what was taken stands in the bibliography."""
    places = [at for (shelf, _), at in draft.where.items() if shelf == "searches"]
    for (_, search), (document, place) in zip(draft.searches, places, strict=True):
        for key in search.taken:
            know(key, "references", place, document, draft)


def _sound(row: dict[str, str], place: str, document: Document) -> bool:
    """Tell whether a row can be read, and report what cannot."""
    before = len(document.problems)
    if not _is_day(row["date"]):
        document.report((place, "date"), f"{row['date']!r} is no day", "write year-month-day")
    if not row["words"].strip():
        document.report((place, "words"), "empty", "write the words that were asked")
    taken = row["taken"].split()
    if not (row["found"].isascii() and row["found"].isdigit() and len(row["found"]) < 7):
        cause = f"{row['found']!r} is no number"
        document.report((place, "found"), cause, "write how many hits were looked at")
    elif int(row["found"]) < len(taken):
        cause = f"{len(taken)} taken of {row['found']} found"
        document.report((place, "found"), cause, "write how many hits were looked at")
    elif int(row["found"]) > len(taken) and not row["why_not"].strip():
        remedy = "say why the rest was not taken"
        document.report((place, "why_not"), "empty, though not all was taken", remedy)
    if len(set(taken)) < len(taken):
        document.report((place, "taken"), "a key stands twice", "keep one")
    return len(document.problems) == before


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
