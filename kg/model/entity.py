"""Nodes: quantities, processes, things and interventions that can rise or fall."""

from __future__ import annotations

from pydantic import Field

from kg.model.record import Curie, EntityId, Record, Text
from kg.model.vocabulary import Aspect, Compartment, Kind, Match


class Xref(Record):
    """A verified identifier with the label it has in its own ontology, and how well it fits."""

    curie: Curie
    label: Text
    match: Match = "exact"


class Registration(Record):
    """What a trial registry is said to hold: status and design as stated, and as of when."""

    registry: Text
    diseases: tuple[EntityId, ...] = ()
    phase: Text | None = None
    design: Text | None = None
    status: Text | None = None
    as_of: Text | None = None


class Entity(Record):
    """One node.

    `of`, `aspect` and `in` say what a measure measures, of what and where; together they are
    unique. `broader` is is-a, `part_of` composition, `opposes` the positive twin of a negative
    name, `components` the treatments given jointly.
    """

    id: EntityId
    label: Text
    kind: Kind
    compartment: Compartment | None = None
    synonyms: tuple[Text, ...] = ()
    xrefs: tuple[Xref, ...] = ()
    no_term: Text | None = Field(
        default=None, description="why no exact identifier is given: what was looked for"
    )
    definition: Text | None = None
    of: EntityId | None = None
    aspect: Aspect | None = None
    place: EntityId | None = Field(default=None, alias="in")
    broader: tuple[EntityId, ...] = ()
    part_of: tuple[EntityId, ...] = ()
    opposes: EntityId | None = None
    components: tuple[EntityId, ...] = ()
    species: tuple[EntityId, ...] = Field(default=(), description="organism of a model or gene")
    trial: Registration | None = None
