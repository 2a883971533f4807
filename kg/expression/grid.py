"""The text of a table to its header and rows: what parts the fields, where the header is."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import RequestError
from kg.expression.number import NUMBER, bare
from kg.expression.text import read_text

Row = tuple[int, tuple[str, ...]]
"""The number of a row's last line in its file, from 1, and its fields."""

IsHeader = Callable[[Sequence[str]], bool]

ROW_NAMES = "row names"
"""The name of the column that R writes without one."""


@dataclass(frozen=True)
class Grid:
    """A table as it stands in its file: as many fields in each row as columns in the header.

    `odd` are the lines that have another number of fields, and were left out.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    odd: tuple[int, ...]

    def column(self, place: int) -> Iterator[str]:
        """Yield the fields of one column."""
        return (row[place] for _, row in self.rows)


def read_grid(path: Path, is_header: IsHeader, *, header: bool = True) -> Grid:
    """Read a table whose header is the first row that `is_header` knows, else the first row.

    Fields are parted by tab, semicolon, comma, bar or blanks, or by what 'sep=' on the first line
    says; lines before the header and comments are passed over. A header that is one name short is
    that of R, whose rows begin with a name. Without a `header` the columns are numbered. Raises
    `RequestError` where the rows do not fit the header.
    """
    text = read_text(path)
    asked, skipped = None, 0
    first, _, rest = text.partition("\n")
    if bare(first).casefold().startswith("sep=") and len(first.strip(' "\r')) <= 5:
        told = first.strip(' "\r')[4:].replace("\\t", "\t")
        asked, text, skipped = told[:1] or "\t", rest, 1
    mark = asked or _find_mark(path, text, is_header, header)
    rows = _split(path, text, mark, skipped)
    if not rows:
        raise RequestError(f"'{path}' has no columns: it needs a header and rows")
    place = _find_header(rows, is_header) if header else None
    if not header:
        width = Counter(len(row) for _, row in rows).most_common(1)[0][0]
        return _fitted(path, tuple(str(n) for n in range(1, width + 1)), rows)
    place = place if place is not None else _first(rows)
    names = rows[place][1]
    head = (names[0].lstrip("#% "), *names[1:])
    return _fitted(
        path, tuple(map(bare, head)), [row for row in rows[place + 1 :] if not _comment(row)]
    )


def _find_mark(path: Path, text: str, is_header: IsHeader, header: bool) -> str:
    """Tell by the first lines what parts the fields: what makes a header, and rows that fit it."""
    start = text[:BEGINNING]
    if len(text) > len(start):
        start = start[: max(start.rfind("\n"), start.rfind("\r")) + 1] or start
    found, best = "\t", (False, 0.0, 0)
    for mark in MARKS:
        if mark == " " and best[1] > SURE:
            break  # blanks within names part nothing
        rows = _split(path, start, mark, 0)
        place = _find_header(rows, is_header) if header else None
        score = place is not None, *_fit(rows[place or 0 :])
        if score[2] and score > best:
            found, best = mark, score
    return found


def _split(path: Path, text: str, mark: str, skipped: int) -> list[Row]:
    """Split text into rows; where a lone quote swallows lines, quotes are letters."""
    rows = list(_rows(path, text, mark, skipped, csv.QUOTE_MINIMAL))
    if any("\n" in cell for _, row in rows for cell in row):
        plain = list(_rows(path, text, mark, skipped, csv.QUOTE_NONE))
        if _fit(plain) > _fit(rows):
            return plain
    return rows


def _rows(path: Path, text: str, mark: str, skipped: int, quoting: Literal[0, 3]) -> Iterator[Row]:
    blank = mark == " "
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=mark, quoting=quoting, skipinitialspace=blank
    )
    try:
        for row in reader:
            fields = row[:-1] if blank and row and not row[-1] else row
            if any(cell.strip() for cell in fields):
                yield reader.line_num + skipped, tuple(fields)
    except csv.Error as error:
        line = reader.line_num + skipped
        raise RequestError(f"{path}:{line}: {error}: is a quote left open there?") from None


def _find_header(rows: Sequence[Row], is_header: IsHeader) -> int | None:
    """Find the header among the first rows; a comment is one only if the next row fits it."""
    for place, (_, row) in enumerate(rows[:HEADER_WITHIN]):
        if len(row) > 1 and is_header((row[0].lstrip("#% "), *row[1:])):
            below = next((len(cells) for _, cells in rows[place + 1 :]), 0)
            if not _comment((0, row)) or below - len(row) in (0, 1):
                return place
    return None


def _first(rows: Sequence[Row]) -> int:
    return next((place for place, row in enumerate(rows) if not _comment(row)), 0)


def _comment(row: Row) -> bool:
    return row[1][0].lstrip('"').startswith(("#", "%", "!"))


def _fit(rows: Sequence[Row]) -> tuple[float, int]:
    """Tell the share of rows as wide as the first, or wider by their names; and its width."""
    width = len(rows[0][1]) if rows else 0
    lines = [len(row) for line, row in rows[1:SAMPLE] if not _comment((line, row))]
    if width < 2 and not any(length > 1 for length in lines):
        return 0.0, 0
    common = Counter(lines).most_common(1)[0][0] if lines else width
    fits = common if common - width in (0, 1) else width
    return sum(length == fits for length in lines) / max(1, len(lines)), width


def _fitted(path: Path, header: tuple[str, ...], rows: Sequence[Row]) -> Grid:
    """Make header and rows of one width, and set apart the rows that are not of it."""
    while header and not header[-1]:
        header = header[:-1]
    if not rows:
        raise RequestError(f"'{path}' has a header and no rows")
    again = next((line for line, row in rows if tuple(map(bare, row[: len(header)])) == header), 0)
    if again:
        raise RequestError(f"{path}:{again}: the header again: are these two tables? Give one")
    width = len(header)
    common = Counter(len(row) for _, row in rows).most_common(1)[0][0]
    named = all(len(row) != width for _, row in rows)
    if common == width + 1 and named and any(row[-1].strip() for _, row in rows if row[width:]):
        header, width = ("", *header), common
    kept, odd = list[Row](), list[int]()
    for line, row in rows:
        if len(row) == width or (len(row) > width and not any(map(bare, row[width:]))):
            kept.append((line, row[:width]))
        else:
            odd.append(line)
    if len(odd) > max(1, len(rows) // 10):
        fields = next(len(row) for line, row in rows if line == odd[0])
        raise RequestError(
            f"{path}:{odd[0]}: {fields} fields where the header has {width} names: mend the rows, "
            "or quote the fields that hold the mark between fields"
        )
    return Grid(path, header, tuple(kept), tuple(odd))


def looks_like_data(row: Sequence[str]) -> bool:
    """Tell a row of values, which is no header: two numbers in it, or nothing else but a name."""
    numbers = sum(bool(NUMBER.fullmatch(bare(cell))) for cell in row)
    return numbers >= min(2, len(row) - 1) > 0


MARKS = "\t;,| "
"""What may part fields, the surest first."""

BEGINNING, SAMPLE, HEADER_WITHIN, SURE = 200_000, 200, 60, 0.9
"""Letters and rows that are looked at to tell what parts fields, rows among which the header is,
and the share of the rows that must fit.
"""
