from __future__ import annotations

from typing import Any

import pytest

from kg.mechanism import chains

Make = Any
CHAIN = (("carbon", "increases", "a"), ("a", "decreases", "b"))
AT_A = ("carbon", "photon", "a", "higher", "isodose")


@pytest.mark.parametrize(
    ("compared", "read"),
    [
        ([AT_A], ("a", "lower", "predicted")),
        ([AT_A, ("carbon", "photon", "b", "lower", "isodose")], ("a", "lower", "explained")),
        ([AT_A, ("carbon", "photon", "b", "higher", "isodose")], ("a", "lower", "contradicted")),
        ([AT_A, ("carbon", "photon", "b", "similar", "isodose")], ("a", "lower", "contradicted")),
        ([("carbon", "photon", "b", "lower", "isodose")], (None, None, "unexplained")),
        ([("photon", "carbon", "a", "lower", "isodose")], ("a", "lower", "predicted")),
        ([AT_A, ("carbon", "photon", "a", "similar", "isodose")], (None, None, None)),
    ],
)  # fmt: skip
def test_where_it_enters_and_what_it_explains(make: Make, compared: Any, read: Any) -> None:
    (chain,) = chains(make(*CHAIN, compared=tuple(compared)), "carbon", "b", versus="photon").chains
    (one,) = chain.advantages
    assert (one.enters, one.predicted, one.verdict) == read


def test_bases_are_never_pooled(make: Make) -> None:
    compared = (AT_A, ("carbon", "photon", "b", "lower", "isoeffective"))
    (chain,) = chains(make(*CHAIN, compared=compared), "carbon", "b", versus="photon").chains
    assert [(one.basis, one.verdict) for one in chain.advantages] == [
        ("isodose", "predicted"), ("isoeffective", "unexplained"),
    ]  # fmt: skip


def at(dose: float, **more: Any) -> dict[str, Any]:
    return {"exposure": {"dose": {"values": [dose], "unit": "Gy"}}} | more


@pytest.mark.parametrize(
    ("wish", "levels"),
    [(["dose=4 Gy"], ("higher",)), (["dose=10 Gy"], ("lower",)), ([], ("higher", "lower"))],
)
def test_only_comparisons_count_that_hold_where_asked(make: Make, wish: Any, levels: Any) -> None:
    compared = (
        ("carbon", "photon", "a", "higher", "isodose", at(4.0)),
        ("carbon", "photon", "a", "lower", "isodose", at(10.0)),
    )
    found = chains(make(*CHAIN, compared=compared), "carbon", "a", versus="photon", where=wish)
    assert found.chains[0].advantages[0].compared[0].levels == levels


def test_no_comparison_in_hypoxia_counts_for_normoxia(make: Make) -> None:
    compared = (("carbon", "photon", "a", "lower", "isodose",
                 {"conditions": {"oxygen": "hypoxia"}}),)  # fmt: skip
    graph = make(*CHAIN, compared=compared)
    (chain,) = chains(graph, "carbon", "a", versus="photon", where=["oxygen=normoxia"]).chains
    assert chain.advantages == ()


def test_a_silent_restatement_does_not_carry_a_finding_to_another_dose(make: Make) -> None:
    closer = at(4.0, read_in="ran2021")
    compared = (("carbon", "photon", "a", "higher", "isodose", {}, closer),)
    graph = make(*CHAIN, compared=compared)
    (four,) = chains(graph, "carbon", "a", versus="photon", where=["dose=4 Gy"]).chains
    (ten,) = chains(graph, "carbon", "a", versus="photon", where=["dose=10 Gy"]).chains
    assert four.advantages[0].compared[0].levels == ("higher",)
    assert ten.advantages == ()
