"""Statements of INDRA: those that have a polarity, one row for each of their evidences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.corpus.lines import json_items
from kg.corpus.said import BITS, Paper, Rejected, Statement, Unit, plain, profile_text


def read(files: tuple[Path, ...], layer: str, skip: int) -> Iterator[Unit]:
    """Read what each statement says, evidence by evidence; without an evidence, nothing counts."""
    for path in files:
        for number, statement in enumerate(json_items(path), start=1):
            if number > skip:
                yield tuple(_said(statement, layer, f"statement {number}"))


def _said(statement: object, layer: str, at: str) -> Iterator[Statement | Rejected]:
    if not isinstance(statement, Mapping):
        yield Rejected(at, "no statement", str(statement))
        return
    kind, name = str(statement.get("type")), str(statement.get("id") or at)
    sign = _polarity(statement) if kind == "Influence" else _OF_KIND.get(kind)
    if sign is None:
        yield Rejected(at, f"{kind}: it has no polarity", name)
        return
    ends = [_name(statement.get(one) or statement.get(other))
            for one, other in (("subj", "enz"), ("obj", "sub"))]  # fmt: skip
    if not all(ends):
        yield Rejected(at, f"{kind}: an end has no name", name)
        return
    found = statement.get("evidence") or []
    if not found:
        yield Rejected(at, f"{kind}: no evidence stands behind it", name)
    for place, evidence in enumerate(found, start=1):
        papers = _papers(evidence)
        if not papers:
            yield Rejected(f"{at}, evidence {place}", "it names no paper", name)
            continue
        told = evidence.get("epistemics") or {}
        yield Statement(
            record=f"{name}.{place}", exposure=ends[0], object=ends[1], comparator="",
            outcome=BITS[sign], papers=papers, layer=layer, state="draft",
            refutes=bool(told.get("negated")), profile=profile_text({}),
        )  # fmt: skip


def _polarity(statement: Mapping[str, Any]) -> str | None:
    """Multiply the polarities of both ends of an influence; None where one is open."""
    sides = [((statement.get(end) or {}).get("delta") or {}).get("polarity")
             for end in ("subj", "obj")]  # fmt: skip
    if not all(side in (1, -1) for side in sides):
        return None
    return "+" if sides[0] == sides[1] else "-"


def _name(end: Any) -> str:
    if not isinstance(end, Mapping):
        return ""
    return plain(str((end.get("concept") or end).get("name") or ""))


def _papers(evidence: Mapping[str, Any]) -> tuple[Paper, ...]:
    """Take the one paper of an evidence, by all its identifiers."""
    refs = evidence.get("text_refs") or {}
    pmid = str(evidence.get("pmid") or refs.get("PMID") or "")
    named = (("pmid", pmid), ("doi", refs.get("DOI")), ("pmcid", refs.get("PMCID")))
    ids = tuple(f"{kind}:{str(value).lower()}" for kind, value in named if value)
    if not ids:
        return ()
    label = f"PMID:{pmid}" if pmid else ids[0].replace("doi:", "DOI:")
    return (Paper(label, ids),)


_OF_KIND = {
    "IncreaseAmount": "+", "Activation": "+", "DecreaseAmount": "-", "Inhibition": "-",
}  # fmt: skip
"""Kinds whose name tells the direction; modifications tell none of an amount or an activity."""
