"""One thing, one entity; one study, one vote: identity over files and layers."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.curation import check_retractions, read
from kg.errors import CurationError, RequestError
from kg.graph import assemble
from kg.votes import Standing, Topic, observe


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def entity(key: str, label: str, extra: str = "no_term: none", kind: str = "gene") -> str:
    return f'- {{id: {key}, label: "{label}", kind: {kind}, {extra}}}\n'


def xref(curie: str, label: str, match: str = "exact") -> str:
    return f'xrefs: [{{curie: "{curie}", label: "{label}", match: {match}}}]'


def told(*folders: Path) -> str:
    with pytest.raises(CurationError) as caught:
        read(*folders)
    return str(caught.value)


def check(own: Path, small: Path, *entities: str) -> str:
    write(own, "entities/genes.yaml", "entities:\n" + "".join(entities))
    try:
        return "\n".join(map(str, read(small, own).warnings))
    except CurationError as error:
        return str(error)


# -- things ---------------------------------------------------------------------------------------


def test_an_exact_identifier_names_one_entity_over_all_layers(own: Path, small: Path) -> None:
    message = check(own, small, entity("mine", "Mine", xref("HGNC:4983", "HMGB1")))
    assert message.startswith("own/entities/genes.yaml:2: entities.0.xrefs.0.curie: HGNC:4983 is ")
    assert "the exact identifier of 'hmgb1' already, at small/entities/biology.yaml:" in message
    assert "merge the two: use 'hmgb1' for 'mine' and add your label to its synonyms" in message
    assert check(own, small, entity("mine", "Mine", xref("HGNC:4983", "HMGB1", "close"))) == ""
    twice = (entity("a", "A", xref("HGNC:1", "A1")), entity("b", "B", xref("HGNC:1", "A1")))
    assert "HGNC:1 is the exact identifier of 'a' already" in check(own, small, *twice)


@pytest.mark.parametrize(
    ("curie", "cause", "remedy"),
    [
        ("hgnc:4983", "no prefix 'hgnc'", "write HGNC:"),
        ("go:0006915", "no prefix 'go'", "write GO:"),
        ("Cellosaurus:CVCL_0042", "no prefix 'Cellosaurus'", "write cellosaurus:"),
        ("HGCN:4983", "no prefix 'HGCN'", "did you mean 'HGNC'?"),
        ("QQQQQQ:12", "no prefix 'QQQQQQ'", "use a prefix of the Bioregistry"),
    ],
)
def test_a_prefix_is_known_and_spelled_as_it_is(
    curie: str, cause: str, remedy: str, own: Path, small: Path
) -> None:
    message = check(own, small, entity("mine", "Mine", xref(curie, "x")))
    assert f"entities.0.xrefs.0.curie: {cause}: {remedy}" in message


def test_an_identifier_has_one_label(own: Path, small: Path) -> None:
    message = check(own, small, entity("il6", "IL6", xref("HGNC:4983", "IL6", "close")))
    assert "HGNC:4983 is 'HMGB1' at small/entities/" in message
    assert "and not 'IL6': look 'IL6' up again" in message
    assert check(own, small, entity("il6", "IL6", xref("HGNC:4983", "hmgb1", "close"))) == ""


def test_a_gene_by_another_vocabulary_is_asked_about(own: Path, small: Path) -> None:
    message = check(own, small, entity("other", "O", xref("NCBIGene:3146", "HMGB1")))
    assert "warning: 'HMGB1' is also HGNC:4983, of 'hmgb1': if they are one gene, use" in message


@pytest.mark.parametrize(
    ("word", "symbol"),
    [("9-Sep", "SEPTIN9"), ("Mar-01", "MARCHF1"), ("1-Dec", "DELEC1"), ("2-Oct", "the symbol as"),
     ("2009-09-01", "the symbol as")],
)  # fmt: skip
def test_a_date_is_no_gene(word: str, symbol: str, own: Path, small: Path) -> None:
    message = check(own, small, entity("sept", word))
    assert f"entities.0.label: '{word}' is a date, which a spreadsheet makes of a gene" in message
    assert f"write {symbol}" in message
    assert check(own, small, entity("sept", word, kind="process")) == ""
    assert "synonyms" in check(own, small, entity("sept", "S", f"no_term: n, synonyms: [{word}]"))


def test_a_label_twice_is_an_error_within_a_layer_and_a_warning_across(
    own: Path, small: Path
) -> None:
    twice = (entity("a", "Gene A"), entity("b", "gene  a"))
    assert "entities.1.label: 'gene  a' is also the label of 'a'" in check(own, small, *twice)
    write(own, "entities/genes.yaml", "entities:\n" + entity("mine", "hmgb1"))
    (warning,) = read(small, own).warnings
    assert (warning.severity, warning.field) == ("warning", "entities.0.label")
    assert "is also the label of 'hmgb1', at small/entities/biology.yaml:" in warning.cause


def test_show_shows_both_that_bear_a_label(own: Path, small: Path) -> None:
    write(
        own, "entities/genes.yaml", "entities:\n" + entity("mine", "HMGB1 Release", kind="process")
    )
    done = CliRunner().invoke(
        main, ["--corpus", str(small), "--with", str(own), "show", "HMGB1 release"]
    )
    assert done.exit_code == 0
    assert "(hmgb1-release)" in done.output and "(mine)" in done.output


# -- papers ---------------------------------------------------------------------------------------


def test_a_doi_is_taken_out_of_an_address_and_known_in_any_case(small: Path, own: Path) -> None:
    write(own, "references.yaml", (
        "references:\n- {id: aaa2021, title: A, DOI: 'https://doi.org/10.1/AbC%3C2'}\n"
        "- {id: bbb2021, title: B, DOI: 'doi:10.1000/XyZ'}\n- {id: ccc2021, title: C, DOI: "
        "'10.1000/xyz'}\n"
    ).replace("10.1/", "10.1234/"))  # fmt: skip
    message = told(small, own)
    assert "references.2.DOI: 10.1000/xyz is also 'bbb2021'" in message
    write(own, "references.yaml", (own / "references.yaml").read_text().split("- {id: ccc")[0])
    references = read(small, own).references
    assert references["aaa2021"].doi == "10.1234/AbC<2", "the letters stay as printed"
    assert references["bbb2021"].doi == "10.1000/XyZ"


CLAIM = """\
title: Mine
claims:
- subject: carbon-ion-irradiation
  predicate: increases
  object: hmgb1-release
  evidence:
  - {id: mine, references: [KEY], read_in: KEY, locator: [abstract], certainty: asserted,
     system: {setting: in_vitro}, summary: Own words.}
