"""The closed lists of the evidence model, and the tables that give them meaning.

Compartments and bases are words of the corpus: its manifest names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

Kind = Literal[
    "gene", "complex", "molecule", "cell", "process", "measure", "radiation", "agent", "therapy",
    "combination", "model", "organism", "anatomy", "disease", "outcome", "trial",
]  # fmt: skip
Pictogram = Literal[
    "tumour-cell", "broken-strand", "mitochondrion", "membrane-receptor", "t-cell", "nk-cell",
    "dendritic-cell", "macrophage", "mdsc", "treg", "antibody", "beam-track", "vessel",
    "lymph-node", "spleen", "mouse", "patient",
]  # fmt: skip
Compartment = Annotated[
    str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", description="one of the manifest's")
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
Basis = Annotated[
    str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", description="one of the manifest's")
]

Stance = Literal["supports", "refutes"]
Certainty = Literal["asserted", "hedged", "speculative"]
Setting = Literal["in_vitro", "in_vivo", "patients", "ex_vivo", "simulation", "unspecified"]
Oxygen = Literal["normoxia", "hypoxia", "any"]
Site = Literal["irradiated", "non-irradiated"]
Irradiated = Literal[
    "tumour-cell", "immune-cell", "stroma", "whole-body", "local", "none", "unspecified"
]
Route = Literal["ip", "iv", "it", "sc", "oral"]
Timing = Literal["before", "concurrent", "after"]
Quality = Literal["x-ray", "gamma-ray", "unspecified"]
Outcome = Literal["agrees", "adds_condition", "disagrees", "omits", "not_checked"]
Difference = Literal[
    "direction", "citation", "level", "basis", "condition", "certainty", "group", "finding"
]
Action = Literal["inhibits", "activates"]
Measured = Literal[
    "fold", "ratio", "difference", "percentage", "rbe", "oer", "hazard_ratio", "odds_ratio",
    "response_rate", "median", "correlation",
]  # fmt: skip
Trend = Literal["rises", "falls", "flat"]
Facet = Literal[
    "route", "schedule", "dose", "let", "oxygen", "time", "fractions", "site", "co_treatment",
    "cell_line", "species", "irradiated", "dose_rate",
]  # fmt: skip
StudyType = Literal[
    "review", "systematic_review", "meta_analysis", "primary_invitro", "primary_invivo",
    "clinical", "randomised_trial", "cohort", "case_control", "case_report", "guideline",
    "physics", "other", "unknown",
]  # fmt: skip

IRRADIATED: dict[Irradiated, str] = {
    "tumour-cell": "tumour cells",
    "immune-cell": "immune cells",
    "stroma": "stroma: fibroblasts, vessels",
    "whole-body": "the whole body",
    "local": "a tumour in an animal or patient",
    "none": "nothing that was observed: medium or cells taken from irradiated ones",
    "unspecified": "not stated",
}
"""What the treatment struck, in words; an effect on what was not struck is one that travels."""

DIFFERENCES: dict[Difference, str] = {
    "direction": "the paper shows another direction",
    "citation": "the paper does not carry the sentence",
    "level": "the paper compares otherwise",
    "basis": "the arms were matched otherwise",
    "condition": "a condition was left out",
    "certainty": "a reserve was left out",
    "group": "of the papers cited together, not all show it",
    "finding": "a finding was left out",
}
"""In what a review and its paper can differ, by weight: what turns a conclusion round first."""


@dataclass(frozen=True)
class Meaning:
    """What a predicate means to all that reads it.

    `sign` is what it carries on a chain, None where it states no direction. `structural` ones say
    how things hang together, not what changes what. Records of a `causal` one decide on a step of
    a chain: for it, against it, or that it is one. `end` is how a line of it ends at its object in
    a figure; nothing is drawn where it is empty. `biolink` is the predicate of the Biolink Model.
    """

    sign: Sign | None = None
    structural: bool = False
    causal: bool = False
    end: Literal["", "arrow", "bar", "dot", "none", "diamond"] = ""
    biolink: str = "biolink:related_to"


PREDICATES: dict[Predicate, Meaning] = {
    "increases": Meaning("+", causal=True, end="arrow", biolink="biolink:affects"),
    "decreases": Meaning("-", causal=True, end="bar", biolink="biolink:affects"),
    "does_not_change": Meaning("0", causal=True, end="dot", biolink="biolink:affects"),
    "affects": Meaning(end="none", biolink="biolink:affects"),
    "tests": Meaning(),
    "part_of": Meaning(structural=True, causal=True, biolink="biolink:part_of"),
    "marker_of": Meaning(structural=True, biolink="biolink:biomarker_for"),
    "targets": Meaning(
        structural=True, causal=True, end="diamond", biolink="biolink:interacts_with"
    ),
}
"""Each predicate with its meaning; every other table of predicates is made of this one."""

SIGN_OF: dict[str, Sign] = {key: one.sign for key, one in PREDICATES.items() if one.sign}
"""The sign that a predicate carries on a chain; predicates that are absent carry none."""

UNSIGNED: tuple[Predicate, ...] = tuple(key for key, one in PREDICATES.items() if not one.sign)
"""Predicates that state no direction."""

ACTION_SIGN: dict[Action, Literal["+", "-"]] = {"inhibits": "-", "activates": "+"}
"""The sign of what an agent does to its target."""

PREDICATE_OF: dict[str, Predicate] = {"+": "increases", "-": "decreases", "0": "does_not_change"}
"""The predicate that says a sign and nothing more."""

STRUCTURAL = frozenset(key for key, one in PREDICATES.items() if one.structural)
"""Predicates that say how things hang together, not what changes what."""

TURNED: dict[str, Level] = {"higher": "lower", "lower": "higher", "similar": "similar"}
"""A level seen from the other arm, and past a step that lowers."""

OPPOSITE: dict[str, str] = {"+": "-", "-": "+", "0": "0"}
"""A sign turned round."""

SECONDARY: frozenset[StudyType] = frozenset({"review", "systematic_review", "guideline"})
"""Study types that report what others found: they are no independent studies."""

TREATMENTS: frozenset[Kind] = frozenset({"radiation", "combination", "therapy", "agent"})
"""Kinds of entities that somebody gives: where chains begin, and what was given binds."""

IMPOSSIBLE: dict[tuple[Sign, Sign], Level] = {("+", "-"): "higher", ("-", "+"): "lower"}
"""(subject sign, comparator sign) -> the only level that one study can report with it."""

UNUSUAL: dict[tuple[Sign, Sign], Level] = {
    ("+", "0"): "higher", ("0", "-"): "higher", ("-", "0"): "lower", ("0", "+"): "lower",
    ("0", "0"): "similar",
}  # fmt: skip
"""As IMPOSSIBLE, but a warning: 'significant versus not significant' is not itself a difference."""
