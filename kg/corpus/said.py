"""One statement of a source, in text: what a row of the data set is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.model.vocabulary import Sign


class Paper(NamedTuple):
    """A paper as a source names it: what people call it, and all identifiers that it has.

    Identifiers carry their kind: `doi:10.1/x`, `pmid:123`, `pmcid:PMC1`, `ref:<scope>:<key>`.
    """

    label: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one record says of one topic, before anything is counted.

    `outcome` joins the bits of `BITS`: several are one of these, unresolved. Without `comparator`
    it is an effect. `struck` are those of `papers` that a check found to show another direction,
    `miscited` those that are merely not the paper for it. `read_in` is the document that was read,
    `distance` how closely: 0 the paper, 1 its abstract, 2 what another says of it. `state` is one
    of `STATES`. `profile` is text of `profile_text`.
    """

    record: str
    exposure: str
    object: str
    comparator: str
    outcome: int
    papers: tuple[Paper, ...]
    basis: tuple[str, ...] = ()
    struck: tuple[Paper, ...] = ()
    miscited: tuple[Paper, ...] = ()
    read_in: Paper | None = None
    distance: int = 0
    refutes: bool = False
    state: str = ""
    layer: str = ""
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record of a source that gives no row: where it stands, why, and what it was."""

    place: str
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a source says of a paper itself: its kind, and how it stands to others.

    `version_of` and `members` are identifiers.
    """

    paper: Paper
    version_of: str = ""
    members: tuple[str, ...] = ()
    retracted: bool = False
    questioned: bool = False
    secondary: bool = False


Unit = tuple[Statement | About | Rejected, ...]
"""All that follows from one record of a source: a line, a statement, an edge."""

Bounds = tuple[float, float, str]
Reported = tuple[Bounds, ...] | frozenset[str]


def profile_text(facets: Mapping[str, Reported], needed: Iterable[str] = ("setting",)) -> str:
    """Write what a record reports of each facet, and what it should, always in the same way.

    >>> profile_text({"dose": ((2, 2, "Gy"),), "oxygen": frozenset({"hypoxia"})})
    '{"f":[["dose",[[2,2,"Gy"]]],["oxygen",["hypoxia"]]],"n":["setting"]}'
    """
    told = [
        [facet, sorted(value) if isinstance(value, frozenset) else [list(one) for one in value]]
        for facet, value in sorted(facets.items()) if value
    ]  # fmt: skip
    return json.dumps({"f": told, "n": sorted(needed)}, separators=(",", ":"), ensure_ascii=False)


def plain(name: str) -> str:
    """Clear a name of what would break a line, and of spaces at its ends.

    >>> plain(" HMGB1  release ")
    'HMGB1 release'
    """
    return " ".join(name.split())


BITS: Mapping[str, int] = {"higher": 1, "+": 1, "lower": 2, "-": 2, "similar": 4, "0": 4}
LEVELS = ("higher", "lower", "similar")
SIGNS: tuple[Sign, ...] = ("+", "-", "0")
STATES = ("", "draft", "superseded", "retracted")


def outcomes_of(bits: int, compared: bool) -> tuple[str, ...]:
    """Name the outcomes that bits stand for.

    >>> outcomes_of(5, compared=True), outcomes_of(2, compared=False)
    (('higher', 'similar'), ('-',))
    """
    names = LEVELS if compared else SIGNS
    return tuple(name for place, name in enumerate(names) if bits >> place & 1)


def turned(bits: int) -> int:
    """Give the bits of a level as seen from the other arm.

    >>> turned(1), turned(2), turned(5), turned(4)
    (2, 1, 6, 4)
    """
    return (bits & 4) | (bits & 1) << 1 | (bits & 2) >> 1
