"""What was read: documents with their sentences and the numbers of their citations."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

from kg.curation.document import Document, Place, read_document
from kg.curation.draft import Draft, know
from kg.curation.inventory import Sentence, read_citations, read_inventory
from kg.curation.record import read_record
from kg.curation.source import Source
from kg.model import Reading, Reference


def read_documents(folder: Path, draft: Draft) -> None:
    """Read `documents/<id>/` and an `inventory.tsv` beside the claims."""
    for home in sorted(path for path in folder.glob("documents/*") if path.is_dir()):
        key = draft.keys.get(draft.layer, {}).get(home.name, home.name)
        draft.folders.setdefault(key, home)
        if (path := home / "document.yaml").exists():
            _read_reading(path, _name(path, folder), key, draft)
        if (path := home / "inventory.tsv").exists():
            _read_inventory(path, _name(path, folder), key, draft)
        if (path := home / "citations.tsv").exists():
            _read_citations(path, _name(path, folder), key, draft)
        if not any(fnmatchcase(path.name, name) for path in home.iterdir() for name in FILES):
            empty = Document(_name(home, folder))
            empty.report((), "holds nothing of a document", f"use {', '.join(FILES)}")
            draft.documents.append(empty)
    if (path := folder / "inventory.tsv").exists():
        _read_inventory(path, _name(path, folder), None, draft)


def note_reading(
    key: str, reading: Reading, document: Document, place: Place, draft: Draft
) -> None:
    """Keep how a document was read; one may be told once only."""
    if (where := ("readings", key)) in draft.where:
        other, there = draft.where[where]
        cause = f"how {key} was read stands already at {other.name}:{other.line(there)}"
        document.report(place, cause, "merge the two")
        return
    draft.where[where] = document, place
    draft.origin[where] = draft.layer
    draft.readings[key] = reading


def gather(draft: Draft) -> dict[str, Source]:
    """Join what is known of each document, and read `citation-number` of references.

    That number is one of the first document with an inventory of the layer that gives it, or of
    the first layer that has one.
    """
    first = _first_documents(draft)
    for key, reference in draft.references.items():
        number = reference.citation_number
        layer = draft.origin["references", key]
        document = first.get(layer) or next(iter(first.values()), None)
        if number is None or document is None:
            continue
        held = draft.numbers.setdefault(document, {}).setdefault(number, key)
        if held != key:
            home, place = draft.where["references", key]
            cause = f"{number} is also '{held}' in {document}"
            home.report((*place, "citation-number"), cause, "correct one of the two")
    named = {*draft.inventory, *draft.numbers, *draft.readings, *draft.folders}
    return {
        key: Source(
            key, draft.manifests[_layer(key, draft)].id, draft.readings.get(key),
            draft.inventory.get(key, {}), dict(sorted(draft.numbers.get(key, {}).items())),
            draft.folders.get(key),
        )
        for key in sorted(named)
    }  # fmt: skip


def numbered(draft: Draft) -> dict[str, Reference]:
    """Give each reference the number that the first document of its layer cites it by."""
    first = _first_documents(draft)
    found = {}
    for key, reference in draft.references.items():
        document = first.get(draft.origin["references", key])
        cited = draft.numbers.get(document or "", {})
        number = next((one for one, held in cited.items() if held == key), None)
        if reference.citation_number is None and number is not None:
            reference = reference.model_copy(update={"citation_number": number})
        found[key] = reference
    return found


def check_documents(draft: Draft) -> None:
    """Hold that documents and what they cite stand in the bibliography."""
    for shelf in ("inventory", "numbers", "readings"):
        for key in getattr(draft, shelf):
            if (shelf, key) in draft.where:  # numbers of references have no file of their own
                document, place = draft.where[shelf, key]
                know(key, "references", place, document, draft)
    for key, numbers in draft.numbers.items():
        if ("numbers", key) in draft.where:
            document, _ = draft.where["numbers", key]
            for number, reference in numbers.items():
                know(reference, "references", (str(number), "reference"), document, draft)


def _first_documents(draft: Draft) -> dict[int, str]:
    """Name the first document with an inventory, or else with numbers, of each layer."""
    found: dict[int, str] = {}
    for shelf in ("inventory", "numbers"):
        for key in getattr(draft, shelf):
            found.setdefault(draft.origin.get((shelf, key), 0), key)
    return found


def _layer(key: str, draft: Draft) -> int:
    layers = (draft.origin.get((shelf, key)) for shelf in ("inventory", "numbers", "readings"))
    return next((layer for layer in layers if layer is not None), 0)


def _read_reading(path: Path, name: str, key: str, draft: Draft) -> None:
    document = read_document(path, name)
    draft.documents.append(document)
    if document.content is not None:
        reading = read_record(Reading, document.content, document, ())
        if reading is not None:
            note_reading(key, reading, document, (), draft)


def _read_inventory(path: Path, name: str, source: str | None, draft: Draft) -> None:
    document = Document(name)
    sentences, document.problems = read_inventory(path, name, source)
    draft.documents.append(document)
    for line, sentence in sentences:
        _add_sentence(sentence, line, document, draft)


def _add_sentence(sentence: Sentence, line: int, document: Document, draft: Draft) -> None:
    places = draft.inventory.setdefault(sentence.source, {})
    if sentence.locator in places:
        document.lines["row",] = line
        document.report(("row",), f"{sentence.locator} stands twice", "keep one row")
    places.setdefault(sentence.locator, sentence)
    if (key := ("inventory", sentence.source)) not in draft.where:
        document.lines["source", sentence.source] = line
        draft.where[key] = document, ("source", sentence.source)
        draft.origin[key] = draft.layer


def _read_citations(path: Path, name: str, key: str, draft: Draft) -> None:
    document = Document(name)
    rows, document.problems = read_citations(path, name)
    draft.documents.append(document)
    draft.where["numbers", key] = document, ()
    draft.origin["numbers", key] = draft.layer
    numbers = draft.numbers.setdefault(key, {})
    for line, number, reference in rows:
        document.lines[str(number), "reference"] = line
        if number in numbers:
            document.lines["number",] = line
            document.report(("number",), f"{number} stands twice", "keep one row")
        numbers.setdefault(number, draft.keys.get(draft.layer, {}).get(reference, reference))


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder.parent).as_posix()


TABLES = ("second-reading.tsv", "settled.tsv", "refuted.tsv")
"""Tables of blind readings, in the folder of a document: the audit reads them, nothing here."""

AGAIN = "again-*.yaml"
"""A blind second reading, which is no part of the graph: `kg read-again`."""

FILES = ("document.yaml", "inventory.tsv", "citations.tsv", *TABLES, AGAIN)
"""What the folder of a document may hold."""
