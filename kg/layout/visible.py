"""What is drawn as a node, and what as a line; the arms are neither."""

from __future__ import annotations

from kg.graph import Effect, Graph


def drawn(graph: Graph) -> set[str]:
    """Choose the entities that take part in an effect or a comparison; search finds the others."""
    found: set[str] = set()
    for effect in graph.effects:
        found |= {effect.subject, effect.object}
    for edge in graph.comparisons:
        found |= {edge.subject, edge.comparator, edge.object}
    return found


def is_folded(effect: Effect, graph: Graph) -> bool:
    """Whether an effect is a badge of its object, for it begins at an arm; or leads back to one.

    Arms act on so much that their lines would hide the rest.
    """
    return effect.subject in graph.arms or effect.object in graph.arms
