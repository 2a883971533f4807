"""The manifest of a folder: read, and held against what the folder holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from kg.curation.document import Document, Place, read_document
from kg.curation.draft import Draft, know
from kg.curation.record import did_you_mean, read_record
from kg.model import Evidence, Manifest
from kg.model.manifest import LICENCES, UNSTATED, BasisMark, FacetKind, is_licence
from kg.model.vocabulary import Kind

NAME = "corpus.yaml"


def read_manifest(folder: Path, draft: Draft) -> list[Path]:
    """Read `corpus.yaml`, or take a neutral manifest of the folder's name; gives the file taken."""
    path = folder / NAME
    found, document = None, None
    if path.exists():
        document = read_document(path, path.relative_to(folder.parent).as_posix())
        document.layer = draft.layer
        draft.documents.append(document)
        if document.content is not None:
            found = read_record(Manifest, document.content, document, ())
    taken = {one.id for one in draft.manifests}
    if found is None:
        found = _neutral(folder.resolve().name, taken)
    elif found.id in taken and document:
        cause = f"'{found.id}' is a corpus in use already"
        document.report(("id",), cause, "give each corpus an id of its own")
    draft.manifests.append(found)
    draft.manifest_files.append(document)
    return [path] if path.exists() else []


def layer_id(folder: Path) -> str:
    """Give the id of the corpus in a folder.

    >>> from importlib.resources import files
    >>> layer_id(Path(str(files("kg.ontology"))))
    'cirt'
    """
    draft = Draft()
    read_manifest(folder, draft)
    return draft.manifests[0].id


def check_manifests(draft: Draft) -> None:
    """Hold every manifest against the entities, and entities and bases against the manifests."""
    for number, manifest in enumerate(draft.manifests):
        document = draft.manifest_files[number]
        if document is None:
            continue
        if manifest.licence != UNSTATED and not is_licence(manifest.licence):
            form = "write its address, or its SPDX id such as CC-BY-4.0"
            near = did_you_mean(manifest.licence, LICENCES)
            remedy = near if near.startswith("did") else form
            document.report(("licence",), f"'{manifest.licence}' names no known licence", remedy)
        know([arm.entity for arm in manifest.arms], "entities", ("arms",), document, draft)
        know(manifest.compare, "entities", ("compare",), document, draft)
        _check_pair(manifest, document)
        _once([arm.entity for arm in manifest.arms], ("arms",), document)
        _once([arm.letter for arm in manifest.arms], ("arms",), document)
        _once([one.id for one in manifest.compartments], ("compartments",), document)
        _check_pictograms(manifest, document, draft)
        before = [one.id for one in draft.manifests[:number]]
        for n, name in enumerate(manifest.extends):
            if name not in before:
                remedy = f"lay it on that corpus: kg --corpus FOLDER-OF-{name} --with this one"
                document.report(("extends", n), f"lies on '{name}', which is not below it", remedy)
        for n, column in enumerate(manifest.gap_columns):
            if column.facet not in {*draft.manifest.facets, *GENERAL}:
                remedy = did_you_mean(column.facet, {*draft.manifest.facets, *GENERAL})
                document.report(("gap_columns", n), f"no facet '{column.facet}'", remedy)


def _check_pictograms(manifest: Manifest, document: Document, draft: Draft) -> None:
    """Report a pictogram of what is neither an entity, nor a kind of them, nor a compartment."""
    places = {one.id for one in draft.manifest.compartments}
    known = {*draft.entities, *get_args(Kind), *places}
    for key in manifest.figures.pictograms:
        if key not in known and ("entities", key) not in draft.faulty:
            cause = f"'{key}' is no entity, kind or compartment"
            document.report(("figures", "pictograms", key), cause, did_you_mean(key, known))


def check_word(word: str | None, kind: str, place: Place, document: Document, draft: Draft) -> None:
    """Report a compartment or basis that no manifest names, where any are named."""
    known = compartments(document, draft) if kind == "compartment" else list(bases(document, draft))
    if word is not None and known and word not in known:
        document.report(place, f"no {kind} '{word}' in the manifest", _named(word, known))


def compartments(document: Document, draft: Draft) -> list[str]:
    """Give the compartments that a file may name; none where any may be."""
    below = _below(document, draft, "compartments")
    return [one.id for manifest in below for one in manifest.compartments]


def bases(document: Document, draft: Draft) -> dict[str, BasisMark]:
    """Give the bases that a file may name; none where any may be."""
    below = _below(document, draft, "bases")
    return {name: basis for manifest in below for name, basis in manifest.bases.items()}


