"""A signature from a person: lists of genes, or a table of differential expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

from kg.errors import RequestError
from kg.expression import Changes, Choice, kind_of, read_changes, read_gene


@dataclass(frozen=True)
class Signature:
    """Genes that rose, fell, and were measured without a change; the table that says so, if any."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    unchanged: tuple[str, ...] = ()
    table: Changes | None = None


class Reading(TypedDict, total=False):
    """How to read a table: the fields of `kg.expression.Choice`."""

    threshold: float
    padj: float
    gene_column: str | None
    change_column: str | None
    padj_column: str | None
    duplicates: str
    scale: str | None
    only: tuple[str, ...]


def read_signature(
    up: Iterable[str] = (), down: Iterable[str] = (), table: Path | None = None,
    **reading: Unpack[Reading],
) -> Signature:  # fmt: skip
    """Read genes by commas or blanks, and a table's genes by their change and adjusted p value.

    Of lists, names stay as they are given; of a table (`kg.expression.read_changes`), they are
    HGNC symbols where the shipped table knows them. Raises `RequestError` for a date among the
    genes, and for a table that cannot be read surely.

    >>> read_signature(up=["CD274, ICAM1"], down=["Trex1"])
    Signature(up=('CD274', 'ICAM1'), down=('Trex1',), unchanged=(), table=None)
    """
    rising, falling = _split(up), _split(down)
    changes = read_changes(Path(table), Choice(**reading)) if table else None
    if changes:
        rising += changes.up
        falling += changes.down
    changed = {*rising, *falling}
    calm = [gene for gene in changes.unchanged if gene not in changed] if changes else []
    rose, fell, stayed = (tuple(dict.fromkeys(genes)) for genes in (rising, falling, calm))
    return Signature(rose, fell, stayed, changes)


def _split(words: Iterable[str]) -> list[str]:
    genes = [gene for text in words for gene in re.split(r"[\s,;]+", text) if gene]
    for gene in genes:
        if kind_of(gene) == "date":
            raise RequestError(f"'{gene}' is {read_gene(gene).doubt}: give its symbol")
    return genes
