"""A view on standard output: to the width of the screen, or plain and unshortened in a pipe."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from kg.escape import terminal


def display(view: RenderableType) -> None:
    """Print a view: drawn on a terminal, plain in a pipe, as wide as COLUMNS asks.

    A terminal that is dumb, or whose user asks for NO_COLOR, gets no boldness and no lines either.
    """
    if not sys.stdout.isatty():
        emit(plain(view, asked_width()), wished_encoding())
    elif is_drawn():
        Console(highlight=False).print(_unshortened(view))
    else:
        sys.stdout.write(plain(_unshortened(view), Console().width))
        sys.stdout.flush()


def is_drawn() -> bool:
    """Tell whether a terminal gets more than letters, by NO_COLOR and TERM."""
    dumb = os.environ.get("TERM", "").casefold() in {"dumb", "unknown"}
    return not (dumb or os.environ.get("NO_COLOR"))


def emit(words: str, encoding: str = "utf-8") -> None:
    """Print text as it is, in UTF-8 whatever the locale, with escapes for what letters lack."""
    sys.stdout.buffer.write(words.encode(encoding, "backslashreplace"))
    sys.stdout.buffer.flush()


def wished_encoding() -> str:
    """Give the encoding that PYTHONIOENCODING names for text that people read, else UTF-8.

    A locale alone changes nothing: the same question gives the same bytes.
    """
    wished = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    try:
        return codecs.lookup(wished).name if wished else "utf-8"
    except LookupError:
        return "utf-8"


def asked_width() -> int | None:
    """Give the columns that COLUMNS asks for, where it asks for any (20 at least)."""
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) >= _LEAST else None


def plain(view: RenderableType, width: int | None = None) -> str:
    r"""Write a view as text without colour and boxes, broken between words at a width.

    >>> plain(Rows(("name", "n"), (("a", "1"),)))
    'name  n\na     1\n'
    """
    if isinstance(view, Table):
        view.box, view.padding = None, _GAP
    out = StringIO()
    console = Console(
        file=out,
        width=width or _UNBROKEN,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    )
    console.print(view)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


@dataclass(frozen=True)
class Rows:
    """A table whose cells are text, whatever they hold.

    Where it does not fit a screen of less than 120 columns it stacks: each row becomes a few lines
    of 'name: value', broken between words. `lead` are the columns whose values speak for
    themselves, and go without their name.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: frozenset[str] = frozenset()

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[RenderableType]:
        """Draw a line under the header on a terminal, and none in a pipe."""
        if console.width < STACKED and self._width() > console.width:
            yield from self._stack(console.width)
            return
        drawn = Table(box=None, pad_edge=False, padding=_GAP)
        if console.is_terminal:
            drawn.box, drawn.padding = SIMPLE_HEAD, (0, 1, 0, 0)
        for name in self.header:
            drawn.add_column(text(name))
        for row in self.rows:
            drawn.add_row(*map(text, row))
        yield _unshortened(drawn)

    def _width(self) -> int:
        """Give the columns of the screen that the table takes unbroken."""
        lines = [[text(cell).cell_len for cell in row] for row in (self.header, *self.rows)]
        return sum(max(cells) + 2 for cells in zip(*lines, strict=True))

    def _stack(self, width: int) -> Iterator[RenderableType]:
        for row in self.rows:
            told = [
                value if name in self.lead else f"{name}: {value}"
                for name, value in zip(self.header, row, strict=True)
                if value
            ]
            yield from hang(" · ".join(told), width)


def hang(words: str, width: int, front: str = "", indent: str = "  ") -> Iterator[Text]:
    """Break between words at a width; a word longer than a line is cut, for nothing is lost."""
    room = max(1, width - len(indent))
    line = front
    empty = True
    for word in str(text(words)).split(" "):
        if not empty and cell_len(line) + 1 + cell_len(word) <= width:
            line += f" {word}"
            continue
        if not empty:
            yield Text(line)
            line = indent
        while cell_len(line) + cell_len(word) > width:
            head, word = _split(word, max(1, width - cell_len(line)) if line else room)
            yield Text(line + head)
            line = indent
        line += word
        empty = False
    if not empty:
        yield Text(line)


def _split(word: str, width: int) -> tuple[str, str]:
    """Take off as many letters as fit, one at least."""
    taken = 1
    while taken < len(word) and cell_len(word[: taken + 1]) <= width:
        taken += 1
    return word[:taken], word[taken:]


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
    return Text(terminal(words), style)


def _unshortened(view: RenderableType) -> RenderableType:
    """Let a narrow column break its words: an ellipsis would hide what they say."""
    if isinstance(view, Table):
        for column in view.columns:
            column.overflow = "fold"
    return view


_GAP = (0, 2, 0, 0)
_LEAST = 20
STACKED = 120
"""Columns from which on a screen is wide enough for tables."""

_UNBROKEN = 1_000_000
"""Columns of a pipe: no text is as long, so none is cut."""
