"""What was found about one entity: on its measures, by it, on what it targets, and in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.graph import Graph
from kg.reasoning.say import say_verdicts
from kg.reasoning.verdict import Verdict, judge, judged, kinds_under
from kg.votes import Observation, Standing, Topic, many, observe

T = TypeVar("T")


@dataclass(frozen=True)
class About:
    """The verdicts that speak of one entity.

    `kin` are the entity, what is a kind of it, and the measures of these. `compared` and `alone`
    are the verdicts on these as objects; `compares` and `does` those with one of them as an arm;
    `targeting` those of what targets the entity, `targets` those on what it targets; `inside`
    those that come of the records made in it alone: of a disease, also in what is a model of it.
    """

    kin: frozenset[str]
    compared: tuple[Verdict, ...] = ()
    alone: tuple[Verdict, ...] = ()
    compares: tuple[Verdict, ...] = ()
    does: tuple[Verdict, ...] = ()
    targeting: tuple[Verdict, ...] = ()
    targets: tuple[Verdict, ...] = ()
    inside: tuple[Verdict, ...] = ()

    @classmethod
    def of(cls, graph: Graph, key: str) -> About:
        """Collect what was found about an entity, by its id.

        >>> import kg
        >>> found = About.of(kg.load(), "pd-l1")
        >>> sorted({one.topic.object for one in found.compared})
        ['pd-l1-expression-tumour-cell']
        """
        by, kin = _index(graph), kin_of(graph, key)
        aimed, aims = _all(by.aimed_by, kin), _all(by.aims_at, kin)
        acting = frozenset().union(*(kin_of(graph, one) for one in aimed)) - kin
        acting |= _all(by.wholes, acting)
        reached = frozenset().union(*(kin_of(graph, one) for one in aims)) - kin
        places = frozenset(one for one in kin if graph.entities[one].kind in PLACES)
        found: dict[str, list[Verdict]] = {name: [] for name in cls.__annotations__}
        numbers = _all(by.of_object, kin | reached) | _all(by.of_arm, kin | acting)
        for number in sorted(numbers | _all(by.made_in, places)):
            topic, observations = by.topics[number]
            arms = (topic.exposure, topic.comparator)
            if topic.object in kin:
                name = "compared" if topic.comparator else "alone"
            elif not kin.isdisjoint(arms):
                name = "compares" if topic.comparator else "does"
            elif not acting.isdisjoint(arms):
                name = "targeting"
            elif topic.object in reached:
                name = "targets"
            else:
                name = ""
            if name:
                found[name] += judged(graph, topic)
            if places:
                found["inside"] += _inside(topic, observations, places)
        return cls(kin, **{name: tuple(found[name]) for name in found if name != "kin"})


def kin_of(graph: Graph, key: str) -> frozenset[str]:
    """Collect an entity, what is a kind of it, and what is measured of these."""
    kinds = kinds_under(graph, key)
    return kinds | _all(_index(graph).measures, kinds)


class _Index:
    """Where each entity stands: in which topics, what aims at it, what has or measures it."""

    def __init__(self, graph: Graph) -> None:
        self.topics = list(observe(graph).items())
        self.of_object: dict[str, set[int]] = defaultdict(set)
        self.of_arm: dict[str, set[int]] = defaultdict(set)
        self.made_in: dict[str, set[int]] = defaultdict(set)
        for number, (topic, observations) in enumerate(self.topics):
            self.of_object[topic.object].add(number)
            for arm in (topic.exposure, topic.comparator):
                self.of_arm[arm].add(number)
            for one in observations:
                for place in _where(one):
                    self.made_in[place].add(number)
        self.aimed_by: dict[str, set[str]] = defaultdict(set)
        self.aims_at: dict[str, set[str]] = defaultdict(set)
        for edge in graph.effects:
            if edge.predicate == "targets":
                self.aimed_by[edge.object].add(edge.subject)
                self.aims_at[edge.subject].add(edge.object)
        self.wholes: dict[str, set[str]] = defaultdict(set)
        self.measures: dict[str, set[str]] = defaultdict(set)
        for key, entity in graph.entities.items():
            for part in entity.components:
                self.wholes[part].add(key)
            if entity.of:
                self.measures[entity.of].add(key)


def _index(graph: Graph) -> _Index:
    kept: _Index | None = vars(graph).get(_INDEX)
    if kept is None:
        kept = vars(graph)[_INDEX] = _Index(graph)
    return kept


def _all(index: Mapping[str, set[T]], keys: Iterable[str]) -> frozenset[T]:
    """Join what an index has under several keys."""
    return frozenset().union(*(index.get(key, ()) for key in keys))


@dataclass(frozen=True)
class Near:
    """A thing that one hangs together with: how, and how many findings and studies it has."""

    relation: str
    entity: str
    findings: int
    studies: int


def near(graph: Graph, key: str) -> tuple[Near, ...]:
    """List what an entity is a kind, a part, a whole or a measure of, as far as it has findings.

    Of a kind with the entity through one relation; what has most studies first. A finding is a
    topic on which somebody votes, with the neighbour, or a measure of it, as object or as arm.

    >>> import kg
    >>> [(one.relation, one.entity) for one in near(kg.load(), "sting")][:1]
    [('the whole that it is part of', 'cgas-sting-signalling')]
    """
    entities = graph.entities
    own = entities[key]
    links: dict[str, str] = {}
    for relation, others in (
        ("the whole that it is part of", own.part_of), ("what it is a kind of", own.broader),
        ("what it measures", filter(None, [own.of])),
        ("where it is measured", filter(None, [own.place])),
        ("its opposite", filter(None, [own.opposes])), ("its component", own.components),
        ("its part", [one for one, other in entities.items() if key in other.part_of]),
        ("a kind of it", [one for one, other in entities.items() if key in other.broader]),
        ("its measure", [one for one, other in entities.items() if other.of == key]),
        ("given with others", [one for one, two in entities.items() if key in two.components]),
    ):  # fmt: skip
        for other in others:
            links.setdefault(other, relation)
    for edge in graph.effects:
        if edge.predicate in LINKED and key in (edge.subject, edge.object):
            forth, back = LINKED[edge.predicate]
            mine = edge.subject == key
            links.setdefault(edge.object if mine else edge.subject, forth if mine else back)
    counts = _counts(graph)
    found = [
        Near(relation, other, *counts[other]) for other, relation in links.items()
        if other != key and other in counts
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.studies, -one.findings, one.entity)))


def _counts(graph: Graph) -> Mapping[str, tuple[int, int]]:
    """Count findings and studies of every entity that somebody votes on, once for a graph."""
    kept = vars(graph).get(_KEPT)
    if kept is None:
        topics: dict[str, int] = {}
        studies: dict[str, set[tuple[str, ...]]] = {}
        for topic, observations in observe(graph).items():
            sides = Standing.of(observations).sides
            who = {study for side in sides for study in side.studies}
            for one in {topic.object, topic.exposure, topic.comparator} - {""} if sides else ():
                topics[one] = topics.get(one, 0) + 1
                studies.setdefault(one, set()).update(who)
        kept = vars(graph)[_KEPT] = {one: (topics[one], len(studies[one])) for one in topics}
    return kept


def say_entity(graph: Graph, key: str, found: About | None = None) -> str:
    """Say what the evidence on an entity comes to, or to what it points where there is none.

    >>> import kg
    >>> say_entity(kg.load(), "hmgb1").split(": ")[1].split(";")[0]
    'at equal dose higher (2 studies, adds a condition)'
    """
    entity, found = graph.entities[key], found or About.of(graph, key)
    if entity.kind in PLACES:
        return say_measured_in(graph, key, found)
    compared, alone = found.compared, found.alone
    if not compared and not alone:
        compared, alone = found.compares, found.does
    if said := say_verdicts(graph, compared, alone):
        return said
    if entity.trial:
        tested = [edge.object for edge in graph.effects_at(key) if edge.predicate == "tests"]
        what = " and ".join(graph.entities[one].label for one in tested)
        trial = f"A trial of {what}" if tested else "A trial"
        return f"{trial}; {entity.trial.status or 'its status is not stated'}."
    for words, aside in (("what acts on it", found.targeting), ("what it acts on", found.targets)):
        if aside:
            keys = {
                one.topic.exposure if aside is found.targeting else one.topic.object
                for one in aside
            }
            return f"No finding on it by itself in this corpus; {words}: {_some(graph, keys)}."
    pointed = say_near(graph, near(graph, key))
    return f"No finding on it by itself in this corpus{f'; {pointed}' if pointed else ''}."


def _some(graph: Graph, keys: Iterable[str], most: int = 6) -> str:
    names = sorted(graph.entities[key].label for key in keys)
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def say_near(graph: Graph, found: Sequence[Near], most: int = 2) -> str:
    """Point to what has findings in place of an entity that has none."""
    told = [
        f"{graph.entities[one.entity].label} ({one.relation}: "
        f"{many(one.findings, 'finding', 'findings')}, {many(one.studies)})"
        for one in found[:most]
    ]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return f"see {', '.join(told)}{more}" if told else ""


def say_measured_in(graph: Graph, key: str, found: About) -> str:
    """Say how much was measured in a disease, a model or an organism."""
    voting = [
        one for verdict in found.inside for side in verdict.sides for one in side.observations
    ]
    if not voting:
        return "Nothing was measured in it in this corpus."
    studies = {
        study for verdict in found.inside for side in verdict.sides for study in side.studies
    }
    objects = {verdict.topic.object for verdict in found.inside}
    compared = [verdict for verdict in found.inside if verdict.topic.comparator]
    arms = sorted({
        graph.entities[verdict.topic.exposure].label for verdict in found.inside
        if verdict.topic.exposure in graph.arms
    })  # fmt: skip
    said = f"{many(len(objects), 'quantity', 'quantities')} measured in it by {many(len(studies))}"
    said += f", after {' and '.join(arms)}" if arms else ""
    said += f"; {many(len(compared), 'comparison', 'comparisons')} of arms" if compared else ""
    return f"{said}."


def _inside(
    topic: Topic, observations: Iterable[Observation], kin: frozenset[str]
) -> tuple[Verdict, ...]:
    made = [one for one in observations if _where(one) & kin]
    return judge(topic, made) if made else ()


def _where(one: Observation) -> set[str]:
    system = one.support.evidence.system
    return {*system.models, *filter(None, [system.organism])}


PLACES = frozenset({"disease", "model", "organism"})
"""Kinds of entity in which things are measured."""

_KEPT, _INDEX = "counted findings", "places of entities"
LINKED = {
    "part_of": ("the whole that it is part of", "its part"),
    "marker_of": ("what it marks", "its marker"),
}  # fmt: skip
"""Claims that join an entity to what it belongs with, read forth and back."""
