"""Nodes: quantities, processes, things and interventions that can rise or fall."""

from __future__ import annotations

from pydantic import Field

from kg.model.record import Curie, EntityId, Label, Record, Text
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
    name, `components` the treatments given jointly. `related_names` are said for it loosely and
    mean something else in the strict sense: they find it, and it is said that they are not its
    name. `near_names` name what no entity is, such as a marker, a member or a kind of it: they find
    nothing, and it is told as near.
    """

    id: EntityId
    label: Label
    kind: Kind
    compartment: Compartment | None = None
    synonyms: tuple[Label, ...] = ()
    related_names: tuple[Label, ...] = Field(
        default=(), description="said for it loosely: found, and said not to be quite the same"
    )
    near_names: tuple[Label, ...] = Field(
        default=(), description="markers, members and kinds of it that are no entity: told as near"
    )
    former: tuple[EntityId, ...] = Field(
        default=(), description="ids of what was merged into it: they go on working"
    )
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
