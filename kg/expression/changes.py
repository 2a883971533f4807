"""A table to the genes that rose, fell and stayed, and to what was left out of it, and why."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.errors import RequestError
from kg.expression.columns import Columns, find_columns, is_header
from kg.expression.grid import ROW_NAMES, Grid, read_grid
from kg.expression.number import MISSING, bare, has_decimal_comma, read_number
from kg.expression.symbol import read_gene


class LeftOut(NamedTuple):
    """What of a table was not used, and why: a name, or how many."""

    what: str
    why: str


@dataclass(frozen=True)
class Choice:
    """How to read a table: what counts as a change, and what its names do not tell.

    Columns by name or by number from 1. `only` keeps rows by a column's value ('cluster=1').
    `duplicates` is one of `DUPLICATES`, `scale` one of `SCALES`.
    """

    threshold: float = 1.0
    padj: float = 0.05
    gene_column: str | None = None
    change_column: str | None = None
    padj_column: str | None = None
    duplicates: str = "best"
    scale: str | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What a table says: HGNC symbols where the shipped table knows them, else names as written.

    `scale` is that of the column of changes, `unchanged` what was measured and does not count.
    """

    gene_column: str
    change_column: str
    padj_column: str | None
    scale: str
    up: tuple[str, ...]
    down: tuple[str, ...]
    unchanged: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


class _Row(NamedTuple):
    line: int
    gene: str
    change: float
    padj: float | None


def read_changes(path: Path, choice: Choice | None = None) -> Changes:
    """Read a table of differential expression: DESeq2, edgeR, limma, Seurat, Scanpy, GEO2R, ...

    A gene changes where the logarithm (base 2) of its fold is at least the threshold and, where
    there is a column of adjusted p values, that value is below `choice.padj`; without a value it
    has not changed. Raises `RequestError`, with file and line, for what cannot be read surely, and
    OSError for what is no file.
    """
    choice = choice or Choice()
    wanted = [
        name for name in (choice.gene_column, choice.change_column, choice.padj_column) if name
    ]
    numbered = bool(wanted) and all(name.isdigit() for name in wanted)
    asked = (
        [] if numbered else [name for name in wanted if not name.isdigit() and name != ROW_NAMES]
    )
    grid = read_grid(path, lambda names: is_header(names, asked))
    if numbered and not is_header(grid.header):
        place = int(choice.change_column or "0") - 1
        if 0 <= place < len(grid.header) and _is_number(grid.header[place]):
            grid = read_grid(path, is_header, header=False)
    grid = _kept(grid, choice.only)
    columns = find_columns(
        grid, choice.gene_column, choice.change_column, choice.padj_column, choice.scale
    )
    left_out = [
        LeftOut(f"line {line}", "another number of fields than the header") for line in grid.odd
    ]
    rows = list(_values(grid, columns, left_out))
    _refuse_contrasts(grid, columns)
    _refuse_unsigned(grid, {row.line: row.change for row in rows})
    left_out += _unsigned(grid, rows, columns, choice)
    decided = _decide(path, rows, choice, columns.padj is not None, left_out)
    up, down, unchanged = (
        tuple(gene for gene, way in decided.items() if way == sign) for sign in (1, -1, 0)
    )
    return Changes(
        _name(grid, columns.gene), _name(grid, columns.change),
        None if columns.padj is None else _name(grid, columns.padj), columns.scale,
        up, down, unchanged, _summed(left_out),
    )  # fmt: skip


def _values(grid: Grid, columns: Columns, left_out: list[LeftOut]) -> Iterator[_Row]:
    """Yield the rows that name one gene and a change; note the others."""
    places = [columns.change] if columns.padj is None else [columns.change, columns.padj]
    commas = {place: _decimal_comma(grid, place) for place in places}
    for line, row in grid.rows:
        change = _number(grid, line, columns.change, row, commas)
        padj = None if columns.padj is None else _number(grid, line, columns.padj, row, commas)
        if padj is not None and columns.padj_logged:
            padj = 10 ** -abs(padj)
        cell = bare(row[columns.gene])
        gene = read_gene(cell, numbers=columns.kind == "entrez")
        if gene.doubt:
            left_out.append(LeftOut("a row" if gene.doubt == "no name" else cell, gene.doubt))
        elif len(gene.names) > 1:
            left_out.append(LeftOut(cell, "several genes: the value may be of any of them"))
        elif change is None or math.isnan(change):
            left_out.append(LeftOut("a row", "no change is given"))
        elif math.isinf(change) and padj is None and columns.padj is not None:
            left_out.append(LeftOut(gene.names[0], "an infinite change without a p value"))
        else:
            logged = _log2(grid, line, change, columns)
            yield _Row(line, gene.names[0], logged, padj)


