"""What does the evidence come to? Verdicts, conflicts, doubtful places, gaps, audits."""

from kg.reasoning.audit import audit
from kg.reasoning.conflict import conflicts
from kg.reasoning.doubt import lint
from kg.reasoning.gap import gaps
from kg.reasoning.robustness import robustness
from kg.reasoning.verdict import verdicts

__all__ = ["audit", "conflicts", "gaps", "lint", "robustness", "verdicts"]
