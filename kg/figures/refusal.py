"""A recipe that cannot be drawn: one clear error, at its line where it stands in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.errors import CurationError, KgError, Problem, RequestError
from kg.figures.scene import Scene
from kg.graph import Graph
from kg.model import Figure


class CrowdedError(KgError):
    """There is no room: on a larger page there may be."""


class _CrowdedRequestError(CrowdedError, RequestError):
    pass


class _CrowdedRecipeError(CrowdedError, CurationError):
    pass


def crowded_out(graph: Graph, figure: Figure, field: str, cause: str, remedy: str) -> KgError:
    """Make the error of what has no room; otherwise as `refuse`."""
    error = refuse(graph, figure, field, cause, remedy)
    if isinstance(error, CurationError):
        return _CrowdedRecipeError(error.problems)
    return _CrowdedRequestError(str(error))


def refuse(graph: Graph, figure: Figure, field: str, cause: str, remedy: str) -> KgError:
    """Make the error of one field of a recipe; the caller raises it."""
    lines = graph.figure_lines.get(figure.id)
    if lines is None or graph.figures.get(figure.id) != figure:
        return RequestError(f"figure '{figure.id}': {field}: {cause}: {remedy}")
    file, line = lines.get(field, lines[""])
    return CurationError([Problem(file, line, f"{figure.id}.{field}", cause, remedy)])


def refuse_illegible(scenes: Iterable[Scene]) -> None:
    """Raise `RequestError` for the first picture that nobody could read."""
    for scene in scenes:
        if faults := scene.measured.illegible:
            raise RequestError(f"figure '{scene.id}': {told(faults)}: {SPLIT}")


def told(faults: Sequence[str]) -> str:
    """Say what is wrong in one line: the first fault, and how many more there are.

    >>> told(["letters of 9 points", "6 crossings"])
    'not legible: letters of 9 points (and 1 more)'
    """
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"not legible: {faults[0]}{more}"


SPLIT = "name fewer entities, give shorter 'labels', or make two figures of it"
"""What to do with a picture that is too full."""
