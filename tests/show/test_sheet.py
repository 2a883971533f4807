from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RequestError
from kg.show.sheet import Answer, Sheet

PETS = Sheet(
    "pets", "Pets", ("id", "label", "legs", "eats"),
    (("cat", "[red]cat[/red]", 4, ("fish", "mice|rats")), ("eel", "<i>=eel</i>", 0, ())),
    frozenset({"id"}),
)  # fmt: skip
FOOD = Sheet("food", "Food", ("name", "share"), (("=fish", 0.25), ("mice", None)))
ANSWER = Answer("Who eats what?", (PETS, FOOD), ("Ask `again`.",))


def test_json_holds_every_table_with_ids_and_types() -> None:
    body = json.loads(ANSWER.written("json"))
    assert body["pets"][0] == {
        "id": "cat", "label": "[red]cat[/red]", "legs": 4, "eats": ["fish", "mice|rats"],
    }  # fmt: skip
    assert body["food"][1] == {"name": "mice", "share": None}
    assert body["remarks"] == ["Ask `again`."]


def test_tsv_is_the_first_table_and_runs_no_formula() -> None:
    lines = ANSWER.written("tsv").splitlines()
    assert lines[0] == "id\tlabel\tlegs\teats"
    assert lines[1].endswith("\tfish|mice/rats")
    assert Answer("", (FOOD,)).written("tsv").splitlines()[1] == "'=fish\t0.25"


def test_a_person_sees_labels_as_they_are_and_no_ids() -> None:
    shown = ANSWER.written("table")
    assert "[red]cat[/red]  4     fish; mice|rats" in shown
    assert "eel</i>" in shown
    assert " id " not in shown
    assert shown.endswith("Ask `again`.\n")


def test_markdown_escapes_what_would_be_markup() -> None:
    written = ANSWER.written("markdown")
    assert "| \\[red\\]cat\\[/red\\] | 4 | fish; mice\\|rats |" in written
    assert "\\<i\\>=eel\\</i\\>" in written
    assert "### Food" in written


def test_an_empty_table_still_has_its_columns_in_tsv_and_json() -> None:
    empty = Answer("None", (Sheet("pets", "Pets", ("id",), ()),))
    assert empty.written("tsv") == "id\n"
    assert json.loads(empty.written("json"))["pets"] == []
    assert "Pets" not in empty.written("table")


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(RequestError, match="table, json, tsv, markdown"):
        ANSWER.written("xml")


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_text_stays_in_its_cell(cells: list[tuple[str, str]]) -> None:
    answer = Answer("x", (Sheet("s", "S", ("a", "b"), tuple(cells)),))
    assert [(row["a"], row["b"]) for row in json.loads(answer.written("json"))["s"]] == cells
    read = list(
        csv.reader(io.StringIO(answer.written("tsv")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    assert [len(row) for row in read if row] == [2] * (1 + len(cells))
    table = answer.written("markdown").split("\n\n", 1)[1] if cells else ""
    assert len(table.splitlines()) == (2 + len(cells) if cells else 0)
