"""Every record is heard, those of claims without a sign as well, and each face tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.curation import read
from kg.graph import Graph, assemble
from kg.knowledge import Knowledge, several
from kg.show import answers
from kg.statement import every_record, witness
from kg.tools import Toolbox

CORPORA = Path(__file__).parents[1]
UNSIGNED = "carbon-ion-irradiation.affects.mdsc-abundance-tumour"


@pytest.fixture(scope="module", params=["data/small", "corpora/drugs", "corpora/flash"])
def graph(request: pytest.FixtureRequest) -> Graph:
    return assemble(read(CORPORA / request.param))


def test_no_record_of_a_claim_is_left_out(graph: Graph) -> None:
    told = {witness(graph, one).record for one in every_record(graph)}
    for key, claim in graph.claims.items():
        assert {f"{key}#{one.id}" for one in claim.evidence} <= told
        rows = json.loads(answers.known(graph, key).written("json"))["records"]
        assert {row["record"] for row in rows} == {f"{key}#{one.id}" for one in claim.evidence}


def test_a_claim_without_a_sign_tells_what_it_says() -> None:
    small = assemble(read(CORPORA / "data/small"))
    unsigned = [key for key, one in small.claims.items() if one.predicate == "affects"]
    assert UNSIGNED in unsigned
    found = Toolbox(small).call("evidence", {"about": UNSIGNED, "detail": True})
    assert found["total"] == len(found["items"]) > 0
    assert all(one["says"] and one["papers"] for one in found["items"])


def test_one_text_is_one_value() -> None:
    knowledge = Knowledge.of(assemble(read(CORPORA / "data/small")))
    ends = "carbon-ion-irradiation", "ecto-calreticulin"
    asked = knowledge.chains(*ends, where="oxygen=hypoxia")
    assert asked == knowledge.chains(*ends, where=["oxygen=hypoxia"]) != knowledge.chains(*ends)
    one = knowledge.what_if(block="carbon-ion-irradiation", systems="in_vitro")
    assert one == knowledge.what_if(block=["carbon-ion-irradiation"], systems=["in_vitro"])
    said = knowledge.check_statement("carbon ions raise HMGB1 release", where="oxygen=hypoxia")
    assert said.outcome == knowledge.check_statement(
        "carbon ions raise HMGB1 release", where=["oxygen=hypoxia"]).outcome  # fmt: skip
    assert several(()) == ()
