from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kg.curation import read
from kg.curation.document import read_document
from kg.errors import CurationError, KgError


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} must stand once in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems_of(*folders: Path) -> list[str]:
    with pytest.raises(CurationError) as caught:
        read(*folders)
    return str(caught.value).split("\n")


def test_small_corpus_is_read_without_a_warning(small: Path) -> None:
    corpus = read(small)
    assert len(corpus.claims) == 9
    assert len(corpus.entities) == 35
    assert corpus.warnings == ()
    assert corpus.topics["trex1-expression.decreases.type-i-ifn-response"] == "sensing"
    assert corpus.inventory["liu2025"]["table1.160"].references == (160,)


def test_everything_is_sorted_by_id(small: Path) -> None:
    corpus = read(small)
    for shelf in (corpus.entities, corpus.references, corpus.claims, corpus.topics):
        assert list(shelf) == sorted(shelf)
    ids = [e.id for e in corpus.claims["carbon-ion-irradiation.increases.hmgb1-release"].evidence]
    assert ids == ["isodose", "isoeffective", "let"]


def test_a_corpus_cannot_be_changed(small: Path) -> None:
    corpus = read(small)
    with pytest.raises(TypeError):
        corpus.entities["new"] = corpus.entities["hmgb1"]  # type: ignore[index]


def test_defaults_fill_what_a_record_leaves_out(small: Path) -> None:
    claim = read(small).claims["carbon-ion-irradiation.increases.ecto-calreticulin"]
    (evidence,) = claim.evidence
    assert evidence.read_in == "huang2019"  # its own
    assert evidence.system.setting == "in_vitro"  # the file's


def test_several_broken_files_are_all_reported_in_order(small: Path) -> None:
    replace(small / "claims/time/il2.yaml", "predicate: decreases", "predicate: decrease")
    replace(small / "claims/icd/hmgb1.yaml", "[ran2021]", "[rann2021]")
    replace(small / "claims/icd/hmgb1.yaml", "[icd.2.6]", "[icd.9.6]")
    replace(small / "entities/biology.yaml", "in: tumour", "in: [tumour")
    replace(small / "references.yaml", "PMC6151640", "6151640")
    (small / "claims/time/mdsc.yaml").write_bytes(b"\xff")
    told = problems_of(small)
    places = [line.split(": ")[0] for line in told]
    for place in (
        "small/claims/icd/hmgb1.yaml:10",
        "small/claims/icd/hmgb1.yaml:24",
        "small/claims/time/il2.yaml:6",
        "small/claims/time/mdsc.yaml:1",
        "small/references.yaml:38",
    ):
        assert place in places, "\n".join(told)
    assert "small/entities/biology.yaml:75" in places
    assert len(places) == 6, "\n".join(told)  # users of what biology.yaml defines are not blamed
    order = [(place.rsplit(":", 1)[0], int(place.rsplit(":", 1)[1])) for place in places]
    assert order == sorted(order)


def test_a_message_is_file_line_field_cause_remedy_on_one_line(small: Path) -> None:
    replace(small / "claims/time/il2.yaml", "jurkat]", '"ju\\nrkat\\e[31m"]')
    told = problems_of(small)
    assert len(told) == 2  # the escape itself is refused as well
    for line in told:
        assert re.fullmatch(r"small/claims/time/il2\.yaml:12: [\w.]+: .+: .+", line)
        assert line.isprintable()


def test_curation_errors_are_errors_of_the_package() -> None:
    assert issubclass(CurationError, KgError)


def test_a_use_of_a_faulty_entity_is_not_reported_again(small: Path) -> None:
    replace(small / "entities/models.yaml", '- id: jurkat\n  label: "Jurkat"', "- id: jurkat")
    assert problems_of(small) == [
        "small/entities/models.yaml:3: entities.0.label: missing: add 'label'"
    ]


def test_unusual_signs_only_warn(small: Path) -> None:
    path = small / "claims/time/il2.yaml"
    replace(path, 'comparator_sign: "-"', 'comparator_sign: "0"')
    (warning,) = read(small).warnings
    assert warning.severity == "warning"
    assert str(warning) == (
        "small/claims/time/il2.yaml:15: claims.0.evidence.0.contrasts.0.level: warning: subject - "
        "and comparator 0 with level higher: 'lower' follows from the signs; read the sentence "
        "again"
    )


@pytest.mark.parametrize(
    ("predicate", "sign", "level", "severity"),
    [
        ("increases", "+", "lower", None),
        ("increases", "+", "similar", None),
        ("increases", "-", "higher", None),
        ("increases", "-", "similar", "error"),
        ("increases", "0", "higher", None),
        ("increases", "0", "similar", "warning"),
        ("decreases", "+", "lower", None),
        ("decreases", "+", "similar", "error"),
        ("decreases", "-", "higher", None),
        ("decreases", "0", "lower", None),
        ("decreases", "0", "similar", "warning"),
        ("does_not_change", "+", "lower", None),
        ("does_not_change", "+", "higher", "warning"),
        ("does_not_change", "-", "higher", None),
        ("does_not_change", "-", "lower", "warning"),
        ("does_not_change", "0", "similar", None),
        ("does_not_change", "0", "higher", "warning"),
        ("affects", "+", "higher", "warning"),
    ],
)
def test_signs_and_levels_of_one_study(
    predicate: str, sign: str, level: str, severity: str | None, small: Path
) -> None:
    path = small / "claims/time/il2.yaml"
    replace(path, "predicate: decreases", f"predicate: {predicate}")
    replace(path, 'comparator_sign: "-"', f'comparator_sign: "{sign}"')
    replace(path, "level: [higher]", f"level: [{level}]")
    try:
        found = [problem.severity for problem in read(small).warnings]
    except CurationError as error:
        found = [problem.severity for problem in error.problems]
    assert found == ([severity] if severity else [])


