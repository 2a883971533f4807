"""A file to header and rows of text, bounded and looked at before anything in it is believed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RequestError

Row = tuple[int, tuple[str, ...]]
"""The number of a row as a person finds it in the file, from 1, and its cells."""


@dataclass(frozen=True)
class Fault:
    """A cell that is no text or number: a formula, a date, an error of the spreadsheet."""

    row: int
    column: int
    cause: str
    remedy: str


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in its file: names of columns, rows that are not empty, odd cells.

    In a table of text nothing tells a formula from a word but how it begins.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    is_text: bool = True


def fold(name: str) -> str:
    """Bring the name of a column to the form of ours.

    >>> fold(" Evidence-Type "), fold("Subject label")
    ('evidence_type', 'subject_label')
    """
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def text_sheet(path: Path, content: bytes, names: frozenset[str]) -> Sheet:
    """Read TSV or CSV; `names` are the columns by which header and dialect are known."""
    text = _decode(path, content)
    mark = _find_mark(path, text, names)
    rows = _plain(text) if mark == "\t" else None
    rows = rows if rows is not None else list(_quoted(path, text, mark))
    return fitted(path, rows)


def _decode(path: Path, content: bytes) -> str:
    marked = (encoding for mark, encoding in MARKS if content.startswith(mark))
    encoding = next(marked, "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise RequestError(f"'{path}' is broken {encoding} text: save it as UTF-8") from None
        line, byte = content.count(b"\n", 0, error.start) + 1, content[error.start]
        cause = f"{path}:{line}: byte 0x{byte:02x} is not UTF-8"
        raise RequestError(f"{cause}: save the table as 'CSV UTF-8', or as xlsx") from None
    if "\0" in text:
        raise RequestError(f"'{path}' is no text: save the table as xlsx, TSV or CSV")
    if not text.strip():
        raise RequestError(f"'{path}' is empty: it needs a header and rows")
    if text.lstrip()[0] in "<{[":
        raise RequestError(f"'{path}' is a web page, XML or JSON: save the table as TSV or CSV")
    return text


def _find_mark(path: Path, text: str, names: frozenset[str]) -> str:
    """Tell what parts the cells: what makes most names of columns of the first line."""
    first = next(line for line in text.splitlines() if line.strip())
    try:
        parted = {mark: next(csv.reader([first], delimiter=mark)) for mark in PARTING}
    except csv.Error as error:
        raise RequestError(f"{path}:1: {error}: write a header of short names") from None
    found = {mark: sum(fold(cell) in names for cell in cells) for mark, cells in parted.items()}
    best = max(PARTING, key=lambda mark: found[mark])
    if not found[best]:
        raise RequestError(f"'{path}' has no header: its first line names the columns, such as "
                           "subject, predicate, object")  # fmt: skip
    return best


def _plain(text: str) -> list[Row] | None:
    """Split at tabs, where quotes are letters; None where a spreadsheet quoted cells.

    Our own export quotes nothing; a spreadsheet quotes what holds quotes, tabs or line ends.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = [(number, tuple(line.split("\t"))) for number, line in enumerate(lines, start=1)
            if line.strip()]  # fmt: skip
    width = len(rows[0][1])
    if any(cell.startswith('"') for cell in rows[0][1]) or any(
        len(row) != width for _, row in rows
    ):
        return None
    return [(number, tuple(map(_undoubled, row))) for number, row in rows]


def _undoubled(cell: str) -> str:
    inner = cell[1:-1]
    told = len(cell) > 2 and cell[0] == cell[-1] == '"' and '""' in inner
    return inner.replace('""', '"') if told and '"' not in inner.replace('""', "") else cell


def _quoted(path: Path, text: str, mark: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    begun = 1
    try:
        for cells in reader:
            yield begun, tuple(cells)
            begun = reader.line_num + 1
    except csv.Error as error:
        raise RequestError(f"{path}:{begun}: {error}: is a quote left open there?") from None


def fitted(
    path: Path, rows: Sequence[Row], faults: Sequence[Fault] = (), *, is_text: bool = True
) -> Sheet:
    """Part the header from the rows that hold something, each as wide as the header."""
    held = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not held:
        raise RequestError(f"'{path}' is empty: it needs a header and rows")
    names = tuple(fold(cell) for cell in held[0][1])
    while names and not names[-1]:
        names = names[:-1]
    again = next((name for place, name in enumerate(names) if name and name in names[:place]), "")
    if again:
        raise RequestError(f"'{path}' has two columns '{again}': give each a name of its own")
    if len(held) - 1 > ROWS:
        raise RequestError(f"'{path}' has {len(held) - 1} rows, more than {ROWS}: split it")
    wide = next((number for number, cells in held[1:]
                 if any(cell.strip() for cell in cells[len(names) :])), 0)  # fmt: skip
    if wide:
        raise RequestError(f"{path}:{wide}: more cells than the header has names: quote the cells "
                           "that hold the mark between cells")  # fmt: skip
    full = tuple(
        (number, tuple((*cells, *[""] * len(names))[: len(names)])) for number, cells in held[1:]
    )
    return Sheet(path, names, full, tuple(faults), is_text)


LARGEST = 50_000_000
"""Bytes of a file, a workbook as it is packed."""

ROWS = 100_000
"""Rows of a table: fifty times those of the shipped corpus."""

PARTING = "\t,;|"
"""What may part cells, the surest first."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
"""UTF-32 before UTF-16, whose mark is how the other's begins."""

FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or one with a password"),
    (b"\x1f\x8b", "packed with gzip"), (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"), (b"%PDF", "a PDF"), (b"{\\rtf", "a rich text document"),
    (b"PK", "a broken or empty zip archive"),
)  # fmt: skip
"""How files begin that are tables in other forms, or none."""
