"""What the sources state is not known."""

from __future__ import annotations

from pydantic import Field

from kg.model.record import EntityId, Record, RecordId, ReferenceId, Text
from kg.model.vocabulary import Certainty


class Gap(Record):
    """A gap that a source states: the question, what it is about, and where it is said."""

    id: RecordId
    question: Text
    about: tuple[EntityId, ...] = Field(min_length=1)
    references: tuple[ReferenceId, ...] = Field(min_length=1)
    read_in: ReferenceId
    locator: tuple[Text, ...] = Field(min_length=1)
    certainty: Certainty = "asserted"
