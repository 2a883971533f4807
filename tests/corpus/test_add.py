"""Sources into a data set: what is read of each, what is put aside, and what a fault leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.corpus import add, assemble_votes, find_records, find_verdicts, list_sources
from kg.corpus.store import reading, writing
from kg.errors import DatasetError, RequestError
from kg.products import evidence_text

SMALL = Path(__file__).parents[1] / "data" / "small"


def rejected(folder: Path) -> list[list[str]]:
    paths = sorted((folder / "rejected").glob("*.tsv"))
    return [line.split("\t") for path in paths for line in path.read_text().splitlines()[1:]]


def test_every_reader_keeps_what_has_a_direction_and_says_why_not(
    whole: Path, sources: dict[str, Path]
) -> None:
    found = {Path(one.path).name: (one.kind, one.records, one.rows, one.rejected, one.whole)
             for one in list_sources(whole)}  # fmt: skip
    assert found["edges.jsonl"] == ("kgx", 4, 1, 3, True)
    assert found["edges.tsv"] == ("kgx", 2, 1, 1, True)
    assert found["statements.json"] == ("indra", 3, 2, 2, True)
    assert found["bel"] == ("bel", 8, 6, 2, True)
    assert found["inference"] == ("inference", 9, 8, 1, True)
    why = {(Path(source).name, reason) for source, _, reason, _ in rejected(whole)}
    assert ("edges.jsonl", "publications: no paper stands behind it") in why
    assert ("edges.tsv", "2 cells, where the header has 6") in why
    assert ("statements.json", "Phosphorylation: it has no polarity") in why
    assert ("statements.json", "it names no paper") in why
    assert ("bel", "partOf: it states no direction") in why
    assert ("inference", "Valid Label: a second reader did not bear it out") in why
    assert len(rejected(whole)) == sum(one.rejected for one in list_sources(whole))


def test_papers_are_one_study_by_any_identifier(whole: Path) -> None:
    (verdict,) = find_verdicts(whole, "HGNC:2").cells
    # KGX: PMID 11 says more; PMID 13 with DOI 10.1/x less. INDRA tells that PMID 11 has that DOI.
    assert (verdict.direction, verdict.studies, verdict.votes_lower) == ("increases", 1, 0)
    records = {one.record: one for one in find_records(whole, "HGNC:2")}
    assert records["e1"].studies == ("DOI:10.1/X",)
    assert records["t1"].studies == ("DOI:10.1/X", "PMID:13")
    assert records["t1"].silent == "one of the papers cited together votes by itself"


def test_a_trial_read_by_two_has_one_vote(whole: Path) -> None:
    (one,) = find_verdicts(whole, "major haemorrhage").cells
    assert (one.direction, one.studies, one.voting) == ("similar", 1, 2)
    assert (one.exposure, one.comparator) == ("lmwh", "unfractionated heparin")


def test_what_was_added_is_not_added_again(tmp_path: Path) -> None:
    table = tmp_path / "evidence.tsv"
    table.write_text(evidence_text(kg.load(SMALL)))
    first = add([table], tmp_path / "set")
    shutil.copy(table, tmp_path / "copy.tsv")
    again = add([tmp_path / "copy.tsv"], tmp_path / "set")
    assert not first[0].known and again[0].known
    assert again[0].rows == first[0].rows
    assert len(list_sources(tmp_path / "set")) == 1


def test_parquet_says_what_tabs_say(tmp_path: Path, generated: tuple[Path, Path]) -> None:
    import pyarrow
    from pyarrow import parquet

    header, *lines = generated[0].read_text().splitlines()
    columns = zip(*(line.split("\t") for line in lines), strict=True)
    table = pyarrow.table(dict(zip(header.split("\t"), columns, strict=True)))
    parquet.write_table(table, tmp_path / "table.parquet")
    added = [add([source], tmp_path / source.suffix)[0]
             for source in (generated[0], tmp_path / "table.parquet")]  # fmt: skip
    assert added[0].rows == added[1].rows > 900
    with reading(tmp_path / ".tsv") as one, reading(tmp_path / ".parquet") as other:
        digests = [store.ledger.execute("SELECT digest FROM parts ORDER BY path").fetchall()
                   for store in (one, other)]  # fmt: skip
    assert digests[0] == digests[1]


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.corpus import adding, store
source, into, moment = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
plain, calls = adding.place, [0]
def place(*paths):
    calls[0] += 1
    if calls[0] == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    plain(*paths)
adding.place = place
adding.add([source], into, batch=200)
"""


