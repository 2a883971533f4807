from __future__ import annotations

from kg.graph import Graph
from kg.show import answers


def test_people_are_spared_what_is_empty_or_all_the_same(small: Graph) -> None:
    first, effects, _ = answers.verdicts(small, "hmgb1-release").sheets
    shown = [name for name in first.columns if name not in first.hidden]
    assert shown == ["in", "versus", "basis", "verdict", "studies", "manner", "sides"]
    assert "of" in effects.hidden


def test_what_is_filled_somewhere_stays_and_programs_get_all(small: Graph) -> None:
    (first,) = answers.verdicts(small).sheets[:1]
    assert len({row[first.columns.index("of")] for row in first.rows}) > 1
    assert "of" not in first.hidden
    assert "caution" in first.columns
