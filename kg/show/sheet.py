"""An answer in every form that is asked for: a terminal's table, JSON, TSV, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType

from kg.errors import RequestError
from kg.show.screen import Rows, display, emit, plain, text

Cell = str | int | float | tuple[str, ...] | None
"""What a cell may hold; several values are a tuple, and nothing is None or an empty text."""

FORMS = ("table", "json", "tsv", "markdown")
"""The forms of an answer; `table` is for people, drawn on a terminal and plain in a pipe."""


@dataclass(frozen=True)
class Sheet:
    """One table of an answer.

    `name` is its key in JSON, `title` its heading for people. Columns are named as programs want
    them (snake_case); those in `hidden` stand in JSON and TSV only, so that ids and labels can
    stand side by side there without crowding a terminal.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    hidden: frozenset[str] = frozenset()

    def shown(self) -> Rows:
        """Give the columns that people see, as text."""
        kept = [n for n, column in enumerate(self.columns) if column not in self.hidden]
        header = tuple(self.columns[n].replace("_", " ") for n in kept)
        return Rows(header, tuple(tuple(_words(row[n]) for n in kept) for row in self.rows))


@dataclass(frozen=True)
class Answer:
    r"""What a question got: tables, the answer itself first, and remarks in plain words.

    TSV gives the first table alone, for a file of one table is what programs read; JSON gives all.

    >>> sheet = Sheet("pets", "Pets", ("name", "legs"), (("cat", 4), ("<b>|ant", 6)))
    >>> print(Answer("Who walks?", (sheet,)).written("markdown"), end="")
    ## Who walks?
    <BLANKLINE>
    | name | legs |
    | --- | --- |
    | cat | 4 |
    | \<b\>\|ant | 6 |
    """

    title: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[RenderableType]:
        """Draw the title, every table that has rows under its heading, and the remarks."""
        yield text(self.title, "bold")
        for sheet in self.sheets:
            if sheet.rows:
                yield text("")
                if sheet.title:
                    yield text(sheet.title, "bold")
                yield sheet.shown()
        for number, remark in enumerate(self.remarks):
            if not number:
                yield text("")
            yield text(remark)

    def written(self, form: str) -> str:
        """Write the answer in one of `FORMS`; `RequestError` for any other."""
        if form not in FORMS:
            raise RequestError(f"no form '{form}': it is one of {', '.join(FORMS)}")
        return {"table": plain, "json": _json, "tsv": _tsv, "markdown": _markdown}[form](self)


def deliver(answer: Answer, form: str = "table") -> None:
    """Print an answer in one of `FORMS`: a table is drawn on a terminal, all else is plain."""
    if form == "table":
        display(answer)
    else:
        emit(answer.written(form))


def _json(answer: Answer) -> str:
    body: dict[str, object] = {"title": answer.title}
    for sheet in answer.sheets:
        body[sheet.name] = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    body["remarks"] = answer.remarks
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _tsv(answer: Answer) -> str:
    sheet = answer.sheets[0]
    lines = [sheet.columns, *(tuple(map(_field, row)) for row in sheet.rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _markdown(answer: Answer) -> str:
    blocks = [f"## {_marked(answer.title)}"]
    for sheet in answer.sheets:
        if not sheet.rows:
            continue
        if sheet.title and len(answer.sheets) > 1:
            blocks.append(f"### {_marked(sheet.title)}")
        shown = sheet.shown()
        lines = [shown.header, ("---",) * len(shown.header), *shown.rows]
        cells = (tuple(map(_marked, line)) if n != 1 else line for n, line in enumerate(lines))
        blocks.append("\n".join(f"| {' | '.join(line)} |" for line in cells))
    blocks += [_marked(remark) for remark in answer.remarks]
    return "\n\n".join(blocks) + "\n"


def _words(cell: Cell) -> str:
    r"""Write a cell for people.

    >>> _words(("a", "b")), _words(0.25), _words(None)
    ('a; b', '0.25', '')
    """
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return "" if cell is None else f"{cell:.3g}" if isinstance(cell, float) else str(cell)


def _field(cell: Cell) -> str:
    """Write a cell for programs: several values joined by '|', one line, no formula.

    >>> _field(("a|b", "c")), _field("=1+1"), _field("-")
    ('a/b|c', "'=1+1", '-')
    """
    if isinstance(cell, tuple):
        cell = "|".join(value.replace("|", "/") for value in cell)
    line = " ".join(("" if cell is None else str(cell)).split())
    formula = isinstance(cell, str) and len(line) > 1 and line[0] in "=+-@"
    return f"'{line}" if formula else line


def _marked(words: str) -> str:
    """Write words that Markdown shows as they are, in one line."""
    line = " ".join(words.split())
    return "".join(f"\\{letter}" if letter in _MARKUP else letter for letter in line)


_MARKUP = frozenset("\\`*_|<>[]#&~$")