def test_a_killed_writer_goes_on_to_the_same(
    tmp_path: Path, generated: tuple[Path, Path]
) -> None:
    for moment in ("9", "30"):  # the second dies within what the first left
        died = subprocess.run(
            [sys.executable, "-c", KILLED, str(generated[0]), str(tmp_path / "killed"), moment],
            capture_output=True, check=False,
        )  # fmt: skip
        assert died.returncode == -9, died.stderr
    add([generated[0]], tmp_path / "killed", batch=200)
    add([generated[0]], tmp_path / "unharmed", batch=200)
    kept = []
    for name in ("killed", "unharmed"):
        with reading(tmp_path / name) as store:
            asked = "SELECT path, digest FROM parts ORDER BY 1"
            kept.append(store.ledger.execute(asked).fetchall())
            assert {path for path, _ in kept[-1]} == {
                path.relative_to(tmp_path / name).as_posix()
                for path in (tmp_path / name / "rows").rglob("*.*")
            }
    assert kept[0] == kept[1]


def test_a_source_that_changes_meanwhile_leaves_nothing(
    tmp_path: Path, generated: tuple[Path, Path]
) -> None:
    table = Path(shutil.copy(generated[0], tmp_path / "table.tsv"))

    def grow(name: str, units: int, rows: int) -> None:
        with table.open("a") as file:
            file.write("more\n")

    with pytest.raises(DatasetError, match="changed while it was read"):
        add([table], tmp_path / "set", batch=200, tell=grow)
    assert list_sources(tmp_path / "set") == ()
    with writing(tmp_path / "set"):  # sweeps
        assert not [*(tmp_path / "set" / "rows").rglob("*.parquet")]


def test_a_full_disk_keeps_what_was_whole(
    tmp_path: Path, generated: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    add([SMALL], tmp_path / "set")

    def full(*paths: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("kg.corpus.adding.place", full)
        with pytest.raises(DatasetError, match=r"No space left on device: what was"):
            add([generated[0]], tmp_path / "set")
    assert [one.whole for one in list_sources(tmp_path / "set")] == [True]
    assert add([generated[0]], tmp_path / "set")[0].rows > 900


def test_two_writers_and_what_is_no_data_set(tmp_path: Path) -> None:
    with writing(tmp_path / "set", make=True):
        with pytest.raises(DatasetError, match="somebody else is writing"):
            add([SMALL], tmp_path / "set")
    with pytest.raises(DatasetError, match="no data set: make one with"):
        assemble_votes(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("x")
    with pytest.raises(DatasetError, match="a folder with other files"):
        add([SMALL], tmp_path / "notes")
    with pytest.raises(DatasetError, match=r"mine\.txt:1: nothing that is read here"):
        add([tmp_path / "notes" / "mine.txt"], tmp_path / "other")
    assert os.listdir(tmp_path / "notes") == ["mine.txt"]


def test_a_part_that_is_gone_or_broken_is_named(whole: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "set"))
    name = "major haemorrhage"
    with reading(folder) as store:
        asked = "SELECT path FROM assembled WHERE cells > 0"
        for (path,) in store.ledger.execute(asked):
            (folder / path).write_bytes(b"no Parquet")
    with pytest.raises(DatasetError, match="bring the file back"):
        find_verdicts(folder, name)
    for part in (folder / "rows").rglob("*.parquet"):
        part.unlink()
    with pytest.raises(DatasetError, match="this part of the data set is missing"):
        find_records(folder, name)


def test_the_commands(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, ["corpus", *words])
        return result.exit_code, result.stdout, result.stderr

    status, told, _ = run("verdict", str(whole), "major haemorrhage", "--format", "tsv")
    assert status == 0 and told.splitlines()[1].startswith("lmwh\tunfractionated heparin\t")
    status, told, _ = run("show", str(whole), "major haemorrhage")
    assert status == 0 and "2 records" in told
    status, told, _ = run("show", str(whole))
    assert status == 0 and "statements.json" in told
    status, _, error = run("verdict", str(whole), "haemorrhage")
    assert status == 2 and "near are major haemorrhage" in error
    monkeypatch.setitem(sys.modules, "duckdb", None)
    status, _, error = run("verdict", str(whole), "major haemorrhage")
    assert (status, error) == (
        2, "kg: the package 'duckdb' is not installed: pip install 'cirt-kg[corpus]', "
        "in a checkout 'make tools'\n"
    )  # fmt: skip


def test_an_engine_that_does_not_answer(whole: Path) -> None:
    with pytest.raises(RequestError, match="nobody"):
        find_verdicts(whole, "nobody")
    with pytest.raises(DatasetError, match="no layer 'nobody'"):
        assemble_votes(whole, layers=["nobody"])
