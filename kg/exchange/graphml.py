"""The graph as GraphML, for Cytoscape, Gephi, yEd, igraph and networkx."""

from __future__ import annotations

import io

from kg.exchange.network import Loss, edges, to_networkx
from kg.graph import Graph


def graphml_text(graph: Graph) -> tuple[str, Loss]:
    """Write nodes and edges with their attributes, typed; the same graph gives the same bytes.

    >>> import kg
    >>> graphml_text(kg.load())[0].startswith("<?xml")
    True
    """
    import networkx as nx

    made = io.BytesIO()
    nx.write_graphml_lxml(to_networkx(graph), made, named_key_ids=True, edge_id_from_attribute=None)
    several = sum(edge.plain["records"] != 1 for edge in edges(graph))
    records = sum(1 for _ in graph.evidence())
    return made.getvalue().decode(), Loss("graphml", (
        (several, "edges that rest on several records", "their attributes are joined by '|'"),
        (records, "records", "told by their edges; the evidence table holds each"),
        (len(graph.gaps), "stated gaps", "left out"),
    ))  # fmt: skip
