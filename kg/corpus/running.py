"""Engines that run what `voting` says: DuckDB in this process, or any Spark Connect endpoint."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from typing import Any
from urllib.parse import urlsplit

from kg.corpus.engines import bring
from kg.errors import DatasetError

Table = Any


class Duck:
    """DuckDB within this process; what does not fit into memory goes to disk."""

    def __init__(self, scratch: Path, memory: str) -> None:
        """Take the folder for what does not fit into `memory` ('2GB')."""
        self._connection = bring("ibis").duckdb.connect(
            temp_directory=str(scratch), memory_limit=memory, preserve_insertion_order=False
        )

    def read(self, name: str, paths: list[str]) -> Table:
        """Give files of Parquet as one table."""
        return self._connection.read_parquet(paths, table_name=name)

    def keep(self, name: str, expression: Table) -> Table:
        """Compute a table once, and give it as computed."""
        query = self._connection.compile(expression)
        self._connection.raw_sql(f'CREATE OR REPLACE TABLE "kept_{name}" AS {query}')
        return self._connection.table(f"kept_{name}")

    def value(self, expression: Table) -> Any:
        """Compute one value."""
        found = expression.execute()
        return list(found) if hasattr(found, "__len__") else found

    def write(self, expression: Table, path: Path) -> list[Path]:
        """Write a table as Parquet."""
        path.parent.mkdir(parents=True, exist_ok=True)
        expression.to_parquet(path)
        return [path]

    def close(self) -> None:
        """Let go of memory and files."""
        self._connection.disconnect()


class Spark:
    """A Spark Connect endpoint: Apache Spark, Sail, or a hosted one; it must see the folder."""

    def __init__(self, scratch: Path, endpoint: str) -> None:
        """Connect to an endpoint (sc://host:port); what is computed once lies in `scratch`."""
        sql, retries = bring("pyspark.sql"), bring("pyspark.sql.connect.client.retries")
        _reach(endpoint)
        self._scratch = scratch
        self._session = sql.SparkSession.builder.remote(endpoint).create()
        # by default a client asks a dead server again for ten minutes
        self._session.client.set_retry_policies([retries.DefaultPolicy(max_retries=3)])
        self._connection = bring("ibis").pyspark.connect(self._session)

    def read(self, name: str, paths: list[str]) -> Table:
        """Give files of Parquet as one table."""
        frame = self._session.read.parquet(*paths)
        frame.createOrReplaceTempView(name)
        return self._connection.table(name)

    def keep(self, name: str, expression: Table) -> Table:
        """Compute a table once, and give it as computed."""
        path = self._scratch / name
        if path.exists():
            shutil.rmtree(path)
        self._session.sql(self._connection.compile(expression)).write.parquet(str(path))
        return self.read(f"kept_{name}", [str(path)])

    def value(self, expression: Table) -> Any:
        """Compute one value."""
        [[found]] = self._session.sql(self._connection.compile(expression.as_table())).collect()
        return found

    def write(self, expression: Table, path: Path) -> list[Path]:
        """Write a table as Parquet."""
        self._session.sql(self._connection.compile(expression)).write.parquet(str(path))
        return sorted(path.glob("*.parquet"))

    def close(self) -> None:
        """End the session."""
        self._session.stop()


def _reach(endpoint: str) -> None:
    """Knock at an endpoint; `DatasetError` where nobody opens, or it is no address."""
    parts = urlsplit(endpoint)
    try:
        if parts.scheme != "sc" or not parts.hostname:
            raise ValueError("an endpoint is sc://host:port")
        create_connection((parts.hostname, parts.port or 15002), timeout=20).close()
    except (OSError, ValueError) as error:
        raise DatasetError(f"{endpoint}: {error}: what was whole before is kept; start the "
                           "endpoint, or name another") from error  # fmt: skip


@contextmanager
def engine(scratch: Path, remote: str | None, memory: str) -> Iterator[Duck | Spark]:
    """Start an engine for as long as it is needed, and say what went wrong there in one line.

    Raises `DatasetError` for an endpoint that does not answer or goes away, a file that cannot be
    read, and a full disk.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        found = Spark(scratch, remote) if remote else Duck(scratch, memory)
        try:
            yield found
        finally:
            found.close()
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _OF_ENGINES:
            raise
        where = remote or "DuckDB"
        line = " ".join(str(error).split())[:500]
        raise DatasetError(f"{where}: {line}: what was whole before is kept; give the same "
                           "command again when this is mended") from error  # fmt: skip
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


_OF_ENGINES = frozenset({"_duckdb", "duckdb", "pyspark", "grpc", "ibis", "py4j"})
