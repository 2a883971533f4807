"""Who votes: one study one vote, the closest reading first, and nobody through a review again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.votes.facet import separating
from kg.votes.observation import Observation


@dataclass(frozen=True)
class Silence:
    """An observation that does not vote: why, and the papers through which it is counted."""

    observation: Observation
    reason: str
    through: tuple[str, ...] = ()


@dataclass(frozen=True)
class Poll:
    """The observations of one topic that vote, and those that do not; both stay visible."""

    voting: tuple[Observation, ...]
    silent: tuple[Silence, ...]


def poll(observations: Iterable[Observation]) -> Poll:
    """Let the observations of one topic vote.

    In this order, and each rule within one basis and under conditions that can be the same:
    what argues without a finding, and what its own source does not bear out, has no vote; of one
    study the closest reading votes; a statement of several papers together votes where none of
    them votes alone; a review votes where no primary study does.
    """
    ordered = sorted(observations, key=lambda one: (one.support.key, sorted(one.outcomes)))
    voting: list[Observation] = []
    silent: list[Silence] = []
    for one in ordered:
        if one.refutes:
            silent.append(Silence(one, REFUTES))
        elif not one.studies and not one.reviews:
            silent.append(Silence(one, DISPUTED, one.struck))
    out = {id(silence.observation) for silence in silent}
    for rank in RANKS:
        stage = [one for one in ordered if id(one) not in out and _rank(one) == rank]
        settled = tuple(voting)
        for one in stage:
            nearer = [other for other in settled if _speaks_for(other, one)]
            if nearer:
                through = tuple(sorted({key for other in nearer for key in other.studies}))
                silent.append(Silence(one, _REASONS[rank[0]], through))
            else:
                voting.append(one)
    voting.sort(key=lambda one: (one.support.key, sorted(one.outcomes)))
    silent.sort(key=lambda silence: silence.observation.support.key)
    return Poll(tuple(voting), tuple(silent))


def voters(voting: Iterable[Observation]) -> Mapping[Observation, tuple[str, ...]]:
    """Name the voter behind each observation: a paper, or papers of which one must have shown it.

    Joint statements that share a paper may rest on that one, and are one voter together; where one
    of their papers votes alone as well, they may rest on that, and are no further voter.
    """
    listed = list(voting)
    alone = {one.studies[0] for one in listed if len(one.studies) == 1}
    groups: list[set[str]] = []
    for members in (set(one.studies) for one in listed if len(one.studies) > 1):
        joined = [group for group in groups if group & members]
        groups = [group for group in groups if not group & members]
        groups.append(members.union(*joined))
    found = {}
    for one in listed:
        if len(one.studies) > 1:
            group = next(group for group in groups if group.issuperset(one.studies))
            found[one] = (min(group & alone),) if group & alone else tuple(sorted(group))
        else:
            found[one] = one.studies
    return found


def _rank(one: Observation) -> tuple[int, int]:
    if not one.studies:
        return 2, 0
    return (1, 0) if len(one.studies) > 1 else (0, one.distance)


def _speaks_for(voter: Observation, one: Observation) -> bool:
    """Tell whether a voter already counts what this observation says.

    A reading that states no basis yields to one that does; a stated one only to its equal.
    """
    stated = set(one.basis) - {"unspecified"}
    if stated and voter.basis != one.basis:
        return False
    if one.studies and not set(one.studies) & set(voter.studies):
        return False
    apart, _ = separating(voter.profile, one.profile)
    return not apart - {"basis"}


REFUTES = "argues against, without a finding"
DISPUTED = "its own source does not bear it out"
CLOSER = "the same study, read closer"
MEMBER = "one of the papers cited together votes by itself"
REVIEW = "a review, beside primary studies"

RANKS = ((0, 0), (0, 1), (0, 2), (1, 0), (2, 0))
"""In this order: one paper by the closeness of reading, papers cited together, reviews."""

_REASONS = (CLOSER, MEMBER, REVIEW)
