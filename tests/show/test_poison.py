"""A record that its paper does not bear out supports nothing anywhere, and is seen struck."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pytest

import kg
from kg import reasoning
from kg.curation import read
from kg.graph import Graph, assemble, evidence_table
from kg.rdf import open_store, query
from kg.show import answers, show
from kg.show.screen import plain

ONTOLOGY = Path(__file__).parents[2] / "ontology"


@dataclass(frozen=True)
class Poison:
    """One effect that rests on one record of one paper, before and after a check of that record."""

    claim: str
    record: str
    paper: str
    before: Graph
    after: Graph

    @property
    def object(self) -> str:  # noqa: D102 - as it says
        return self.before.claims[self.claim].object

    @property
    def citation(self) -> str:  # noqa: D102 - as it says
        return self.before.references[self.paper].citation


def poisoned(about: str) -> Poison:
    """Add a check to the only record of an effect of carbon ions that one primary paper shows."""
    corpus = read(ONTOLOGY)
    whole = assemble(corpus)
    claim = next(
        claim for claim in corpus.claims.values()
        if claim.subject == "carbon-ion-irradiation" and claim.sign in ("+", "-")
        and len(claim.evidence) == 1 and not claim.evidence[0].checks
        and claim.evidence[0].attribution == "single" and len(claim.evidence[0].references) == 1
        and whole.references[claim.evidence[0].references[0]].study_type.startswith("primary")
        and sum(one.object == claim.object for one in corpus.claims.values()) == 1
        and claim.evidence[0].contrasts
        and {one.versus for one in claim.evidence[0].contrasts} == {"photon-irradiation"}
    )  # fmt: skip
    [record] = claim.evidence
    check = {"outcome": "disagrees", "about": [about], "reference": record.references[0],
             "read_in": "abstract", "note": "It shows something else."}  # fmt: skip
    bad = type(record).model_validate({**record.model_dump(by_alias=True), "checks": [check]})
    changed = {**corpus.claims, claim.id: claim.model_copy(update={"evidence": (bad,)})}
    after = assemble(replace(corpus, claims=MappingProxyType(changed)))
    return Poison(claim.id, record.id, record.references[0], whole, after)


@pytest.fixture(scope="module")
def direction() -> Poison:
    return poisoned("direction")


@pytest.fixture(scope="module")
def citation() -> Poison:
    return poisoned("citation")


def verdicts_on(graph: Graph, key: str) -> list[reasoning.verdict.Verdict]:
    found = (*reasoning.verdicts(graph, key), *reasoning.verdicts(graph, key, effects=True))
    return [one for one in found if one.topic.object == key]


def test_it_votes_before_and_for_nothing_after(direction: Poison) -> None:
    before = verdicts_on(direction.before, direction.object)
    assert any(one.studies == 1 for one in before)
    for one in verdicts_on(direction.after, direction.object):
        assert (one.studies, one.sides) == (0, ())
        assert one.silent, "and yet it is there"


def test_the_verdict_shows_it_struck(direction: Poison) -> None:
    answer = answers.verdicts(direction.after, direction.object)
    assert direction.citation not in answer.sentence
    assert "nothing stands: its own source does not bear it out" in answer.sentence
    body = json.loads(answer.written("json"))
    for row in (*body["verdicts"], *body["effects"]):
        assert row["studies"] == 0 and "disagrees" in row["caution"]
        assert any(
            side.startswith("struck: ") and direction.citation in side for side in row["sides"]
        )
    for row in body["records"]:
        assert row["votes"] == f"no: its own source does not bear it out ({direction.citation})"
    assert "struck: " in plain(answer, 80)


def test_it_opposes_nobody(direction: Poison) -> None:
    for conflict in reasoning.conflicts(direction.after, direction.object):
        for side in conflict.sides:
            for one in side.observations:
                assert (one.support.claim, one.support.evidence.id) != (
                    direction.claim,
                    direction.record,
                )


def test_the_map_of_gaps_does_not_count_it(direction: Poison) -> None:
    def row(graph: Graph) -> reasoning.gap.Row:
        found = reasoning.gaps(
            graph, exposure="carbon-ion-irradiation", versus="photon-irradiation"
        )
        [one] = [one for one in found.rows if one.object == direction.object]
        return one

    assert row(direction.before).overall.exposure_studies == 1
    after = row(direction.after)
    assert (after.overall.exposure_studies, after.overall.comparator_studies) == (0, 0)
    assert after.overall.state == "nothing" and "disputed" in after.flags
    assert after.absences[0] == "not in this corpus"
    assert after.chains <= row(direction.before).chains


def test_show_marks_it_on_the_thing_the_beam_and_the_paper(direction: Poison) -> None:
    for words in (direction.object, "carbon-ion-irradiation"):
        text = plain(show(direction.after, words, every=True))
        rows = [
            line for line in text.splitlines() if "struck: " in line and direction.citation in line
        ]
        assert rows, words
    [sentence] = plain(show(direction.after, direction.object)).splitlines()[1:2]
    assert "nothing stands" in sentence
    paper = plain(show(direction.after, direction.paper, every=True))
    assert "disagrees (direction): struck" in paper
    assert "1 it disagrees with" in paper.splitlines()[1]


def test_the_audit_tells_what_it_turned(direction: Poison) -> None:
    [told] = [
        one
        for one in reasoning.audit(direction.after)
        if (one.claim, one.record) == (direction.claim, direction.record)
    ]
    assert told.outcome == "disagrees" and told.only_support
    assert any(turn.turned for turn in told.turns)


def test_no_conclusion_rests_on_it(direction: Poison) -> None:
    for one in reasoning.robustness(direction.after):
        grounds = {ground.claim for ground in one.conclusion.grounds}
        if direction.claim in grounds:
            assert direction.paper not in one.left


def test_no_chain_runs_along_it(direction: Poison) -> None:
    from kg.reasoning.reach import signed_steps

    claim = direction.after.claims[direction.claim]
    assert claim.object in signed_steps(direction.before)[claim.subject]
    assert claim.object not in signed_steps(direction.after)[claim.subject]


EDGE = "?edge rdf:subject id:carbon-ion-irradiation ; rdf:object id:{} ; kg:supportedBy ?paper"


def test_rdf_leads_from_no_edge_to_it(direction: Poison) -> None:
    asked = f"SELECT ?paper {{ {EDGE.format(direction.object)} }}"
    step = f"SELECT ?p {{ id:carbon-ion-irradiation ?p id:{direction.object} }}"
    before, after = open_store(direction.before), open_store(direction.after)
    assert query(before, asked).rows and query(before, step).rows
    assert not query(after, asked).rows
    assert not query(after, step).rows, "no direct triple"
    silent = f"SELECT ?r {{ ?v kg:object id:{direction.object} ; kg:silence/kg:reason ?r }}"
    assert {row[0].short for row in query(after, silent).rows if row[0]} == {
        "its own source does not bear it out"
    }


def test_the_evidence_table_keeps_it_with_its_check(direction: Poison) -> None:
    header, *rows = evidence_table(direction.after, header=True)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    mine = [
        row
        for row in told
        if (row["claim"], row["evidence"]) == (direction.claim, direction.record)
    ]
    assert mine
    assert all("disagrees" in row["check"] for row in mine)


def test_a_miscited_record_leaves_the_word_of_the_review(citation: Poison) -> None:
    before = verdicts_on(citation.before, citation.object)
    assert any(one.studies == 1 for one in before)
    for one in verdicts_on(citation.after, citation.object):
        assert one.studies == 0 and one.by_reviews
        assert one.direction in {"increases", "decreases", "higher", "lower", "similar"}
        assert "miscited" in kg.votes.tags([o for side in one.sides for o in side.observations])
    body = json.loads(answers.verdicts(citation.after, citation.object).written("json"))
    assert "only a review says so" in body["sentence"] and "miscited" in body["sentence"]
    asked = f"SELECT ?paper {{ {EDGE.format(citation.object)} }}"
    behind = {row[0].short for row in query(open_store(citation.after), asked).rows if row[0]}
    assert citation.paper not in behind and behind == {"liu2025"}
    tags = f"SELECT ?t {{ ?v kg:object id:{citation.object} ; kg:tag ?t }}"
    found = {row[0].short for row in query(open_store(citation.after), tags).rows if row[0]}
    assert {"miscited", "review only"} <= found
