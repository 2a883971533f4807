"""One row of the evidence table to the parts of a record, each fault told with its column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

from kg.errors import Problem
from kg.escape import terminal
from kg.intake import cell
from kg.intake.words import Words
from kg.model import Evidence
from kg.model.record import WrongError
from kg.model.vocabulary import (
    SIGN_OF,
    Action,
    Certainty,
    Irradiated,
    Level,
    Predicate,
    Quality,
    Setting,
    Sign,
    Stance,
)

T = TypeVar("T")
GAP = "stated_gap"
"""What stands for a predicate in the row of a stated gap."""


@dataclass
class Row:
    """A row, as cells by column, and what was found wrong with it."""

    file: str
    number: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        """Give the text of a cell; empty where there is no such column."""
        return self.cells.get(column, "")

    def report(self, column: str, cause: str, remedy: str) -> None:
        """Add a problem of a cell."""
        self.problems.append(
            Problem(self.file, self.number, column, terminal(cause), terminal(remedy))
        )

    def take(self, column: str, read: Callable[[str], T]) -> T | None:
        """Read a cell; None where it is empty or wrong, which is then reported."""
        text = self[column]
        if not text:
            return None
        try:
            return read(text)
        except WrongError as error:
            self.report(column, error.cause, error.remedy)
            return None

    def need(self, column: str, why: str) -> None:
        """Report a cell that must hold something and does not."""
        if not self[column]:
            self.report(column, "empty", why)


def triple(row: Row, words: Words) -> dict[str, Any]:
    """Read subject, predicate, object and action of a claim."""
    found = {
        "subject": entity_of(row, "subject", words),
        "predicate": row.take("predicate", cell.closed(get_args(Predicate), "predicate")),
        "object": entity_of(row, "object", words),
        "action": row.take("action", cell.closed(get_args(Action), "action")),
    }
    row.need("predicate", f"write one of: {', '.join(get_args(Predicate))}")
    sign = row.take("sign", cell.closed(get_args(Sign), "sign"))
    told = SIGN_OF.get(str(found["predicate"]))
    if sign is not None and found["predicate"] and sign != told and row["stance"] != "refutes":
        cause = f"'{sign}' beside {found['predicate']}, whose sign is {told or 'none'}"
        row.report("sign", cause, "correct one of the two, or leave the sign out")
    return {name: value for name, value in found.items() if value}


def entity_of(row: Row, column: str, words: Words) -> str | None:
    """Read an entity by the cell of its id or, where that is empty, by that of its label."""
    label = f"{column}_label"
    if not row[column] and not row[label]:
        row.report(column, "empty", "write the id or the name of an entity")
        return None
    found = row.take(column if row[column] else label, words.entity)
    if found and row[column] and row[label] and not words.is_called(found, row[label]):
        cause = f"'{row[label]}' is no name of {found}"
        row.report(label, cause, f"correct it, or '{column}', or empty the one that is wrong")
    return found


def evidence(row: Row, words: Words) -> dict[str, Any]:
    """Read all of a record but its id and its contrasts, as a curated file would have it."""
    references = words.references(row)
    source = row.take("source", words.reference) or (references[0] if len(references) == 1 else "")
    if not source and references:
        row.report("source", "empty, beside several references", "write which one was read")
    for column, why in NEEDED.items():
        row.need(column, why)
    found: dict[str, Any] = {
        "references": references,
        "attribution": row.take("attribution", cell.closed(ATTRIBUTION, "attribution")),
        "read_in": source,
        "locator": row.take("locator", cell.listed),
        "stance": row.take("stance", cell.closed(get_args(Stance), "stance")),
        "certainty": row.take("certainty", cell.closed(get_args(Certainty), "certainty")),
        "evidence_type": row["evidence_type"],
        "system": _system(row, words),
        "conditions": row.take(
            "conditions", lambda text: cell.conditions(text, words.facets, words.entity)
        ),
        "exposure": _exposure(row),
        "irradiated": row.take("irradiated", cell.closed(get_args(Irradiated), "irradiated")),
        "agents": row.take("agents", lambda text: cell.agents(text, words.entity)),
        "trend": row.take("trend", cell.trend),
        "perturbation": row.take("perturbation", cell.perturbation),
        "baseline": row.take("baseline", cell.closed(("untreated", "before"), "baseline")),
        "statistics": row.take("statistics", cell.statistics),
        "note": row["notes"],
        "summary": row["summary"],
    }
    _hold(row, "time", (found["conditions"] or {}).get("time"))
    # what is so by default is left out, as a curator does
    plain = {name: Evidence.model_fields[name].default for name in ("attribution", "stance",
                                                                    "baseline")}  # fmt: skip
    return {name: value for name, value in found.items()
            if value and value != plain.get(name)}  # fmt: skip


def contrast(row: Row, words: Words, subject: str | None) -> dict[str, Any] | None:
    """Read the contrast of a row; None where it compares nothing."""
    if not row["comparator"] and not row["comparator_label"]:
        for column in CONTRAST:
            if row[column]:
                row.report(column, f"'{row[column]}' without a comparator",
                           "name the other arm, or empty the cell")  # fmt: skip
        return None
    arm, facet, there = cell.other_arm(row["comparator"])
    bare = Row(row.file, row.number, {**row.cells, "comparator": arm}, row.problems)
    versus = entity_of(bare, "comparator", words)
    differs = row.take("differs_here", cell.facet)
    found: dict[str, Any] = {"versus": versus}
    if facet or differs:
        if not facet or not differs or facet != differs[0]:
            row.report("differs_here", "the two arms differ in no facet that both name",
                       f"write comparator {subject or 'SUBJECT'}[oxygen=normoxia] and differs_here "
                       "oxygen=hypoxia")  # fmt: skip
        else:
            found["differs"] = {"facet": facet, "here": differs[1], "there": there}
    found |= {
        "level": row.take("comparison", _many(get_args(Level), "level")),
        "in_kind": row["in_kind"],
        "basis": row.take("basis", _many(words.bases, "basis") if words.bases else cell.listed),
        "comparator_sign": row.take("comparator_sign", cell.closed(get_args(Sign), "sign")),
        "exposure": _other_exposure(row),
        "statistics": row.take("comparator_statistics", cell.statistics),
    }
    if not row["comparison"] and not row["in_kind"]:
        remedy = "write higher, lower or similar, or say under in_kind in what they differ"
        row.report("comparison", "empty beside a comparator", remedy)
    return {name: value for name, value in found.items() if value}


def _many(values: Any, what: str) -> Callable[[str], list[str]]:
    read = cell.closed(values, what)
    return lambda text: [read(part) for part in cell.listed(text)]


def _system(row: Row, words: Words) -> dict[str, Any]:
    setting = row.take("system", cell.closed(get_args(Setting), "system"))
    found = {
        "setting": setting or "unspecified",
        "models": row.take("models", lambda text: [words.entity(one) for one in cell.listed(text)]),
        "organism": row.take("organism", words.entity),
        "n": row.take("n", cell.whole),
    }
    return {name: value for name, value in found.items() if value}


def _exposure(row: Row) -> dict[str, Any]:
    found = {
        "dose": _dose(row, "dose"),
        "fractions": row.take("fractions", cell.whole),
        "let_kev_um": _amount(row, "let", cell.let),
        "energy": _amount(row, "energy", cell.measured),
        "dose_rate": _bounds(row, "dose_rate"),
        "quality": row.take("quality", cell.closed(get_args(Quality), "quality")),
        "printed": row["exposure_printed"],
    }
    return {name: value for name, value in found.items() if value}


def _other_exposure(row: Row) -> dict[str, Any]:
    """Read the other arm's irradiation: its cells, and what its text tells beside them."""
    told = row.take("comparator_exposure",
                    lambda text: cell.exposure(text, row["comparator_dose"])) or {}  # fmt: skip
    cells = {
        "dose": _dose(row, "comparator_dose"),
        "fractions": row.take("comparator_fractions", cell.whole),
        "let_kev_um": _bounds(row, "comparator_let", of_let=True),
    }
    columns = {"dose": "comparator_dose", "fractions": "comparator_fractions"}
    for name, column in columns.items():
        one, other = _plain(told.get(name)), _plain(cells[name])
        if told and row["comparator_exposure"] and one != other and other is not None:
            cause = f"comparator_exposure says '{row['comparator_exposure']}'"
            row.report(column, cause, "correct one of the two, or empty one")
    if told.get("let_kev_um"):
        _hold(row, "comparator_let", told["let_kev_um"])
    found = {**told, **{name: value for name, value in cells.items()
                        if value and not (name in told and name != "dose")}}  # fmt: skip
    order = ("dose", "fractions", "let_kev_um", "energy", "dose_rate", "quality", "printed")
    return {name: found[name] for name in order if found.get(name)}


