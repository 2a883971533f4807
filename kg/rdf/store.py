"""An embedded store that holds the graph for queries."""

from __future__ import annotations

from itertools import chain

from pyoxigraph import Quad, Store

from kg.graph import Graph
from kg.rdf.dataset import claim_triples, uncontested_triples
from kg.rdf.namespace import CLAIMS, DIRECT


def open_store(graph: Graph) -> Store:
    """Load both named graphs into an Oxigraph store in memory.

    >>> import kg
    >>> store = open_store(kg.load())
    >>> sorted(graph.value.rpartition("/")[2] for graph in store.named_graphs())
    ['claims', 'direct']
    """
    store = Store()
    store.extend(
        chain(
            (Quad(s, p, o, CLAIMS) for s, p, o in claim_triples(graph)),
            (Quad(s, p, o, DIRECT) for s, p, o in uncontested_triples(graph)),
        )
    )
    return store
