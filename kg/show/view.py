"""An entity or a claim by its id or name."""

from __future__ import annotations

from difflib import get_close_matches

from rich.console import Group

from kg.errors import RequestError
from kg.graph import Graph
from kg.show.claim import view_claim
from kg.show.entity import view_entity


def show(graph: Graph, words: str) -> Group:
    """Show the claim of this id, or the entity of this id, label or synonym.

    Raises `RequestError`, with the nearest names, where there is neither.
    """
    if words in graph.claims:
        return Group(*view_claim(graph, graph.claims[words]))
    if words.count(".") < 2:
        return Group(*view_entity(graph, graph.find(words)))
    near = get_close_matches(words, graph.claims, n=3, cutoff=0.6)
    hint = f"did you mean {', '.join(near)}?" if near else "'kg show ENTITY' lists its claims"
    raise RequestError(f"no claim '{words}': {hint}")
