"""What every curated record has in common: frozen, closed, and written as the curator writes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict


class Record(BaseModel):
    """A curated record: immutable, and a field that the model does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


EntityId = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="id of an entity, kebab-case")
]
RecordId = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="curated id, kebab-case")
]
ReferenceId = Annotated[
    str, Field(pattern=r"^[a-z]+[0-9]{4}[a-z]?$", description="citation key in references.yaml")
]
Curie = Annotated[
    str, Field(pattern=r"^[A-Za-z][A-Za-z0-9.]*:[A-Za-z0-9_.-]+$", description="prefix:identifier")
]
PRINTED = r"[^\s.]"
"""What a text must hold: anything but blanks, and dots that wait to be filled in."""

Text = Annotated[str, Field(min_length=1, pattern=PRINTED)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=1)]


class Erratum(Record):
    """An error as a source prints it: kept, explained, never repaired silently.

    `likely` is what was probably meant, only where another source shows it.
    """

    printed: Text
    fault: Text
    likely: Text | None = None
