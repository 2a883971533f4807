"""What was read and holds nothing to curate, and why."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kg.model.record import Record, RecordId, ReferenceId, Text

Reason = Literal["history", "background", "rhetoric", "definition", "method", "pointer"]
"""history: who did what when; background: no word on what changes what; rhetoric: aims and
appeals; definition: what a word means; method: how something was done; pointer: where to read on.
"""


class Exclusion(Record):
    """Sentences of a source that hold no claim; with `references`, only those citations of them."""

    id: RecordId
    source: ReferenceId
    locator: tuple[Text, ...] = Field(min_length=1)
    references: tuple[ReferenceId, ...] = ()
    reason: Reason
    note: Text | None = None
