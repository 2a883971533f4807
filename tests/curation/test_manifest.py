"""The manifest of a corpus: read, neutral where there is none, joined over layers, carried."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.curation import read, write_corpus
from kg.errors import CurationError, RequestError
from kg.graph import assemble
from kg.model import Manifest

FLASH = """\
id: flash
title: FLASH
licence: https://creativecommons.org/publicdomain/zero/1.0/
base: https://example.org/flash/
arms:
- {entity: flash-irradiation, letter: F, name: FLASH, shape: diamond}
- {entity: conventional-dose-rate, letter: C, name: conventional}
compare: [flash-irradiation, conventional-dose-rate]
bases: {same-dose: {words: same dose, mark: "*"}, any: {words: whatever, both_treated: false}}
facets: {dose_rate: {units: [Gy/s]}}
gap_columns: [patients, {dose_rate: high}]
"""
ENTITIES = """\
entities:
- {id: flash-irradiation, label: FLASH, kind: radiation, compartment: anywhere, no_term: made up}
- {id: conventional-dose-rate, label: CONV, kind: radiation, no_term: made up}
- {id: skin, label: skin damage, kind: process, no_term: made up}
"""
CLAIM = """\
title: Skin
claims:
- subject: flash-irradiation
  predicate: increases
  object: skin
  evidence:
  - id: one
    references: [fry2020]
    read_in: fry2020
    locator: [abstract]
    certainty: asserted
    system: {setting: in_vivo}
    contrasts: [{versus: conventional-dose-rate, level: [lower]BASIS}]
    summary: Own words.
