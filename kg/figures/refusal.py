"""A recipe that cannot be drawn: one clear error, at its line where it stands in a file."""

from __future__ import annotations

from kg.errors import CurationError, KgError, Problem, RequestError
from kg.graph import Graph
from kg.model import Figure


def refuse(graph: Graph, figure: Figure, field: str, cause: str, remedy: str) -> KgError:
    """Make the error of one field of a recipe; the caller raises it."""
    lines = graph.figure_lines.get(figure.id)
    if lines is None or graph.figures.get(figure.id) != figure:
        return RequestError(f"figure '{figure.id}': {field}: {cause}: {remedy}")
    file, line = lines.get(field, lines[""])
    return CurationError([Problem(file, line, f"{figure.id}.{field}", cause, remedy)])
