"""From a recipe to a scene, whatever its form."""

from __future__ import annotations

from kg.figures.forest import compose_numbers
from kg.figures.matrix import compose_matrix
from kg.figures.mechanism import compose_mechanism
from kg.figures.page import SLIDE, Page
from kg.figures.scene import Scene
from kg.figures.selection import Ask, resolve, select
from kg.graph import Graph
from kg.model import Figure


def compose(
    graph: Graph, figure: Figure, *, ask: Ask | None = None, force: bool = False,
    page: Page = SLIDE,
) -> Scene:  # fmt: skip
    """Compose the scene of a recipe; the same graph, recipe and page give the same scene.

    `ask` answers a recipe's SPARQL query with entity ids; `force` allows more than 15 nodes. A
    recipe's pins are places on its slide: on another page they are left out.
    Raises `CurationError` or `RequestError` with one cause and remedy.

    >>> import kg
    >>> graph = kg.load()
    >>> compose(graph, graph.figures["cgas-sting"]).measured.overlaps
    0
    """
    if figure.form == "mechanism":
        return compose_mechanism(graph, figure, select(graph, figure, ask, force), force, page)
    if figure.form == "numbers":
        return compose_numbers(graph, figure, page)
    return compose_matrix(graph, figure, resolve(graph, figure, ask), force, page)
