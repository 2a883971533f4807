"""The files of one curated folder, read into the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.bounded import read_bounded
from kg.curation.document import MAX_BYTES, Document, read_document
from kg.curation.draft import Draft
from kg.curation.files import PaperFile
from kg.curation.former import renamed
from kg.curation.key import mapped, take
from kg.curation.layout import LAYOUT, survey
from kg.curation.manifest import read_manifest
from kg.curation.question import read_question
from kg.curation.reading import note_reading, read_documents
from kg.curation.record import did_you_mean, read_record
from kg.curation.searching import read_searches
from kg.curation.unfilled import fill_frame, fill_named, take_unfilled
from kg.model import Manifest, Reading, Reference

EMPTY: Mapping[str, Any] = MappingProxyType({})


def read_folder(folder: Path, draft: Draft) -> None:
    """Read every file of a folder laid out like `ontology/`; faults go into its documents."""
    if not folder.is_dir():
        missing = Document(str(folder))
        missing.report((), "no such folder", "name a folder laid out like ontology/")
        draft.documents.append(missing)
        draft.manifests.append(Manifest.neutral(folder.name))
        draft.manifest_files.append(None)
        return
    found, strays = survey(folder)
    read_manifest(folder, draft)
    for path, kind in found:
        name = path.relative_to(folder.parent).as_posix()
        if kind.shelf == "papers":
            _read_paper(path, name, draft)
        elif kind.shelf == "queries":
            read_question(path, name, draft)
        elif kind.shelf == "searches":
            read_searches(path, name, draft)
        elif kind.model is not None:
            read_file(path, name, kind.model, kind.shelf, draft)
    read_documents(folder, draft)
    for stray in strays:
        told = Document(Path(folder.name, stray.name).as_posix())
        told.layer = draft.layer
        told.report((), stray.cause, stray.remedy, "error" if stray.grave else "warning")
        draft.documents.append(told)
    if not found and not any(stray.grave for stray in strays):
        empty = Document(str(folder))
        empty.report((), "holds nothing curated", LAYOUT)
        draft.documents.append(empty)


def read_file(path: Path, name: str, model: type[Any], shelf: str, draft: Draft) -> None:
    """Read one file of records of one kind."""
    document = open_file(path, name, shelf, draft)
    if document is None:
        return
    for place, record in read_records(document, model, shelf, draft, title=path.stem):
        draft.add(shelf, record.id, record, document, place)
        if shelf == "claims":
            draft.topics.setdefault(record.id, path.parent.name)


def _read_paper(path: Path, name: str, draft: Draft) -> None:
    """Read one paper: its reference, how it was read, and its claims, whose evidence is its own."""
    document = open_file(path, name, "claims", draft)
    if document is None:
        return
    key = path.stem
    content = document.content if isinstance(document.content, dict) else {}
    reference = take(content.get("reference"), ("reference",), document, draft)
    if isinstance(reference, dict) and reference.get("id") != key:
        key = draft.keys.get(draft.layer, {}).get(key, key)
    own = {"references": [key], "read_in": key}
    claims = list(read_records(document, PaperFile, "claims", draft, own, title=key))
    if "reference" in content:
        _add_reference(reference, key, path, document, draft)
    if content.get("document") is not None:
        reading = read_record(Reading, content["document"], document, ("document",))
        if reading is not None:
            note_reading(key, reading, document, ("document",), draft)
    given = {one: content[one] for one in ("topic", "module") if content.get(one) is not None}
    if len(given) != 1:
        cause = f"{' and '.join(given) or 'neither topic nor module'} given"
        document.report(tuple(given)[:1], cause, "say where the claims belong, once")
    topic = str(given.get("topic", "")) or _topic(given.get("module"), document, draft)
    for place, record in claims:
        draft.add("claims", record.id, record, document, place)
        draft.topics.setdefault(record.id, topic)


def _add_reference(given: Any, key: str, path: Path, document: Document, draft: Draft) -> None:
    """Put the reference of a paper file on its shelf; it bears the file's name."""
    given = fill_named(given, "references", ("reference",), document)
    merged = _with_base(mapped(given, draft.keys.get(draft.layer, {})), "references", draft)
    reference = read_record(Reference, merged, document, ("reference",))
    if reference is None:
        draft.faulty.add(("references", key))
    elif reference.id != key:
        remedy = f"name the file {reference.id}.yaml, or correct the id"
        document.report(("reference", "id"), f"'{reference.id}' in {path.name}", remedy)
    else:
        draft.add("references", key, reference, document, ("reference",))


def _topic(module: Any, document: Document, draft: Draft) -> str:
    """Give the first topic of a module: what stands under it belongs to the module."""
    found = draft.modules.get(str(module))
    if found is None:
        if module is not None:
            remedy = did_you_mean(str(module), draft.modules)
            document.report(("module",), f"no module '{module}'", remedy)
        return ""
    return found.topics[0] if found.topics else found.id