def test_words_of_yaml_1_1_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: no\nb: on\nc: 12:30\nd: 1_000\ne: 0x1F\nf: 2021-01-01\ng: Y\nh: 010\n")
    content = read_document(path, "x.yaml").content
    assert content == {
        "a": "no", "b": "on", "c": "12:30", "d": "1_000", "e": "0x1F", "f": "2021-01-01",
        "g": "Y", "h": 10,
    }  # fmt: skip


def test_numbers_and_quoted_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\nb: 2.50\nc: '3'\nd: -4\ne: 1e3\nf: true\ng: null\nh: |\n  5\n")
    content = read_document(path, "x.yaml").content
    assert content == {
        "a": 1, "b": 2.5, "c": "3", "d": -4, "e": 1000.0, "f": True, "g": None, "h": "5\n",
    }  # fmt: skip


def test_lines_and_byte_order_marks_of_other_editors(small: Path) -> None:
    for path in (small / "claims/time/il2.yaml", small / "inventory.tsv"):
        windows = path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + windows)
    assert len(read(small).claims) == 9
    replace(small / "claims/time/il2.yaml", "predicate: decreases", "predicate: down")
    (told,) = problems_of(small)
    assert told.startswith("small/claims/time/il2.yaml:6: claims.0.predicate: ")


def test_an_anchor_alone_is_harmless(small: Path) -> None:
    replace(small / "claims/time/il2.yaml", "organism: human", "organism: &who human")
    assert len(read(small).claims) == 9


def test_a_field_has_one_name(small: Path) -> None:
    replace(small / "entities/biology.yaml", "  in: tumour\n", "  place: tumour\n")
    assert any(
        ": entities.12.place: unknown field 'place': " in told for told in problems_of(small)
    )


@pytest.mark.parametrize("inventory", [b"\xff\xfe\x00", b"", b"\n", b"source\n", b'"\0\n'])
def test_no_inventory_stops_the_reading(inventory: bytes, small: Path) -> None:
    (small / "inventory.tsv").write_bytes(inventory)
    assert any(told.startswith("small/inventory.tsv:1: ") for told in problems_of(small))


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    (told,) = problems_of(tmp_path / "none")
    assert told.endswith("none:1: file: no such folder: name a folder laid out like ontology/")


def test_a_folder_without_knowledge(tmp_path: Path) -> None:
    (told,) = problems_of(tmp_path)
    assert ": file: holds nothing curated: use corpus.yaml, entities/<name>.yaml" in told


def test_a_second_folder_adds_to_the_first(small: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    (more / "claims/icd").mkdir(parents=True)
    shutil.move(small / "claims/icd/hmgb1.yaml", more / "claims/icd/hmgb1.yaml")
    (small / "conclusions.yaml").unlink()  # rests on what was moved
    assert len(read(small).claims) == 8
    assert len(read(small, more).claims) == 9
    assert any("no entity" in told for told in problems_of(more))


def test_two_cycles_are_both_reported(small: Path) -> None:
    path = small / "entities/biology.yaml"
    replace(path, "- id: hmgb1\n", "- id: hmgb1\n  part_of: [il2]\n")
    replace(path, "- id: il2\n", "- id: il2\n  part_of: [hmgb1, trex1]\n")
    replace(path, "- id: trex1\n", "- id: trex1\n  part_of: [il2]\n")
    told = problems_of(small)
    assert [line.split(": ", 2)[2] for line in told] == [
        "a cycle: hmgb1 -> il2 -> hmgb1: remove one of these links",
        "a cycle: il2 -> trex1 -> il2: remove one of these links",
    ]


def test_a_cycle_through_a_claim_is_reported_at_the_claim(small: Path) -> None:
    path = small / "claims/sensing/trex1.yaml"
    replace(path, "predicate: decreases", "predicate: part_of")
    replace(path, "object: type-i-ifn-response", "object: trex1")
    replace(small / "entities/biology.yaml", "- id: trex1\n", "- id: trex1\n  part_of: [t-cell]\n")
    replace(
        small / "entities/biology.yaml",
        "- id: t-cell\n",
        "- id: t-cell\n  part_of: [trex1-expression]\n",
    )
    (told,) = problems_of(small)
    assert "a cycle: t-cell -> trex1-expression -> trex1 -> t-cell" in told


def test_a_dose_of_the_same_beam_may_have_a_basis(small: Path) -> None:
    path = small / "claims/time/mdsc.yaml"
    replace(
        path,
        "{versus: photon-irradiation, level",
        "{versus: carbon-ion-irradiation, differs: {facet: let, here: '80', there: '20'}, level",
    )
    assert read(small).warnings == ()


def test_labels_stay_text(small: Path) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    replace(
        small / "entities/biology.yaml",
        'id: hmgb1\n  label: "HMGB1"',
        f"id: hmgb1\n  label: '{evil}'",
    )
    assert read(small).entities["hmgb1"].label == evil


def test_modules_name_what_exists_and_share_nothing(small: Path) -> None:
    path = small / "modules.yaml"
    replace(path, "members: [il2-secretion-t-cell]", "members: [il2-secretion-tcell]")
    replace(path, "topics: [sensing]", "topics: [sensing, icd, telepathy]")
    told = problems_of(small)
    assert len(told) == 3
    assert "no entity 'il2-secretion-tcell': did you mean 'il2-secretion-t-cell'?" in told[2]
    assert any("no claims in 'telepathy'" in line for line in told)
    assert any("'icd' belongs to the module 'sensing' already: list it once" in line
               for line in told)  # fmt: skip
