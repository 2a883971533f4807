"""What a skeleton leaves to be filled in: a draft that waits, and no fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.curation.document import DOTS, Document, Place


@dataclass(frozen=True, order=True)
class Unfilled:
    """A record that waits to be filled in: where it stands, its claim and id, and which fields.

    `claim` is empty where subject, predicate or object are not filled in; `paper` is the key of
    its file, if that is a paper's.
    """

    file: str
    line: int
    claim: str
    record: str
    fields: tuple[str, ...]
    paper: str = ""
    layer: int = 0


def unfilled_fields(given: Any, place: Place = ()) -> Iterator[Place]:
    """Yield the places below a record at which the dots of a skeleton stand.

    >>> [".".join(map(str, one)) for one in unfilled_fields({"a": "...", "b": [{"c": "..."}, 1]})]
    ['a', 'b.0.c']
    """
    if isinstance(given, dict):
        for name, value in given.items():
            yield from unfilled_fields(value, (*place, name))
    elif isinstance(given, list):
        for number, value in enumerate(given):
            yield from unfilled_fields(value, (*place, number))
    elif isinstance(given, str) and DOTS.fullmatch(given):
        yield place


def without_dots(given: Any) -> Any:
    """Leave out of a mapping what is not filled in, however deep it stands."""
    if isinstance(given, dict):
        kept = {name: without_dots(value) for name, value in given.items()}
        kept = {name: value for name, value in kept.items() if value is not _GONE}
        return kept if kept or not given else _GONE
    if isinstance(given, list):
        left = [one for one in map(without_dots, given) if one is not _GONE]
        return left if left or not given else _GONE
    return _GONE if isinstance(given, str) and DOTS.fullmatch(given) else given


def fill_frame(content: dict[str, Any], name: str, document: Document) -> dict[str, Any]:
    """Give a file whose title waits the name of the file for a title."""
    if document.waits and [*unfilled_fields(content.get("title"))]:
        document.report(("title",), NOT_YET, "write the mechanism of this file", "warning")
        return {**content, "title": name}
    return content


def fill_named(given: Any, shelf: str, place: Place, document: Document) -> Any:
    """Let a reference or an entity that waits be cited already: by a stand-in for its name."""
    waiting = list(unfilled_fields(given)) if document.waits else []
    if not waiting or not isinstance(given, dict):
        return given
    fields = ", ".join(".".join(map(str, one)) for one in waiting)
    document.report((*place, *waiting[0]), f"{NOT_YET}: {fields}", REMEDY, "warning")
    kept = without_dots(given)
    if shelf == "references" and "title" in given:
        told = given.get("DOI") or given.get("PMID") or given.get("id")
        return {"title": f"Title not told: {told}", **kept}
    if shelf == "entities" and "label" in given:
        return {"label": str(given.get("id")).replace("-", " "), **kept}
    return kept


def take_unfilled(
    given: Any, place: Place, document: Document, paper: str
) -> tuple[Any, list[Unfilled]]:
    """Part a claim from its records that wait; None where nothing of it is filled in.

    What waits is told as a warning, and counts nowhere.
    """
    waits = document.waits and isinstance(given, dict) and any(unfilled_fields(given))
    if not waits:
        return given, []
    records = given.get("evidence")
    listed = records if isinstance(records, list) else []
    about = [".".join(map(str, one)) for one in unfilled_fields(
        {name: value for name, value in given.items() if name != "evidence"})]  # fmt: skip
    claim = "" if about else ".".join(
        str(given.get(name)) for name in ("subject", "predicate", "object")
    )  # fmt: skip
    found, kept = [], []
    for number, record in enumerate(listed):
        fields = [*about, *(".".join(map(str, one)) for one in unfilled_fields(record))]
        if not fields:
            kept.append(record)
            continue
        inner = (*place, "evidence", number)
        document.report(inner, f"{NOT_YET}: {', '.join(fields)}", REMEDY, "warning")
        name = str(record.get("id", "")) if isinstance(record, dict) else ""
        found.append(Unfilled(document.name, document.line(inner), claim, name, tuple(fields),
                              paper, document.layer))  # fmt: skip
    return ({**given, "evidence": kept} if kept else None), found


_GONE = object()
NOT_YET = "not filled in yet"
REMEDY = "a draft, which counts nowhere until then: fill it in, or delete it"
