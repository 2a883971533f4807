"""Claims and their evidence: who found what, where, against which comparator."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from kg.model.exposure import Agent, Exposure
from kg.model.quantity import Quantity
from kg.model.record import (
    LOCATOR,
    Count,
    Curie,
    EntityId,
    Erratum,
    Record,
    RecordId,
    ReferenceId,
    Text,
    WrongError,
)
from kg.model.state import Stated
from kg.model.system import Conditions, System
from kg.model.vocabulary import (
    SIGN_OF,
    Action,
    Basis,
    Certainty,
    Difference,
    Facet,
    Irradiated,
    Level,
    Outcome,
    Predicate,
    Sign,
    Stance,
    Trend,
)

Locator = Annotated[
    str,
    Field(
        pattern=LOCATOR,
        description="section.paragraph.sentence of the inventory, table1.<reference>, a figure or "
        "table (fig.2b, table.1, supplement.fig.3), or abstract for the reading of another paper",
    ),
]


class Statistics(Record):
    """Numbers in words: p value, the value of this arm and of the other, sample size.

    Still read; `quantities` hold the same as numbers.
    """

    p: Annotated[str, Field(pattern=r"^[<>=≤≥] ?0?\.[0-9]+$")] | None = None
    here: Text | None = None
    there: Text | None = None
    n: Count | None = None


class Differs(Record):
    """In what a comparison of a subject with itself differs: the facet, and both values."""

    facet: Facet
    here: Text
    there: Text


class Contrast(Record):
    """The object's level in the subject's arm relative to another arm.

    `level` and `basis` with several values mean 'one of these, unresolved'. `comparator_sign` is
    what the other arm itself does to the object, where the source says so. `in_kind` says in what
    the arms differ where neither has more: other genes, another pattern. It takes the place of a
    level, and decides nothing.
    """

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["level"]}, {"required": ["in_kind"]}]}
    )

    versus: EntityId
    differs: Differs | None = None
    level: tuple[Level, ...] = Field(default=(), json_schema_extra={"minItems": 1})
    in_kind: Text | None = None
    basis: tuple[Basis, ...] = ()
    comparator_sign: Sign | None = None
    exposure: Exposure | None = None
    statistics: Statistics | None = None
    quantities: tuple[Quantity, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.level and self.in_kind is None:
            raise WrongError(
                "neither level nor in_kind",
                "say where the object stands (higher, lower, similar), or in what the arms differ",
            )
        return self


class MonotoneTrend(Record):
    """A monotone dependence on dose, LET or time, and the basis on which it was followed."""

    over: Literal["dose", "let", "time"]
    direction: Trend
    basis: Basis | None = None


class Perturbation(Record):
    """Silencing, blocking or adding done to learn what the subject does."""

    direction: Literal["up", "down"]
    by: Text


class Check(Record):
    """What a second reading of the primary source says of a record: never a finding itself.

    `about` names in what the two differ, the gravest first; empty where they agree.
    """

    outcome: Outcome
    about: tuple[Difference, ...] = ()
    reference: ReferenceId
    read_in: Literal["title", "abstract", "full-text"]
    note: Text


class Evidence(Stated):
    """One observation or statement in one source, with everything that limits it."""

    BRIEF = ("id", "references", "read_in", "summary")

    id: RecordId
    references: tuple[ReferenceId, ...] = Field(min_length=1)
    attribution: Literal["single", "collective"] = "single"
    read_in: ReferenceId
    locator: tuple[Locator, ...] = Field(min_length=1)
    stance: Stance = "supports"
    certainty: Certainty
    evidence_type: Curie | None = None
    system: System
    conditions: Conditions = Conditions()
    exposure: Exposure | None = None
    irradiated: Irradiated | None = Field(
        default=None, description="what the treatment struck; empty where nobody looked"
    )
    agents: tuple[Agent, ...] = ()
    trend: MonotoneTrend | None = None
    perturbation: Perturbation | None = None
    baseline: Literal["untreated", "before"] = "untreated"
    statistics: Statistics | None = None
    quantities: tuple[Quantity, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    checks: tuple[Check, ...] = ()
    errata: tuple[Erratum, ...] = ()
    note: Text | None = None
    summary: Text


class Claim(Record):
    """A subject, a predicate, an object, and the evidence for it.

    >>> Claim.model_validate({"subject": "a", "predicate": "increases", "object": "b",
    ...     "evidence": [{"id": "x", "references": ["doe2020"], "read_in": "roe2025",
    ...     "locator": ["intro.2.4"], "certainty": "asserted", "summary": "More.",
    ...     "system": {"setting": "in_vitro"}}]}).id
    'a.increases.b'
    """

    BRIEF = ("subject", "predicate", "object")

    subject: EntityId
    predicate: Predicate
    object: EntityId
    action: Action | None = Field(
        default=None, description="what an agent does to its target: of 'targets' alone"
    )
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @property
    def id(self) -> str:
        """Subject, predicate and object joined by full stops."""
        return f"{self.subject}.{self.predicate}.{self.object}"

    @property
    def sign(self) -> Sign | None:
        """What the predicate does to the object on a chain; None where it carries no sign."""
        return SIGN_OF.get(self.predicate)
