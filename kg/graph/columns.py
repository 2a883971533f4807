"""The columns of the evidence table: what each holds, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Type = Literal["string", "integer", "number"]


@dataclass(frozen=True)
class Column:
    """One column: its name, what stands in it, and how a program reads it.

    `values` are those of a closed list that stands alone in its cell.
    """

    name: str
    means: str
    type: Type = "string"
    values: tuple[str, ...] = ()


def table_schema() -> dict[str, Any]:
    """Describe the table as a Table Schema (Frictionless Data, v1).

    >>> table_schema()["fields"][0]["name"]
    'claim'
    """
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "fields": [_field(column) for column in COLUMNS],
        "missingValues": [""],
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name, "type": column.type, "description": column.means,
    }  # fmt: skip
    if column.values:
        field["constraints"] = {"enum": list(column.values)}
    return field


def _numbers(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_min", f"lowest {what}, in {name}_unit; empty where open", "number"),
        Column(f"{name}_max", f"highest {what}, in {name}_unit; empty where open", "number"),
        Column(f"{name}_unit", f"unit of {name}_min and {name}_max"),
    )


COLUMNS: tuple[Column, ...] = (
    Column("claim", "id of the claim: subject.predicate.object; gap.<id> of a stated gap"),
    Column("subject", "id of what acts, or of the arm whose level is told"),
    Column("subject_label", "its name"),
    Column("predicate", "what the subject does to the object; stated_gap of a gap"),
    Column("sign", "+, - or 0; empty where the predicate has none, or the record refutes",
           values=("+", "-", "0")),
    Column("object", "id of what is changed or compared"),
    Column("object_label", "its name"),
    Column("reference", "keys of the studies"),
    Column("reference_number", "their numbers in what was read, parallel to reference"),
    Column("doi", "their DOIs, parallel to reference"),
    Column("source", "key of the document that was read"),
    Column("locator", "where in it"),
    Column("comparator", "id of the other arm; entity[facet=value] where it is the subject itself"),
    Column("comparator_label", "its name"),
    Column("comparator_sign", "what the other arm itself does to the object",
           values=("+", "-", "0")),
    Column("comparison", "level of the object in the subject's arm relative to the other; several: "
           "one of these"),
    Column("basis", "on which basis the two were compared; several: one of these"),
    Column("conditions", "facet=value of each condition"),
    Column("system", "setting: in_vitro, in_vivo, patients, ex_vivo, simulation, unspecified"),
    Column("models", "ids of cell lines, strains, diseases"),
    Column("organism", "id of the species"),
    Column("dose", "dose of the subject's arm as printed"),
    Column("let", "its linear energy transfer in keV/um as printed"),
    Column("energy", "its energy or voltage as printed"),
    Column("certainty", "how surely the source puts it",
           values=("asserted", "hedged", "speculative")),
    Column("evidence_type", "CURIE of the Evidence and Conclusion Ontology"),
    Column("summary", "the curator's words"),
    Column("evidence", "id of the record within its claim"),
    Column("attribution", "single, or collective where it is not said who showed what",
           values=("single", "collective")),
    Column("stance", "supports, or refutes without a finding of its own",
           values=("supports", "refutes")),
    Column("trend", "dose, let or time; rises, falls or flat; basis"),
    Column("comparator_dose", "dose of the other arm as printed"),
    Column("check", "outcome and note of each second reading"),
    # -- columns added later: those above keep names, places and text ------------------------------
    Column("contrast", "number of the contrast within the record, from 1", "integer"),
    Column("differs_here", "facet=value of the subject's arm, where it is compared with itself"),
    Column("in_kind", "in what the arms differ where neither has more"),
    Column("irradiated", "what the treatment struck"),
    Column("action", "what an agent does to its target", values=("inhibits", "activates")),
    Column("agents", "each agent: entity; dose; route; timing"),
    Column("perturbation", "up or down, and by what, where that shows what the subject does"),
    Column("baseline", "against the untreated, or against before",
           values=("untreated", "before")),
    Column("n", "number of patients, animals or samples of the test system", "integer"),
    Column("quantities", "printed numbers against the baseline"),
    Column("comparator_quantities", "printed numbers against the other arm"),
    Column("statistics", "numbers in words against the baseline"),
    Column("comparator_statistics", "numbers in words against the other arm"),
    Column("notes", "the curator's note"),
    Column("errata", "each printed error: what is printed, and what is wrong with it"),
    Column("fractions", "number of fractions of the subject's arm", "integer"),
    Column("quality", "x-ray or gamma-ray"),
    Column("exposure_printed", "words of the source for the subject's regimen"),
    Column("comparator_exposure", "the other arm's dose; fractions; LET; energy; dose rate; "
           "quality; printed words"),
    *_numbers("dose", "dose of the subject's arm"),
    Column("dose_per", "total or fraction; empty where the source does not say",
           values=("total", "fraction")),
    *_numbers("let", "linear energy transfer of the subject's arm"),
    *_numbers("energy", "energy or voltage of the subject's arm"),
    *_numbers("dose_rate", "dose rate of the subject's arm"),
    *_numbers("comparator_dose", "dose of the other arm"),
    Column("comparator_dose_per", "total or fraction; empty where the source does not say",
           values=("total", "fraction")),
    Column("comparator_fractions", "number of fractions of the other arm", "integer"),
    *_numbers("comparator_let", "linear energy transfer of the other arm"),
    *_numbers("time", "time at which it was read"),
    Column("status", "draft, curated or reviewed; empty is curated"),
    Column("layer", "corpus that the record belongs to"),
    Column("void", "why the record does not count: draft, superseded or retracted; by which "
           "record; the reason"),
    Column("supersedes", "records whose place it takes, each with the reason"),
    Column("retracts", "records that it takes back, each with the reason"),
)  # fmt: skip
"""In order. Several values are joined by '|': 'and', unless it says 'one of these'."""
