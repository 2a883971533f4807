"""What each kind of curated file may hold; the JSON Schemas are made from these."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from kg.model import (
    Claim,
    Conclusion,
    Entity,
    Exclusion,
    Figure,
    Gap,
    Module,
    Reading,
    Reference,
    Withdrawal,
)
from kg.model.record import Record, RecordId, Text


class EntityFile(Record):
    """ontology/entities/*.yaml."""

    entities: tuple[Entity, ...]


class ReferenceFile(Record):
    """ontology/references.yaml."""

    references: tuple[Reference, ...]


class ClaimFile(Record):
    """ontology/claims/<topic>/*.yaml: one mechanism."""

    title: Text
    defaults: Annotated[dict[str, Any] | None, Field(description="shared evidence fields")] = None
    claims: tuple[Claim, ...]


class GapFile(Record):
    """ontology/gaps.yaml."""

    gaps: tuple[Gap, ...]


class ConclusionFile(Record):
    """ontology/conclusions.yaml."""

    conclusions: tuple[Conclusion, ...]


class ExclusionFile(Record):
    """ontology/exclusions.yaml."""

    exclusions: tuple[Exclusion, ...]


class ModuleFile(Record):
    """ontology/modules.yaml."""

    modules: tuple[Module, ...]


class FigureFile(Record):
    """ontology/figures/*.yaml: recipes of figures."""

    figures: tuple[Figure, ...]


class WithdrawalFile(Record):
    """ontology/withdrawals.yaml: records that this folder takes back."""

    withdrawals: tuple[Withdrawal, ...]


class PaperFile(Record):
    """ontology/papers/<key>.yaml: one paper with its reference, how it was read, and its claims.

    The evidence cites this paper and was read in it, unless it says otherwise. `topic` or `module`
    tells to which mechanism the claims belong. A reference that stands in references.yaml is not
    repeated.
    """

    title: Text | None = None
    topic: RecordId | None = None
    module: RecordId | None = None
    reference: Reference | None = None
    document: Reading | None = None
    defaults: Annotated[dict[str, Any] | None, Field(description="shared evidence fields")] = None
    claims: tuple[Claim, ...]
