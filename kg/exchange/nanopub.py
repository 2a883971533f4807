"""Every record as a nanopublication, in TriG: statements that are cited and trusted one by one."""

from __future__ import annotations

from kg.exchange.network import Loss
from kg.graph import Graph
from kg.rdf import Bases, nanopublications, trig


def nanopub_text(graph: Graph) -> tuple[str, Loss]:
    """Write one nanopublication for each evidence record that counts, by claim and record.

    Each is named by the hash of what it holds (Trusty URI), so the same record bears the same name
    wherever it is made. What follows from several records, and what is void, is left out. They are
    not signed and have no time: sign them before they are published.

    >>> import kg
    >>> nanopub_text(kg.load())[1].format
    'nanopub'
    """
    records = sorted(graph.evidence(), key=lambda pair: (pair[0].id, pair[1].id))
    kept = [(claim, one) for claim, one in records if f"{claim.id}.{one.id}" not in graph.void]
    graphs = {name: triples for one in nanopublications(graph, kept)
              for name, triples in one.graphs.items()}  # fmt: skip
    text = trig(graphs, {**Bases.of(graph).prefixes, "np": "http://www.nanopub.org/nschema#"})
    derived = sum(one.derived for one in graph.effects)
    derived += sum(one.derived for one in graph.comparisons)
    return text.decode(), Loss("nanopub", (
        (len(records) - len(kept), "records that count nowhere", "left out"),
        (derived, "effects and comparisons that follow from records", "left out"),
        (len(graph.gaps), "stated gaps", "left out"),
    ))  # fmt: skip
