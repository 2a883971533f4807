"""A workbook to sheets of text: what is packed is measured, and what could do harm is refused.

Formulas are told, never evaluated; no value that a program kept beside one is believed.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import RequestError
from kg.intake.sheet import ROWS, Fault, Row, Sheet, fitted
from kg.model.units import digits


def read_workbook(path: Path, content: bytes, wanted: str) -> dict[str, Sheet]:
    """Read the sheet called as `wanted`, or the first, and one called 'references' if there is one.

    `RequestError` for an archive that is no workbook, is broken, or unpacks beyond measure.
    """
    _hold_harmless(path, content)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        plain = {one.title.strip().casefold(): one for one in book.worksheets}
        if not plain:
            raise RequestError(f"'{path}' has no sheet of cells")
        seen = [one for one in book.worksheets if one.sheet_state == "visible"]
        chosen = plain.get(wanted) or (seen or book.worksheets)[0]
        found = {wanted: _sheet(path, chosen)}
        if wanted != "references" and "references" in plain:
            listed = plain["references"]
            if listed is not chosen and next(_filled(path, listed), None):
                found["references"] = _sheet(path, listed)
        return found
    except RequestError:
        raise
    except RecursionError:
        raise RequestError(f"'{path}' is nested too deeply to be a workbook") from None
    except Exception as error:  # openpyxl raises whatever a broken part leads it to
        cause = f"'{path}' is a broken workbook ({type(error).__name__})"
        raise RequestError(f"{cause}: open it and save it again as xlsx") from None


def _hold_harmless(path: Path, content: bytes) -> None:
    """Refuse bombs, parts with declarations of entities, and names that climb, before any XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = [one.filename for one in parts]
            if "xl/workbook.xml" not in names:
                raise RequestError(f"'{path}' is a zip archive and no xlsx workbook: save the "
                                   "table as xlsx, TSV or CSV")  # fmt: skip
            if len(parts) > PARTS or sum(one.file_size for one in parts) > UNPACKED:
                raise RequestError(f"'{path}' unpacks to more than {UNPACKED} bytes or {PARTS} "
                                   "parts: keep the table only")  # fmt: skip
            for one in parts:
                climbs = one.filename.startswith("/") or ".." in one.filename.split("/")
                if climbs or one.flag_bits & 1 or names.count(one.filename) > 1:
                    raise RequestError(f"'{path}' holds a part that no workbook has "
                                       f"({one.filename[:60]!a}): save it anew")  # fmt: skip
                if one.filename.endswith((".xml", ".rels", ".vml")):
                    _hold_plain(path, one.filename, archive.read(one))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise RequestError(f"'{path}' is a broken workbook: open it and save it again as xlsx"
                           ) from None  # fmt: skip


def _hold_plain(path: Path, name: str, part: bytes) -> None:
    wide = part[:4].count(0) > 0 or part[:2] in (b"\xff\xfe", b"\xfe\xff")
    if wide or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        what = "is not UTF-8" if wide else "declares a document type or entities"
        raise RequestError(f"'{path}': {name} {what}, as no spreadsheet writes it: refused")
    if _FAR.search(part):  # openpyxl would give every empty row on the way there
        raise RequestError(f"'{path}' has rows below line {MOST}: keep to {ROWS} rows")


def _sheet(path: Path, sheet: Any) -> Sheet:
    faults: list[Fault] = []
    rows = list(_filled(path, sheet, faults))
    return fitted(path, rows, faults, is_text=False)


def _filled(path: Path, sheet: Any, faults: list[Fault] | None = None) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    before: object = None
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS), start=1):
        if cells is before and number <= SHEET:  # one object stands for each of many empty rows
            continue
        before = cells
        if number > MOST:
            if number > SHEET or any(cell.value is not None for cell in cells):
                raise RequestError(f"'{path}' has rows below line {MOST}: keep to {ROWS} rows")
            continue
        texts = []
        for place, cell in enumerate(cells):
            told = _told(cell)
            texts.append(told[0])
            if told[1] and faults is not None:
                faults.append(Fault(number, place, *told[1]))
        if any(texts):
            yield number, tuple(texts)


def _told(cell: Any) -> tuple[str, tuple[str, str] | None]:
    """Give the text of a cell, and what is wrong with it where it is none."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return "", None
    if kind == "f":
        return "?", ("a formula", "formulas are not evaluated: paste its value")
    if kind == "e":
        return "?", (f"an error of the spreadsheet ({value})", "mend it, or empty the cell")
    if isinstance(value, bool):
        return str(value).lower(), None
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        cause = f"a date or time ({value}), which a spreadsheet may have made of something else"
        return "?", (cause, "format the cell as text and write it again")
    if isinstance(value, int | float):
        return digits(float(value)), None
    return str(value).replace("_x000D_", " "), None


_FAR = re.compile(rb'<row[^>]{0,200}\sr=["\x27]\d{8,}')
UNPACKED, PARTS, COLUMNS, MOST, SHEET = 300_000_000, 2_000, 400, 200_000, 1_048_576
"""Bytes and parts of a workbook when unpacked, columns that are read, the last line that may hold
something, and the last that a sheet has.
"""
