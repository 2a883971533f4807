"""What the page says of an edge or a record is what the votes make of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.curation import read
from kg.explorer.page import draw
from kg.graph import Graph, assemble
from kg.knowledge import Knowledge
from kg.model import Check
from kg.votes import heard_of_edges, tags_of_records

SMALL = Path(__file__).parents[1] / "data" / "small"
RAISES = "carbon-ion-irradiation.increases.ecto-calreticulin"
LEAVES = "carbon-ion-irradiation.does_not_change.ecto-calreticulin"


def poisoned(claim_id: str, about: str) -> Graph:
    """Let the paper of a claim's only record disagree with it in one thing."""
    corpus = read(SMALL)
    claim = corpus.claims[claim_id]
    evidence = tuple(
        record.model_copy(update={"checks": tuple(
            Check(outcome="disagrees", about=(about,), reference=key, read_in="abstract", note="-")
            for key in record.references
        )}) for record in claim.evidence
    )  # fmt: skip
    claims = {**corpus.claims, claim_id: claim.model_copy(update={"evidence": evidence})}
    return assemble(replace(corpus, claims=claims))


def test_two_sides_that_vote_dispute_each_other(small: Graph) -> None:
    heard = heard_of_edges(small)
    assert heard[RAISES].disputed and heard[LEAVES].disputed
    assert heard[RAISES].otherwise == {LEAVES} and heard[LEAVES].otherwise == {RAISES}


def test_what_its_paper_does_not_bear_out_disputes_nothing() -> None:
    heard = heard_of_edges(poisoned(LEAVES, "direction"))
    assert not heard[RAISES].disputed and not heard[RAISES].otherwise
    assert heard[LEAVES].studies == 0


def test_what_is_merely_miscited_keeps_its_word_without_a_study() -> None:
    graph = poisoned(LEAVES, "citation")
    heard = heard_of_edges(graph)
    assert heard[LEAVES].studies == 0 and "miscited" in heard[LEAVES].tags
    records = [key for key in tags_of_records(graph) if key.startswith(f"{LEAVES}#")]
    assert records and all("miscited" in tags_of_records(graph)[key] for key in records)


@pytest.fixture(scope="module")
def content(shipped: Knowledge) -> dict[str, Any]:
    return draw(shipped).content


def test_an_edge_of_the_page_counts_the_studies_of_its_step(
    content: dict[str, Any], shipped: Knowledge
) -> None:
    compared = 0
    for edge in content["effects"]:
        found = shipped.chains(edge["subject"], edge["object"], max_length=1) if (
            edge["sign"] in ("+", "-") and not edge["given"] and compared < 60
        ) else None  # fmt: skip
        for chain in found.chains if found else ():
            step = chain.links[0].step
            if chain.seen and (step.sign, step.relation) == (edge["sign"], "effect"):
                assert edge["studies"] == len(step.voters), edge["id"]
                assert set(edge["tags"]) == set(step.tags), edge["id"]
                compared += 1
    assert compared >= 60


def test_absence_has_four_statements_and_no_other(content: dict[str, Any]) -> None:
    said = {one.split(":")[0] for listed in content["absent"].values() for one in listed}
    assert "found for one arm only, in this corpus" in said
    assert said <= {
        "not in this corpus", "looked for and not changed", "compared with each other",
        "found for one arm only, in this corpus",
    }  # fmt: skip
