"""Two entities become one: what names the old is rewritten, and its id goes on working."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.curation import read
from kg.graph import assemble

SMALL = Path(__file__).parents[1] / "data" / "small"
ENTITIES = """\
# things of ours
entities:
- id: new-thing
  label: new thing   # stays
  kind: process
  no_term: none
- id: old-thing
  label: "the old thing"
  kind: process
  synonyms: [oldie]
  no_term: none
- {id: third, label: third, kind: process, broader: [old-thing], no_term: none}
"""
PAPER = """\
topic: icd
reference: {id: doe2026, title: "On old-thing", issued: 2026}
defaults: {certainty: asserted, system: {setting: in_vitro}}
claims:
- subject: carbon-ion-irradiation
  predicate: increases
  object: old-thing   # the object
  evidence:
  - {id: one, locator: [abstract], summary: "old-thing rises."}
- subject: old-thing
  predicate: increases
  object: hmgb1-release
  evidence:
  - {id: one, locator: [abstract], summary: Own words., conditions: {co_treatment: [third]}}
  - {id: two, locator: [abstract], summary: "Own.",
     retracts: [{record: "own:old-thing.increases.hmgb1-release.one", reason: old-thing}]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for name, text in (("entities/things.yaml", ENTITIES), ("papers/doe2026.yaml", PAPER)):
        (tmp_path / "own" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "own" / name).write_text(text, encoding="utf-8")
    return tmp_path / "own"


def merge(own: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--corpus", str(SMALL), "--with", str(own), *words])


def test_one_is_left_and_bears_the_names_of_both(own: Path) -> None:
    assert merge(own, "merge", "old-thing", "new-thing").exit_code == 0
    corpus = read(SMALL, own)
    assert "old-thing" not in corpus.entities
    kept = corpus.entities["new-thing"]
    assert kept.former == ("old-thing",)
    assert kept.synonyms == ("the old thing", "oldie", "old-thing")
    assert corpus.entities["third"].broader == ("new-thing",)
    claims = {key for key in corpus.claims if "thing" in key}
    assert claims == {"carbon-ion-irradiation.increases.new-thing",
                      "new-thing.increases.hmgb1-release"}  # fmt: skip
    void = assemble(corpus).void
    assert void["new-thing.increases.hmgb1-release.one"].reason == "old-thing"
    text = (own / "papers" / "doe2026.yaml").read_text()
    assert text == PAPER.replace("object: old", "object: new").replace(
        "subject: old", "subject: new"
    ).replace("own:old", "own:new")  # titles and reasons are words, and stay
    assert "label: new thing   # stays" in (own / "entities" / "things.yaml").read_text()


def test_the_old_id_goes_on_working(own: Path, tmp_path: Path) -> None:
    merge(own, "merge", "old-thing", "new-thing")
    above = tmp_path / "above" / "claims" / "t" / "a.yaml"
    above.parent.mkdir(parents=True)
    above.write_text(
        "title: T\ndefaults: {references: [doe2026], read_in: doe2026, certainty: asserted,\n"
        "  system: {setting: in_vitro}}\nclaims:\n- subject: old-thing\n  predicate: decreases\n"
        "  object: third\n  evidence:\n  - {id: a, locator: [abstract], summary: S., supersedes: "
        '[{record: "own:carbon-ion-irradiation.increases.old-thing.one", reason: R}]}\n'
    )
    corpus = read(SMALL, own, tmp_path / "above")
    assert "new-thing.decreases.third" in corpus.claims
    assert assemble(corpus).void["carbon-ion-irradiation.increases.new-thing.one"].state == (
        "superseded"
    )
    for words in ("old-thing", "carbon-ion-irradiation.increases.old-thing"):
        shown = merge(own, "show", words)
        assert shown.exit_code == 0, shown.output
        assert "new-thing" in shown.output


def test_an_entity_is_merged_into_one_of_a_layer_below(own: Path) -> None:
    told = merge(own, "merge", "old-thing", "type-i-ifn-response")
    kind = read(SMALL).entities["type-i-ifn-response"].kind
    assert told.exit_code == (0 if kind == "process" else 2), told.output
    if kind != "process":
        assert f"'old-thing' is a process, 'type-i-ifn-response' a {kind}" in told.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("old-thing", "nothing"), "no entity 'nothing'"),
        (("old-thing", "old-thing"), "only two of one kind are merged"),
        (("old-thing", "hmgb1-release"), "'old-thing' is a process, 'hmgb1-release' a measure"),
        (("hmgb1-release", "ecto-calreticulin"), "does not define 'hmgb1-release'"),
        (("third", "new-thing"), "merged so, "),  # broader than itself through old-thing
    ],
)
def test_what_cannot_be_merged_changes_nothing(
    words: tuple[str, str], told: str, own: Path
) -> None:
    if words[0] == "third":
        path = own / "entities" / "things.yaml"
        path.write_text(ENTITIES.replace("new thing   # stays", "new thing\n  broader: [third]"))
    before = {path: path.read_bytes() for path in own.rglob("*.yaml")}
    answer = merge(own, "merge", *words)
    assert answer.exit_code == 2
    assert told in answer.output
    assert {path: path.read_bytes() for path in own.rglob("*.yaml")} == before
