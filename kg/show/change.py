"""Two states of what is known, side by side."""

from __future__ import annotations

from collections import Counter

from kg import reasoning
from kg.graph import Graph
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import many


def changed(before: Graph, after: Graph) -> Answer:
    """Lay out what came, went and turned between two states."""
    found = reasoning.change.changes(before, after)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.what, one.how, one.name, one.before, one.after) for one in found
    )
    counted = Counter((one.what, one.how) for one in found)
    kinds = dict.fromkeys(one.what for one in found)
    sums: tuple[tuple[Cell, ...], ...] = tuple(
        (kind, *(counted[kind, how] for how in HOW)) for kind in kinds
    )
    sheets = (
        Sheet("changes", "", ("what", "change", "name", "before", "after"), rows,
              lead=frozenset({"name"})),
        Sheet("counts", "How many", ("what", *HOW), sums),
    )  # fmt: skip
    title = many(len(found), "change", "changes") if found else "Nothing came, went or turned"
    return Answer(title, sheets, tuple(f"{name}: {_held(graph)}" for name, graph in (
        ("before", before), ("after", after)
    )))  # fmt: skip


def _held(graph: Graph) -> str:
    records = sum(len(claim.evidence) for claim in graph.claims.values())
    return ", ".join((
        many(len(graph.claims), "claim", "claims"), many(records, "record", "records"),
        many(len(graph.references), "reference", "references"),
    ))  # fmt: skip


HOW: tuple[reasoning.change.How, ...] = ("came", "went", "turned")
