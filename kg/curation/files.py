"""What each kind of curated file may hold; the JSON Schemas are made from these."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from kg.model import Claim, Conclusion, Entity, Exclusion, Figure, Gap, Module, Reference
from kg.model.record import Record, Text


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
