"""What a model of cell killing expects of an ion beam: computed, never evidence, and no vote."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt
from typing import Any

from kg.errors import RequestError, missing

TEN_PER_CENT = log(10.0)
AIR = 160.0
"""Pressure of oxygen, in mmHg, that the oxygen enhancement ratio is held against."""


@dataclass(frozen=True)
class Curve:
    """Survival S of dose D in Gy: -ln S = alpha D + beta D^2, alpha in 1/Gy, beta in 1/Gy^2."""

    alpha: float
    beta: float

    def survival(self, dose: float) -> float:
        """Give the share of cells that survive a dose.

        >>> round(Curve(0.2, 0.05).survival(2.0), 3)
        0.549
        """
        return exp(-self.alpha * dose - self.beta * dose**2)

    def dose(self, effect: float = TEN_PER_CENT) -> float | None:
        """Give the dose in Gy at which -ln S reaches an effect; None where it never does.

        Of the two roots the lower one is meant: a curve with beta below 0 turns back.

        >>> round(Curve(0.2, 0.05).dose(), 2), Curve(0.0, 0.0).dose(), Curve(0.5, -0.1).dose()
        (5.07, None, None)
        """
        square = self.alpha**2 + 4 * self.beta * effect
        if square < 0 or self.alpha + sqrt(square) <= 0:
            return None
        return 2 * effect / (self.alpha + sqrt(square))

    def against(self, photons: Curve, dose: float | None = None) -> float | None:
        """Give the RBE: dose of photons by dose of ions for one survival.

        At 10 % survival, or at the survival that a `dose` of ions in Gy leaves.

        >>> round(Curve(0.8, 0.05).against(Curve(0.2, 0.05)), 2)
        2.04
        """
        effect = TEN_PER_CENT
        if dose is not None:
            effect = self.alpha * dose + self.beta * dose**2
        mine, theirs = self.dose(effect), photons.dose(effect)
        return theirs / mine if mine and theirs else None


@dataclass(frozen=True)
class Cells:
    """Parameters of a line of cells, as its source fitted them.

    Radii in um, alphas in 1/Gy, betas in 1/Gy^2, `z0`, `zr` in Gy, `k` in mmHg. `killing` is of the
    microdosimetric kinetic model, `oxygen` of its stochastic form with oxygen.
    """

    killing: tuple[float, float, float, float]
    """Radius of domain and of nucleus, alpha at LET 0, beta."""
    oxygen: tuple[float, float, float, float, float, float, float, float, float, float]
    """Radius of domain and of nucleus, z0, lethal and sublethal alpha, beta, zr, gamma, rm, k."""


CELLS = {
    "HSG": Cells((0.29, 3.9, 0.150, 0.0593),
                 (0.23, 8.1, 88.0, 0.00, 0.21, 0.043, 28.0, 1.30, 2.9, 3.0)),
    "V79": Cells((0.24, 3.6, 0.136, 0.0200),
                 (0.29, 8.1, 98.0, 0.00, 0.10, 0.026, 29.0, 1.60, 2.5, 3.0)),
}  # fmt: skip
"""Human salivary gland and hamster lung: killing by Inaniwa et al. 2018, oxygen by the same 2021,
as `pymkm` validates itself with them."""

KILLING = "MKM, Inaniwa et al. 2018, doi:10.1088/1361-6560/aabede"
OXYGEN = "OSMK, Inaniwa et al. 2021, doi:10.1088/1361-6560/ac29cc"

NUMBER_OF = {
    "H": 1, "He": 2, "Li": 3, "Be": 4, "B": 5, "C": 6, "N": 7, "O": 8, "F": 9, "Ne": 10,
}  # fmt: skip
"""Symbols and atomic numbers of the ions whose stopping power in water the package brings."""

IONS = {
    "proton": "H", "hydrogen": "H", "helium": "He", "lithium": "Li", "beryllium": "Be",
    "boron": "B", "carbon": "C", "nitrogen": "N", "oxygen": "O", "fluorine": "F", "neon": "Ne",
}  # fmt: skip
"""Names in words, and the symbols of elements."""


@dataclass(frozen=True)
class Expected:
    """What the model gives for one ion at one LET (keV/um) in one line of cells.

    `energy` is that of the ion in MeV/u, on the side before the Bragg peak. `ions` and `photons`
    are curves; photons are the model's own limit of low LET unless a curve was given. `oer` is the
    dose for 10 % survival at `pressure` mmHg of oxygen by that in air.
    """

    ion: str
    let: float
    cells: str
    energy: float
    ions: Curve
    photons: Curve
    given: bool
    pressure: float | None
    oer: float | None

    @property
    def rbe(self) -> float | None:
        """The RBE at 10 % survival."""
        return self.ions.against(self.photons)

    @property
    def model(self) -> str:
        """Whose model and parameters."""
        return KILLING if self.pressure is None else f"{KILLING}; {OXYGEN}"


def expected(
    let: float, ion: str = "C", cells: str = "HSG", *,
    pressure: float | None = None, photons: tuple[float, float] | None = None,
) -> Expected:  # fmt: skip
    """Compute what an ion of a LET, in keV/um, does to survival, and what oxygen does to that.

    `pressure` is that of oxygen in mmHg; `photons` are alpha and beta of the reference, in 1/Gy
    and 1/Gy^2. Raises `RequestError` for what the model does not know, or without `pymkm`.
    """
    symbol = ion_of(ion)
    line = next((name for name in CELLS if name.casefold() == cells.casefold()), None)
    if line is None:
        raise RequestError(f"no parameters for '{cells}' cells: choose among {', '.join(CELLS)}")
    if pressure is not None and not 0 <= pressure <= AIR:
        raise RequestError(f"oxygen of {pressure:g} mmHg: give a pressure from 0 to {AIR:g} (air)")
    if photons is not None and (min(photons) < 0 or max(photons) == 0):
        raise RequestError("photons: alpha and beta are not below 0, and not both 0")
    energy = _energy(symbol, let)
    own = CELLS[line].killing
    domain, nucleus, alpha, beta = own
    (z, *_) = _doses(symbol, energy, domain, nucleus, beta=beta)
    oer = None if pressure is None else _oer(symbol, energy, CELLS[line], pressure)
    return Expected(
        symbol, let, line, energy, Curve(alpha + beta * z, beta),
        Curve(*(photons or (alpha, beta))), photons is not None, pressure, oer,
    )  # fmt: skip


def ion_of(word: str) -> str:
    """Read the name or the symbol of an ion.

    >>> ion_of("carbon"), ion_of("c"), ion_of("Carbon ions"), ion_of("12C")
    ('C', 'C', 'C', 'C')
    """
    plain = word.casefold().removesuffix("s").removesuffix(" ion").strip(" +0123456789")
    symbols = {symbol.casefold(): symbol for symbol in NUMBER_OF}
    found = IONS.get(plain) or symbols.get(plain)
    if found is None:
        raise RequestError(f"no ion '{word}': choose among {', '.join(NUMBER_OF)}")
    return found


def _energy(symbol: str, let: float) -> float:
    """Find the energy in MeV/u at which an ion has a LET in keV/um, before its Bragg peak.

    Between the places of the table LET is read as a power of energy.
    """
    with _quiet():
        table = _stopping(symbol)
    lets = [float(one) / 10 for one in table.let]  # the table has MeV/cm
    peak = lets.index(max(lets))
    after = list(zip(map(float, table.energy), lets, strict=True))[peak:]
    for (energy, here), (further, there) in pairwise(after):
        if there <= let <= here:
            share = log(let / here) / log(there / here)
            return float(energy * (further / energy) ** share)
    ends = f"{after[-1][1]:.3g} to {after[0][1]:.4g}"
    raise RequestError(f"{symbol} has no LET of {let:g} keV/um in water: give {ends}")


def _oer(symbol: str, energy: float, cells: Cells, pressure: float) -> float:
    """Hold the dose for 10 % survival at a pressure of oxygen against that in air."""
    domain, nucleus, z0, lethal, sublethal, beta, zr, gamma, rm, k = cells.oxygen
    star, mean, whole = _doses(symbol, energy, domain, nucleus, z0=z0)

    def dose(at: float) -> float:
        ratio = (mean / zr) ** gamma
        resists = (at + k) / (at + k * (ratio + 1) / (ratio + rm))
        alpha = lethal + sublethal / resists + beta * star / resists**2
        return _ten_per_cent(Curve(alpha, star / mean * beta / resists**2), whole)

    return dose(pressure) / dose(AIR)


def _ten_per_cent(curve: Curve, whole: float) -> float:
    """Find the dose in Gy that leaves 10 %, where nuclei get doses that vary: by halving.

    `whole` is the specific energy of a nucleus, by dose, in Gy.
    """
    low, high = 0.0, 100.0
    while high - low > 1e-9 * high:
        dose = (low + high) / 2
        varied = 0.5 * (curve.alpha + 2 * curve.beta * dose) ** 2 - curve.beta
        left = curve.survival(dose) * (1 + whole * varied * dose)
        low, high = (dose, high) if left > 0.1 else (low, dose)
    return high


def _doses(symbol: str, energy: float, domain: float, nucleus: float,
           beta: float | None = None, z0: float | None = None) -> tuple[float, ...]:  # fmt: skip
    """Ask the package for specific energies by dose, in Gy.

    Of a domain, saturated; with `z0` that of a domain as it is, and that of a nucleus as well.
    """
    core = _package("pymkm.mktable.core")
    with _quiet():
        tables = _package("pymkm.io.table_set").StoppingPowerTableSet
        table = core.MKTable(
            parameters=core.MKTableParameters(
                domain_radius=domain, nucleus_radius=nucleus, beta0=beta, z0=z0,
                use_stochastic_model=z0 is not None,
            ),
            sp_table_set=tables.from_default_source(SOURCE).filter_by_ions([NUMBER_OF[symbol]]),
        )  # fmt: skip
        table.compute(ions=[NUMBER_OF[symbol]], energy=[energy], parallel=False,
                      integration_method="simps")  # fmt: skip
    ((_, found),) = table.table.items()
    row = found["data"].iloc[0]
    names = ("z_bar_star_domain", "z_bar_domain", "z_bar_nucleus")
    return tuple(float(row[name]) for name in names if row[name] is not None)


def _stopping(symbol: str) -> Any:
    tables = _package("pymkm.io.table_set").StoppingPowerTableSet.from_default_source(SOURCE)
    (name,) = tables.filter_by_ions([NUMBER_OF[symbol]]).get_available_ions()
    return tables.get(name)


def _package(name: str) -> Any:
    from importlib import import_module

    try:
        import_module("pymkm.mktable")  # which gives the classes their methods
        return import_module(name)
    except ModuleNotFoundError as error:
        raise RequestError(missing("pymkm", "models")) from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep from the screen what the package prints of its progress."""
    told = io.StringIO()
    with (
        contextlib.redirect_stdout(told), contextlib.redirect_stderr(told),
        warnings.catch_warnings(),
    ):  # fmt: skip
        warnings.simplefilter("ignore")
        yield


SOURCE = "mstar_3_12"
