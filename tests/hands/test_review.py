"""What waits for a hand, and decisions written back: who, when, why; all else of a file stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from kg.cli import main
from kg.curation import read
from kg.graph import assemble
from kg.hands.edit import set_fields

SMALL = Path(__file__).parents[1] / "data" / "small"
CLAIM = "carbon-ion-irradiation.increases.hmgb1-release"
PAPER = """\
# a remark at the top
topic: icd
reference: {id: doe2026, title: A paper, issued: 2026}
defaults: {status: draft, certainty: asserted, system: {setting: in_vitro}, curated_by: Ada}
claims:
- subject: carbon-ion-irradiation
  predicate: increases
  object: hmgb1-release
  evidence:
  - id: block            # a remark on it
    locator: [abstract]
    checks: [{outcome: agrees, reference: doe2026, read_in: abstract, note: Same.}]
    summary: Own words.
  - {id: flow, locator: [abstract], summary: "Own, words."}   # and here
  - id: open
    locator: [abstract]
    summary: "..."
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "papers" / "doe2026.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PAPER, encoding="utf-8")
    return tmp_path / "own"


def review(own: Path, *words: str, typed: str | None = None) -> Result:
    command = ["--corpus", str(SMALL), "--with", str(own), "review", *words]
    return CliRunner().invoke(main, command, input=typed)


def states(own: Path) -> dict[str, tuple[str | None, ...]]:
    records = read(SMALL, own).claims[CLAIM].evidence
    return {one.id: (one.status, one.curated_by, one.reviewed_by, one.reviewed_on)
            for one in records if one.id in ("block", "flow")}  # fmt: skip


def test_what_waits_is_listed_with_place_and_check(own: Path) -> None:
    told = json.loads(review(own, "doe2026", "--format", "json").stdout)
    rows = {row["record"]: row for row in told["waiting"]}
    assert rows.keys() == {f"own:{CLAIM}.{name}" for name in ("block", "flow", "open")}
    block = rows[f"own:{CLAIM}.block"]
    assert (block["locator"], block["check"], block["state"]) == (
        ["abstract"], ["agrees: Same."], "draft",
    )  # fmt: skip
    assert block["says"] == "carbon-ion irradiation increases (+) HMGB1 release"
    assert rows[f"own:{CLAIM}.open"]["says"] == "to be filled in: summary"
    assert rows[f"own:{CLAIM}.open"]["place"] == "own/papers/doe2026.yaml:15"
    assert told["papers"] == [
        {"paper": "doe2026", "layer": "own", "unfilled": 1, "draft": 2, "curated": 0}
    ]


def test_two_hands_take_a_record_from_draft_to_reviewed(own: Path) -> None:
    names = [f"{CLAIM}.block", f"own:{CLAIM}.flow"]
    assert not assemble(read(SMALL, own)).void == {}
    mine = review(own, *names, "--accept", "--as", "Ada", "--on", "2026-01-30")
    assert mine.exit_code == 0, mine.output
    assert states(own) == dict.fromkeys(("block", "flow"), ("curated", "Ada", None, None))
    again = review(own, *names, "--accept", "--as", "Ada")
    assert again.exit_code == 2
    assert "was curated by Ada: another hand reviews it" in again.output
    other = review(own, *names, "--accept", "--as", "Bob: B.", "--on", "2026-01-31")
    assert other.exit_code == 0, other.output
    reviewed = ("reviewed", "Ada", "Bob: B.", "2026-01-31")
    assert states(own) == dict.fromkeys(("block", "flow"), reviewed)
    kept = [line for line in (own / "papers" / "doe2026.yaml").read_text().split("\n")
            if not any(name in line for name in ("status:", "reviewed_", "curated_"))]  # fmt: skip
    assert [line for line in PAPER.split("\n") if line in kept or "flow" in line
            or "defaults" in line] == PAPER.split("\n")  # fmt: skip
    assert "# a remark on it" in "\n".join(kept)
    assert "# and here" in (own / "papers" / "doe2026.yaml").read_text()


