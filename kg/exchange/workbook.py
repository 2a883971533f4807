"""The evidence table as a workbook for Excel, LibreOffice and Google Sheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kg.errors import RequestError
from kg.escape import doi_address
from kg.exchange.network import nodes
from kg.graph import Graph, evidence_table, table_schema

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CELL = 32_767
"""Letters that a cell of Excel holds."""

ROWS = 1_048_576
"""Rows that a sheet of Excel holds."""

EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Said to be the time of making, so that the same graph gives the same bytes."""

WIDTHS = {"claim": 44, "subject_label": 26, "object_label": 26, "summary": 60, "notes": 50}


def workbook_bytes(graph: Graph) -> bytes:
    """Write sheets of evidence, entities, references and columns: filtered, frozen, with links.

    Numbers are numbers; any other cell is text, whatever it begins with. `RequestError` where a
    sheet of Excel cannot hold it.

    >>> import kg
    >>> workbook_bytes(kg.load())[:2]
    b'PK'
    """
    from xlsxwriter.workbook import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False,
                           "strings_to_numbers": False, "strings_to_urls": False})  # fmt: skip
    book.set_properties({"title": graph.manifest.title, "comments": graph.manifest.licence,
                         "created": EPOCH})  # fmt: skip
    heading = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "top"})
    schema = table_schema()["fields"]
    rows = evidence_table(graph, header=True)
    _check_size(rows)
    numeric = {one["name"] for one in schema if one["type"] != "string"}
    _sheet(book, "evidence", rows, heading, numeric=numeric, frozen=1)
    _sheet(book, "entities", _entities(graph), heading, frozen=1)
    _sheet(book, "references", _references(graph), heading, numeric={"year"}, frozen=1)
    meanings = [("column", "what stands in it", "type", "values")]
    meanings += [
        (one["name"], one["description"], one["type"],
         "|".join(one.get("constraints", {}).get("enum", [])))
        for one in schema
    ]  # fmt: skip
    _sheet(book, "columns", meanings, heading)
    _sheet(book, "about", _about(graph), heading)
    book.close()
    return made.getvalue()


def _check_size(rows: Sequence[Sequence[str]]) -> None:
    if len(rows) > ROWS:
        raise RequestError(f"{len(rows) - 1} rows are more than the {ROWS - 1} of a sheet: "
                           "write the table with 'kg export evidence'")  # fmt: skip
    for at, row in enumerate(rows[1:], start=1):
        long = next(
            (name for name, cell in zip(rows[0], row, strict=True) if len(cell) > CELL), None
        )
        if long:
            raise RequestError(f"row {at + 1}: {long}: longer than the {CELL} letters of a cell: "
                               "write the table with 'kg export evidence'")  # fmt: skip


def _sheet(
    book: Workbook, name: str, rows: Sequence[Sequence[str]], heading: Format, *,
    numeric: Iterable[str] = (), frozen: int = 0,
) -> None:  # fmt: skip
    sheet: Worksheet = book.add_worksheet(name)
    header, numbers = rows[0], set(numeric)
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(header) - 1)
    for column, title in enumerate(header):
        sheet.set_column(column, column, WIDTHS.get(title, min(max(len(title) + 4, 12), 30)))
        sheet.write_string(0, column, title, heading)
    for at, row in enumerate(rows[1:], start=1):
        for column, cell in enumerate(row):
            if cell:
                _write(sheet, at, column, header[column], cell, numbers)


def _write(
    sheet: Worksheet, row: int, column: int, title: str, cell: str, numbers: set[str]
) -> None:
    single = title == "doi" and "|" not in cell
    if title in numbers and _is_number(cell):
        sheet.write_number(row, column, float(cell))
    elif single and len(doi_address(cell)) <= 2079:  # the longest link of Excel
        sheet.write_url(row, column, doi_address(cell), string=cell)
    else:
        sheet.write_string(row, column, cell)


def _is_number(cell: str) -> bool:
    try:
        return abs(float(cell)) < 1e300  # Excel knows neither infinity nor NaN
    except ValueError:
        return False


def _entities(graph: Graph) -> list[Sequence[str]]:
    columns = ("id", "label", "kind", "place", "module", "definition", "synonyms", "curie", "xrefs",
               "measures", "aspect", "broader", "part_of", "components", "opposes")  # fmt: skip
    return [columns, *(
        tuple(str({"id": one.id, **one.plain}.get(name, "")) for name in columns)
        for one in nodes(graph)
    )]  # fmt: skip


def _references(graph: Graph) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [
        ("key", "authors", "year", "title", "journal", "doi", "pmid", "pmcid", "study_type")
    ]
    for key, one in graph.references.items():
        names = ["; ".join(filter(None, (name.family, name.given))) for name in one.author]
        rows.append((key, " | ".join(names) + (" | et al." if one.et_al else ""),
                     str(one.issued or ""), one.title, one.container_title or "", one.doi or "",
                     one.pmid or "", one.pmcid or "", one.study_type or ""))  # fmt: skip
    return rows


def _about(graph: Graph) -> list[Sequence[str]]:
    one = graph.manifest
    told = [("title", one.title), ("question", one.question), ("version", one.version),
            ("licence", one.licence), ("how to cite", one.cite)]  # fmt: skip
    return [("what", "told"), *((name, str(value)) for name, value in told if value)]
