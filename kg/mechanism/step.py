"""A step of a chain: what it was found by, who votes for it, and whether it can be built on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from kg.graph import Support
from kg.mechanism.circumstance import Circumstance
from kg.votes import Observation, Side

Relation = Literal[
    "effect", "inherited", "part_of", "broader", "of", "opposes", "components", "targets"
]


class Finding(NamedTuple):
    """One record as it bears on a step: where it holds, and the narrower findings that silence it.

    A record stated for narrower circumstances speaks there instead of the broader one, if it found
    nothing or the opposite.
    """

    observation: Observation
    holds: Circumstance
    silenced: frozenset[Circumstance]

    @property
    def support(self) -> Support:
        """The record itself."""
        return self.observation.support


@dataclass(frozen=True)
class Step:
    """One edge of the network. `general` is the broader treatment an inherited step was seen for.

    `side` is who votes for it, be it only a review; `tags` what limits all or some of its records.
    `against` is where records of a null or opposite effect between the same two hold; `contested`
    is set where one of them votes, or a source argues against it. `prevails` is set where it has
    studies, no source argues against it, no study saw the other sign, and fewer found no change.
    `rules` is set where the other sign is an exception to it: seen by no more studies, and only
    strictly inside where this one holds. `skips` is set where the network tells it in two found
    steps (`kg.mechanism.skip`). Steps that are true by definition have no findings.
    """

    subject: str
    sign: Literal["+", "-"]
    object: str
    relation: Relation
    findings: tuple[Finding, ...] = ()
    against: tuple[Circumstance, ...] = ()
    side: Side | None = None
    tags: tuple[str, ...] = ()
    contested: bool = False
    prevails: bool = False
    rules: bool = False
    general: str | None = None
    skips: bool = False

    def __repr__(self) -> str:
        """Write the step as an arrow with its sign."""
        return f"<Step {self.subject} {self.sign}> {self.object} ({self.relation})>"

    @cached_property
    def key(self) -> tuple[str, str, str, str]:
        """A total order."""
        return self.subject, self.object, self.sign, self.relation

    @cached_property
    def voters(self) -> tuple[tuple[str, ...], ...]:
        """The independent studies behind it."""
        return self.side.studies if self.side else ()

    @cached_property
    def counts(self) -> bool:
        """Whether it was found, and so counts as a step; what is true by definition does not."""
        return bool(self.findings)

    @cached_property
    def skipping(self) -> Step:
        """The same step, marked: one and the same in every network."""
        return replace(self, skips=True)

    @cached_property
    def choices(self) -> tuple[tuple[Circumstance, frozenset[Circumstance]], ...]:
        """Where its findings hold and what silences them, each once."""
        return tuple(dict.fromkeys((one.holds, one.silenced) for one in self.findings))

    @cached_property
    def of_arms(self) -> bool:
        """Whether arms that differ in one component are all that shows it.

        Such an effect was seen, beside the other treatment; it is no mechanism of the component.
        """
        return self.counts and all(one.support.derivation == "component" for one in self.findings)

    @cached_property
    def doubtful(self) -> bool:
        """Whether it is contested, or hedged throughout."""
        return self.contested or "hedged" in self.tags

    @cached_property
    def firm(self) -> bool:
        """Whether it can be built on: true by definition, or found, prevailing, and not hedged."""
        return not self.counts or (self.prevails and "hedged" not in self.tags)

    @cached_property
    def plain(self) -> bool:
        """Whether it is a direct finding that nothing contests: such a one opposes chains.

        One sign, or the other a mere exception to it; no null, not argued against, not derived, at
        least one primary study.
        """
        alone = not self.against and not self.contested
        return (
            self.relation == "effect" and bool(self.voters) and (alone or self.rules)
            and "derived" not in self.tags
        )  # fmt: skip
