"""What the model says of a record from a table, told at the cell that it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.curation import Document, read_record
from kg.intake.row import Row
from kg.model import Claim, Gap


def hold_model(
    content: Mapping[str, Any], claim: Mapping[str, Any], rows: Sequence[Row], first: Row
) -> None:
    """Let the model look at a record; what it finds goes to the cell that it came from."""
    whole = {"subject": "x", "predicate": "affects", "object": "y", **claim}
    if whole.get("action") and "predicate" in claim and claim["predicate"] != "targets":
        first.report("action", f"'{claim['predicate']}' with an action", "only 'targets' has one")
    if whole["subject"] == whole["object"]:
        first.report("object", "the subject itself", "name what is changed")
    told = {(row.number, one.field) for row in rows for one in row.problems}
    document = Document(first.file)
    filled = {name: one for name, one in content.items() if one}  # an empty one was told
    read_record(Claim, {**whole, "evidence": [{"id": "x", **STAND_IN, **filled}]}, document, ())
    compared = [row for row in rows if row["comparator"] or row["comparator_label"]]
    for one in document.problems:
        path = one.field.split(".")
        path = path[2:] if path[:1] == ["evidence"] else path
        row, columns = first, COLUMN_OF
        if path[:1] == ["contrasts"] and len(path) > 1:
            row, path, columns = compared[int(path[1])], path[2:], CONTRAST_COLUMN_OF
        fields = [".".join(path[:length]) for length in range(len(path), 0, -1)]
        found = [columns[name] for name in fields if name in columns]
        column = next(
            iter((*found, *path[:1])), "summary" if columns is COLUMN_OF else "comparison"
        )
        if (row.number, column) not in told:
            row.report(column, one.cause, one.remedy)


def hold_gap(content: Mapping[str, Any], row: Row) -> None:
    """Let the model look at a stated gap."""
    document = Document(row.file)
    read_record(Gap, content, document, ())
    for one in document.problems:
        column = GAP_COLUMNS.get(one.field.split(".")[0], "summary")
        row.report(column, one.cause, one.remedy)


STAND_IN = {"references": ["x"], "read_in": "x", "locator": ["abstract"], "certainty": "asserted",
            "summary": "x"}  # fmt: skip
"""For what is missing and was told: the rest of a faulty row is looked at all the same."""

GAP_COLUMNS = {
    "id": "evidence", "question": "summary", "about": "subject", "read_in": "source",
    "references": "reference", "locator": "locator", "certainty": "certainty",
}  # fmt: skip

COLUMN_OF = {
    "references": "reference", "read_in": "source", "note": "notes", "system.models": "models",
    "system.organism": "organism", "system.n": "n", "exposure.dose": "dose",
    "exposure.dose.per": "dose_per", "exposure.fractions": "fractions",
    "exposure.let_kev_um": "let", "exposure.energy": "energy",
    "exposure.dose_rate": "dose_rate_unit", "exposure.quality": "quality",
    "exposure.printed": "exposure_printed", "exposure": "dose",
}  # fmt: skip
"""Fields of a record, and the columns that they come from; others are called alike."""

CONTRAST_COLUMN_OF = {
    "versus": "comparator", "differs": "differs_here", "level": "comparison", "basis": "basis",
    "exposure": "comparator_exposure", "exposure.dose": "comparator_dose",
    "exposure.fractions": "comparator_fractions", "statistics": "comparator_statistics",
}  # fmt: skip
