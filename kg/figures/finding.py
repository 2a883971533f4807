"""What studies found of a row in a column of a matrix: one finding a record, level and basis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph import Graph, Support
from kg.model.figure import Column
from kg.model.vocabulary import Level


@dataclass(frozen=True)
class Finding:
    """A level of one arm against another, by one study, or several that share a record."""

    references: frozenset[str]
    level: tuple[str, ...]
    basis: tuple[str, ...]
    supports: tuple[Support, ...]


def findings(graph: Graph, row: str, column: Column) -> tuple[Finding, ...]:
    """Collect the direct comparisons of a row in a column; sorted, each result of a study once."""
    here, there = set(column.subjects), set(column.versus)
    found: dict[tuple[tuple[str, ...], tuple[str, ...], frozenset[str]], list[Support]] = {}
    for edge in graph.comparisons:
        if edge.object != row or edge.given or edge.differs:
            continue
        if edge.subject in here and edge.comparator in there:
            level = tuple(sorted(edge.level))
        elif edge.subject in there and edge.comparator in here:
            level = tuple(sorted(_TURNED[word] for word in edge.level))
        else:
            continue
        for support in edge.supports:
            if support.evidence.stance == "supports":
                key = level, edge.basis, frozenset(support.evidence.references)
                found.setdefault(key, []).append(support)
    ordered = sorted(found.items(), key=lambda item: (*item[0][:2], sorted(item[0][2])))
    return tuple(
        Finding(references, level, basis, tuple(supports))
        for (level, basis, references), supports in ordered
    )


def studied(graph: Graph, row: str, arms: Iterable[str]) -> frozenset[str]:
    """Collect the studies that say what these arms do to a row, compared or not."""
    wanted = set(arms)
    return frozenset(
        key
        for claim, evidence in graph.evidence()
        if claim.object == row and claim.subject in wanted
        for key in evidence.references
    )


_TURNED: dict[Level, Level] = {"higher": "lower", "lower": "higher", "similar": "similar"}
