"""A paper as one file: its reference, how it was read, and its claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kg.curation import read, write_schemas
from kg.curation.document import read_document
from kg.errors import CurationError

PAPER = """\
topic: icd
reference:
  id: doe2026
  title: A paper of its own
  issued: 2026
document: {read: abstract, date: 2026-01-31}
defaults: {certainty: asserted, system: {setting: in_vitro}}
claims:
- subject: carbon-ion-irradiation
  predicate: increases
  object: hmgb1-release
  evidence:
  - {id: doe-one, locator: [abstract], summary: Own words.}
- subject: photon-irradiation
  predicate: increases
  object: hmgb1-release
  evidence:
  - {id: doe-two, locator: [fig.2b], summary: Own words again.}
"""
CLAIM = "carbon-ion-irradiation.increases.hmgb1-release"


def write(folder: Path, text: str = PAPER, name: str = "doe2026") -> Path:
    path = folder / "papers" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(folder: Path, text: str, name: str = "doe2026") -> list[str]:
    write(folder, text, name)
    with pytest.raises(CurationError) as caught:
        read(folder)
    return str(caught.value).split("\n")


def test_a_paper_brings_its_reference_reading_and_claims(small: Path) -> None:
    write(small)
    corpus = read(small)
    assert corpus.references["doe2026"].title == "A paper of its own"
    reading = corpus.documents["doe2026"].reading
    assert reading and (reading.read, reading.date) == ("abstract", "2026-01-31")
    records = {record.id: record for record in corpus.claims[CLAIM].evidence}
    assert list(records) == ["doe-one", "isodose", "isoeffective", "let"]
    assert records["doe-one"].references == ("doe2026",)
    assert (records["doe-one"].read_in, records["doe-one"].system.setting) == (
        "doe2026", "in_vitro",
    )  # fmt: skip
    assert corpus.topics["photon-irradiation.increases.hmgb1-release"] == "icd"


def test_the_evidence_may_say_otherwise(small: Path) -> None:
    other = "{id: doe-one, references: [ran2021], read_in: ran2021,"
    write(small, PAPER.replace("{id: doe-one,", other))
    records = {record.id: record for record in read(small).claims[CLAIM].evidence}
    assert (records["doe-one"].references, records["doe-one"].read_in) == (("ran2021",), "ran2021")


def test_a_module_places_the_claims_under_its_topic(small: Path) -> None:
    module = next(iter(read(small).modules.values()))
    write(small, PAPER.replace("topic: icd", f"module: {module.id}"))
    topic = read(small).topics["photon-irradiation.increases.hmgb1-release"]
    assert topic == module.topics[0]


def test_a_reference_of_the_bibliography_need_not_be_repeated(small: Path) -> None:
    head, tail = PAPER.split("reference:\n")
    bare = head + tail[tail.index("document:") :]
    write(small, bare, "ran2021")
    records = {record.id: record for record in read(small).claims[CLAIM].evidence}
    assert records["doe-one"].references == ("ran2021",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("topic: icd\n", "", ":1: file: neither topic nor module given: say where the claims"),
        ("topic: icd\n", "topic: icd\nmodule: x\n", ":1: topic: topic and module given"),
        ("topic: icd\n", "module: nowhere\n", ":1: module: no module 'nowhere'"),
        ("id: doe2026", "id: poe2026", ":3: reference.id: 'poe2026' in doe2026.yaml: name the fi"),
        ("issued: 2026", "issued: soon", ":5: reference.issued: "),
        ("read: abstract", "read: half", ":6: document.read: 'half' is not in the closed list"),
        ("id: doe-one", "id: let", ":13: claims.0.evidence.0.id: 'let' is a record of this claim"),
        ("object: hmgb1-release\n  evidence:\n  - {id: doe-one",
         "object: hmgb2-release\n  evidence:\n  - {id: doe-one", ":11: claims.0.object: no entity"),
        ("topic: icd\n", "topic: icd\nclaim: 1\n", ":2: claim: unknown field 'claim': did you me"),
    ],
)  # fmt: skip
def test_a_fault_is_told_where_it_stands(old: str, new: str, message: str, small: Path) -> None:
    lines = told(small, PAPER.replace(old, new, 1))
    assert any(line.startswith(f"small/papers/doe2026.yaml{message}") for line in lines), lines


def test_a_paper_is_told_once_how_it_was_read(small: Path) -> None:
    home = small / "documents" / "doe2026"
    home.mkdir(parents=True)
    (home / "document.yaml").write_text("read: full-text\n")
    (line,) = told(small, PAPER)
    assert "how doe2026 was read stands already at small/papers/doe2026.yaml:6" in line


def test_a_broken_paper_does_not_blame_others(small: Path) -> None:
    lines = told(small, PAPER.replace("claims:", "claims: ["))
    assert len(lines) == 1 and "YAML syntax" in lines[0]


def test_the_editor_knows_paper_files(small: Path, tmp_path: Path) -> None:
    path = next(path for path in write_schemas(tmp_path) if path.name == "papers.schema.json")
    validator = Draft202012Validator(json.loads(path.read_text()))
    content = read_document(write(small), "x").content
    content["claims"][0]["evidence"][0] |= {"references": ["doe2026"], "read_in": "doe2026"}
    assert not list(validator.iter_errors(content))
    content["claims"][0]["colour"] = "red"
    assert list(validator.iter_errors(content))
