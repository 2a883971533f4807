from __future__ import annotations

import kg
from kg.show import answers


def test_where_no_mechanism_leads_there_the_kind_is_pointed_to() -> None:
    """Only beams and combinations raise CD8+ cells; ICAM-1 leads to T cells at large."""
    answer = answers.chains(kg.load(), "carbon-ion-irradiation", "cd8-t-cell-infiltration")
    (told,) = (remark for remark in answer.remarks if "a kind of" in remark)
    assert "kg chains carbon-ion-irradiation t-cell-infiltration" in told


def test_where_a_mechanism_leads_there_nothing_is_pointed_to() -> None:
    answer = answers.chains(kg.load(), "carbon-ion-irradiation", "type-i-ifn-response")
    assert not any("a kind of" in remark for remark in answer.remarks)


BEAMS = ("carbon-ion-irradiation", "photon-irradiation")


def test_an_advantage_by_level_is_shown_with_its_links() -> None:
    """Carbon gives circulating lymphocytes less, and their dose causes lymphopenia."""
    answer = answers.chains(kg.load(), BEAMS[0], "lymphopenia", versus=BEAMS[1])
    sheets = {sheet.name: [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
              for sheet in answer.sheets}  # fmt: skip
    row = next(
        row for row in sheets["advantages"]
        if row["enters_at"] == "dose to circulating lymphocytes"
    )  # fmt: skip
    assert (row["predicted_at_end"], row["end_is"]) == ("lower", "explained")
    link = next(row for row in sheets["links"]
                if row["subject"] == "dose-to-circulating-lymphocytes")  # fmt: skip
    assert str(row["chain"]) in link["chains"]
    assert any(remark.startswith("Level: ") for remark in answer.remarks)


def test_where_no_signed_chain_leads_the_title_says_so() -> None:
    answer = answers.chains(
        kg.load(), BEAMS[0], "dose-to-circulating-lymphocytes", versus=BEAMS[1], max_length=2,
    )  # fmt: skip
    assert "was not measured directly in this corpus. It was seen lower than" in answer.sentence
    assert "No signed way" in answer.sentence
    assert any(remark.startswith("No signed chain leads there.") for remark in answer.remarks)


def test_a_measured_null_names_its_paper() -> None:
    answer = answers.chains(
        kg.load(), BEAMS[0], "pd-l1-expression-tumour-cell", where=["oxygen=hypoxia"], max_length=3
    )
    seen = next(sheet for sheet in answer.sheets if sheet.name == "seen")
    (null,) = (dict(zip(seen.columns, row, strict=True)) for row in seen.rows if row[0] == "0")
    assert null["references"] == ("huang2020b",)
    assert null["holds_under"] == "irradiated tumour-cell; oxygen hypoxia"
    assert "does not change" in answer.sentence


def test_a_link_tells_how_many_studies_report_what_was_asked() -> None:
    answer = answers.chains(
        kg.load(), BEAMS[0], "ecto-calreticulin", where=["dose=10 Gy"], max_length=1
    )
    (links,) = (sheet for sheet in answer.sheets if sheet.name == "links")
    (link,) = (dict(zip(links.columns, row, strict=True)) for row in links.rows)
    (told,) = link["reporting"]
    number, of = told.removeprefix("dose: ").split(" of ")
    assert 1 <= int(number) < int(of) == link["studies"]


def test_one_gene_is_no_genes() -> None:
    """Count in words as people do."""
    answer = answers.explain(kg.load(), up=["CD274"], max_length=1, permutations=99)
    assert answer.title == "What fits 1 gene up and 0 down"
