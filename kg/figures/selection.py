"""What of the graph a recipe asks for: entities, and the links and comparisons among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.figures.answer import Lane, find_lanes
from kg.figures.contrast import Compared, comparisons_at
from kg.figures.link import Link, links_among
from kg.figures.mark import ACTION, END_OF
from kg.figures.refusal import refuse
from kg.figures.wish import finding
from kg.graph import Graph
from kg.mechanism import capital
from kg.model import Figure
from kg.model.vocabulary import ACTION_SIGN
from kg.votes import Observation

Ask = Callable[[str], Iterable[str]]
"""Answers a SPARQL query, by name or text, with entity ids."""

MOST_NODES, MOST_ASKED = 15, 12
"""Entities on one slide at most, and of those that a query finds."""


@dataclass(frozen=True)
class Selection:
    """Entities in the order of the recipe, their links and comparisons.

    `folded` are the links of exposures that are not drawn: they stand on badges. Of a chain,
    `lanes` tell what is drawn on which lane, `left_out` what had no room, and `sentence` what it
    comes to. `dropped` are entities that were asked for and had no room,
    `alone` those that nothing here joins to the others.
    """

    entities: tuple[str, ...]
    links: tuple[Link, ...]
    compared: tuple[Compared, ...]
    folded: tuple[Link, ...] = ()
    lanes: tuple[Lane, ...] = ()
    sentence: str = ""
    left_out: tuple[Lane, ...] = ()
    dropped: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def fewer(self) -> Selection | None:
        """The same without the way against what was seen, where another way or force stands."""
        rest = tuple(lane for lane in self.lanes if not lane.against)
        if len(rest) == len(self.lanes) or all(lane.kind == "seen" for lane in rest):
            return None
        entities = dict.fromkeys(key for lane in rest for key in lane.nodes)
        kept = {link.name for lane in rest for link in lane.links}
        return replace(
            self, entities=tuple(entities), lanes=rest,
            links=tuple(link for link in self.links if link.name in kept),
            compared=tuple(one for one in self.compared if one.object in entities),
            left_out=tuple(lane for lane in self.lanes if lane.against),
        )  # fmt: skip

    @property
    def records(self) -> tuple[Observation, ...]:
        """All records that something of it rests on."""
        shown = [one.records for one in (*self.links, *self.folded)]
        shown += [one.records for one in self.compared]
        return tuple(record for records in shown for record in records)


def select(graph: Graph, figure: Figure, ask: Ask | None = None, force: bool = False) -> Selection:
    """Resolve a recipe; raises one clear error where nothing, or too much, is found."""
    if figure.chain:
        return _chosen(graph, figure, force)
    entities = resolve(graph, figure, ask)
    if not is_free(graph, figure):
        _refuse_many(graph, figure, len(entities) * max(1, len(figure.panels)), force)
    exposures = [panel.exposure for panel in figure.panels]
    links = links_among(graph, {*entities, *exposures}, figure.without)
    links = (*links, *_aimed(graph, entities, links))
    compared = comparisons_at(graph, entities, figure.exposures, figure.without)
    hidden = set(figure.exposures) - {*entities, *exposures}
    folded = tuple(
        link
        for link in links_among(graph, {*entities, *hidden}, figure.without)
        if link.subject in hidden and link.object in entities and link.end != "none"
    )
    if not links and not compared and not folded:
        remedy = "list entities that claims connect ('kg show ENTITY' tells which)"
        raise refuse(graph, figure, _source(figure), "no evidence links these entities", remedy)
    if not is_free(graph, figure):
        return Selection(entities, links, compared, folded)
    joined = {key for link in (*links, *folded) for key in (link.subject, link.object)}
    joined |= {one.object for one in compared}
    said = finding(graph, entities)
    if said.startswith(figure.message):  # the headline says it already
        said = capital(said.removeprefix(figure.message).lstrip(";,. "))
    return Selection(
        tuple(key for key in entities if key in joined), links, compared, folded, sentence=said,
        alone=tuple(key for key in entities if key not in joined),
    )  # fmt: skip


def _aimed(graph: Graph, entities: Iterable[str], links: Iterable[Link]) -> Iterator[Link]:
    """Yield lines from an agent to what is measured of its target, by its known action."""
    shown = tuple(entities)
    known = {(link.subject, link.object) for link in links}
    for effect in sorted(graph.effects, key=lambda one: one.id):
        if effect.predicate != "targets" or effect.action is None or effect.subject not in shown:
            continue
        for key in shown:
            pair = effect.subject, key
            if graph.entities[key].of == effect.object and pair not in known:
                sign = ACTION_SIGN[effect.action]
                yield Link(*pair, END_OF[sign], word=ACTION[sign])


def is_free(graph: Graph, figure: Figure) -> bool:
    """Tell whether a figure is asked for and no recipe of a file: it may be answered in part."""
    named = figure.chain is None and not figure.panels and not figure.compartments
    return named and graph.figures.get(figure.id) != figure


def resolve(graph: Graph, figure: Figure, ask: Ask | None = None) -> tuple[str, ...]:
    """Give the entities that a recipe lists or asks for."""
    if figure.entities:
        return tuple(dict.fromkeys(figure.entities))
    if ask is None:
        raise refuse(graph, figure, "query", "nobody to ask", "draw it with 'kg figure'")
    asked = [key for key in ask(figure.query or "") if key in graph.entities]
    if not asked:
        remedy = "the first column of the answer must hold entities"
        raise refuse(graph, figure, "query", "the query finds no entity", remedy)
    return tuple(dict.fromkeys(asked))


def _chosen(graph: Graph, figure: Figure, force: bool) -> Selection:
    """Select what answers how one thing acts on another."""
    told = find_lanes(graph, figure)
    if not told.lanes:
        cause = f"nothing seen and no signed path from '{told.start}' to '{told.end}'"
        remedy = "choose other ends, or fewer conditions ('kg chains --why-not' tells why)"
        raise refuse(graph, figure, "chain", cause, remedy)
    entities = tuple(dict.fromkeys(key for lane in told.lanes for key in lane.nodes))
    _refuse_many(graph, figure, len(entities), force)
    links = {link.name: link for lane in reversed(told.lanes) for link in lane.links}
    ordered = {link.name: links[link.name] for lane in told.lanes for link in lane.links}
    versus = figure.chain.versus if figure.chain else None
    arms = {told.start, versus} if versus else {*figure.exposures}
    compared = told.compared or comparisons_at(graph, entities, arms - {None}, figure.without)
    return Selection(entities, tuple(ordered.values()), compared, (), told.lanes, told.sentence)


def _refuse_many(graph: Graph, figure: Figure, shown: int, force: bool) -> None:
    if shown > MOST_NODES and not force:
        remedy = (
            f"split it: by compartment, by panel, or leave out what the message does not need "
            f"(the most is {MOST_NODES}), or use --force"
        )
        raise refuse(graph, figure, _source(figure), f"{shown} entities on one slide", remedy)


def _source(figure: Figure) -> str:
    return next(name for name in ("entities", "chain", "query") if getattr(figure, name))
