"""Checked claims assembled into one graph of effects and comparisons."""

from kg.graph.assembly import assemble
from kg.graph.edge import Comparison, Effect, Support
from kg.graph.graph import Graph
from kg.graph.table import evidence_table

__all__ = ["Comparison", "Effect", "Graph", "Support", "assemble", "evidence_table"]