def open_file(path: Path, name: str, shelf: str, draft: Draft) -> Document | None:
    """Read a file; what a broken one would define is faulty, so that its users are not blamed."""
    document = read_document(path, name)
    document.layer = draft.layer
    draft.documents.append(document)
    if document.content is not None:
        return document
    draft.faulty |= {(shelf, key) for key in (*_ids_in(path), ANY)}
    return None


def _ids_in(path: Path) -> list[str]:
    """Find what a file with broken syntax would define, so that its users are not blamed."""
    try:
        return _ID.findall(read_bounded(path, MAX_BYTES).decode("utf-8", "replace"))
    except OSError:
        return []


def read_records(
    document: Document, model: type[Any], shelf: str, draft: Draft,
    own: Mapping[str, Any] = EMPTY, *, title: str,
) -> Iterator[tuple[tuple[str | int, ...], Any]]:  # fmt: skip
    """Yield each record of a file with its place; a faulty one is reported and left out."""
    content = document.content
    if not isinstance(content, dict):
        document.report((), "not a mapping", f"begin with '{shelf}:'")
        return
    content = fill_frame(content, title, document)
    frame = {key: value for key, value in content.items() if key not in {shelf, "defaults"}}
    listed = content.get(shelf)
    if model is PaperFile and listed in ([], None):
        document.report((shelf,), "no claims yet", "read the paper, and write them", "warning")
        listed = []
    elif not isinstance(listed, list) or not listed:
        document.report((shelf,), "missing or not a list", f"list the records under '{shelf}:'")
        listed = []
    if model is PaperFile:  # these are read by themselves
        frame = {name: frame[name] for name in frame if name not in {"reference", "document"}}
    read_record(model, {**frame, shelf: ()}, document, ())
    defaults = content.get("defaults")
    if defaults is not None and shelf != "claims":
        document.report(("defaults",), "only claim files have defaults", "write the fields out")
    elif defaults is not None and not isinstance(defaults, dict):
        document.report(("defaults",), "not a mapping", "write field: value")
    defaults = defaults if isinstance(defaults, dict) else {}
    for name in sorted(_NEVER_SHARED & defaults.keys()):
        document.report(("defaults", name), "cannot be shared", "write it in each record")
    shared = {key: value for key, value in defaults.items() if key not in _NEVER_SHARED}
    record_model = model.model_fields[shelf].annotation.__args__[0]
    for number, given in enumerate(listed):
        place = (shelf, number)
        merged = take(given, place, document, draft) if shelf == "references" else given
        if shelf == "claims":
            merged = _with_defaults(given, shared, place, document, own)
            merged, waiting = take_unfilled(merged, place, document, title if own else "")
            draft.unfilled += waiting
            if merged is None:
                continue
        elif shelf in {"references", "entities"}:
            merged = fill_named(merged, shelf, place, document)
        merged = renamed(mapped(merged, draft.keys.get(draft.layer, {})), draft.former)
        merged = _with_base(merged, shelf, draft)
        record = read_record(record_model, merged, document, place)
        if record is not None:
            yield place, record
        elif isinstance(given, dict):
            draft.faulty.add((shelf, _key_of(given, shelf)))


def _key_of(given: dict[str, Any], shelf: str) -> str:
    """Tell the id that a faulty record would have had."""
    if shelf == "claims":
        return ".".join(str(given.get(name)) for name in ("subject", "predicate", "object"))
    return str(given.get("id"))


def _with_defaults(
    given: Any, defaults: dict[str, Any], place: tuple[str | int, ...], document: Document,
    own: Mapping[str, Any],
) -> Any:  # fmt: skip
    """Put the file's defaults under each evidence record of a claim, field by field."""
    if not isinstance(given, dict) or not isinstance(given.get("evidence"), list):
        return given
    evidence = []
    for number, record in enumerate(given["evidence"]):
        if isinstance(record, dict):
            for name in defaults.keys() - record.keys():
                document.shared[*place, "evidence", number, name] = ("defaults", name)
            record = {**own, **defaults, **record}
        evidence.append(record)
    return {**given, "evidence": evidence}


def _with_base(given: Any, shelf: str, draft: Draft) -> Any:
    """Spare one who extends a record of an earlier folder to repeat what it must have."""
    known: Mapping[str, Any] = getattr(draft, shelf)
    key = given.get("id") if isinstance(given, dict) else None
    if shelf == "claims" or not isinstance(key, str) or key not in known:
        return given
    if draft.layers[shelf, key] == draft.layer:
        return given
    fields = type(known[key]).model_fields.items()
    needed = {name: getattr(known[key], name) for name, field in fields if field.is_required()}
    return {**needed, **given}


ANY = "*"
"""Stands among the faulty for whatever an unreadable file would have defined."""

_NEVER_SHARED = {"id", "locator", "summary"}
_ID = re.compile(r"\bid: *[\"']?([a-z0-9-]+)")
