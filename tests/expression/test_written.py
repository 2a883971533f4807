"""Tables as tools write them, from the knowledge of what each writes: read rightly, or refused."""

from __future__ import annotations

import csv
import shlex
from pathlib import Path

import pytest

from kg.errors import RequestError
from kg.expression import Choice, read_changes

TABLES = Path(__file__).parents[1] / "data" / "tables" / "written"
"""A file for each tool or export; `says` is how the refusal begins, FILE for the file's name."""

with (TABLES / "expected.tsv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def chosen(options: str) -> Choice:
    words = iter(shlex.split(options))
    given = {flag.removeprefix("--").replace("-", "_"): next(words) for flag in words}
    only = tuple(filter(None, [given.pop("only", "")]))
    return Choice(**given, only=only)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']} {case['options']}")
def test_what_a_tool_writes_is_never_misread_in_silence(case: dict[str, str]) -> None:
    path = TABLES / case["file"]
    if case["says"]:
        with pytest.raises(RequestError) as refused:
            read_changes(path, chosen(case["options"]))
        assert str(refused.value).replace(str(path), "FILE").startswith(case["says"])
        return
    found = read_changes(path, chosen(case["options"]))
    told = (found.up, found.down, found.scale, found.padj_column or "")
    wanted = tuple(tuple(filter(None, case[way].split(","))) for way in ("up", "down"))
    assert told == (*wanted, case["scale"], case["padj"])


def test_logarithms_of_which_none_is_below_zero_are_doubted() -> None:
    found = read_changes(TABLES / "38-logFC-is-linear.csv")
    assert ("genes that fell", "no 'logFC' is below 0: were it folds, --scale linear") in [
        tuple(one) for one in found.left_out
    ]
