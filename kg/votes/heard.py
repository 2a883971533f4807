"""What the votes make of each edge and record: studies, tags, and what says otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kg.graph import Graph
from kg.votes.observation import Observation, observe
from kg.votes.standing import Standing
from kg.votes.tag import TAGS, tags
from kg.votes.vote import voters
from kg.votes.weighing import opposing


@dataclass
class Heard:
    """How an edge stands among all that was observed of its topic.

    `studies` counts the independent voters behind it, `papers` are those that stand behind it,
    reviews among them and what is struck left out. `tags` say what limits its records,
    `disputed` whether sources disagree on its topic, or one argues against it. `otherwise` are the
    ids of the edges whose votes say something else about the same two, on the same basis.
    """

    studies: int = 0
    papers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    disputed: bool = False
    otherwise: set[str] = field(default_factory=set)


def heard_of_edges(graph: Graph) -> dict[str, Heard]:
    """Ask the votes of every topic about each edge that has some, by its id."""
    found: dict[str, Heard] = defaultdict(Heard)
    for topic, observations in observe(graph).items():
        standing = Standing.of(observations)
        voting = standing.poll.voting
        for one, other in opposing(voting):
            if one.basis == other.basis or set(one.basis) & set(other.basis):
                found[one.edge].otherwise.add(other.edge)
                found[other.edge].otherwise.add(one.edge)
        who = voters(voting)
        for edge in {one.edge for one in observations}:
            told = found[edge]
            mine = [one for one in voting if one.edge == edge]
            told.studies = len({who[one] for one in mine} - {()})
            counted = [one for one in standing.counted if one.edge == edge]
            told.papers = tuple(sorted({key for one in counted
                                        for key in (*one.studies, *one.reviews)}))  # fmt: skip
            told.tags = tags(mine, [one for one in counted if one not in mine])
            told.disputed = bool(told.otherwise)
            if not topic.comparator:  # of comparisons, bases are never pooled
                told.disputed = standing.disputed or standing.refuted
    return found


def tags_of_records(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Say of each record what limits it, wherever it is heard; by claim and id."""
    found: dict[str, set[str]] = defaultdict(set)
    for observations in observe(graph).values():
        for one in observations:
            if one.support.derivation is None:
                found[record_key(one)] |= set(tags([one]))
    return {key: tuple(tag for tag in TAGS if tag in said) for key, said in found.items()}


def record_key(one: Observation) -> str:
    """Name the record behind an observation as pages and exports do."""
    return f"{one.support.claim}#{one.support.evidence.id}"
