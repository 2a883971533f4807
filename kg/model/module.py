"""Mechanism modules: the chapters into which the picture of the field falls."""

from __future__ import annotations

from pydantic import Field

from kg.model.record import EntityId, Label, Record, RecordId, Text
from kg.model.vocabulary import Compartment


class Module(Record):
    """One mechanism and the entities that belong to it.

    `members` are listed by hand. `topics` place what is not listed: an entity of this module's
    compartment goes to the module on whose topics (folders of claims) most of its claims stand.
    """

    id: RecordId
    label: Label
    compartment: Compartment
    summary: Text
    topics: tuple[RecordId, ...] = Field(default=(), description="folders of claims")
    members: tuple[EntityId, ...] = ()
