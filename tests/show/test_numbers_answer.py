"""`kg numbers`: one sentence, a forest of what is printed and no more, tables for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main


def run(*words: str, columns: int = 100) -> str:
    done = CliRunner().invoke(main, list(words), env={"COLUMNS": str(columns)})
    assert done.exit_code == 0, done.stderr
    return done.stdout


def asked(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("numbers", *words, "--format", "json"))
    return found


def test_it_begins_with_one_sentence() -> None:
    first = run("numbers", "ecto-calreticulin", columns=400).splitlines()[0]
    assert first.startswith("Ecto-calreticulin: 1.5-2.4-fold after carbon ions, photons and")
    assert first.endswith(" studies say only which way it goes.")


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_screen(columns: int) -> None:
    for words in (["rbe"], ["oer"], ["ecto-calreticulin", "--over", "dose"], ["response rate"]):
        for line in run("numbers", *words, columns=columns).splitlines():
            assert len(line) <= columns


def test_a_range_is_drawn_and_a_single_value_has_no_bar() -> None:
    lines = run("numbers", "rbe").splitlines()
    single = next(line for line in lines if "RBE 5.5" in line)
    assert single.count("●") == 1
    assert not set(single) & set("╞═╡├─┤")
    assert "╞" in next(line for line in lines if "RBE 1.87-3.44" in line)
    assert any(line.startswith("  No mean of 4 studies (in vitro, 10 % sur") for line in lines)


def test_a_program_gets_ids_and_dois_as_fields() -> None:
    found = asked("ecto-calreticulin")
    assert list(found)[:2] == ["title", "sentence"]
    [carbon] = [one for one in found["numbers"] if one["measure"] == "fold"
                and one["arm"] == "carbon-ion-irradiation"]  # fmt: skip
    assert (carbon["measure"], carbon["low"], carbon["high"]) == ("fold", 1.5, 2.4)
    assert carbon["references"] == ["huang2019"]
    assert carbon["dois"] == ["10.21037/atm.2019.09.128"]
    assert (carbon["dose"], carbon["setting"]) == ("2, 4, 10 Gy", "in_vitro")
    assert f"{found['records_without_number']} records of" in found["sentence"]
    assert {one["word"] for one in found["words"]} >= {"higher", "lower", "similar", "+", "0"}


def test_groups_tell_why_there_is_no_mean() -> None:
    why = {(one["at"], one["setting"]): one["why_none"] for one in asked("rbe")["groups"]
           if one["object"] == "relative-biological-effectiveness"}  # fmt: skip
    assert why["10 % survival", "in_vitro"].startswith("none of ")
    assert why["", "in_vivo"] == "fewer than 3 independent studies"


def test_places_lead_the_answer_over_an_axis() -> None:
    lines = run("numbers", "ecto-calreticulin", "--over", "dose", "--format", "tsv").splitlines()
    head = lines[0].split("\t")
    rows = [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]
    lower = [one for one in rows if one["word"] == "lower" and one["counts"] == "yes"]
    assert {(one["place"], one["axis_unit"], one["basis"]) for one in lower} == {
        ("10 Gy", "Gy", "isodose"),
    }  # fmt: skip


def test_what_cannot_be_asked_is_one_clear_error() -> None:
    for words, said in (
        (["nonsense"], "kg: no entity 'nonsense'"),
        (["rbe", "--basis", "x"], "kg: no basis 'x': it is isodose or"),
        (["rbe", "--where", "dose=x"], "kg: 'dose=x' is no dose"),
        (["rbe", "--versus", "nobody"], "kg: no entity 'nobody'"),
    ):
        done = CliRunner().invoke(main, ["numbers", *words])
        assert done.exit_code == 2
        assert done.stderr.startswith(said)
