"""How does it get there, what would break it, and what fits a measurement? Paths with evidence."""

from kg.mechanism import contrasted, written
from kg.mechanism.advantage import ByLevel
from kg.mechanism.answer import LONGEST, Chains, chains
from kg.mechanism.chain import Chain, Link
from kg.mechanism.compared import Compared
from kg.mechanism.explain import Explanation, Read
from kg.mechanism.hypothesis import Hypothesis
from kg.mechanism.say import ARROW, MOVES, capital, say_chains, say_parting, say_route, say_what_if
from kg.mechanism.signature import Reading
from kg.mechanism.step import Finding
from kg.mechanism.whatif import Outcome, WhatIf, what_if
from kg.mechanism.where import FACETS, NAMED, Where, named_facets, read_where
from kg.mechanism.whynot import why_not

__all__ = [
    "ARROW", "FACETS", "LONGEST", "MOVES", "NAMED", "ByLevel", "Chain", "Chains", "Compared",
    "Explanation", "Finding", "Hypothesis", "Link", "Outcome", "Read", "Reading", "WhatIf",
    "Where", "capital", "chains", "contrasted", "named_facets", "read_where", "say_chains",
    "say_parting", "say_route", "say_what_if", "what_if", "why_not", "written",
]  # fmt: skip
