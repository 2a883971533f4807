"""Where something was seen: the test system, and the conditions that limit it."""

from __future__ import annotations

from pydantic import Field

from kg.model.facet import NamedFacets
from kg.model.record import Count, EntityId, Record
from kg.model.units import Dose, Interval, Let, Time
from kg.model.vocabulary import Oxygen, Route, Setting, Site


class System(Record):
    """The test system: setting, models (cell lines, strains, diseases), organism, sample size."""

    setting: Setting
    models: tuple[EntityId, ...] = ()
    organism: EntityId | None = None
    n: Count | None = None


class Conditions(Record):
    """Facets under which the observation holds; an absent facet was not reported.

    `let_kev_um` in keV/um; `co_treatment` lists what every arm received; `named` (in YAML:
    `facets`) are conditions that the corpus names for itself.
    """

    oxygen: Oxygen | None = None
    dose: Dose | None = None
    let_kev_um: Let | None = None
    fractions: Interval | None = None
    time: Time | None = None
    site: Site | None = None
    route: Route | None = None
    co_treatment: tuple[EntityId, ...] = ()
    named: NamedFacets = Field(
        default=(), alias="facets", description="facets of the corpus: a word, words, or an amount"
    )

    @property
    def facets(self) -> tuple[tuple[str, str], ...]:
        """(facet, value as text) of every facet given, in the order of the model.

        >>> Conditions(oxygen="hypoxia").facets
        (('oxygen', 'hypoxia'),)
        """
        found: list[tuple[str, str]] = []
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name == "named":
                found += [(facet.name, facet.text) for facet in self.named]
            elif name == "co_treatment":
                found += [(name, entity) for entity in value]
            elif name == "let_kev_um" and value:
                found.append(("let", f"{value.text} keV/um"))
            elif value is not None:
                found.append((name, getattr(value, "text", value)))
        return tuple(found)
