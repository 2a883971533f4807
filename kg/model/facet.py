"""Conditions that a corpus names for itself: one of some words, or numbers with a unit."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from kg.model.record import Record, Text, WrongError
from kg.model.units import HOURS, PER_SECOND, RATE_TOLD, RATE_UNITS, Range, read_unit

FacetName = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", description="name of a facet: dose_rate")
]


class Amount(Range):
    """Numbers of a facet, with their unit.

    >>> Amount(min=40, unit="Gy/s").text
    '>=40 Gy/s'
    """

    unit: Annotated[Text, AfterValidator(read_unit(RATE_UNITS, RATE_TOLD))]

    @property
    def text(self) -> str:
        """Numbers and unit."""
        return f"{super().text} {self.unit}"


class NamedFacet(Record):
    """One such condition: words, several of which mean 'one of these', or an amount."""

    name: FacetName
    values: tuple[Text, ...] = ()
    amount: Amount | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.values) == (self.amount is not None):
            raise WrongError(
                f"'{self.name}' has neither words nor an amount",
                "write a word, a list of words, or {value: .., unit: ..}",
            )
        if self.name in RESERVED:
            raise WrongError(
                f"'{self.name}' among the named facets", "it has a field of its own: write it there"
            )
        return self

    @property
    def text(self) -> str:
        """The words, or the amount with its unit."""
        return self.amount.text if self.amount else " or ".join(self.values)


def read_facets(given: Any) -> Any:
    """Take a mapping of names as a list of facets, in the order of their names."""
    if not isinstance(given, dict):
        return given
    return [_read(str(name), given[name]) for name in sorted(given, key=str)]


def _read(name: str, given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        return {"name": name, "values": [given]}
    if isinstance(given, dict):
        return {"name": name, "amount": given}
    if isinstance(given, list | tuple):
        return {"name": name, "values": given}
    raise WrongError(
        f"'{name}' is {given!r}", "write {value: .., unit: ..}: a number has a unit; quote a word"
    )


NamedFacets = Annotated[
    tuple[NamedFacet, ...],
    BeforeValidator(read_facets, json_schema_input_type=dict[str, str | list[str] | Amount]),
]

RESERVED = frozenset({
    "oxygen", "dose", "let", "let_kev_um", "fractions", "time", "site", "route", "co_treatment",
    "irradiated", "basis", "cell_line", "disease", "species", "setting", "organism", "beam", "arm",
    "facets",
})  # fmt: skip
"""Names that mean something already."""


def to_base(unit: str) -> tuple[str, float]:
    """Give the unit in which amounts of this one are compared, and the factor to it.

    >>> to_base("Gy/min")[0], to_base("mmol/l")
    ('Gy/s', ('mmol/l', 1.0))
    """
    for base, table in (("Gy/s", PER_SECOND), ("h", HOURS)):
        if unit in table:
            return base, table[unit]
    return unit, 1.0
