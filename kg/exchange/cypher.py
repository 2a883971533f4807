"""The graph as CSV for stores that speak Cypher, with scripts that load it: Neo4j and Ladybug."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from kg.exchange.network import Loss, Plain, edges, nodes
from kg.graph import Graph

TYPES = {str: "STRING", int: "INT64", bool: "BOOLEAN"}
"""Types of columns as Ladybug calls them."""


def cypher_files(graph: Graph) -> tuple[Mapping[str, str], Loss]:
    """Write entities, effects and comparisons as CSV, and a script for each store that loads them.

    A comparison runs from the arm that is compared to the object; the other arm is a property.

    >>> import kg
    >>> sorted(cypher_files(kg.load())[0])
    ['comparisons.csv', 'effects.csv', 'entities.csv', 'ladybug.cypher', 'neo4j.cypher']
    """
    told = edges(graph)
    parted = {
        "EFFECT": [one for one in told if not one.is_comparison],
        "COMPARISON": [one for one in told if one.is_comparison],
    }
    entities = [{"id": one.id, **one.plain} for one in nodes(graph)]
    lines = {
        name: [{"source": one.source, "target": one.target, "id": one.id, **one.plain}
               for one in listed]
        for name, listed in parted.items()
    }  # fmt: skip
    tables = {"Entity": _columns(entities)} | {name: _columns(rows) for name, rows in lines.items()}
    files = {
        "entities.csv": _csv(entities, tables["Entity"]),
        "effects.csv": _csv(lines["EFFECT"], tables["EFFECT"]),
        "comparisons.csv": _csv(lines["COMPARISON"], tables["COMPARISON"]),
        "ladybug.cypher": _ladybug(tables), "neo4j.cypher": _neo4j(tables),
    }  # fmt: skip
    records = sum(1 for _ in graph.evidence())
    return files, Loss("cypher", (
        (records, "records", "told by their edges; the evidence table holds each"),
        (len(graph.gaps), "stated gaps", "left out"),
    ))  # fmt: skip


def _columns(rows: Sequence[Mapping[str, Plain]]) -> dict[str, str]:
    """Collect the columns of a table with their types."""
    return {name: TYPES[type(value)] for row in rows for name, value in row.items()}


def _csv(rows: Sequence[Mapping[str, Plain]], columns: Mapping[str, str]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cell(row.get(name, "")) for name in columns)
    return made.getvalue()


def _cell(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())


_FILES = {"EFFECT": "effects.csv", "COMPARISON": "comparisons.csv"}


def _ladybug(tables: Mapping[str, Mapping[str, str]]) -> str:
    columns = ", ".join(f"{name} {kind}" for name, kind in tables["Entity"].items())
    lines = [
        f"CREATE NODE TABLE Entity({columns}, PRIMARY KEY (id));",
        'COPY Entity FROM "entities.csv" (header=true, parallel=false);',
    ]
    for table, file in _FILES.items():
        inner = [f"{name} {kind}" for name, kind in tables[table].items()][2:]
        if inner:
            lines.append(f"CREATE REL TABLE {table}(FROM Entity TO Entity, {', '.join(inner)});")
            lines.append(f'COPY {table} FROM "{file}" (header=true, parallel=false);')
    return "\n".join(lines) + "\n"


def _neo4j(tables: Mapping[str, Mapping[str, str]]) -> str:
    lines = [
        "// Put the files into the import folder of the server, then run this.",
        "CREATE CONSTRAINT entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;",
        "LOAD CSV WITH HEADERS FROM 'file:///entities.csv' AS row CREATE (e:Entity) SET e = row;",
    ]
    for table, file in _FILES.items():
        typed = [
            f"r.{name} = {_CASTS[kind]}(row.{name})"
            for name, kind in tables[table].items() if kind in _CASTS
        ]  # fmt: skip
        if tables[table]:
            lines.append(
                f"LOAD CSV WITH HEADERS FROM 'file:///{file}' AS row "
                "MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target}) "
                f"CREATE (a)-[r:{table}]->(b) SET r = row, {', '.join(typed)} "
                "REMOVE r.source, r.target;"
            )
    return "\n".join(lines) + "\n"


_CASTS = {"INT64": "toInteger", "BOOLEAN": "toBoolean"}
