"""Three papers from .nbib to reviewed, by the commands of docs/curating.md, in their order."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.curation import read
from kg.graph import assemble
from kg.votes import Standing, Topic, observe

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "data" / "small"
CLAIM = "carbon-ion-irradiation.increases.hmgb1-release"
NBIB = "\n".join(f"""\
PMID- 9900000{number}
DP  - 2026
TI  - HMGB1 release after carbon ions, part {number}.
AB  - It rose.
FAU - {name}, A
""" for number, name in enumerate(("Ando", "Bell", "Cole")))  # fmt: skip


def commands() -> Iterator[list[str]]:
    text = (ROOT / "docs" / "curating.md").read_text(encoding="utf-8")
    part = text[text.index("## Three papers") : text.index("## What can be")]
    for line in re.findall(r"(?m)^    (kg .+)$", part):
        if "--watch" not in line:  # which ends by hand
            yield shlex.split(line)[1:]


def fill(path: Path, name: str, certainty: str) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ('subject: "..."', "subject: carbon-ion-irradiation"),
        ('predicate: "..."', "predicate: increases"), ('object: "..."', "object: hmgb1-release"),
        ("id: first", f"id: {name}"), ("setting: unspecified", "setting: in_vitro"),
        ('summary: "..."', f"certainty: {certainty}\n    summary: It goes up."),
    ):  # fmt: skip
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_the_page_leads_three_papers_to_reviewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("papers.nbib").write_text(NBIB, encoding="utf-8")
    own, again = Path("my-claims"), Path("my-claims/documents/ando2026/again-bea.yaml")
    told: list[Result] = []
    for number, words in enumerate(commands()):
        told.append(CliRunner().invoke(main, ["--corpus", str(SMALL), *words]))
        assert told[-1].exit_code == 0, (words, told[-1].output)
        if number == 0:
            assert told[-1].output.count("could move verdicts") == 3
        if number == 2:
            assert told[-1].output.count("not filled in yet") == 3
            for name in ("ando", "bell", "cole"):
                fill(own / "papers" / f"{name}2026.yaml", name, "asserted")
        if words[2:] == ["read-again", "ando2026", "--as", "Bea"] and not fill_done(again):
            text = again.read_text(encoding="utf-8")
            assert "It goes up" not in text
            fill(again, "ando", "hedged")
    output = "\n".join(one.output for one in told)
    assert "1. abstract carbon-ion-irradiation - hmgb1-release: certainty: asserted / " in output
    assert "positive agreement" in output
    settled = (own / "documents" / "ando2026" / "settled.tsv").read_text(encoding="utf-8")
    assert settled.splitlines()[1].endswith("asserted\thedged\thedged\tThe abstract says may.")
    corpus = read(SMALL, own)
    mine = [one for one in corpus.claims[CLAIM].evidence if one.id in ("ando", "bell", "cole")]
    states = {one.id: (one.status, one.curated_by, one.reviewed_by) for one in mine}
    assert states == {"ando": ("reviewed", "Ada", "Bea"), "bell": ("draft", "Ada", None),
                      "cole": ("curated", "Ada", None)}  # fmt: skip
    topic = Topic("hmgb1-release", "carbon-ion-irradiation")
    standing = Standing.of(observe(assemble(corpus))[topic])
    voters = {key for study in standing.voters("+") for key in study}
    assert "ando2026" in voters
    assert not voters & {"bell2026", "cole2026"}


def fill_done(path: Path) -> bool:
    return '"..."' not in path.read_text(encoding="utf-8")


def test_no_reader_sees_the_other_before_both_are_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("papers.nbib").write_text(NBIB, encoding="utf-8")

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["--corpus", str(SMALL), *words])

    run("new", "paper", "papers.nbib", "--as", "Ada")
    begun = run("--with", "my-claims", "read-again", "ando2026", "--as", "Bea")
    assert begun.exit_code == 0, begun.output
    waits = run("--with", "my-claims", "read-again", "ando2026", "--as", "Bea")
    assert waits.exit_code == 1
    assert "the first reading of ando2026 is not in yet" in waits.output
    assert "not filled in yet: subject, predicate, object, summary" in waits.output
    second = Path("my-claims/documents/ando2026")
    assert not (second / "second-reading.tsv").exists()
    fill(Path("my-claims/papers/ando2026.yaml"), "ando", "asserted")
    run("--with", "my-claims", "read-again", "ando2026", "--as", "Ada")
    fill(second / "again-ada.yaml", "ando", "asserted")
    same = run("--with", "my-claims", "read-again", "ando2026", "--as", "Ada")
    assert (same.exit_code, "another hand reads it again" in same.output) == (2, True)
    text = (second / "again-bea.yaml").read_text(encoding="utf-8").replace('"..."', "nobody", 1)
    (second / "again-bea.yaml").write_text(text.replace('"..."', "increases"), encoding="utf-8")
    wrong = run("--with", "my-claims", "read-again", "ando2026", "--as", "Bea")
    assert wrong.exit_code == 2
    assert "again-bea.yaml:7: claims.0.subject: no entity 'nobody'" in wrong.output