"""


@pytest.fixture
def flash(tmp_path: Path) -> Path:
    folder = tmp_path / "flash"
    write(folder, "corpus.yaml", FLASH)
    write(folder, "entities/all.yaml", ENTITIES)
    write(folder, "references.yaml", "references:\n- {id: fry2020, title: Skin and dose rate}\n")
    write(folder, "claims/skin/skin.yaml", CLAIM.replace("BASIS", ", basis: [same-dose]"))
    return folder


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def told(*folders: Path) -> str:
    with pytest.raises(CurationError) as caught:
        read(*folders)
    return str(caught.value)


def test_the_manifest_reaches_the_graph(flash: Path) -> None:
    graph = assemble(read(flash))
    made = graph.manifest
    assert (made.id, made.base) == ("flash", "https://example.org/flash/")
    assert [(arm.letter, arm.shape, arm.colour) for arm in made.arms] == [
        ("F", "diamond", "#30343B"), ("C", "circle", "#30343B"),
    ]  # fmt: skip
    assert made.bases["same-dose"].words == "same dose" and made.bases["any"].both_treated is False
    assert made.facets["dose_rate"].units == ("Gy/s",)
    assert [(one.facet, one.value) for one in made.gap_columns] == [
        ("setting", "patients"), ("dose_rate", "high"),
    ]  # fmt: skip
    assert graph.layers == {"flash": made}
    assert graph.layer_of["flash-irradiation.increases.skin.one"] == "flash"
    assert graph.layer_of["entity/skin"] == graph.layer_of["reference/fry2020"] == "flash"


def test_a_folder_without_manifest_has_a_neutral_one_and_any_words(flash: Path) -> None:
    (flash / "corpus.yaml").unlink()
    write(flash, "claims/skin/skin.yaml", CLAIM.replace("BASIS", ", basis: [who-knows]"))
    made = read(flash).manifest
    assert made == Manifest.neutral("flash")
    assert not (made.arms or made.compartments or made.bases or made.facets or made.gap_columns)
    assert made.treatment.noun == "treatment"
    write(flash, "claims/skin/skin.yaml", CLAIM.replace("BASIS", ""))
    assert read(flash).claims, "where no basis is named, none is missed"


def test_a_basis_is_missed_where_both_arms_are_treated(flash: Path) -> None:
    write(flash, "claims/skin/skin.yaml", CLAIM.replace("BASIS", ""))
    assert "two different treatments are compared without a basis: same-dose" in told(flash)
    write(flash, "claims/skin/skin.yaml", CLAIM.replace("BASIS", ", basis: [any]"))
    assert read(flash).claims


def test_arms_that_are_no_radiation_need_a_basis_as_well(flash: Path) -> None:
    write(flash, "entities/all.yaml", ENTITIES.replace("kind: radiation", "kind: agent"))
    write(flash, "claims/skin/skin.yaml", CLAIM.replace("BASIS", ""))
    assert "without a basis" in told(flash)


def test_two_corpora_stand_together_and_every_record_knows_its_own(
    flash: Path, small: Path
) -> None:
    corpus = read(small, flash)
    assert list(corpus.layers) == ["small", "flash"]
    assert corpus.manifest.id == "small", "the first one is what the whole is called"
    assert [arm.letter for arm in corpus.manifest.arms] == ["C", "P", "F", "C"]
    assert list(corpus.manifest.bases)[:2] == ["same-dose", "any"]
    assert corpus.manifest.compare == ("carbon-ion-irradiation", "photon-irradiation")
    assert corpus.layer_of["flash-irradiation.increases.skin.one"] == "flash"
    assert corpus.layer_of["carbon-ion-irradiation.increases.hmgb1-release.let"] == "small"


def test_evidence_added_to_a_claim_of_the_base_belongs_to_its_own_layer(
    flash: Path, small: Path
) -> None:
    write(flash, "claims/skin/more.yaml", CLAIM.replace("BASIS", "").replace(
        "subject: flash-irradiation", "subject: carbon-ion-irradiation"
    ).replace("object: skin", "object: hmgb1-release").replace(
        "    contrasts: [{versus: conventional-dose-rate, level: [lower]}]\n", ""
    ).replace("summary: Own words.", "summary: Other words."))  # fmt: skip
    corpus = read(small, flash)
    claim = "carbon-ion-irradiation.increases.hmgb1-release"
    assert {corpus.layer_of[f"{claim}.{one}"] for one in ("isodose", "let")} == {"small"}
    assert corpus.layer_of[f"{claim}.one"] == "flash"
    assert corpus.layer_of[f"claim/{claim}"] == "small"


def test_one_id_names_one_corpus(flash: Path, small: Path) -> None:
    write(flash, "corpus.yaml", FLASH.replace("id: flash", "id: small"))
    assert "flash/corpus.yaml:1: id: 'small' is a corpus in use already" in told(small, flash)


def test_two_folders_of_one_name_without_manifest_keep_apart(flash: Path, tmp_path: Path) -> None:
    (flash / "corpus.yaml").unlink()
    other = tmp_path / "other" / "flash"
    write(other, "references.yaml", "references:\n- {id: poe2021, title: Another}\n")
    assert list(read(flash, other).layers) == ["flash", "flash-2"]


def test_a_corpus_may_lie_on_one_that_is_below_it(flash: Path, small: Path) -> None:
    write(flash, "corpus.yaml", FLASH + "extends: [small]\n")
    assert "lies on 'small', which is not below it" in told(flash)
    assert "no compartment 'anywhere' in the manifest" in told(small, flash), "words of the base"
    write(flash, "entities/all.yaml", ENTITIES.replace("anywhere", "systemic"))
    assert read(small, flash).layers["flash"].extends == ("small",)


def test_the_shipped_manifest_says_what_pictures_show() -> None:
    made = kg.load().manifest
    drawn = [(arm.letter, arm.colour, arm.name) for arm in made.arms[:2]]
    assert drawn == [("C", "#B34700", "carbon ions"), ("P", "#0063A8", "photons")]
    assert [one.caption for one in made.compartments][:2] == ["Beam", "Treatment"]
    assert made.stated_bases == ("isodose", "isoeffective")
    assert list(made.gap_conditions) == ["in vitro", "in vivo", "patients", "hypoxia"]


def test_a_new_corpus_begins_with_a_commented_manifest_that_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "drugs"
    args = ["new", "corpus", "drugs", "--title", 'Drugs & "more"', "--in", str(folder)]
    done = CliRunner().invoke(main, args)
    assert (done.exit_code, done.output) == (0, f"{folder / 'corpus.yaml'}\n")
    made = read(folder).manifest
    assert (made.id, made.title) == ("drugs", 'Drugs & "more"')
    again = CliRunner().invoke(main, args)
    assert again.exit_code == 2 and "is there already" in again.output


def test_every_field_of_a_manifest_is_in_the_skeleton(tmp_path: Path) -> None:
    text = write_corpus("drugs", tmp_path).read_text(encoding="utf-8")
    fields = [name for name in Manifest.model_fields if f"{name}:" not in text]
    assert fields == []
    bare = "\n".join(
        line.removeprefix("# ") for line in text.splitlines()[3:]
        if not line.startswith("#  ") or line.startswith("#   ")
    )  # fmt: skip
    write(tmp_path, "corpus.yaml", bare)
    write(tmp_path, "entities/a.yaml", "entities:\n" + "".join(
        f"- {{id: {name}-arm, label: {name}, kind: agent, no_term: none}}\n"
        for name in ("first", "second")
    ))  # fmt: skip
    made = read(tmp_path).manifest
    assert [arm.letter for arm in made.arms] == ["A", "B"], "what is commented is sound"
    assert made.bases["other"].both_treated is False


@pytest.mark.parametrize(
    ("given", "cause"),
    [({"key": "Drugs"}, "id 'Drugs'"), ({"key": "d", "base": "nowhere"}, "base 'nowhere'")],
)
def test_a_new_corpus_needs_a_sound_id_and_base(
    given: dict[str, str], cause: str, tmp_path: Path
) -> None:
    with pytest.raises(RequestError, match=cause):
        write_corpus(folder=tmp_path, **given)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("licence", ["CC-BY-4.0", "ODbL-1.0", "LicenseRef-own", "https://a.b/c"])
def test_a_licence_is_an_address_or_an_id_of_spdx(flash: Path, licence: str) -> None:
    given = "https://creativecommons.org/publicdomain/zero/1.0/"
    write(flash, "corpus.yaml", FLASH.replace(given, licence))
    assert read(flash).manifest.licence == licence
    with pytest.raises(RequestError, match="licence 'blah': write its address, or its SPDX id"):
        write_corpus("new", flash.parent / "new", licence="blah")
