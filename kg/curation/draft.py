"""What has been read so far, record by record, and how records of one id join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.curation.document import Document, Place
from kg.curation.inventory import Sentence
from kg.curation.layer import extend, extend_claim
from kg.curation.record import did_you_mean
from kg.curation.unfilled import Unfilled
from kg.model import (
    Claim,
    Conclusion,
    Entity,
    Exclusion,
    Figure,
    Gap,
    Manifest,
    Module,
    Reading,
    Reference,
    Withdrawal,
)


@dataclass(frozen=True)
class Part:
    """One record as one file gives it, and where."""

    record: Any
    document: Document
    place: Place


@dataclass
class Draft:
    """What has been read so far, and where each record stands; `faulty` ids are known by name.

    `parts` are the records of one id as given, one for each file; `layer` counts the folders,
    `layers` tells in which a record was last added to, `origin` in which it came first (a record
    of evidence under its claim and id). `keys` leads from the citation keys of each folder's own to
    ours. `unfilled` are records that wait to be filled in, `former` leads
    from ids that were merged to those of today. `manifests` are those of the folders, in
    their order; `searches` stand with the folder that each came from.
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
    withdrawals: dict[str, Withdrawal] = field(default_factory=dict)
    inventory: dict[str, dict[str, Sentence]] = field(default_factory=dict)
    numbers: dict[str, dict[int, str]] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    folders: dict[str, Path] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    faulty: set[tuple[str, str]] = field(default_factory=set)
    unfilled: list[Unfilled] = field(default_factory=list)
    former: dict[str, str] = field(default_factory=dict)
    where: dict[tuple[str, str], tuple[Document, Place]] = field(default_factory=dict)
    layer: int = 0
    layers: dict[tuple[str, str], int] = field(default_factory=dict)
    origin: dict[tuple[str, str], int] = field(default_factory=dict)
    keys: dict[int, dict[str, str]] = field(default_factory=dict)
    parts: dict[tuple[str, str], list[Part]] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)
    searches: list[tuple[int, Any]] = field(default_factory=list)
    manifests: list[Manifest] = field(default_factory=list)
    manifest_files: list[Document | None] = field(default_factory=list)

    @property
    def manifest(self) -> Manifest:
        """What the first folder is, with the words of all that lie on it."""
        whole, *added = self.manifests or [Manifest.neutral()]
        for layer in added:
            whole = whole.under(layer)
        return whole

    def add(self, shelf: str, key: str, record: Any, document: Document, place: Place) -> None:
        """Put a record on its shelf: it extends one of an earlier folder, not of the same.

        A claim extends itself: its evidence may stand in several files.
        """
        before = self.parts.get((shelf, key), [])
        added = self.layers.get((shelf, key), self.layer) < self.layer
        if before and (added or (shelf == "claims" and before[-1].document is not document)):
            self._extend(shelf, key, Part(record, document, place))
            return
        if (shelf, key) in self.where:  # in this folder, whatever an earlier one has
            first = f"{before[-1].document.name}:{before[-1].document.line(before[-1].place)}"
            written = place if shelf == "claims" else (*place, "id")
            document.report(written, f"'{key}' stands already at {first}", "merge the two records")
            return
        self.where[shelf, key] = document, place
        self.layers[shelf, key] = self.origin[shelf, key] = self.layer
        self.parts[shelf, key] = [Part(record, document, place)]
        getattr(self, shelf)[key] = record
        self._remember(record)

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
                cause = f"'{name}' is a record of this claim already, at {self._record(key, name)}"
                part.document.report(place, cause, "give yours an id of its own")
        else:
            whole, against = extend(base, part.record)
            for name in against:
                cause = f"contradicts {first}, which says {getattr(base, name)!r}"
                remedy = "leave it out, or use an id of your own"
                part.document.report((*part.place, name), cause, remedy)
        getattr(self, shelf)[key] = whole
        self.parts[shelf, key].append(part)
        self._remember(part.record)

    def _remember(self, record: Any) -> None:
        """Keep from which folder each record of evidence came, and the ids that things had."""
        if isinstance(record, Entity):
            self.former |= dict.fromkeys(record.former, record.id)
        if isinstance(record, Claim):
            for evidence in record.evidence:
                self.origin.setdefault(("evidence", f"{record.id}.{evidence.id}"), self.layer)

    def _record(self, claim: str, name: str) -> str:
        """Tell where a record of evidence stands."""
        for part in self.parts["claims", claim]:
            for number, evidence in enumerate(part.record.evidence):
                if evidence.id == name:
                    line = part.document.line((*part.place, "evidence", number))
                    return f"{part.document.name}:{line}"
        return claim


def know(
    ids: str | Iterable[str] | None, shelf: str, place: Place, document: Document, draft: Draft
) -> None:
    """Report ids that nobody defines; one whose own record is faulty is reported there only."""
    shelved: Mapping[str, object] = getattr(draft, shelf)
    listed = [ids] if isinstance(ids, str) else ids or ()
    for number, name in enumerate(listed):
        where = place if isinstance(ids, str) else (*place, number)
        faulty = {(shelf, name), (shelf, "*")} if shelf == "claims" else {(shelf, name)}
        if name not in shelved and not faulty & draft.faulty:
            kind = {"entities": "entity", "references": "reference", "claims": "claim"}[shelf]
            document.report(where, f"no {kind} '{name}'", did_you_mean(name, shelved))
