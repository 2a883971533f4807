"""Beside the numbers of records: what a model computes, and what a user's copy of PIDE holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from math import isfinite
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderableType

from kg.errors import RequestError
from kg.graph import Graph
from kg.numbers import IONS, Expected, Numbers, expected, ion_of, lines_of, read_pide
from kg.show.cite import cited
from kg.show.screen import text
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import many


def expected_answer(
    let: float, ion: str, cells: str, dose: float | None, pressure: float | None,
    photons: tuple[float, float] | None,
) -> Answer:  # fmt: skip
    """Lay out what the model expects of one ion at one LET."""
    one = expected(let, ion, cells, pressure=pressure, photons=photons)
    return Answer(
        "Expected", (_sheet([("", "", one)], dose),), (_caution(one),), _say(one, dose)
    )  # fmt: skip


def with_expected(graph: Graph, answer: Answer, found: Numbers, ion: str, cells: str) -> Answer:
    """Set beside each finding what the model computes for the LET of its record.

    Of arms that the names of the corpus call by the ion: what protons did is not held against
    what carbon ions would.
    """
    symbol, rows, silent, others = ion_of(ion), dict[tuple[str, ...], Computed](), 0, 0
    for one in found.points:
        if not _is_of(graph, one.arm, symbol):
            others += 1
            continue
        lets = [let for let in (one.let.bounds if one.let else ()) if isfinite(let)]
        silent += not lets
        for let in dict.fromkeys(lets):
            who = "; ".join(cited(graph, one.evidence.references))
            said = one.quantity.text if one.quantity else " or ".join(one.outcomes)
            with suppress(RequestError):  # a LET that the ion has not: of a beam of another kind
                rows[who, said, str(let)] = (who, said, expected(let, symbol, cells))
    title = "Computed for the LET of these records: a model, no finding, no vote"
    sheet = replace(_sheet(list(rows.values()), None), title=title)
    remarks = [_caution(next(iter(rows.values()))[2])] if rows else []
    remarks.append(
        f"Nothing is computed for {many(silent, 'finding', 'findings')} that state no LET, and for "
        f"{others} of what is no {symbol} ion."
    )
    return _with(answer, sheet, tuple(remarks))


def with_pide(graph: Graph, answer: Answer, found: Numbers, path: Path) -> Answer:
    """Set beside the numbers what a copy of PIDE holds of the same cell lines."""
    held = read_pide(path)
    names = lines_of(graph, dict.fromkeys(
        key for one in found.points for key in one.evidence.system.models))  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (one.cells, one.ion, one.let, one.energy, one.photons, one.reference.alpha,
         one.reference.beta, one.ions.alpha, one.ions.beta, one.rbe, one.beam, one.publication,
         one.experiment, one.line)
        for one in held.of(names)
    ]  # fmt: skip
    title = f"The same cell lines in '{path.name}': your copy of PIDE, no vote"
    sheet = Sheet("pide", title, PIDE, tuple(rows), frozenset({"experiment", "line", "beam"}))
    lines = len({row[0] for row in rows})
    remark = (f"PIDE: {len(held.experiments)} experiments read, {held.without} rows without a LET "
              f"or two curves left out; {len(rows)} are of {lines} of these cell lines.")
    return _with(answer, sheet, (remark,))


def _with(answer: Answer, sheet: Sheet, remarks: tuple[str, ...]) -> Answer:
    view = _After(answer.view, sheet, remarks) if answer.view is not None else None
    return replace(answer, sheets=(*answer.sheets, sheet),
                   remarks=(*answer.remarks, *remarks), view=view)  # fmt: skip


class _After:
    """A table and remarks below what people see of an answer."""

    def __init__(self, before: RenderableType, sheet: Sheet, remarks: tuple[str, ...]) -> None:
        self._before, self._sheet, self._remarks = before, sheet, remarks

    def __rich_console__(self, _: Console, __: ConsoleOptions) -> Iterator[RenderableType]:
        yield self._before
        yield text("")
        if self._sheet.rows:
            yield text(self._sheet.title, "bold")
            yield self._sheet.shown()
        for remark in self._remarks:
            yield text(remark)


def _is_of(graph: Graph, arm: str, symbol: str) -> bool:
    """Tell whether a word of an arm's names is that of an ion."""
    found = graph.entities[arm]
    words = (word for name in (found.label, *found.synonyms)
             for word in name.replace("-", " ").split())  # fmt: skip
    return any(IONS.get(word.casefold().removesuffix("s")) == symbol for word in words)


Computed = tuple[str, str, Expected]


def _sheet(found: list[Computed], dose: float | None) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for who, said, one in found:
        at = one.ions.against(one.photons, dose) if dose else None
        left = one.ions.survival(dose) if dose else None
        rows.append((
            who, said, one.ion, one.let, one.energy, one.cells, one.ions.alpha, one.ions.beta,
            one.ions.dose(), one.rbe, dose, left, at, one.pressure, one.oer, one.photons.alpha,
            one.photons.beta, one.model, "computed",
        ))  # fmt: skip
    hidden = {"photons_alpha", "photons_beta", "model", "energy"}
    hidden |= {"alpha", "beta", "dose_10"} if any(row[0] for row in rows) else set()
    empty = {name for place, name in enumerate(EXPECTED) if all(row[place] in (None, "")
                                                                for row in rows)}  # fmt: skip
    return Sheet("expected", "Computed, no vote", EXPECTED, tuple(rows), frozenset(hidden | empty))


def _say(one: Expected, dose: float | None) -> str:
    told = [f"RBE {one.rbe:.2g} at 10 % survival"] if one.rbe else []
    if dose and (at := one.ions.against(one.photons, dose)):
        told.append(f"RBE {at:.2g} at {dose:g} Gy")
    if one.oer:
        told.append(f"OER {one.oer:.2g} at {one.pressure:g} mmHg of oxygen")
    return (f"Computed for {one.ion} ions of {one.let:g} keV/um in {one.cells} cells: "
            f"{', '.join(told) or 'no dose leaves 10 %'}.")  # fmt: skip


def _caution(one: Expected) -> str:
    alpha, beta = one.photons.alpha, one.photons.beta
    reference = (
        f"photons as given (alpha {alpha:g}/Gy, beta {beta:g}/Gy^2)" if one.given else
        f"the model's own limit of low LET (alpha {alpha:g}/Gy, beta {beta:g}/Gy^2), which kills "
        "less than X-rays do, so that RBEs against X-rays are lower"
    )
    return f"By {one.model}, computed by pymkm with stopping powers of MSTAR; against {reference}."


EXPECTED = (
    "source", "printed", "ion", "let", "energy", "cells", "alpha", "beta", "dose_10", "rbe_10",
    "dose", "survival", "rbe", "oxygen_mmhg", "oer_10", "photons_alpha", "photons_beta", "model",
    "basis",
)  # fmt: skip
PIDE = (
    "cells", "ion", "let", "energy", "photons", "photons_alpha", "photons_beta", "alpha", "beta",
    "rbe_10", "beam", "publication", "experiment", "line",
)  # fmt: skip
