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
    assert "Yang et al. 2023 [48]" in shown


def test_chains_in_every_form_say_the_same() -> None:
    asked = ("chains", "TREX1", "ifn-beta-secretion", "--max-length", "2", "--format")
    body = json.loads(run(*asked, "json").stdout)
    (chain,) = body["chains"]
    assert chain["nodes"] == ["trex1", "trex1-expression", "ifn-beta-secretion"]
    assert chain["sign"] == "-"
    assert body["links"][0]["studies"] is None  # true by definition
    header, row = run(*asked, "tsv").stdout.splitlines()
    assert dict(zip(header.split("\t"), row.split("\t"), strict=True))["sign"] == "-"
    assert "| 1 | - |" in run(*asked, "markdown").stdout


def test_the_best_of_each_sign_is_shown_where_chains_disagree() -> None:
    asked = ("chains", "carbon-ion-irradiation", "type-i-ifn-response", "--top", "1", "--format")
    body = json.loads(run(*asked, "json").stdout)
    assert {chain["sign"] for chain in body["chains"]} == {"+", "-"}
    assert "ambiguous" in body["title"]


def test_whatif_lists_changes_loops_and_cuts() -> None:
    found = run("whatif", "--block", "trex1", "--from", "carbon-ion-irradiation",
                "--to", "type-i-ifn-response", "--cut", "3", "--format", "json")  # fmt: skip
    body = json.loads(found.stdout)
    assert [row["entity"] for row in body["outcomes"] + body["routes"]] == ["type-i-ifn-response"]
    assert {"loops", "cuts"} <= body.keys()
    assert any("siRNA" in word for row in body["cuts"] for word in row["reached_by"])


def test_explain_takes_lists_and_a_table(tmp_path: Path) -> None:
    table = tmp_path / "x.tsv"
    table.write_text("gene\tlogFC\nCd274\t2\nIcam1\t1.5\nTrex1\t0.1\n")
    for asked in (["--up", "CD274, ICAM1"], ["--table", str(table)]):
        shown = run("explain", *asked, "--permutations", "99")
        assert shown.exit_code == 0
        assert "What fits 2 genes up and 0 down" in shown.stdout


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
