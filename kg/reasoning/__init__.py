"""What does the evidence come to? Verdicts, conflicts, doubtful places, gaps, audits."""

from kg.reasoning import about as about
from kg.reasoning import benchmark as benchmark
from kg.reasoning import change as change
from kg.reasoning import say as say
from kg.reasoning.carried import robustness
from kg.reasoning.conflict import conflicts
from kg.reasoning.difference import audit
from kg.reasoning.doubt import lint
from kg.reasoning.gap import gaps
from kg.reasoning.verdict import MARKS, Verdict, judge, kinds_of, kinds_under, verdicts

__all__ = [
    "MARKS", "Verdict", "audit", "conflicts", "gaps", "judge", "kinds_of", "kinds_under", "lint",
    "robustness", "verdicts",
]  # fmt: skip
