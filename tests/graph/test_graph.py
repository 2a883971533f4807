from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable

import pytest

from kg.errors import RequestError, TakenAs
from kg.graph import Graph

Change = Callable[..., Graph]


def test_find_by_id_label_and_synonym_in_any_case(graph: Graph) -> None:
    for words in ("mdsc", "MDSC", "Myeloid-Derived  Suppressor Cell ", "mDsC"):
        assert graph.find(words).id == "mdsc"
    assert graph.find("Ecto-CRT").id == "ecto-calreticulin"
    assert graph.find("HMGB1-Release").id == "hmgb1-release"


def test_find_offers_the_nearest(graph: Graph) -> None:
    with pytest.warns(TakenAs, match=r"^'calreticulun' is taken as calreticulin "):
        assert graph.find("calreticulun").id == "calreticulin"  # one alone is a letter away
    with pytest.raises(RequestError, match=r"^no entity 'hgmb1': did you mean hmgb1"):
        graph.find("hgmb1")  # a name with digits is never guessed
    with pytest.raises(RequestError, match="'kg stats --entities' lists all"):
        graph.find("zzzzzzzz")
    with pytest.raises(RequestError):
        graph.find("")


def test_find_offers_no_name_twice(graph: Graph) -> None:
    with pytest.raises(RequestError) as caught:
        graph.find("hmgb")
    offered = str(caught.value).split("did you mean ")[1].rstrip("?").split(", ")
    assert len(offered) == len(set(offered))


def test_find_asks_where_a_name_has_two_meanings(changed: Change) -> None:
    graph = changed(("entities/biology.yaml", '["CALR", "CRT"]', '["CALR", "MDSC"]'))
    assert graph.find("mdsc").id == "mdsc"  # an id is never ambiguous
    with pytest.raises(RequestError, match="may be calreticulin, mdsc: say which id"):
        graph.find("Mdsc")


def test_effects_and_comparisons_at_an_entity(graph: Graph) -> None:
    assert {edge.subject for edge in graph.effects_at("hmgb1-release")} == {
        "carbon-ion-irradiation", "photon-irradiation",
    }  # fmt: skip
    assert len(graph.comparisons_at("proton-irradiation")) == 1
    assert graph.comparisons_at("proton-irradiation")[0].comparator == "proton-irradiation"
    assert graph.effects_at("tumour") == ()


def test_evidence_comes_in_order_of_claims(graph: Graph) -> None:
    keys = [(claim.id, evidence.id) for claim, evidence in graph.evidence()]
    assert keys == sorted(keys)
    assert len(keys) == 11


def test_a_graph_is_frozen(graph: Graph) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        graph.effects = ()  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        graph.effects[0].sign = "+"  # type: ignore[misc]


def test_networkx_is_imported_only_when_asked_for() -> None:
    code = "import sys, kg.graph, kg.curation; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
