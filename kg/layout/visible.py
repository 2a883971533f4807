"""What is drawn: as a node, as a line between two nodes, or as a badge inside one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph import Comparison, Effect, Graph
from kg.model import Entity


@dataclass(frozen=True)
class Visible:
    """Ids of the nodes, the effects drawn as lines, and what each node carries as badges."""

    nodes: tuple[str, ...]
    lines: tuple[Effect, ...]
    badges: Mapping[str, tuple[Effect | Comparison, ...]]


def choose(graph: Graph) -> Visible:
    """Choose the entities that take part in an effect or a comparison; search finds the others.

    An effect of a hub, and a comparison of two hubs, becomes a badge of its object. Other
    comparisons are read in the panel of their nodes.
    """
    nodes: set[str] = set()
    lines: list[Effect] = []
    badges: dict[str, list[Effect | Comparison]] = {}
    for effect in graph.effects:
        nodes |= {effect.subject, effect.object}
        if is_hub(graph.entities[effect.subject]):
            badges.setdefault(effect.object, []).append(effect)
        elif not is_hub(graph.entities[effect.object]):
            lines.append(effect)
    for comparison in graph.comparisons:
        arms = {comparison.subject, comparison.comparator}
        nodes |= {*arms, comparison.object}
        if len(arms) == 2 and all(is_hub(graph.entities[arm]) for arm in arms):
            badges.setdefault(comparison.object, []).append(comparison)
    carried = {key: tuple(badges[key]) for key in sorted(badges)}
    return Visible(tuple(sorted(nodes)), tuple(lines), carried)


def is_hub(entity: Entity) -> bool:
    """Whether an entity is a beam, which acts on so much that its lines would hide the rest."""
    return entity.kind == "radiation"
