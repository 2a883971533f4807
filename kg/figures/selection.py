"""What of the graph a recipe asks for: entities, and the links and comparisons among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg.figures.citation import disputed, studies
from kg.figures.mark import END, arm
from kg.figures.refusal import refuse
from kg.graph import Comparison, Effect, Graph, Support
from kg.mechanism import chains
from kg.model import Figure

Ask = Callable[[str], Iterable[str]]
"""Answers a SPARQL query, by name or text, with entity ids."""

MOST_NODES = 15


@dataclass(frozen=True)
class Link:
    """What one entity does to another, all claims about the pair together.

    `end` is that of the side with more independent studies; `against` are the studies of the
    other side, and then sources disagree. `given` are treatments under which alone it was seen.
    """

    subject: str
    object: str
    end: str
    references: frozenset[str]
    votes: int
    against: frozenset[str]
    hedged: bool
    effects: tuple[Effect, ...]
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """One exposure against another at one entity, on one basis: the badge of a node."""

    object: str
    first: str
    second: str
    level: tuple[str, ...]
    basis: tuple[str, ...]
    note: str
    references: frozenset[str]
    votes: int
    supports: tuple[Support, ...]


@dataclass(frozen=True)
class Selection:
    """Entities in the order of the recipe, their links and comparisons.

    `folded` are the links of exposures that are not drawn: they stand on badges.
    """

    entities: tuple[str, ...]
    links: tuple[Link, ...]
    compared: tuple[Compared, ...]
    folded: tuple[Link, ...] = ()


def select(graph: Graph, figure: Figure, ask: Ask | None = None, force: bool = False) -> Selection:
    """Resolve a recipe; raises one clear error where nothing, or too much, is found."""
    entities = resolve(graph, figure, ask)
    shown = len(entities) * max(1, len(figure.panels))
    if shown > MOST_NODES and not force:
        remedy = (
            f"split it: by compartment, by panel, or leave out what the message does not need "
            f"(the most is {MOST_NODES}), or use --force"
        )
        raise refuse(graph, figure, _source(figure), f"{shown} entities on one slide", remedy)
    beams = [panel.exposure for panel in figure.panels]
    links = links_among(graph, {*entities, *beams}, figure.without)
    if figure.chain:
        steps = set(pairwise(entities))
        links = tuple(link for link in links if (link.subject, link.object) in steps)
    compared = comparisons_at(graph, entities, figure.exposures, figure.without)
    hidden = set(figure.exposures) - {*entities, *beams}
    folded = tuple(
        link
        for link in links_among(graph, {*entities, *hidden}, figure.without)
        if link.subject in hidden and link.object in entities and link.end != "none"
    )
    if not links and not compared and not folded:
        remedy = "list entities that claims connect ('kg show ENTITY' tells which)"
        raise refuse(graph, figure, _source(figure), "no evidence links these entities", remedy)
    return Selection(entities, links, compared, folded)


def resolve(graph: Graph, figure: Figure, ask: Ask | None = None) -> tuple[str, ...]:
    """Give the entities that a recipe lists, chains or asks for."""
    if figure.entities:
        return tuple(dict.fromkeys(figure.entities))
    if figure.chain:
        found = find_chain(graph, figure.chain.start, figure.chain.end)
        if not found:
            cause = f"no signed path from '{figure.chain.start}' to '{figure.chain.end}'"
            remedy = "choose other ends; 'kg show ENTITY' tells what an entity changes"
            raise refuse(graph, figure, "chain", cause, remedy)
        return found
    if ask is None:
        raise refuse(graph, figure, "query", "nobody to ask", "draw it with 'kg figure'")
    asked = [key for key in ask(figure.query or "") if key in graph.entities]
    if not asked:
        remedy = "the first column of the answer must hold entities"
        raise refuse(graph, figure, "query", "the query finds no entity", remedy)
    return tuple(dict.fromkeys(asked))


def find_chain(graph: Graph, start: str, end: str) -> tuple[str, ...]:
    """Give the nodes of the best chain, as `kg chains` ranks them; () if there is none.

    A direct claim from end to end is no chain, and steps that are true by definition (being part
    of, being measured as) are no arrows: the best chain of observed steps alone is taken.
    """
    for chain in chains(graph, start, end).chains:
        observed = all(link.step.relation == "effect" for link in chain.links)
        if len(chain.links) > 1 and observed:
            return chain.nodes
    return ()


def links_among(
    graph: Graph, entities: Iterable[str], without: Iterable[str] = ()
) -> tuple[Link, ...]:
    """Collect what these entities do to one another; in order of subject and object."""
    inside, left_out = frozenset(entities), frozenset(without)
    pairs: dict[tuple[str, str, tuple[str, ...]], list[Effect]] = {}
    for effect in graph.effects:
        key = effect.subject, effect.object, effect.given
        wanted = effect.predicate in END and {*key[:2], *effect.given} <= inside
        kept = {support.claim for support in effect.supports} - left_out
        if wanted and kept and effect.id not in left_out:
            pairs.setdefault(key, []).append(effect)
    plain = {key[:2] for key in pairs if not key[2]}
    return tuple(
        _link(key, effects)
        for key, effects in sorted(pairs.items())
        if not key[2] or key[:2] not in plain
    )


def comparisons_at(
    graph: Graph, entities: Iterable[str], exposures: Iterable[str], without: Iterable[str] = ()
) -> tuple[Compared, ...]:
    """Collect how exposures compare at each entity, by level and basis; carbon first."""
    objects, arms, left_out = frozenset(entities), frozenset(exposures), frozenset(without)
    found: dict[_Contrast, list[Support]] = {}
    for edge in graph.comparisons:
        if edge.object not in objects or not {edge.subject, edge.comparator} <= arms:
            continue
        if edge.given or edge.differs:
            continue
        first, second, level = _in_order(graph, edge)
        for support in edge.supports:
            if support.claim not in left_out:
                key = _Contrast(edge.object, first, second, edge.basis, level)
                found.setdefault(key, []).append(support)
    same = Counter(key[:4] for key in found)
    return tuple(
        Compared(
            key.object, key.first, key.second, key.level, key.basis,
            _when(supports) if same[key[:4]] > 1 else "", *studies(supports), tuple(supports),
        )
        for key, supports in sorted(found.items())
    )  # fmt: skip


class _Contrast(NamedTuple):
    object: str
    first: str
    second: str
    basis: tuple[str, ...]
    level: tuple[str, ...]


def _link(key: tuple[str, str, tuple[str, ...]], effects: list[Effect]) -> Link:
    sides: dict[str, list[Support]] = {}
    for effect in effects:
        for support in effect.supports:
            refutes = support.evidence.stance == "refutes"
            side = "refuted" if refutes else END[effect.predicate]
            sides.setdefault(side, []).append(support)
    signed = {end: studies(found) for end, found in sides.items() if end in {"arrow", "bar"}}
    chosen = signed or {end: studies(found) for end, found in sides.items()}
    end = max(sorted(chosen), key=lambda end: chosen[end][1])
    against: frozenset[str] = frozenset()
    for other, supports in sides.items():
        if other not in {end, "none", "diamond"}:
            against |= studies(supports)[0]
    mine = sides[end]
    hedged = all(support.evidence.certainty != "asserted" for support in mine)
    references, votes = studies(mine)
    against |= disputed(mine)
    shown = "none" if end == "refuted" else end
    return Link(
        key[0], key[1], shown, references, votes, against - references, hedged, tuple(effects),
        key[2],
    )  # fmt: skip


def _in_order(graph: Graph, edge: Comparison) -> tuple[str, str, tuple[str, ...]]:
    """Let the arm of lower rank come first, and turn the level round where that swaps them."""
    first, second = edge.subject, edge.comparator
    mine, other = arm(graph.entities[first]), arm(graph.entities[second])
    if mine and other and mine.rank > other.rank:
        turned = {"higher": "lower", "lower": "higher"}
        return second, first, tuple(sorted(turned.get(level, level) for level in edge.level))
    return first, second, tuple(sorted(edge.level))


def _when(supports: Iterable[Support]) -> str:
    """Name what may explain that, on one basis, levels differ: doses, and oxygen."""
    doses, oxygen = set[float](), set[str]()
    for support in supports:
        exposure, conditions = support.evidence.exposure, support.evidence.conditions
        doses |= set(exposure.dose.points) if exposure and exposure.dose else set()
        oxygen |= {conditions.oxygen} if conditions.oxygen else set()
    words = sorted(oxygen)
    if doses:
        words.append(f"{','.join(f'{dose:g}' for dose in sorted(doses))} Gy")
    return ", ".join(words)


def _source(figure: Figure) -> str:
    return next(name for name in ("entities", "chain", "query") if getattr(figure, name))
