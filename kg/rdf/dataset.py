"""The whole graph as RDF triples, sorted, in two named graphs."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from kg.graph import Graph
from kg.rdf.entity import describe_entity, describe_gap, describe_reference
from kg.rdf.evidence import describe_evidence
from kg.rdf.statement import describe_comparison, describe_effect, direct_triples


def claim_triples(graph: Graph) -> list[Triple]:
    """Everything known, without blank nodes: sorted by subject, predicate and object."""
    return _sorted(_describe(graph))


def uncontested_triples(graph: Graph) -> list[Triple]:
    """Give the direct triples that the claims graph lacks (`part_of` may be in both).

    >>> import kg
    >>> found = uncontested_triples(kg.load())
    >>> sorted({one.predicate.value.rpartition("#")[2] for one in found} & {"increases", "affects"})
    ['increases']
    """
    known = set(_describe(graph))
    return _sorted(triple for triple in direct_triples(graph) if triple not in known)


def _describe(graph: Graph) -> Iterator[Triple]:
    for entity in graph.entities.values():
        yield from describe_entity(entity)
    for reference in graph.references.values():
        yield from describe_reference(reference)
    for gap in graph.gaps.values():
        yield from describe_gap(gap)
    for claim, evidence in graph.evidence():
        yield from describe_evidence(claim.id, evidence)
    for effect in graph.effects:
        yield from describe_effect(effect, graph)
    for comparison in graph.comparisons:
        yield from describe_comparison(comparison, graph)


def _sorted(triples: Iterator[Triple]) -> list[Triple]:
    """Sort by text, rdf:type first: the order must not hang on hashing, and reads well."""
    return sorted(set(triples), key=_order)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = str(triple.predicate)
    return str(triple.subject), not predicate.endswith("#type>"), predicate, str(triple.object)
