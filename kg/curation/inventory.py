"""A document by section, paragraph and sentence, with the references each sentence cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.bounded import read_bounded
from kg.curation.document import MAX_BYTES
from kg.errors import Problem

COLUMNS = ("source", "section", "paragraph", "sentence", "references")
"""Of `inventory.tsv` beside the claims; in `documents/<id>/` the first is spared."""
PRINTS = ("sha256", "letters_sha256")
"""May follow: fingerprints of the sentence (`kg.curation.fingerprint`)."""
NUMBERS = ("number", "reference")
"""Of `documents/<id>/citations.tsv`."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a document: where it stands and which reference numbers it cites.

    `prints` are its fingerprints, as printed and by its letters alone, where they were taken.
    """

    source: str
    section: str
    paragraph: int
    sentence: int
    references: tuple[int, ...]
    prints: tuple[str, ...] = ()

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, which its reference names."""
        return re.fullmatch(r"table[0-9]+", self.section) is not None

    @property
    def locator(self) -> str:
        """As written in evidence: section.paragraph.sentence, or table1.<reference>.

        >>> Sentence("liu2025", "icd", 2, 4, (88,)).locator
        'icd.2.4'
        """
        if self.is_row:
            return f"{self.section}.{self.references[0]}"
        return f"{self.section}.{self.paragraph}.{self.sentence}"


def read_inventory(
    path: Path, name: str, source: str | None = None
) -> tuple[list[tuple[int, Sentence]], list[Problem]]:
    """Sentences with the line each stands on, and what is wrong with the file.

    A file of one document (`source`) has no column of that name.
    """
    columns = COLUMNS if source is None else COLUMNS[1:]
    rows, problems = read_rows(path, name, (columns, (*columns, *PRINTS)))
    sentences: list[tuple[int, Sentence]] = []
    for number, cells in rows:
        found = _sentence(({"source": source} if source else {}) | cells)
        if isinstance(found, Sentence):
            sentences.append((number, found))
        else:
            problems.append(Problem(name, number, *found))
    return sentences, problems


def read_citations(path: Path, name: str) -> tuple[list[tuple[int, int, str]], list[Problem]]:
    """Give the numbers of a document's citations: (line, number, reference), and what is wrong."""
    rows, problems = read_rows(path, name, (NUMBERS,))
    found = []
    for line, cells in rows:
        if not _is_number(cells["number"]):
            cause = f"{cells['number']!r} is no number"
            problems.append(Problem(name, line, "number", cause, "write a whole number"))
        else:
            found.append((line, int(cells["number"]), cells["reference"]))
    return found, problems


def read_rows(
    path: Path, name: str, allowed: Sequence[tuple[str, ...]]
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """Read tab separated rows under one of the headers that are allowed, with their lines."""
    try:
        text = read_bounded(path, MAX_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or "not UTF-8"
        return [], [Problem(name, 1, "file", f"cannot be read ({cause})", "give UTF-8 text")]
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    columns = tuple(lines[0].split("\t"))
    if columns not in allowed:
        cause = f"columns are {list(columns)!r}"
        remedy = f"write {', '.join(allowed[0])}, tab separated"
        return [], [Problem(name, 1, "header", cause, remedy)]
    rows, problems = [], []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) == len(columns):
            rows.append((number, dict(zip(columns, cells, strict=True))))
        else:
            remedy = f"give {len(columns)}, tab separated"
            problems.append(Problem(name, number, "row", f"{len(cells)} cells", remedy))
    return rows, problems


def _sentence(row: dict[str, str]) -> Sentence | tuple[str, str, str]:
    """Read one row, or tell the field, cause and remedy of what is wrong with it."""
    for column in ("source", "section"):
        if not (row[column].isascii() and row[column].isidentifier()):
            return column, f"{row[column]!r} is no name", "write one word"
    for column in ("paragraph", "sentence", "references"):
        for number in row[column].split() or ([""] if column != "references" else []):
            if not _is_number(number):
                return column, f"{number!r} is no number", "write whole numbers"
    for column in PRINTS:
        if not re.fullmatch(r"([0-9a-f]{64})?", row.get(column, "")):
            remedy = "leave it empty, or write what kg.curation.fingerprint gives"
            return column, "no SHA-256", remedy
    numbers = tuple(map(int, row["references"].split()))
    found = Sentence(
        row["source"], row["section"], int(row["paragraph"]), int(row["sentence"]), numbers,
        tuple(row[column] for column in PRINTS if row.get(column)),
    )  # fmt: skip
    if found.is_row and not numbers:
        cause = f"a row of {found.section} without its reference"
        return "references", cause, "write the reference's number"
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7
