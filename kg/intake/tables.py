"""Which kind of file is it? A workbook, Parquet or text, bounded, and looked at before all else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.bounded import read_bounded
from kg.errors import RequestError
from kg.intake.excel import read_workbook
from kg.intake.parquet import read_parquet
from kg.intake.sheet import FOREIGN, LARGEST, Sheet, text_sheet


@dataclass(frozen=True)
class Tables:
    """What a file holds: the table itself, and the references of a workbook, if it has any."""

    main: Sheet
    references: Sheet | None = field(default=None)


def read_tables(path: Path, names: Iterable[str], wanted: str = "evidence") -> Tables:
    """Read TSV, CSV, a workbook or Parquet.

    `names` are the columns by which the header and the mark between cells are known.
    `RequestError` for what is no table, or too large; OSError for what cannot be read.
    """
    content = read_bounded(path, LARGEST, pipe=True)
    if content.startswith(b"PK\x03\x04"):
        found = read_workbook(path, content, wanted)
        return Tables(found[wanted], found.get("references"))
    if content.startswith(b"PAR1"):
        return Tables(read_parquet(path, content))
    for mark, what in FOREIGN:
        if content.startswith(mark):
            raise RequestError(f"'{path}' is {what}: save the table as xlsx, TSV or CSV")
    return Tables(text_sheet(path, content, frozenset(names)))
