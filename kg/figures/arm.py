"""The arms of a corpus as drawn: letter, colour, shape and order, all of its manifest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.figures.mark import INK
from kg.graph import Graph
from kg.votes import observe


@dataclass(frozen=True)
class Arm:
    """A treatment that is told apart: its letter for grey prints, colour, rank, name and shape."""

    letter: str
    colour: str
    rank: int
    name: str
    shape: str = "circle"


def arm(graph: Graph, key: str) -> Arm | None:
    """Give the mark of an arm; None for all that the manifest does not list.

    >>> import kg
    >>> arm(kg.load(), "photon-irradiation").letter, arm(kg.load(), "anti-pd-1")
    ('P', None)
    """
    for rank, one in enumerate(graph.manifest.arms):
        if one.entity == key:
            return Arm(one.letter, one.colour, rank, one.name, one.shape)
    return None


def mark_of(graph: Graph, key: str) -> Arm:
    """Give the mark of any treatment: one that the manifest does not list has its initials."""
    label = graph.entities[key].label
    words = label.replace("-", " ").split()
    letters = "".join(word[0].upper() for word in words[:2])
    return arm(graph, key) or Arm(letters, INK, len(graph.manifest.arms), label)


def within(graph: Graph, key: str) -> Arm | None:
    """Give the mark of an arm, or of the first arm that a combination contains."""
    marks = (arm(graph, part) for part in (key, *graph.entities[key].components))
    return next(filter(None, marks), None)


def order(graph: Graph, key: str) -> tuple[int, str]:
    """Sort arms as the manifest lists them, other treatments after them by id."""
    return mark_of(graph, key).rank, key


def pair(graph: Graph) -> tuple[str, str] | None:
    """Give the two arms that are set against each other where nobody names any.

    Those of the manifest; without, the two that most records compare; None where nothing is.

    >>> import kg
    >>> pair(kg.load())
    ('carbon-ion-irradiation', 'photon-irradiation')
    """
    if len(graph.manifest.compare) == 2:
        first, second = graph.manifest.compare
        if {first, second} <= graph.entities.keys():
            return first, second
    counts: Counter[tuple[str, str]] = Counter()
    for topic, observations in observe(graph).items():
        if topic.comparator and not topic.given:
            one, other = sorted(
                (topic.exposure, topic.comparator), key=lambda key: order(graph, key)
            )
            counts[one, other] += len(observations)
    return max(sorted(counts), key=lambda both: counts[both], default=None)
