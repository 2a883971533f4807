"""What somebody asks to be drawn: recipes by name or file, or entities, a chain, a query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from kg.errors import RequestError
from kg.figures.mark import arm
from kg.graph import Graph
from kg.model import Figure
from kg.model.figure import Column, Span


def recipes(
    graph: Graph,
    names: Sequence[str] = (),
    *,
    entities: Sequence[str] = (),
    chain: tuple[str, str] | None = None,
    query: str | None = None,
    evidence: bool = False,
    message: str | None = None,
) -> tuple[Figure, ...]:
    """Give the recipes of these ids or files, and the one that the other arguments describe.

    Entities are found by id, label or synonym. Raises `RequestError` for what does not exist.

    >>> import kg
    >>> recipes(kg.load(), chain=("trex1-expression", "primary-tumour-growth"))[0].id
    'chain-trex1-expression-primary-tumour-growth'
    """
    found = [figure for name in names for figure in _named(graph, name)]
    ways = (("--entity", entities), ("--chain", chain), ("--query", query))
    sources = [name for name, given in ways if given]
    if len(sources) > 1:
        raise RequestError(f"{' and '.join(sources)} at once: draw one after the other")
    if evidence and not entities:
        raise RequestError("--evidence without --entity: name the rows of the matrix")
    if entities:
        keys = tuple(graph.find(name).id for name in entities)
        title = "Evidence by study" if evidence else "A selection"
        first, second = compared_most(graph)
        column = Column(label="one against the other", subjects=(first,), versus=(second,))
        found.append(
            Figure(
                id="evidence-matrix" if evidence else "selection", title=title, entities=keys,
                form="evidence" if evidence else "mechanism",
                exposures=() if evidence else (first, second),
                columns=(column,) if evidence else (),
                message=message or _listed(graph, keys),
            )
        )  # fmt: skip
    if chain:
        start, end = (graph.find(name) for name in chain)
        said = message or f"How {start.label} reaches {end.label}"
        found.append(_chain(start.id, end.id, said))
    if query:
        said = message or f"What the query {query} finds"
        figure = Figure(id="query", title="A query", message=said, query=query)
        found.append(figure)
    return tuple(found)


def compared_most(graph: Graph) -> tuple[str, str]:
    """Give the two beams that are compared with each other most often.

    >>> import kg
    >>> compared_most(kg.load())
    ('carbon-ion-irradiation', 'photon-irradiation')
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for edge in graph.comparisons:
        beams = [arm(graph.entities[key]) for key in (edge.subject, edge.comparator)]
        if edge.subject != edge.comparator and all(beams):
            ordered = sorted(
                (mark.rank, key)
                for mark, key in zip(beams, (edge.subject, edge.comparator), strict=True)
                if mark
            )
            pairs[ordered[0][1], ordered[1][1]] += len(edge.supports)
    if not pairs:
        raise RequestError("no two beams are compared in this corpus: write a recipe with columns")
    return max(sorted(pairs), key=lambda pair: pairs[pair])


def _named(graph: Graph, name: str) -> tuple[Figure, ...]:
    """Find a recipe by its id, or those of a file that was read."""
    if name in graph.figures:
        return (graph.figures[name],)
    of_file = [figure for key, figure in graph.figures.items()
               if graph.figure_lines[key][""][0] == name]  # fmt: skip
    if of_file:
        return tuple(of_file)
    near = get_close_matches(name, graph.figures, n=3)
    hint = f"did you mean {', '.join(near)}?" if near else "'kg figure' lists them"
    raise RequestError(f"no figure '{name}': {hint}")


def _chain(start: str, end: str, message: str) -> Figure:
    span = Span(start=start, end=end)
    return Figure(id=f"chain-{start}-{end}", title="A causal chain", message=message, chain=span)


def _listed(graph: Graph, keys: Sequence[str]) -> str:
    names = [graph.entities[key].label for key in keys[:3]]
    return ", ".join(names) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
