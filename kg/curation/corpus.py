"""Everything that was curated, read from one or more folders and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.curation import check, reading
from kg.curation.document import Document
from kg.curation.draft import Draft
from kg.curation.files import FigureFile
from kg.curation.folder import read_file, read_folder
from kg.curation.inventory import Sentence
from kg.curation.searching import Search
from kg.curation.source import Source
from kg.curation.unfilled import Unfilled
from kg.errors import CurationError, Problem, RequestError
from kg.model import (
    Claim,
    Conclusion,
    Entity,
    Exclusion,
    Figure,
    Gap,
    Manifest,
    Module,
    Reference,
    Withdrawal,
)


@dataclass(frozen=True)
class Corpus:
    """Checked claims with all they refer to, by id; `warnings` did not stop the reading.

    `figure_lines` tells for each figure where its fields stand: (file, line), the whole under "".
    `manifest` is that of the first folder with the words of all, `layers` are the manifests by id,
    and `layer_of` names the layer of every record: of evidence under `<claim>.<id>`, of the rest
    under `<kind>/<id>`. `documents` are those that were read. `withdrawals` are records that a
    layer takes back; `drafts` names the layers whose drafts count. `queries` are the texts of the
    named queries; `unfilled` are the records of skeletons that wait to be filled in;
    `searches` tell what was looked for, and what came of it.
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
    manifest: Manifest = field(default_factory=Manifest.neutral)
    layers: Mapping[str, Manifest] = field(default_factory=dict)
    layer_of: Mapping[str, str] = field(default_factory=dict, compare=False)
    documents: Mapping[str, Source] = field(default_factory=dict)
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)
    reference_lines: Mapping[str, tuple[str, int]] = field(default_factory=dict, compare=False)
    drafts: frozenset[str] = frozenset()
    queries: Mapping[str, str] = field(default_factory=dict)
    unfilled: tuple[Unfilled, ...] = field(default=(), compare=False)
    searches: tuple[Search, ...] = ()


def read(*folders: Path, drafts: Iterable[str] = ()) -> Corpus:
    """Read and check curated folders, the first being the base that later ones add to.

    An id of the base may stand in a later folder again: its lists and gaps are filled, evidence is
    joined; what contradicts the base is an error, and nothing is overwritten. A single file among
    the folders holds figure recipes. Drafts count only of the layers that `drafts` names.

    Raises `RequestError` for a folder given twice and for an unknown layer, `CurationError` with
    every problem of every file. The layout of a folder is that of `ontology/`, as
    `kg.curation.layout` has it; whatever else stands there is told, as an error where curated
    records may be lost by it.
    """
    given = [folder.resolve() for folder in folders]
    for number, folder in enumerate(folders):
        if given[number] in given[:number]:
            raise RequestError(f"'{folder}' is given twice: name it once")
    draft = Draft()
    for folder in folders:
        draft.layer = len(draft.manifests)
        if folder.suffix == ".yaml" and folder.is_file():
            read_file(folder, str(folder), FigureFile, "figures", draft)
        else:
            read_folder(folder, draft)
    documents = reading.gather(draft)
    check.check_all(draft)
    problems = [problem for document in draft.documents for problem in document.problems]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise CurationError(problems)
    named = frozenset(drafts)
    if unknown := sorted(named - {one.id for one in draft.manifests}):
        known = ", ".join(one.id for one in draft.manifests)
        raise RequestError(f"no layer '{unknown[0]}' whose drafts could count: {known}")
    return Corpus(
        entities=_frozen(draft.entities),
        references=_frozen(reading.numbered(draft)),
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
        manifest=draft.manifest,
        layers=MappingProxyType({one.id: one for one in draft.manifests}),
        layer_of=_frozen(_layers(draft)),
        documents=MappingProxyType(documents),
        withdrawals=_frozen(draft.withdrawals),
        reference_lines=_frozen({key: _line(key, draft) for key in draft.references}),
        drafts=named,
        queries=_frozen(draft.queries),
        unfilled=tuple(sorted(draft.unfilled)),
        searches=tuple(
            replace(one, layer=draft.manifests[layer].id) for layer, one in draft.searches
        ),
    )


def _line(key: str, draft: Draft) -> tuple[str, int]:
    document, place = draft.where["references", key]
    return document.name, document.line(place)


def _layers(draft: Draft) -> dict[str, str]:
    """Name the layer of every record."""
    return {
        key if shelf == "evidence" else f"{SHELVES[shelf]}/{key}": draft.manifests[layer].id
        for (shelf, key), layer in draft.origin.items()
        if shelf in SHELVES and layer < len(draft.manifests)
    }


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


SHELVES = {
    "evidence": "", "entities": "entity", "references": "reference", "claims": "claim",
    "gaps": "gap", "exclusions": "exclusion", "conclusions": "conclusion", "modules": "module",
    "figures": "figure", "withdrawals": "withdrawal", "queries": "query",
}  # fmt: skip
"""What holds records, and what one of them is called."""
