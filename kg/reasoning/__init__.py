"""What does the evidence come to? Verdicts, conflicts, doubtful places, gaps, audits."""

from kg.reasoning.carried import robustness
from kg.reasoning.conflict import conflicts
from kg.reasoning.difference import audit
from kg.reasoning.doubt import lint
from kg.reasoning.gap import gaps
from kg.reasoning.verdict import verdicts

__all__ = ["audit", "conflicts", "gaps", "lint", "robustness", "verdicts"]
