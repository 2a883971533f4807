"""A document by section, paragraph and sentence, with the references each sentence cites."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import Problem

COLUMNS = ("source", "section", "paragraph", "sentence", "references")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a document: where it stands and which reference numbers it cites."""

    source: str
    section: str
    paragraph: int
    sentence: int
    references: tuple[int, ...]

    @property
    def locator(self) -> str:
        """As written in evidence: section.paragraph.sentence, or table1.<reference>.

        >>> Sentence("liu2025", "icd", 2, 4, (88,)).locator
        'icd.2.4'
        """
        if self.section == "table1":
            return f"table1.{self.references[0]}"
        return f"{self.section}.{self.paragraph}.{self.sentence}"


def read_inventory(path: Path, name: str) -> tuple[list[tuple[int, Sentence]], list[Problem]]:
    """Sentences with the line each stands on, and what is wrong with the file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or "not UTF-8"
        return [], [Problem(name, 1, "file", f"cannot be read ({cause})", "give UTF-8 text")]
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        cause = f"columns are {lines[0].split(chr(9))!r}"
        return [], [Problem(name, 1, "header", cause, f"write {', '.join(COLUMNS)}, tab separated")]
    sentences: list[tuple[int, Sentence]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:], start=2):
        found = _sentence(line.split("\t"))
        if isinstance(found, Sentence):
            sentences.append((number, found))
        else:
            problems.append(Problem(name, number, *found))
    return sentences, problems


def _sentence(cells: list[str]) -> Sentence | tuple[str, str, str]:
    """Read one row, or tell the field, cause and remedy of what is wrong with it."""
    if len(cells) != len(COLUMNS):
        return "row", f"{len(cells)} cells", f"give {len(COLUMNS)}, tab separated"
    row = dict(zip(COLUMNS, cells, strict=True))
    for column in ("source", "section"):
        if not row[column].isidentifier():
            return column, f"{row[column]!r} is no name", "write one word"
    for column in ("paragraph", "sentence", "references"):
        for number in row[column].split() or ([""] if column != "references" else []):
            if not (number.isascii() and number.isdigit() and len(number) < 7):
                return column, f"{number!r} is no number", "write whole numbers"
    numbers = tuple(map(int, row["references"].split()))
    if row["section"] == "table1" and not numbers:
        return "references", "a row of table1 without its reference", "write the reference's number"
    return Sentence(
        row["source"], row["section"], int(row["paragraph"]), int(row["sentence"]), numbers
    )
