"""Which findings count, and who stands behind each: `kg.votes`, asked topic by topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.votes import Observation, Topic, poll, voters

Key = tuple[Topic, tuple[str, str, int]]
Voter = tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """The voter behind every observation that counts, and the reason of every other's silence."""

    who: dict[Key, Voter]
    why: dict[Key, str]

    def voter(self, one: Observation) -> Voter:
        """Give the study behind an observation, or papers of which one must have shown it."""
        return self.who.get(_key(one), ())

    def silence(self, one: Observation) -> str:
        """Tell why an observation does not count; nothing where it does."""
        return self.why.get(_key(one), "")

    @property
    def studies(self) -> tuple[Voter, ...]:
        """The independent studies, each once."""
        return tuple(sorted({voter for voter in self.who.values() if voter}))


def hear(observations: Iterable[Observation]) -> Heard:
    """Let observations of any number of topics vote, each topic by itself.

    Papers that are cited together in one topic and of which one stands alone in another are no
    further voter.

    >>> hear([]).studies
    ()
    """
    topics: dict[Topic, dict[Key, Observation]] = {}
    for one in observations:
        topics.setdefault(one.topic, {})[_key(one)] = one
    polls = [poll(listed.values()) for listed in topics.values()]
    voting = [one for polled in polls for one in polled.voting]
    return Heard(
        {_key(one): voter for one, voter in voters(voting).items()},
        {_key(one.observation): one.reason for polled in polls for one in polled.silent},
    )


def _key(one: Observation) -> Key:
    return one.topic, one.support.key
