"""The JSON of every command that answers keeps to the schema that is published for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.commands import COMMANDS
from kg.show import answer_schema, answer_schemas

SMALL = str(Path(__file__).parents[1] / "data" / "small")
ASKED = [
    "audit --top 2", "audit --robustness", "audit --agreement",
    "chains carbon-ion-irradiation hmgb1-release --versus photon",
    "chains TREX1 type-i-ifn-response",
    "check-statement carbon ions raise HMGB1 release more than photons",
    "check-statement carbon ions raise frobnicase", "conflicts", "conflicts hmgb1-release",
    "coverage", "coverage --every", "coverage --searches", f"diff {SMALL} {SMALL}",
    "explain --up CD274 --permutations 99",
    "gaps", "gaps hmgb1-release", "lint", "numbers hmgb1-release",
    "numbers ecto-calreticulin --over dose",
    "queries", "search HMGB1", "search frobnicase", "show HMGB1 release", "show ran2021",
    "show carbon-ion-irradiation.increases.hmgb1-release", "show Huang", "stats",
    "stats --entities", "formats", "verdict", "verdict hmgb1-release",
    "whatif --block TREX1 --to ifn-beta-secretion",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Any:
    plain, shipped = kg.load, kg.load()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg, "load", lambda *a, **k: plain(*a, **k) if a else shipped)
        yield


@pytest.mark.parametrize("words", ASKED)
def test_an_answer_keeps_to_its_schema(words: str) -> None:
    found = CliRunner().invoke(main, [*words.split(), "--format", "json"])
    assert found.exit_code in (0, 1) and found.stdout, found.stderr
    jsonschema.validate(json.loads(found.stdout), answer_schema(words.split()[0]))


def test_every_command_with_json_has_a_schema() -> None:
    forms = {
        command.name for command in COMMANDS for option in command.params
        if option.name == "form" and "json" in getattr(option.type, "choices", ())
    } - {"query"}  # SPARQL's own form
    named = {name.removeprefix("answer-").removesuffix(".schema.json") for name in answer_schemas()}
    assert forms == named


@pytest.mark.parametrize("form", ["tsv", "markdown"])
@pytest.mark.parametrize("words", ["show HMGB1 release", "stats", "queries"])
def test_what_was_for_people_alone_comes_in_every_form(words: str, form: str) -> None:
    found = CliRunner().invoke(main, [*words.split(), "--format", form])
    assert found.exit_code == 0 and len(found.stdout.splitlines()) > 2
