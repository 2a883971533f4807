"""Lines for people: wrapped between words at the width of the screen, with a hanging indent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from rich.console import Console, ConsoleOptions, RenderableType

from kg.show.screen import text


@dataclass(frozen=True)
class Line:
    """One line: what stands in front of it, the words, and their style.

    Words that do not fit go on below the first word, behind the front.
    """

    words: str
    front: str = ""
    style: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines in order; an empty one parts two paragraphs."""

    lines: tuple[Line, ...]

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[RenderableType]:
        """Wrap every line; no word is cut."""
        width = width_of(console)
        for line in self.lines:
            told = wrap(
                line.words, max(20, width - len(line.front)), break_long_words=False,
                break_on_hyphens=False,
            )  # fmt: skip
            blank = " " * len(line.front)
            for number, part in enumerate(told or [""]):
                yield text(((blank if number else line.front) + part).rstrip(), line.style)


def width_of(console: Console) -> int:
    """Give the columns of the screen; in a pipe those of COLUMNS, else 100."""
    if console.width < _PIPE:
        return console.width
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isascii() and columns.isdigit() and int(columns) >= 20 else 100


_PIPE = 10_000
"""As wide is no screen: see `kg.show.screen.plain`."""
