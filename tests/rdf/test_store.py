"""The store, and its graph of direct triples: nothing in it that anyone contests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Effect, Graph, Support
from kg.model import Check
from kg.model.vocabulary import PREDICATE_OF, SECONDARY, SIGN_OF, STRUCTURAL
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


Voice = tuple[str, str]
"""A sign, and how it is said: 'surely' by a primary paper that votes, 'perhaps' by whatever may
yield to a closer reading, 'against' by a source that argues against this sign."""


def voices(graph: Graph) -> dict[tuple[str, str], set[Voice]]:
    """Say of each pair who speaks, told from the records alone.

    Silent are drafts, what was superseded or retracted, and what its own paper does not bear out.
    Effects seen only beside another treatment speak of that.
    """
    said: dict[tuple[str, str], list[tuple[str, Support]]] = defaultdict(list)
    for effect in graph.effects:
        sign = SIGN_OF.get(effect.predicate)
        if sign and not effect.given:
            said[effect.subject, effect.object] += [(sign, one) for one in effect.supports]
    found: dict[tuple[str, str], set[Voice]] = {}
    for pair, spoken in said.items():
        named = Counter(key for _, one in spoken for key in one.evidence.references)
        found[pair] = {
            (sign, how) for sign, one in spoken if (how := manner(one, named, graph))
        }  # fmt: skip
    return found


def manner(support: Support, named: Counter[str], graph: Graph) -> str:
    record = support.evidence
    if support.void:
        return ""
    if record.stance == "refutes":
        return "against"
    parted = [one for one in record.checks if one.outcome == "disagrees"]
    elsewhere = {one.reference for one in parted if set(one.about) and
                 set(one.about) <= {"citation", "level", "basis"}}  # fmt: skip
    if {one.reference for one in parted} - elsewhere >= set(record.references):
        return ""
    (paper, *others) = (graph.references[key] for key in record.references)
    alone = not others and not parted and named[paper.id] == 1 and not paper.members
    primary = paper.study_type not in SECONDARY and not paper.is_retracted
    return "surely" if alone and primary and paper.version_of is None else "perhaps"


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
    """Where two papers vote for different signs, or a source argues against one."""
    direct = direct_pairs(graph)
    contested = {
        pair for pair, heard in voices(graph).items()
        if len({sign for sign, how in heard if how == "surely"}) > 1
        or any(how == "against" for _, how in heard)
    }  # fmt: skip
    assert contested, "the corpus holds a contested effect, or this test shows nothing"
    for subject, object_ in contested:
        assert not direct.get((resource("", subject), resource("", object_))), (subject, object_)
    triples = set(uncontested_triples(graph))
    for edge in graph.effects:
        ends = resource("", edge.subject), resource("", edge.object)
        if edge.refuted:
            assert pyoxigraph.Triple(ends[0], word(edge.predicate), ends[1]) not in triples
    assert all(len(predicates) == 1 for predicates in direct.values())


def test_what_nobody_contests_is_direct(graph: Graph) -> None:
    """Where all that speaks has one sign, whatever is said by records that do not count."""
    direct = direct_pairs(graph)
    agreed = {
        pair: sign for pair, heard in voices(graph).items()
        if {how for _, how in heard} <= {"surely", "perhaps"}
        and len(signs := {sign for sign, _ in heard}) == 1 for sign in signs
    }  # fmt: skip
    assert len(agreed) > len(direct) / 2
    missing = [
        pair for pair, sign in agreed.items()
        if direct.get((resource("", pair[0]), resource("", pair[1]))) != {word(PREDICATE_OF[sign])}
    ]  # fmt: skip
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
PAPERS = ("ran2021", "huang2019", "onishi2018")
STATES = ("votes", "votes", "votes", "disagrees", "refutes", "draft")
Said = tuple[str, str, str, str, str, str]

said = st.tuples(
    st.sampled_from(KEYS[:2]), st.sampled_from("+-0"), st.sampled_from(KEYS[2:]),
    st.sampled_from(PAPERS), st.sampled_from(STATES),
    st.sampled_from(["", "comparator", "component"]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(said, max_size=8))
def test_whatever_the_records_no_two_signs_stand_direct(small: Graph, listed: list[Said]) -> None:
    """Any records on four pairs: of any paper, struck, arguing against, drafts, derived."""
    graph = replace(small, effects=tuple(effects(small, listed)), comparisons=())
    direct = direct_pairs(graph)
    for pair in {(subject, object_) for subject, _, object_, *_ in listed}:
        heard = [(sign, state) for subject, sign, object_, _, state, derivation in listed
                 if (subject, object_) == pair and derivation != "component"]  # fmt: skip
        votes = {sign for sign, state in heard if state == "votes"}
        argued = any(state == "refutes" for _, state in heard)
        kept = {word(PREDICATE_OF[sign]) for sign in votes if len(votes) == 1 and not argued}
        assert direct.get((resource("", pair[0]), resource("", pair[1])), set()) == kept


def effects(small: Graph, listed: list[Said]) -> Iterator[Effect]:
    """Make one effect of all records on the same two that say the same, each with its sign."""
    claim, record = next(small.evidence())
    supports: dict[tuple[str, str, str, tuple[str, ...]], list[Support]] = defaultdict(list)
    for number, (subject, sign, object_, paper, state, derivation) in enumerate(listed):
        checks = (Check(outcome="disagrees", about=("direction",), reference=paper,
                        read_in="abstract", note="Otherwise."),)  # fmt: skip
        evidence = record.model_copy(update={
            "id": f"r{number}", "references": (paper,), "attribution": "single",
            "stance": "refutes" if state == "refutes" else "supports",
            "checks": checks if state == "disagrees" else (),
        })  # fmt: skip
        given_with = ("anti-pd-1",) if derivation == "component" else ()
        supports[subject, sign, object_, given_with].append(Support(
            claim.id, evidence, None, derivation or None, "draft" if state == "draft" else ""))
    for (subject, sign, object_, given_with), found in supports.items():
        carried = sign if any(one.evidence.stance == "supports" for one in found) else None
        yield Effect(subject, PREDICATE_OF[sign], object_, carried,  # type: ignore[arg-type]
                     tuple(found), given_with)  # fmt: skip
