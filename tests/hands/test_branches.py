"""Two branches of a layer are merged by git; what changed is told as a comment."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from kg.cli import main
from kg.curation import read

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "data" / "small"
WORKFLOWS = ROOT / "docs" / "workflows"
PAPER = """\
topic: icd
reference: {{id: {key}, title: A paper {key}, issued: 2026}}
defaults: {{certainty: asserted, system: {{setting: in_vitro}}, curated_by: Ada}}
claims:
- subject: carbon-ion-irradiation
  predicate: increases
  object: hmgb1-release
  evidence:
  - {{id: {key}, locator: [abstract], summary: Own words.}}
  - {{id: {key}-two, locator: [abstract], summary: Own words again.}}
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--corpus", str(SMALL), *words])


def git(home: Path, *words: str) -> None:
    command = ["git", "-C", str(home), "-c", "user.name=A", "-c", "user.email=a@b", *words]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_two_branches_that_add_papers_and_rejections_are_merged(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "papers").mkdir(parents=True)
    shutil.copy(WORKFLOWS / "gitattributes", own / ".gitattributes")
    for key in ("ann2026", "ben2026"):
        (own / "papers" / f"{key}.yaml").write_text(PAPER.format(key=key))
    git(own, "init", "-q", "-b", "main")
    claim = "carbon-ion-irradiation.increases.hmgb1-release"

    def reject(name: str, by: str) -> None:
        told = run("--with", str(own), "review", f"{claim}.{name}", "--reject", "No.", "--as", by)
        assert told.exit_code == 0, told.output

    reject("ann2026-two", "Bea")
    git(own, "add", "-A")
    git(own, "commit", "-qm", "start")
    shutil.copytree(own, tmp_path / "before" / "own")
    for branch, rejected, key in (("one", "ann2026", "cat2026"), ("two", "ben2026", "dan2026")):
        git(own, "checkout", "-q", "-b", branch, "main")
        (own / "papers" / f"{key}.yaml").write_text(PAPER.format(key=key))
        reject(rejected, "Bea")
        git(own, "add", "-A")
        git(own, "commit", "-qm", branch)
    git(own, "merge", "-q", "--no-edit", "one")
    corpus = read(SMALL, own)
    assert {one.name.rpartition(".")[2] for one in corpus.withdrawals.values()} == {
        "ann2026-two", "ann2026", "ben2026",
    }  # fmt: skip
    assert {"cat2026", "dan2026"} <= corpus.references.keys()
    told = run("diff", f"{SMALL}+{tmp_path}/before/own", f"{SMALL}+{own}", "--format", "markdown")
    assert told.exit_code == 0, told.output
    assert f"| evidence | came | {claim}.cat2026 |" in told.output
    assert "| verdict | turned | hmgb1-release: carbon-ion-irradiation |" in told.output


def test_the_workflow_runs_commands_that_there_are() -> None:
    text = (WORKFLOWS / "knowledge.yml").read_text(encoding="utf-8")
    flow = yaml.safe_load(text)
    steps = flow["jobs"]["diff"]["steps"]
    said = "\n".join(step.get("run", "") for step in steps)
    assert "${{" not in said  # what others write reaches no shell
    assert flow["permissions"] == {"contents": "read", "pull-requests": "write"}
    for command in re.findall(r"^\s*kg (?:--with \S+ )?(\w+)", said, re.MULTILINE):
        assert run(command, "--help").exit_code == 0
    assert "--format markdown" in said
