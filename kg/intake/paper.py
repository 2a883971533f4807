"""Papers that come with a table: a sheet or a file of them, or CSL-JSON, as CSL fields."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.bounded import read_bounded
from kg.curation import Document, read_record
from kg.errors import Problem, RequestError, TableError
from kg.escape import terminal
from kg.intake.sheet import Sheet
from kg.intake.tables import read_tables
from kg.model import Reference
from kg.model.reference import bare_doi

Papers = dict[str, Mapping[str, Any]]


def read_papers(given: Sheet | Path) -> Papers:
    """Read papers by their key from a sheet, or from a file: a table or CSL-JSON.

    Raises `TableError` with every fault by row and column, of CSL-JSON by the number of the item.
    """
    if isinstance(given, Sheet):
        return _of_sheet(given)
    if given.suffix.casefold() == ".json":
        return _of_json(given)
    return _of_sheet(read_tables(given, COLUMNS, "references").main)


def _of_sheet(sheet: Sheet) -> Papers:
    """Read the columns of the sheet 'references' that 'kg export xlsx' writes, and its kin."""
    if "key" not in sheet.header or "title" not in sheet.header:
        raise RequestError(f"'{sheet.path}': the papers need the columns key and title")
    rows = [(number, dict(zip(sheet.header, cells, strict=True))) for number, cells in sheet.rows]
    wrong = [Problem(str(sheet.path), one.row, f"references {sheet.header[one.column]}", one.cause,
                     one.remedy) for one in sheet.faults
             if one.column < len(sheet.header) and sheet.header[one.column] in COLUMNS]  # fmt: skip
    return _checked(sheet.path, [(number, _fields(row)) for number, row in rows], wrong)


def _fields(row: Mapping[str, str]) -> dict[str, Any]:
    cells = {COLUMNS[name]: " ".join(text.split()) for name, text in row.items()
             if name in COLUMNS and text.strip()}  # fmt: skip
    authors = [part.strip() for part in cells.pop("author", "").split("|") if part.strip()]
    found: dict[str, Any] = dict(cells)
    if authors and authors[-1].rstrip(".") == "et al":
        found["et_al"] = True
        authors = authors[:-1]
    if authors:
        pairs = [[piece.strip() for piece in one.split(";", 1)] for one in authors]
        found["author"] = [dict(zip(("family", "given"), pair, strict=False)) for pair in pairs]
    if re.fullmatch(r"[0-9]{4}", cells.get("issued", "")):
        found["issued"] = int(cells["issued"])
    return found


def _of_json(path: Path) -> Papers:
    try:
        content = json.loads(read_bounded(path, LARGEST, pipe=True).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RequestError(f"'{path}' is no JSON in UTF-8: export CSL-JSON again") from None
    if not isinstance(content, list):
        raise RequestError(f"'{path}' is no list of CSL-JSON items")
    items = [(number, _item(one)) for number, one in enumerate(content, start=1)]
    return _checked(path, items, [])


def _item(one: Any) -> dict[str, Any]:
    if not isinstance(one, dict):
        return {}
    found = {name: one[name] for name in COLUMNS.values() if name in PLAIN and one.get(name)}
    names = one.get("author") if isinstance(one.get("author"), list) else []
    authors = [{"family": name.get("family") or name.get("literal"),
                **({"given": name["given"]} if name.get("given") else {})}
               for name in names or () if isinstance(name, dict)]  # fmt: skip
    if authors:
        found["author"] = authors
    issued = one.get("issued")
    if isinstance(issued, dict):
        match = re.search(r"\d{4}", json.dumps(issued.get("date-parts") or issued.get("raw") or ""))
        found |= {"issued": int(match[0])} if match else {}
    return found


def _checked(path: Path, items: list[tuple[int, dict[str, Any]]], wrong: list[Problem]) -> Papers:
    found: Papers = {}
    for number, fields in items:
        fields = {name: value for name, value in fields.items() if value}
        if "DOI" in fields:
            fields["DOI"] = bare_doi(fields["DOI"])
        document = Document(str(path))
        read_record(Reference, fields, document, ())
        columns = {field: column for column, field in COLUMNS.items()}
        for one in document.problems:
            name = one.field.split(".")[0]
            wrong.append(Problem(str(path), number, f"references {columns.get(name, name)}",
                                 one.cause, one.remedy))  # fmt: skip
        key = str(fields.get("id"))
        if key in found:
            wrong.append(Problem(str(path), number, "references key", f"'{terminal(key)}' twice",
                                 "keep one of the two"))  # fmt: skip
        found[key] = fields
    if wrong:
        raise TableError(wrong)
    return found


LARGEST = 50_000_000
COLUMNS = {
    "key": "id", "authors": "author", "year": "issued", "title": "title",
    "journal": "container-title", "volume": "volume", "page": "page", "doi": "DOI",
    "pmid": "PMID", "pmcid": "PMCID", "study_type": "study_type", "type": "type",
}  # fmt: skip
"""Columns of papers, and their CSL fields."""

PLAIN = frozenset(COLUMNS.values()) - {"author", "issued", "study_type"}
"""Fields that CSL-JSON writes as we do."""