def _unsigned(
    grid: Grid, rows: Sequence[_Row], columns: Columns, choice: Choice
) -> Iterator[LeftOut]:
    """Doubt logarithms none of which is below 0: risen genes alone, or folds by a wrong name."""
    changes = [row.change for row in rows]
    if columns.scale == "linear" or choice.scale or len(changes) < LEAST_SIGNED:
        return
    if min(changes) >= 0 and any(0 < change < 1 for change in changes):
        name = _name(grid, columns.change)
        yield LeftOut("genes that fell", f"no '{name}' is below 0: were it folds, --scale linear")


def _decide(
    path: Path, rows: Sequence[_Row], choice: Choice, tested: bool, left_out: list[LeftOut]
) -> Mapping[str, int]:
    """Give for each gene 1, -1 or 0: risen, fallen, or not changed."""
    by_gene: dict[str, list[_Row]] = {}
    for row in rows:
        by_gene.setdefault(row.gene, []).append(row)
    decided = {}
    for gene, same in by_gene.items():
        if len(same) > 1:
            if choice.duplicates == "refuse" and len({row.change for row in same}) > 1:
                cause = f"{path}:{same[1].line}: '{gene}' has two changes"
                raise RequestError(f"{cause}: keep one row for each gene, or use --duplicates best")
            if choice.duplicates == "drop":
                left_out.append(LeftOut(gene, f"{len(same)} rows name it"))
                continue
            if len({_way(row, choice, tested) for row in same} - {0}) > 1:
                left_out.append(LeftOut(gene, "its rows go both ways"))
                continue
            if len({_way(row, choice, tested) for row in same}) > 1:
                left_out.append(
                    LeftOut(f"{gene}: {len(same) - 1} of {len(same)} rows", RULE[tested])
                )
        best = min(
            same, key=lambda row: (math.inf if row.padj is None else row.padj, -abs(row.change))
        )
        decided[gene] = _way(best, choice, tested)
    return decided


def _way(row: _Row, choice: Choice, tested: bool) -> int:
    if tested and (row.padj is None or not (row.padj < choice.padj or choice.padj >= 1)):
        return 0
    if not row.change or abs(row.change) < choice.threshold:
        return 0
    return 1 if row.change > 0 else -1


def _kept(grid: Grid, only: Sequence[str]) -> Grid:
    """Keep the rows that have the values asked for."""
    rows = grid.rows
    for wish in only:
        name, _, value = wish.partition("=")
        places = [n for n, one in enumerate(grid.header) if bare(one) == name.strip()]
        if len(places) != 1 or not value:
            raise RequestError(
                f"--only {wish}: give a column of '{grid.path}' and a value, COLUMN=VALUE"
            )
        kept = tuple(row for row in rows if bare(row[1][places[0]]) == value.strip())
        if not kept:
            there = sorted({bare(row[1][places[0]]) for row in rows})
            raise RequestError(f"no row has {name}={value}: there are {', '.join(there[:12])}")
        rows = kept
    return Grid(grid.path, grid.header, rows, grid.odd)


def _refuse_contrasts(grid: Grid, columns: Columns) -> None:
    """Refuse several comparisons under each other: which one is meant nobody can tell.

    They are told apart by a column whose name says so, or by one of few values under each of which
    each gene stands once, where the genes come again and again.
    """
    rows = [row for _, row in grid.rows if bare(row[columns.gene]).upper() not in MISSING]
    genes = [bare(row[columns.gene]) for row in rows]
    repeated = len(genes) - len(set(genes))
    groups = bool({_folded(name) for name in grid.header} & OF_GROUPS)
    for place, name in enumerate(grid.header):
        folded = _folded(name)
        told = folded in CONTRASTS or (folded in GROUPS and (groups or repeated > 0))
        if place in {columns.gene, columns.change, columns.padj}:
            continue
        if not told and 2 * repeated < len(set(genes)):
            continue
        values = [bare(row[place]) for row in rows]
        there = sorted(set(values))
        few = 1 < len(there) <= min(MOST_CONTRASTS, len(values) // 2)
        once = few and len(set(zip(genes, values, strict=True))) == len(genes)
        if len(there) > 1 and (told or once):
            raise RequestError(
                f"'{grid.path}' holds several comparisons, told apart by '{name}' "
                f"({', '.join(there[:8])}): choose one by --only '{name}={there[0]}'"
            )


def _refuse_unsigned(grid: Grid, changes: Mapping[int, float]) -> None:
    """Refuse changes without their sign, where a column of 'up' and 'down' has it."""
    for place, name in enumerate(grid.header):
        if not DIRECTED.search(name):
            continue
        for line, row in grid.rows:
            word = WAYS.get(_folded(row[place]))
            if word and changes.get(line, 0) * word < 0:
                raise RequestError(
                    f"{grid.path}:{line}: '{name}' says {row[place].strip()} of a change of "
                    f"{changes[line]:.3g}: give changes with their signs"
                )


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.casefold())


