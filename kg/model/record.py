"""What every curated record has in common: frozen, closed, and written as the curator writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict

from kg.model.letters import unfit_letters


class Record(BaseModel):
    """A curated record: immutable, and a field that the model does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    BRIEF: ClassVar[tuple[str, ...]] = ()
    """The fields that `repr` shows; all of them where none is named."""

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Show what tells one record from another, in a line."""
        shown = super().__repr_args__()
        return [pair for pair in shown if not self.BRIEF or pair[0] in self.BRIEF]


class WrongError(ValueError):
    """What is wrong with a field, and what to do about it."""

    def __init__(self, cause: str, remedy: str) -> None:
        """Tell both in one line, for whoever reads no fields."""
        self.cause, self.remedy = cause, remedy
        super().__init__(f"{cause}: {remedy}")


EntityId = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100,
        description="id of an entity, kebab-case",
    ),
]  # fmt: skip
RecordId = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100, description="curated id, kebab-case"
    ),
]  # fmt: skip
ReferenceId = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9]*$", max_length=60,
        description="citation key, best first author and year",
    ),
]  # fmt: skip
Curie = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z][A-Za-z0-9.]*:[A-Za-z0-9_.-]+$", max_length=120,
        description="prefix:identifier",
    ),
]  # fmt: skip
PRINTED = r"[^\s.]"
"""What a text must hold: anything but blanks, and dots that wait to be filled in."""
LINE = r"^[^\n\t\u2028\u2029]*[^\s.][^\n\t\u2028\u2029]*$"
"""The same on one line."""



def _sound(text: str) -> str:
    if unfit := unfit_letters(text):
        raise WrongError(unfit, "remove it")
    return text


Text = Annotated[
    str, Field(min_length=1, max_length=2000, pattern=PRINTED), AfterValidator(_sound)
]
Label = Annotated[
    str,
    Field(
        min_length=1, max_length=120, pattern=LINE,
        description="one line, as it is drawn",
    ),
    AfterValidator(_sound),
]  # fmt: skip
"""What stands on a node, a button, a slide: a line, and no longer than one can be."""


def _measurable(number: float) -> float:
    if number and not _LEAST <= abs(number) <= _MOST:
        raise ValueError(f"{number!r} is no amount of anything: from {_LEAST:g} to {_MOST:g}")
    return number


_LEAST, _MOST = 1e-9, 1e9
Number = Annotated[
    float, Strict(), Field(allow_inf_nan=False), AfterValidator(_measurable)
]
Count = Annotated[int, Strict(), Field(ge=1, le=1_000_000_000)]

SHOWN = r"(supplement\.)?(fig|table)\.[0-9]+[a-z]?|supplement(\.[a-z0-9-]+)*"
"""A figure, a table, or a supplement with or without the name of a part."""

LOCATOR = rf"^([a-z]+\.[0-9]+\.[0-9]+|table[0-9]+\.[0-9]+|abstract|full-text|{SHOWN})$"
"""Where in a document something stands."""


class Erratum(Record):
    """An error as a source prints it: kept, explained, never repaired silently.

    `likely` is what was probably meant, only where another source shows it.
    """

    printed: Text
    fault: Text
    likely: Text | None = None
