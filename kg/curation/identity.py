"""One thing, one entity: identifiers, labels and symbols held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.curation.document import Document, Place
from kg.curation.draft import Draft
from kg.curation.record import did_you_mean
from kg.model import Entity
from kg.model.entity import Xref
from kg.model.prefix import PREFIXES


def check_identity(draft: Draft) -> None:
    """Report entities that are one, labels that stand twice, and identifiers that cannot be."""
    _check_identifiers(draft)
    _check_labels(draft)
    for key, entity in draft.entities.items():
        if entity.kind == "gene":
            _check_symbols(entity, *draft.where["entities", key])


def _check_identifiers(draft: Draft) -> None:
    exact: dict[str, str] = {}
    labels: dict[str, tuple[str, str]] = {}
    named: dict[str, tuple[str, str]] = {}
    for key, xref, document, place in _xrefs(draft):
        prefix, _, _ = xref.curie.partition(":")
        if prefix not in PREFIXES:
            _tell_prefix(prefix, document, place)
            continue
        label, there = labels.setdefault(xref.curie, (xref.label, _at(document, place)))
        if label.casefold() != xref.label.casefold():
            cause = f"{xref.curie} is '{label}' at {there}, and not '{xref.label}'"
            document.report((*place, "curie"), cause, f"look '{xref.label}' up again")
            continue
        if xref.match != "exact":
            continue
        other = exact.setdefault(xref.curie, key)
        if other != key:
            cause = f"{xref.curie} is the exact identifier of '{other}' already, at {there}"
            remedy = f"merge the two: use '{other}' for '{key}' and add your label to its synonyms"
            document.report((*place, "curie"), cause, f"{remedy}; or say how they differ by match")
            continue
        if draft.entities[key].kind == "gene":
            word = xref.label.casefold()
            twin, curie = named.setdefault(word, (key, xref.curie))
            if twin != key:
                cause = f"'{xref.label}' is also {curie}, of '{twin}'"
                remedy = f"if they are one gene, use '{twin}' for '{key}'"
                document.report((*place, "label"), cause, remedy, "warning")


def _check_labels(draft: Draft) -> None:
    """Hold that a label names one entity: an error within a layer, a warning across."""
    first: dict[str, str] = {}
    for key, entity in draft.entities.items():
        other = first.setdefault(" ".join(entity.label.casefold().split()), key)
        if other == key:
            continue
        document, place = draft.where["entities", key]
        cause = f"'{entity.label}' is also the label of '{other}', at {_where(other, draft)}"
        alike = draft.origin["entities", key] == draft.origin["entities", other]
        remedy = "merge the two, or give one a label that tells them apart"
        document.report((*place, "label"), cause, remedy, "error" if alike else "warning")


def _check_symbols(entity: Entity, document: Document, place: Place) -> None:
    """Find symbols of genes that a spreadsheet has made dates of."""
    for field, words in (("label", (entity.label,)), ("synonyms", entity.synonyms)):
        for word in words:
            found = _DATE.fullmatch(word.strip())
            if not found:
                continue
            day, month = found["day"] or found["second"], found["month"] or found["first"]
            symbol = _SYMBOLS.get((month or "").casefold()[:3])
            meant = f"{symbol}{int(day)}" if symbol and day else "the symbol as HGNC has it"
            cause = f"'{word}' is a date, which a spreadsheet makes of a gene"
            document.report((*place, field), cause, f"write {meant}")


def _tell_prefix(prefix: str, document: Document, place: Place) -> None:
    folded = {name.casefold(): name for name in PREFIXES}
    meant = folded.get(prefix.casefold())
    cause = f"no prefix '{prefix}'"
    remedy = f"write {meant}:" if meant else did_you_mean(prefix, PREFIXES)
    if not meant and not remedy.startswith("did"):
        remedy = "use a prefix of the Bioregistry, or say under no_term what was looked for"
    document.report((*place, "curie"), cause, remedy)


def _xrefs(draft: Draft) -> Iterator[tuple[str, Xref, Document, Place]]:
    """Yield every identifier with its entity and where it stands, layer by layer."""
    for (shelf, key), parts in draft.parts.items():
        if shelf == "entities":
            for part in parts:
                for number, xref in enumerate(part.record.xrefs):
                    yield key, xref, part.document, (*part.place, "xrefs", number)


def _at(document: Document, place: Place) -> str:
    return f"{document.name}:{document.line(place)}"


def _where(key: str, draft: Draft) -> str:
    return _at(*draft.where["entities", key])


_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"(?i)(?P<day>\d{{1,2}})-(?P<month>{_MONTH})[a-z]*(-\d+)?"
    rf"|(?P<first>{_MONTH})[a-z]*-(?P<second>\d{{1,2}})|\d{{4}}-\d\d-\d\d.*|\d{{1,2}}/\d{{1,2}}/\d+"
)
_SYMBOLS = {"sep": "SEPTIN", "mar": "MARCHF", "dec": "DELEC"}
"""What was a symbol before a spreadsheet made a month of it (HGNC's symbols of today)."""
