"""The store, and its graph of direct triples: nothing in it that anyone contests."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Effect, Graph, Support
from kg.model.vocabulary import PREDICATE_OF, SIGN_OF, STRUCTURAL
from kg.rdf import open_store
from kg.rdf.dataset import claim_triples, uncontested_triples, verdict_triples
from kg.rdf.namespace import CLAIMS, DIRECT, VERDICTS, XSD_DECIMAL, resource, word

SIGNED = {word(predicate) for predicate in SIGN_OF}
Pair = tuple[pyoxigraph.NamedNode, pyoxigraph.NamedNode]


@pytest.fixture(scope="module", params=["small", "shipped"])
def graph(request: pytest.FixtureRequest) -> Graph:
    found: Graph = request.getfixturevalue(request.param)
    return found


def direct_pairs(graph: Graph) -> dict[Pair, set[pyoxigraph.NamedNode]]:
    """Give the signed predicates that stand between two entities in the direct graph."""
    found: dict[Pair, set[pyoxigraph.NamedNode]] = defaultdict(set)
    for subject, predicate, object_ in uncontested_triples(graph):
        if predicate in SIGNED:
            found[subject, object_].add(predicate)
    return found


def signs(graph: Graph) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for effect in graph.effects:
        if effect.sign:
            found[effect.subject, effect.object].add(effect.sign)
    return found


def test_the_store_holds_three_graphs_and_nothing_else(graph: Graph) -> None:
    store = open_store(graph)
    held = sorted((*spell(quad.triple), quad.graph_name.value) for quad in store)
    wanted = [(*spell(triple), CLAIMS.value) for triple in claim_triples(graph)]
    wanted += [(*spell(triple), DIRECT.value) for triple in uncontested_triples(graph)]
    wanted += [(*spell(triple), VERDICTS.value) for triple in verdict_triples(graph)]
    assert held == sorted(wanted)


def spell(triple: pyoxigraph.Triple) -> tuple[str, ...]:
    """Write a triple; a store keeps the value of a decimal, not its digits (2.50 becomes 2.5)."""
    found = triple.object
    if isinstance(found, pyoxigraph.Literal) and found.datatype == XSD_DECIMAL:
        return str(triple.subject), str(triple.predicate), str(Decimal(found.value).normalize())
    return tuple(map(str, triple))


def test_nothing_contested_is_direct(graph: Graph) -> None:
    direct = direct_pairs(graph)
    contested = {pair for pair, found in signs(graph).items() if len(found) > 1}
    assert contested, "the corpus holds a contested effect, or this test shows nothing"
    for subject, object_ in contested:
        assert not direct.get((resource("", subject), resource("", object_)))
    triples = set(uncontested_triples(graph))
    for edge in graph.effects:
        ends = resource("", edge.subject), resource("", edge.object)
        if edge.refuted:
            assert pyoxigraph.Triple(ends[0], word(edge.predicate), ends[1]) not in triples
    assert all(len(predicates) == 1 for predicates in direct.values())


def test_what_nobody_contests_is_direct(graph: Graph) -> None:
    direct = direct_pairs(graph)
    agreed = {pair for pair, found in signs(graph).items() if len(found) == 1}
    missing = []
    for effect in graph.effects:
        if effect.sign and (effect.subject, effect.object) in agreed and not effect.given:
            pair = resource("", effect.subject), resource("", effect.object)
            if not effect.refuted and direct.get(pair) != {word(effect.predicate)}:
                missing.append(effect.id)
    assert missing == []
    structural = STRUCTURAL | {"tests"}
    plain = {str(triple) for triple in [*uncontested_triples(graph), *claim_triples(graph)]}
    for effect in graph.effects:
        if effect.predicate in structural and not effect.refuted:
            ends = resource("", effect.subject), resource("", effect.object)
            assert str(pyoxigraph.Triple(ends[0], word(effect.predicate), ends[1])) in plain


def test_affects_and_comparisons_are_never_direct(graph: Graph) -> None:
    predicates = {predicate for _, predicate, _ in uncontested_triples(graph)}
    assert SIGNED & predicates
    assert predicates <= SIGNED | {word(name) for name in STRUCTURAL | {"tests"}}


KEYS = ("hmgb1", "hmgb1-release", "trex1", "il2")
Edges = list[tuple[str, str, str, str, bool]]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from("+-0"), st.sampled_from(KEYS),
                          st.sampled_from(["", "comparator", "component"]), st.booleans()),
                max_size=8, unique_by=lambda edge: edge[:3]))  # fmt: skip
def test_whatever_the_effects_no_two_signs_stand_direct(small: Graph, edges: Edges) -> None:
    """Any effects between four entities: curated, derived, argued against."""
    claim, record = next(small.evidence())
    made = []
    for subject, sign, object_, derivation, refuted in edges:
        evidence = record.model_copy(update={"stance": "refutes" if refuted else "supports"})
        support = Support(claim.id, evidence, None, derivation or None)
        given_with = ("anti-pd-1",) if derivation == "component" else ()
        made.append(Effect(subject, PREDICATE_OF[sign], object_, sign,  # type: ignore[arg-type]
                           (support,), given_with))  # fmt: skip
    graph = replace(small, effects=tuple(made), comparisons=())
    direct = direct_pairs(graph)
    for (subject, object_), found in signs(graph).items():
        standing = direct.get((resource("", subject), resource("", object_)), set())
        if len(found) > 1:
            assert standing == set()
        else:
            pair = subject, object_
            effect = next(edge for edge in made if (edge.subject, edge.object) == pair)
            kept = not effect.refuted and not effect.given
            assert standing == ({word(effect.predicate)} if kept else set())
