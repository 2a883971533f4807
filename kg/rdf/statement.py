"""Effects and comparisons as RDF: one resource each, and direct triples where none disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kg.graph import Comparison, Effect, Graph, Support
from kg.model.vocabulary import STRUCTURAL
from kg.rdf.evidence import contrast_name, describe_difference, one_of
from kg.rdf.namespace import (
    ASSOCIATION,
    IDENTIFIER,
    LABEL,
    OBJECT,
    PREDICATE,
    STATEMENT,
    SUBJECT,
    TYPE,
    resource,
    text,
    truth,
    word,
)
from kg.votes import Standing, Topic, observe


def describe_effect(effect: Effect, graph: Graph) -> Iterator[Triple]:
    """Say what a subject does to an object, and which records say so."""
    here = resource("effect", effect.id)
    yield Triple(here, TYPE, word("Effect"))
    yield from _describe_statement(here, effect.id, effect.subject, effect.predicate, effect.object)
    if effect.sign is not None:
        yield Triple(here, word("sign"), text(effect.sign))
    if effect.action is not None:
        yield Triple(here, word("action"), text(effect.action))
    if effect.id in graph.topics:
        yield Triple(here, word("topic"), text(graph.topics[effect.id]))
    yield from _describe_support(here, effect, graph)
    subject, object_ = graph.entities[effect.subject].label, graph.entities[effect.object].label
    said = f"{subject} {effect.predicate.replace('_', ' ')} {object_}"
    yield Triple(here, LABEL, text(said + _given(effect.given, graph)))


def describe_comparison(comparison: Comparison, graph: Graph) -> Iterator[Triple]:
    """Say where the object stands after one exposure relative to another, and on which basis."""
    here = resource("comparison", comparison.id)
    subject, object_ = comparison.subject, comparison.object
    yield Triple(here, TYPE, word("Comparison"))
    yield from _describe_statement(here, comparison.id, subject, "compares", object_)
    yield Triple(here, word("exposure"), resource("", subject))
    yield Triple(here, word("comparator"), resource("", comparison.comparator))
    yield Triple(here, word("object"), resource("", object_))
    yield from one_of(here, "level", comparison.level)
    yield from one_of(here, "basis", comparison.basis)
    if comparison.differs is not None:
        yield from describe_difference(here, comparison.differs)
    yield from _describe_support(here, comparison, graph)
    yield Triple(here, LABEL, text(_comparison_label(comparison, graph)))


def direct_triples(graph: Graph) -> Iterator[Triple]:
    """Give what nobody contests as plain triples, for property paths.

    Signed effects that a record bears out, on which no two that vote disagree, which no source
    argues against, and which do not hang on a co-treatment; and the structural relations.
    """
    standings = standings_of(graph)
    for effect in graph.effects:
        if effect.sign is None:
            plain = effect.predicate in STRUCTURAL | {"tests"} and not effect.refuted
        else:
            standing = standings[Topic(effect.object, effect.subject, "", effect.given)]
            said = any(side.outcome == (effect.sign,) for side in standing.sides)
            contested = standing.disputed or standing.refuted
            plain = said and not contested and not (effect.derived and effect.given)
        if plain:
            subject, object_ = resource("", effect.subject), resource("", effect.object)
            yield Triple(subject, word(effect.predicate), object_)


def standings_of(graph: Graph) -> dict[Topic, Standing]:
    """Let the observations of each topic vote."""
    return {topic: Standing.of(seen) for topic, seen in observe(graph).items()}


def describe_support(graph: Graph, standings: Mapping[Topic, Standing]) -> Iterator[Triple]:
    """Lead from each edge to the papers that stand behind it, what is struck left out.

    On what nobody votes (no sign, and a thing against itself), a paper that a check found to
    disagree is left out.
    """
    behind: dict[str, set[str]] = {}
    for standing in standings.values():
        for one in standing.counted:
            behind.setdefault(one.edge, set()).update((*one.studies, *one.reviews))
    voted = {one.edge for seen in observe(graph).values() for one in seen}
    edges: tuple[Effect | Comparison, ...] = (*graph.effects, *graph.comparisons)
    for edge in edges:
        kind = "effect" if isinstance(edge, Effect) else "comparison"
        papers = behind.get(edge.id, set()) if edge.id in voted else _unstruck(edge)
        for paper in sorted(papers):
            yield Triple(
                resource(kind, edge.id), word("supportedBy"), resource("reference", paper)
            )


def _unstruck(edge: Effect | Comparison) -> set[str]:
    found: set[str] = set()
    for evidence in (support.evidence for support in edge.supports):
        if evidence.stance == "supports":
            against = {one.reference for one in evidence.checks if one.outcome == "disagrees"}
            found |= set(evidence.references) - against
    return found


def _describe_statement(
    here: NamedNode, name: str, subject: str, predicate: str, object_: str
) -> Iterator[Triple]:
    yield Triple(here, TYPE, STATEMENT)
    yield Triple(here, TYPE, ASSOCIATION)
    yield Triple(here, IDENTIFIER, text(name))
    yield Triple(here, SUBJECT, resource("", subject))
    yield Triple(here, PREDICATE, word(predicate))
    yield Triple(here, OBJECT, resource("", object_))


def _describe_support(
    here: NamedNode, edge: Effect | Comparison, graph: Graph
) -> Iterator[Triple]:
    """Lead from an edge to its records; what follows from a contrast says from which, and how."""
    yield Triple(here, word("derived"), truth(edge.derived))
    for entity in edge.given:
        yield Triple(here, word("given"), resource("", entity))
    for support in edge.supports:
        yield Triple(here, word("evidence"), resource("evidence", *_record(support)))
        if support.derivation is not None:
            yield Triple(here, word("derivation"), text(support.derivation))
        if support.contrast is not None:
            relation = word("derivedFrom" if support.derivation else "statedBy")
            contrast = contrast_name(support.claim, support.evidence, support.contrast)
            yield Triple(here, relation, contrast)


def _record(support: Support) -> tuple[str, str]:
    return support.claim, support.evidence.id


def _comparison_label(comparison: Comparison, graph: Graph) -> str:
    arms = [graph.entities[key].label for key in (comparison.subject, comparison.comparator)]
    if comparison.differs is not None:
        facet, here, there = comparison.differs
        arms = [f"{arms[0]} ({facet} {here})", f"{arms[1]} ({facet} {there})"]
    basis = f" ({' or '.join(comparison.basis)})" if comparison.basis else ""
    stands = f"{graph.entities[comparison.object].label} {' or '.join(comparison.level)}"
    return f"{arms[0]} versus {arms[1]}: {stands}{basis}{_given(comparison.given, graph)}"


def _given(entities: tuple[str, ...], graph: Graph) -> str:
    labels = " and ".join(graph.entities[key].label for key in entities)
    return f", given {labels}" if labels else ""