def test_a_change_gives_it_back_with_the_reason(own: Path) -> None:
    for who, reason in (("Bob", "Which cells?"), ("Eve", "n: how many?")):
        told = review(own, f"{CLAIM}.flow", "--change", reason, "--as", who, "--on", "2026-01-31")
        assert told.exit_code == 0, told.output
    record = next(one for one in read(SMALL, own).claims[CLAIM].evidence if one.id == "flow")
    assert [(one.by, one.reason) for one in record.asked] == [
        ("Bob", "Which cells?"), ("Eve", "n: how many?"),
    ]  # fmt: skip
    assert record.status == "draft"
    shown = CliRunner().invoke(main, ["--corpus", str(SMALL), "--with", str(own), "show", CLAIM])
    assert "Eve on 2026-01-31: n: how many?" in shown.output


def test_what_is_rejected_stays_and_counts_no_longer(own: Path) -> None:
    review(own, "doe2026", "--reject", "x", "--as", "Bob")  # one is not filled in: all or none
    assert not (own / "withdrawals.yaml").exists()
    for name in ("block", "flow"):
        told = review(own, f"{CLAIM}.{name}", "--reject", "Not in it.", "--as", "Bob")
        assert told.exit_code == 0, told.output
    corpus = read(SMALL, own)
    assert {one.record for one in corpus.withdrawals.values()} == {
        f"own:{CLAIM}.block", f"own:{CLAIM}.flow",
    }  # fmt: skip
    assert {one.id for one in corpus.claims[CLAIM].evidence} >= {"block", "flow"}
    assert assemble(read(SMALL, own)).void[f"{CLAIM}.block"].state in ("draft", "retracted")
    assert "flow" not in review(own).output


def test_asked_one_by_one(own: Path) -> None:
    told = review(own, "doe2026", "--as", "Bob", "--on", "2026-01-31", typed="a\nc\nWhich?\n")
    assert told.exit_code == 0, told.output
    assert {key: value[0] for key, value in states(own).items()} == {
        "block": "reviewed", "flow": "draft",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("doe2026", "--accept"), "say who decides by --as NAME"),
        (("--accept", "--as", "Bob"), "name a paper, a claim or a record"),
        (("doe2026", "--accept", "--reject", "x", "--as", "Bob"), "accept and reject at once"),
        (("nobody2020", "--accept", "--as", "Bob"), "nothing is called 'nobody2020'"),
        (("doe2026", "--accept", "--as", "Bob"), "doe2026.yaml:15: not filled in yet (summary)"),
        ((f"{CLAIM}.flow", "--change", " ", "--as", "Bob"), "change '...': say why"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(
    words: tuple[str, ...], told: str, own: Path
) -> None:
    answer = review(own, *words)
    assert answer.exit_code == 2
    assert told in answer.output
    assert (own / "papers" / "doe2026.yaml").read_text() == PAPER
    assert not (own / "withdrawals.yaml").exists()


@pytest.mark.parametrize("value", ["yes", "a: b # c", "2026-01-31", "'", "x\ny", "- x", "{", "é"])
@pytest.mark.parametrize("text", ["a:\n- {id: x, b: [1, {c: d}]}\n", "a:\n  - id: x # y\n    b: 1",
                                  "a:\n- b: 1\n  id: 'x'\n  s: old   # kept\n"])  # fmt: skip
def test_any_text_is_set_and_read_back(text: str, value: str) -> None:
    made = set_fields(text, ("a", 0), {"s": value, "t": [{"u": value}]}, "f")
    whole = yaml.safe_load(text)
    whole["a"][0] |= {"s": value, "t": [{"u": value}]}
    assert yaml.safe_load(made) == whole
    assert set_fields(made, ("a", 0), {"s": value}, "f") == made
