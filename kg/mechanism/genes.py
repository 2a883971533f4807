"""Gene symbols of people to entities of the graph: human, mouse, former, by identifier."""

from __future__ import annotations

from collections.abc import Iterable

from kg.expression import approved
from kg.graph import Graph


def find_genes(graph: Graph, names: Iterable[str]) -> dict[str, str]:
    """Give the entity of each name that the graph has, in the order asked; any case.

    By approved symbol, mouse symbol, former symbol, identifier (HGNC, MGI, Ensembl, NCBI Gene), or
    the entity's own names, as the one finder has them (`kg.find`). An entity of one gene goes
    before a family or complex that contains it; nothing is guessed.

    >>> import kg
    >>> find_genes(kg.load(), ["Cd274", "TMEM173", "HGNC:5438", "FDXR"])
    {'Cd274': 'pd-l1', 'TMEM173': 'sting', 'HGNC:5438': 'ifn-gamma'}
    """
    found = {}
    for name in names:
        entity = graph.finder.gene(name) or graph.finder.gene(approved(name) or "")
        if entity:
            found[name] = entity
    return found


def symbol_of(graph: Graph, entity: str, name: str) -> str:
    """Give the HGNC symbol of a gene that was asked for by a name and found as an entity.

    >>> import kg
    >>> symbol_of(kg.load(), "pd-l1", "B7-H1")
    'CD274'
    """
    exact = (x.label for x in graph.entities[entity].xrefs
             if x.curie.startswith("HGNC:") and x.match == "exact")  # fmt: skip
    return approved(name) or next((label for label in exact if label), name)


def measures_of(graph: Graph, gene: str) -> tuple[str, ...]:
    """List what is measured of a gene's amount: expression, abundance, secretion, surface."""
    return tuple(
        key for key, entity in graph.entities.items()
        if entity.of == gene and entity.aspect in AMOUNTS
    )  # fmt: skip


AMOUNTS = frozenset({"expression", "abundance", "secretion", "surface"})
