"""Lists of retracted papers held against a bibliography: the columns of Retraction Watch."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import Problem, RequestError
from kg.model.reference import bare_doi

if TYPE_CHECKING:
    from kg.curation.corpus import Corpus


def check_retractions(corpus: Corpus, path: Path) -> tuple[Problem, ...]:
    """Tell which papers of a corpus a list has as retracted, or under concern, and are not noted.

    `path` is a CSV with the columns of Crossref's Retraction Watch data. A reinstatement that is
    not older takes a retraction back. Raises `RequestError` for another table.
    """
    found: list[Problem] = []
    by_doi = {one.doi.casefold(): key for key, one in corpus.references.items() if one.doi}
    by_pmid = {one.pmid: key for key, one in corpus.references.items() if one.pmid}
    listed: dict[str, list[Mapping[str, str]]] = {}
    for row in _rows(path):
        doi = str(bare_doi(row["OriginalPaperDOI"])).casefold()
        key = by_doi.get(doi) or by_pmid.get(row["OriginalPaperPubMedID"].strip())
        if key is not None:
            listed.setdefault(key, []).append(row)
    for key, rows in listed.items():
        last = max(rows, key=lambda row: (_date(row["RetractionDate"]), row["RetractionNature"]))
        nature = last["RetractionNature"].strip().casefold()
        reference = corpus.references[key]
        file, line = corpus.reference_lines[key]
        if nature == "retraction" and not reference.is_retracted:
            field, severity, said = "retracted", "error", "is retracted"
        elif nature == "expression of concern" and not reference.is_questioned:
            field, severity, said = "concern", "warning", "is under an expression of concern"
        else:
            continue
        cause = f"{key} {said}{_because(last)}"
        found.append(Problem(file, line, key, cause, f"add {field}: {_noted(last)}", severity))
    return tuple(sorted(found))


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            table = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                cause = f"{path}: no column {missing[0]}"
                raise RequestError(f"{cause}: give the CSV of Retraction Watch, as Crossref has it")
            for row in table:
                yield {name: row[name] or "" for name in COLUMNS}
    except OSError as error:
        raise RequestError(f"{path}: {error.strerror}: give a CSV of Retraction Watch") from None
    except csv.Error as error:
        raise RequestError(f"{path}: {error}: give a CSV of Retraction Watch") from None


def _date(text: str) -> str:
    """Write a date as year-month-day; empty where it is none.

    >>> _date("1/31/2024 0:00"), _date("2024-01-31"), _date("soon")
    ('2024-01-31', '2024-01-31', '')
    """
    if found := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip()):
        return f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}"
    found = re.match(r"\d{4}-\d\d-\d\d", text.strip())
    return found[0] if found else ""


def _because(row: Mapping[str, str]) -> str:
    reasons = [one.lstrip("+ ").strip() for one in row["Reason"].split(";")]
    said = ", ".join(filter(None, reasons))
    return f" ({said})" if said else ""


def _noted(row: Mapping[str, str]) -> str:
    date, notice = _date(row["RetractionDate"]), str(bare_doi(row["RetractionDOI"]))
    fields = [f"date: {date}"] if date else []
    fields += [f'notice: "{notice}"'] if notice.startswith("10.") else []
    reason = _because(row)[2:-1].replace('"', "'")
    fields += [f'reason: "{reason}"'] if reason else []
    return f"{{{', '.join(fields)}}}"


COLUMNS = (
    "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionDOI", "RetractionDate",
    "RetractionNature", "Reason",
)  # fmt: skip
"""What is read of the list."""
