"""Errors that reach a person: what is wrong, where, why, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.escape import terminal


class KgError(Exception):
    """The base of every error that this package raises on purpose."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of one input: file, line (from 1; 0 for the whole file), field, cause, remedy.

    >>> str(Problem("claims/a.yaml", 7, "object", "no entity 'hmgb'", "use 'hmgb1'"))
    "claims/a.yaml:7: object: no entity 'hmgb': use 'hmgb1'"
    """

    file: str
    line: int
    field: str
    cause: str
    remedy: str
    severity: str = "error"

    def __str__(self) -> str:
        mark = "warning: " if self.severity == "warning" else ""
        return f"{self.file}:{self.line}: {self.field}: {mark}{self.cause}: {self.remedy}"


def missing(package: str, extra: str) -> str:
    """Say that a package of an extra is not installed, and both ways to install it.

    >>> missing("mcp", "mcp")
    "the package 'mcp' is not installed: pip install 'cirt-kg[mcp]', in a checkout 'make tools'"
    """
    how = f"pip install 'cirt-kg[{extra}]', in a checkout 'make tools'"
    return f"the package '{package}' is not installed: {how}"


class CurationError(KgError):
    """Every problem of every curated file at once, in order of file and line."""

    where = "in the curated files"

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Sort the problems, and join them to a message of one line each."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TableError(CurationError):
    """Every problem of a table that somebody brings in, by row and column."""

    where = "in the table: nothing was written"


class QueryError(KgError):
    """A SPARQL query that is refused, fails, or runs past its limits."""


class LimitError(QueryError):
    """A query that ran out of time, memory, or room for its answer, or found no free worker."""


class StoreError(KgError):
    r"""A store elsewhere that does not answer, or holds no such graph, or a broken one.

    What a store says of itself reaches a terminal: what would move its cursor is an escape.

    >>> str(StoreError("it says \x1b[2J"))
    'it says \\x1b[2J'
    """

    def __init__(self, message: str) -> None:
        """Take a message, words of the store included."""
        super().__init__(terminal(message))


class RequestError(KgError):
    """A name, format or option that does not exist; the message names what does."""


class TakenAs(UserWarning):
    """Words that name nothing exactly, and were taken as the only thing that fits."""


class DatasetError(KgError):
    """A data set that is none, is damaged or in use, or a source that cannot be added to it."""
