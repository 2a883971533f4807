"""An answer in every form that is asked for: a terminal's table, JSON, TSV, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType

from kg.errors import RequestError
from kg.escape import markdown, tsv
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
    stand side by side there without crowding a terminal. Values of `lead` speak for themselves and
    go without the column's name where a table stacks. A `quiet` sheet stands in JSON alone. People
    see of a column in `spared` only what the words of the other column do not hold already, and
    the first `most` rows.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    hidden: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    quiet: bool = False
    spared: tuple[tuple[str, str], ...] = ()
    most: int | None = None

    def shown(self) -> Rows:
        """Give the columns that people see, as text."""
        kept = [n for n, column in enumerate(self.columns) if column not in self.hidden]
        header = tuple(self.columns[n].replace("_", " ") for n in kept)
        spared = map(self._spare, self.rows[: self.most])
        rows = tuple(tuple(_words(row[n]) for n in kept) for row in spared)
        return Rows(header, rows, frozenset(name.replace("_", " ") for name in self.lead))

    def _spare(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        cells = dict(zip(self.columns, row, strict=True))
        for name, other in self.spared:
            if isinstance(values := cells[name], tuple):
                said = str(cells[other])
                cells[name] = tuple(one for one in values if _WORDS.get(one, one) not in said)
        return tuple(cells.values())


@dataclass(frozen=True)
class Answer:
    r"""What a question got: tables, the answer itself first, and remarks in plain words.

    TSV gives the first table alone, for a file of one table is what programs read; JSON gives all,
    after the `sentence` and the `facts` (name, value). `view`, where there is one, is what people
    see in place of the tables.

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
    sentence: str = ""
    facts: tuple[tuple[str, Cell | Mapping[str, object]], ...] = ()
    view: RenderableType | None = None

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[RenderableType]:
        """Draw the title, every table that has rows under its heading, and the remarks."""
        if self.view is not None:
            yield self.view
            return
        yield text(self.sentence) if self.sentence else text(self.title, "bold")
        for sheet in self.sheets:
            if sheet.rows and not sheet.quiet:
                yield text("")
                if sheet.title:
                    yield text(sheet.title, "bold")
                yield sheet.shown()
        for number, remark in enumerate(self.remarks):
            if not number and not self.sentence:
                yield text("")
            yield text(remark)

    def written(self, form: str) -> str:
        """Write the answer in one of `FORMS`; `RequestError` for any other."""
        if form not in FORMS:
            raise RequestError(f"no form '{form}': it is one of {', '.join(FORMS)}")
        if form == "table":
            return plain(self)
        return {"json": _json, "tsv": _tsv, "markdown": _markdown}[form](self)

    def data(self) -> dict[str, Any]:
        """Give what JSON holds, as objects: facts, and each table as a list of rows by column."""
        found: dict[str, Any] = json.loads(json.dumps(_body(self)))
        return found

    def to_dataframe(self, sheet: str | None = None) -> Any:
        """Give the first table, or the one named, as a `pandas.DataFrame`.

        `RequestError` where there is no table of that name, or pandas is not installed.
        """
        tables = {one.name: one for one in self.sheets}
        if sheet is not None and sheet not in tables:
            raise RequestError(f"no table '{sheet}': there are {', '.join(tables)}")
        try:
            pandas = import_module("pandas")
        except ModuleNotFoundError:
            raise RequestError("a data frame needs pandas: pip install pandas") from None
        kept = self.sheets[0] if sheet is None else tables[sheet]
        return pandas.DataFrame(list(kept.rows), columns=list(kept.columns))


def deliver(answer: Answer, form: str = "table") -> None:
    """Print an answer in one of `FORMS`: a table is drawn on a terminal, all else is plain."""
    if form == "table":
        display(answer)
    else:
        emit(answer.written(form))


def _json(answer: Answer) -> str:
    return json.dumps(_body(answer), indent=2, ensure_ascii=False) + "\n"


def _body(answer: Answer) -> dict[str, object]:
    body: dict[str, object] = {"title": answer.title, "sentence": answer.sentence}
    body |= dict(answer.facts)
    for sheet in answer.sheets:
        body[sheet.name] = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    body["remarks"] = answer.remarks
    return body


def _tsv(answer: Answer) -> str:
    sheet = answer.sheets[0]
    lines = [sheet.columns, *(tuple(map(_field, row)) for row in sheet.rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _markdown(answer: Answer) -> str:
    blocks = [f"## {markdown(answer.title)}"]
    blocks += [markdown(answer.sentence)] if answer.sentence else []
    for sheet in answer.sheets:
        if not sheet.rows or sheet.quiet:
            continue
        if sheet.title and len(answer.sheets) > 1:
            blocks.append(f"### {markdown(sheet.title)}")
        shown = sheet.shown()
        lines = [shown.header, ("---",) * len(shown.header), *shown.rows]
        cells = (tuple(map(markdown, line)) if n != 1 else line for n, line in enumerate(lines))
        blocks.append("\n".join(f"| {' | '.join(line)} |" for line in cells))
    blocks += [markdown(remark) for remark in answer.remarks]
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
    return tsv(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


_WORDS = {"review only": "only a review says so"}
"""How a sentence says what a tag says, where the words differ."""
