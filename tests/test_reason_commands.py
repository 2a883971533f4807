from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

SMALL = Path(__file__).parent / "data" / "small"
KG = Path(sys.executable).with_name("kg")
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command on the small corpus in this process."""

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, ["--corpus", str(SMALL), *words])

    return invoke


def test_verdict_tells_direction_studies_and_citations(run: Run) -> None:
    shown = run("verdict", "hmgb1-release").stdout
    assert "isodose" in shown
    assert "higher: Ran" in shown
    assert "similar: Yoshimoto" in shown


def test_verdict_as_json_has_ids_and_every_record(run: Run) -> None:
    body = json.loads(run("verdict", "hmgb1-release", "--format", "json").stdout)
    found = {(row["exposure"], row["comparator"], row["basis"]): row for row in body["verdicts"]}
    isodose = found["carbon-ion-irradiation", "photon-irradiation", "isodose"]
    assert (isodose["verdict"], isodose["studies"], isodose["manner"]) == ("higher", 1, "amplifies")
    assert {"isodose", "isoeffective", "let"} <= {row["record"] for row in body["records"]}
    assert all(row["votes"] and row["certainty"] for row in body["records"])
    said = {(row["record"], row["says"]) for row in body["records"]}
    arms = "carbon-ion irradiation versus photon irradiation"
    assert {("isodose", f"higher ({arms})"), ("isodose", "increases (photon irradiation)")} <= said
    assert [row["verdict"] for row in body["effects"]]


def test_verdict_keeps_one_basis_and_one_comparator(run: Run) -> None:
    words = ("verdict", "--basis", "isodose", "--versus", "photon", "--format", "tsv")
    rows = list(csv.DictReader(io.StringIO(run(*words).stdout), delimiter="\t"))
    assert rows
    kept = {(row["basis"], row["comparator"]) for row in rows}
    assert kept == {("isodose", "photon-irradiation")}
    everything = run("verdict", "--format", "tsv").stdout
    assert len(everything.splitlines()) > len(rows) + 1


def test_conflicts_say_what_explains_them(run: Run) -> None:
    rows = json.loads(run("conflicts", "hmgb1-release", "--format", "json").stdout)["conflicts"]
    assert [(row["conflict"], row["why"]) for row in rows] == [("explained", "by basis")]
    written = run("conflicts", "--format", "markdown").stdout
    assert "| explained |" in written and "basis decides |" in written


def test_records_are_shown_where_they_are_asked_for(run: Run) -> None:
    for command in ("verdict", "conflicts"):
        assert "Every record" not in run(command, "hmgb1-release").stdout
        assert "Every record" in run(command, "hmgb1-release", "--records").stdout


def test_gaps_map_and_propose(run: Run) -> None:
    shown = run("gaps", "hmgb1-release").stdout
    assert "higher, isodose; similar, isoeffective" in shown
    assert "Worth doing next" in shown
    assert "no-human" in shown
    body = json.loads(run("gaps", "--format", "json", "--top", "1").stdout)
    assert len(body["experiments"]) == 1
    assert body["stated"]
    page = run("gaps", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")


def test_lint_succeeds_unless_there_is_an_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("lint").exit_code == 0
    from kg.reasoning.doubt import Finding

    error = Finding("error", "signs-against-level", "a.affects.b", "they differ", "look")
    monkeypatch.setattr("kg.reasoning.lint", lambda graph: (error,))
    result = run("lint")
    assert result.exit_code == 2
    assert "they differ" in result.stdout


@pytest.mark.parametrize("command", ["verdict", "conflicts", "gaps"])
def test_an_unknown_entity_is_told_and_one_with_digits_is_not_guessed(
    run: Run, command: str
) -> None:
    result = run(command, "hgmb1-release")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no entity 'hgmb1-release': it is not in this corpus" in result.stderr
    assert "hmgb1-release" not in result.stderr
    taken = run(command, "ecto-calreticuln")
    assert "'ecto-calreticuln' is taken as" in taken.stderr


def test_arms_that_were_never_compared_are_told(run: Run) -> None:
    result = run("gaps", "--versus", "hmgb1")
    assert result.exit_code == 2
    assert "no comparison of 'hmgb1'" in result.stderr


@pytest.mark.parametrize("command", ["verdict hmgb1-release", "conflicts", "gaps", "lint"])
@pytest.mark.parametrize("form", ["table", "json", "tsv", "markdown"])
def test_answers_repeat_and_hold_no_colours_in_a_pipe(run: Run, command: str, form: str) -> None:
    first, second = (run(*command.split(), "--format", form) for _ in range(2))
    assert first.stdout_bytes == second.stdout_bytes
    assert first.stdout
    assert "\x1b" not in first.stdout


def test_a_terminal_gets_a_drawn_table() -> None:
    parent, terminal = pty.openpty()
    line = [KG, "--corpus", SMALL, "verdict", "hmgb1-release"]
    wide = {**os.environ, "COLUMNS": "200", "TERM": "xterm"}
    drawing = subprocess.Popen(line, env=wide, stdout=terminal, stderr=terminal)
    os.close(terminal)
    shown = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:  # Linux tells the end of a terminal in this way
            break
        if not piece:
            break
        shown += piece
    os.close(parent)
    assert drawing.wait() == 0
    assert "\u2500" in shown.decode()
    assert "Ran et al. 2021 [88]" in shown.decode()
