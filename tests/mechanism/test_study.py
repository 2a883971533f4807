"""Who votes, and how chains are sorted by it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mechanism import chains
from kg.mechanism.study import studies

spec = importlib.util.spec_from_file_location("worlds", Path(__file__).with_name("worlds.py"))
assert spec and spec.loader
worlds = importlib.util.module_from_spec(spec)
sys.modules["worlds"] = worlds
spec.loader.exec_module(worlds)

Make = Any
ONE, TWO = {"references": ["ran2021"]}, {"references": ["zhou2022"]}
TOGETHER = {"references": ["ran2021", "zhou2022"], "attribution": "collective"}
REVIEW = {"references": ["liu2025"]}


@pytest.mark.parametrize(
    ("records", "number"),
    [
        ([ONE, ONE], 1), ([ONE, TWO], 2), ([TOGETHER], 1), ([TOGETHER, TOGETHER], 1),
        ([TOGETHER, ONE], 1), ([REVIEW], 0), ([REVIEW, ONE], 1),
        ([{"references": ["cds2020"]}], 0), ([ONE, TWO | {"stance": "refutes"}], 1),
    ],
)  # fmt: skip
def test_a_paper_votes_once(make: Make, records: list[dict], number: int) -> None:
    graph = make(("a", "increases", "b", *records))
    (chain,) = chains(graph, "a", "b").chains
    assert (chain.weakest, chain.studies) == (number, number)


@given(st.lists(worlds.records(), max_size=6), st.randoms())
def test_neither_order_nor_a_second_copy_changes_the_votes(records: list, chance: Any) -> None:
    votes = studies(records, worlds.REFERENCES)
    shuffled = [*records, *records[:2]]
    chance.shuffle(shuffled)
    assert studies(shuffled, worlds.REFERENCES) == votes


def test_the_weakest_link_goes_before_length(make: Make) -> None:
    graph = make(
        ("a", "increases", "c", REVIEW), ("a", "increases", "b", ONE, TWO),
        ("b", "increases", "c", ONE), ("a", "increases", "d", ONE),
        ("d", "increases", "c", ONE | {"certainty": "hedged"}),
    )  # fmt: skip
    found = chains(graph, "a", "c").chains
    assert [(one.nodes, one.weakest, one.doubts) for one in found] == [
        (("a", "b", "c"), 1, ()), (("a", "d", "c"), 1, ("hedged",)), (("a", "c"), 0, ()),
    ]  # fmt: skip


def test_one_paper_behind_two_links_counts_once(make: Make) -> None:
    graph = make(("a", "increases", "b", ONE), ("b", "increases", "c", ONE))
    (chain,) = chains(graph, "a", "c").chains
    assert (chain.weakest, chain.studies) == (1, 1)
