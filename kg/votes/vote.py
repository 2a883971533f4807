"""Who votes: one study one vote, the closest reading first, and nobody through a review again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.votes.facet import separating
from kg.votes.observation import Observation


@dataclass(frozen=True)
class Silence:
    """An observation that does not vote: why, and the papers through which it is counted.

    `borne` tells whether what votes in its place says the same.
    """

    observation: Observation
    reason: str
    through: tuple[str, ...] = ()
    borne: bool = False

    @property
    def counts(self) -> bool:
        """Whether it stands behind what votes in its place, instead of saying otherwise."""
        if self.reason in (DISPUTED, REFUTES, RETRACTED, *VOID.values()):
            return False
        return self.borne or self.reason != CLOSER


@dataclass(frozen=True)
class Poll:
    """The observations of one topic that vote, and those that do not; both stay visible."""

    voting: tuple[Observation, ...]
    silent: tuple[Silence, ...]


def poll(observations: Iterable[Observation]) -> Poll:
    """Let the observations of one topic vote.

    In this order, and each rule within one basis and under conditions that can be the same:
    a draft, what is superseded or retracted, what argues without a finding, and what its own
    source does not bear out, has no vote; of one study the closest reading votes; a statement of
    several papers together votes where none of them votes alone; a meta-analysis votes where none
    of its studies does; a review votes where no primary study does.
    """
    ordered = sorted(observations, key=lambda one: one.key)
    voting: list[Observation] = []
    silent: list[Silence] = []
    for one in ordered:
        if one.void:
            gone = one.void == "retracted" and set(one.cited) <= set(one.retracted)
            reason = RETRACTED if gone else VOID[one.void]
            silent.append(Silence(one, reason, one.struck))
        elif one.refutes:
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
                borne = any(not other.outcomes.isdisjoint(one.outcomes) for other in nearer)
                silent.append(Silence(one, _reason(one, through), through, borne))
            else:
                voting.append(one)
    voting.sort(key=lambda one: one.key)
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
        return 3, 0
    if len(one.studies) > 1:
        return 1, 0
    return (2 if one.members else 0), one.distance


def _reason(one: Observation, through: tuple[str, ...]) -> str:
    """Say why one does not vote beside those that count it already."""
    if not one.studies:
        return REVIEW
    if len(one.studies) > 1:
        return MEMBER
    return POOLED if one.studies[0] not in through else CLOSER


def _speaks_for(voter: Observation, one: Observation) -> bool:
    """Tell whether a voter already counts what this observation says.

    A reading that states no basis yields to one that does; a stated one only to its equal.
    """
    stated = set(one.basis) - {"unspecified"}
    if stated and voter.basis != one.basis:
        return False
    if one.studies and not {*one.studies, *one.members} & set(voter.studies):
        return False
    apart, _ = separating(voter.profile, one.profile)
    return not apart - {"basis"}


REFUTES = "argues against, without a finding"
DISPUTED = "its own source does not bear it out"
RETRACTED = "its paper is retracted"
CLOSER = "the same study, read closer"
MEMBER = "one of the papers cited together votes by itself"
POOLED = "a meta-analysis, beside studies that it takes together"
REVIEW = "a review, beside primary studies"
VOID = {
    "draft": "a draft, whose layer is not named", "superseded": "another record supersedes it",
    "retracted": "the record is retracted",
}  # fmt: skip
"""What the state of a record, not of its paper, takes from it."""

RANKS = ((0, 0), (0, 1), (0, 2), (1, 0), (2, 0), (2, 1), (2, 2), (3, 0))
"""In this order: one paper by the closeness of reading, papers cited together, meta-analyses,
reviews."""
