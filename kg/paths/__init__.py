"""How are the paths of a signed graph found, however large it is? Nothing here knows biology."""

from kg.paths.arrays import DEFINED, SignedEdge, SignedGraph, write_graph
from kg.paths.ranked import stored_chains
from kg.paths.simple import distances, simple_paths

__all__ = [
    "DEFINED", "SignedEdge", "SignedGraph", "distances", "simple_paths", "stored_chains",
    "write_graph",
]  # fmt: skip
