"""Edges of KGX, as tabs or JSON Lines: those that state a direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.corpus.lines import json_lines, table_rows
from kg.corpus.said import BITS, Paper, Rejected, Statement, Unit, plain, profile_text


def read(files: tuple[Path, ...], layer: str, skip: int) -> Iterator[Unit]:
    """Read what each edge says; its papers are `publications`, and none where it has none."""
    for path in files:
        table = path.name.removesuffix(".gz").endswith(".tsv")
        for number, edge in table_rows(path, skip) if table else json_lines(path, skip):
            if isinstance(edge, Mapping):
                yield (_said(edge, layer, number),)
            else:
                yield (Rejected(f"line {number}", str(edge or "an empty line")),)


def _said(edge: Mapping[str, Any], layer: str, number: int) -> Statement | Rejected:
    ends = [plain(str(edge.get(name) or "")) for name in ("subject", "object")]
    sign = _SIGNS.get(_text(edge.get("object_direction_qualifier"))) or _of_predicate(
        _text(edge.get("qualified_predicate") or edge.get("predicate"))
    )
    if not all(ends):
        return Rejected(f"line {number}", "subject or object: it is empty", str(dict(edge)))
    if _SIGNS.get(_text(edge.get("subject_direction_qualifier"))) == "-":
        sign = {"+": "-", "-": "+"}.get(sign, sign)
    if not sign:
        return Rejected(f"line {number}", "it states no direction", f"{edge.get('id') or ends}")
    papers = tuple(map(_paper, _list(edge.get("publications"))))
    if not papers:
        return Rejected(f"line {number}", "publications: no paper stands behind it",
                        f"{edge.get('id') or ends}")  # fmt: skip
    taxon = _list(edge.get("species_context_qualifier"))
    return Statement(
        record=str(edge.get("id") or f"line {number}"), exposure=ends[0], object=ends[1],
        comparator="", outcome=BITS[sign], papers=papers, layer=layer, state="draft",
        refutes=_text(edge.get("negated")) == "true",
        profile=_profile(tuple(taxon)),
    )  # fmt: skip


@lru_cache(1000)
def _profile(species: tuple[str, ...]) -> str:
    return profile_text({"species": frozenset(species)})


@lru_cache(100_000)
def _paper(curie: str) -> Paper:
    """Name a paper by its CURIE.

    >>> _paper("PMID:12")
    Paper(label='PMID:12', ids=('pmid:12',))
    """
    prefix, _, rest = plain(curie).partition(":")
    known = prefix.lower() in {"pmid", "doi"} and rest
    return Paper(plain(curie), (f"{prefix.lower()}:{rest.lower()}" if known else f"ref::{curie}",))


def _list(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [one for one in str(value or "").split("|") if one]


def _text(value: object) -> str:
    return str(value or "").lower().removeprefix("biolink:")


def _of_predicate(name: str) -> str:
    """Read the direction of predicates that have one in their name."""
    for word, sign in (("increases", "+"), ("positively_regulates", "+"), ("decreases", "-"),
                       ("negatively_regulates", "-")):  # fmt: skip
        if name == word or name.startswith(f"{word}_") or name.endswith(f"_{word}") or (
            "_" in word and f"{word}_" in name
        ):
            return sign
    return ""


_SIGNS = {"increased": "+", "upregulated": "+", "decreased": "-", "downregulated": "-"}
