"""The audit as a test set: items, answers read and scored, and what a score is held against."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import KgError
from kg.exchange import benchmark_card, benchmark_text
from kg.graph import Graph
from kg.reasoning import benchmark
from kg.show import answer_schema

SMALL = Path(__file__).parents[1] / "data" / "small"


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return kg.load()


@pytest.fixture(scope="module")
def items(shipped: Graph) -> list[dict[str, Any]]:
    return [json.loads(line) for line in benchmark_text(shipped).splitlines()]


def answer(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "answers.jsonl"
    text = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
    return path


def test_there_is_an_item_for_each_check_that_was_made(
    shipped: Graph, items: list[dict[str, Any]]
) -> None:
    made = [(f"{claim.id}.{one.id}.{check.reference}", check.outcome, list(check.about))
            for claim, one in shipped.evidence() for check in one.checks
            if check.outcome != "not_checked"]  # fmt: skip
    assert sorted(made) == [(one["id"], one["outcome"], one["about"]) for one in items]
    assert len(items) == len({one["id"] for one in items}) > 150
    assert {one["outcome"] for one in items} == set(benchmark.OUTCOMES)
    assert all(one["title"] and one["statement"] and one["locators"] for one in items)


def test_no_question_tells_its_answer(shipped: Graph, items: list[dict[str, Any]]) -> None:
    """What the second reader wrote stands in no item."""
    notes = {check.note for _, one in shipped.evidence() for check in one.checks}
    values = {str(value) for one in items for value in one.values()}
    assert not notes & values
    assert not {"note", "check", "checks"} & set(items[0])


def test_a_comparison_is_told_with_its_basis(items: list[dict[str, Any]]) -> None:
    said = [words for one in items for words in one["comparisons"]]
    assert "higher against photon irradiation, isodose" in said


def test_the_card_describes_the_file(shipped: Graph, items: list[dict[str, Any]]) -> None:
    card = json.loads(benchmark_card(shipped))
    (file,) = card["distribution"]
    content = benchmark_text(shipped).encode()
    assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert file["contentSize"] == f"{len(content)} B"
    (records,) = card["recordSet"]
    assert [one["name"] for one in records["field"]] == list(items[0])
    many = {one["name"] for one in records["field"] if one.get("repeated")}
    assert many == {name for name, value in items[0].items() if isinstance(value, list)}
    assert f"{len(items)} items" in card["description"]
    assert card["rai:dataLimitations"].startswith("Small")
    for one in benchmark.ceiling(shipped):
        assert f"{one.alike} of {one.records}" in card["rai:dataAnnotationAnalysis"]


def test_mlcroissant_reads_the_items(shipped: Graph, tmp_path: Path) -> None:
    croissant = pytest.importorskip("mlcroissant", reason="pip install mlcroissant (150 MB)")
    (tmp_path / "audit-benchmark.jsonl").write_text(benchmark_text(shipped), encoding="utf-8")
    (tmp_path / "card.json").write_text(benchmark_card(shipped), encoding="utf-8")
    dataset = croissant.Dataset(jsonld=tmp_path / "card.json")
    assert dataset.metadata.issues.errors == set()
    assert len(list(dataset.records("items"))) == len(benchmark.items(shipped))


def test_the_right_answers_are_all_right(shipped: Graph) -> None:
    gold = {one.id: one.check.outcome for one in benchmark.items(shipped)}
    found = benchmark.score(shipped, gold)
    assert (found.right, found.missing) == (found.items, 0)
    assert found.accuracy == found.macro_f1 == found.per_paper == found.kappa == 1
    assert found.majority < 0.5


def test_a_score_worked_by_hand(shipped: Graph) -> None:
    """One class alone answered for all, but for one item without an answer."""
    asked = benchmark.items(shipped)
    gold = [one.check.outcome for one in asked]
    left = next(one.id for one in asked if one.check.outcome == "omits")
    found = benchmark.score(shipped, {one.id: "omits" for one in asked if one.id != left})
    so = gold.count("omits")
    assert (found.right, found.missing) == (so - 1, 1)
    assert found.accuracy == pytest.approx((so - 1) / len(gold))
    tally = next(one for one in found.tallies if one.outcome == "omits")
    assert tally.precision == pytest.approx((so - 1) / (len(gold) - 1))
    assert tally.recall == pytest.approx((so - 1) / so)
    assert found.macro_f1 == pytest.approx(tally.f1 / 4)
    others = [one for one in found.tallies if one is not tally]
    assert all((one.precision, one.recall, one.f1) == (None, 0, 0) for one in others)


def test_the_ceiling_counts_rows_that_both_readers_wrote(shipped: Graph) -> None:
    sentences, papers = benchmark.ceiling(shipped)
    assert 0.8 < sentences.share < 1 and sentences.records > 100
    assert 0.8 < papers.share < 1 and papers.records > 500
    assert sentences.what == "sentences of the sources"


def test_every_fault_of_answers_is_told_at_once(shipped: Graph, tmp_path: Path) -> None:
    name = benchmark.items(shipped)[0].id
    good = {"id": name, "outcome": "agrees"}
    path = answer(tmp_path, good, "", good, {"id": "x", "outcome": "agrees"}, [1], "{", "[" * 9999,
                  {"id": name}, {"id": ["a"], "outcome": "agrees"})  # fmt: skip
    with pytest.raises(benchmark.AnswersError) as caught:
        benchmark.read_answers(path, benchmark.items(shipped))
    told = {one.line: one.field for one in caught.value.problems}
    assert told == {3: "id", 4: "id", 5: "line", 6: "line", 7: "line", 8: "id", 9: "id"}
    wrong = answer(tmp_path, {"id": name, "outcome": "not_checked"})
    with pytest.raises(benchmark.AnswersError, match="use agrees, adds_condition"):
        benchmark.read_answers(wrong, benchmark.items(shipped))


def test_the_command_scores_a_file(shipped: Graph, tmp_path: Path) -> None:
    asked = benchmark.items(shipped)
    path = answer(tmp_path, *({"id": one.id, "outcome": one.check.outcome} for one in asked))
    told = json.loads(run("audit", "--score", path, "--format", "json").stdout)
    jsonschema.validate(told, answer_schema("audit"))
    assert told["right"] == told["items"] == len(asked)
    assert [row["outcome"] for row in told["outcomes"]][1] == "adds condition"
    assert {row["read"] for row in told["ceiling"]} == {
        "sentences of the sources", "texts of papers"
    }  # fmt: skip
    broken = run("audit", "--score", answer(tmp_path, "{"))
    assert (broken.exit_code, broken.stdout) == (2, "")


def test_a_corpus_without_checks_has_no_items(tmp_path: Path) -> None:
    small = kg.load(SMALL)
    if not benchmark.items(small):
        assert benchmark_text(small) == ""
        assert "Nothing was read twice" in benchmark_card(small)
        with pytest.raises(KgError, match="nothing was held against its paper"):
            benchmark.score(small, {})


def run(*words: object) -> Any:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=True)
