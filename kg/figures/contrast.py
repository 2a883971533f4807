"""One arm against another: badges of a mechanism, marks of a matrix. Counted by `kg.votes`.

A comparison of a thing with itself (at two doses, say) is none of these: `observe` leaves it out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import NamedTuple

from kg.figures.arm import mark_of
from kg.figures.link import Weight, in_order
from kg.graph import Graph
from kg.model.figure import Column
from kg.model.vocabulary import TURNED
from kg.votes import Observation, Standing, observe, voters


@dataclass(frozen=True)
class Compared:
    """One exposure against another at one entity, on one basis: the badge of a node."""

    object: str
    first: str
    second: str
    level: tuple[str, ...]
    basis: tuple[str, ...]
    note: str
    weight: Weight
    records: tuple[Observation, ...]

    @property
    def references(self) -> frozenset[str]:
        """What is cited for it."""
        return self.weight.references


@dataclass(frozen=True)
class Finding:
    """A level of one arm against another, by one independent study; or by reviews alone."""

    level: tuple[str, ...]
    basis: tuple[str, ...]
    weight: Weight
    records: tuple[Observation, ...]

    @property
    def references(self) -> frozenset[str]:
        """What is cited for it: a paper, or papers of which one must have shown it."""
        return self.weight.references


class Group(NamedTuple):
    """What votes for one level on one basis, with the voter behind each record, and the rest."""

    level: tuple[str, ...]
    basis: tuple[str, ...]
    voting: tuple[Observation, ...]
    who: Mapping[Observation, tuple[str, ...]]
    beside: tuple[Observation, ...]

    def weigh(self, voting: Collection[Observation]) -> Weight:
        """Weigh some of what votes."""
        studies = tuple(sorted({self.who[one] for one in voting} - {()}))
        return Weight.of(studies, voting, _beside(self.beside, voting))


def comparisons_at(
    graph: Graph, entities: Iterable[str], exposures: Iterable[str], without: Iterable[str] = ()
) -> tuple[Compared, ...]:
    """Collect how exposures compare at each entity, by level and basis; arms in their order."""
    objects, arms, left_out = frozenset(entities), frozenset(exposures), frozenset(without)
    found: list[tuple[tuple[str, str, str], Group]] = []
    for topic, observations in observe(graph).items():
        pair = topic.exposure, topic.comparator
        if topic.object not in objects or topic.given or not {*pair} <= arms:
            continue
        turned = _is_turned(graph, *pair)
        key = topic.object, *(pair[::-1] if turned else pair)
        for group in groups(observations, turned):
            if {one.support.claim for one in group.voting} - left_out:
                found.append((key, group))
    found.sort(key=lambda item: (item[0], item[1].basis, item[1].level))
    bases = [(key, group.basis) for key, group in found]
    return tuple(
        Compared(
            *key, group.level, group.basis,
            _when(group.voting) if bases.count((key, group.basis)) > 1 else "",
            group.weigh(group.voting),
            in_order((*group.voting, *group.beside)),
        )
        for key, group in found
    )  # fmt: skip


def findings(graph: Graph, row: str, column: Column) -> tuple[Finding, ...]:
    """Collect the direct comparisons of a row in a column; sorted, each result of a study once.

    What was measured under a narrower treatment counts for the broader.
    """
    here, there = arms_of(graph, column)
    heard: dict[_Result, tuple[list[Observation], list[Observation]]] = {}
    for topic, observations in observe(graph).items():
        if topic.object != row or topic.given or not topic.comparator:
            continue
        turned = topic.exposure in there and topic.comparator in here
        if not turned and not (topic.exposure in here and topic.comparator in there):
            continue
        for group in groups(observations, turned):
            for voter in sorted(set(group.who.values())):
                mine = [one for one in group.voting if group.who[one] == voter]
                key = _Result(group.level, group.basis, voter)
                voting, beside = heard.setdefault(key, ([], []))
                voting += mine
                beside += _beside(group.beside, mine)
    made = [
        Finding(
            key.level, key.basis,
            Weight.of((key.voter,) if key.voter else (), voting, beside),
            in_order((*voting, *beside)),
        )
        for key, (voting, beside) in heard.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: (one.level, one.basis, sorted(one.references))))


class _Result(NamedTuple):
    level: tuple[str, ...]
    basis: tuple[str, ...]
    voter: tuple[str, ...]


def groups(observations: Iterable[Observation], turned: bool) -> Iterator[Group]:
    """Yield what votes on a topic by level and basis; `turned` reads it from the other arm."""
    standing = Standing.of(observations)
    who = voters(standing.poll.voting)
    for side in standing.sides:
        level = [TURNED[word] for word in side.outcome] if turned else side.outcome
        for basis in sorted({one.basis for one in side.observations}):
            voting = tuple(one for one in side.observations if one.basis == basis)
            mine = {one: who[one] for one in voting}
            beside = tuple(
                one for one in standing.counted
                if one not in who and tuple(sorted(one.outcomes)) == side.outcome
                and one.basis in {basis, ("unspecified",)}
            )  # fmt: skip
            yield Group(tuple(sorted(level)), basis, voting, mine, beside)


def arms_of(graph: Graph, column: Column) -> tuple[frozenset[str], frozenset[str]]:
    """Give the arms of a column with all that is of their kind; none stands on both sides."""
    here, there = (narrower(graph, keys) for keys in (column.subjects, column.versus))
    listed = frozenset(column.subjects), frozenset(column.versus)
    return here - listed[1], there - listed[0] - (here - listed[1])


def narrower(graph: Graph, keys: Iterable[str]) -> frozenset[str]:
    """Collect treatments and all that are of their kind.

    A combination is of the kind of another if each part of one is of the kind of a part of it.

    >>> import kg
    >>> sorted(narrower(kg.load(), ["anti-pd-l1"]))
    ['anti-pd-l1', 'atezolizumab', 'durvalumab']
    """
    found = set(keys)
    while (
        more := {key for key, entity in graph.entities.items() if found & set(entity.broader)}
        - found
    ):
        found |= more
    whole = [parts for key in found if (parts := graph.entities[key].components)]
    for parts in whole:
        kinds = [narrower(graph, [part]) for part in parts]
        for key, entity in graph.entities.items():
            own = entity.components
            if len(own) == len(parts) and any(
                all(part in kind for part, kind in zip(order, kinds, strict=True))
                for order in permutations(own)
            ):
                found.add(key)
    return frozenset(found)


def _beside(beside: Iterable[Observation], voting: Iterable[Observation]) -> list[Observation]:
    """Keep what stands behind these votes: of their papers, or a review beside any of them."""
    papers = {key for one in voting for key in one.studies}
    return [one for one in beside if not one.studies or papers.intersection(one.studies)]


def _is_turned(graph: Graph, exposure: str, comparator: str) -> bool:
    """Whether the later of two arms stands first, and the level must be read the other way."""
    return mark_of(graph, exposure).rank > mark_of(graph, comparator).rank


def _when(voting: Iterable[Observation]) -> str:
    """Name what may explain that, on one basis, levels differ: doses, and oxygen."""
    doses, oxygen = dict[str, set[float]](), set[str]()
    for one in voting:
        evidence = one.support.evidence
        exposure, conditions = evidence.exposure, evidence.conditions
        if exposure and exposure.dose:
            doses.setdefault(exposure.dose.unit, set()).update(exposure.dose.points)
        oxygen |= {conditions.oxygen} if conditions.oxygen else set()
    words = sorted(oxygen)
    for unit, found in sorted(doses.items()):
        words.append(f"{' and '.join(f'{dose:g}' for dose in sorted(found))} {unit}")
    return ", ".join(words)
