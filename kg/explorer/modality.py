"""Beams told apart by letter and colour: letters for grey prints and for every colour vision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph import Graph
from kg.layout import is_hub


@dataclass(frozen=True)
class Arm:
    """How a modality is marked: its letters, its colour, its place in a comparison, its label."""

    letter: str
    colour: str
    rank: int
    label: str


def arms(graph: Graph) -> dict[str, Arm]:
    """Give each modality of the graph its mark; one that the table lacks gets its initials."""
    found = {}
    for key, entity in graph.entities.items():
        if is_hub(entity):
            letter, colour, rank = _MARKS.get(key, (_initials(entity.label), BOTH, len(_MARKS)))
            found[key] = Arm(letter, colour, rank, entity.label)
    return found


def arm_of(key: str, graph: Graph, modalities: Mapping[str, Arm]) -> str | None:
    """Name the modality that a treatment is or contains; None where it has none or several."""
    if key in modalities:
        return key
    inside = {arm_of(part, graph, modalities) for part in graph.entities[key].components} - {None}
    return inside.pop() if len(inside) == 1 else None


def _initials(label: str) -> str:
    return "".join(word[0].upper() for word in label.replace("-", " ").split()[:2])


BOTH = "#30343B"
_MARKS = {
    "carbon-ion-irradiation": ("C", "#B34700", 0),
    "photon-irradiation": ("P", "#0063A8", 1),
    "proton-irradiation": ("p+", BOTH, 2),
    "low-let-irradiation": ("L", BOTH, 3),
    "heavy-ion-irradiation": ("H", BOTH, 4),
    "ionising-radiation": ("R", BOTH, 5),
    "low-dose-irradiation": ("D", BOTH, 6),
}
"""Letter, colour, rank in a comparison. Orange and blue stay apart for every colour blindness,
with a contrast of at least 5.5 on white."""
