from __future__ import annotations

import json
import re
from typing import Any

import pytest

import kg
from kg.graph import Graph
from kg.show import answers, show
from kg.show.screen import plain


def test_people_are_spared_what_is_empty_or_all_the_same(small: Graph) -> None:
    first, effects, _ = answers.verdicts(small, "hmgb1-release").sheets
    shown = [name for name in first.columns if name not in first.hidden]
    assert shown == ["in", "versus", "basis", "manner", "finding", "sides", "caution"]
    assert "of" in effects.hidden


def test_what_is_filled_somewhere_stays_and_programs_get_all(small: Graph) -> None:
    (first,) = answers.verdicts(small).sheets[:1]
    assert len({row[first.columns.index("of")] for row in first.rows}) > 1
    assert "of" not in first.hidden
    assert "caution" in first.columns


def test_a_sentence_comes_first_and_records_only_if_asked(small: Graph) -> None:
    answer = answers.verdicts(small, "hmgb1-release")
    shown = answer.written("table")
    assert shown.startswith("HMGB1 release, carbon-ion irradiation against photon irradiation: at ")
    assert "Every record" not in shown and "Every record" not in answer.written("markdown")
    assert "records: --records shows them." in shown
    asked = answers.verdicts(small, "hmgb1-release", records=True).written("table")
    assert "Every record" in asked and "--records" not in asked
    for records in (False, True):
        body = json.loads(answers.verdicts(small, "hmgb1-release", records=records).written("json"))
        assert body["sentence"] == answer.sentence
        assert len(body["records"]) > 3


OLD = {
    "verdicts": (
        "object", "exposure", "comparator", "given", "of", "in", "versus", "basis", "verdict",
        "studies", "manner", "sides", "because", "caution",
    ),
    "conflicts": (
        "object", "exposure", "comparator", "given", "of", "in", "versus", "conflict", "why",
        "sides",
    ),
    "records": (
        "claim", "record", "object", "references", "source", "says", "basis", "where", "read",
        "certainty", "check", "votes", "summary",
    ),
}  # fmt: skip


@pytest.mark.parametrize("answer", [answers.verdicts, answers.conflicts])
def test_programs_keep_every_column(small: Graph, answer: Any) -> None:
    for sheet in answer(small, "hmgb1-release").sheets:
        assert set(OLD.get(sheet.name, ())) <= set(sheet.columns)


def test_the_first_screen_of_a_much_studied_quantity_fits_forty_lines() -> None:
    shown = plain(answers.verdicts(kg.load(), "ecto-calreticulin"), 80).splitlines()
    assert len(shown) <= 40
    assert max(map(len, shown)) <= 80
    assert " ".join(shown).startswith(
        "Ecto-calreticulin, carbon-ion irradiation against photon irradiation: at equal dose "
        "higher "
        "at 2-4 Gy (2 studies), lower at 10 Gy (1 of them): dose decides; at doses matched "
        "for effect "
        "higher (1 study)."
    )


def test_records_name_their_layer_where_several_are_in_use(write) -> None:
    base = write("base", {"ann2001": "study_type: cohort"}, {"one": "ann2001"})
    mine = write("mine", {"bob2002": "study_type: cohort"}, {"two": "bob2002"})
    (mine / "entities" / "e.yaml").unlink()
    both, alone = kg.load(base, mine), kg.load(base)
    asked = answers.verdicts(both, "pain", records=True)
    body = json.loads(asked.written("json"))
    assert {row["record"]: row["layer"] for row in body["records"]} == {
        "one": ["base"], "two": ["mine"],
    }  # fmt: skip
    assert body["effects"][0]["layer"] == ["base", "mine"]
    listed = asked.written("table").split("Every record\n")[1].splitlines()
    (row,) = [line for line in listed if "Study bob" in line]
    assert row.rstrip().endswith("mine")
    assert answers.verdicts(both).written("tsv").splitlines()[0].endswith("\tlayer")
    seen = json.loads(answers.chains(both, "drug-a", "pain").written("json"))["seen"]
    assert {one["record"]: one["layer"] for one in seen} == {"one": ["base"], "two": ["mine"]}
    told = answers.verdicts(alone, "pain", records=True), answers.chains(alone, "drug-a", "pain")
    for answer in told:
        assert "layer" not in answer.written("json") and "layer" not in answer.written("table")


def test_an_entity_and_a_paper_name_layers_where_several_are_in_use(write) -> None:
    base = write("base", {"ann2001": "study_type: cohort"}, {"one": "ann2001"})
    mine = write("mine", {"bob2002": "study_type: cohort"}, {"two": "bob2002", "own": "bob2002"})
    (mine / "entities" / "e.yaml").unlink()
    both = kg.load(base, mine)
    entity, paper = plain(show(both, "pain")), plain(show(both, "bob2002"))
    (row,) = [line for line in entity.splitlines() if "Study bob" in line]
    assert row.rstrip().endswith("base; mine")
    assert re.search(r"layer +base", entity.split("What it is\n")[1])
    assert re.search(r"layer +mine", paper)
    rows = [line for line in paper.splitlines() if line.startswith("A increases pain")]
    assert len(rows) == 2 and all(line.rstrip().endswith("mine") for line in rows)
    for words in ("pain", "ann2001"):
        assert "layer" not in plain(show(kg.load(base), words))
