"""Gene symbols of people to entities of the graph: human, mouse, former, by identifier."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.graph import Graph
from kg.model import Entity


class Orthologue(NamedTuple):
    """A human gene and its mouse counterpart; former symbols of the human gene."""

    hgnc: str
    symbol: str
    mgi: str
    mouse_symbol: str
    previous_symbols: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the pair."""
        plain = (self.hgnc, self.symbol, self.mgi, self.mouse_symbol)
        return (*plain, *self.previous_symbols.split("|"))


def find_genes(graph: Graph, names: Iterable[str]) -> dict[str, str]:
    """Give the entity of each name that the graph has, in the order asked; any case.

    By approved symbol, HGNC or MGI identifier, mouse symbol, former symbol, or the entity's own
    names. An entity of one gene goes before a family or complex that contains it.

    >>> import kg
    >>> find_genes(kg.load(), ["Cd274", "TMEM173", "HGNC:5438", "FDXR"])
    {'Cd274': 'pd-l1', 'TMEM173': 'sting', 'HGNC:5438': 'ifn-gamma'}
    """
    known = _index(graph)
    found = {}
    for name in names:
        entity = known.get(name.casefold())
        if entity:
            found[name] = entity
    return found


def measures_of(graph: Graph, gene: str) -> tuple[str, ...]:
    """List what is measured of a gene's amount: expression, abundance, secretion, surface."""
    return tuple(
        key for key, entity in graph.entities.items()
        if entity.of == gene and entity.aspect in AMOUNTS
    )  # fmt: skip


def _index(graph: Graph) -> Mapping[str, str]:
    pairs = {name: one for one in _orthologues() for name in (one.hgnc, one.mgi) if name}
    found: dict[str, tuple[int, str]] = {}
    for key, entity in graph.entities.items():
        if entity.kind in GENES:
            for rank, name in _names(entity, pairs):
                place = name.casefold()
                found[place] = min(found.get(place, (rank, key)), (rank, key))
    return {name: key for name, (_, key) in found.items()}


def _names(entity: Entity, pairs: Mapping[str, Orthologue]) -> Iterator[tuple[int, str]]:
    """Yield an entity's names, each with how well it fits: the less the better."""
    for xref in entity.xrefs:
        if xref.curie.partition(":")[0] in ("HGNC", "MGI"):
            rank = FIT.get(xref.match, 2)
            pair = pairs.get(xref.curie)
            for name in (xref.curie, xref.label, *(pair.names if pair else ())):
                if name:
                    yield rank, name
    for name in (entity.id, entity.label, *entity.synonyms):
        yield 3, name


@cache
def _orthologues() -> tuple[Orthologue, ...]:
    text = files("kg.ontology").joinpath("orthologues.tsv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:], delimiter="\t")
    return tuple(Orthologue(*row) for row in rows)


GENES = frozenset({"gene", "complex", "molecule"})
AMOUNTS = frozenset({"expression", "abundance", "secretion", "surface"})
FIT = {"exact": 0, "related": 0}
"""How well a cross-reference names the entity; MGI counterparts are marked 'related'."""
