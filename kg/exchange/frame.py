"""The evidence table as a data frame of pandas, with its numbers as numbers."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import RequestError
from kg.graph import Graph, evidence_table, table_schema


def to_dataframe(graph: Graph) -> Any:
    """Give the evidence table as a `pandas.DataFrame`: a row for each record and contrast.

    Columns as `build/README.md` describes them; whole numbers are `Int64`, other numbers `float64`,
    an empty cell is missing. `RequestError` where pandas is not installed.
    """
    try:
        pandas = import_module("pandas")
    except ModuleNotFoundError:
        raise RequestError("a data frame needs pandas: pip install pandas") from None
    columns, *rows = evidence_table(graph, header=True)
    frame = pandas.DataFrame(rows, columns=columns, dtype="string").replace("", pandas.NA)
    types = {"integer": "Int64", "number": "float64"}
    for field in table_schema()["fields"]:
        if field["type"] in types:
            numbers = pandas.to_numeric(frame[field["name"]], errors="raise")
            frame[field["name"]] = numbers.astype(types[field["type"]])
    return frame
