"""The signed causal network: which edges carry causation, by a stated table.

| what is curated | step of a chain | sign |
| --- | --- | --- |
| `increases`, `decreases` | subject to object | + or - |
| `does_not_change` | none; it speaks against a sign, and inside its own circumstances stops it | |
| `affects`, `tests`, `marker_of` | none: no direction is stated | |
| `targets` | none: that an agent binds does not say which way; it names agents that reach a cut | |
| `part_of`, of a gene, molecule or complex | part to whole | + |
| `broader`, of a process, measure or outcome | the kind to what it is a kind of | + |
| `broader`, of a treatment | the narrower inherits the effects of the broader on all objects on |
  which it has no finding, null or other, of its own | as found |
| `of` | a thing to each measure of it, never back: blood is not tumour | + |
| `opposes` | both ways: a minus-identity | - |
| `components` | a combination to each of its parts: who gives it gives them | + |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from kg.graph import Effect, Graph, Support
from kg.mechanism.circumstance import Circumstance, circumstance
from kg.mechanism.study import studies
from kg.mechanism.where import Where
from kg.model import Entity
from kg.paths import DEFINED, SignedEdge, SignedGraph, write_graph

Relation = Literal["effect", "inherited", "part_of", "broader", "of", "opposes", "components"]


class Finding(NamedTuple):
    """One record as it bears on a step: where it holds, and the narrower findings that silence it.

    A record stated for narrower circumstances speaks there instead of the broader one, if it found
    nothing or the opposite.
    """

    support: Support
    holds: Circumstance
    silenced: frozenset[Circumstance]


@dataclass(frozen=True)
class Step:
    """One edge of the network. `general` is the broader treatment an inherited step was seen for.

    `against` is where records of a null or opposite effect between the same two hold; `refuted` is
    set where a source argues against it. Steps that are true by definition have no findings.
    """

    subject: str
    sign: Literal["+", "-"]
    object: str
    relation: Relation
    findings: tuple[Finding, ...] = ()
    against: tuple[Circumstance, ...] = ()
    refuted: bool = False
    general: str | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """A total order."""
        return self.subject, self.object, self.sign, self.relation


@dataclass(frozen=True)
class Network:
    """Steps in order, and the same as arrays whose edge numbers are positions in `steps`."""

    graph: Graph
    where: Where
    steps: tuple[Step, ...]

    @cached_property
    def arrays(self) -> SignedGraph:
        """The steps for the searches of `kg.paths`."""
        return SignedGraph.of(map(self._edge, self.steps), self.graph.entities)

    def _edge(self, step: Step) -> SignedEdge:
        records = [finding.support.evidence for finding in step.findings]
        number = len(studies(records, self.graph.references)) if step.findings else DEFINED
        return SignedEdge(step.subject, step.object, 1 if step.sign == "+" else -1, number)

    def signed(self, start: str, end: str) -> tuple[Step, ...]:
        """Give the steps from one entity to another."""
        return tuple(step for step in self.steps if (step.subject, step.object) == (start, end))


def build_network(graph: Graph, where: Where = Where()) -> Network:  # noqa: B008 - frozen
    """Build the network of a graph from the records that `where` admits."""
    found = _Effects(graph, where)
    steps = [*found.steps(), *found.inherited(), *_defined(graph)]
    unique: dict[tuple[str, ...], Step] = {}
    for step in sorted(steps, key=lambda step: (step.key[:3], bool(not step.findings))):
        unique.setdefault(step.key[:3], step)  # what was found goes before what is defined
    return Network(graph, where, tuple(unique.values()))


def find_nulls(
    graph: Graph, start: str, end: str, where: Where = Where()  # noqa: B008 - frozen
) -> tuple[Finding, ...]:  # fmt: skip
    """Give the records that looked for an effect of one entity on another and found none.

    Those that `where` admits, and that no narrower finding silences all over it.
    """
    return tuple(
        one for one in _Effects(graph, where).nulls(start, end)
        if (met := one.holds.meet(where.region)) and not any(map(met.within, one.silenced))
    )  # fmt: skip


def write_network(graph: Graph, path: Path) -> None:
    """Write the network of a graph for `kg.paths.open_graph`, studies counted for each step."""
    write_graph(build_network(graph).arrays, path)


class _Effects:
    """Curated and derived effects between two entities, by sign."""

    def __init__(self, graph: Graph, where: Where) -> None:
        self._graph, self._where = graph, where
        self._pairs: dict[tuple[str, str], dict[str, list[tuple[Support, Effect]]]] = {}
        for effect in graph.effects:
            if effect.sign is None:
                continue
            signs = self._pairs.setdefault((effect.subject, effect.object), {})
            signs.setdefault(effect.sign, []).extend((one, effect) for one in effect.supports)

    def steps(self) -> Iterator[Step]:
        for subject, obj in self._pairs:
            yield from self._between(subject, obj, subject, "effect")

    def inherited(self) -> Iterator[Step]:
        entities = self._graph.entities
        objects = defaultdict(set)
        for subject, obj in self._pairs:
            objects[subject].add(obj)
        for key, entity in entities.items():
            if entity.kind not in TREATMENTS:
                continue
            spoken = set(objects[key])
            for general in _upwards(key, entities):
                for obj in sorted(objects[general] - spoken):
                    yield from self._between(general, obj, key, "inherited")
                spoken |= objects[general]

    def nulls(self, subject: str, obj: str) -> tuple[Finding, ...]:
        held = self._held(subject, obj, subject)
        against = [holds for sign in SIGNS for _, _, holds in held.get(sign, ())]
        return tuple(_finding(one, holds, against) for one, _, holds in held.get("0", ()))

    def _held(
        self, subject: str, obj: str, heir: str
    ) -> dict[str, list[tuple[Support, Effect, Circumstance]]]:
        """Give the records that may speak, by sign, each with where it holds."""
        return {
            sign: [
                (one, effect, holds) for one, effect in pairs
                if one.evidence.stance == "supports" and self._where.admits(one.evidence)
                and (holds := self._holds(one, effect, heir))
            ]
            for sign, pairs in self._pairs.get((subject, obj), {}).items()
        }  # fmt: skip

    def _between(self, subject: str, obj: str, heir: str, relation: Relation) -> Iterator[Step]:
        held = self._held(subject, obj, heir)
        for sign in SIGNS:
            if not held.get(sign):
                continue
            against = tuple(holds for other in held if other != sign for _, _, holds in held[other])
            findings = tuple(_finding(one, holds, against) for one, _, holds in held[sign])
            refuted = any(effect.refuted for _, effect in self._pairs[subject, obj][sign])
            general = subject if heir != subject else None
            yield Step(heir, sign, obj, relation, findings, against, refuted, general)

    def _holds(self, support: Support, effect: Effect, heir: str) -> Circumstance | None:
        entities, conditions = self._graph.entities, support.evidence.conditions
        given = (heir, *effect.given, *conditions.co_treatment)
        beams = sorted({beam for treatment in given for beam in beams_of(treatment, entities)})
        return circumstance(conditions, beams=beams, entities=entities)


def _finding(one: Support, holds: Circumstance, against: Iterable[Circumstance]) -> Finding:
    narrower = frozenset(other for other in against if other != holds and other.within(holds))
    return Finding(one, holds, narrower)


def beams_of(treatment: str, entities: Mapping[str, Entity]) -> Iterator[str]:
    """Yield the beams that a treatment is or contains."""
    entity = entities[treatment]
    if entity.kind == "radiation":
        yield treatment
    for part in entity.components:
        yield from beams_of(part, entities)


def _upwards(key: str, entities: Mapping[str, Entity]) -> list[str]:
    """List what an entity is a kind of, the nearest first."""
    found: list[str] = []
    wave = sorted(entities[key].broader)
    while wave:
        found += [one for one in wave if one not in found]
        wave = sorted({up for one in wave for up in entities[one].broader} - set(found))
    return found


def _defined(graph: Graph) -> Iterator[Step]:
    """Yield the steps that are true by definition."""
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


SIGNS: tuple[Literal["+", "-"], ...] = ("+", "-")
PARTS = frozenset({"gene", "molecule", "complex"})
QUANTITIES = frozenset({"process", "measure", "outcome"})
TREATMENTS = frozenset({"radiation", "agent", "therapy"})
