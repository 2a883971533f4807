"""Minimal cuts: sets of entities without which no chain arrives, and who reaches them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph import Effect, Graph
from kg.mechanism.network import QUANTITIES
from kg.model.vocabulary import ACTION_SIGN, TREATMENTS


@dataclass(frozen=True)
class Reach:
    """An agent or tool that reaches an entity, what it does to it, and the papers.

    `how` is 'raises' or 'lowers', or 'targets' where no direction is stated; `agent` is None for a
    laboratory tool (siRNA, an inhibitor that is no entity), which `by` names. `given` lists what it
    was given with.
    """

    agent: str | None
    by: str
    how: str
    given: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True)
class Cut:
    """One minimal set of entities that meets every chain, and who reaches each member."""

    exposure: str
    entity: str
    members: tuple[str, ...]
    reached_by: tuple[tuple[str, tuple[Reach, ...]], ...]


def reached_by(graph: Graph, members: Iterable[str]) -> tuple[tuple[str, tuple[Reach, ...]], ...]:
    """Find who reaches each member of a cut."""
    return tuple((key, find_reach(graph, key)) for key in sorted(members))


def minimal_cuts(routes: Iterable[frozenset[str]], max_size: int) -> tuple[frozenset[str], ...]:
    """Give every minimal set of at most `max_size` entities that meets each route.

    Minimal: without any one of its members some route is left. An empty route is never met. Found
    by branching on the members of a route that is not yet met (Reiter 1987,
    doi:10.1016/0004-3702(87)90062-2); smallest first.

    >>> [sorted(cut) for cut in minimal_cuts([frozenset("ab"), frozenset("bc")], 2)]
    [['b'], ['a', 'c']]
    """
    unique = set(routes)
    least = [one for one in unique if not any(other < one for other in unique)]
    least.sort(key=lambda one: (len(one), sorted(one)))
    found: set[frozenset[str]] = set()
    seen: set[frozenset[str]] = set()
    waiting: list[frozenset[str]] = [frozenset()]
    while waiting:
        cut = waiting.pop()
        if cut in seen:
            continue
        seen.add(cut)
        unmet = next((route for route in least if not route & cut), None)
        if unmet is None:
            found.add(cut)
        elif len(cut) < max_size:
            waiting += [cut | {member} for member in unmet]
    minimal = [one for one in found if not any(other < one for other in found)]
    return tuple(sorted(minimal, key=lambda one: (len(one), sorted(one))))


def find_reach(graph: Graph, entity: str) -> tuple[Reach, ...]:
    """Find the agents and therapies that act on an entity, and the tools that studies used on it.

    By their signed effects, by what they target (the entity, the thing that it measures, or a part
    of it; an agent targets what its kind targets), and by the perturbations of records.
    """
    found = {*_by_effect(graph, entity), *_by_target(graph, entity), *_by_tool(graph, entity)}
    return tuple(sorted(found, key=lambda one: (one.agent is None, one.agent or "", one.by, one.how,
                                                one.given)))  # fmt: skip


def _by_effect(graph: Graph, entity: str) -> Iterator[Reach]:
    for effect in graph.effects:
        if effect.object == entity and effect.sign in HOW and _is_agent(graph, effect.subject):
            label = graph.entities[effect.subject].label
            yield Reach(effect.subject, label, HOW[effect.sign], effect.given, _papers(effect))


def _by_target(graph: Graph, entity: str) -> Iterator[Reach]:
    things = {entity, *filter(None, [graph.entities[entity].of])}
    if graph.entities[entity].kind in QUANTITIES:
        things |= {key for key, one in graph.entities.items() if things & set(one.part_of)}
    for effect in graph.effects:
        if effect.predicate == "targets" and effect.object in things:
            kinds = {effect.subject}
            for key, one in graph.entities.items():  # what its kind targets, it targets
                if effect.subject in one.broader and one.kind in TREATMENTS:
                    kinds.add(key)
            for key in kinds:
                how = HOW[ACTION_SIGN[effect.action]] if effect.action else "targets"
                yield Reach(key, graph.entities[key].label, how, (), _papers(effect))


def _by_tool(graph: Graph, entity: str) -> Iterator[Reach]:
    for claim, record in graph.evidence():
        if claim.subject == entity and record.perturbation:
            how = {"up": "raises", "down": "lowers"}[record.perturbation.direction]
            given = record.conditions.co_treatment
            yield Reach(None, record.perturbation.by, how, given, record.references)


def _is_agent(graph: Graph, key: str) -> bool:
    return graph.entities[key].kind in {"agent", "therapy"}


def _papers(effect: Effect) -> tuple[str, ...]:
    records = (one.evidence for one in effect.supports if one.evidence.stance == "supports")
    return tuple(dict.fromkeys(key for record in records for key in record.references))


HOW = {"+": "raises", "-": "lowers"}
