"""Counts with their names and explanations, as files that people and programs read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.corpus.engines import bring
from kg.corpus.judging import DIRECTION_OF_KIND, Cell
from kg.corpus.store import Store
from kg.corpus.voting import CELL, MASKS, OPPOSED

Key = tuple[int, int, int, int]
"""Numbers of object, exposure, comparator and basis."""


def finish(
    store: Store, cells: list[Path], explained: Mapping[Key, tuple[str, str, str]], bucket: int,
    path: Path,
) -> tuple[int, str]:
    """Put names and explanations to the counts, and write them in order of their topics.

    Gives how many verdicts of the partition there are, and a digest of them.
    """
    arrow, duck = bring("pyarrow"), bring("duckdb")
    told = list(explained.items())
    columns = {name: arrow.array([key[n] for key, _ in told], arrow.int32())
               for n, name in enumerate(CELL)}  # fmt: skip
    for n, name in enumerate(("conflict", "decides", "missing")):
        columns[name] = arrow.array([value[n] for _, value in told], arrow.string())
    columns["verdict"] = arrow.array([DIRECTION_OF_KIND[value[0]] for _, value in told],
                                     arrow.string())  # fmt: skip
    with duck.connect(config={"temp_directory": str(path.parent)}) as connection:
        connection.register("explained", arrow.table(columns))
        connection.execute("SET threads = 2")
        names = str(store.folder / "names")
        connection.execute(
            f"COPY ({_FINISH}) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd, "
            "ROW_GROUP_SIZE 20480)",
            {"cells": [str(one) for one in cells], "name": f"{names}/name.parquet",
             "basis": f"{names}/basis.parquet", "bucket": bucket},
        )  # fmt: skip
        [(many, digest)] = connection.execute(
            f"SELECT count(*), bit_xor(md5_number(concat_ws('\t', {_CELL}))) "  # noqa: S608
            "FROM read_parquet(?)", [str(path)],
        ).fetchall()  # fmt: skip
    return int(many), f"{digest or 0:032x}"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


_CELL = ", ".join(f'"{name}"' for name in Cell._fields)


def _several() -> str:
    return " + ".join(f"votes{mask}" for mask in MASKS if mask not in (1, 2, 4))


_FINISH = f"""
SELECT o.text AS object, e.text AS exposure, coalesce(k.text, '') AS comparator,
    b.text AS basis,
    CASE WHEN contradicts THEN explained.verdict
         WHEN heard1 > 0 THEN CASE WHEN cells.comparator > 0 THEN 'higher' ELSE 'increases' END
         WHEN heard2 > 0 THEN CASE WHEN cells.comparator > 0 THEN 'lower' ELSE 'decreases' END
         WHEN heard4 > 0 THEN
             CASE WHEN cells.comparator > 0 THEN 'similar' ELSE 'does_not_change' END
         ELSE 'undecidable' END AS direction,
    CAST(CASE WHEN contradicts OR heard1 + heard2 + heard4 = 0 THEN voters
         ELSE votes1 + votes2 + votes4 END AS INTEGER) AS studies,
    CAST(votes1 AS INTEGER) AS votes_higher, CAST(votes2 AS INTEGER) AS votes_lower,
    CAST(votes4 AS INTEGER) AS votes_similar, CAST({_several()} AS INTEGER) AS votes_open,
    CAST(voting AS INTEGER) AS voting, CAST(records AS INTEGER) AS records,
    coalesce(conflict, '') AS conflict, coalesce(decides, '') AS decides,
    coalesce(missing, '') AS missing
FROM read_parquet($cells) AS cells
JOIN read_parquet($name) AS o ON o.id = cells.object AND o.bucket = $bucket
JOIN read_parquet($name) AS e ON e.id = cells.exposure
LEFT JOIN read_parquet($name) AS k ON k.id = cells.comparator
JOIN read_parquet($basis) AS b ON b.id = cells.basis
LEFT JOIN explained ON explained.object = cells.object AND explained.exposure = cells.exposure
    AND explained.comparator = cells.comparator AND explained.basis = cells.basis
ORDER BY o.text, e.text, coalesce(k.text, ''), b.text
"""  # noqa: S608 - a text of ours


def finish_facets(store: Store, facets: list[Path], bucket: int, path: Path) -> None:
    """Put names to the counts by facet, and write them in order of their topics."""
    names = str(store.folder / "names")
    with bring("duckdb").connect(config={"temp_directory": str(path.parent)}) as connection:
        connection.execute("SET threads = 2")
        connection.execute(
            f"COPY ({_FACETS}) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)",
            {"facets": [str(one) for one in facets], "name": f"{names}/name.parquet",
             "basis": f"{names}/basis.parquet", "bucket": bucket},
        )  # fmt: skip


_FACETS = f"""
SELECT o.text AS object, e.text AS exposure, coalesce(k.text, '') AS comparator,
    b.text AS basis, facet, value,
    CASE WHEN {" OR ".join(f"(heard{one} > 0 AND heard{two} > 0)" for one, two in OPPOSED)}
         THEN 'opposed'
         WHEN heard1 > 0 THEN CASE WHEN comparator > 0 THEN 'higher' ELSE 'increases' END
         WHEN heard2 > 0 THEN CASE WHEN comparator > 0 THEN 'lower' ELSE 'decreases' END
         WHEN heard4 > 0 THEN CASE WHEN comparator > 0 THEN 'similar' ELSE 'does_not_change' END
         ELSE 'undecidable' END AS direction,
    CAST(votes1 AS INTEGER) AS votes_higher, CAST(votes2 AS INTEGER) AS votes_lower,
    CAST(votes4 AS INTEGER) AS votes_similar, CAST({_several()} AS INTEGER) AS votes_open
FROM read_parquet($facets) AS cells
JOIN read_parquet($name) AS o ON o.id = cells.object AND o.bucket = $bucket
JOIN read_parquet($name) AS e ON e.id = cells.exposure
LEFT JOIN read_parquet($name) AS k ON k.id = cells.comparator
JOIN read_parquet($basis) AS b ON b.id = cells.basis
ORDER BY ALL
"""  # noqa: S608
