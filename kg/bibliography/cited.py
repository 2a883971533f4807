"""One paper as another program tells of it, in the fields of our references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.curation import Sentence
from kg.model.letters import without_unfit
from kg.model.reference import bare_doi

Fields = dict[str, Any]


@dataclass(frozen=True)
class Cited:
    """A paper in the fields of a reference (CSL names), as a file or a person names it.

    `abstract` is at hand while the paper comes in, and never kept. `sentences` are the inventory
    of a full text, without its words; `cites` tells by which DOI or PMID a number of its
    bibliography is known. `where` is the place in the file, for messages.
    """

    fields: Mapping[str, Any]
    where: str
    abstract: str = ""
    sentences: tuple[Sentence, ...] = ()
    cites: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def part(self) -> str:
        """Say which part of the paper is at hand: full-text, abstract or title."""
        return "full-text" if self.sentences else "abstract" if self.abstract else "title"


def plain(text: object) -> str:
    r"""Take marks of HTML and letters that no product can hold out of a text, on one line.

    >>> plain("Loss of <i>Trex1</i>\n in  CD8<sup>+</sup> cells")
    'Loss of Trex1 in CD8+ cells'
    """
    bare = re.sub(r"</?(i|b|em|strong|sub|sup|span|scp|jats:\w+)(\s[^<>]*)?/?>", "", str(text))
    return " ".join(without_unfit(bare).split())


def filled(given: Mapping[str, Any]) -> Fields:
    """Keep the fields that say something, identifiers and years in our form."""
    found = {name: plain(value) if isinstance(value, str) else value
             for name, value in given.items()}  # fmt: skip
    if found.get("DOI"):
        found["DOI"] = bare_doi(found["DOI"])
    if found.get("PMCID"):
        found["PMCID"] = re.sub(r"^(?i:pmc)?", "PMC", str(found["PMCID"]).split(".")[0])
    if isinstance(found.get("page"), str):
        found["page"] = re.sub(r"(?<=\w) ?-+ ?(?=\w)", "\N{EN DASH}", found["page"])
    if (year := found.get("issued")) is not None:
        match = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", str(year))
        found["issued"] = int(match[0]) if match else None
    return {name: value for name, value in found.items() if value not in (None, "", [], ())}


def people(names: Iterable[str]) -> Fields:
    """Read names written as 'Family, Given, Suffix'; one without a comma is a group.

    >>> people(["Smith, John, Jr.", "Carbon Consortium", "et al."])
    {'author': [{'family': 'Smith', 'given': 'John, Jr.'}, {'family': 'Carbon Consortium'}], \
'et_al': True}
    """
    found: list[dict[str, str]] = []
    shortened = False
    for name in map(plain, names):
        if re.fullmatch(r"(?i)(et\.? al\.?|others)", name):
            shortened = True
        elif name:
            family, _, given = (part.strip() for part in name.partition(","))
            found.append({"family": family, **({"given": given} if given else {})})
    return {"author": found, **({"et_al": True} if shortened else {})}


def study_type(kinds: Iterable[str]) -> str | None:
    """Tell the study type from PubMed's publication types, where one of them settles it."""
    given = {kind.casefold() for kind in kinds}
    return next((ours for theirs, ours in _STUDIES if theirs in given), None)


def title(text: str) -> str:
    """Take off the full stop that PubMed puts behind titles."""
    said = plain(text)
    return said[:-1] if said.endswith(".") and not said.endswith("..") else said


_STUDIES = (
    ("meta-analysis", "meta_analysis"), ("systematic review", "systematic_review"),
    ("practice guideline", "guideline"), ("guideline", "guideline"), ("review", "review"),
    ("randomized controlled trial", "randomised_trial"), ("case reports", "case_report"),
    ("clinical trial", "clinical"), ("clinical trial, phase i", "clinical"),
    ("clinical trial, phase ii", "clinical"), ("clinical trial, phase iii", "clinical"),
)  # fmt: skip
"""PubMed's publication types (Publication Characteristics of MeSH), the telling ones first."""
