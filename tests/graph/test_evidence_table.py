from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.graph import Graph, evidence_table
from kg.graph.columns import COLUMNS as COLUMNS_TOLD
from kg.graph.columns import table_schema
from kg.graph.table import COLUMNS

ROOT = Path(__file__).parents[2]

Change = Callable[..., Graph]

# Other people's scripts read these names
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


def test_the_columns_begin_with_those_of_the_design() -> None:
    designed = DESIGNED.split()
    assert list(COLUMNS[: len(designed)]) == designed
    assert len(set(COLUMNS)) == len(COLUMNS)


@pytest.mark.parametrize("name", ["small", "shipped"])
def test_the_table_obeys_its_schema(name: str, graph: Graph) -> None:
    """Every cell has the type and, where a list is closed, a value that its column promises."""
    fields = {field["name"]: field for field in table_schema()["fields"]}
    assert tuple(fields) == COLUMNS
    made = evidence_table(kg.load() if name == "shipped" else graph)
    assert made
    filled = set()
    for row in made:
        for column, cell in zip(COLUMNS, row, strict=True):
            field = fields[column]
            assert field["description"]
            if not cell:
                continue
            filled.add(column)
            if field["type"] == "integer":
                assert int(cell) >= 1
            elif field["type"] == "number":
                float(cell)
            assert cell in field.get("constraints", {"enum": [cell]})["enum"], (column, cell)
    if name == "shipped":
        nowhere = {"in_kind", "irradiated", "statistics", "comparator_statistics", "status",
                   "layer", "void", "supersedes", "retracts"}  # fmt: skip
        assert set(COLUMNS) - filled - nowhere <= {
            f"dose_rate_{part}" for part in ("min", "max", "unit")
        }


def test_the_page_of_the_products_tells_every_column() -> None:
    page = (ROOT / "build" / "README.md").read_text(encoding="utf-8")
    for column in COLUMNS_TOLD:
        assert f"| `{column.name}` | {column.type} | {column.means} |" in page, column.name


def test_numbers_stand_in_columns_of_their_own(changed: Change) -> None:
    exposure = "exposure: {dose: {values: [1], unit: Gy}}"
    graph = changed((IL2, exposure,
        "irradiated: immune-cell\n"
        "    exposure: {dose: {min: 2, max: 4.5, unit: Gy(RBE), per: fraction}, fractions: 3, "
        "let_kev_um: {min: 70}, energy: {value: 290, unit: MeV/u}, printed: 3 times}\n"
        "    conditions: {time: {value: -1, unit: d}}\n"
        "    quantities: [{measure: fold, value: 0.4, printed: less than half}]\n"
        "    statistics: {p: <0.05, n: 4}\n    note: Careful.\n"
        "    agents: [{entity: anti-pd-1, dose: 1 mg, route: [ip], timing: [after]}]\n"
        "    perturbation: {direction: down, by: sirna}"))  # fmt: skip
    (row,) = rows(graph, object="il2-secretion-t-cell")
    wanted = {
        "contrast": "1", "irradiated": "immune-cell", "dose_min": "2", "dose_max": "4.5",
        "dose_unit": "Gy(RBE)", "dose_per": "fraction", "fractions": "3", "let_min": "70",
        "let_max": "", "let_unit": "keV/um", "energy_min": "290", "energy_unit": "MeV/u",
        "exposure_printed": "3 times", "time_min": "-1", "time_unit": "d",
        "quantities": "0.4-fold [less than half]", "statistics": "p <0.05; n 4",
        "notes": "Careful.", "agents": "anti-pd-1; 1 mg; ip; after",
        "perturbation": "down by sirna", "baseline": "untreated", "status": "", "layer": "small",
        "void": "", "supersedes": "", "retracts": "",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_the_other_arm_has_its_own_columns(graph: Graph) -> None:
    found = rows(graph, claim="cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response")
    (row,) = [one for one in found if one["contrast"] == "3"]
    assert row["comparator_exposure"] == "10 Gy; 1 fraction; x-ray"
    assert (row["comparator_dose_min"], row["comparator_dose_unit"]) == ("10", "Gy")
    assert row["comparator_fractions"] == "1"
    (row,) = rows(graph, subject="cirt-dc")
    assert (row["differs_here"], row["comparator"]) == ("route=iv", "cirt-dc[route=it]")


def test_rows_are_sorted_and_complete(graph: Graph) -> None:
    table = evidence_table(graph)
    assert list(table) == sorted(table)
    assert {len(row) for row in table} == {len(COLUMNS)}
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
        "contrast": "1",
        "baseline": "untreated",
        "dose_min": "1",
        "dose_max": "1",
        "dose_unit": "Gy",
        "layer": "small",
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
