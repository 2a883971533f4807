"""An empty evidence table as a workbook: a header with notes, and lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from kg.graph import Graph, table_schema
from kg.intake.table import UNREAD
from kg.model.vocabulary import Irradiated, Level, Predicate, Quality, Setting

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Said to be the time of making, so that the same corpus gives the same bytes."""

ROWS = 2_000
"""Rows that have the lists; more may be written below."""

FIRST = (
    "subject", "predicate", "object", "reference", "doi", "locator", "certainty", "summary",
    "system", "models", "organism", "comparator", "comparison", "basis", "comparator_sign", "dose",
    "comparator_dose", "fractions", "let", "energy", "conditions", "irradiated", "evidence_type",
    "notes",
)  # fmt: skip
"""Columns that most tables need, the needed ones first; the others follow them."""

NEEDED = frozenset(
    {"subject", "predicate", "object", "reference", "locator", "certainty", "summary"}
)
PAPERS = ("key", "authors", "year", "title", "journal", "doi", "pmid", "pmcid", "study_type")
SEVERAL = frozenset({"comparison", "basis", "locator", "models"})
"""Columns in which several values may stand, parted by '|': a list offers and does not refuse."""


def blank_workbook(graph: Graph) -> bytes:
    """Make an empty workbook of the columns that are read, for the words of a corpus.

    Sheets 'evidence' and 'references', to fill in; 'lists', hidden, holds what the lists offer:
    entities by their labels, keys of the papers, and the words of closed lists.

    >>> import kg
    >>> blank_workbook(kg.load())[:2]
    b'PK'
    """
    from xlsxwriter.workbook import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False,
                           "strings_to_numbers": False, "strings_to_urls": False})  # fmt: skip
    book.set_properties({"title": f"Evidence for {graph.manifest.title}", "created": EPOCH})
    heading = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True})
    needed = book.add_format({"bold": True, "bg_color": "#FBE7C8", "bottom": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@", "valign": "top"})
    fields = {str(one["name"]): one for one in table_schema()["fields"]}
    columns = (*FIRST, *(name for name in fields if name not in {*FIRST, *UNREAD} and not
                         name.endswith("_label") and name not in {"claim", "sign"}))  # fmt: skip
    sheet = book.add_worksheet("evidence")
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(columns):
        sheet.set_column(place, place, 40 if name in {"summary", "notes"} else 18, text)
        sheet.write_string(0, place, name, needed if name in NEEDED else heading)
        what = fields[name]["description"]
        sheet.write_comment(0, place, f"{what[:1].upper()}{what[1:]}."
                            + (" Needed." if name in NEEDED else "")
                            + (" Id, name, synonym or identifier." if name in ENTITIES else ""),
                            {"x_scale": 2, "author": "kg"})  # fmt: skip
    papers = book.add_worksheet("references")
    papers.freeze_panes(1, 1)
    for place, name in enumerate(PAPERS):
        papers.set_column(place, place, 40 if name == "title" else 16, text)
        papers.write_string(0, place, name, needed if name in {"key", "title"} else heading)
    papers.write_comment(0, 0, "A row for each paper that the corpus does not have. Authors as "
                         "Family; Given, parted by |.", {"x_scale": 2, "author": "kg"})  # fmt: skip
    lists = book.add_worksheet("lists")
    lists.hide()
    offers = _offers(graph, fields)
    sources = {name: f"=lists!${_letter(place)}$2:${_letter(place)}${len(values) + 1}"
               for place, (name, values) in enumerate(offers.items())}  # fmt: skip
    for place, (name, values) in enumerate(offers.items()):
        _fill(lists, place, name, values)
    for place, name in enumerate(columns):
        if source := sources.get("entity" if name in ENTITIES else name):
            sheet.data_validation(1, place, ROWS, place, {
                "validate": "list", "source": source, "ignore_blank": True,
                "error_type": "information" if name in OPEN else "stop",
                "error_title": "Not in the list",
                "error_message": "Another name or identifier may do as well: the import tells."
                if name in OPEN else "Choose one of the list.",
            })  # fmt: skip
    sheet.activate()
    book.close()
    return made.getvalue()


def _offers(graph: Graph, fields: dict[str, dict[str, object]]) -> dict[str, Sequence[str]]:
    """Give what each list offers; an entity by its label, or its id where several share one."""
    labels = [one.label for one in graph.entities.values()]
    named = sorted((one.label if labels.count(one.label) == 1 else key
                    for key, one in graph.entities.items()), key=str.casefold)  # fmt: skip
    offers: dict[str, Sequence[str]] = {
        "entity": named, "reference": list(graph.references), "predicate": get_args(Predicate),
        "system": get_args(Setting), "comparison": get_args(Level), "quality": get_args(Quality),
        "irradiated": get_args(Irradiated), "basis": list(graph.manifest.bases),
        "locator": ("abstract", "full-text"),
    }  # fmt: skip
    for name, one in fields.items():
        constraints = one.get("constraints")
        if isinstance(constraints, dict) and name not in offers and name != "sign":
            offers[name] = constraints["enum"]
    return {name: values for name, values in offers.items() if values}


def _fill(sheet: Worksheet, place: int, name: str, values: Sequence[str]) -> None:
    for row, value in enumerate((name, *values)):
        sheet.write_string(row, place, value)


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))


ENTITIES = frozenset({"subject", "object", "comparator", "organism", "models"})
OPEN = frozenset({"reference", *ENTITIES, *SEVERAL})
"""Columns whose lists only offer: other names, several values or new papers may stand there."""
