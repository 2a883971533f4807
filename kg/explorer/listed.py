"""Stated gaps and recipes of figures, as pages of their own: what they are of, and where said."""

from __future__ import annotations

from typing import Any

from kg.graph import Graph


def gaps_stated(graph: Graph) -> list[dict[str, Any]]:
    """Give each stated gap: the question, what it is about, who says so, where that was read."""
    return [
        {
            "id": gap.id, "question": gap.question, "about": list(gap.about),
            "papers": list(gap.references),
            "read": f"{graph.references[gap.read_in].citation}: {', '.join(gap.locator)}",
            "certainty": gap.certainty,
        }
        for gap in graph.gaps.values()
    ]  # fmt: skip


def recipes(graph: Graph) -> list[dict[str, Any]]:
    """Give each recipe of a figure: its title and message, what it is of, the chain it draws."""
    made = []
    for one in graph.figures.values():
        span = one.chain
        ends = [span.start, *span.through, span.end] if span else []
        made.append({
            "id": one.id, "title": one.title, "message": one.message, "form": one.form,
            "entities": list(dict.fromkeys((*ends, *one.entities))),
            "chain": [span.start, span.end] if span else [], "notes": one.notes or "",
        })  # fmt: skip
    return made
