"""Lines of tables and values of JSON from files of any size, a piece at a time."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from kg.errors import DatasetError

MOST = 64 * 2**20
"""Characters that one record, or one document that is read whole, may have."""


def opened(path: Path) -> IO[str]:
    """Open a file of text, packed by gzip or not; bytes that are no UTF-8 are marked as such."""
    raw: Any = gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb")
    return io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="\n")


def table_rows(path: Path, skip: int = 0) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """Yield the rows of a table of tabs by number of line, from 2; as text where cells lack."""
    with opened(path) as file:
        names = _clean(file.readline(MOST)).split("\t")
        for number, line in enumerate(file, start=2):
            if number - 2 < skip:
                continue
            cells = _clean(line).split("\t")
            if len(cells) == len(names):
                yield number, dict(zip(names, cells, strict=True))
            else:
                yield number, f"{len(cells)} cells, where the header has {len(names)}"


def json_lines(path: Path, skip: int = 0) -> Iterator[tuple[int, Any]]:
    """Yield the values of JSON Lines by number of line; what is no JSON as its error."""
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            if number <= skip:
                continue
            try:
                yield number, json.loads(line) if line.strip() else None
            except ValueError as error:
                yield number, error


def json_items(path: Path) -> Iterator[Any]:
    """Yield the items of one array of JSON without holding all of it.

    Raises `DatasetError` where the file breaks off or is no array; what came before was yielded.
    """
    decoder, held, begun, place = json.JSONDecoder(), "", False, 0
    with opened(path) as file:
        while True:
            more = file.read(2**20)
            held += more
            place = 0
            while True:
                while place < len(held) and held[place] in " \t\r\n,":
                    place += 1
                if not begun and place < len(held):
                    if held[place] != "[":
                        raise DatasetError(f"{path}: no array of statements begins it")
                    begun, place = True, place + 1
                    continue
                if place < len(held) and held[place] == "]":
                    return
                try:
                    value, place = decoder.raw_decode(held, place)
                except ValueError:
                    break
                yield value
            held = held[place:]
            if not more:
                raise DatasetError(f"{path}: it breaks off within an array of JSON: bring the "
                                   "whole file")  # fmt: skip
            if len(held) > MOST:
                raise DatasetError(f"{path}: one statement is larger than {MOST} characters, or "
                                   "no JSON")  # fmt: skip


def document(path: Path) -> Any:
    """Read a document of JSON that is small enough to be held; `DatasetError` for any other."""
    with opened(path) as file:
        text = file.read(MOST + 1)
    if len(text) > MOST:
        raise DatasetError(f"{path}: a document larger than {MOST} characters: divide it")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DatasetError(f"{path}: no JSON: {error}") from error


def _clean(line: str) -> str:
    return line.rstrip("\r\n")