def _plain(value: Any) -> Any:
    """Give an amount without what its text does not tell: in total is not written."""
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if (name, one) != ("per", "total")}
    return value


def _dose(row: Row, column: str) -> dict[str, Any] | None:
    found = _amount(row, column, cell.dose)
    per = row.take(f"{column}_per", cell.closed(("total", "fraction"), "dose per"))
    if per and found is None and not row[column]:
        row.report(f"{column}_per", "of no dose", f"write the dose under {column}")
    if found is None or per is None:
        return found
    if row[column] and found.get("per", "total") != per:
        cause = f"'{per}' beside '{row[column]}'"
        row.report(f"{column}_per", cause, f"correct it, or {column}")
    return {**found, "per": per}


def _amount(row: Row, column: str, read: Callable[[str], dict[str, Any]]) -> dict[str, Any] | None:
    """Read an amount as printed, or else by its bounds; both must say the same."""
    if not row[column]:
        return _bounds(row, column, of_let=read is cell.let)
    found = row.take(column, read)
    _hold(row, column, found)
    return found


def _bounds(row: Row, column: str, *, of_let: bool = False) -> dict[str, Any] | None:
    low, high = (row.take(f"{column}_{side}", cell.number) for side in ("min", "max"))
    unit = row[f"{column}_unit"]
    if low is None and high is None:
        return None
    if of_let:
        if unit and unit != "keV/um":
            row.report(f"{column}_unit", f"'{unit}'", "write keV/um: LET stands in nothing else")
    elif not unit:
        row.report(f"{column}_unit", "empty beside numbers", "write the unit")
        return None
    given = {"value": low} if low == high else {"min": low, "max": high}
    return {name: one for name, one in {**given, "unit": "" if of_let else unit}.items()
            if one not in (None, "")}  # fmt: skip


