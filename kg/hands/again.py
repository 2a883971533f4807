"""A blind second reading of a paper: begun without the first, compared when both are in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.curation import Corpus, read, read_beside
from kg.errors import RequestError
from kg.model import Claim
from kg.publishing import write_all

Key = tuple[str, str, str, str]
"""What is asserted: locator, subject, object, other arm."""


@dataclass(frozen=True)
class Difference:
    """One facet in which two readers part; `facet` is 'presence' where one has no such record."""

    number: int
    locator: str
    subject: str
    object: str
    facet: str
    first: str
    second: str
    settled: bool = False


@dataclass(frozen=True)
class Readings:
    """How far a second reading is: begun, waiting for somebody, or compared.

    `waits` are lines on what is not in yet; `differences` are there only when both are.
    """

    paths: tuple[Path, ...]
    waits: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


def read_again(folders: Sequence[Path], paper: str, by: str) -> Readings:
    """Begin a second reading of a paper, or compare it with the first when both are in.

    Writes `documents/<paper>/again-<name>.yaml` without a word of the first reading; once it is
    filled in, `second-reading.tsv`, which `kg audit --agreement` reads. Raises `RequestError` for
    a paper that no folder has, and where both readers are one.
    """
    corpus = read(*folders)
    home, path = _place(folders, corpus, paper, by)
    if not path.exists():
        part = "results.1.1" if corpus.inventory.get(paper) else "abstract"
        text = _SKELETON.format(paper=paper, locator=part, by=by.replace('"', "'"))
        return Readings(tuple(write_all(home, {path.relative_to(home).as_posix(): text})))
    first = list(_first(corpus, paper))
    if by in {record.curated_by for claim in first for record in claim.evidence}:
        raise RequestError(f"{paper} was read first by {by}: another hand reads it again")
    second, unfilled = read_beside(path, paper, corpus)
    waits = [f"{one.file}:{one.line}: not filled in yet: {', '.join(one.fields)}"
             for one in unfilled]  # fmt: skip
    if any(one.paper == paper for one in corpus.unfilled) or not first:
        waits.append(f"the first reading of {paper} is not in yet")
    if waits:
        return Readings((), tuple(waits))
    one, other = _assertions(first), _assertions(second)
    made = {f"documents/{paper}/second-reading.tsv": _table(one, other)}
    wrote = write_all(home, made)
    return Readings(tuple(wrote), (), tuple(_differences(one, other, home / f"documents/{paper}")))


def settle(
    folders: Sequence[Path], paper: str, by: str, number: int, settled: str, why: str
) -> Path:
    """Write into `settled.tsv` of a document how one difference was settled, and why.

    `settled` is 'first', 'second', or what stands instead. Raises `RequestError` for a number
    that no difference has, and without a reason.
    """
    found = read_again(folders, paper, by)
    one = next((each for each in found.differences if each.number == number), None)
    if one is None:
        raise RequestError(f"no difference {number}: 'kg read-again {paper} --as ...' lists them")
    if not settled.strip():
        raise RequestError("--for: say what stands: first, second, or other words")
    if not why.strip():
        raise RequestError("--because: say why, for both readers read it")
    home, _ = _place(folders, read(*folders), paper, by)
    path = home / "documents" / paper / "settled.tsv"
    text = path.read_text(encoding="utf-8") if path.exists() else "\t".join(SETTLED) + "\n"
    stands = {"first": one.first, "second": one.second}.get(settled, settled)
    row = (one.locator, one.subject, one.object, one.facet, one.first, one.second, stands, why)
    kept = [line for line in text.splitlines() if line.split("\t")[:4] != list(row[:4])]
    kept.append("\t".join(" ".join(cell.split()) for cell in row))
    (made,) = write_all(home, {path.relative_to(home).as_posix(): "\n".join(kept) + "\n"})
    return made


def _place(folders: Sequence[Path], corpus: Corpus, paper: str, by: str) -> tuple[Path, Path]:
    """Find the folder that a paper's claims stand in, and the file of its second reading."""
    if paper not in corpus.references:
        raise RequestError(f"no paper '{paper}': give the key of its reference")
    slug = re.sub(r"[^a-z0-9]+", "-", by.casefold()).strip("-")
    if not slug:
        raise RequestError("--as: say who reads, in letters")
    layers = dict(zip(corpus.layers, folders, strict=True))
    mine = next((layers[corpus.layer_of[f"{claim.id}.{record.id}"]]
                 for claim in corpus.claims.values() for record in claim.evidence
                 if record.read_in == paper), None)  # fmt: skip
    named = (folder for folder in reversed(folders) if (folder / f"papers/{paper}.yaml").exists())
    home = next(named, mine or layers[corpus.layer_of[f"reference/{paper}"]])
    return home, home / "documents" / paper / f"again-{slug}.yaml"


