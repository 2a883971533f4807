"""BEL as node-link JSON (PyBEL): causal edges, with no change among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.corpus.lines import document
from kg.corpus.said import BITS, Paper, Rejected, Reported, Statement, Unit, plain, profile_text


def read(files: tuple[Path, ...], layer: str, skip: int) -> Iterator[Unit]:
    """Read what each edge says, document by document; one document is held at a time."""
    count = 0
    for path in files:
        found = document(path)
        if not isinstance(found, Mapping) or not isinstance(found.get("links"), list):
            yield () if count < skip else (Rejected(path.name, "no node-link document"),)
            count += 1
            continue
        nodes = found.get("nodes") or []
        for number, edge in enumerate(found["links"], start=1):
            if count >= skip:
                yield (_said(edge, nodes, layer, f"{path.name}, edge {number}"),)
            count += 1


def _said(edge: Mapping[str, Any], nodes: list[Any], layer: str, at: str) -> Statement | Rejected:
    relation = str(edge.get("relation"))
    sign = _SIGNS.get(relation)
    if sign is None:
        return Rejected(at, f"{relation}: it states no direction", str(edge.get("key")))
    try:
        ends = [_name(nodes[edge[end]], edge.get(f"{end}_modifier") or {})
                for end in ("source", "target")]  # fmt: skip
    except (KeyError, IndexError, TypeError, AttributeError):
        return Rejected(at, "an end is no node of the document", str(edge.get("key")))
    citation = edge.get("citation") or {}
    space = str(citation.get("namespace") or citation.get("type") or "").lower()
    named = plain(str(citation.get("identifier") or citation.get("reference") or ""))
    if not named:
        return Rejected(at, "citation: it names no paper", str(edge.get("key")))
    kind = _SPACES.get(space)
    paper = Paper(f"{kind.upper()}:{named}" if kind else named,
                  (f"{kind}:{named.lower()}" if kind else f"ref::{space}:{named}",))  # fmt: skip
    return Statement(
        record=str(edge.get("key") or at), exposure=ends[0], object=ends[1], comparator="",
        outcome=BITS[sign], papers=(paper,), layer=layer, state="draft",
        profile=profile_text(dict(_facets(edge.get("annotations") or {}))),
    )  # fmt: skip


def _name(node: Mapping[str, Any], modifier: Mapping[str, Any]) -> str:
    """Name a node as BEL does, with what of it the edge speaks of."""
    name = plain(str(node["bel"]))
    how, effect = modifier.get("modifier"), modifier.get("effect") or {}
    if how == "Activity":
        return f"act({name})"
    if how == "Translocation":
        there = (effect.get("toLoc") or {}).get("name")
        return f"tloc({name}, {there})" if there else f"tloc({name})"
    if how == "Degradation":
        return f"deg({name})"
    where = (modifier.get("location") or {}).get("name")
    return f"{name} in {where}" if where else name


def _facets(annotations: Mapping[str, Any]) -> Iterator[tuple[str, Reported]]:
    for name, facet in _FACETS.items():
        found = annotations.get(name) or ()
        words = [one.get("identifier") or one.get("name") if isinstance(one, Mapping) else one
                 for one in found]  # fmt: skip
        if told := frozenset(str(word) for word in words if word):
            yield facet, told


_SIGNS = {
    "increases": "+", "directlyIncreases": "+", "decreases": "-", "directlyDecreases": "-",
    "causesNoChange": "0",
}  # fmt: skip
_SPACES = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid"}
_FACETS = {
    "Species": "species", "CellLine": "cell_line", "Disease": "disease", "MeSHDisease": "disease",
}  # fmt: skip
"""Annotations that are facets here, by the names that documents give them."""
