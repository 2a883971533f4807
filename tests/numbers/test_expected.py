"""What a model computes and what a copy of PIDE holds: beside the numbers, and no vote."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.errors import RequestError
from kg.numbers import expected, numbers, read_pide
from kg.numbers.expected import Curve

HEADER = "#ExpID PublicationName Cells PhotonRadiation Ion LET Energy ax_paper bx_paper ai_paper "
HEADER = (HEADER + "bi_paper ax_fit bx_fit ai_fit bi_fit").replace(" ", "\t")
ROWS = (
    "1\tInvented A\tA172\tX\t12C\t75.5\t290\t0.2\t0.05\t0.9\t0.03\t\t\t\t",
    "2\tInvented B\tV79\t60Co\t12C\t50\t\t0.3\t0.01\t0.9\t0.01\t0.18\t0.02\t0.6\t0.01",
    "3\tInvented C\tHSG\tX\t12C\t\t\t0.2\t0.05\t0.9\t0.03\t\t\t\t",
    "4\tInvented D\ta-172\tX\t1H\t2.5\t\t0.2\t0.05\tNaN\tNaN\t0.25\t0.05\t0.3\t0.05",
)
"""Rows made up for these tests, in the columns of PIDE."""


def ensemble(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "pide.tsv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


# -- curves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("curve", [Curve(0.15, 0.0593), Curve(1.5, 0.0), Curve(0.0, 0.05)])
def test_the_dose_of_a_survival_leaves_that_survival(curve: Curve) -> None:
    dose = curve.dose()
    assert dose and curve.survival(dose) == pytest.approx(0.1)
    assert curve.against(curve) == pytest.approx(1.0)
    assert curve.against(curve, 2.0) == pytest.approx(1.0)


def test_an_rbe_is_that_of_the_photons_dose_at_one_survival() -> None:
    photons, ions = Curve(0.2, 0.05), Curve(0.9, 0.03)
    found = ions.against(photons, 2.0)
    assert found and photons.survival(found * 2.0) == pytest.approx(ions.survival(2.0))
    assert ions.against(Curve(0.0, 0.0)) is None


# -- the model, held against the points of its sources that pymkm validates itself with ------------


@pytest.fixture
def model() -> None:
    pytest.importorskip("pymkm", reason="the package pymkm is not installed: cirt-kg[models]")


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(("dose", "survival"), [
    (0.27876, 0.85296), (0.95575, 0.53701), (1.9115, 0.24598),
])  # fmt: skip
def test_survival_is_that_of_the_source(dose: float, survival: float) -> None:
    assert expected(22.5, "carbon").ions.survival(dose) == pytest.approx(survival, rel=0.05)


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(("let", "oer"), [(15.56, 3.203), (30.23, 3.206), (55.38, 2.704)])
def test_the_oxygen_enhancement_ratio_is_that_of_the_source(let: float, oer: float) -> None:
    assert expected(let, pressure=0.0).oer == pytest.approx(oer, rel=0.05)
    assert expected(let, pressure=160.0).oer == pytest.approx(1.0)


@pytest.mark.usefixtures("model")
def test_more_let_kills_more_up_to_overkill() -> None:
    found = [expected(let).rbe or 0.0 for let in (13, 30, 75, 100)]
    assert found == sorted(found) and found[0] > 1
    assert (expected(300).rbe or 0.0) < found[-1]
    assert expected(30, photons=(0.3, 0.05)).rbe < expected(30).rbe  # type: ignore[operator]


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(("words", "said"), [
    (["--let", "5000"], "give 8 to"), (["--let", "50", "--ion", "iron"], "no ion 'iron'"),
    (["--let", "50", "--cells", "HeLa"], "choose among HSG, V79"),
    (["--let", "50", "--oxygen", "-1"], "from 0 to 160"), (["--let", "nan"], "no LET of nan"),
    (["--let", "50", "--photons", "-1", "1"], "not below 0"),
])  # fmt: skip
def test_what_the_model_does_not_know_is_refused(words: list[str], said: str) -> None:
    done = run("expected", *words)
    assert (done.exit_code, done.stdout) == (2, "") and said in done.stderr


@pytest.mark.usefixtures("model")
def test_what_is_computed_says_so_and_by_whom() -> None:
    done = run("expected", "--let", "75", "--dose", "2", "--oxygen", "0")
    assert done.output.startswith("Computed for C ions of 75 keV/um in HSG cells: RBE 3.6 at 10 %")
    assert "doi:10.1088/1361-6560/aabede" in " ".join(done.output.split())
    body = json.loads(run("expected", "--let", "75", "--format", "json").stdout)
    (row,) = body["expected"]
    assert row["basis"] == "computed" and row["oer_10"] is None


@pytest.mark.usefixtures("model")
def test_computed_values_stand_beside_findings_of_that_ion_and_add_nothing() -> None:
    plain = json.loads(run("numbers", "rbe", "--format", "json").stdout)
    beside = json.loads(run("numbers", "rbe", "--expected", "carbon", "--format", "json").stdout)
    rows = beside.pop("expected")
    assert {row["let"] for row in rows} >= {29.0, 30.0, 85.0}
    assert all(row["ion"] == "C" and row["rbe_10"] > 1 for row in rows)
    beside.pop("remarks"), plain.pop("remarks")
    assert beside == plain, "not one number or study more"
    assert "no finding, no vote" in run("numbers", "rbe", "--expected", "carbon").output


def test_without_the_package_both_ways_to_have_it_are_told(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pymkm", "pymkm.mktable"):
        monkeypatch.setitem(sys.modules, name, None)
    done = run("expected", "--let", "75")
    assert done.exit_code == 2 and "pip install 'cirt-kg[models]'" in done.stderr


# -- PIDE -----------------------------------------------------------------------------------------


def test_fitted_curves_go_before_those_of_papers(tmp_path: Path) -> None:
    held = read_pide(ensemble(tmp_path, *ROWS))
    assert [one.line for one in held.experiments] == [2, 3, 5] and held.without == 1
    assert held.experiments[0].ions == Curve(0.9, 0.03)
    assert held.experiments[1].reference == Curve(0.18, 0.02)
    assert {one.let for one in held.of(["A-172"])} == {75.5, 2.5}


def test_a_copy_with_commas_reads_alike(tmp_path: Path) -> None:
    first = read_pide(ensemble(tmp_path, *ROWS)).experiments
    told = [row.replace(".", ",") for row in ROWS]
    assert read_pide(ensemble(tmp_path, *told)).experiments == first


def test_the_same_lines_stand_beside_records(tmp_path: Path) -> None:
    path = ensemble(tmp_path, *ROWS)
    body = json.loads(run("numbers", "rbe", "--pide", path, "--format", "json").stdout)
    assert {row["cells"] for row in body["pide"]} == {"A172", "a-172"}
    (row,) = [row for row in body["pide"] if row["let"] == 75.5]
    assert row["rbe_10"] == pytest.approx(2.14, abs=0.01)
    shown = run("numbers", "rbe", "--pide", path).output
    assert "your copy of PIDE, no vote" in shown and "1 rows without a LET" in " ".join(
        shown.split()
    )
    graph = kg.load()
    found = numbers(graph, "rbe")
    assert not any("Invented" in str(one) for one in found.points)


@pytest.mark.parametrize(("rows", "header", "said"), [
    (ROWS, HEADER.replace("LET", "Range"), "no column let"),
    (ROWS, HEADER.replace("_fit", "_f").replace("_paper", "_p"), "no column ax_fit"),
    (["1\tA\tA172\tX\t12C\tmany\t\t0.2\t0.05\t0.9\t0.03\t\t\t\t"], HEADER,
     "pide.tsv:2: 'many' is no number"),
    ([ROWS[2]], HEADER, "no row has a LET and two curves"),
])  # fmt: skip
def test_what_is_no_table_of_pide_is_refused(
    tmp_path: Path, rows: list[str], header: str, said: str
) -> None:
    path = ensemble(tmp_path, *rows, header=header)
    with pytest.raises(RequestError, match=said):
        read_pide(path)
    assert run("numbers", "rbe", "--pide", path).exit_code == 2
