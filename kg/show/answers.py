"""Every question that has an answer in tables: what reasoning finds, laid out for people."""

from __future__ import annotations

from pathlib import Path

from kg.graph import Graph
from kg.show.audit import agreement, audit, robustness
from kg.show.auditpage import audit_page
from kg.show.benchmark import scored
from kg.show.beside import expected_answer
from kg.show.chain import chains
from kg.show.change import changed
from kg.show.coverage import coverage, searched
from kg.show.explain import explain
from kg.show.gap import gaps, lint
from kg.show.heatmap import heat_map
from kg.show.inference import inferred
from kg.show.known import counted, known, listed_queries
from kg.show.numbers import numbers
from kg.show.review import waiting
from kg.show.search import hits, search
from kg.show.sheet import Answer
from kg.show.statement import checked
from kg.show.verdict import conflicts, verdicts
from kg.show.verification import verified
from kg.show.whatif import what_if

__all__ = [
    "agreement", "audit", "audit_page", "audited", "chains", "changed", "checked", "conflicts",
    "counted", "coverage", "expected_answer", "explain", "gaps", "heat_map", "hits", "inferred",
    "known", "lint", "listed_queries", "numbers", "robustness", "scored", "search", "searched",
    "verdicts", "verified", "waiting", "what_if",
]  # fmt: skip
"""Each is a function of what is known and the question's options that gives an `Answer`; the heat
map is a page."""


def audited(
    graph: Graph, by: str = "weight", top: int = 0, robust: bool = False, agreed: bool = False,
    document: str | None = None, answers: Path | None = None,
) -> Answer:  # fmt: skip
    """Give the audit, what carries the conclusions, how two readings agree, or a score."""
    if answers:
        return scored(graph, answers)
    if agreed:
        return agreement(graph, document)
    if robust:
        return robustness(graph)
    return audit(graph, by=by, top=top or None, document=document)
