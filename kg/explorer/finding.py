"""What the page's search needs: the finder's tables, and every word of every text with its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kg.find import written_tables
from kg.graph import Graph
from kg.inquiry import Shelved, shelve
from kg.rdf import queries_for


def finding(graph: Graph) -> dict[str, Any]:
    """Write out the finder and the searched rows.

    A row is (id, kind, label, findings, papers, number of words). `words` gives for each word a
    flat list of (rows since the last that has it, times in names, times in the text).
    """
    asked = [(one.name, one.title, one.question) for one in queries_for(graph).values()]
    shelf = shelve(graph, asked)
    return {
        **written_tables(graph),
        "rows": [
            [one.row.id, one.row.kind, one.row.label, one.findings, one.papers,
             len(one.names.split()) + len(one.text.split())]
            for one in shelf
        ],
        "index": _index(shelf),
    }  # fmt: skip


def _index(shelf: Sequence[Shelved]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for number, one in enumerate(shelf):
        names, text = Counter(one.names.split()), Counter(one.text.split())
        for word in sorted(names | text):
            found.setdefault(word, []).extend(
                (number - last.get(word, 0), names[word], text[word]))
            last[word] = number
    return dict(sorted(found.items()))
