"""How an arm was treated: the beam and the agents, as printed."""

from __future__ import annotations

from pydantic import Field

from kg.model.record import Count, EntityId, Record, Text
from kg.model.units import Dose, Energy, Let
from kg.model.vocabulary import Quality, Route, Timing


class Exposure(Record):
    """One arm's irradiation as the source prints it; nothing is computed.

    `let_kev_um` in keV/um. `printed` keeps the words of a regimen that the fields cannot hold.
    """

    dose: Dose | None = None
    fractions: Count | None = None
    let_kev_um: Let | None = None
    energy: Energy | None = None
    quality: Quality | None = Field(default=None, description="photon quality: x-ray or gamma-ray")
    printed: Text | None = None


class Agent(Record):
    """One drug, antibody, vaccine or cell product of an arm: what, how much, how, when."""

    entity: EntityId
    dose: Text | None = None
    route: tuple[Route, ...] = ()
    timing: tuple[Timing, ...] = ()
