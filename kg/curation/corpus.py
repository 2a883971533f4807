"""Everything that was curated, read from one or more folders and checked as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.curation import check
from kg.curation.document import Document, read_document
from kg.curation.files import (
    ClaimFile,
    ConclusionFile,
    EntityFile,
    ExclusionFile,
    FigureFile,
    GapFile,
    ModuleFile,
    ReferenceFile,
)
from kg.curation.inventory import Sentence, read_inventory
from kg.curation.layer import extend, extend_claim
from kg.curation.record import read_record
from kg.errors import CurationError, Problem, RequestError
from kg.model import Claim, Conclusion, Entity, Exclusion, Figure, Gap, Module, Reference


@dataclass(frozen=True)
class Corpus:
    """Checked claims with all they refer to, by id; `warnings` did not stop the reading.

    `figure_lines` tells for each figure where its fields stand: (file, line), the whole under "".
    """

    entities: Mapping[str, Entity]
    references: Mapping[str, Reference]
    claims: Mapping[str, Claim]
    gaps: Mapping[str, Gap]
    inventory: Mapping[str, Mapping[str, Sentence]]
    topics: Mapping[str, str]
    exclusions: Mapping[str, Exclusion]
    conclusions: Mapping[str, Conclusion]
    modules: Mapping[str, Module]
    warnings: tuple[Problem, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    figure_lines: Mapping[str, Mapping[str, tuple[str, int]]] = field(
        default_factory=dict, compare=False
    )


def read(*folders: Path) -> Corpus:
    """Read and check curated folders, the first being the base that later ones add to.

    An id of the base may stand in a later folder again: its lists and gaps are filled, evidence is
    joined; what contradicts the base is an error, and nothing is overwritten. A single file among
    the folders holds figure recipes.

    Raises `RequestError` for a folder given twice, `CurationError` with every problem of every
    file. The layout of a folder is that of
    `ontology/`: entities/*.yaml, references.yaml, claims/<topic>/*.yaml, gaps.yaml, inventory.tsv.
    """
    given = [folder.resolve() for folder in folders]
    for number, folder in enumerate(folders):
        if given[number] in given[:number]:
            raise RequestError(f"'{folder}' is given twice: name it once")
    draft = Draft()
    for layer, folder in enumerate(folders):
        draft.layer = layer
        if folder.suffix == ".yaml" and folder.is_file():
            _read_file(folder, str(folder), FigureFile, "figures", draft)
        else:
            _read_folder(folder, draft)
    check.check_all(draft)
    problems = [problem for document in draft.documents for problem in document.problems]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise CurationError(problems)
    return Corpus(
        entities=_frozen(draft.entities),
        references=_frozen(draft.references),
        claims=_frozen({key: _in_order(claim) for key, claim in draft.claims.items()}),
        gaps=_frozen(draft.gaps),
        inventory=_frozen({k: MappingProxyType(v) for k, v in draft.inventory.items()}),
        topics=MappingProxyType(dict(sorted(draft.topics.items()))),
        exclusions=_frozen(draft.exclusions),
        conclusions=_frozen(draft.conclusions),
        modules=MappingProxyType(draft.modules),
        warnings=tuple(sorted(problems)),
        figures=_frozen(draft.figures),
        figure_lines=_frozen({key: _lines(*draft.where["figures", key]) for key in draft.figures}),
    )


@dataclass(frozen=True)
class Part:
    """One record as one file gives it, and where."""

    record: Any
    document: Document
    place: tuple[str | int, ...]


@dataclass
class Draft:
    """What has been read so far, and where each record stands; `faulty` ids are known by name.

    `parts` are the records of one id as given, one for each folder; `layer` counts the folders.
    """

    documents: list[Document] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    exclusions: dict[str, Exclusion] = field(default_factory=dict)
    conclusions: dict[str, Conclusion] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    inventory: dict[str, dict[str, Sentence]] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    faulty: set[tuple[str, str]] = field(default_factory=set)
    where: dict[tuple[str, str], tuple[Document, tuple[str | int, ...]]] = field(
        default_factory=dict
    )
    layer: int = 0
    layers: dict[tuple[str, str], int] = field(default_factory=dict)
    parts: dict[tuple[str, str], list[Part]] = field(default_factory=dict)

    def add(
        self, shelf: str, key: str, record: Any, document: Document, place: tuple[str | int, ...]
    ) -> None:
        """Put a record on its shelf: it extends one of an earlier folder, not of the same."""
        if self.layers.get((shelf, key), self.layer) < self.layer:
            self._extend(shelf, key, Part(record, document, place))
            return
        if (shelf, key) in self.where:
            before = self.parts[shelf, key][-1]  # in this folder, whatever an earlier one has
            first = f"{before.document.name}:{before.document.line(before.place)}"
            written = place if shelf == "claims" else (*place, "id")
            document.report(written, f"'{key}' stands already at {first}", "merge the two records")
            return
        self.where[shelf, key] = document, place
        self.layers[shelf, key] = self.layer
        self.parts[shelf, key] = [Part(record, document, place)]
        getattr(self, shelf)[key] = record

    def _extend(self, shelf: str, key: str, part: Part) -> None:
        self.layers[shelf, key] = self.layer
        other, there = self.where[shelf, key]
        first = f"{other.name}:{other.line(there)}"
        base = getattr(self, shelf)[key]
        if isinstance(base, Claim):
            whole, clashes = extend_claim(base, part.record)
            for number in clashes:
                name = part.record.evidence[number].id
                place = (*part.place, "evidence", number, "id")
                cause = f"'{name}' is a record of this claim already, at {first}"
                part.document.report(place, cause, "give yours an id of its own")
        else:
            whole, against = extend(base, part.record)
            for name in against:
                cause = f"contradicts {first}, which says {getattr(base, name)!r}"
                remedy = "leave it out, or use an id of your own"
                part.document.report((*part.place, name), cause, remedy)
        getattr(self, shelf)[key] = whole
        self.parts[shelf, key].append(part)


def _read_folder(folder: Path, draft: Draft) -> None:
    known = [
        ("entities/*.yaml", EntityFile, "entities"),
        ("references.yaml", ReferenceFile, "references"),
        ("claims/*/*.yaml", ClaimFile, "claims"),
        ("gaps.yaml", GapFile, "gaps"),
        ("exclusions.yaml", ExclusionFile, "exclusions"),
        ("conclusions.yaml", ConclusionFile, "conclusions"),
        ("modules.yaml", ModuleFile, "modules"),
        ("figures/*.yaml", FigureFile, "figures"),
    ]
    if not folder.is_dir():
        missing = Document(str(folder))
        missing.report((), "no such folder", "name a folder laid out like ontology/")
        draft.documents.append(missing)
        return
    taken = set()
    for pattern, model, shelf in known:
        for path in sorted(folder.glob(pattern)):
            taken.add(path)
            _read_file(path, path.relative_to(folder.parent).as_posix(), model, shelf, draft)
    for path in sorted({path for pattern in _YAML for path in folder.glob(pattern)} - taken):
        stray = Document(path.relative_to(folder.parent).as_posix())
        stray.report((), "stands where nothing reads it", _LAYOUT)
        draft.documents.append(stray)
        taken.add(path)
    if (path := folder / "inventory.tsv").exists():
        taken.add(path)
        _read_inventory(path, path.relative_to(folder.parent).as_posix(), draft)
    if not taken:
        empty = Document(str(folder))
        empty.report((), "holds nothing curated", _LAYOUT)
        draft.documents.append(empty)


