"""Eighty questions with answers that were reasoned from the records: every tool is held to them.

By each line: at home, over standard input and output, over HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.errors import RequestError
from kg.tools import TOOLS

Call = Callable[[str, Any], dict[str, Any]]
QUESTIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "questions.yaml").read_text(encoding="utf-8")
)


def every_item(call: Call, tool: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Follow the cursor to the end."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        body = call(tool, {**asked, "cursor": cursor, "detail": True})
        found += body["items"]
        cursor = body["next"]
        if cursor is None:
            return found


def papers(items: list[dict[str, Any]], stands: str = "") -> set[str]:
    return {paper["key"] for one in items if one["kind"] == "record"
            and (not stands or (one.get("stands") == stands and one["votes"]))
            for paper in one["papers"]}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: "-".join(
    [one.get("tool", "check_statement"), *map(str, one["ask"].values())]))  # fmt: skip
def test_a_question_gets_its_answer(call: Call, question: dict[str, Any]) -> None:
    tool, asked, gold = question.get("tool", "check_statement"), question["ask"], question["gold"]
    if "error" in gold:
        with pytest.raises(RequestError, match=gold["error"]):
            call(tool, asked)
        return
    plain = call(tool, asked)
    items = every_item(call, tool, asked)
    assert len(items) == plain["total"]
    if "outcome" in gold:
        assert plain["outcome"] == gold["outcome"], plain["sentence"]
    assert set(gold.get("depends_on", ())) <= set(plain.get("depends_on", ()))
    assert gold.get("asks", "") in plain.get("ask", "")
    assert gold.get("says", "") in plain["sentence"]
    assert set(gold.get("for", ())) <= papers(items, "for")
    assert set(gold.get("against", ())) <= papers(items, "against")
    assert set(gold.get("papers", ())) <= papers(items)
    assert gold.get("fact", {}).items() <= plain.items()
    if wanted := gold.get("holds"):
        assert any(wanted.items() <= one.items() for one in items)
    if gold.get("nothing"):
        assert plain["total"] == 0


def test_the_questions_are_enough_and_many_are_traps() -> None:
    assert len(QUESTIONS) >= 80
    assert sum(bool(one.get("trap")) for one in QUESTIONS) >= 25
    assert {one.get("tool", "check_statement") for one in QUESTIONS} == {one.name for one in TOOLS}
    assert len({json.dumps([one.get("tool"), one["ask"]]) for one in QUESTIONS}) == len(QUESTIONS)
    assert all(one["why"] and one["gold"] for one in QUESTIONS)
