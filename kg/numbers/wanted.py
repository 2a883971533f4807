"""What somebody wants numbers of: a thing that was measured, or a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from kg.graph import Graph
from kg.model.vocabulary import Measured


@dataclass(frozen=True)
class Wanted:
    """Objects whose numbers are wanted, and the measure whose numbers are wanted of any object.

    `name` is how people call it. Without a measure every number of the objects is wanted; without
    objects every one of that measure; with neither all there is.
    """

    name: str
    objects: frozenset[str] = frozenset()
    measure: Measured | None = None


def read_wanted(graph: Graph, words: str | None) -> Wanted:
    """Read what is wanted; `RequestError` for a name that neither a measure nor a thing has.

    A thing stands for what is measured of it, for its kinds, and for what is measured of these.

    >>> import kg
    >>> read_wanted(kg.load(), "hazard ratio").measure
    'hazard_ratio'
    >>> "pd-l1-expression-tumour-cell" in read_wanted(kg.load(), "PD-L1").objects
    True
    """
    if not words:
        return Wanted("")
    measure = _measure(words)
    if measure is None:
        entity = graph.find(words)
        return Wanted(entity.label, measured_of(graph, entity.id))
    hits = graph.finder.find(words, ["entity"], near=False)
    exact = [hit.id for hit in hits if hit.how == "exact"]
    objects = frozenset[str]().union(*(measured_of(graph, key) for key in exact))
    return Wanted(MEASURES[measure], objects, measure)


def is_measure(words: str | None) -> bool:
    """Tell whether words name a measure, and not one thing alone.

    >>> is_measure("RBE"), is_measure("HMGB1 release")
    (True, False)
    """
    return bool(words) and _measure(str(words)) is not None


def measured_of(graph: Graph, key: str) -> frozenset[str]:
    """Collect an entity, its kinds through any number of steps, and what is measured of these."""
    kinds = {key}
    while True:
        more = {one for one, entity in graph.entities.items() if kinds & set(entity.broader)}
        if more <= kinds:
            break
        kinds |= more
    return frozenset(kinds | {one for one, entity in graph.entities.items() if entity.of in kinds})


def _measure(words: str) -> Measured | None:
    plain = "_".join(words.casefold().replace("-", " ").replace("_", " ").split())
    plain = _SHORT.get(plain, plain)
    return next((one for one in get_args(Measured) if one == plain), None)


MEASURES: dict[Measured, str] = {
    "fold": "fold change", "ratio": "ratio", "difference": "difference",
    "percentage": "percentage", "rbe": "RBE", "oer": "OER", "hazard_ratio": "hazard ratio",
    "odds_ratio": "odds ratio", "response_rate": "response rate", "median": "median",
    "correlation": "correlation",
}  # fmt: skip
"""Each measure in words."""

_SHORT = {"hr": "hazard_ratio", "or": "odds_ratio", "folds": "fold", "percent": "percentage",
          "per_cent": "percentage", "fold_change": "fold"}  # fmt: skip
