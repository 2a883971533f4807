"""Tables in the documents are what the commands print today."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"<!-- kg (?P<command>[^\n]+) -->\n(?P<shown>.*?)<!-- end -->", re.DOTALL)


def blocks() -> Iterator[tuple[str, str, str]]:
    for path in sorted((ROOT / "docs").glob("*.md")):
        for found in BLOCK.finditer(path.read_text(encoding="utf-8")):
            yield path.name, found["command"], found["shown"]


@pytest.mark.parametrize(("page", "command", "shown"), list(blocks()), ids=lambda text: text[:40])
def test_a_table_is_what_its_command_prints(page: str, command: str, shown: str) -> None:
    printed = CliRunner().invoke(main, shlex.split(command)).output
    _title, _, body = printed.partition("\n\n")
    assert body == shown, f"docs/{page}: renew the table of 'kg {command}'"


def test_there_are_tables() -> None:
    assert len(list(blocks())) >= 2


def test_every_page_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs").glob("*.md"):
        assert f"(docs/{path.name})" in readme, path.name
