"""What was read: a document has the key of its reference, as `read_in` names it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kg.model.manifest import Date
from kg.model.record import Record, Text


class Reading(Record):
    """How much of a document was read, by whom and when.

    `read` is the part; with `whole: false` some of it was left out, and `note` says what.
    """

    read: Literal["full-text", "abstract", "title", "registry"] = "full-text"
    whole: bool = True
    date: Date | None = None
    by: Text | None = None
    note: Text | None = Field(default=None, description="what was left out, and why")
