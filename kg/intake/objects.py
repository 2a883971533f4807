"""A file of JSON, bounded, as it stands: one clear error for what is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.bounded import read_bounded
from kg.intake.said import refuse


def read_json(path: Path, what: str) -> Any:
    """Read JSON in UTF-8; `TableError` with the line where it is none, OSError if it is too large.

    Numbers that JSON does not have (NaN) are refused, and so is what is nested too deeply.
    """
    content = read_bounded(path, LARGEST, pipe=True)
    remedy = f"write {what} again, as JSON in UTF-8"
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refused)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        cause = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise refuse(path, line, "text", cause, remedy) from None
    except json.JSONDecodeError as error:
        raise refuse(path, error.lineno, "JSON", error.msg, remedy) from None
    except (ValueError, RecursionError) as error:
        cause = "nested too deeply" if isinstance(error, RecursionError) else "a number too long"
        raise refuse(path, 1, "JSON", cause, remedy) from None


def member(path: Path, row: int, where: Any, name: str, kind: type[Any]) -> Any:
    """Give what an object must have: a list, an object, a text."""
    found = where.get(name) if isinstance(where, dict) else None
    if not isinstance(found, kind):
        cause = "missing" if found is None else f"{type(found).__name__} instead of {NAMES[kind]}"
        raise refuse(path, row, name, cause, f"write {NAMES[kind]} there")
    return found


def words(found: Any) -> str:
    """Give a text or a number as text, and nothing for anything else."""
    is_plain = isinstance(found, str | int | float) and not isinstance(found, bool)
    return " ".join(str(found).split()) if is_plain else ""


def _refused(name: str) -> Any:
    raise ValueError(name)


NAMES: dict[type[Any], str] = {list: "a list", dict: "an object", str: "a text", int: "a number"}
LARGEST = 100_000_000
"""Bytes of a file."""
