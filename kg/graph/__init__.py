"""Checked claims assembled into one graph of effects and comparisons."""

from kg.graph.assembly import assemble
from kg.graph.columns import table_schema
from kg.graph.edge import Comparison, Effect, Support
from kg.graph.graph import Graph
from kg.graph.state import State, Void, is_retracted, study_of
from kg.graph.table import evidence_table

__all__ = [
    "Comparison", "Effect", "Graph", "State", "Support", "Void", "assemble", "evidence_table",
    "is_retracted", "study_of", "table_schema",
]  # fmt: skip
