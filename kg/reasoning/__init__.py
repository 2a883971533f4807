"""What does the evidence come to? Verdicts, conflicts, doubtful places and gaps."""

from kg.reasoning.conflict import conflicts
from kg.reasoning.doubt import lint
from kg.reasoning.gap import gaps
from kg.reasoning.verdict import verdicts

__all__ = ["conflicts", "gaps", "lint", "verdicts"]
