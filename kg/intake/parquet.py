"""A Parquet file to a sheet of text: measured before it is unpacked, and then row by row."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import RequestError, missing
from kg.intake.sheet import ROWS, Fault, Row, Sheet, fitted
from kg.model.units import digits


def read_parquet(path: Path, content: bytes) -> Sheet:
    """Read columns by name, whose cells are text, numbers, truth values, or lists of them.

    Rows count from 1, as a program shows them: a Parquet file has no line of names. `RequestError`
    where pyarrow is not installed, or the file is broken or unpacks beyond measure.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        told = missing("pyarrow", "parquet")
        raise RequestError(f"'{path}' is Parquet, and {told}; or save it as xlsx") from None
    faults: list[Fault] = []
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(content))
        _hold_small(path, file.metadata)
        names = tuple(file.schema_arrow.names)
        rows = list(_rows(path, file, faults))
    except (pyarrow.ArrowException, OSError, ValueError):
        raise RequestError(f"'{path}' is a broken Parquet file: write it again") from None
    return fitted(path, [(0, names), *rows], faults, is_text=False)


def _hold_small(path: Path, about: Any) -> None:
    if about.num_columns > COLUMNS or about.num_rows > ROWS:
        raise RequestError(f"'{path}' has {about.num_rows} rows and {about.num_columns} columns, "
                           f"more than {ROWS} or {COLUMNS}: keep the table only")  # fmt: skip
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    if sum(one.total_byte_size for one in groups) > UNPACKED:
        raise RequestError(f"'{path}' unpacks to more than {UNPACKED} bytes: keep the table only")


def _rows(path: Path, file: Any, faults: list[Fault]) -> Iterator[Row]:
    """Unpack some rows at a time: a word that is kept once may stand in each of them."""
    number = letters = 0
    for batch in file.iter_batches(batch_size=BATCH):
        columns = [column.to_pylist() for column in batch.columns]
        for cells in zip(*columns, strict=True):
            number += 1
            told = [_told(cell) for cell in cells]
            faults += [Fault(number, place, *fault) for place, (_, fault) in enumerate(told)
                       if fault]  # fmt: skip
            letters += sum(len(text) for text, _ in told)
            if letters > UNPACKED:
                raise RequestError(f"'{path}' holds more than {UNPACKED} letters: split it")
            yield number, tuple(text for text, _ in told)


def _told(value: Any) -> tuple[str, tuple[str, str] | None]:
    """Give the text of a cell, and what is wrong with it where it is none."""
    if value is None or value != value:  # no number, as pandas writes what is missing
        return "", None
    if isinstance(value, str):
        return value, None
    if isinstance(value, bool):
        return str(value).lower(), None
    if isinstance(value, int | float):
        return digits(float(value)), None
    if isinstance(value, list):
        parts = [_told(one) for one in value]
        return "|".join(text for text, _ in parts), next((bad for _, bad in parts if bad), None)
    kind = "a date or time" if isinstance(value, _TIMES) else f"a {type(value).__name__}"
    return "?", (kind, "write the column as text")


_TIMES = (datetime.date, datetime.time, datetime.timedelta)
UNPACKED, COLUMNS, BATCH = 300_000_000, 400, 1_000
"""Bytes of a table when unpacked, columns that are read, rows that are unpacked together."""
