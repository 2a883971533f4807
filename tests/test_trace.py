"""The commands that trace mechanisms, as a person calls them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

SMALL = Path(__file__).parent / "data" / "small"
KG = Path(sys.executable).with_name("kg")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_chains_as_a_table_name_papers_and_signs() -> None:
    shown = run("chains", "micronuclei", "type-i-ifn-response", "--max-length", "2").stdout
    assert "micronuclei → cGAS-STING signalling → type I interferon response" in shown
    step = next(line for line in shown.splitlines() if "  cGAS-STING signalling → " in line)
    assert "2 studies; contested: Harding et al. 2017," in step  # beside it a review has no vote
    assert "Yang et al. 2023 [48]" not in step


def test_chains_in_every_form_say_the_same() -> None:
    asked = ("chains", "TREX1", "ifn-beta-secretion", "--max-length", "2", "--format")
    body = json.loads(run(*asked, "json").stdout)
    (chain,) = body["chains"]
    assert chain["nodes"] == ["trex1", "trex1-expression", "ifn-beta-secretion"]
    assert chain["sign"] == "-"
    assert body["links"][0]["studies"] is None  # true by definition
    header, row = run(*asked, "tsv").stdout.splitlines()
    assert dict(zip(header.split("\t"), row.split("\t"), strict=True))["sign"] == "-"
    assert r"| 1 | \- |" in run(*asked, "markdown").stdout


IFN = ("chains", "carbon-ion-irradiation", "type-i-ifn-response")


def test_programs_get_every_chain_in_order_and_people_the_best_of_each_way() -> None:
    body = json.loads(run(*IFN, "--format", "json").stdout)
    assert body["sign"] is None  # it was seen to rise, and to fall after 8-10 Gy at once
    assert body["sentence"].startswith("Carbon-ion irradiation raises")
    assert "lowers it" in body["sentence"]
    rows = body["chains"]
    assert [row["chain"] for row in rows] == list(range(1, len(rows) + 1))
    seen = [row for row in rows if row["seen"]]  # raised; lowered by single large doses, by TREX1
    assert seen == rows[: len(seen)] and {row["sign"] for row in seen} == {"+", "-"}
    assert not any(row["opposed"] for row in seen)
    keys = ("opposed", "passes_outcome", "skips", "length")
    ranks = [tuple(row[key] for key in keys) for row in rows[len(seen) :]]
    assert ranks == sorted(ranks) and rows[-1]["opposed"]
    heads = {row["chain"] for row in rows if row["variant_of"] is None}
    assert {row["variant_of"] for row in rows} - {None} <= heads
    assert json.loads(run(*IFN, "--all", "--format", "json").stdout)["chains"] == rows
    assert json.loads(run(*IFN, "--top", "2", "--format", "json").stdout)["chains"] == rows[:2]
    named = {number for row in body["links"] for number in row["chains"]}
    assert named == {str(row["chain"]) for row in rows}
    shown, every = run(*IFN).stdout, run(*IFN, "--all").stdout
    assert len(shown.splitlines()) < 55 < len(every.splitlines())
    assert shown.index("\nSeen") < shown.index("\nHow it may") < shown.index("\nWho found")


def test_why_an_expected_way_is_not_there() -> None:
    asked = ("chains", "carbon-ion-irradiation", "hmgb1-release", "--through", "micronuclei")
    assert "no claim in this corpus says so" in run(*asked, "--why-not").stdout
    shown = run(*IFN, "--through", "trex1-expression", "--why-not").stdout
    trex1 = " ".join(shown.split())
    assert "the one that lowers it passes TREX1" in trex1 or "the way that lowers it" in trex1


@pytest.mark.parametrize("words", [IFN, ("whatif", "--block", "STING", "--from", IFN[1])])
def test_the_first_screen_is_one_screen_of_80_columns(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, list(words), env={"COLUMNS": "80"}).stdout.splitlines()
    assert max(map(len, shown)) <= 80
    assert words[0] == "chains" or len(shown) <= 24


def test_whatif_lists_changes_loops_and_cuts() -> None:
    found = run("whatif", "--block", "trex1", "--from", "carbon-ion-irradiation",
                "--to", "type-i-ifn-response", "--cut", "3", "--format", "json")  # fmt: skip
    body = json.loads(found.stdout)
    (row,) = body["outcomes"]
    assert (row["exposure"], row["entity"]) == ("carbon-ion-irradiation", "type-i-ifn-response")
    # after a large dose it was seen to fall, whatever brought it down: the sides still part
    assert (row["before"], row["change"], row["after"]) == ("ambiguous", "gains", "ambiguous")
    assert row["shown_by"] == ["siRNA"]
    assert {"loops", "cuts"} <= body.keys()
    assert any("siRNA" in word for row in body["cuts"] for word in row["reached_by"])


def test_explain_takes_lists_and_a_table(tmp_path: Path) -> None:
    table = tmp_path / "x.tsv"
    table.write_text("gene\tlogFC\tFDR\nCd274\t2\t0\nIcam1\t1.5\t0\nTrex1\t-2\t1\n1-Mar\t3\t0\n")
    shown = run("explain", "--up", "CD274, ICAM1", "--permutations", "99")
    assert shown.exit_code == 0
    assert "2 genes up and 0 down, of which the graph measures 2." in shown.stdout
    assert "carbon-ion irradiation up" in shown.stdout and "weak" in shown.stdout
    answered = run("explain", "--table", str(table), "--permutations", "99", "--format", "json")
    body = json.loads(answered.stdout)
    assert body["read"] == {
        "gene_column": "gene", "change_column": "logFC", "padj_column": "FDR", "scale": "log2",
        "up": ["CD274", "ICAM1"], "down": [],
        "left_out": [{"what": "1-Mar", "why": "a date that was a gene: MARCHF1 or MTARC1"}],
    }  # fmt: skip
    assert {"agree", "disagree", "silent", "q", "strength"} <= body["hypotheses"][0].keys()


def test_a_table_without_a_change_is_no_error(tmp_path: Path) -> None:
    table = tmp_path / "x.tsv"
    table.write_text("gene\tlogFC\tFDR\nCd274\t2\t0.9\n")
    answered = run("--corpus", str(SMALL), "explain", "--table", str(table), "--format", "json")
    body = json.loads(answered.stdout)
    assert (answered.exit_code, body["read"]["up"], body["read"]["down"]) == (0, [], [])
    assert "nothing to explain" in body["sentence"]
    shown = run("--corpus", str(SMALL), "explain", "--table", str(table), "--padj", "1")
    assert "adjusted p of 'FDR' below 1." in shown.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["chains", "carbon-ion-irradiation", "cd8-t-cell-infiltraton"],
         "did you mean cd8-t-cell-infiltration"),
        (["chains", "trex", "micronuclei"], "no entity 'trex': did you mean"),
        (["whatif", "--block", "trexx1"], "did you mean trex1"),
        (["whatif"], "name what to block"),
        (["explain", "--up", "NOSUCHGENE"], "measures none of these genes"),
        (["explain", "--table", "nowhere.tsv"], "No such file"),
        (["explain", "--up", "1-Mar"], "'1-Mar' is a date that was a gene"),
        (["chains", "a", "b", "--graph", "nowhere.bin"], "No such file"),
        (["chains", "a", "b", "--graph", "x", "--where", "oxygen=hypoxia"], "--graph takes"),
    ],
)  # fmt: skip
def test_what_does_not_exist_ends_with_status_2(words: list[str], says: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_a_written_network_answers_as_the_corpus_does(tmp_path: Path) -> None:
    file = str(tmp_path / "paths.bin")
    assert run("--corpus", str(SMALL), "export", "paths", "--out", file).exit_code == 0
    ends = ("carbon-ion-irradiation", "type-i-ifn-response")
    wanted = json.loads(run("--corpus", str(SMALL), "chains", *ends, "--format", "json").stdout)
    lines = run("chains", *ends, "--graph", file).stdout.splitlines()[1:]
    routes = {tuple(re.split(" [→⊣] ", line.split(None, 3)[3])) for line in lines}
    assert routes == {tuple(chain["nodes"]) for chain in wanted["chains"]}
    result = run("chains", "carbon", "trex1", "--graph", file)
    assert result.exit_code == 2
    assert "did you mean" in result.stderr


def test_a_written_network_is_asked_without_the_model_or_the_parser(tmp_path: Path) -> None:
    file = str(tmp_path / "paths.bin")
    run("--corpus", str(SMALL), "export", "paths", "--out", file)
    code = (
        "import sys; from kg.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print([m for m in ('pydantic', 'yaml', 'rich', 'networkx', 'numpy') if m in sys.modules])"
    )
    asked = ["chains", "carbon-ion-irradiation", "hmgb1-release", "--graph", file]
    done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_the_same_question_gets_the_same_bytes() -> None:
    asked = [KG, "chains", "carbon-ion-irradiation", "type-i-ifn-response", "--format", "json"]
    runs = [
        subprocess.run(asked, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
