"""What a finder looks at: the shelves of a graph that bear names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from kg.model import Claim, Entity, Figure, Module, Reference


class Numbered(Protocol):
    """A document that cites by number."""

    @property
    def numbers(self) -> Mapping[int, str]:
        """Which reference a number of the document stands for."""


class Known(Protocol):
    """Whatever has these shelves: an assembled graph, or what a store says of its names."""

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by id."""

    @property
    def references(self) -> Mapping[str, Reference]:
        """The bibliography by key."""

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Figure recipes by id."""

    @property
    def modules(self) -> Mapping[str, Module]:
        """Mechanism modules by id."""

    @property
    def documents(self) -> Mapping[str, Numbered]:
        """The documents that were read, by the key of their reference."""


How = Literal["exact", "taken", "near"]
"""By the very name, in whatever spelling; taken as the only one that fits; near, not the same."""


@dataclass(frozen=True)
class Found:
    """A thing that words may mean: its id, kind and label, how it was found, and by what.

    `kind` is entity, paper, claim, figure or module; `reason` tells what the words agree with.
    """

    id: str
    kind: str
    label: str
    how: How
    reason: str
