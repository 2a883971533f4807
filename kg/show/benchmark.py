"""How answers to the test set of the audit stand: the score, and what it is to be held against."""

from __future__ import annotations

from pathlib import Path

from kg import reasoning
from kg.graph import Graph
from kg.show.sheet import Answer, Cell, Sheet


def scored(graph: Graph, path: Path) -> Answer:
    """Lay out how a file of answers stands to the audit, outcome by outcome.

    `AnswersError` with every fault of the file, `KgError` where nothing was held against a paper.
    """
    answers = reasoning.benchmark.read_answers(path, reasoning.benchmark.items(graph))
    found = reasoning.benchmark.score(graph, answers)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.outcome.replace("_", " "), one.gold, one.answered, one.right,
         _share(one.precision), _share(one.recall), _share(one.f1))
        for one in found.tallies
    )  # fmt: skip
    columns = ("outcome", "so", "answered_so", "right", "precision", "recall", "f1")
    tops = tuple((one.what, one.records, one.alike, _share(one.share))
                 for one in reasoning.benchmark.ceiling(graph))  # fmt: skip
    sheets = (
        Sheet("outcomes", "Outcome by outcome", columns, rows),
        Sheet("ceiling", "What two readers wrote alike (direction, level and basis)",
              ("read", "records", "alike", "share"), tops),
    )  # fmt: skip
    kappa = "" if found.kappa is None else f", kappa {found.kappa:.2f}"
    return Answer(
        f"{found.right} of {found.items} right: {_share(found.accuracy)}{kappa}", sheets,
        (
            f"macro F1 {_share(found.macro_f1)}; {_share(found.per_paper)} as the mean over "
            f"{found.papers} papers; the commonest outcome alone: {_share(found.majority)}",
            f"{found.missing} without an answer, counted as wrong",
            "the test set is small, and a paper holds several items: a few per cent tell nothing",
        ),
        facts=(
            ("items", found.items), ("papers", found.papers), ("missing", found.missing),
            ("right", found.right), ("accuracy", round(found.accuracy, 4)),
            ("macro_f1", round(found.macro_f1, 4)), ("per_paper", round(found.per_paper, 4)),
            ("majority", round(found.majority, 4)),
            ("kappa", None if found.kappa is None else round(found.kappa, 4)),
        ),
    )  # fmt: skip


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
