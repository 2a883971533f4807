"""A store elsewhere, near at hand: in this process, with the row limits that stores have."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox
import pytest

import kg
from kg.curation import read
from kg.graph import Graph, assemble
from kg.rdf import open_store
from kg.rdf.base import Bases
from kg.rdf.dataset import own_graphs
from kg.rdf.namespace import CLAIMS
from kg.remote.service import OverloadedError

SMALL = Path(__file__).parents[1] / "data" / "small"


class Near:
    """Answers as a service does: at most `rows` rows, and nothing longer than `most` letters."""

    address = "http://store.example/sparql"

    def __init__(
        self, store: ox.Store, *, union: bool = False, rows: int = 10_000, most: int = 400_000
    ) -> None:
        """Hold a store; its default graph may be the union of the named ones."""
        self.store, self.union, self.rows, self.most = store, union, rows, most
        self.queries: list[str] = []
        self.given = 0

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Answer a SELECT."""
        self.queries.append(query)
        if len(query) > self.most:
            raise OverloadedError("too long")
        found: Any = self.store.query(query, use_default_graph_as_union=self.union)
        width = range(len(found.variables))
        rows = [tuple(row[n] for n in width) for row in islice(found, self.rows)]
        self.given += len(rows)
        return rows


@pytest.fixture(scope="session")
def near() -> type[Near]:
    return Near


@pytest.fixture(scope="session")
def small() -> Graph:
    return assemble(read(SMALL))


@pytest.fixture(scope="session")
def shipped() -> Graph:
    return kg.load()


def _filled(graph: Graph) -> ox.Store:
    store = ox.Store()
    name = Bases.of(graph).node(CLAIMS)
    store.extend(ox.Quad(*triple, name) for triple in next(iter(own_graphs(graph).values())))
    return store


@pytest.fixture(scope="session")
def filled() -> Callable[[Graph], ox.Store]:
    """Give what loads the graph of claims alone: of what is computed no command asks."""
    return _filled


@pytest.fixture(scope="session")
def small_store(small: Graph) -> ox.Store:
    return open_store(small)


@pytest.fixture(scope="session")
def shipped_store(shipped: Graph) -> ox.Store:
    return open_store(shipped)


@contextlib.contextmanager
def _serving(*arguments: str) -> Iterator[str]:
    command = [str(Path(sys.executable).with_name("kg")), *arguments, "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True)  # fmt: skip
    try:
        address = cast("IO[str]", process.stdout).readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the service did not start"
        yield f"{address}sparql"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[str]]:
    """Give what serves a corpus over HTTP, as for a user."""
    return _serving
