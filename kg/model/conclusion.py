"""The main conclusions of a source, and the claims that each of them rests on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kg.model.record import EntityId, Record, RecordId, ReferenceId, Text
from kg.model.vocabulary import Level

ClaimId = Annotated[
    str, Field(pattern=r"^[a-z0-9-]+\.[a-z_]+\.[a-z0-9-]+$", description="subject.predicate.object")
]


class Ground(Record):
    """A claim, or one comparison of it: the level against one other arm."""

    claim: ClaimId
    versus: EntityId | None = None
    level: tuple[Level, ...] = ()


class Conclusion(Record):
    """What a source concludes, in the curator's words, with all that carries it directly."""

    id: RecordId
    statement: Text
    read_in: ReferenceId
    locator: tuple[Text, ...] = Field(min_length=1)
    grounds: tuple[Ground, ...] = Field(min_length=1)
