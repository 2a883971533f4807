"""What is drawn as a node, and what as a line; the beams are neither."""

from __future__ import annotations

from kg.graph import Effect, Graph
from kg.model import Entity


def drawn(graph: Graph) -> set[str]:
    """Choose the entities that take part in an effect or a comparison; search finds the others."""
    found: set[str] = set()
    for effect in graph.effects:
        found |= {effect.subject, effect.object}
    for edge in graph.comparisons:
        found |= {edge.subject, edge.comparator, edge.object}
    return found


def is_folded(effect: Effect, graph: Graph) -> bool:
    """Whether an effect is a badge of its object, for it begins at a beam; or leads back to one."""
    return any(is_hub(graph.entities[end]) for end in (effect.subject, effect.object))


def is_hub(entity: Entity) -> bool:
    """Whether an entity is a beam, which acts on so much that its lines would hide the rest."""
    return entity.kind == "radiation"
