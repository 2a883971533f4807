"""The signed causal network: which edges carry causation, by a stated table.

| what is curated | step of a chain | sign |
| --- | --- | --- |
| `increases`, `decreases` | subject to object | + or - |
| `does_not_change` | none; it speaks against a sign, and inside its own circumstances stops it | |
| `affects`, `tests`, `marker_of` | none: no direction is stated | |
| `targets` with `action` | agent to target, and each of its kind: an inhibitor lowers what the
  level or activity of its target does | - (inhibits) or + (activates) |
| `targets` without | none: that an agent binds does not say which way | |
| `part_of`, of a gene, molecule or complex | part to whole | + |
| `broader`, of a process, measure or outcome | the kind to what it is a kind of | + |
| `broader`, of a treatment | the narrower inherits the effects of the broader on all objects on |
  which it has no finding, null or other, of its own | as found |
| `of` | a thing to each measure of it, never back: blood is not tumour | + |
| `opposes` | both ways: a minus-identity | - |
| `components` | a combination to each of its parts: who gives it gives them | + |

Which records may speak, and how many independent studies they are, is decided in `kg.votes` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.graph import Graph
from kg.mechanism.beam import region_of
from kg.mechanism.circumstance import Circumstance, members
from kg.mechanism.found import found_under
from kg.mechanism.skip import mark_skips
from kg.mechanism.step import Finding, Step
from kg.mechanism.where import Where
from kg.model.vocabulary import ACTION_SIGN
from kg.paths import DEFINED, SignedEdge, SignedGraph, distances, write_graph


@dataclass(frozen=True)
class Network:
    """Steps in order, and the same as arrays whose edge numbers are positions in `steps`."""

    graph: Graph
    where: Where
    steps: tuple[Step, ...]

    @cached_property
    def arrays(self) -> SignedGraph:
        """The steps for the searches of `kg.paths`."""
        outcomes = (key for key, one in self.graph.entities.items() if one.kind == "outcome")
        return SignedGraph.of(map(_edge, self.steps), self.graph.entities, outcomes)

    @cached_property
    def plain(self) -> Mapping[tuple[str, str], Step]:
        """The direct findings that nothing contests, by subject and object."""
        return {(step.subject, step.object): step for step in self.steps if step.plain}

    @cached_property
    def prevailing(self) -> Mapping[tuple[str, str], Step]:
        """What was seen to prevail over nulls, not derived, by subject and object."""
        return {
            (step.subject, step.object): step for step in self.steps
            if step.prevails and "derived" not in step.tags
        }  # fmt: skip

    def signed(self, start: str, end: str) -> tuple[Step, ...]:
        """Give the steps from one entity to another."""
        return tuple(step for step in self.into.get(end, ()) if step.subject == start)

    @cached_property
    def into(self) -> Mapping[str, Sequence[Step]]:
        """The steps by their object, in order."""
        found: dict[str, list[Step]] = defaultdict(list)
        for step in self.steps:
            found[step.object].append(step)
        return found

    @cached_property
    def opponents(self) -> Mapping[str, Mapping[str, tuple[Step | None, Step | None]]]:
        """What a chain may go against, by subject and object: as in `plain` and `prevailing`."""
        found: dict[str, dict[str, tuple[Step | None, Step | None]]] = defaultdict(dict)
        for subject, obj in (*self.plain, *self.prevailing):
            pair = subject, obj
            found[subject][obj] = self.plain.get(pair), self.prevailing.get(pair)
        return found

    @cached_property
    def links(self) -> dict[tuple[int, Circumstance], Any]:
        """The links that `kg.mechanism.chain` made of steps, by position and region."""
        return {}

    def distances(self, end: int, limit: int, avoid: frozenset[int]) -> Mapping[int, int]:
        """Measure once how far nodes are from an end: searches begin at many and end at few."""
        if avoid:
            return distances(self.arrays, end, limit, avoid)
        if (end, limit) not in self._measured:
            if len(self._measured) >= MOST_ENDS:
                self._measured.clear()
            self._measured[end, limit] = distances(self.arrays, end, limit)
        return self._measured[end, limit]

    @cached_property
    def _measured(self) -> dict[tuple[int, int], Mapping[int, int]]:
        return {}

    def region(self, start: str | None) -> Circumstance:
        """Limit what was asked for by the beams that the start is, or contains."""
        region = self.where.region
        given = region_of(self.graph, (start,)) if start else None
        return (given and region.meet(given)) or region


def _edge(step: Step) -> SignedEdge:
    return SignedEdge(
        step.subject, step.object, 1 if step.sign == "+" else -1,
        len(step.voters) if step.counts else DEFINED, 1.0, step.doubtful, step.plain,
        step.prevails and "derived" not in step.tags, step.skips,
    )  # fmt: skip


def build_network(
    graph: Graph, where: Where = Where(), without: tuple[str, str] | None = None  # noqa: B008
) -> Network:  # fmt: skip
    """Build the network of a graph from the records that `where` admits.

    `without` leaves out every direct finding between two entities (subject, object). That of a
    whole graph is built once, and kept with it as its observations are.
    """
    if where == Where() and without is None:
        kept = vars(graph).get(_KEPT)
        if kept is None:
            kept = vars(graph)[_KEPT] = _build(graph, where, None)
        return kept
    return _build(graph, where, without)


def _build(graph: Graph, where: Where, without: tuple[str, str] | None) -> Network:
    found = found_under(graph, where, without)
    steps = [*found.steps(), *found.inherited(), *_defined(graph)]
    unique: dict[tuple[str, ...], Step] = {}
    for step in sorted(steps, key=lambda step: (step.key[:3], not step.counts)):
        unique.setdefault(step.key[:3], step)  # what was found goes before what is defined
    return Network(graph, where, mark_skips(tuple(unique.values()), graph.entities))


def find_nulls(
    graph: Graph, start: str, end: str, where: Where = Where()  # noqa: B008 - frozen
) -> tuple[Finding, ...]:  # fmt: skip
    """Give the records that looked for an effect of one entity on another and found none.

    Those that `where` admits and that vote, and that no narrower finding silences all over it.
    """
    return found_under(graph, where).nulls_where_asked(start, end)


def every_null(
    graph: Graph, where: Where = Where()  # noqa: B008 - frozen
) -> Mapping[tuple[str, str], tuple[Finding, ...]]:  # fmt: skip
    """Give what `find_nulls` gives, of all entities at once, by subject and object."""
    seen = found_under(graph, where)
    found = {pair: seen.nulls_where_asked(*pair) for pair in seen.pairs}
    return {pair: nulls for pair, nulls in sorted(found.items()) if nulls}


def write_network(graph: Graph, path: Path) -> None:
    """Write the network of a graph for `kg.paths.open_graph`, studies counted for each step."""
    write_graph(build_network(graph).arrays, path)


def _defined(graph: Graph) -> tuple[Step, ...]:
    """Give the steps that are true by definition; kept with the graph."""
    kept: tuple[Step, ...] | None = vars(graph).get(_DEFINED)
    if kept is None:
        kept = vars(graph)[_DEFINED] = tuple(_by_definition(graph))
    return kept


def _by_definition(graph: Graph) -> Iterator[Step]:
    entities = graph.entities
    for key, entity in entities.items():
        if entity.kind in PARTS:
            for whole in entity.part_of:
                yield Step(key, "+", whole, "part_of")
        if entity.kind in QUANTITIES:
            for kind in entity.broader:
                yield Step(key, "+", kind, "broader")
        if entity.of:
            yield Step(entity.of, "+", key, "of")
        if entity.opposes:
            yield Step(key, "-", entity.opposes, "opposes")
            yield Step(entity.opposes, "-", key, "opposes")
        for part in entity.components:
            yield Step(key, "+", part, "components")
    for effect in graph.effects:
        if effect.predicate == "part_of" and entities[effect.subject].kind in PARTS:
            yield Step(effect.subject, "+", effect.object, "part_of")
        if effect.action and not effect.refuted:
            for agent in sorted(members(effect.subject, entities)):
                yield Step(agent, ACTION_SIGN[effect.action], effect.object, "targets")


MOST_ENDS = 256
"""Ends whose surroundings are kept: they are as many numbers each as the graph has nodes."""
_KEPT, _DEFINED = "network", "steps by definition"
"""The names under which a graph keeps its network, and what is no finding."""

PARTS = frozenset({"gene", "molecule", "complex"})
QUANTITIES = frozenset({"process", "measure", "outcome"})
