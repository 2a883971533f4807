"""What did this table of differential expression find? Files as their tools write them, as genes.

A file is read rightly or refused with what to do; what is not used of it is told, never dropped.
"""

from kg.expression.changes import DUPLICATES, Changes, Choice, LeftOut, read_changes
from kg.expression.columns import SCALES
from kg.expression.grid import Grid, read_grid
from kg.expression.number import has_decimal_comma, read_number
from kg.expression.symbol import Gene, Orthologue, approved, kind_of, orthologues, read_gene

__all__ = [
    "DUPLICATES", "SCALES", "Changes", "Choice", "Gene", "Grid", "LeftOut", "Orthologue",
    "approved", "has_decimal_comma", "kind_of", "orthologues", "read_changes", "read_gene",
    "read_grid", "read_number",
]  # fmt: skip
