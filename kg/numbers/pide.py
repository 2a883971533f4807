"""A user's own copy of PIDE: survival after ions and photons, beside records of the same cells.

The Particle Irradiation Data Ensemble of GSI (www.gsi.de/bio-pide; Friedrich et al. 2013,
doi:10.1093/jrr/rrs114) is not ours to ship: a copy is read where it lies. Nothing of it votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RequestError
from kg.expression import has_decimal_comma, read_grid, read_number
from kg.find import compact
from kg.graph import Graph
from kg.numbers.expected import Curve

NAMES: Mapping[str, tuple[str, ...]] = {
    "experiment": ("expid", "experiment", "id"),
    "publication": ("publicationname", "publication", "publ", "reference", "publicationid"),
    "cells": ("cells", "cell", "cellline", "celltype"),
    "ion": ("ion", "ions", "particle"),
    "beam": ("irradiationconditions", "irradiation", "beam"),
    "let": ("let", "letkevum", "letkevperum"),
    "energy": ("energy", "energymevu", "energymevn"),
    "photons": ("photonradiation", "photons", "photon"),
}
"""What is read of a row, and the names of its column: letters and digits alone, in any case."""

CURVES = (
    ("ax_fit", "bx_fit", "ai_fit", "bi_fit"), ("ax_paper", "bx_paper", "ai_paper", "bi_paper"),
    ("ax", "bx", "ai", "bi"), ("alphax", "betax", "alphai", "betai"),
)  # fmt: skip
"""Alpha and beta of photons and of ions: fitted to raw data before those that papers give."""


@dataclass(frozen=True)
class Experiment:
    """A pair of curves: LET in keV/um, energy in MeV/u; `line` is that of the file, from 1."""

    line: int
    experiment: str
    publication: str
    cells: str
    ion: str
    beam: str
    let: float
    energy: float | None
    photons: str
    reference: Curve
    ions: Curve

    @property
    def rbe(self) -> float | None:
        """The RBE at 10 % survival, of the curves; None where one never falls so far."""
        return self.ions.against(self.reference)


@dataclass(frozen=True)
class Ensemble:
    """What a copy holds, and how many rows lack a LET or a curve."""

    path: Path
    experiments: tuple[Experiment, ...]
    without: int

    def of(self, names: Iterable[str]) -> tuple[Experiment, ...]:
        """Give the experiments with cells of these names, in order of LET."""
        wanted = {compact(name) for name in names}
        found = (one for one in self.experiments if compact(one.cells) in wanted)
        return tuple(sorted(found, key=lambda one: (one.cells, one.let, one.line)))


def read_pide(path: Path) -> Ensemble:
    """Read a table of PIDE as text: tabs, semicolons or commas, a decimal comma or point.

    Raises `RequestError` where columns are missing, or nothing can be read.
    """
    grid = read_grid(path, _is_header)
    places = {what: _place(grid.header, names) for what, names in NAMES.items()}
    curves = [found for names in CURVES
              if None not in (found := [_place(grid.header, (_folded(one),)) for one in names])]
    absent = [what for what in ("cells", "let") if places[what] is None]
    if absent or not curves:
        lacks = [NAMES[what][0] for what in absent] + ([] if curves else [", ".join(CURVES[0])])
        raise RequestError(
            f"'{path}' has no column {' and no '.join(lacks)}: give the table of PIDE, as text"
        )
    try:
        comma = has_decimal_comma(cell for place in (places["let"], *curves[0])
                                  if place is not None for cell in grid.column(place))  # fmt: skip
    except ValueError as error:
        raise RequestError(f"'{path}' has decimal commas and points: {error}") from None
    made: list[Experiment | None] = []
    faults: list[str] = []
    for line, row in grid.rows:
        try:
            made.append(_experiment(line, row, places, curves, comma))
        except ValueError as error:
            faults.append(f"{path}:{line}: '{error}' is no number: mend it, or leave it empty")
    if faults:
        raise RequestError("\n".join(faults))
    whole = tuple(one for one in made if one)
    if not whole:
        raise RequestError(f"'{path}': no row has a LET and two curves")
    return Ensemble(path, whole, len(made) - len(whole) + len(grid.odd))


def lines_of(graph: Graph, models: Iterable[str]) -> tuple[str, ...]:
    """Name cell lines as people write them: labels and synonyms."""
    found = (graph.entities[key] for key in models if key in graph.entities)
    names = (name for one in found if one.kind == "model" for name in (one.label, *one.synonyms))
    return tuple(dict.fromkeys(names))


def _experiment(
    line: int, row: Sequence[str], places: Mapping[str, int | None],
    curves: Sequence[Sequence[int | None]], comma: bool,
) -> Experiment | None:  # fmt: skip
    def cell(what: str) -> str:
        place = places[what]
        return "" if place is None else row[place].strip().strip('"')

    let = read_number(cell("let"), comma)
    for one in curves:
        numbers = [read_number(row[place], comma) for place in one if place is not None]
        given = [number for number in numbers if number is not None]
        if let is not None and let > 0 and len(given) == 4 and given[0] > 0 and given[2] > 0:
            return Experiment(
                line, cell("experiment"), cell("publication"), cell("cells"), cell("ion"),
                cell("beam"), let, read_number(cell("energy"), comma), cell("photons"),
                Curve(*given[:2]), Curve(*given[2:]),
            )  # fmt: skip
    return None


def _is_header(names: Sequence[str]) -> bool:
    return sum(_place(names, known) is not None for known in NAMES.values()) > 1


def _place(header: Sequence[str], names: Sequence[str]) -> int | None:
    folded = [_folded(name) for name in header]
    return next((folded.index(name) for name in names if name in folded), None)


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum() and letter.isascii())
