"""What does the evidence come to? Verdicts, conflicts, doubtful places and gaps."""

from kg.reasoning.conflict import conflicts
from kg.reasoning.verdict import verdicts

__all__ = ["conflicts", "verdicts"]
