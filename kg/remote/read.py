"""The graph of a store, or of it only what a question needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kg import curation
from kg.graph import Graph
from kg.remote.about import read_about
from kg.remote.corridor import read_between
from kg.remote.names import UnknownError
from kg.remote.service import Service
from kg.remote.store import Report, Store
from kg.remote.whole import MAX_RECORDS, read_whole


@dataclass(frozen=True)
class About:
    """What is about an entity, by id, label or synonym, or about a claim by its id."""

    words: str
    named: tuple[str, ...] = ()
    """Other entities of the question."""


@dataclass(frozen=True)
class Between:
    """What lies on chains from one entity to another, of at most so many steps.

    `versus` is another exposure with which the start is compared; `named` are other entities of
    the question, `given` co-treatments that it allows.
    """

    start: str
    end: str
    max_length: int = 8
    versus: str | None = None
    named: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


def read(
    address: str, wanted: About | Between | None = None, *, report: Report = lambda step: None,
    most: int = MAX_RECORDS,
) -> Graph:  # fmt: skip
    """Read the graph of the store at an address, whole or as far as a question goes.

    The part answers its question as the whole would. A name that the store does not know is looked
    for in the whole, which tells what is near to it. Figure recipes and tables that come with the
    package (orthologues, second readings) are no part of the RDF. Raises `StoreError` where nobody
    answers, the store holds no such graph, half of one or a broken one, or more than `most`
    records of evidence; `RequestError` for an address that is none.

    >>> read("nowhere")
    Traceback (most recent call last):
    ...
    kg.errors.RequestError: no SPARQL endpoint 'nowhere': give an http or https address
    """
    store = Store(Service(address), report)
    try:
        if isinstance(wanted, About):
            return read_about(store, wanted.words, wanted.named)
        if isinstance(wanted, Between):
            return read_between(
                store, wanted.start, wanted.end, wanted.max_length, wanted.versus, wanted.named,
                wanted.given,
            )  # fmt: skip
    except UnknownError:
        return read_whole(store, most)
    return read_whole(store, most)


def with_recipes(graph: Graph, *folders: Path) -> Graph:
    """Give a graph the figure recipes of curated folders: they are no part of the RDF."""
    corpus = curation.read(*folders)
    return replace(graph, figures=corpus.figures, figure_lines=corpus.figure_lines)
