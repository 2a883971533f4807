"""What of 200 neighbourhoods of 4 to 15 entities is drawn, how much of it, and how soon."""

from __future__ import annotations

import runpy
import time
from pathlib import Path
from statistics import median

import kg
from kg.errors import KgError
from kg.figures import compose, recipes

SEEDS = range(200)
FIGURES = Path(__file__).parents[1] / "figures"


def test_of_two_hundred_neighbourhoods_none_is_illegible_and_few_are_refused() -> None:
    graph = kg.load()
    neighbourhood = runpy.run_path(str(FIGURES / "neighbourhood.py"))["neighbourhood"]
    rows = []
    for seed in SEEDS:
        asked = neighbourhood(graph, seed)
        begun = time.process_time()
        try:
            scene = compose(graph, recipes(graph, entities=asked)[0])
        except KgError:
            rows.append((len(asked), 0, 0, False, time.process_time() - begun))
            continue
        spent = time.process_time() - begun
        found = scene.measured
        rows.append((len(asked), scene.nodes, found.crossings, bool(found.illegible), spent))
    print()
    print(f"{'entities':>10}{'asked':>7}{'refused':>9}{'illegible':>11}{'whole':>7}{'shown':>7}"
          f"{'crossings':>11}{'median s':>10}{'most s':>8}")  # fmt: skip
    for size in [*sorted({row[0] for row in rows}), None]:
        mine = [row for row in rows if size in (None, row[0])]
        drawn = [row for row in mine if row[1]]
        shown = sum(row[1] for row in drawn) / sum(row[0] for row in drawn)
        print(
            f"{size or 'all':>10}{len(mine):>7}{len(mine) - len(drawn):>9}"
            f"{sum(row[3] for row in mine):>11}{sum(row[0] == row[1] for row in drawn):>7}"
            f"{shown:>7.0%}{sum(row[2] for row in drawn) / len(drawn):>11.1f}"
            f"{median(row[4] for row in mine):>10.1f}{max(row[4] for row in mine):>8.1f}"
        )
    assert sum(row[3] for row in rows) == 0
    assert sum(not row[1] for row in rows) <= 6
    assert median(row[4] for row in rows) < 2
