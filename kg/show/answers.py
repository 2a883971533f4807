"""Every question that has an answer in tables: what reasoning finds, laid out for people."""

from __future__ import annotations

from kg.graph import Graph
from kg.show.audit import agreement, audit, robustness
from kg.show.auditpage import audit_page
from kg.show.chain import chains
from kg.show.coverage import coverage
from kg.show.explain import explain
from kg.show.gap import gaps, lint
from kg.show.heatmap import heat_map
from kg.show.inference import inferred
from kg.show.sheet import Answer
from kg.show.verdict import conflicts, verdicts
from kg.show.whatif import what_if

__all__ = [
    "agreement", "audit", "audit_page", "audited", "chains", "conflicts", "coverage", "explain",
    "gaps", "heat_map", "inferred", "lint", "robustness", "verdicts", "what_if",
]  # fmt: skip
"""Each is a function of what is known and the question's options that gives an `Answer`; the heat
map is a page."""


def audited(
    graph: Graph, by: str = "weight", top: int = 0, robust: bool = False, agreed: bool = False
) -> Answer:
    """Give the audit, or what carries the conclusions, or how two readings agree."""
    if agreed:
        return agreement()
    return robustness(graph) if robust else audit(graph, by=by, top=top or None)