"""
TRIPLE = "carbon-ion-irradiation.increases.hmgb1-release"


def record(corpus: object, name: str = "mine") -> tuple[str, ...]:
    claims = corpus.claims  # type: ignore[attr-defined]
    (found,) = (one for one in claims[TRIPLE].evidence if one.id == name)
    return (*found.references, found.read_in)


def test_two_layers_that_key_one_paper_differently_are_joined_by_doi(
    small: Path, own: Path
) -> None:
    doi = read(small).references["ran2021"].doi
    assert doi
    write(own, "references.yaml", (
        f"references:\n- {{id: ran2021b, title: As somebody else has it, DOI: '{doi.upper()}', "
        "volume: '99', PMCID: PMC1, author: [{family: Ran}]}\n"
    ))  # fmt: skip
    write(own, "claims/mine/a.yaml", CLAIM.replace("KEY", "ran2021b"))
    corpus = read(small, own)
    assert "ran2021b" not in corpus.references
    assert record(corpus) == ("ran2021", "ran2021")
    before, after = read(small).references["ran2021"], corpus.references["ran2021"]
    assert (after.title, after.volume, after.author) == (before.title, before.volume, before.author)
    assert after.keys == ("ran2021b",)


def test_a_key_that_another_paper_has_below_is_kept_apart(small: Path, own: Path) -> None:
    write(own, "references.yaml", (
        "references:\n- {id: ran2021, title: Another, DOI: 10.5555/another, issued: 2021, "
        "author: [{family: Ran}]}\n"
    ))  # fmt: skip
    write(own, "claims/mine/a.yaml", CLAIM.replace("KEY", "ran2021"))
    corpus = read(small, own)
    assert corpus.references["ran2021"].title != "Another"
    assert corpus.references["ran2021a"].title == "Another"
    assert record(corpus) == ("ran2021a", "ran2021a")
    assert record(corpus, "isodose")[0] == "ran2021", "the base goes on using its own"


@pytest.mark.parametrize(
    ("key", "ours"),
    [("Doe_2026", "doe2026"), ("Müller:2026", "muller2026"),
     ("doeCarbonIons2026", "doecarbonions2026"), ("WOS:000012", "doe2026"),
     ("10.5555/x", "doe2026")],
)  # fmt: skip
def test_keys_of_any_citation_manager_are_mapped(
    key: str, ours: str, small: Path, own: Path
) -> None:
    write(own, "references.yaml", (
        f"references:\n- {{id: '{key}', title: Mine, issued: 2026, author: [{{family: Doe}}]}}\n"
        f"- {{id: other2026, title: Later, version_of: '{key}'}}\n"
    ))  # fmt: skip
    write(own, "claims/mine/a.yaml", CLAIM.replace("KEY", f"'{key}'"))
    corpus = read(small, own)
    assert record(corpus) == (ours, ours)
    assert corpus.references[ours].keys == (key,)
    assert corpus.references["other2026"].version_of == ours


def test_a_key_of_which_none_can_be_made_is_told_in_words(small: Path, own: Path) -> None:
    write(own, "references.yaml", "references:\n- {id: 'X:1', title: Mine}\n")
    message = told(small, own)
    assert "'X:1' is no key, and there is no author and year to make one of" in message


def test_papers_of_one_title_and_author_are_asked_about(small: Path, own: Path) -> None:
    pair = (
        "references:\n- {id: hale2021, title: One alarm, author: [{family: Hale}]}\n"
        "- {id: hale2022, title: 'One  Alarm.', author: [{family: Hale}]EXTRA}\n"
    )
    write(own, "references.yaml", pair.replace("EXTRA", ""))
    (warning,) = read(small, own).warnings
    assert warning.field == "references.1.title" and "add version_of: hale2021" in warning.remedy
    write(own, "references.yaml", pair.replace("EXTRA", ", version_of: hale2021"))
    assert read(small, own).warnings == ()


def test_a_correction_names_what_it_corrects(small: Path, own: Path) -> None:
    text = "references:\n- {id: hale2023, title: 'Correction to: One alarm'EXTRA}\n"
    write(own, "references.yaml", text.replace("EXTRA", ""))
    (warning,) = read(small, own).warnings
    assert "a correction of nothing" in warning.cause
    write(own, "references.yaml", text.replace("EXTRA", ", version_of: ran2021"))
    assert read(small, own).warnings == ()


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("version_of: nobody2020", ".version_of: no reference 'nobody2020'"),
        ("version_of: hale2022", "is a version or member of itself"),
        ("members: [ran2021], study_type: cohort", ".members: members of a cohort: only meta_ana"),
        ("members: [nobody2020], study_type: meta_analysis", "no reference 'nobody2020'"),
        ("retracted: {date: yesterday}", "write year-month-day: 2026-01-31"),
    ],
)
def test_faults_of_what_becomes_of_a_paper(
    extra: str, message: str, small: Path, own: Path
) -> None:
    write(own, "references.yaml", f"references:\n- {{id: hale2022, title: T, {extra}}}\n")
    assert message in told(small, own)


def test_versions_in_a_circle_are_told_once(small: Path, own: Path) -> None:
    write(own, "references.yaml", (
        "references:\n- {id: hale2021, title: A, version_of: hale2022}\n"
        "- {id: hale2022, title: B, version_of: hale2021}\n"
    ))  # fmt: skip
    message = told(small, own)
    assert message.count("a circle of versions: hale2021 -> hale2022 -> hale2021") == 1


# -- lists of retractions -------------------------------------------------------------------------

HEAD = (
    "Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason\n"
)


def listed(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "watch.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_list_of_retractions_is_held_against_the_bibliography(
    small: Path, tmp_path: Path
) -> None:
    corpus = read(small)
    ran, huang = corpus.references["ran2021"], corpus.references["huang2019"]
    assert ran.doi and huang.doi
    path = listed(
        tmp_path,
        f"1,A,1/31/2024 0:00,10.1/notice,{ran.doi.upper()},0,Retraction,+Images;+Data;",
        f"2,B,2/1/2024 0:00,,{huang.doi},0,Expression of concern,",
        "3,C,2/1/2024 0:00,,10.1/unknown,0,Retraction,",
    )
    concern, retracted = sorted(check_retractions(corpus, path), key=lambda one: one.severity)[::-1]
    assert (concern.severity, concern.field) == ("warning", "huang2019")
    assert (retracted.severity, retracted.field) == ("error", "ran2021")
    assert str(retracted).startswith("small/references.yaml:")
    assert "ran2021 is retracted (Images, Data): add retracted: {date: 2024-01-31, " in str(
        retracted
    )
    text = (small / "references.yaml").read_text()
    noted = retracted.remedy.removeprefix("add ")
    (small / "references.yaml").write_text(
        text.replace("- id: ran2021\n", f"- id: ran2021\n  {noted}\n")
    )
    again = check_retractions(read(small), path)
    assert [one.field for one in again] == ["huang2019"], "what is noted is not told again"


def test_a_reinstated_paper_is_not_told_and_a_pmid_is_enough(small: Path, tmp_path: Path) -> None:
    corpus = read(small)
    key, pmid = next((key, one.pmid) for key, one in corpus.references.items() if one.pmid)
    row = f"1,A,1/31/2020,,,{pmid},Retraction,"
    (found,) = check_retractions(corpus, listed(tmp_path, row))
    assert found.field == key
    path = listed(tmp_path, row, f"2,A,1/31/2021,,,{pmid},Reinstatement,")
    assert check_retractions(corpus, path) == ()


def test_the_command_tells_retractions_and_refuses_another_table(
    small: Path, tmp_path: Path
) -> None:
    doi = read(small).references["ran2021"].doi
    path = listed(tmp_path, f"1,A,1/31/2024,,{doi},0,Retraction,")
    args = ["--corpus", str(small), "check", "--retractions"]
    done = CliRunner().invoke(main, [*args, str(path)])
    assert done.exit_code == 2 and "ran2021 is retracted" in done.output
    path.write_text("a,b\n1,2\n")
    with pytest.raises(RequestError, match="no column OriginalPaperDOI"):
        check_retractions(read(small), path)
    assert CliRunner().invoke(main, [*args, str(tmp_path / "none.csv")]).exit_code == 2


def test_a_preprint_in_another_layer_is_one_study_with_the_article(small: Path, own: Path) -> None:
    write(own, "references.yaml", (
        "references:\n- {id: pre2020, title: Before, version_of: ran2021, "
        "study_type: primary_invitro}\n"
    ))  # fmt: skip
    claim = CLAIM.replace("KEY", "pre2020")
    write(own, "claims/mine/a.yaml", claim)
    topic = Topic("hmgb1-release", "carbon-ion-irradiation")

    def studies(*folders: Path) -> int:
        return len(Standing.of(observe(assemble(read(*folders)))[topic]).voters("+"))

    assert studies(small, own) == studies(small)
    write(own, "references.yaml", (own / "references.yaml").read_text().replace(
        ", version_of: ran2021", ""))  # fmt: skip
    assert studies(small, own) == studies(small) + 1
