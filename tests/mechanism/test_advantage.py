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
