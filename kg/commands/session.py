"""What the commands share: the corpus that was chosen, and progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.graph import Graph

form_option = click.option(
    "--format", "form", default="table", show_default=True,
    type=click.Choice(["table", "json", "tsv", "markdown"]),
    help="Form of the answer: for people, for programs, for a spreadsheet, for a text.",
)  # fmt: skip
"""How an answer is written; `kg.show.deliver` takes it."""


def load(corpus: tuple[Path, ...]) -> Graph:
    """Assemble the graph of the folders chosen, or the shipped one."""
    import kg

    return kg.load(*corpus)


@contextmanager
def progress(title: str) -> Iterator[Callable[[str], None]]:
    """Tell on the terminal what is being done, and nothing where there is none."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(title) as status:
        yield lambda step: status.update(f"{title}: {step}")
