"""What no longer counts, and which papers are one study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.model import Reference

if TYPE_CHECKING:
    from kg.curation import Corpus

State = Literal["draft", "superseded", "retracted"]


@dataclass(frozen=True)
class Void:
    """Why a record of evidence does not count: its state, the record that says so, and why."""

    state: State
    by: str = ""
    reason: str = ""


def find_void(corpus: Corpus) -> Mapping[str, Void]:
    """Name the records that do not count, under `<claim>.<id>`.

    Drafts of layers that are not named, records of retracted papers alone, what another record
    supersedes or retracts, and what a layer takes back. A record that does not count itself takes
    nothing away.
    """
    records = {
        f"{claim.id}.{evidence.id}": evidence
        for claim in corpus.claims.values()
        for evidence in claim.evidence
    }
    against: dict[str, list[tuple[str, Void]]] = {}
    for one in corpus.withdrawals.values():
        against.setdefault(one.name, []).append(("", Void("retracted", "", one.reason)))
    found: dict[str, Void] = {}
    for key, evidence in records.items():
        for old in evidence.supersedes:
            against.setdefault(old.name, []).append((key, Void("superseded", key, old.reason)))
        for old in evidence.retracts:
            against.setdefault(old.name, []).append((key, Void("retracted", key, old.reason)))
        if all(is_retracted(paper, corpus.references) for paper in evidence.references):
            found[key] = Void("retracted", "", PAPER)
        if evidence.status == "draft" and corpus.layer_of.get(key, "") not in corpus.drafts:
            found[key] = Void("draft")
    settled: dict[str, Void | None] = dict(found)

    def look(key: str) -> Void | None:
        if key not in settled:
            settled[key] = None  # a circle takes nothing away; curation reports it
            standing = (void for by, void in against.get(key, []) if not by or look(by) is None)
            settled[key] = next(standing, None)
        return settled[key]

    looked = ((key, look(key)) for key in records)
    return {key: void for key, void in looked if void is not None}


def study_of(key: str, references: Mapping[str, Reference]) -> str:
    """Name the study behind a paper: a preprint, its article and a correction are one.

    >>> one = Reference(id="hale2021", title="T", version_of="hale2022")
    >>> study_of("hale2021", {"hale2021": one, "hale2022": Reference(id="hale2022", title="T")})
    'hale2022'
    """
    return list(_versions(key, references))[-1]


def is_retracted(key: str, references: Mapping[str, Reference]) -> bool:
    """Tell whether a paper, or what it is a version of, is retracted."""
    return any(references[one].is_retracted for one in _versions(key, references))


def _versions(key: str, references: Mapping[str, Reference]) -> list[str]:
    found = [key]
    while (other := references[found[-1]].version_of) in references and other not in found:
        found.append(str(other))
    return found


PAPER = "its paper is retracted"
"""Why a record does not count of which every paper is retracted."""
