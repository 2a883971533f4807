"""The named queries as questions, with the answers that the graph gives when the page is made."""

from __future__ import annotations

from typing import Any

from kg.errors import QueryError
from kg.graph import Graph
from kg.rdf import open_store, queries_for, query


def stored_answers(graph: Graph) -> list[dict[str, Any]]:
    """Answer every named query; each cell is a text, and an id where it names an entity.

    A query that does not end within its time says so in place of its rows.
    """
    store = open_store(graph)
    found = []
    for named in queries_for(graph).values():
        columns: list[str] = []
        rows: list[list[str]] = []
        note = ""
        try:
            answer = query(store, named.text, rows=_MOST_ROWS)
            columns = list(answer.variables)
            rows = [[term.short if term else "" for term in row] for row in answer.rows]
            note = f"the first {_MOST_ROWS} rows" if answer.truncated else ""
        except QueryError as error:
            note = str(error)
        if "ORDER BY" not in named.text:
            rows.sort()
        found.append({
            "name": named.name, "title": named.title, "question": named.question,
            "columns": columns, "rows": rows, "note": note,
        })  # fmt: skip
    return found


_MOST_ROWS = 2000
