from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from kg.cli import main
from kg.curation import Coverage, coverage, read


def of(folder: Path) -> Coverage:
    return coverage(read(folder))


def states(found: Coverage) -> dict[str, str]:
    return {row.locator: row.state for row in found.sentences}


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sentence_is_curated_excluded_or_open(small: Path) -> None:
    found = states(of(small))
    assert found["icd.2.4"] == "curated"
    assert found["summary.2.1"] == "excluded"
    assert found["icd.2.2"] == "open"


def test_a_gap_counts_as_curated(small: Path) -> None:
    (row,) = (row for row in of(small).sentences if any("gap." in key for key in row.records))
    assert row.state == "curated"


def test_open_are_sentences_that_cite_and_single_citations(small: Path) -> None:
    found = of(small)
    lost = {(row.locator, row.reference) for row in found.open}
    assert ("icd.2.2", None) in lost
    assert ("icd.2.1", None) not in lost  # cites nobody
    assert ("icd.2.4", "ran2021") not in lost


def test_a_citation_that_no_record_names_is_open_though_its_sentence_is_not(small: Path) -> None:
    replace(small / "inventory.tsv", "liu2025\ticd\t2\t4\t88\n", "liu2025\ticd\t2\t4\t88 160\n")
    found = of(small)
    assert states(found)["icd.2.4"] == "curated"
    assert ("icd.2.4", "helm2021") in {(row.locator, row.reference) for row in found.open}


def test_an_exclusion_can_name_one_citation(small: Path) -> None:
    replace(small / "inventory.tsv", "liu2025\ticd\t2\t4\t88\n", "liu2025\ticd\t2\t4\t88 160\n")
    with (small / "exclusions.yaml").open("a") as file:
        file.write(
            "- {id: one, source: liu2025, locator: [icd.2.4], references: [helm2021], "
            "reason: pointer}\n"
        )
    found = of(small)
    assert ("icd.2.4", "helm2021") not in {(row.locator, row.reference) for row in found.open}
    assert states(found)["icd.2.4"] == "curated"


def test_taking_a_record_away_opens_its_sentence(small: Path) -> None:
    path = small / "claims" / "time" / "il2.yaml"
    path.unlink()
    assert states(of(small))["time.3.9"] == "open"


def test_the_command_fails_while_anything_is_open(small: Path) -> None:
    result = CliRunner().invoke(main, ["--corpus", str(small), "coverage"])
    assert result.exit_code == 1
    assert "icd.2.2" in result.output


def test_nothing_of_the_review_is_open() -> None:
    result = CliRunner().invoke(main, ["coverage", "--format", "json"])
    assert result.exit_code == 0, result.output
