"""Figure recipes: what a picture for a talk says, and of what it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from kg.model.record import EntityId, Label, Number, Record, RecordId, Text
from kg.model.vocabulary import Setting

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
    label: Label
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

    title: Label
    exposure: EntityId


class Column(Record):
    """A column of a matrix: these arms, against those."""

    label: Label
    subjects: tuple[EntityId, ...] = Field(min_length=1)
    versus: tuple[EntityId, ...] = Field(min_length=1)


class Span(Record):
    """The ends of a causal chain that is to be drawn, and what is asked of it as of `kg chains`.

    >>> Span(start="trex1", end="sting", where=["oxygen=hypoxia"]).through
    ()
    """

    start: EntityId
    end: EntityId
    through: Annotated[
        tuple[EntityId, ...], Field(description="only chains past all of these")
    ] = ()
    avoid: Annotated[tuple[EntityId, ...], Field(description="no chain past one of these")] = ()
    where: Annotated[
        tuple[Text, ...], Field(description="only where this can hold, as 'oxygen=hypoxia'")
    ] = ()
    systems: Annotated[
        tuple[Setting, ...], Field(description="only records of these settings")
    ] = ()
    versus: Annotated[
        EntityId | None, Field(description="mark where the advantage over this exposure enters")
    ] = None
    max_length: Annotated[
        int | None, Field(ge=1, le=20, description="found steps of the longest chain")
    ] = None


class Figure(Record):
    """One figure.

    `message` is the headline: what the audience should remember. The picture is of `entities` (in
    a matrix: its rows), or of a `chain`, or of what the named SPARQL `query` finds, or of the
    printed `numbers` of a quantity. `exposures` are compared on small badges at each entity instead
    of being drawn with lines of their own.
    `without` leaves claims out, `labels` gives shorter names, `pins` fixes places by hand.

    >>> Figure(id="a", title="A", message="B", entities=["hmgb1"]).form
    'mechanism'
    """

    id: RecordId
    title: Label
    message: Label
    form: Literal["mechanism", "outcomes", "evidence", "gaps", "numbers"] = Field(
        default="mechanism",
        description="mechanism: a network; outcomes: lower, similar, higher by comparator; "
        "evidence: outcomes by study; gaps: what was never compared; numbers: what is printed",
    )
    entities: tuple[EntityId, ...] = ()
    chain: Span | None = None
    query: Text | None = None
    numbers: Text | None = Field(
        default=None, description="a quantity or measure, as of `kg numbers`"
    )
    over: Literal["dose", "let", "time"] | None = Field(
        default=None, description="numbers and words along this axis"
    )
    compartments: tuple[Zone, ...] = ()
    exposures: tuple[EntityId, ...] = ()
    panels: tuple[Panel, ...] = ()
    columns: tuple[Column, ...] = ()
    emphasis: tuple[EntityId, ...] = ()
    without: tuple[Text, ...] = Field(
        default=(), description="ids of claims and derived effects left out"
    )
    labels: Mapping[EntityId, Label] = Field(default={})
    pins: Mapping[EntityId, Pin] = Field(default={})
    citation_style: Literal["author-year", "journal", "review-number"] = Field(
        default="author-year",
        description="review-number: the number by which the document that was read cites a paper",
    )
    icons: Literal["auto", "none"] = Field(
        default="auto", description="none: no pictograms at nodes and compartments"
    )
    notes: Text | None = Field(default=None, description="what the speaker may say")
