"""The page knows what is printed: the same rows as `kg numbers`, arms side by side."""

from __future__ import annotations

import kg
from kg.explorer.number import printed
from kg.numbers import numbers


def test_the_page_has_every_number_that_the_command_has() -> None:
    graph = kg.load()
    told = printed(graph)
    groups = numbers(graph).groups
    assert sum(map(len, told.values())) == sum(len(group.rows) for group in groups)
    row = told["ecto-calreticulin"][0]
    assert [(arm, amount) for arm, _, amount in row["cells"]] == [
        ("carbon-ion-irradiation", "1.5-2.4-fold"), ("photon-irradiation", "1.5-2.4-fold"),
        ("proton-irradiation", "1.5-2.4-fold"),
    ]  # fmt: skip
    assert "2, 4, 10 Gy" in row["where"]


def test_what_does_not_count_says_why() -> None:
    rows = printed(kg.load())["abscopal-response"]
    assert "the same study, read closer" in {row["silence"] for row in rows}
