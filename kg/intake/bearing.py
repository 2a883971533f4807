"""What a paper may bear on: the things that its title and abstract name, and what hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.graph import Graph
from kg.inquiry import find_mentions, split_words
from kg.model.vocabulary import TREATMENTS
from kg.reasoning import gaps, verdicts
from kg.votes import many


@dataclass(frozen=True)
class Bearing:
    """What a text names, as ids in its order, and what a paper on these could move.

    `verdicts`, `gaps` and `conclusions` are lines for people; nothing is claimed by them.
    """

    named: tuple[str, ...]
    models: tuple[str, ...]
    verdicts: tuple[str, ...]
    gaps: tuple[str, ...]
    conclusions: tuple[str, ...]


def find_bearing(graph: Graph, text: str) -> Bearing:
    """Find what a text names, by the graph's own finder, and what rests on these things.

    A verdict could be moved where its object is named and one of its arms, or a kind of one; an
    open place of the map of gaps, and a gap that a source states, likewise; a conclusion where
    subject and object of a claim that carries it are.
    """
    words = split_words(text)[:MOST_WORDS]
    found = tuple(dict.fromkeys(one.id for one in find_mentions(graph, words)))
    models = tuple(key for key in found if graph.entities[key].kind in MODELS)
    named = frozenset(found)
    return Bearing(
        tuple(key for key in found if key not in models), models,
        tuple(_verdicts(graph, named)), tuple(_gaps(graph, named)),
        tuple(_conclusions(graph, named)),
    )  # fmt: skip


def _verdicts(graph: Graph, named: frozenset[str]) -> Iterator[str]:
    for one in verdicts(graph):
        topic = one.topic
        arms = {topic.exposure, topic.comparator}
        if topic.object in named and _given(graph, arms, named) and not topic.given:
            label = [graph.entities[key].label for key in (topic.exposure, topic.comparator)]
            basis = f", {' or '.join(one.basis)}" if one.basis else ""
            yield (f"{graph.entities[topic.object].label}, {label[0]} against {label[1]}{basis}: "
                   f"{one.direction}, {many(one.studies)} so far")  # fmt: skip


def _gaps(graph: Graph, named: frozenset[str]) -> Iterator[str]:
    found = gaps(graph)
    if _given(graph, {found.exposure, found.comparator}, named):
        for one in found.experiments:
            if one.object in named:
                yield f"{graph.entities[one.object].label}: {one.missing}"
    for key, gap in graph.gaps.items():
        things = [one for one in gap.about if graph.entities[one].kind not in TREATMENTS]
        if set(things) & named or (not things and set(gap.about) <= named):
            yield f"{key}: {gap.question}"


def _conclusions(graph: Graph, named: frozenset[str]) -> Iterator[str]:
    for key, one in graph.conclusions.items():
        claims = (graph.claims[ground.claim] for ground in one.grounds)
        if any({claim.subject, claim.object} <= named for claim in claims):
            yield f"{key}: {one.statement}"


def _given(graph: Graph, arms: Collection[str], named: frozenset[str]) -> bool:
    """Tell whether one of the arms is named, or a treatment that holds it, or a kind of it."""
    for key in named:
        entity = graph.entities[key]
        if {key, *entity.components, *entity.broader} & set(arms):
            return True
    return False


MODELS = frozenset({"model", "organism", "disease"})
"""Kinds of what something was seen in."""

MOST_WORDS = 1200
"""Words of title and abstract that are looked at."""