def _first(corpus: Corpus, paper: str) -> Iterator[Claim]:
    for claim in corpus.claims.values():
        mine = tuple(record for record in claim.evidence
                     if record.read_in == paper and paper in record.references)  # fmt: skip
        if mine:
            yield claim.model_copy(update={"evidence": mine})


def _assertions(claims: Iterable[Claim]) -> dict[Key, dict[str, str]]:
    """Lay out what a reading asserts: facet by facet, a row for each other arm."""
    found: dict[Key, dict[str, str]] = {}
    for claim in claims:
        for record in claim.evidence:
            for contrast in record.contrasts or (None,):
                key = (record.locator[0], claim.subject, claim.object,
                       contrast.versus if contrast else "")  # fmt: skip
                found.setdefault(key, {
                    "direction": claim.predicate,
                    "level": " or ".join(sorted(contrast.level)) if contrast else "",
                    "basis": " or ".join(sorted(contrast.basis)) if contrast else "",
                    "certainty": record.certainty, "setting": record.system.setting,
                    "oxygen": str(record.conditions.oxygen or ""),
                    "attribution": record.attribution,
                })  # fmt: skip
    return found


def _table(one: dict[Key, dict[str, str]], other: dict[Key, dict[str, str]]) -> str:
    head = ["locator", "subject", "object", "versus", "read_by"]
    head += [f"{who}_{facet}" for facet in FACETS for who in ("first", "second")]
    lines = ["\t".join(head)]
    for key in sorted({*one, *other}):
        by = "both" if key in one and key in other else "first" if key in one else "second"
        cells = [side.get(key, {}).get(facet, "") for facet in FACETS for side in (one, other)]
        lines.append("\t".join((*key, by, *cells)))
    return "\n".join(lines) + "\n"


def _differences(
    one: dict[Key, dict[str, str]], other: dict[Key, dict[str, str]], home: Path
) -> Iterator[Difference]:
    path = home / "settled.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []
    told = {tuple(row.split("\t")[:4]) for row in rows}
    number = 0
    for key in sorted({*one, *other}):
        locator, subject, object_, _ = key
        if key in one and key in other:
            apart = [(facet, one[key][facet], other[key][facet]) for facet in FACETS
                     if one[key][facet] != other[key][facet]]  # fmt: skip
        else:
            first, second = ("yes" if key in side else "no" for side in (one, other))
            apart = [("presence", first, second)]
        for facet, first, second in apart:
            number += 1
            settled = (locator, subject, object_, facet) in told
            yield Difference(number, locator, subject, object_, facet, first, second, settled)


FACETS = ("direction", "level", "basis", "certainty", "setting", "oxygen", "attribution")
SETTLED = ("locator", "subject", "object", "facet", "first", "second", "settled", "why")
"""Columns of `settled.tsv`."""

_SKELETON = """\
# yaml-language-server: $schema=../../../build/schema/papers.schema.json
# A second reading of {paper}, by {by}. Read the paper, not what somebody else wrote of it; when
# all of it is here, run 'kg read-again' once more. None of this stands in the graph.
topic: again
defaults: {{certainty: asserted}}
claims:
- subject: "..."                 # ids: kg search WORDS
  predicate: "..."
  object: "..."
  evidence:
  - id: first
    locator: [{locator}]
    system: {{setting: unspecified}}
    summary: "..."
"""
