"""The whole graph as RDF triples, sorted, in three named graphs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from kg.graph import Comparison, Effect, Graph
from kg.rdf.entity import describe_entity, describe_gap, describe_reference
from kg.rdf.evidence import describe_evidence
from kg.rdf.namespace import CLAIMS, CONFORMS_TO, DIRECT, VERDICTS, shorten
from kg.rdf.outline import describe_conclusion, describe_module
from kg.rdf.statement import describe_comparison, describe_effect, direct_triples
from kg.rdf.verdict import describe_reasoning
from kg.rdf.vocabulary import version


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
    return _sorted(named_triples(graph)[DIRECT])


def verdict_triples(graph: Graph) -> list[Triple]:
    """Give what the reasoning makes of the claims: computed, never curated, and told apart.

    >>> import kg
    >>> kinds = {one.object.value for one in verdict_triples(kg.load()) if one.predicate == TYPE}
    >>> sorted(kind.rpartition("#")[2] for kind in kinds)
    ['Conflict', 'Explanation', 'Omission', 'Side', 'Silence', 'Verdict']
    """
    return _sorted(describe_reasoning(graph))


def named_triples(graph: Graph) -> dict[NamedNode, Collection[Triple]]:
    """Give all named graphs at once, each statement once, for writers that sort by themselves."""
    known = dict.fromkeys(_describe(graph))  # in the order in which they were made: no set, which
    direct = dict.fromkeys(direct_triples(graph))  # a reader would walk all over the memory
    return {
        CLAIMS: known.keys(), DIRECT: [one for one in direct if one not in known],
        VERDICTS: dict.fromkeys(describe_reasoning(graph)).keys(),
    }  # fmt: skip


def ordered_triples(graph: Graph) -> dict[NamedNode, list[Triple]]:
    """Give all named graphs, each sorted by subject, predicate and object."""
    return {name: _sorted(triples) for name, triples in named_triples(graph).items()}


def touched_triples(graph: Graph, claims: Collection[str]) -> list[Triple]:
    """Give what an edit of these claims can touch, and as much around it as its rules look at.

    Around it stand the entities and sources that it names, and the other claims' records on which
    the same edges rest. The order is that of the graph.
    """
    edges: list[Effect | Comparison] = [*graph.effects, *graph.comparisons]
    edges = [
        edge for edge in edges
        if edge.id in claims or any(support.claim in claims for support in edge.supports)
    ]  # fmt: skip
    own = ((key, record) for key in claims for record in graph.claims[key].evidence)
    others = ((one.claim, one.evidence) for edge in edges for one in edge.supports)
    records = {(claim, record.id): record for claim, record in (*own, *others)}
    made: list[Triple] = []
    for (claim, _), record in sorted(records.items(), key=lambda pair: pair[0]):
        made += describe_evidence(claim, record)
    for edge in edges:
        made += describe_effect(edge, graph) if isinstance(edge, Effect) else describe_comparison(
            edge, graph)  # fmt: skip
    named = {shorten(one.object.value) for one in made if isinstance(one.object, NamedNode)}
    for key in sorted(named & graph.entities.keys()):
        made += describe_entity(graph.entities[key])
    for key in sorted(named & graph.references.keys()):
        made += describe_reference(graph.references[key])
    return made


def _describe(graph: Graph) -> Iterator[Triple]:
    yield Triple(CLAIMS, CONFORMS_TO, NamedNode(version()))
    for entity in graph.entities.values():
        yield from describe_entity(entity)
    for reference in graph.references.values():
        yield from describe_reference(reference)
    for gap in graph.gaps.values():
        yield from describe_gap(gap)
    for position, module in enumerate(graph.modules.values(), start=1):
        yield from describe_module(module, position)
    for conclusion in graph.conclusions.values():
        yield from describe_conclusion(conclusion)
    for claim, evidence in graph.evidence():
        yield from describe_evidence(claim.id, evidence)
    for effect in graph.effects:
        yield from describe_effect(effect, graph)
    for comparison in graph.comparisons:
        yield from describe_comparison(comparison, graph)


def _sorted(triples: Iterable[Triple]) -> list[Triple]:
    """Sort by text, rdf:type first: the order must not hang on hashing, and reads well."""
    return sorted(set(triples), key=_order)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = str(triple.predicate)
    return str(triple.subject), not predicate.endswith("#type>"), predicate, str(triple.object)