def check_facets(evidence: Evidence, place: Place, document: Document, draft: Draft) -> None:
    """Hold facets and units of a record against the manifests, where any names facets.

    In a folder without a manifest of its own, a facet that nobody names is told, and kept.
    """
    below = _below(document, draft, "facets")
    known = {name: kind for manifest in below for name, kind in manifest.facets.items()}
    if not known:
        return
    for facet in evidence.conditions.named:
        where = (*place, "conditions", "facets", facet.name)
        kind = known.get(facet.name)
        if kind is None:
            near = did_you_mean(facet.name, known)
            remedy = f"{near if near.startswith('did') else 'name it'} under facets of {NAME}"
            own = draft.manifest_files[document.layer] is not None
            cause = f"no facet '{facet.name}' in the manifest"
            document.report(where, cause, remedy, "error" if own else "warning")
        elif facet.amount:
            _check_unit(facet.amount.unit, facet.name, kind, where, document)
        else:
            for word in facet.values:
                _check_value(word, facet.name, kind, where, document)
    conditions = evidence.conditions
    for name in ("oxygen", "site", "route"):
        word = getattr(conditions, name)
        if name in known and word not in (None, "any"):
            _check_value(word, name, known[name], (*place, "conditions", name), document)
    if conditions.dose and "dose" in known:
        where = (*place, "conditions", "dose")
        _check_unit(conditions.dose.unit, "dose", known["dose"], where, document)
    arms = [(evidence.exposure, (*place, "exposure"))]
    arms += [(one.exposure, (*place, "contrasts", number, "exposure"))
             for number, one in enumerate(evidence.contrasts)]  # fmt: skip
    for exposure, where in arms:
        for name in ("dose", "dose_rate"):
            amount = getattr(exposure, name, None)
            if amount is not None and name in known:
                _check_unit(amount.unit, name, known[name], (*where, name), document)


def _check_value(
    word: str, name: str, kind: FacetKind, place: Place, document: Document
) -> None:
    if not kind.values:
        document.report(place, f"'{word}' where the manifest measures {name}",
                        f"write {{value: .., unit: {kind.units[0]}}}")  # fmt: skip
    elif word not in kind.values:
        cause = f"'{word}' is no {name.replace('_', ' ')} of the manifest"
        document.report(place, cause, _named(word, list(kind.values)))


def _check_unit(
    unit: str, name: str, kind: FacetKind, place: Place, document: Document
) -> None:
    if not kind.units:
        cause = f"an amount where the manifest names words of {name}"
        document.report(place, cause, f"use one of: {', '.join(kind.values)}")
    elif unit not in kind.units:
        cause = f"{name.replace('_', ' ')} in '{unit}', which the manifest does not name"
        document.report(place, cause, _named(unit, list(kind.units)))


def _below(document: Document, draft: Draft, field: str) -> list[Manifest]:
    """Give the manifests that hold for a file: its own, and those of the folders below it.

    A corpus of its own, that lies on nothing and names no words of this kind, is free in them.
    """
    own = draft.manifests[document.layer]
    stands_alone = draft.manifest_files[document.layer] is not None and not own.extends
    if stands_alone and not getattr(own, field):
        return []
    return draft.manifests[: document.layer + 1]


def _check_pair(manifest: Manifest, document: Document) -> None:
    if manifest.compare and len(set(manifest.compare)) != 2:
        cause = f"{len(set(manifest.compare))} arm to compare"
        document.report(("compare",), cause, "name the two arms that are compared first, or none")
    drawn = {arm.entity for arm in manifest.arms}
    for number, key in enumerate(manifest.compare):
        if drawn and key not in drawn:
            remedy = "give it a letter and a name under arms"
            document.report(("compare", number), f"'{key}' is no arm", remedy)


def _once(names: list[str], place: Place, document: Document) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            document.report((*place, number), f"'{name}' twice", "name each once")


def _neutral(name: str, taken: Iterable[str]) -> Manifest:
    """Make a manifest of a folder's name; a second folder of that name is numbered."""
    made = Manifest.neutral(name)
    number = 2
    while made.id in set(taken):
        made = Manifest.neutral(f"{name} {number}", name)
        number += 1
    return made


def _named(word: str, known: list[str]) -> str:
    near = did_you_mean(word, known)
    return near if near.startswith("did") else f"use one of: {', '.join(known)}"


GENERAL = frozenset({
    "setting", "species", "disease", "cell_line", "oxygen", "dose", "let", "fractions", "time",
    "site", "route", "co_treatment", "basis",
})  # fmt: skip
"""Facets that every record may report, whether a manifest names them or not."""
