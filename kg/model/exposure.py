"""How an arm was treated: the beam and the agents, as printed."""

from __future__ import annotations

from pydantic import Field

from kg.model.record import Count, EntityId, Record, Text
from kg.model.units import Dose, DoseRate, Energy, Let
from kg.model.vocabulary import Quality, Route, Timing


class Exposure(Record):
    """One arm's irradiation as the source prints it; nothing is computed.

    `let_kev_um` in keV/um. `printed` keeps the words of a regimen that the fields cannot hold.
    """

    dose: Dose | None = None
    fractions: Count | None = None
    let_kev_um: Let | None = None
    energy: Energy | None = None
    dose_rate: DoseRate | None = None
    quality: Quality | None = Field(default=None, description="photon quality: x-ray or gamma-ray")
    printed: Text | None = None

    @property
    def text(self) -> str:
        """All that is given, as a reader writes it.

        >>> Exposure(dose={"value": 10, "unit": "Gy"}, fractions=1, let_kev_um=50).text
        '10 Gy; 1 fraction; 50 keV/um'
        """
        number = self.fractions
        return "; ".join(filter(None, (
            self.dose.text if self.dose else "",
            f"{number} fraction{'s' * (number > 1)}" if number else "",
            f"{self.let_kev_um.text} keV/um" if self.let_kev_um else "",
            self.energy.text if self.energy else "",
            self.dose_rate.text if self.dose_rate else "",
            self.quality or "", self.printed or "",
        )))  # fmt: skip


class Agent(Record):
    """One drug, antibody, vaccine or cell product of an arm: what, how much, how, when."""

    entity: EntityId
    dose: Text | None = None
    route: tuple[Route, ...] = ()
    timing: tuple[Timing, ...] = ()
