"""The state of a record: who curated and reviewed it, and what it takes the place of."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kg.model.manifest import Date
from kg.model.record import Record, RecordId, Text, WrongError

Status = Literal["draft", "curated", "reviewed"]

RECORD = r"^[a-z0-9-]+:[a-z0-9-]+\.[a-z_]+\.[a-z0-9-]+\.[a-z0-9-]+$"
RecordName = Annotated[
    str, Field(pattern=RECORD, description="layer:subject.predicate.object.record")
]


class Pointer(Record):
    """A record of evidence of some layer, and why it no longer stands."""

    record: RecordName
    reason: Text

    @property
    def layer(self) -> str:
        """The layer that the record came with."""
        return self.record.partition(":")[0]

    @property
    def name(self) -> str:
        """The claim and the id of the record, as `Graph.layer_of` names it.

        >>> Pointer(record="cirt:a.increases.b.one", reason="misread").name
        'a.increases.b.one'
        """
        return self.record.partition(":")[2]


class Asked(Record):
    """What somebody who reviewed a record wants changed before it may stand."""

    by: Text
    on: Date | None = None
    reason: Text


class Stated(Record):
    """A record that has a state; without a status it is curated.

    A draft counts only where its layer is named. What is superseded or retracted stays, and counts
    no longer.
    """

    status: Status | None = None
    curated_by: Text | None = None
    curated_on: Date | None = None
    reviewed_by: Text | None = None
    reviewed_on: Date | None = None
    supersedes: tuple[Pointer, ...] = ()
    retracts: tuple[Pointer, ...] = ()
    asked: tuple[Asked, ...] = ()

    @model_validator(mode="after")
    def _reviewed_by_somebody(self) -> Self:
        if self.status == "reviewed" and self.reviewed_by is None:
            raise WrongError("reviewed by nobody", "say under reviewed_by who it was")
        return self


class Withdrawal(Pointer):
    """A record that a layer takes back, of its own or of a layer below, without another for it."""

    id: RecordId
    by: Text | None = None
    date: Date | None = None
