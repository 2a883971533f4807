"""The beams that a treatment is or contains, and the regions that they limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.graph import Graph
from kg.mechanism.circumstance import ANYWHERE, Circumstance, circumstance, members
from kg.model import Entity, Evidence


def beams_of(treatment: str, entities: Mapping[str, Entity]) -> Iterator[str]:
    """Yield the beams that a treatment is or contains."""
    entity = entities[treatment]
    if entity.kind == "radiation":
        yield treatment
    for part in entity.components:
        yield from beams_of(part, entities)


def beam_sets(graph: Graph, treatments: Iterable[str]) -> list[frozenset[str]]:
    """Give the beams of treatments, in order, each as the set of all that are of its kind."""
    beams = {beam for one in treatments for beam in beams_of(one, graph.entities)}
    kept: dict[str, frozenset[str]] = vars(graph).setdefault(_SETS, {})
    for beam in beams - kept.keys():
        kept[beam] = members(beam, graph.entities)
    return [kept[beam] for beam in sorted(beams)]


def region_of(graph: Graph, treatments: tuple[str, ...]) -> Circumstance | None:
    """Limit by the beams of treatments; None where they exclude each other. Kept with the graph."""
    kept: dict[tuple[str, ...], Circumstance | None] = vars(graph).setdefault(_REGIONS, {})
    if treatments not in kept:
        kept[treatments] = circumstance(None, beams=beam_sets(graph, treatments))
    return kept[treatments]


def given_beams(graph: Graph, record: Evidence) -> Circumstance:
    """Limit by the beams that a record had as co-treatments, if they can be given together."""
    return region_of(graph, record.conditions.co_treatment) or ANYWHERE


def upwards(key: str, entities: Mapping[str, Entity]) -> list[str]:
    """List what an entity is a kind of, the nearest first."""
    found: list[str] = []
    wave = sorted(entities[key].broader)
    while wave:
        found += [one for one in wave if one not in found]
        wave = sorted({up for one in wave for up in entities[one].broader} - set(found))
    return found


_SETS, _REGIONS = "kinds of beams", "regions of beams"
"""The names under which a graph keeps them, as it keeps its observations."""
