"""The graph of a store, or of it only what a question needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from kg import curation
from kg.errors import StoreError
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
    wide: bool = False
    """Whether what is a kind of it, what it targets and what was measured in it belong to it."""


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
        return _read(store, wanted, most)
    except StoreError as error:
        raise type(error)(store.told(str(error))) from None


def _read(store: Store, wanted: About | Between | None, most: int) -> Graph:
    try:
        if isinstance(wanted, About):
            return read_about(store, wanted.words, wanted.named, wanted.wide)
        if isinstance(wanted, Between):
            return read_between(
                store, wanted.start, wanted.end, wanted.max_length, wanted.versus, wanted.named,
                wanted.given,
            )  # fmt: skip
    except UnknownError:
        pass
    return _with_tables(read_whole(store, most))


def _with_tables(graph: Graph) -> Graph:
    """Give the documents of the shipped corpus their folders: tables of readings are no RDF."""
    home = Path(str(files("kg.ontology")))
    ours = curation.layer_id(home)
    documents = {
        key: replace(source, folder=folder)
        if source.layer == ours and (folder := home / "documents" / key).is_dir() else source
        for key, source in graph.documents.items()
    }  # fmt: skip
    return replace(graph, documents=MappingProxyType(documents))


def with_own_recipes(graph: Graph) -> Graph:
    """Give a graph of a store the recipes of the package, where it holds the shipped corpus.

    Those of any other corpus lie with whoever curates it.
    """
    home = Path(str(files("kg.ontology")))
    return with_recipes(graph, home) if curation.layer_id(home) in graph.layers else graph


def with_recipes(graph: Graph, *folders: Path) -> Graph:
    """Give a graph the figure recipes of curated folders: they are no part of the RDF."""
    corpus = curation.read(*folders)
    origin = {key: one for key, one in corpus.layer_of.items() if key.startswith("figure/")}
    return replace(
        graph, figures=corpus.figures, figure_lines=corpus.figure_lines,
        layer_of=MappingProxyType({**graph.layer_of, **origin}),
    )  # fmt: skip
