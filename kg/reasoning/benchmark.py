"""The audit as a test set: a sentence, a paper, and what the paper makes of the sentence.

Small: one item for each check that was made, and one label each, settled. What two readers of the
same text agree on is the ceiling that a score is to be held against.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from kg import readings
from kg.bounded import read_bounded
from kg.errors import CurationError, KgError, Problem, RequestError
from kg.graph import Graph
from kg.model import Check, Claim, Evidence
from kg.model.vocabulary import Outcome

OUTCOMES = tuple(one for one in get_args(Outcome) if one != "not_checked")
"""What a paper can make of a sentence; what nobody looked up is no item."""
MOST = 8_000_000
"""Bytes of a file of answers."""


class AnswersError(CurationError):
    """Every problem of a file of answers, by line."""

    where = "in the answers: nothing was scored"


@dataclass(frozen=True)
class Item:
    """One question: does the paper bear out what the source says with it? `check` is the answer."""

    claim: Claim
    evidence: Evidence
    check: Check

    @property
    def id(self) -> str:
        """Its name, the same as the card's on the page of the audit."""
        return f"{self.claim.id}.{self.evidence.id}.{self.check.reference}"


@dataclass(frozen=True)
class Tally:
    """What answers come to on one outcome: how many are so, were answered so, and both."""

    outcome: str
    gold: int
    answered: int
    right: int

    @property
    def precision(self) -> float | None:
        """The part of those answered so that are so; None where none was."""
        return self.right / self.answered if self.answered else None

    @property
    def recall(self) -> float | None:
        """The part of those that are so that were answered so; None where none is."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float:
        """Their harmonic mean, 2 right / (gold + answered)."""
        both = self.gold + self.answered
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True)
class Score:
    """How answers stand to the audit: of all items, those without an answer counted as wrong.

    `per_paper` is the mean over papers of the share right in each, so that a paper with many items
    weighs no more than one with few. `majority` is what the commonest outcome alone would get.
    """

    items: int
    papers: int
    missing: int
    right: int
    per_paper: float
    majority: float
    kappa: float | None
    tallies: tuple[Tally, ...]

    @property
    def accuracy(self) -> float:
        """The part of all items that is right."""
        return self.right / self.items

    @property
    def macro_f1(self) -> float:
        """The mean of F1 over the outcomes that occur in the audit."""
        found = [one.f1 for one in self.tallies if one.gold]
        return sum(found) / len(found)


@dataclass(frozen=True)
class Ceiling:
    """How often two blind readers wrote one assertion alike: in direction, level and basis.

    `what` tells the side: the sentences of the sources, where items stand, or the texts of papers.
    """

    what: str
    records: int
    alike: int

    @property
    def share(self) -> float:
        """The part of the records on which both say the same in all three."""
        return self.alike / self.records


def items(graph: Graph) -> tuple[Item, ...]:
    """Give every check of which something came, sorted by name."""
    found = (
        Item(claim, evidence, check)
        for claim, evidence in graph.evidence()
        for check in evidence.checks
        if check.outcome != "not_checked"
    )
    return tuple(sorted(found, key=lambda one: one.id))


def ceiling(graph: Graph) -> tuple[Ceiling, ...]:
    """Tell how two readers agree on either side of the test set, where it was read twice."""
    asked = items(graph)
    sources = {one.evidence.read_in for one in asked}
    sides: tuple[tuple[str, set[str], Callable[[Mapping[str, str]], bool]], ...] = (
        ("sentences of the sources", sources, _among(asked)),
        ("texts of papers", set(graph.documents) - sources, lambda row: True),
    )
    return tuple(
        found for what, keys, kept in sides if (found := _ceiling(graph, what, keys, kept)).records
    )


def read_answers(path: Path, known: Iterable[Item]) -> dict[str, str]:
    """Read answers, a JSON object with `id` and `outcome` on each line; all faults at once."""
    try:
        lines = read_bounded(path, MOST, pipe=True).decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise RequestError(f"{path}: {cause}: give a file of JSON lines, an id and an outcome "
                           "on each") from None  # fmt: skip
    names = {one.id for one in known}
    answers: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            name, outcome = _answer(line, names, answers)
            answers[name] = outcome
        except _WrongError as error:
            problems.append(Problem(path.name, number, *error.told))
    if problems:
        raise AnswersError(problems)
    return answers


def score(graph: Graph, answers: Mapping[str, str]) -> Score:
    """Hold answers (outcome by name of the item) against the audit.

    `KgError` where the corpus has no checks.
    """
    asked = items(graph)
    if not asked:
        raise KgError("nothing was held against its paper here: checks of records would be items")
    pairs = [(one.check.outcome, answers.get(one.id, "")) for one in asked]
    gold, given = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    right = Counter(a for a, b in pairs if a == b)
    papers = defaultdict(list)
    for one, (wanted, answer) in zip(asked, pairs, strict=True):
        papers[one.check.reference].append(wanted == answer)
    return Score(
        items=len(asked), papers=len(papers), missing=given[""], right=right.total(),
        per_paper=sum(sum(hits) / len(hits) for hits in papers.values()) / len(papers),
        majority=max(gold.values()) / len(asked), kappa=readings.kappa(pairs),
        tallies=tuple(Tally(one, gold[one], given[one], right[one]) for one in OUTCOMES),
    )  # fmt: skip


class _WrongError(Exception):
    def __init__(self, *told: str) -> None:
        self.told = told


def _answer(line: str, names: set[str], answers: Mapping[str, str]) -> tuple[str, str]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise _WrongError("line", "is no JSON", 'write {"id": "...", "outcome": "..."}') from None
    if not isinstance(found, dict):
        raise _WrongError("line", "is no JSON object", 'write {"id": "...", "outcome": "..."}')
    name, outcome = found.get("id"), found.get("outcome")
    if not isinstance(name, str) or name not in names:
        raise _WrongError("id", f"no item {str(name)[:120]!r}",
                          "take ids of audit-benchmark.jsonl of the same release")  # fmt: skip
    if name in answers:
        raise _WrongError("id", f"{name!r} stands twice", "keep one answer")
    if not isinstance(outcome, str) or outcome not in OUTCOMES:
        raise _WrongError("outcome", f"{str(outcome)[:40]!r} is none",
                          f"use {', '.join(OUTCOMES)}")  # fmt: skip
    return name, outcome


def _among(asked: Iterable[Item]) -> Callable[[Mapping[str, str]], bool]:
    """Keep the rows of two readings that stand where the items do."""
    places = {
        (locator, one.claim.subject, one.claim.object)
        for one in asked for locator in one.evidence.locator
    }  # fmt: skip
    return lambda row: (row["locator"], row["subject"], row["object"]) in places


def _ceiling(
    graph: Graph, what: str, keys: set[str], kept: Callable[[Mapping[str, str]], bool]
) -> Ceiling:
    rows = [row for row in _rows(graph, keys) if row["read_by"] == "both" and kept(row)]
    return Ceiling(what, len(rows), sum(map(_alike, rows)))


def _rows(graph: Graph, keys: set[str]) -> Iterator[Mapping[str, str]]:
    for key in sorted(keys & set(graph.documents)):
        if path := graph.documents[key].file("second-reading.tsv"):
            yield from readings.rows(path)


def _alike(row: Mapping[str, str]) -> bool:
    facets = ("direction", "level", "basis")
    return all(row.get(f"first_{one}") == row.get(f"second_{one}") for one in facets)
