"""What did this table of differential expression find? Files as their tools write them, as genes.

A file is read rightly or refused with what to do; what is not used of it is told, never dropped.
"""

from kg.expression.changes import DUPLICATES, Changes, Choice, LeftOut, read_changes
from kg.expression.columns import SCALES
from kg.expression.symbol import Gene, Orthologue, approved, kind_of, orthologues, read_gene

__all__ = [
    "DUPLICATES", "SCALES", "Changes", "Choice", "Gene", "LeftOut", "Orthologue", "approved",
    "kind_of", "orthologues", "read_changes", "read_gene",
]  # fmt: skip