def _read_file(path: Path, name: str, model: type[Any], shelf: str, draft: Draft) -> None:
    document = read_document(path, name)
    draft.documents.append(document)
    if document.content is None:
        draft.faulty |= {(shelf, key) for key in (*_ids_in(path), ANY)}
        return
    for place, record in _records(document, model, shelf, draft):
        draft.add(shelf, record.id, record, document, place)
        if shelf == "claims":
            draft.topics.setdefault(record.id, path.parent.name)


def _ids_in(path: Path) -> list[str]:
    """Find what a file with broken syntax would define, so that its users are not blamed."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return _ID.findall(text)


def _read_inventory(path: Path, name: str, draft: Draft) -> None:
    document = Document(name)
    sentences, document.problems = read_inventory(path, name)
    draft.documents.append(document)
    for line, sentence in sentences:
        places = draft.inventory.setdefault(sentence.source, {})
        if sentence.locator in places:
            document.lines["row",] = line
            document.report(("row",), f"{sentence.locator} stands twice", "keep one row")
        places.setdefault(sentence.locator, sentence)
        if (key := ("inventory", sentence.source)) not in draft.where:
            document.lines["source", sentence.source] = line
            draft.where[key] = document, ("source", sentence.source)


def _records(
    document: Document, model: type[Any], shelf: str, draft: Draft
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield each record of a file with its place; a faulty one is reported and left out."""
    content = document.content
    if not isinstance(content, dict):
        document.report((), "not a mapping", f"begin with '{shelf}:'")
        return
    frame = {key: value for key, value in content.items() if key not in {shelf, "defaults"}}
    listed = content.get(shelf)
    if not isinstance(listed, list) or not listed:
        document.report((shelf,), "missing or not a list", f"list the records under '{shelf}:'")
        listed = []
    read_record(model, {**frame, shelf: ()}, document, ())
    defaults = content.get("defaults")
    if defaults is not None and shelf != "claims":
        document.report(("defaults",), "only claim files have defaults", "write the fields out")
    elif defaults is not None and not isinstance(defaults, dict):
        document.report(("defaults",), "not a mapping", "write field: value")
    defaults = defaults if isinstance(defaults, dict) else {}
    for own in sorted(_NEVER_SHARED & defaults.keys()):
        document.report(("defaults", own), "cannot be shared", "write it in each record")
    defaults = {key: value for key, value in defaults.items() if key not in _NEVER_SHARED}
    record_model = model.model_fields[shelf].annotation.__args__[0]
    for number, given in enumerate(listed):
        place = (shelf, number)
        merged = _with_defaults(given, defaults, place, document) if shelf == "claims" else given
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
    given: Any, defaults: dict[str, Any], place: tuple[str | int, ...], document: Document
) -> Any:
    """Put the file's defaults under each evidence record of a claim, field by field."""
    if not isinstance(given, dict) or not isinstance(given.get("evidence"), list):
        return given
    evidence = []
    for number, record in enumerate(given["evidence"]):
        if isinstance(record, dict):
            for name in defaults.keys() - record.keys():
                document.shared[*place, "evidence", number, name] = ("defaults", name)
            record = {**defaults, **record}
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


