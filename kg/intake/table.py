"""A whole table to new records: rows joined, known ones set apart, every fault at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import count
from typing import Any

from kg.errors import Problem, TableError
from kg.graph import Graph, evidence_table, table_schema
from kg.intake.holding import hold_gap, hold_model
from kg.intake.row import GAP, Row, contrast, entity_of, evidence, triple
from kg.intake.sheet import Sheet
from kg.intake.words import Words, missing_columns

NAMES = tuple(str(one["name"]) for one in table_schema()["fields"])
"""Columns of the evidence table."""

UNREAD = {
    "quantities": "printed numbers", "comparator_quantities": "printed numbers",
    "check": "second readings", "errata": "printed errors", "status": "all is a draft",
    "layer": "it is the new one", "void": "it follows from the others",
    "supersedes": "written in curated files", "retracts": "written in curated files",
    "reference_number": "numbers belong to documents",
}  # fmt: skip
"""Columns of the evidence table that are not read, and why."""

DERIVED = frozenset(
    name for name in NAMES
    if name.endswith(("_label", "_min", "_max", "_unit")) and "dose_rate" not in name
) | {"reference_number", "doi", "claim", "sign"}  # fmt: skip
"""Columns that say again what others say."""


@dataclass(frozen=True)
class Record:
    """A new record as a curated file would have it, and the row that it begins in."""

    claim: Mapping[str, Any]
    evidence: Mapping[str, Any]
    row: int

    @property
    def claim_id(self) -> str:
        """The id of its claim."""
        return ".".join(str(self.claim[name]) for name in ("subject", "predicate", "object"))


@dataclass(frozen=True)
class Intake:
    """What a table adds to a graph, and what is told of the rest.

    `references` are the new ones, as CSL fields; `notes` are lines for a person: what was not
    read, what was as the graph has it, which words were taken as meant. `entities` are new ones.
    """

    records: tuple[Record, ...]
    gaps: tuple[tuple[Mapping[str, Any], int], ...]
    references: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]
    entities: tuple[Mapping[str, Any], ...] = ()

    @property
    def cited(self) -> frozenset[str]:
        """The keys of the new papers."""
        return frozenset(str(one["id"]) for one in self.references)


def take_table(
    graph: Graph, sheet: Sheet, references: Mapping[str, Mapping[str, Any]] | None = None
) -> Intake:
    """Read the rows of a table as records that the graph does not have.

    Rows of one claim and one record id are one record, with a contrast each. A record that the
    graph has, told alike, is left out; told otherwise, it supersedes that of the graph. Raises
    `TableError` with every fault, by row and column.
    """
    missing_columns(sheet.header)
    return _Table(graph, sheet, Words(graph, references or {})).read()


class _Table:
    """The state of one reading."""

    def __init__(self, graph: Graph, sheet: Sheet, words: Words) -> None:
        self.graph, self.sheet, self.words = graph, sheet, words
        self.file = str(sheet.path)
        self.rows = [self._row(number, cells) for number, cells in sheet.rows]
        self.known = _known(graph)
        self.taken = {(claim, one.id) for claim in graph.claims
                      for one in graph.claims[claim].evidence}  # fmt: skip
        self.same = self.changed = 0

    def read(self) -> Intake:
        """Read all groups of rows, then tell every fault, or what was made."""
        records: list[Record] = []
        gaps: list[tuple[Mapping[str, Any], int]] = []
        for rows in self._groups():
            if rows[0]["predicate"] == GAP:
                gaps += self._gap(rows[0])
            else:
                records += self._record(rows)
        problems = [*self._faults(), *(one for row in self.rows for one in row.problems)]
        if problems:
            raise TableError(list(dict.fromkeys(problems)))
        cited = tuple(self.words.cited[key] for key in sorted(self.words.cited))
        return Intake(tuple(records), tuple(gaps), cited, tuple(self._notes()))

    def _row(self, number: int, cells: Sequence[str]) -> Row:
        named = zip(self.sheet.header, cells, strict=True)
        packed = {name: " ".join(cell.split()) for name, cell in named if name in NAMES}
        row = Row(self.file, number, packed)
        if self.sheet.is_text:
            row.cells = {name: self._unmarked(name, cell, row) for name, cell in packed.items()}
        return row

    def _unmarked(self, name: str, text: str, row: Row) -> str:
        """Take off the mark that keeps a spreadsheet from running a cell; refuse what it ran."""
        if len(text) > 2 and text[0] == "'" and text[1] in "=+-@":
            return text[1:]
        if text.startswith("=") and name not in UNREAD:
            row.report(name, "a formula", "formulas are not evaluated: write its value, or ' before"
                       " what is text")  # fmt: skip
        return text

    def _faults(self) -> Iterator[Problem]:
        for one in self.sheet.faults:
            name = self.sheet.header[one.column] if one.column < len(self.sheet.header) else ""
            if name in NAMES and name not in UNREAD:
                yield Problem(self.file, one.row, name, one.cause, one.remedy)

    # -- rows that belong together -----------------------------------------------------------------

    def _groups(self) -> list[list[Row]]:
        """Join the rows of one claim and one record id; a row without an id stands alone."""
        found: dict[tuple[str, ...], list[Row]] = {}
        for row in self.rows:
            parts = tuple(row[name] or row[f"{name}_label"] for name in ("subject", "object"))
            key = (row["claim"], *parts, row["predicate"], row["evidence"])
            own = row["evidence"] or f"\0{row.number}"
            found.setdefault((*key[:-1], own), []).append(row)
        return list(found.values())

    def _record(self, rows: list[Row]) -> Iterator[Record]:
        first = rows[0]
        old = self._old(first)
        base = self.known.get(old, []) if old else []
        if base and len(base) == len(rows) and all(map(_alike, rows, base)):
            self.same += 1
            return
        if base:
            rows = [self._over(row, place, base) for place, row in enumerate(rows, start=1)]
            first = rows[0]
        claim = triple(first, self.words)
        content = self._content(rows, claim)
        if any(row.problems for row in rows) or not _is_whole(claim, content, first):
            return
        if base and old and self._equal(base, claim, content):
            self.same += 1
            return
        record = Record(claim, content, first.number)
        content["id"] = self._id(record.claim_id, first)
        if base and old:
            self.changed += 1
            content |= _kept(self.graph, *old, content) | self._supersedes(old, first)
        content["status"] = "draft"
        yield record

    def _over(self, row: Row, place: int, base: list[Row]) -> Row:
        """Lay a row on what the graph has: a column that the table lacks stays as it is."""
        number = row["contrast"] or (str(place) if base[0]["contrast"] else "")
        under = next((one for one in base if number and one["contrast"] == number), base[0])
        if number and under["contrast"] != number:
            under = Row("", 0, {n: c for n, c in base[0].cells.items() if n not in OF_CONTRAST})
        kept = {name: text for name, text in under.cells.items()
                if name not in DERIVED and name not in row.cells}  # fmt: skip
        row.cells = {**kept, **row.cells}
        return row

    def _content(self, rows: list[Row], claim: Mapping[str, Any]) -> dict[str, Any]:
        first = rows[0]
        content = evidence(first, self.words)
        for row in rows[1:]:
            for name in first.cells:
                if name not in OF_CONTRAST and row[name] != first[name]:
                    row.report(name, f"otherwise than in row {first.number}, of the same record",
                               "say the same in both, or give the two an id of their own under "
                               "evidence")  # fmt: skip
        order = sorted(rows, key=lambda row: (len(row["contrast"]), row["contrast"]))
        told = [contrast(row, self.words, claim.get("subject")) for row in order]
        contrasts = [one for one in told if one]
        if len(rows) > 1 and len(contrasts) < len(rows) and not any(one.problems for one in rows):
            rows[1].report("evidence", f"'{first['evidence']}' twice in one claim, with nothing "
                           "compared", "give each record an id of its own")  # fmt: skip
        made = {**content, **({"contrasts": contrasts} if contrasts else {})}
        hold_model(made, claim, order, first)
        return made

    # -- what the graph has ------------------------------------------------------------------------

    def _old(self, row: Row) -> tuple[str, str] | None:
        claim = row["claim"] or ".".join(row[one] for one in ("subject", "predicate", "object"))
        key = (claim, row["evidence"])
        return key if key in self.known else None

    def _equal(self, base: list[Row], claim: Mapping[str, Any], content: Any) -> bool:
        rows = [Row("", 0, one.cells) for one in base]
        before = triple(rows[0], self.words)
        same = self._content(rows, before)
        return before == claim and same == content

    def _id(self, claim: str, row: Row) -> str:
        """Give the record an id that its claim does not have."""
        wanted = row["evidence"] or (row["reference"].split("|")[0] or f"row-{row.number}")
        wanted = re.sub(r"[^a-z0-9]+", "-", wanted.casefold()).strip("-") or f"row-{row.number}"
        options = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
        found = next(one for one in options if (claim, one) not in self.taken)
        self.taken.add((claim, found))
        return found

    def _supersedes(self, old: tuple[str, str], row: Row) -> dict[str, Any]:
        name = ".".join(old)
        layer = self.graph.layer_of.get(name)
        reason = f"changed in row {row.number} of {self.sheet.path.name}"
        pointer = {"record": f"{layer}:{name}", "reason": reason}
        return {"supersedes": [pointer]} if layer else {}

    def _gap(self, row: Row) -> Iterator[tuple[Mapping[str, Any], int]]:
        known = self.known.get((row["claim"], row["evidence"]), [])
        if known and _alike(row, known[0]):
            self.same += 1
            return
        subjects = row["subject"] or row["subject_label"]
        names = [part for part in map(str.strip, subjects.split("|")) if part]
        parts = [Row(self.file, row.number, {"subject": one}, row.problems) for one in names]
        about = [entity_of(part, "subject", self.words) for part in parts]
        references = self.words.references(row)
        source = row.take("source", self.words.reference) or "".join(references[:1])
        content = {
            "id": row["evidence"] or f"row-{row.number}", "question": row["summary"],
            "about": about, "references": references, "read_in": source,
            "locator": [one for one in row["locator"].split("|") if one],
            **({"certainty": row["certainty"]} if row["certainty"] else {}),
        }  # fmt: skip
        if content["id"] in self.graph.gaps:
            row.report("evidence", f"the corpus has a gap '{content['id']}' that says otherwise",
                       "give yours an id of its own")  # fmt: skip
        if not row.problems:
            hold_gap(content, row)
        if not row.problems:
            yield content, row.number

    # -- what is told ------------------------------------------------------------------------------

    def _notes(self) -> Iterator[str]:
        header = self.sheet.header
        rows = [zip(header, cells, strict=True) for _, cells in self.sheet.rows]
        filled = Counter(name for row in rows for name, text in row if text.strip())
        for name in header:
            cells = f"{filled[name]} cell{'s' * (filled[name] != 1)}"
            if name in UNREAD and filled[name]:
                yield f"not read: {name}, {cells}: {UNREAD[name]}"
            elif name and name not in NAMES:
                near = get_close_matches(name, NAMES, n=1, cutoff=0.7)
                hint = f": did you mean {near[0]}?" if near else ": no column of the evidence table"
                yield f"not read: {name!a}, {cells}{hint}"
        if filled[""]:
            yield f"not read: columns without a name, {filled['']} cells"
        if self.same:
            yield f"left out: {self.same} records that the corpus has, told alike"
        if self.changed:
            yield f"changed: {self.changed} records supersede those of the corpus"
        for words, meant in self.words.taken.items():
            yield f"taken: '{words}' as {meant}"
        for key, one in sorted(self.words.cited.items()):
            if not one.get("title"):
                near = get_close_matches(key, self.graph.references, n=1, cutoff=0.85)
                hint = f"; did you mean {near[0]}?" if near else ""
                yield f"new paper without a title: {key}: write it into references.yaml{hint}"


def _known(graph: Graph) -> dict[tuple[str, str], list[Row]]:
    """Give the rows that the graph itself has, by claim and record."""
    found: dict[tuple[str, str], list[Row]] = {}
    for cells in evidence_table(graph):
        row = Row("", 0, dict(zip(NAMES, cells, strict=True)))
        found.setdefault((row["claim"], row["evidence"]), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (len(row["contrast"]), row["contrast"]))
    return found


def _alike(row: Row, other: Row) -> bool:
    """Tell whether every cell that is read says what the graph says."""
    return all(text == other[name] for name, text in row.cells.items() if name not in UNREAD)


def _is_whole(claim: Mapping[str, Any], content: Mapping[str, Any], row: Row) -> bool:
    return not row.problems and {"subject", "predicate", "object"} <= set(claim) and bool(content)


def _kept(graph: Graph, claim: str, record: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a record that is superseded what no column holds, of arms that are the same."""
    old = next(one for one in graph.claims[claim].evidence if one.id == record)
    whole = old.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    kept = {name: whole[name] for name in ("quantities", "checks", "errata") if name in whole}
    contrasts = [dict(one) for one in content.get("contrasts", ())]
    for new, before in zip(contrasts, whole.get("contrasts", ()), strict=False):
        same = all(new.get(name) == before.get(name) for name in ("versus", "differs"))
        if same and "quantities" in before:
            new["quantities"] = before["quantities"]
    return kept | ({"contrasts": contrasts} if contrasts else {})


OF_CONTRAST = frozenset(
    name for name in NAMES if name.startswith("comparator")
) | {"comparison", "basis", "contrast", "differs_here", "in_kind"}  # fmt: skip
"""Columns that differ between the rows of one record."""
