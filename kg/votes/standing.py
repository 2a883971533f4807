"""How a topic stands: who votes for what, on how many independent studies, and who disagrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.votes.observation import Observation
from kg.votes.vote import REFUTES, Poll, poll, voters


@dataclass(frozen=True)
class Side:
    """What is said on one side, by whom.

    `outcome` with several values is one of these, unresolved. Each of `studies` is one independent
    voter: a paper, or papers of which one must have shown it; none where only reviews say so.
    """

    outcome: tuple[str, ...]
    studies: tuple[tuple[str, ...], ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class Standing:
    """The observations of one topic, polled.

    Every face that counts studies, strikes records or says that sources disagree asks this.
    """

    poll: Poll

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> Standing:
        """Let the observations of one topic vote.

        >>> Standing.of([]).sides
        ()
        """
        return cls(poll(observations))

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The sides that vote, by what they say."""
        return take_sides(self.poll.voting)

    @property
    def disputed(self) -> bool:
        """Whether two that vote cannot both be right about the same thing: sources disagree."""
        sides = [set(side.outcome) for side in self.sides]
        return any(one.isdisjoint(other) for one in sides for other in sides)

    @property
    def refuted(self) -> bool:
        """Whether a source argues against it, without a finding of its own."""
        return any(silence.reason == REFUTES for silence in self.poll.silent)

    def voters(self, outcome: str) -> tuple[tuple[str, ...], ...]:
        """Give the independent studies that vote for one outcome."""
        return next((side.studies for side in self.sides if side.outcome == (outcome,)), ())

    @cached_property
    def counted(self) -> tuple[Observation, ...]:
        """Give what supports something: what votes, and what stands behind an equal vote.

        What its own source does not bear out, what argues without a finding, what is draft,
        superseded or retracted, and an account of a study whose closer reading says otherwise
        support nothing.
        """
        silent = (
            silence.observation for silence in self.poll.silent if silence.counts
        )  # fmt: skip
        return tuple(sorted((*self.poll.voting, *silent), key=lambda one: one.key))


def take_sides(voting: Iterable[Observation]) -> tuple[Side, ...]:
    """Sort voting observations by what they say; each voter stands once on a side."""
    listed = list(voting)
    who = voters(listed)
    sides: dict[tuple[str, ...], list[Observation]] = {}
    for one in listed:
        sides.setdefault(tuple(sorted(one.outcomes)), []).append(one)
    return tuple(
        Side(
            outcome,
            tuple(sorted({who[one] for one in sides[outcome]} - {()})),
            tuple(sides[outcome]),
        )
        for outcome in sorted(sides, key=lambda outcome: (len(outcome), outcome))
    )
