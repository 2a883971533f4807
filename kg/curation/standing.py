"""States of records: what supersedes or retracts what exists, in the layer named, in no circle."""

from __future__ import annotations

from collections.abc import Iterator

from kg.curation.document import Document, Place
from kg.curation.draft import Draft
from kg.curation.record import did_you_mean
from kg.model import Pointer


def check_states(draft: Draft) -> None:
    """Report pointers that lead nowhere, to another layer than they say, or round in a circle."""
    leads: dict[str, list[str]] = {}
    for source, pointer, document, place in _pointers(draft):
        key = "evidence", pointer.name
        if key not in draft.origin:
            claim = pointer.name.rpartition(".")[0]
            if {("claims", claim), ("claims", "*")} & draft.faulty:
                continue
            known = [name for shelf, name in draft.origin if shelf == "evidence"]
            document.report(place, f"no record '{pointer.name}'", did_you_mean(pointer.name, known))
            continue
        layer = draft.manifests[draft.origin[key]].id
        if layer != pointer.layer:
            remedy = f"write {layer}:{pointer.name}"
            document.report(place, f"the record stands in '{layer}'", remedy)
        if source and _reaches(pointer.name, source, leads):
            cause = f"a circle: {pointer.name} takes {source} away"
            document.report(place, cause, "let one of them stand")
        elif source:
            leads.setdefault(source, []).append(pointer.name)


def _pointers(draft: Draft) -> Iterator[tuple[str, Pointer, Document, Place]]:
    """Yield every pointer with the record that has it, if one does, and where it stands."""
    for key in draft.claims:
        for part in draft.parts["claims", key]:
            for number, evidence in enumerate(part.record.evidence):
                for field in ("supersedes", "retracts"):
                    for n, pointer in enumerate(getattr(evidence, field)):
                        place = (*part.place, "evidence", number, field, n, "record")
                        yield f"{key}.{evidence.id}", pointer, part.document, place
    for key, withdrawal in draft.withdrawals.items():
        document, place = draft.where["withdrawals", key]
        yield "", withdrawal, document, (*place, "record")


def _reaches(start: str, end: str, leads: dict[str, list[str]]) -> bool:
    seen, open_ = {start}, [start]
    while open_:
        here = open_.pop()
        if here == end:
            return True
        fresh = [other for other in leads.get(here, []) if other not in seen]
        seen.update(fresh)
        open_ += fresh
    return False
