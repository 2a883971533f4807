"""What differs in kind alone stands neither above nor below: no edge, no vote."""

from __future__ import annotations

from collections.abc import Callable

from kg.graph import Graph
from kg.show.lists import statistics

Change = Callable[..., Graph]
IL2 = "claims/time/il2.yaml"


def test_a_contrast_in_kind_makes_no_comparison_and_keeps_the_effect(changed: Change) -> None:
    level = 'level: [higher], basis: [isodose], comparator_sign: "-"'
    graph = changed((IL2, level, 'in_kind: "other genes", basis: [isodose]'))
    assert not [one for one in graph.comparisons if one.object == "il2-secretion-t-cell"]
    (effect,) = [one for one in graph.effects if one.object == "il2-secretion-t-cell"]
    assert (effect.subject, effect.sign) == ("carbon-ion-irradiation", "-")
    assert ("contrasts by level", "(in kind)", "1") in statistics(graph).rows
