"""Every text that a graph holds, searched by words: names, definitions, summaries, titles."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.errors import RequestError
from kg.find import compact, tokens
from kg.graph import Graph

Page = tuple[str, str, str]
"""Something else to be searched: its name, its title, and a text on it."""


@dataclass(frozen=True)
class Hit:
    """A thing whose texts hold the words: how many findings and papers stand behind it.

    `where` tells which of its texts it is: its name, or an excerpt around the words.
    """

    id: str
    kind: str
    label: str
    findings: int
    papers: int
    where: str


class Library:
    """Every text of a graph, and named queries, folded once: what is asked of it is short."""

    def __init__(self, graph: Graph, queries: Iterable[Page] = ()) -> None:
        """Fold the texts of a graph and of named queries; nothing is written, nor kept open."""
        self._graph = graph
        self._shelf = shelve(graph, queries)
        self._store: sqlite3.Connection | None = None

    def search(self, words: str, top: int | None = None) -> tuple[Hit, ...]:
        """Find what names or texts hold all the words, or, where none does, any; best first.

        What is called so comes first, then names, then texts (SQLite FTS5, `bm25`); of equals,
        what has more findings. Raises `RequestError` for words without letters.
        """
        wanted = list(dict.fromkeys(tokens(words)))
        if not wanted:
            raise RequestError(f"'{words}' has no letters and no digits: give a word")
        called = [one.id for one in self._graph.finder.find(words) if one.how != "near"]
        found = [self._shelf[number] for number in self._match(wanted, words)]
        hits = [Hit(one.row.id, one.row.kind, one.row.label, one.findings, one.papers,
                    _excerpt(one.row, wanted)) for one in found]  # fmt: skip
        hits.sort(key=lambda hit: (hit.id not in called, not hit.where.startswith("name"),
                                   hit.kind == "claim", hit.kind in BESIDE))  # fmt: skip
        return tuple(hits if top is None else hits[:top])

    def missing(self, words: str) -> str:
        """Say that nothing is called so, and what stands near (`Finder.missing`)."""
        return self._graph.finder.missing(words)

    def _match(self, wanted: list[str], words: str) -> list[int]:
        """Rank the rows that hold all words, else any; the last word may go on."""
        if self._store is None:
            # asked from any thread, one at a time
            store = sqlite3.connect(":memory:", check_same_thread=False)
            store.execute("CREATE VIRTUAL TABLE page USING fts5(names, text, tokenize='unicode61')")
            store.executemany(
                "INSERT INTO page(rowid, names, text) VALUES (?, ?, ?)",
                ((number, one.names, one.text) for number, one in enumerate(self._shelf)),
            )
            self._store = store
        quoted = [f'"{word}"' for word in wanted]
        whole = f'"{compact(words)}"'
        for asked in (f"({' AND '.join(quoted)}) OR {whole}",
                      f"{' AND '.join(quoted)}*", f"{' OR '.join(quoted)}*"):  # fmt: skip
            found = self._store.execute(
                "SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page, 8.0, 1.0), rowid",
                (asked,),
            ).fetchall()
            if found:
                return [number for (number,) in found]
        return []


def search(
    graph: Graph, words: str, *, queries: Iterable[Page] = (), top: int | None = None
) -> tuple[Hit, ...]:
    """Look words up once (`Library.search`); `queries` are named queries.

    >>> import kg
    >>> [hit.id for hit in search(kg.load(), "danger signals")][:1]
    ['damp-release']
    """
    return Library(graph, queries).search(words, top)


@dataclass(frozen=True)
class Row:
    """What is searched of a thing: its names, and a text on it."""

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Shelved:
    """A row as it is searched: its folded words, and how much stands behind it."""

    row: Row
    names: str
    text: str
    findings: int
    papers: int


def shelve(graph: Graph, queries: Iterable[Page] = ()) -> tuple[Shelved, ...]:
    """Give all that a `Library` looks into, in its order: for who searches where Python is not."""
    counts = _count(graph)
    return tuple(
        Shelved(row, " ".join(_folded(name) for name in row.names), _folded(row.text),
                *_counted(counts, row))
        for row in _rows(graph, queries)
    )  # fmt: skip


def _rows(graph: Graph, queries: Iterable[Page]) -> Iterator[Row]:
    for key, one in graph.entities.items():
        trial = (one.trial.design, one.trial.status, one.trial.phase) if one.trial else ()
        about = " ".join(filter(None, (one.definition, *trial)))
        names = (one.label, key, *one.synonyms, *(xref.curie for xref in one.xrefs))
        yield Row(key, one.kind, one.label, (*names, *one.related_names, *one.near_names), about)
    for key, paper in graph.references.items():
        authors = " ".join(name.family for name in paper.author)
        text = " ".join(filter(None, (paper.title, authors, paper.container_title)))
        yield Row(key, "paper", paper.citation, (key, paper.citation), text)
    for key, claim in graph.claims.items():
        verb = claim.predicate.replace("_", " ")
        label = f"{graph.entities[claim.subject].label} {verb} {graph.entities[claim.object].label}"
        said = " ".join(one.summary or "" for one in claim.evidence)
        yield Row(key, "claim", label, (), f"{label}: {said}")
    for key, module in graph.modules.items():
        yield Row(key, "mechanism", module.label, (module.label, key), module.summary)
    for key, figure in graph.figures.items():
        yield Row(key, "figure", figure.title, (figure.title, key), figure.message)
    for key, gap in graph.gaps.items():
        yield Row(key, "gap", gap.question, (), gap.question)
    for name, title, question in queries:
        yield Row(name, "query", title, (title, name), question)


def _folded(text: str) -> str:
    """Write a text as its folded words, hyphened ones together as well: PD-L1 is pdl1, too."""
    joined = (compact(word) for word in text.split() if not word.isalnum())
    return " ".join((*tokens(text), *joined))


def _excerpt(row: Row, wanted: list[str]) -> str:
    """Tell that a name holds the words, or show the sentence around the first of them."""
    for name in row.names:
        if set(wanted) <= set(tokens(name)) or compact("".join(wanted)) in compact(name):
            return "name" if name == row.label else f"name: {name}"
    said = row.text.split()
    first = next((n for n, word in enumerate(said) if set(tokens(word)) & set(wanted)), 0)
    start = max(0, first - 4)
    kept = " ".join(said[start : start + 14])
    return f"{'... ' if start else ''}{kept}{' ...' if len(said) > start + 14 else ''}"


def _counted(counts: Mapping[str, tuple[int, int]], row: Row) -> tuple[int, int]:
    return (0, 0) if row.kind in BESIDE else counts.get(row.id, (0, 0))


def _count(graph: Graph) -> Mapping[str, tuple[int, int]]:
    """Count records and papers behind entities, what is measured of them, papers and claims."""
    records: defaultdict[str, set[str]] = defaultdict(set)
    papers: defaultdict[str, set[str]] = defaultdict(set)
    for claim, evidence in graph.evidence():
        ends = {claim.subject, claim.object, *(one.versus for one in evidence.contrasts)}
        things = {of for end in ends if (of := graph.entities[end].of)}
        for key in (claim.id, *ends, *things, *evidence.references, *evidence.system.models):
            records[key].add(f"{claim.id}.{evidence.id}")
            papers[key] |= set(evidence.references)
    return {key: (len(records[key]), len(papers[key])) for key in records}


BESIDE = frozenset({"mechanism", "figure", "query", "gap"})
"""Kinds that may bear the id of an entity, and that no record is about."""
