from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.curation import read
from kg.errors import CurationError

SMALL = Path(__file__).parents[1] / "data" / "small"


def new(folder: Path, *words: str) -> Result:
    command = ["--corpus", str(SMALL), "new", "claim", *words, "--in", str(folder)]
    return CliRunner().invoke(main, command)


def fill(folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        path.write_text(path.read_text().replace('"..."', '"Filled in."'))


def test_a_skeleton_asks_to_be_filled_in_and_then_is_sound(tmp_path: Path) -> None:
    own = tmp_path / "own"
    made = new(own, "carbon-ion-irradiation", "increases", "protein-x", "--reference", "doe2026")
    assert made.exit_code == 0
    assert len(made.output.splitlines()) == 3
    waiting = read(SMALL, own)  # a draft that waits, and stops nobody
    assert "carbon-ion-irradiation.increases.protein-x" not in waiting.claims
    told = {problem.field for problem in waiting.warnings}
    assert {"title", "claims.0.evidence.0", "references.0.title"} <= told
    (record,) = waiting.unfilled
    assert (record.record, record.fields) == ("first", ("summary",))
    fill(own)
    corpus = read(SMALL, own)
    assert "carbon-ion-irradiation.increases.protein-x" in corpus.claims


def test_every_commented_field_is_one_of_the_model(tmp_path: Path) -> None:
    own = tmp_path / "own"
    new(own, "carbon-ion-irradiation", "increases", "hmgb1-release", "--reference", "ran2021")
    (path,) = own.rglob("*.yaml")  # nothing else is unknown
    lines = path.read_text().splitlines()
    body = [line.replace("# ", "", 1) if line.strip().startswith("# ") and ":" in line
            and not line.startswith("#") else line for line in lines]  # fmt: skip
    text = "\n".join(body).replace('"..."', '"Filled in."').replace("ECO:", "ECO:0000001")
    path.write_text(text + "\n")
    try:
        read(SMALL, own)
    except CurationError as error:
        assert not [p for p in error.problems if "unknown field" in p.cause or "YAML" in p.cause]


def test_a_claim_that_is_there_is_said_to_be_extended(tmp_path: Path) -> None:
    own = tmp_path / "own"
    new(own, "carbon-ion-irradiation", "increases", "hmgb1-release", "--reference", "ran2021")
    (path,) = own.rglob("*.yaml")
    assert "has this claim" in path.read_text()
    fill(own)
    claim = read(SMALL, own).claims["carbon-ion-irradiation.increases.hmgb1-release"]
    assert "first" in {record.id for record in claim.evidence}


def test_no_file_is_ever_overwritten(tmp_path: Path) -> None:
    own = tmp_path / "own"
    words = ("carbon-ion-irradiation", "increases", "protein-x", "--reference", "doe2026")
    new(own, *words)
    before = {path: path.read_bytes() for path in own.rglob("*.yaml")}
    again = new(own, *words)
    assert again.exit_code == 2
    assert "is there already" in again.output
    assert {path: path.read_bytes() for path in own.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Carbon", "increases", "b", "--reference", "doe2026"), "subject 'Carbon'"),
        (("a", "raises", "b", "--reference", "doe2026"), "no predicate 'raises'"),
        (("a", "increases", "../b", "--reference", "doe2026"), "object '../b'"),
        (("a", "increases", "b", "--reference", "Doe 2026"), "reference 'Doe 2026'"),
        (("a", "increases", "b", "--reference", "doe2026", "--topic", "../.."), "topic '../..'"),
    ],
)
def test_what_cannot_be_an_id_is_refused(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    own = tmp_path / "own"
    result = new(own, *words)
    assert result.exit_code == 2
    assert told in result.output
    assert not own.exists()
