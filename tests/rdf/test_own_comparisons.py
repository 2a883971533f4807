"""A thing compared with itself (70 against 13 keV/um) never passes for a comparison of arms."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest

from kg.graph import Graph
from kg.rdf import named_queries, open_store, query

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/sparql.md").read_text(encoding="utf-8")
TOUR = (ROOT / "docs/tour.md").read_text(encoding="utf-8")
TEXTS = {
    **{name: one.text for name, one in named_queries().items()},
    **{
        f"lesson {n}": text
        for n, text in enumerate(re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL))
    },
    **{
        f"tour {n}": text
        for n, text in enumerate(re.findall(r"'query=(.*?)'", TOUR, re.DOTALL))
    },
}


@pytest.fixture(scope="module")
def without(shipped: Graph) -> pyoxigraph.Store:
    """Give the shipped graph without any comparison of a thing with itself."""
    kept = tuple(edge for edge in shipped.comparisons if not edge.differs)
    assert len(kept) < len(shipped.comparisons)
    return open_store(replace(shipped, comparisons=kept))


@pytest.mark.parametrize("name", TEXTS)
def test_no_query_mixes_them(
    name: str, shipped_store: pyoxigraph.Store, without: pyoxigraph.Store
) -> None:
    everything, arms = query(shipped_store, TEXTS[name]), query(without, TEXTS[name])
    assert set(map(str, everything.rows)) == set(map(str, arms.rows))


def test_all_queries_are_looked_at() -> None:
    assert len(TEXTS) > len(named_queries()) + 12
    assert any(name.startswith("tour") for name in TEXTS)


def test_a_query_that_does_mix_is_seen(
    shipped_store: pyoxigraph.Store, without: pyoxigraph.Store
) -> None:
    text = (
        "SELECT ?c ?level { ?c kg:object id:hmgb1-release ; kg:level ?level }"
    )
    assert len(query(shipped_store, text).rows) > len(query(without, text).rows)
