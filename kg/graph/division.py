"""Into which mechanism module each entity falls: by hand, else by a stated rule; none is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from kg.model import Claim, Entity, Manifest, Module
from kg.model.vocabulary import Compartment


class Divisible(Protocol):
    """What a graph is divided by."""

    @property
    def entities(self) -> Mapping[str, Entity]: ...  # noqa: D102
    @property
    def claims(self) -> Mapping[str, Claim]: ...  # noqa: D102
    @property
    def topics(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def modules(self) -> Mapping[str, Module]: ...  # noqa: D102
    @property
    def manifest(self) -> Manifest: ...  # noqa: D102


def divide(graph: Divisible) -> tuple[Mapping[str, Module], Mapping[str, str]]:
    """Give the modules in use, and the module of every entity.

    Without curated modules each topic is one. An entity that no module lists goes, among the
    modules of its compartment (all, where it has none), to that on whose topics most of its claims
    stand; with none, to where what it measures or is part of stands; else to the last of its
    compartment.
    """
    votes: dict[str, Counter[str]] = {key: Counter() for key in graph.entities}
    for key, claim in graph.claims.items():
        for end in (claim.subject, claim.object):
            votes[end][graph.topics.get(key, "")] += 1
    strict = bool(graph.modules)
    last = name_lanes(graph)[-1]
    modules = dict(graph.modules) or _by_topic(graph, votes, last)
    listed = {member: key for key, module in modules.items() for member in module.members}
    found: dict[str, str] = {}
    for key, entity in graph.entities.items():
        place = listed.get(key) or _place(entity, votes[key], modules.values(), strict)
        if place is None:
            kin = (entity.of or "", *entity.broader, *entity.part_of)
            near = (listed.get(other) for other in kin)
            place = next(filter(None, near), None) or _last(entity, modules, last)
        found[key] = place
    used = set(found.values())
    kept = {key: module for key, module in modules.items() if key in used}
    return MappingProxyType(kept), MappingProxyType(found)


def name_lanes(graph: Divisible) -> tuple[str, ...]:
    """Name the compartments from cause to effect: the manifest's, then others in use.

    A corpus without any has one, in which all stands.
    """
    named = [one.id for one in graph.manifest.compartments]
    used = {one.compartment for one in graph.entities.values()}
    used |= {one.compartment for one in graph.modules.values()}
    found = [*named, *sorted(filter(None, used - set(named)))]
    return tuple(found or [EVERYWHERE])


def _place(
    entity: Entity, votes: Counter[str], modules: Iterable[Module], strict: bool
) -> str | None:
    near = [one for one in modules
            if not strict or entity.compartment in (None, one.compartment)]  # fmt: skip
    scores = [(sum(votes[topic] for topic in module.topics), module.id) for module in near]
    best = max((score for score, _ in scores), default=0)
    return next(key for score, key in scores if score == best) if best else None


def _last(entity: Entity, modules: dict[str, Module], last: str) -> str:
    near = [key for key, one in modules.items()
            if key != "other" and one.compartment == entity.compartment]  # fmt: skip
    return near[-1] if near else _other(modules, last)


def _other(modules: dict[str, Module], last: str) -> str:
    """Make, once, the module of what no rule places: it stands in the last compartment."""
    made = Module(id="other", label="Other", compartment=last, summary="What no rule places.")
    return modules.setdefault(made.id, made).id


def _by_topic(graph: Divisible, votes: Mapping[str, Counter[str]], last: str) -> dict[str, Module]:
    """Make a module of each topic, in the compartment where most of its entities stand."""
    homes: dict[str, Counter[Compartment]] = {topic: Counter() for topic in graph.topics.values()}
    for key, entity in graph.entities.items():
        for topic, count in votes[key].items():
            if entity.compartment and topic:
                homes[topic][entity.compartment] += count
    return {
        topic: Module(
            id=topic, label=topic.replace("-", " ").capitalize(),
            compartment=min(counts, key=lambda one: (-counts[one], one), default=last),
            summary=f"Claims of the folder {topic}.", topics=(topic,),
        )
        for topic, counts in sorted(homes.items())
    }  # fmt: skip


EVERYWHERE: Compartment = "all"
"""The one compartment of a corpus that names none."""
