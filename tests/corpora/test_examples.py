"""The examples in the help are of the corpus that is asked, and can be typed as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.commands import COMMANDS

HERE = Path(__file__).parent
ASKED = ("ask", "chains", "conflicts", "gaps", "query", "search", "show", "verdict", "whatif")


def example(*line: str) -> str:
    done = CliRunner().invoke(main, [*line, "--help"], terminal_width=300)
    assert done.exit_code == 0, line
    match = re.search(r"Example: (.*)", done.output)
    assert match, line
    return match[1].strip()


def named(command: click.Command, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    path = (*before, str(command.name))
    if isinstance(command, click.Group):
        return [one for inside in command.commands.values() for one in named(inside, path)]
    return [path]


@pytest.mark.parametrize("corpus", ["", "drugs", "flash"])
@pytest.mark.parametrize("path", [path for one in COMMANDS for path in named(one)], ids=" ".join)
def test_every_help_has_an_example(corpus: str, path: tuple[str, ...]) -> None:
    chosen = ("--corpus", str(HERE / corpus)) if corpus else ()
    words = shlex.split(example(*chosen, *path))
    assert path == ("completion",) or tuple(words[1 : 1 + len(path)]) == path


@pytest.mark.parametrize("corpus", ["drugs", "flash"])
@pytest.mark.parametrize("name", ASKED)
def test_an_example_answers_in_its_corpus(corpus: str, name: str) -> None:
    chosen = ["--corpus", str(HERE / corpus)]
    _, *words = shlex.split(example(*chosen, name))
    done = CliRunner().invoke(main, [*chosen, *words])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_a_folder_without_anything_has_words_in_capitals(tmp_path: Path) -> None:
    assert example("--corpus", str(tmp_path), "chains") == "kg chains A B"
    (tmp_path / "claims" / "x").mkdir(parents=True)
    (tmp_path / "claims" / "x" / "a.yaml").write_bytes(b"\xff\x00- subject: a\n predicate")
    assert example("--corpus", str(tmp_path), "figure") == "kg figure RECIPE --format svg"
