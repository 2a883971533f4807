"""Two readings of the same sentences side by side: agreement and kappa, facet by facet."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RequestError


@dataclass(frozen=True)
class Agreement:
    """How two readers agree on one facet of the records that both wrote.

    `share` runs from 0 to 1; `kappa` is Cohen's, None where chance alone would agree always.
    `differ` lists (first, second, how often), the commonest first.
    """

    facet: str
    records: int
    alike: int
    kappa: float | None
    differ: tuple[tuple[str, str, int], ...]

    @property
    def share(self) -> float:
        """The part of the records on which both say the same."""
        return self.alike / self.records if self.records else 1.0


@dataclass(frozen=True)
class Presence:
    """Which assertions were found by both readers, by the first alone, by the second alone."""

    both: int
    first: int
    second: int

    @property
    def share(self) -> float:
        """Positive agreement, 2 both / (2 both + first + second); absence has no count."""
        return 2 * self.both / (2 * self.both + self.first + self.second)


@dataclass(frozen=True)
class Settled:
    """One difference between the two readings, what stands now, and why."""

    locator: str
    subject: str
    object: str
    facet: str
    first: str
    second: str
    settled: str
    why: str


def agreement(*paths: Path) -> tuple[Presence, tuple[Agreement, ...]]:
    """Compare two blind readings of one document, or of several taken together.

    The readings stand side by side in a table: a row for each assertion (locator, subject, object,
    other arm), with the columns first_<facet> and second_<facet>. Level and basis are compared
    where either reader gives one.

    >>> from importlib.resources import files
    >>> home = Path(str(files("kg.ontology"))) / "documents" / "liu2025"
    >>> presence, facets = agreement(home / "second-reading.tsv")
    >>> facets[0].facet, facets[0].share > 0.9
    ('direction', True)
    """
    found = [row for path in paths for row in rows(path)]
    by = Counter(row["read_by"] for row in found)
    both = [row for row in found if row["read_by"] == "both"]
    names = [column.removeprefix("first_") for column in found[0] if column.startswith("first_")]
    facets = (
        _compare(name, [(row[f"first_{name}"], row[f"second_{name}"]) for row in both])
        for name in names
    )
    return Presence(by["both"], by["first"], by["second"]), tuple(facets)


def settled(*paths: Path) -> tuple[Settled, ...]:
    """Read how each difference was settled, in the order of the documents and of their text."""
    return tuple(Settled(**row) for path in paths for row in rows(path))


def _compare(facet: str, pairs: Iterable[tuple[str, str]]) -> Agreement:
    kept = [pair for pair in pairs if facet not in _OPTIONAL or any(pair)]
    alike = sum(first == second for first, second in kept)
    apart = Counter(pair for pair in kept if pair[0] != pair[1])
    ranked = sorted(apart.items(), key=lambda item: (-item[1], item[0]))
    differ = tuple((first, second, count) for (first, second), count in ranked)
    return Agreement(facet, len(kept), alike, kappa(kept), differ)


def kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Compute Cohen's kappa, (observed - chance) / (1 - chance), of pairs of words.

    Source: Cohen 1960, Educ Psychol Meas 20:37-46.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")])
    0.0
    >>> kappa([("a", "a"), ("a", "a")]) is None
    True
    """
    given = list(pairs)
    if not given:
        return None
    first, second = Counter(one for one, _ in given), Counter(other for _, other in given)
    chance = sum(first[word] * second[word] for word in first) / len(given) ** 2
    observed = sum(one == other for one, other in given) / len(given)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table of readings, a row each; `RequestError` where there is none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise RequestError(f"{path}: {error.strerror}: give the table of both readings") from None
    if not found:
        raise RequestError(f"{path}: no rows: give the table of both readings")
    return found


_OPTIONAL = frozenset({"level", "basis"})
"""Facets that most records rightly leave empty: agreeing on nothing would flatter the readers."""
