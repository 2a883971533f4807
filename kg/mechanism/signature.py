"""A signature from a person: lists of genes, or a table of log fold changes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RequestError


@dataclass(frozen=True)
class Signature:
    """Genes that rose, fell, and were measured without a change."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    unchanged: tuple[str, ...] = ()


def read_signature(
    up: Iterable[str] = (), down: Iterable[str] = (), table: Path | None = None,
    threshold: float = 1.0,
) -> Signature:  # fmt: skip
    """Read genes by commas or blanks, and a table's genes by their log2 fold change.

    A table has a header with a gene column and a log2 fold change column, tab or comma separated,
    as DESeq2, edgeR and limma write it; empty and NA values are left out. Raises `RequestError`,
    with the line, for a number that is none, and for a gene with two different changes.

    >>> read_signature(up=["CD274, ICAM1"], down=["Trex1"])
    Signature(up=('CD274', 'ICAM1'), down=('Trex1',), unchanged=())
    """
    rising, falling = _split(up), _split(down)
    changes = _read_table(table) if table else {}
    rising += [gene for gene, change in changes.items() if change >= threshold and change]
    falling += [gene for gene, change in changes.items() if change <= -threshold and change]
    calm = [gene for gene in changes if gene not in {*rising, *falling}]
    return Signature(*(tuple(dict.fromkeys(genes)) for genes in (rising, falling, calm)))


def _split(words: Iterable[str]) -> list[str]:
    return [gene for text in words for gene in re.split(r"[\s,;]+", text) if gene]


def _read_table(path: Path) -> dict[str, float]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise RequestError(f"'{path}' is not UTF-8 text: save it as TSV or CSV") from None
    if not lines:
        raise RequestError(f"'{path}' is empty: it needs a header and rows")
    rows = csv.reader(lines, delimiter="\t" if "\t" in lines[0] else ",")
    gene_column, change_column = _columns(path, next(rows))
    changes: dict[str, float] = {}
    for number, row in enumerate(rows, 2):
        if len(row) <= max(gene_column, change_column):
            continue
        gene, text = row[gene_column].strip(), row[change_column].strip()
        if not gene or text.upper() in MISSING:
            continue
        try:
            change = float(text)
        except ValueError:
            cause = f"{path}:{number}: '{text}' is no number"
            raise RequestError(f"{cause}: give a log2 fold change") from None
        if changes.setdefault(gene, change) != change:
            cause = f"{path}:{number}: '{gene}' has two changes"
            raise RequestError(f"{cause}: keep one row for each gene")
    return changes


def _columns(path: Path, header: Sequence[str]) -> tuple[int, int]:
    """Find the gene column (the first if none is named so) and that of the changes."""
    names = [re.sub(r"[^a-z0-9]", "", name.casefold()) for name in header]
    changes = [n for n, name in enumerate(names) if name in CHANGE]
    if not changes:
        raise RequestError(
            f"'{path}' has no column of log2 fold changes: name it log2FoldChange, logFC or lfc"
        )
    gene = next((n for n, name in enumerate(names) if name in GENE), 0)
    if gene in changes:
        raise RequestError(
            f"'{path}' has no column of genes before '{header[gene]}': put them first, or name "
            "their column gene or symbol"
        )
    return gene, changes[0]


GENE = frozenset({"gene", "genes", "symbol", "genesymbol", "genename", "hgnc", "hgncid", "id"})
CHANGE = frozenset({"log2foldchange", "log2fc", "logfc", "lfc", "logfoldchange", "avglog2fc"})
MISSING = frozenset({"", "NA", "NAN", "N/A"})