def _number(
    grid: Grid, line: int, place: int, row: Sequence[str], commas: Mapping[int, bool]
) -> float | None:
    try:
        return read_number(row[place], commas[place])
    except ValueError:
        cause = f"{grid.path}:{line}: '{row[place].strip()}' is no number"
        raise RequestError(f"{cause} of '{_name(grid, place)}': give one, or NA") from None


def _decimal_comma(grid: Grid, place: int) -> bool:
    try:
        return has_decimal_comma(grid.column(place))
    except ValueError as both:
        raise RequestError(
            f"'{_name(grid, place)}' of '{grid.path}' has both decimal commas and points ({both}): "
            "write it with points"
        ) from None


def _is_number(cell: str) -> bool:
    try:
        return read_number(cell) is not None
    except ValueError:
        return False


def _log2(grid: Grid, line: int, change: float, columns: Columns) -> float:
    """Turn a change to base 2; a linear fold below 0 is one of a decrease, -4 for a fourth."""
    if columns.scale == "ln":
        return change / math.log(2)
    if columns.scale == "log10":
        return change / math.log10(2)
    if columns.scale == "linear":
        if -1 < change < 0:
            raise RequestError(
                f"{grid.path}:{line}: {change} is no linear fold: is it a logarithm?"
            )
        if not change:
            return -math.inf
        return math.log2(change) if change > 0 else -math.log2(-change)
    return change


def _summed(left_out: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    """Tell each thing once, and rows of a kind by their number; those with a name by it."""
    rows: dict[str, int] = {}
    named: dict[LeftOut, None] = {}
    for one in left_out:
        if one.what == "a row":
            rows[one.why] = rows.get(one.why, 0) + 1
        else:
            named[one] = None
    by_reason: dict[str, list[LeftOut]] = {}
    for one in named:
        by_reason.setdefault(one.why, []).append(one)
    told = []
    for why, same in by_reason.items():
        told += same[:MOST_NAMED]
        if len(same) > MOST_NAMED:
            told.append(LeftOut(f"{len(same) - MOST_NAMED} more", why))
    told += [LeftOut(f"{n} row{'s' * (n > 1)}", why) for why, n in rows.items()]
    return tuple(told)


def _name(grid: Grid, place: int) -> str:
    return grid.header[place] or ROW_NAMES


DUPLICATES = {
    "best": "the row of least adjusted p, then of largest change; none where rows go both ways",
    "drop": "leave the gene out", "refuse": "refuse the table",
}  # fmt: skip
"""What to do with a gene that has several rows."""

RULE = {
    True: "several rows of one gene: that of least adjusted p counts, then that of largest change",
    False: "several rows of one gene: that of the largest change counts",
}
CONTRASTS = frozenset({"contrast", "comparison", "coef", "coefficient", "sample1", "sample2"})
GROUPS = frozenset({"cluster", "clusterid", "group", "celltype", "ident"})
OF_GROUPS = frozenset({"pct1", "pctin", "scores"})
"""Columns that tell comparisons apart; those that may be a note of each gene, and the columns of
Seurat, presto and Scanpy beside which they are none."""

DIRECTED = re.compile("regulat|direction|diff.?expressed|change", re.I)
WAYS = {"up": 1, "upregulated": 1, "down": -1, "downregulated": -1}
"""Columns that tell the way of a change in words."""

LEAST_SIGNED = 3
"""Changes of which one should be below 0, were they of all genes."""
MOST_CONTRASTS, MOST_NAMED = 50, 20
