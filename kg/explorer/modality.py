"""Arms told apart by letter and colour: letters for grey prints and for every colour vision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.explorer.shade import Shades, shades
from kg.graph import Graph
from kg.model.manifest import ArmMark


@dataclass(frozen=True)
class Arm:
    """How an arm is marked: letters, name, place in a comparison, label, colours if it has any."""

    letter: str
    name: str
    rank: int
    label: str
    shades: Shades | None = None


def arms(graph: Graph) -> dict[str, Arm]:
    """Give each arm of the graph its mark; one that no manifest names gets its initials."""
    return {key: _arm(graph, key, rank) for rank, key in enumerate(graph.arms)}


def arm_of(key: str, graph: Graph, modalities: Mapping[str, Arm]) -> str | None:
    """Name the arm that a treatment is or contains; None where it has none or several."""
    if key in modalities:
        return key
    inside = {arm_of(part, graph, modalities) for part in graph.entities[key].components} - {None}
    return inside.pop() if len(inside) == 1 else None


def _arm(graph: Graph, key: str, rank: int) -> Arm:
    label = graph.entities[key].label
    mark = graph.manifest.arm(key)
    if mark is None:
        return Arm(_initials(label), label, rank, label)
    own = shades(mark.colour) if mark.colour != NEUTRAL else None
    return Arm(mark.letter, mark.name, rank, label, own)


def _initials(label: str) -> str:
    return "".join(word[0].upper() for word in label.replace("-", " ").split()[:2])


NEUTRAL: str = ArmMark.model_fields["colour"].default
"""What an arm without a colour of its own is drawn in."""
