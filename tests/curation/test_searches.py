"""What was searched for: read from its table, held against the bibliography, shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.curation import Search, read
from kg.errors import CurationError

SMALL = Path(__file__).parents[1] / "data" / "small"
SHIPPED = Path(__file__).parents[2] / "ontology"
HEAD = "date\twords\tfound\ttaken\twhy_not\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def write(folder: Path, *rows: str, head: str = HEAD) -> None:
    text = head + "".join(row.replace("|", "\t") + "\n" for row in rows)
    (folder / "searches.tsv").write_text(text, encoding="utf-8")


def test_searches_are_read_with_their_layer(folder: Path) -> None:
    write(folder, "2026-12-01|carbon ions HMGB1|8|ran2021 huang2019|reviews", "2026-12-02|x|0||")
    corpus = read(folder)
    assert corpus.searches == (
        Search("2026-12-01", "carbon ions HMGB1", 8, ("ran2021", "huang2019"), "reviews",
               corpus.manifest.id),
        Search("2026-12-02", "x", 0, (), "", corpus.manifest.id),
    )  # fmt: skip
    assert read(SMALL).searches == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2026-13-01|x|0||", ":2: row 2.date: '2026-13-01' is no day"),
        ("1 Dec 2026|x|0||", ":2: row 2.date: '1 Dec 2026' is no day"),
        ("2026-12-01| |0||", ":2: row 2.words: empty"),
        ("2026-12-01|x|many||y", ":2: row 2.found: 'many' is no number"),
        ("2026-12-01|x|1|ran2021 huang2019|y", ":2: row 2.found: 2 taken of 1 found"),
        ("2026-12-01|x|8|ran2021|", ":2: row 2.why_not: empty, though not all was taken"),
        ("2026-12-01|x|8|ran2021 ran2021|y", ":2: row 2.taken: a key stands twice"),
        ("2026-12-01|x|8|frye2020|y", ":2: row 2.taken: no reference 'frye2020'"),
        ("2026-12-01|x|8", ":2: row: 3 cells"),
    ],
)
def test_a_wrong_row_is_told_by_line_and_field(folder: Path, row: str, said: str) -> None:
    write(folder, row)
    with pytest.raises(CurationError) as caught:
        read(folder)
    assert f"small/searches.tsv{said}" in str(caught.value)


def test_one_search_of_a_day_stands_once(folder: Path) -> None:
    write(folder, "2026-12-01|x|0||", "2026-12-01|x|8||reviews", "2026-12-02|x|0||")
    with pytest.raises(CurationError, match=r":3: row 3.words: asked on line 2 already"):
        read(folder)
    write(folder, head="words\n")
    with pytest.raises(CurationError, match=r":1: header: columns are \['words'\]"):
        read(folder)


def test_the_command_shows_the_newest_first(folder: Path) -> None:
    write(folder, "2026-12-01|older|8|ran2021|reviews", "2026-12-02|newer|0||")
    words = ["--corpus", str(folder), "coverage", "--searches", "--format", "json"]
    told = json.loads(CliRunner().invoke(main, words).stdout)
    assert [row["words"] for row in told["searches"]] == ["newer", "older"]
    assert told["title"] == "2 searches of the literature, 1 study taken"
    plain = CliRunner().invoke(main, ["--corpus", str(SMALL), "coverage", "--searches"])
    assert (plain.exit_code, "nothing was noted" in plain.stdout) == (0, True)


def test_the_shipped_searches_tell_what_was_taken() -> None:
    found = read(SHIPPED).searches
    assert len(found) > 30
    assert all(one.found and one.why_not for one in found)
    assert sum(not one.taken for one in found) > 5  # what was not found is told as well
    taken = [key for one in found for key in one.taken]
    assert len(set(taken)) == len(taken) > 20
