"""An embedded store that holds the graph for queries."""

from __future__ import annotations

from pyoxigraph import Quad, Store

from kg.graph import Graph
from kg.rdf.dataset import ordered_own_graphs


def open_store(graph: Graph) -> Store:
    """Load all named graphs, under the bases of their corpora, into an Oxigraph store in memory.

    >>> import kg
    >>> store = open_store(kg.load())
    >>> sorted(graph.value.rpartition("/")[2] for graph in store.named_graphs())
    ['claims', 'direct', 'verdicts']
    """
    store = Store()
    store.extend(
        Quad(s, p, o, name)
        for name, triples in ordered_own_graphs(graph).items() for s, p, o in triples
    )  # fmt: skip
    return store
