"""SPARQL gives the verdicts and conflicts that the reasoning gives: no more, no fewer, no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import reasoning, votes
from kg.curation import read
from kg.graph import Graph, assemble
from kg.model import Claim, Contrast
from kg.rdf import open_store
from kg.rdf.dataset import verdict_triples
from kg.rdf.namespace import DIRECT, PREFIXES, VERDICTS, resource, shorten, word
from kg.rdf.statement import direct_triples
from kg.rdf.verdict import OPEN, _verdict_name

SMALL = Path(__file__).parents[1] / "data" / "small"
CORPUS = read(SMALL)
WORDS = {"+": "increases", "-": "decreases", "0": "does_not_change"}
Row = tuple[Any, ...]


def ask(store: pyoxigraph.Store, pattern: str, columns: str) -> list[Row]:
    """Ask the union of all graphs; an own name gives its id, what is computed the kind as well."""
    found = store.query(
        f"SELECT DISTINCT {columns} WHERE {{ {pattern} }}", prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )  # fmt: skip
    return [
        tuple(None if term is None else _spell(term.value) for term in row)
        for row in found  # type: ignore[union-attr]
    ]


def _spell(value: str) -> str:
    """Keep the kind of verdicts and conflicts: on one effect, both have the same id."""
    own = value.removeprefix(PREFIXES["id"])
    return own if own.startswith(("conflict/", "verdict/")) else shorten(value)


def sets(rows: Iterable[Row]) -> dict[Any, frozenset[Any]]:
    """Collect what stands in further columns by the first."""
    found: dict[Any, set[Any]] = defaultdict(set)
    for first, *rest in rows:
        found[first].add(rest[0] if len(rest) == 1 else tuple(rest))
    return defaultdict(frozenset, {key: frozenset(values) for key, values in found.items()})


class Answers:
    """What SPARQL says of every verdict and conflict, each as one comparable tuple."""

    def __init__(self, graph: Graph) -> None:
        """Ask for each part once."""
        self.store = store = open_store(graph)

        def many(relation: str) -> dict[Any, frozenset[Any]]:
            return sets(ask(store, f"?one {relation} ?value", "?one ?value"))

        self.given, self.bases = many("kg:given"), many("kg:basis|kg:basisOneOf")
        self.pro, self.contra = many("kg:studyFor"), many("kg:studyAgainst")
        said = sets(ask(
            store, "?side a kg:Side ; kg:level|kg:levelOneOf|kg:sign ?said", "?side ?said",
        ))  # fmt: skip
        studies, study = many("kg:studies"), many("kg:study")
        evidence, through = many("kg:evidence"), many("kg:countedThrough")
        facets, presumed = many("kg:separatedBy"), many("kg:presumed")
        papers = many("kg:reference")
        self.sides = {one: frozenset(
            (said[side], *studies[side], study[side], evidence[side]) for side in found
        ) for one, found in many("kg:side").items()}  # fmt: skip
        reasons = many("kg:reason")
        self.silent = {one: frozenset(
            (*evidence[silence], *reasons[silence], through[silence]) for silence in found
        ) for one, found in many("kg:silence").items()}  # fmt: skip
        self.explained = {one: frozenset((facets[why], presumed[why]) for why in found)
                          for one, found in many("kg:explanation").items()}  # fmt: skip
        self.missing = {one: frozenset((*many("kg:unreported")[what], papers[what])
                                       for what in found)
                        for one, found in many("kg:omission").items()}  # fmt: skip
        self.rests_on = many("prov:wasDerivedFrom")

    def topics(self, kind: str, more: str, columns: str) -> list[Row]:
        """Ask for what a verdict or conflict is about, and more of it."""
        return ask(
            self.store, f"?one a kg:{kind} ; kg:object ?object ; kg:exposure ?exposure . {more} "
            "OPTIONAL { ?one kg:comparator ?comparator }",
            f"?one ?object ?exposure ?comparator {columns}",
        )  # fmt: skip

    def grounds(self, one: str) -> Row:
        """Give what it rests on and what explains it."""
        nothing: frozenset[Any] = frozenset()
        return (
            self.sides.get(one, nothing), self.silent.get(one, nothing),
            self.explained.get(one, nothing), self.missing.get(one, nothing), self.rests_on[one],
        )  # fmt: skip

    def verdicts(self) -> list[Row]:
        """Give every verdict."""
        rows = self.topics(
            "Verdict", "?one kg:direction ?direction ; kg:studies ?studies ; kg:votes ?votes . "
            "OPTIONAL { ?one kg:manner ?manner }", "?direction ?studies ?votes ?manner",
        )  # fmt: skip
        return [
            (object_, exposure, comparator or "", self.given[one], self.bases[one], direction,
             studies, votes, manner, self.pro[one], *self.grounds(one))
            for one, object_, exposure, comparator, direction, studies, votes, manner in rows
        ]  # fmt: skip

    def conflicts(self) -> list[Row]:
        """Give every conflict."""
        return [
            (object_, exposure, comparator or "", self.given[one], kind, *self.grounds(one))
            for one, object_, exposure, comparator, kind in
            self.topics("Conflict", "?one kg:kind ?kind .", "?kind")
        ]  # fmt: skip


def grounds_of(found: Any, sides: Iterable[Any]) -> Row:
    """Say the same of what the reasoning gives."""
    def record(one: Any) -> str:
        return f"{one.support.claim}.{one.support.evidence.id}"

    every = [*(one for side in found.sides for one in side.observations),
             *(silence.observation for silence in found.silent)]  # fmt: skip
    weighing = found.weighing
    return (
        frozenset(
            (frozenset(side.outcome), str(len(side.studies)),
             frozenset(paper for study in side.studies for paper in study),
             frozenset(map(record, side.observations))) for side in sides
        ),
        frozenset(
            (record(silence.observation), silence.reason, frozenset(silence.through))
            for silence in found.silent
        ),
        frozenset(
            (frozenset(chosen), frozenset(chosen) & frozenset(weighing.presumed))
            for chosen in weighing.explanations
        ),
        frozenset((facet, frozenset(papers)) for facet, papers in weighing.missing),
        frozenset(map(record, every)) | frozenset(one.edge for one in every),
    )  # fmt: skip


def expected_verdicts(graph: Graph) -> list[Row]:
    rows = []
    for one in (*reasoning.verdicts(graph), *reasoning.verdicts(graph, effects=True)):
        told = len(one.sides) == 1 and one.direction not in OPEN
        agreed = [side for side in one.sides if len(side.outcome) == 1
                  and WORDS.get(side.outcome[0], side.outcome[0]) == one.direction]  # fmt: skip
        rows.append((
            one.topic.object, one.topic.exposure, one.topic.comparator, frozenset(one.topic.given),
            frozenset(one.basis), one.direction, str(one.studies),
            str(sum(len(side.observations) for side in one.sides)), one.manner,
            frozenset(paper for side in agreed for study in side.studies for paper in study),
            *grounds_of(one, () if told else one.sides),
        ))  # fmt: skip
    return rows


def expected_conflicts(graph: Graph) -> list[Row]:
    return [
        (one.topic.object, one.topic.exposure, one.topic.comparator, frozenset(one.topic.given),
         one.kind, *grounds_of(one, one.sides))
        for one in reasoning.conflicts(graph)
    ]  # fmt: skip


def assert_alike(graph: Graph) -> None:
    """Compare as lists, so that nothing stands twice under two names."""
    answers = Answers(graph)
    assert sorted(answers.verdicts(), key=repr_of) == sorted(expected_verdicts(graph), key=repr_of)
    assert sorted(answers.conflicts(), key=repr_of) == sorted(
        expected_conflicts(graph), key=repr_of
    )


def repr_of(row: Row) -> str:
    return repr([sorted(map(repr_of, part), key=str) if isinstance(part, frozenset) else
                 repr_of(part) if isinstance(part, tuple) else part for part in row]
                if isinstance(row, tuple) else row)  # fmt: skip


@pytest.mark.parametrize("name", ["small", "shipped"])
def test_sparql_says_of_every_question_what_the_reasoning_says(
    name: str, request: pytest.FixtureRequest
) -> None:
    graph: Graph = request.getfixturevalue(name)
    assert_alike(graph)
    assert expected_verdicts(graph) and expected_conflicts(graph)


CARBON, PHOTON = "carbon-ion-irradiation", "photon-irradiation"
records = st.fixed_dictionaries({
    "predicate": st.sampled_from(["increases", "decreases", "does_not_change", "affects"]),
    "object": st.sampled_from(["hmgb1-release", "ecto-calreticulin"]),
    "references": st.sampled_from(
        [("ran2021",), ("huang2019",), ("yoshimoto2015",), ("liu2025",), ("ran2021", "huang2019")]),
    "level": st.sampled_from(
        [(), ("higher",), ("lower",), ("similar",), ("higher", "similar"), ("lower", "similar")]),
    "basis": st.sampled_from(
        [("isodose",), ("isoeffective",), ("unspecified",), ("isodose", "isoeffective")]),
    "oxygen": st.sampled_from([None, None, "hypoxia"]),
    "setting": st.sampled_from(["in_vitro", "in_vivo", "unspecified"]),
    "stance": st.sampled_from(["supports"] * 6 + ["refutes"]),
    "sign": st.sampled_from([None, "+", "-", "0"]),
    "turned": st.booleans(),
})  # fmt: skip


def graph_of(drafts: list[dict[str, Any]]) -> Graph:
    """Assemble claims of two beams on two quantities, from records drawn at random."""
    like = CORPUS.claims[f"{CARBON}.increases.hmgb1-release"].evidence[0]
    claims: dict[str, Claim] = {}
    for number, draft in enumerate(drafts):
        here, there = (PHOTON, CARBON) if draft["turned"] else (CARBON, PHOTON)
        contrast = Contrast.model_validate({
            "versus": there, "level": draft["level"], "basis": draft["basis"],
            "comparator_sign": draft["sign"],
        }) if draft["level"] else None  # fmt: skip
        record = like.model_copy(update={
            "id": f"r{number}", "references": draft["references"], "stance": draft["stance"],
            "attribution": "collective" if len(draft["references"]) > 1 else "single",
            "contrasts": (contrast,) if contrast else (), "trend": None,
            "conditions": like.conditions.model_copy(update={"oxygen": draft["oxygen"]}),
            "system": like.system.model_copy(update={"setting": draft["setting"]}),
        })  # fmt: skip
        key = f"{here}.{draft['predicate']}.{draft['object']}"
        before = claims[key].evidence if key in claims else ()
        claims[key] = Claim(subject=here, predicate=draft["predicate"], object=draft["object"],
                            evidence=(*before, record))  # fmt: skip
    return assemble(replace(CORPUS, claims=MappingProxyType(claims),
                            topics=MappingProxyType(dict.fromkeys(claims, "t"))))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(records, min_size=1, max_size=6))
def test_sparql_says_the_same_of_any_corpus(drafts: list[dict[str, Any]]) -> None:
    graph = graph_of(drafts)
    assert_alike(graph)
    direct = set(open_store(graph).quads_for_pattern(None, None, None, DIRECT))
    for row in expected_verdicts(graph):
        object_, exposure, comparator, *_ = row
        if not comparator and row[5] in OPEN and len(row[10]) > 1:
            held = {quad.predicate for quad in direct if quad.subject == resource("", exposure)
                    and quad.object == resource("", object_)}  # fmt: skip
            assert not held & {word(name) for name in WORDS.values()}, "what is open is not direct"


def test_a_paper_that_argues_against_is_named_beside_those_for_it() -> None:
    for_it = {"predicate": "increases", "object": "hmgb1-release", "references": ("ran2021",),
              "level": (), "basis": (), "oxygen": None, "setting": "in_vitro",
              "stance": "supports", "sign": None, "turned": False}  # fmt: skip
    against = {**for_it, "references": ("huang2019",), "stance": "refutes"}
    answers = Answers(graph_of([for_it, against]))
    key = f"verdict/{CARBON}.on.hmgb1-release"
    assert answers.pro[key] == {"ran2021"}
    assert answers.contra[key] == {"huang2019"}
    assert not Answers(graph_of([for_it])).contra


def test_what_is_computed_stands_apart_and_has_a_name(shipped: Graph) -> None:
    triples = verdict_triples(shipped)
    names = {triple.subject for triple in triples if triple.predicate != word("supportedBy")}
    kinds = {"conflict", "explanation", "omission", "side", "silence", "verdict"}
    assert {name.value.split("/")[-2] for name in names} == kinds
    others = open_store(shipped)
    for name in names:
        graphs = {quad.graph_name for quad in others.quads_for_pattern(name, None, None)}
        assert graphs == {VERDICTS}
    labels = {triple.subject for triple in triples if triple.predicate.value.endswith("#label")}
    assert labels == names
    reasons = [t.subject for t in triples if t.predicate == word("reason")]
    assert len(set(reasons)) == len(reasons), "two records under one name"


def test_what_stands_behind_an_edge_is_what_votes(
    shipped: Graph, shipped_store: pyoxigraph.Store
) -> None:
    """Studies, dispute and tags in RDF are those of `kg.votes`, edge by edge."""
    told = sets(ask(shipped_store, "?e kg:supportedBy ?p BIND(STR(?e) AS ?edge)", "?edge ?p"))
    wanted: dict[str, set[str]] = defaultdict(set)
    for seen in votes.observe(shipped).values():
        for one in votes.Standing.of(seen).counted:
            kind = "comparison" if one.topic.comparator else "effect"
            edge = resource(kind, one.edge).value
            wanted[shorten(edge)] |= {*one.studies, *one.reviews}
    voted = {
        shorten(resource("comparison" if one.topic.comparator else "effect", one.edge).value)
        for seen in votes.observe(shipped).values() for one in seen
    }
    assert {edge: told[edge] for edge in voted if told[edge]} == dict(wanted)
    rows = ask(shipped_store, "?v a kg:Verdict ; kg:disputed ?said", "?v ?said")
    tags = sets(ask(shipped_store, "?v a kg:Verdict ; kg:tag ?tag", "?v ?tag"))
    disputed = dict(rows)
    for verdict in (*reasoning.verdicts(shipped), *reasoning.verdicts(shipped, effects=True)):
        name = _spell(resource("verdict", _verdict_name(verdict)).value)
        standing = votes.Standing.of(votes.observe(shipped)[verdict.topic])
        assert disputed[name] == str(standing.disputed).lower()
        voting = [one for side in verdict.sides for one in side.observations]
        assert tags[name] == set(votes.tags(voting))


def test_a_direct_triple_is_borne_out_and_uncontested(shipped: Graph) -> None:
    direct = {
        (triple.subject.value, triple.predicate.value, triple.object.value)  # type: ignore[union-attr]
        for triple in direct_triples(shipped)
    }
    seen = votes.observe(shipped)
    signed = [edge for edge in shipped.effects if edge.sign and not edge.given]
    assert {"contested", "plain"} == {
        "contested" if standing.disputed or standing.refuted or not standing.sides else "plain"
        for edge in signed
        for standing in [votes.Standing.of(seen[votes.Topic(edge.object, edge.subject)])]
    }
    for edge in signed:
        standing = votes.Standing.of(seen[votes.Topic(edge.object, edge.subject)])
        plain = {side.outcome for side in standing.sides} == {(edge.sign,)} and not standing.refuted
        triple = tuple(term.value for term in (
            resource("", edge.subject), word(edge.predicate), resource("", edge.object)
        ))  # fmt: skip
        assert (triple in direct) == plain, edge.id
