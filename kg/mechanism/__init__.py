"""How does it get there, what would break it, and what fits a measurement? Paths with evidence."""

from kg.mechanism import written
from kg.mechanism.chain import Chains, chains
from kg.mechanism.explain import Explanation
from kg.mechanism.whatif import WhatIf, what_if

__all__ = ["Chains", "Explanation", "WhatIf", "chains", "what_if", "written"]
