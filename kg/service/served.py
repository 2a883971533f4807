"""What is served, as its pages call it: the corpus of the graph, or files without a name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import jinja2
import pyoxigraph

from kg.graph import Graph
from kg.rdf import NamedQuery, bases_in, dataset_of, named_queries, place_of, queries_for


@dataclass(frozen=True)
class Served:
    """The name and the licence of what is served, and the questions that were prepared (JSON).

    `searched` tells whether words can be looked up, which takes a graph; `bases` are those of the
    corpora in it, below which things have their names; `version` is that of the program.
    """

    name: str
    licence: str | None
    queries: bytes
    searched: bool = False
    told: str = ""
    bases: tuple[str, ...] = ("https://w3id.org/cirt-kg/id/",)
    version: str = ""

    @classmethod
    def of(
        cls, source: object, store: pyoxigraph.Store | None = None, version: str = ""
    ) -> Served:
        """Take both from the manifest of a graph; files are named for what they are.

        The bases are those that the store names.
        """
        bases = bases_in(store) if store is not None else cls.bases
        if isinstance(source, Graph):
            manifest = source.manifest
            return cls(
                manifest.name, manifest.licence, _written(queries_for(source).values()),
                searched=True, told=dataset_of(source), bases=bases, version=version,
            )  # fmt: skip
        return cls("RDF files", None, _written(named_queries().values()), bases=bases)

    @property
    def claims(self) -> str:
        """The name of the graph of claims."""
        return f"{place_of(self.bases[0])}graph/claims"

    @property
    def dataset(self) -> str:
        """The IRI of what is served, as its description (`/void`) has it."""
        return self.told or f"{place_of(self.bases[0])}void#cirt-kg"

    def editor(self) -> bytes:
        """Write the page of the editor."""
        return _EDITOR.render(name=self.name, searched=self.searched).encode()


def _written(queries: Iterable[NamedQuery]) -> bytes:
    return json.dumps([
        {"name": one.name, "title": one.title, "question": one.question, "shape": one.shape,
         "query": one.text}
        for one in queries
    ], ensure_ascii=False, separators=(",", ":")).encode()  # fmt: skip


_EDITOR = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
    (files("kg.service") / "pages" / "editor.html").read_text(encoding="utf-8")
)