def _in_order(claim: Claim) -> Claim:
    """Sort the evidence by id, so that the order in a file never reaches a product."""
    return claim.model_copy(
        update={"evidence": tuple(sorted(claim.evidence, key=lambda evidence: evidence.id))}
    )


def _lines(document: Document, place: tuple[str | int, ...]) -> Mapping[str, tuple[str, int]]:
    """Tell where each field of a record stands, by its name; the record itself under ''."""
    found = {"": (document.name, document.line(place))}
    for inner, line in document.lines.items():
        if inner[: len(place)] == place and len(inner) == len(place) + 1:
            found[str(inner[-1])] = document.name, line
    return MappingProxyType(found)


def _frozen(records: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(sorted(records.items())))


ANY = "*"
"""Stands among the faulty for whatever an unreadable file would have defined."""

_NEVER_SHARED = {"id", "locator", "summary"}
_ID = re.compile(r"\bid: *[\"']?([a-z0-9-]+)")
_YAML = ("*.y*ml", "claims/**/*.y*ml", "entities/**/*.y*ml", "figures/**/*.y*ml")
_LAYOUT = (
    "use entities/<name>.yaml, claims/<topic>/<name>.yaml, figures/<name>.yaml, references.yaml, "
    "gaps.yaml, exclusions.yaml, conclusions.yaml or modules.yaml"
)
