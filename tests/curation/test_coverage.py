from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main
from kg.curation import Coverage, coverage, read
from kg.curation.coverage import Covered
from kg.show import answers


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


FLASH = Path(__file__).parents[1] / "corpora" / "flash"


def test_the_sentence_agrees_with_the_rows(small: Path) -> None:
    def told(folder: Path) -> tuple[str, dict[str, list[dict[str, object]]]]:
        answer = answers.coverage(of(folder))
        return answer.title, json.loads(answer.written("json"))

    title, body = told(FLASH)  # seven sentences of an abstract, one of them curated
    bare = "6 sentences without a citation are open"
    assert title == f"No sentence that was read cites anything; {bare}"
    assert body["sections"][-1]["open"] == 6
    title, body = told(small)
    counted = body["sections"][-1]["open"]
    found = of(small)
    without = [row for row in found.sentences if row.state == "open" and not row.cites]
    assert title.startswith(f"{len(found.open)} open of what cites; {len(without)} sentence")
    assert counted == len(without) + sum(row.reference is None for row in found.open)
    done = Covered("doe2020", "a.1.1", "a", (1,), "curated", ("x",))
    whole = answers.coverage(Coverage((done,), (done,), ()))
    assert whole.title == (
        "Nothing is open: each sentence that cites, and each citation, is curated or excluded"
    )
    open_ = Covered("doe2020", "a.1.2", "a", (), "open", ())
    title = answers.coverage(Coverage((done, open_), (done,), ())).title
    assert title.endswith("excluded; 1 sentence without a citation is open")
    assert "Nothing" not in title


def test_a_paper_with_records_of_its_own_is_cited() -> None:
    """What is left is cited by a document, under a number, and by no record."""
    assert of(FLASH).uncited == (("vogel2022", ("yan2024 [1]",)),)
    shown = answers.coverage(of(FLASH)).written("table")
    assert "yan2024 [1]" in shown and "favaudon2014" not in shown
    assert of(Path(__file__).parents[1] / "corpora" / "drugs").uncited == ()
