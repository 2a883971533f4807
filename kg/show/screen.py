"""A view on standard output: to the terminal's width, or plain and unshortened in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text


def display(view: RenderableType) -> None:
    """Print a view: drawn on a terminal, plain in a pipe."""
    if sys.stdout.isatty():
        Console(highlight=False).print(_unshortened(view))
    else:
        emit(plain(view))


def emit(words: str) -> None:
    """Print text as it is, in UTF-8 whatever the locale."""
    sys.stdout.buffer.write(words.encode())
    sys.stdout.buffer.flush()


def plain(view: RenderableType) -> str:
    r"""Write a view as text without colour, boxes, or line breaks that are not its own.

    >>> plain(Rows(("name", "n"), (("a", "1"),)))
    'name  n\na     1\n'
    """
    if isinstance(view, Table):
        view.box, view.padding = None, _GAP
    out = StringIO()
    Console(file=out, width=_UNBROKEN, color_system=None, force_terminal=False).print(view)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


@dataclass(frozen=True)
class Rows:
    """A table whose cells are text, whatever they hold."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[RenderableType]:
        """Draw a line under the header on a terminal, and none in a pipe."""
        drawn = Table(box=None, pad_edge=False, padding=_GAP)
        if console.is_terminal:
            drawn.box, drawn.padding = SIMPLE_HEAD, (0, 1, 0, 0)
        for name in self.header:
            drawn.add_column(text(name))
        for row in self.rows:
            drawn.add_row(*map(text, row))
        yield _unshortened(drawn)


def fields(pairs: Iterable[tuple[str, str]]) -> Table:
    """Lay out names and values in two columns; what has no value is left out."""
    grid = Table.grid(padding=_GAP)
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold")
    for name, value in pairs:
        if value:
            grid.add_row(text(name), text(value))
    return grid


def text(words: str, style: str = "") -> Text:
    r"""Take words as text, never as markup; what would move the cursor is shown as an escape.

    >>> str(text("[red]\\x1b[2J"))
    '[red]\\x1b[2J'
    """
    return Text(
        "".join(
            letter if letter.isprintable() else letter.encode("unicode_escape").decode()
            for letter in words
        ),
        style,
    )


def _unshortened(view: RenderableType) -> RenderableType:
    """Let a narrow column break its words: an ellipsis would hide what they say."""
    if isinstance(view, Table):
        for column in view.columns:
            column.overflow = "fold"
    return view


_GAP = (0, 2, 0, 0)
_UNBROKEN = 1_000_000
"""Columns of a pipe: no text is as long, so none is cut."""
