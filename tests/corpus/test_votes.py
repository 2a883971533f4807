"""What an engine counts is what `kg.votes` counts, record by record."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.corpus import add, assemble_votes, find_records, find_verdicts
from kg.corpus.judging import Cell, judge_rows, observe_rows
from kg.corpus.reading import layer_numbers, rows_of, texts_of_rows, verdicts_of, ways_of
from kg.corpus.store import reading
from kg.reasoning import judge
from kg.votes import observe, poll, voters

SMALL = Path(__file__).parents[1] / "data" / "small"
BY = ("oxygen", "species")
LAYERS = ("generated", "kgx", "indra", "bel", "evidence-inference")


def counted(folder: Path) -> set[Cell]:
    with reading(folder) as store:
        return set(verdicts_of(store))


def by_votes(folder: Path, layers: tuple[str, ...] = ()) -> set[Cell]:
    with reading(folder) as store:
        rows = rows_of(store)
        texts = texts_of_rows(store, rows, ways_of(store), layer_numbers(store, layers))
        return set(judge_rows(rows, texts))


def test_an_engine_counts_as_votes_do(whole: Path) -> None:
    found = counted(whole)
    assert found == by_votes(whole, LAYERS)
    assert {"explained", "true", "undecidable"} <= {one.conflict for one in found}
    assert {"higher", "lower", "similar", "increases", "decreases", "does_not_change"} <= {
        one.direction for one in found
    }
    assert any(one.voting < one.records for one in found), "some records are silent"
    with reading(whole) as store:  # what a generated table must have for this to prove anything
        texts = texts_of_rows(store, rows_of(store), frozenset())
        assert any(len(one.studies) > 1 for one in texts.behind.values())
        assert any(one.members for one in texts.behind.values())
        assert any(one.reviews and not one.studies for one in texts.behind.values())
        assert any(not one.studies and not one.reviews for one in texts.behind.values())
        assert ways_of(store), "some pairs of arms are read the other way round"


def test_votes_are_told_apart_by_facet(whole: Path) -> None:
    import duckdb

    told = duckdb.read_parquet(f"{whole}/assembled/facets-*.parquet").select(
        "object", "exposure", "comparator", "basis", "facet", "value", "votes_higher",
        "votes_lower", "votes_similar", "votes_open",
    ).fetchall()  # fmt: skip
    with reading(whole) as store:
        rows = rows_of(store)
        texts = texts_of_rows(store, rows, ways_of(store), layer_numbers(store, LAYERS))
    wanted: dict[tuple[str, ...], dict[str, set[tuple[str, ...]]]] = {}
    for topic, observations in observe_rows(rows, texts).items():
        voting = poll(observations).voting
        for basis in {one.basis for one in voting}:
            mine = [one for one in voting if one.basis == basis]
            who = voters(mine)
            for one in mine:
                for facet in BY:
                    for value in one.profile.reported(facet) or [""]:
                        key = (topic.object, topic.exposure, topic.comparator, "|".join(basis),
                               facet, str(value))  # fmt: skip
                        outcome = PLACE.get(min(one.outcomes), 0) if len(one.outcomes) == 1 else 3
                        sides = wanted.setdefault(key, {})
                        sides.setdefault(str((outcome, tuple(sorted(one.outcomes)))), set())
                        sides[str((outcome, tuple(sorted(one.outcomes))))] |= {who[one]} - {()}
    counted_by_hand = {
        (*key, *(sum(len(voted) for said, voted in sides.items() if said.startswith(f"({place},"))
                 for place in range(4)))
        for key, sides in wanted.items()
    }  # fmt: skip
    assert set(told) == counted_by_hand
    assert {row[5] for row in told} >= {"hypoxia", "mouse", ""}


PLACE = {"higher": 0, "+": 0, "lower": 1, "-": 1, "similar": 2, "0": 2}


def test_a_curated_corpus_comes_to_its_own_verdicts(tmp_path: Path) -> None:
    add([SMALL], tmp_path / "set")
    assemble_votes(tmp_path / "set")
    direct = {
        (topic.object, topic.exposure, topic.comparator, "|".join(one.basis)):
            (one.direction, one.studies)
        for topic, observations in observe(kg.load(SMALL)).items()
        for one in judge(topic, observations) if one.sides and not topic.given
    }  # fmt: skip
    found = {one[:4]: (one.direction, one.studies) for one in counted(tmp_path / "set")}
    assert direct and direct == {key: found[key] for key in direct}


def test_a_second_assembly_keeps_what_has_not_changed(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*anything: object) -> object:
        raise AssertionError("nothing is counted again")

    monkeypatch.setattr("kg.corpus.assembling.count_votes", never)
    again = assemble_votes(whole, layers=LAYERS, by=BY)
    assert (again.partitions, again.kept) == (0, 16)
    assert again.cells == len(counted(whole))


def test_one_question_reads_one_partition(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = counted(whole)
    name = max(every, key=lambda one: one.records).object
    asked: list[str] = []
    monkeypatch.setattr("kg.corpus.store.Store.parts", lambda self, bucket=None: asked.append(
        bucket) or _parts(self, bucket))  # fmt: skip
    found = find_verdicts(whole, name)
    assert set(found.cells) == {one for one in every if one.object == name}
    assert not found.stale and asked == []
    records = find_records(whole, name)
    assert len(asked) == 1 and asked[0] is not None
    assert sum(one.records for one in found.cells) <= len(records)
    assert sum(one.voting for one in found.cells) == sum(not one.silent for one in records)


def _parts(store: object, bucket: int | None) -> list[str]:
    folder = store.folder  # type: ignore[attr-defined]
    return [str(path) for path in sorted((folder / "rows" / f"bucket={bucket:02}").glob("*"))]
