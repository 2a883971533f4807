"""The whole graph as RDF triples, sorted, in three named graphs.

What begins with `own_` names every corpus under its own base, for the world; the rest names all
under that of the shipped one, for this room.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from kg.graph import Comparison, Effect, Graph
from kg.rdf.base import Bases
from kg.rdf.entity import describe_entity, describe_gap, describe_reference
from kg.rdf.evidence import describe_evidence
from kg.rdf.layer import describe_layers
from kg.rdf.namespace import CLAIMS, CONFORMS_TO, DIRECT, VERDICTS, resource, shorten
from kg.rdf.origin import describe_document, describe_origin, describe_state
from kg.rdf.outline import describe_conclusion, describe_module, describe_query
from kg.rdf.sentence import describe_sentences
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
    >>> from kg.rdf.namespace import TYPE
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


def own_graphs(graph: Graph) -> dict[NamedNode, Iterable[Triple]]:
    """Give all named graphs at once as the world names them and what is in them.

    >>> import kg
    >>> [name.value for name in own_graphs(kg.load())][:1]
    ['https://w3id.org/cirt-kg/graph/claims']
    """
    bases = Bases.of(graph)
    return {
        bases.node(name): bases.triples(triples) for name, triples in named_triples(graph).items()
    }


def ordered_own_graphs(graph: Graph) -> dict[NamedNode, list[Triple]]:
    """Give the same, each graph sorted by subject, predicate and object."""
    return {name: _sorted(triples) for name, triples in own_graphs(graph).items()}


def all_own_triples(graph: Graph) -> list[Triple]:
    """Give the statements of all graphs as those of one, each once, sorted as above."""
    return _sorted(one for triples in own_graphs(graph).values() for one in triples)


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
    voids = (graph.void.get(f"{claim}.{record}") for claim, record in tuple(records))
    for claim, _, name in (void.by.rpartition(".") for void in voids if void and void.by):
        records |= {(claim, one.id): one for one in graph.claims[claim].evidence if one.id == name}
    made: list[Triple] = [*describe_layers(graph)]
    for (claim, _), record in sorted(records.items(), key=lambda pair: pair[0]):
        made += describe_evidence(claim, record)
        made += describe_state(claim, record, graph)
    for edge in edges:
        made += _describe_effect(edge, graph) if isinstance(edge, Effect) else describe_comparison(
            edge, graph)  # fmt: skip
    named = {shorten(one.object.value) for one in made if isinstance(one.object, NamedNode)}
    for key in sorted(named & graph.entities.keys()):
        made += _describe_entity(key, graph)
    for key in sorted(named & graph.references.keys()):
        made += _describe_reference(key, graph)
    for source in graph.documents.values():
        made += describe_document(source)
        made += describe_reference(graph.references[source.id])
    made += describe_sentences(graph, records.values())
    return made


def _describe(graph: Graph) -> Iterator[Triple]:
    yield Triple(CLAIMS, CONFORMS_TO, NamedNode(version()))
    yield from describe_layers(graph)
    for entity in graph.entities:
        yield from _describe_entity(entity, graph)
    for reference in graph.references:
        yield from _describe_reference(reference, graph)
    for source in graph.documents.values():
        yield from describe_document(source)
    yield from describe_sentences(graph)
    for gap in graph.gaps.values():
        yield from describe_gap(gap)
        yield from describe_origin(resource("gap", gap.id), f"gap/{gap.id}", graph)
    for position, module in enumerate(graph.modules.values(), start=1):
        yield from describe_module(module, position)
        yield from describe_origin(resource("module", module.id), f"module/{module.id}", graph)
    for conclusion in graph.conclusions.values():
        yield from describe_conclusion(conclusion)
        here, name = resource("conclusion", conclusion.id), f"conclusion/{conclusion.id}"
        yield from describe_origin(here, name, graph)
    for name, query in graph.queries.items():
        yield from describe_query(name, query)
        yield from describe_origin(resource("query", name), f"query/{name}", graph)
    for claim, evidence in graph.evidence():
        yield from describe_evidence(claim.id, evidence)
        yield from describe_state(claim.id, evidence, graph)
    for effect in graph.effects:
        yield from _describe_effect(effect, graph)
    for comparison in graph.comparisons:
        yield from describe_comparison(comparison, graph)


def _describe_entity(key: str, graph: Graph) -> Iterator[Triple]:
    yield from describe_entity(graph.entities[key])
    yield from describe_origin(resource("", key), f"entity/{key}", graph)


def _describe_reference(key: str, graph: Graph) -> Iterator[Triple]:
    yield from describe_reference(graph.references[key])
    yield from describe_origin(resource("reference", key), f"reference/{key}", graph)


def _describe_effect(effect: Effect, graph: Graph) -> Iterator[Triple]:
    """Describe an effect; what is curated as a claim came with a layer, what is derived did not."""
    yield from describe_effect(effect, graph)
    if effect.id in graph.claims:
        yield from describe_origin(resource("effect", effect.id), f"claim/{effect.id}", graph)


def _sorted(triples: Iterable[Triple]) -> list[Triple]:
    """Sort by text, rdf:type first: the order must not hang on hashing, and reads well."""
    return sorted(set(triples), key=_order)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = str(triple.predicate)
    return str(triple.subject), not predicate.endswith("#type>"), predicate, str(triple.object)