def _hold(row: Row, column: str, found: dict[str, Any] | None) -> None:
    """Hold numbers and unit beside an amount, where they are filled, against it."""
    if found is None:
        return
    points = found.get("values") or [found[name] for name in ("value", "min", "max")
                                     if name in found]  # fmt: skip
    wanted = {
        "min": None if "max" in found and "min" not in found else min(points),
        "max": None if "min" in found and "max" not in found else max(points),
    }
    for side, bound in wanted.items():
        given = row.take(f"{column}_{side}", cell.number)
        if given is not None and given != bound:
            cause = f"{given} beside the amount '{row[column] or row['conditions']}'"
            row.report(f"{column}_{side}", cause, "correct one of the two, or empty this one")
    unit = row[f"{column}_unit"]
    if unit and "unit" in found and unit != found["unit"]:
        cause = f"'{unit}' beside the amount '{row[column] or row['conditions']}'"
        row.report(f"{column}_unit", cause, "correct one of the two, or empty this one")


ATTRIBUTION = ("single", "collective")
NEEDED = {
    "locator": "write where it stands: abstract, full-text, fig.2b, table.1",
    "certainty": f"write one of: {', '.join(get_args(Certainty))}",
    "summary": "say in your own words what was found",
}
"""Cells that every record must fill, beside its triple and its reference."""

CONTRAST = ("comparison", "basis", "comparator_sign", "in_kind", "differs_here", "comparator_dose",
            "comparator_exposure", "comparator_statistics", "comparator_fractions")  # fmt: skip
"""Columns that tell of the other arm."""
