"""The graph with all that can be asked of it: what `kg.load()` gives."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kg.graph import Graph


@dataclass(frozen=True)
class Knowledge(Graph):
    """A graph that answers: each method is the function of `kg.reasoning` of the same name."""

    @classmethod
    def of(cls, graph: Graph) -> Knowledge:
        """Give an assembled graph its questions."""
        return cls(**{field.name: getattr(graph, field.name) for field in fields(Graph)})
