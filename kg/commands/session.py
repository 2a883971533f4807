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

out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)  # fmt: skip
"""Where text goes; `put` takes it."""


def load(corpus: tuple[Path, ...]) -> Graph:
    """Assemble the graph of the folders chosen, or the shipped one."""
    import kg

    return kg.load(*corpus)


def put(content: str, out: Path | None) -> None:
    """Write text to a file, whole or not at all, or to standard output in UTF-8."""
    from kg.atomic import write_whole

    if out is None:
        click.echo(content.encode(), nl=False)
    else:
        write_whole(out, content)


@contextmanager
def progress(title: str) -> Iterator[Callable[[str], None]]:
    """Tell on the terminal what is being done, and nothing where there is none."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(title) as status:
        yield lambda step: status.update(f"{title}: {step}")
