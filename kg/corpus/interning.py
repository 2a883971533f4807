"""Texts become small whole numbers: the same one for the same text, whatever its source."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from kg.corpus.said import About, Paper, Statement

MOST_KEPT = 500_000
"""How many numbers of each kind are kept in memory; the ledger has all."""


class Numbers:
    """The numbers of one table of the ledger, with those lately used kept in memory."""

    def __init__(self, ledger: sqlite3.Connection, table: str) -> None:
        """Take the ledger, and the name of a table of `id` and `text`."""
        self._ledger, self._kept = ledger, dict[str, int]()
        self._find = f"SELECT id FROM {table} WHERE text = ?"  # noqa: S608 - a name of ours
        self._make = f"INSERT INTO {table} (text) VALUES (?)"  # noqa: S608

    def of(self, text: str) -> int:
        """Give the number of a text, a new one where it has none."""
        found = self._kept.get(text)
        if found is None:
            row = self._ledger.execute(self._find, (text,)).fetchone()
            found = row[0] if row else self._ledger.execute(self._make, (text,)).lastrowid or 0
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[text] = found
        return found


class Papers:
    """The numbers of papers, by all their identifiers; what turns out to be one paper is linked."""

    def __init__(self, ledger: sqlite3.Connection) -> None:
        """Take the ledger."""
        self._ledger, self._kept = ledger, dict[Paper, int]()

    def of(self, paper: Paper) -> int:
        """Give the number of a paper, a new one where none of its identifiers is known."""
        found = self._kept.get(paper)
        if found is not None:
            return found
        known = {one: self._look(one) for one in paper.ids}
        numbers = sorted({number for number in known.values() if number})
        if numbers:
            found = numbers[0]
            self._ledger.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)",
                                     [(found, other) for other in numbers[1:]])  # fmt: skip
        else:
            made = self._ledger.execute("INSERT INTO papers (label) VALUES (?)", (paper.label,))
            found = made.lastrowid or 0
        new = [(one, found) for one, number in known.items() if not number]
        self._ledger.executemany("INSERT INTO identifiers VALUES (?, ?)", new)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[paper] = found
        return found

    def note(self, about: About) -> None:
        """Keep what a source says of a paper itself; what was once said of it stays."""
        number = self.of(about.paper)
        self._ledger.execute(
            "UPDATE papers SET label = min(label, ?), retracted = max(retracted, ?), "
            "questioned = max(questioned, ?), secondary = max(secondary, ?) WHERE id = ?",
            (about.paper.label, about.retracted, about.questioned, about.secondary, number),
        )
        if about.version_of:
            self._ledger.execute("INSERT OR IGNORE INTO versions VALUES (?, ?)",
                                 (number, about.version_of))  # fmt: skip
        self._ledger.executemany("INSERT OR IGNORE INTO members VALUES (?, ?)",
                                 [(number, member) for member in about.members])  # fmt: skip

    def _look(self, one: str) -> int:
        row = self._ledger.execute(
            "SELECT paper FROM identifiers WHERE text = ?", (one,)
        ).fetchone()
        return row[0] if row else 0


class Interning:
    """All numbers that a row is made of."""

    def __init__(self, ledger: sqlite3.Connection) -> None:
        """Take the ledger of a data set that is open for writing."""
        self.names, self.bases = Numbers(ledger, "names"), Numbers(ledger, "bases")
        self.profiles, self.citations = Numbers(ledger, "profiles"), Numbers(ledger, "citations")
        self.layers, self.papers = Numbers(ledger, "layers"), Papers(ledger)
        self._cited: dict[object, int] = {}

    def citation(self, said: Statement) -> int:
        """Give the number of a statement's papers, with what checks found of them."""
        parts = (said.papers, said.struck, said.miscited, (said.read_in,) if said.read_in else ())
        found = self._cited.get(parts)
        if found is None:
            found = self.citations.of(json.dumps([self._numbers(one) for one in parts]))
            if len(self._cited) >= MOST_KEPT:
                self._cited.clear()
            self._cited[parts] = found
        return found

    def _numbers(self, papers: Iterable[Paper]) -> list[int]:
        return sorted({self.papers.of(one) for one in papers})
