"""What somebody asks to be drawn: recipes by name or file, or entities, a chain, a query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kg import numbers as measured
from kg.errors import RequestError
from kg.figures.arm import pair
from kg.figures.link import links_among
from kg.figures.wish import LONGEST, finding, headline, is_thing, slug, things
from kg.find import choose, compact
from kg.graph import Graph
from kg.model import Figure
from kg.model.figure import Column, Span
from kg.votes import facet_name


def recipes(
    graph: Graph,
    names: Sequence[str] = (),
    *,
    entities: Sequence[str] = (),
    chain: tuple[str, str] | None = None,
    through: Sequence[str] = (),
    avoid: Sequence[str] = (),
    where: Sequence[str] = (),
    systems: Sequence[str] = (),
    versus: str | None = None,
    max_length: int | None = None,
    query: str | None = None,
    evidence: bool = False,
    numbers: str | None = None,
    over: str | None = None,
    message: str | None = None,
) -> tuple[Figure, ...]:
    """Give the recipes of these ids or files, and the one that the other arguments describe.

    Names that are no recipes are words for things, drawn together: each as what is measured of it.
    Entities are found by id, label or synonym. From `through` to `max_length` as of `kg chains`:
    the recipe of a chain keeps them. Raises `RequestError` for what does not exist.

    >>> import kg
    >>> recipes(kg.load(), chain=("trex1-expression", "primary-tumour-growth"))[0].id
    'chain-trex1-expression-primary-tumour-growth'
    """
    words = [name for name in names if _is_wish(graph, name)]
    found = [figure for name in names if name not in words for figure in _named(graph, name)]
    if words:
        entities = tuple(dict.fromkeys([
            *(key for name in words for key in things(graph, name)),
            *(graph.find(name).id for name in entities),
        ]))  # fmt: skip
    ways = (("--entity", entities), ("--chain", chain), ("--query", query), ("--numbers", numbers))
    sources = [name for name, given in ways if given]
    if len(sources) > 1:
        raise RequestError(f"{' and '.join(sources)} at once: draw one after the other")
    if evidence and not entities:
        raise RequestError("--evidence without --entity: name the rows of the matrix")
    if over and not numbers:
        raise RequestError("--over without --numbers: name the quantity")
    asked = {
        "--through": through, "--avoid": avoid, "--where": where, "--system": systems,
        "--versus": versus, "--max-length": max_length,
    }  # fmt: skip
    for name, given in asked.items():
        if given and not chain:
            raise RequestError(f"{name} without --chain: name the two ends")
    if entities:
        keys = tuple(dict.fromkeys(graph.find(name).id for name in entities))
        found.append(_selected(graph, keys, words, evidence, message))
    if chain:
        start, end = (graph.find(name) for name in chain)
        span = Span(
            start=start.id, end=end.id, through=tuple(graph.find(name).id for name in through),
            avoid=tuple(graph.find(name).id for name in avoid), where=tuple(where),
            systems=tuple(systems), versus=graph.find(versus).id if versus else None,
            max_length=max_length,
        )  # fmt: skip
        found.append(_chain(graph, span, message))
    if query:
        said = message or _short(f"What the query {query} finds")
        name = slug(["query", Path(query).stem])
        figure = Figure(id=name, title="A query", message=said, query=query)
        found.append(figure)
    if numbers:
        found.append(_of_numbers(graph, numbers, over, message))
    return tuple(found)


def _selected(
    graph: Graph, keys: tuple[str, ...], words: Sequence[str], evidence: bool, message: str | None
) -> Figure:
    """Make the recipe of entities: a network, or a matrix by study."""
    first, second = compared(graph)
    asked = words or [graph.entities[key].label for key in keys]
    if evidence:
        column = Column(label="one against the other", subjects=(first,), versus=(second,))
        return Figure(
            id=slug(["evidence", *keys]), title="Evidence by study", entities=keys,
            form="evidence", columns=(column,), message=message or _short(_listed(graph, keys)),
        )  # fmt: skip
    shown = keys
    if not links_among(graph, keys) and words:  # the arms join what nothing else does
        joined = {link.subject for link in links_among(graph, {*keys, first, second})}
        shown = (*keys, *(key for key in (first, second) if key in joined - {*keys}))
    said = message or headline(finding(graph, shown), _short(_listed(graph, keys)))
    return Figure(
        id=slug(words or keys), title=_short(", ".join(asked)), entities=shown,
        exposures=(first, second), message=said,
    )  # fmt: skip


def _of_numbers(graph: Graph, words: str, over: str | None, message: str | None) -> Figure:
    """Make the recipe of printed numbers; its headline is the first that the sentence says."""
    found = measured.numbers(graph, words)
    said = measured.say_numbers(graph, found)
    axis = measured.over(graph, found, over).axis if over else None
    if axis:
        said = measured.say_over(graph, found, measured.over(graph, found, axis))
    first = said.partition(";")[0].rstrip(".")
    if axis:  # who and how often stands in the picture
        first = re.sub(r" \([^()]*\)", "", first).replace(f" over {facet_name(axis)}: ", ": ")
    title = f"Numbers as printed, study by study{f', over {axis}' if axis else ''}"
    return Figure(
        id=slug(["numbers", words, *([axis] if axis else [])]), title=title, form="numbers",
        numbers=words, over=axis, message=message or _short(first),
    )  # fmt: skip


def _is_wish(graph: Graph, name: str) -> bool:
    """Tell words for things from the name of a recipe or of a file of them."""
    known = name in graph.figures or name.endswith((".yaml", ".yml"))
    same = [key for key in graph.figures if compact(key) == compact(name)]
    files = {lines[""][0] for lines in graph.figure_lines.values()}
    return not known and not same and name not in files and is_thing(graph, name)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 2]} …"


def compared(graph: Graph) -> tuple[str, str]:
    """Give the two arms that a request sets against each other, for it names none."""
    found = pair(graph)
    if found is None:
        plural = graph.manifest.treatment.plural
        raise RequestError(
            f"no two {plural} are compared in this corpus: write a recipe with columns"
        )
    return found


def _named(graph: Graph, name: str) -> tuple[Figure, ...]:
    """Find a recipe by its id, or those of a file that was read."""
    if name in graph.figures:
        return (graph.figures[name],)
    of_file = [figure for key, figure in graph.figures.items()
               if graph.figure_lines[key][""][0] == name]  # fmt: skip
    if of_file:
        return tuple(of_file)
    return (graph.figures[choose(name, graph.figures, "figure", "'kg figure'")],)


def _chain(graph: Graph, span: Span, message: str | None) -> Figure:
    def names(keys: Sequence[str]) -> str:
        return ", ".join(graph.entities[key].label for key in keys)

    asked = [f"through {names(span.through)}"] if span.through else []
    asked += [f"not through {names(span.avoid)}"] if span.avoid else []
    asked += [", ".join([*span.where, *(system.replace("_", " ") for system in span.systems)])]
    asked += [f"against {names([span.versus])}"] if span.versus else []
    title = "; ".join(["What was seen, and how it may come about", *filter(None, asked)])
    start, end = (graph.entities[key].label for key in (span.start, span.end))
    said = message or _short(f"How {start} acts on {end}")
    name = f"chain-{span.start}-{span.end}"
    return Figure(id=name, title=_short(title), message=said, chain=span)


def _listed(graph: Graph, keys: Sequence[str]) -> str:
    names = [graph.entities[key].label for key in keys[:3]]
    return ", ".join(names) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
