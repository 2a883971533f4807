from __future__ import annotations

from collections.abc import Callable

from kg.graph import Graph, evidence_table
from kg.graph.table import COLUMNS

Change = Callable[..., Graph]

# DESIGN, section 4: other people's scripts read these names
DESIGNED = """
    claim subject subject_label predicate sign object object_label reference reference_number doi
    source locator comparator comparator_label comparator_sign comparison basis conditions system
    models organism dose let energy certainty evidence_type summary evidence attribution stance
    trend comparator_dose check
"""

HMGB1 = "claims/icd/hmgb1.yaml"
IL2 = "claims/time/il2.yaml"
CALRETICULIN = "claims/icd/calreticulin.yaml"


def rows(graph: Graph, **wanted: str) -> list[dict[str, str]]:
    """Find the rows whose columns hold the values wanted."""
    made = [dict(zip(COLUMNS, row, strict=True)) for row in evidence_table(graph)]
    return [row for row in made if wanted.items() <= row.items()]


def test_the_columns_are_those_of_the_design() -> None:
    assert list(COLUMNS) == DESIGNED.split()


def test_rows_are_sorted_and_complete(graph: Graph) -> None:
    table = evidence_table(graph)
    assert list(table) == sorted(table)
    assert {len(row) for row in table} == {33}
    contrasts = [evidence.contrasts for _, evidence in graph.evidence()]
    assert len(table) == sum(max(1, len(those)) for those in contrasts) + len(graph.gaps)


def test_one_row_per_evidence_and_contrast(graph: Graph) -> None:
    found = rows(graph, claim="cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response")
    assert [(row["comparator"], row["comparison"], row["basis"]) for row in found] == [
        ("anti-pd-1-anti-ctla-4", "higher", ""),
        ("carbon-ion-irradiation", "higher", ""),
        ("phrt-anti-pd-1-anti-ctla-4", "similar", "isodose"),
    ]
    assert {(row["dose"], row["let"], row["energy"]) for row in found} == {
        ("10 Gy", "50", "290 MeV/u")
    }
    assert [row["comparator_dose"] for row in found] == ["", "", "10 Gy"]
    assert {row["models"] for row in found} == {"lm8|c3h-he-mouse"}


def test_a_full_row(graph: Graph) -> None:
    (row,) = rows(graph, object="il2-secretion-t-cell")
    assert {name: value for name, value in row.items() if value} == {
        "claim": "carbon-ion-irradiation.decreases.il2-secretion-t-cell",
        "subject": "carbon-ion-irradiation",
        "subject_label": "carbon-ion irradiation",
        "predicate": "decreases",
        "sign": "-",
        "object": "il2-secretion-t-cell",
        "object_label": "IL-2 secretion by T cells",
        "reference": "miranda2023",
        "reference_number": "119",
        "doi": "10.3390/ijms242316943",
        "source": "liu2025",
        "locator": "time.3.9",
        "comparator": "photon-irradiation",
        "comparator_label": "photon irradiation",
        "comparator_sign": "-",
        "comparison": "higher",
        "basis": "isodose",
        "system": "in_vitro",
        "models": "jurkat",
        "organism": "human",
        "dose": "1 Gy",
        "certainty": "asserted",
        "summary": "T cells lose less IL-2 than after photons.",
        "evidence": "jurkat",
        "attribution": "single",
        "stance": "supports",
    }


def test_a_row_without_contrast_has_empty_contrast_columns(graph: Graph) -> None:
    (row,) = rows(graph, evidence="hypoxia")
    assert row["sign"] == "0"
    assert row["conditions"] == "oxygen=hypoxia"
    assert row["check"] == "adds_condition: Seen at one dose."
    names = ("comparator", "comparator_label", "comparator_sign", "comparison", "basis")
    assert {row[name] for name in names} == {""}


def test_no_sign_for_affects_and_tests(graph: Graph) -> None:
    assert {row["sign"] for row in rows(graph, predicate="affects")} == {""}
    assert {row["sign"] for row in rows(graph, predicate="tests")} == {""}


def test_a_refuting_row_has_no_sign(changed: Change) -> None:
    graph = changed((HMGB1, "  - id: let\n", "  - id: let\n    stance: refutes\n"))
    found = rows(graph, object="hmgb1-release")
    assert {row["evidence"]: row["sign"] for row in found} == {
        "isodose": "+", "isoeffective": "+", "let": "",
    }  # fmt: skip


def test_several_values_of_a_basis_mean_one_of_them(changed: Change) -> None:
    graph = changed(
        (HMGB1, "level: [higher], basis: [isodose]",
         "level: [higher, similar], basis: [isodose, unspecified]"),
    )  # fmt: skip
    (row,) = rows(graph, evidence="isodose")
    assert (row["comparison"], row["basis"]) == ("higher|similar", "isodose|unspecified")


def test_reference_columns_stay_parallel(graph: Graph) -> None:
    (row,) = rows(graph, evidence="limited")
    assert row["reference"] == "chiblak2019|zhou2021"
    assert row["reference_number"] == "108|109"
    assert row["doi"] == "10.1172/jci.insight.123837|"  # the second was not seen


def test_a_self_comparison_prints_facet_and_value(graph: Graph) -> None:
    (row,) = rows(graph, subject="cirt-dc")
    assert row["comparator"] == "cirt-dc[route=it]"


def test_trends_are_told(graph: Graph) -> None:
    told = {row["evidence"]: row["trend"] for row in rows(graph, object="hmgb1-release")}
    assert told["let"] == "let rises (isoeffective)"
    assert told["isodose"] == "dose flat"


def test_gaps_and_trials_have_rows(graph: Graph) -> None:
    (gap,) = rows(graph, predicate="stated_gap")
    assert gap["subject"] == "cirt-anti-pd-1-anti-ctla-4|anti-pd-1"
    assert gap["summary"].startswith("In which order")
    (trial,) = rows(graph, predicate="tests")
    assert trial["subject"] == "nct02946138"


def test_derived_edges_have_no_rows_of_their_own(graph: Graph) -> None:
    assert rows(graph, subject="photon-irradiation") == []


def test_no_cell_can_break_the_table(changed: Change) -> None:
    graph = changed(
        (
            IL2,
            '"T cells lose less IL-2 than after photons."',
            '"a\\tb\\nc\\u2028d\\u00a0\\u3000e  "',
        ),
        (CALRETICULIN, '"Seen at one dose."', '"one | two\\tthree"'),
    )
    for row in evidence_table(graph):
        for cell in row:
            assert cell == " ".join(cell.split())
    (row,) = rows(graph, object="il2-secretion-t-cell")
    assert row["summary"] == "a b c d e"
    (row,) = rows(graph, evidence="hypoxia")
    assert row["check"] == "adds_condition: one / two three"  # '|' would make two of it
