"""The evidence table as Parquet, for R, pandas, Polars, DuckDB and Spark: numbers are numbers."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from kg.errors import RequestError, missing
from kg.graph import Graph, evidence_table, table_schema


def parquet_bytes(graph: Graph) -> bytes:
    """Write the evidence table with typed columns: text, whole numbers, numbers; empty is null.

    Columns are those of the evidence table, in its order, each with its meaning in the metadata of
    the field; the Table Schema stands in that of the file, as `table-schema`. Nothing is lost.
    `RequestError` where pyarrow is not installed.

    >>> import kg
    >>> parquet_bytes(kg.load())[:4]  # doctest: +SKIP
    b'PAR1'
    """
    pyarrow, parquet = _pyarrow("pyarrow"), _pyarrow("pyarrow.parquet")
    schema = table_schema()
    types = {"string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64()}
    fields = [
        pyarrow.field(one["name"], types[one["type"]], metadata={"description": one["description"]})
        for one in schema["fields"]
    ]
    about = {"title": graph.manifest.title, "licence": graph.manifest.licence,
             "table-schema": json.dumps(schema, ensure_ascii=False)}  # fmt: skip
    columns = zip(*evidence_table(graph), strict=True) if graph.claims or graph.gaps else ()
    cells = list(columns) or [()] * len(fields)
    arrays = [
        pyarrow.array([_READ[one["type"]](cell) if cell else None for cell in column], field.type)
        for one, field, column in zip(schema["fields"], fields, cells, strict=True)
    ]
    table = pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields, metadata=about))
    made = pyarrow.BufferOutputStream()
    parquet.write_table(table, made, compression="zstd")
    content: bytes = made.getvalue().to_pybytes()
    return content


def _pyarrow(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        told = missing("pyarrow", "parquet")
        raise RequestError(f"{told}; or take 'kg export evidence'") from None


_READ = {"string": str, "integer": int, "number": float}
"""Type of the Table Schema -> how a cell that is not empty is read."""
