"""Figure recipes: what a picture for a talk says, and of what it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from kg.model.record import EntityId, Number, Record, RecordId, Text

Part = Annotated[tuple[EntityId, ...], Field(description="entities drawn there")]
X = Annotated[Number, Field(ge=0, le=960)]
Y = Annotated[Number, Field(ge=0, le=540)]


class Zone(Record):
    """A compartment as drawn: a tinted box with its label and what lies in it.

    A cell has `membrane` (on its right edge) and `nucleus` (a box within). `columns` is how many
    entities stand side by side in it; as many as fit, if not given. A zone `below` another shares
    its columns.
    """

    id: RecordId
    label: Text
    holds: Part = ()
    nucleus: Part = ()
    membrane: Part = ()
    columns: Annotated[int, Field(ge=1, le=6)] | None = None
    below: RecordId | None = None


class Pin(Record):
    """The centre of a node, in points of a page of 960 x 540, from the top left."""

    x: X
    y: Y


class Panel(Record):
    """One of several pictures of the same entities, each under an exposure of its own."""

    title: Text
    exposure: EntityId


class Column(Record):
    """A column of a matrix: these arms, against those."""

    label: Text
    subjects: tuple[EntityId, ...] = Field(min_length=1)
    versus: tuple[EntityId, ...] = Field(min_length=1)


class Span(Record):
    """The ends of a causal chain that is to be drawn."""

    start: EntityId
    end: EntityId


class Figure(Record):
    """One figure.

    `message` is the headline: what the audience should remember. The picture is of `entities` (in
    a matrix: its rows), or of a `chain`, or of what the named SPARQL `query` finds. `exposures`
    are compared on small badges at each entity instead of being drawn with lines of their own.
    `without` leaves claims out, `labels` gives shorter names, `pins` fixes places by hand.

    >>> Figure(id="a", title="A", message="B", entities=["hmgb1"]).form
    'mechanism'
    """

    id: RecordId
    title: Text
    message: Text
    form: Literal["mechanism", "outcomes", "evidence", "gaps"] = Field(
        default="mechanism",
        description="mechanism: a network; outcomes: lower, similar, higher by comparator; "
        "evidence: outcomes by study; gaps: what was never compared",
    )
    entities: tuple[EntityId, ...] = ()
    chain: Span | None = None
    query: Text | None = None
    compartments: tuple[Zone, ...] = ()
    exposures: tuple[EntityId, ...] = ()
    panels: tuple[Panel, ...] = ()
    columns: tuple[Column, ...] = ()
    emphasis: tuple[EntityId, ...] = ()
    without: tuple[Text, ...] = Field(
        default=(), description="ids of claims and derived effects left out"
    )
    labels: Mapping[EntityId, Text] = Field(default={})
    pins: Mapping[EntityId, Pin] = Field(default={})
    citation_style: Literal["author-year", "journal", "review-number"] = "author-year"
    notes: Text | None = Field(default=None, description="what the speaker may say")
