"""The closed lists of the evidence model, and the tables that give them meaning."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "gene", "complex", "molecule", "cell", "process", "measure", "radiation", "agent", "therapy",
    "combination", "model", "organism", "anatomy", "disease", "outcome", "trial",
]  # fmt: skip
Compartment = Literal[
    "physics", "tumour-cell", "tumour-microenvironment", "systemic", "therapy", "outcome"
]
Aspect = Literal[
    "abundance", "expression", "activity", "secretion", "surface", "growth", "response"
]
Match = Literal["exact", "close", "broad", "narrow", "related"]

Predicate = Literal[
    "increases", "decreases", "does_not_change", "affects", "tests",
    "part_of", "marker_of", "targets",
]  # fmt: skip
Sign = Literal["+", "-", "0"]
Level = Literal["higher", "lower", "similar"]
Basis = Literal["isodose", "isoeffective", "unspecified"]

Stance = Literal["supports", "refutes"]
Certainty = Literal["asserted", "hedged", "speculative"]
Setting = Literal["in_vitro", "in_vivo", "patients", "ex_vivo", "simulation", "unspecified"]
Oxygen = Literal["normoxia", "hypoxia", "any"]
Site = Literal["irradiated", "non-irradiated"]
Route = Literal["ip", "iv", "it", "sc", "oral"]
Timing = Literal["before", "concurrent", "after"]
Quality = Literal["x-ray", "gamma-ray", "unspecified"]
Outcome = Literal["agrees", "adds_condition", "disagrees", "omits", "not_checked"]
Difference = Literal[
    "direction", "citation", "level", "basis", "condition", "certainty", "group", "finding"
]
Trend = Literal["rises", "falls", "flat"]
Facet = Literal[
    "route", "schedule", "dose", "let", "oxygen", "time", "fractions", "site", "co_treatment",
    "cell_line", "species",
]  # fmt: skip
StudyType = Literal[
    "review", "primary_invitro", "primary_invivo", "clinical", "case_report", "guideline",
    "physics", "other", "unknown",
]  # fmt: skip

DIFFERENCES: dict[Difference, str] = {
    "direction": "the paper shows another direction",
    "citation": "the paper does not carry the sentence",
    "level": "the paper compares otherwise",
    "basis": "the doses were matched otherwise",
    "condition": "a condition was left out",
    "certainty": "a reserve was left out",
    "group": "of the papers cited together, not all show it",
    "finding": "a finding was left out",
}
"""In what a review and its paper can differ, by weight: what turns a conclusion round first."""

SIGN_OF: dict[str, Sign] = {"increases": "+", "decreases": "-", "does_not_change": "0"}
"""The sign that a predicate carries on a chain; predicates that are absent carry none."""

PREDICATE_OF: dict[str, Predicate] = {"+": "increases", "-": "decreases", "0": "does_not_change"}

STRUCTURAL = frozenset({"part_of", "marker_of", "targets"})
"""Predicates that say how things hang together, not what changes what."""

IMPOSSIBLE: dict[tuple[Sign, Sign], Level] = {("+", "-"): "higher", ("-", "+"): "lower"}
"""(subject sign, comparator sign) -> the only level that one study can report with it."""

UNUSUAL: dict[tuple[Sign, Sign], Level] = {
    ("+", "0"): "higher", ("0", "-"): "higher", ("-", "0"): "lower", ("0", "+"): "lower",
    ("0", "0"): "similar",
}  # fmt: skip
"""As IMPOSSIBLE, but a warning: 'significant versus not significant' is not itself a difference."""
