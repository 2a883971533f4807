"""A folder of one's own on top of another: what joins, what contradicts, what is told where."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.curation import read
from kg.errors import CurationError, RequestError

RECORD = """\
  - id: {id}
    references: [doe2026]
    read_in: doe2026
    locator: [full-text]
    certainty: asserted
    system: {{setting: in_vitro}}
    summary: "Own finding."
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "claims" / "mine").mkdir(parents=True)
    (folder / "entities").mkdir()
    (folder / "references.yaml").write_text(
        "references:\n- {id: doe2026, title: A paper of my own, issued: 2026}\n"
    )
    return folder


def write_claim(folder: Path, predicate: str = "increases", record: str = "doe") -> None:
    head = "title: Mine\nclaims:\n- subject: carbon-ion-irradiation\n"
    triple = f"  predicate: {predicate}\n  object: hmgb1-release\n  evidence:\n"
    path = folder / "claims" / "mine" / "hmgb1.yaml"
    path.write_text(head + triple + RECORD.format(id=record))


def problems(*folders: Path) -> list[str]:
    with pytest.raises(CurationError) as caught:
        read(*folders)
    return str(caught.value).split("\n")


def test_evidence_joins_a_claim_of_the_base(small: Path, own: Path) -> None:
    write_claim(own)
    claim = read(small, own).claims["carbon-ion-irradiation.increases.hmgb1-release"]
    assert [record.id for record in claim.evidence] == ["doe", "isodose", "isoeffective", "let"]
    assert "doe" not in {record.id for record in read(small).claims[claim.id].evidence}


def test_a_record_of_the_base_is_never_overwritten(small: Path, own: Path) -> None:
    write_claim(own, record="isodose")
    (told,) = problems(small, own)
    assert told.startswith("own/claims/mine/hmgb1.yaml:7: claims.0.evidence.0.id: 'isodose' is a")
    assert "small/claims/icd/hmgb1.yaml:" in told


def test_faults_of_joined_evidence_are_told_in_the_file_that_has_them(
    small: Path, own: Path
) -> None:
    write_claim(own)
    path = own / "claims" / "mine" / "hmgb1.yaml"
    path.write_text(path.read_text().replace("[doe2026]", "[nobody2026]"))
    assert all(told.startswith("own/claims/mine/hmgb1.yaml:") for told in problems(small, own))


def test_an_entity_is_extended_without_repeating_it(small: Path, own: Path) -> None:
    (own / "entities" / "mine.yaml").write_text(
        "entities:\n- {id: hmgb1-release, synonyms: [amphoterin export], definition: Mine.}\n"
    )
    before = read(small).entities["hmgb1-release"]
    after = read(small, own).entities["hmgb1-release"]
    assert after.label == before.label
    assert after.synonyms == (*before.synonyms, "amphoterin export")
    assert after.definition == "Mine."


def test_what_both_layers_list_stands_once(small: Path, own: Path) -> None:
    (own / "entities" / "mine.yaml").write_text(
        "entities:\n- {id: carbon-ion-irradiation, synonyms: [CIRT, my beam, carbon ions]}\n"
    )
    before = read(small).entities["carbon-ion-irradiation"].synonyms
    assert "CIRT" in before
    after = read(small, own).entities["carbon-ion-irradiation"].synonyms
    assert after[: len(before)] == before
    assert sorted(after) == sorted({*before, "CIRT", "my beam", "carbon ions"})


def test_an_entity_that_contradicts_the_base_is_an_error(small: Path, own: Path) -> None:
    (own / "entities" / "mine.yaml").write_text("entities:\n- {id: hmgb1, kind: cell, label: H}\n")
    told = problems(small, own)
    assert [line.split(": ")[1] for line in told] == ["entities.0.kind", "entities.0.label"]
    assert all("contradicts small/entities/biology.yaml:" in line for line in told)
    assert read(small).entities["hmgb1"].kind == "gene"


def test_two_layers_may_draw_a_thing_in_different_places(small: Path, own: Path) -> None:
    below = small / "entities" / "biology.yaml"
    given = "label: \"HMGB1\"\n"
    text = below.read_text()
    assert text.count(given) == 1
    below.write_text(text.replace(given, f"{given}  compartment: tumour-cell\n"))
    (own / "entities" / "mine.yaml").write_text(
        "entities:\n- {id: hmgb1, compartment: systemic, synonyms: [amphoterin]}\n"
    )
    whole = read(small, own).entities["hmgb1"]
    assert whole.compartment == "tumour-cell", "the lower layer's stands"
    assert "amphoterin" in whole.synonyms


def test_the_opposite_of_a_base_claim_is_reported_and_both_stand(small: Path, own: Path) -> None:
    write_claim(own, "decreases")
    corpus = read(small, own)
    assert {f"carbon-ion-irradiation.{p}.hmgb1-release" for p in ("increases", "decreases")} <= set(
        corpus.claims
    )
    (warning,) = (told for told in corpus.warnings if told.file.startswith("own"))
    assert "carbon-ion-irradiation.increases.hmgb1-release" in warning.cause
    assert warning.severity == "warning"


def test_within_one_folder_the_same_record_stands_once(small: Path, own: Path) -> None:
    write_claim(own)
    (own / "claims" / "mine" / "again.yaml").write_text(
        (own / "claims" / "mine" / "hmgb1.yaml").read_text()
    )
    (told,) = problems(small, own)
    assert told.startswith("own/claims/mine/hmgb1.yaml:7: claims.0.evidence.0.id: 'doe' is a re")
    assert "own/claims/mine/again.yaml:7" in told


def test_with_lays_a_folder_on_the_shipped_one(own: Path) -> None:
    write_claim(own)
    shown = CliRunner().invoke(main, ["--with", str(own), "show", "hmgb1-release"])
    assert shown.exit_code == 0
    assert "2026" in shown.output
    claim = "carbon-ion-irradiation.increases.hmgb1-release"
    assert "doe" not in {record.id for record in kg.load().claims[claim].evidence}


def test_evidence_of_one_claim_may_stand_in_several_files(small: Path, own: Path) -> None:
    write_claim(own)
    first = own / "claims" / "mine" / "hmgb1.yaml"
    (own / "claims" / "other").mkdir()
    second = own / "claims" / "other" / "hmgb1.yaml"
    second.write_text(first.read_text().replace("id: doe", "id: again"))
    claim = "carbon-ion-irradiation.increases.hmgb1-release"
    corpus = read(small, own)
    ids = [record.id for record in corpus.claims[claim].evidence]
    assert ids == ["again", "doe", "isodose", "isoeffective", "let"]
    assert corpus.topics[claim] == "icd", "the topic is that of the first file"
    second.write_text(second.read_text().replace("[doe2026]", "[nobody2026]"))
    assert all(told.startswith("own/claims/other/hmgb1.yaml:") for told in problems(small, own))


def test_a_folder_given_twice_is_told_once(small: Path, own: Path) -> None:
    write_claim(own)
    again = own / ".." / own.name
    with pytest.raises(RequestError, match="is given twice: name it once"):
        read(small, own, again)
    got = CliRunner().invoke(main, ["--with", str(own), "--with", str(own), "check"])
    assert got.exit_code == 2
    assert got.output.count("given twice") == 1 and len(got.output.splitlines()) == 1
