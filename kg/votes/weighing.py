"""Observations of one topic set against each other: what opposes, and what keeps it apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from kg.votes.facet import FACETS, place, separating, unreported
from kg.votes.observation import Observation

ConflictKind = Literal["true", "undecidable", "explained", "double-counted"]


@dataclass(frozen=True)
class Weighing:
    """Opposing observations set against each other.

    `kind` is None where nothing opposes. `explanations` are all smallest sets of facets that
    separate every opposing pair, `presumed` those of their facets that rest on silence (UNMARKED).
    `missing` names, for each facet that leaves a pair open, the papers that do not report it.
    """

    kind: ConflictKind | None = None
    explanations: tuple[tuple[str, ...], ...] = ()
    presumed: tuple[str, ...] = ()
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()


def weigh(observations: Iterable[Observation]) -> Weighing:
    """Set observations of one topic against each other, pair by pair.

    Two oppose each other where no outcome is left open by both.
    """
    apart: list[frozenset[str]] = []
    stated: list[frozenset[str]] = []
    missing: dict[str, set[str]] = {}
    true = False
    for one, other in opposing(observations):
        by_report, separated = separating(one.profile, other.profile)
        if separated:
            apart.append(separated)
            stated.append(by_report)
            continue
        mine, others = unreported(one.profile, other.profile)
        true |= not mine and not others
        for facets, silent in ((mine, one), (others, other)):
            for facet in facets:
                missing.setdefault(facet, set()).update(silent.studies or silent.reviews)
    if true or missing:
        ordered = sorted(missing.items(), key=lambda item: place(item[0]))
        named = tuple((facet, tuple(sorted(papers))) for facet, papers in ordered)
        return Weighing("true" if true else "undecidable", missing=named)
    if not apart:
        return Weighing()
    explanations = smallest(apart)
    used = {facet for chosen in explanations for facet in chosen}
    presumed = {
        facet
        for by_report, all_of_them in zip(stated, apart, strict=True)
        for facet in used & (all_of_them - by_report)
    }
    return Weighing("explained", explanations, tuple(filter(presumed.__contains__, FACETS)))


def opposing(
    observations: Iterable[Observation],
) -> Iterator[tuple[Observation, Observation]]:
    """Yield every two observations of which not both can be right about the same thing."""
    for one, other in combinations(observations, 2):
        if one.outcomes.isdisjoint(other.outcomes):
            yield one, other


def smallest(pairs: Iterable[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """Give all smallest sets of facets that have one of each pair's separating facets.

    >>> smallest([frozenset({"dose"}), frozenset({"dose", "time"}), frozenset({"let", "time"})])
    (('dose', 'let'), ('dose', 'time'))
    """
    wanted = set(pairs)
    usable = sorted({facet for pair in wanted for facet in pair}, key=place)
    for size in range(len(usable) + 1):
        found = tuple(
            chosen
            for chosen in combinations(usable, size)
            if all(not pair.isdisjoint(chosen) for pair in wanted)
        )
        if found:
            return found
    return ()
