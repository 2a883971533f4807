from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pyoxigraph
import pytest

import kg
from kg.curation import read
from kg.graph import Graph, assemble
from kg.rdf import open_store

SMALL = Path(__file__).parents[1] / "data" / "small"
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    'quotes "double", \'single\' and """three"""',
    "two\nlines,\ra return\tand a tab",
    "right \u202e to left \u200f and back \u202c",
    "a backslash \\ at the end \\",
    "> . <https://example.org/s> <https://example.org/p> <https://example.org/o> .",
    "\u00e9 \u4e2d \U0001f9ec and a zero-width\u200djoiner",
)
"""What a label may hold, were it taken from anywhere."""


@pytest.fixture(scope="session")
def small() -> Graph:
    return assemble(read(SMALL))


@pytest.fixture(scope="session")
def shipped() -> Graph:
    return kg.load()


@pytest.fixture(scope="session")
def small_store(small: Graph) -> pyoxigraph.Store:
    return open_store(small)


@pytest.fixture(scope="session")
def shipped_store(shipped: Graph) -> pyoxigraph.Store:
    return open_store(shipped)


@pytest.fixture(scope="session")
def hostile(small: Graph) -> Graph:
    """Give the small graph with a hostile label on each of its first entities."""
    named = zip(small.entities.items(), HOSTILE, strict=False)
    changed = {key: entity.model_copy(update={"label": label}) for (key, entity), label in named}
    return replace(small, entities=MappingProxyType({**small.entities, **changed}))
