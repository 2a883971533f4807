"""Identifiers as databases write them: CURIEs, gene symbols of man and mouse, former symbols."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from kg.model import Entity


def identifier(words: str) -> str:
    """Give the key of a CURIE, or of the address of one; nothing where the words are none.

    >>> identifier("hgnc 17635"), identifier("http://purl.obolibrary.org/obo/GO_0006915")
    ('hgnc:17635', 'go:0006915')
    >>> identifier("ENSG00000120217.14"), identifier("Entrez Gene 29126"), identifier("PD-L1")
    ('ensembl:ensg00000120217', 'ncbigene:29126', '')
    """
    last = re.sub(r"^https?://\S*?/(?:obo/)?(?=[^/]+$|(?!obo/)[^/]+/[^/]+$)", "", words.strip())
    last = last.casefold()
    if ensembl := re.fullmatch(r"(?:ensembl[:/ ])?(ens(?:mus)?g[0-9]{11})(?:\.[0-9]+)?", last):
        return f"ensembl:{ensembl[1]}"
    if entrez := re.fullmatch(r"(?:ncbi ?gene|entrez(?: ?gene)?|gene ?id)[:_/ ]*([0-9]+)", last):
        return f"ncbigene:{entrez[1]}"
    curie = re.fullmatch(r"([a-z][a-z.]*)[:_/ ](?:\1:)?([a-z]*_?\d[\w.]*)", last, re.ASCII)
    return f"{curie[1]}:{curie[2]}" if curie else ""


def identifiers(entity: Entity) -> Iterator[tuple[str, str, bool]]:
    """Yield an entity's identifiers and gene symbols: key, what it is, whether it fits exactly.

    Symbols are keys in small letters; those of mouse are the same but for case.
    """
    for xref in entity.xrefs:
        fits = xref.match == "exact"
        yield xref.curie.casefold(), f"{xref.curie} ({xref.label})", fits
        of_gene = xref.curie.partition(":")[0] in ("HGNC", "MGI")
        if entity.kind not in GENES or not of_gene:
            continue
        fits |= xref.match == "related"  # so is the counterpart in the mouse marked
        yield xref.curie.casefold(), f"{xref.curie} ({xref.label})", fits
        yield xref.label.casefold(), f"gene symbol {xref.label}", fits
        for key, reason in _written(xref.curie):
            yield key, reason, fits


def _written(curie: str) -> Iterator[tuple[str, str]]:
    row = _rows().get(curie)
    if not row:
        return
    for column, reason in (("symbol", "gene symbol"), ("mouse_symbol", "mouse symbol")):
        if row.get(column):
            yield row[column].casefold(), f"{reason} {row[column]}"
    for column in ("hgnc", "mgi"):
        if row.get(column):
            yield row[column].casefold(), row[column]
    for former in filter(None, row.get("previous_symbols", "").split("|")):
        yield former.casefold(), f"former symbol {former}"
    for column, prefix in (("ensembl", "ensembl"), ("mouse_ensembl", "ensembl"),
                           ("entrez", "ncbigene"), ("mouse_entrez", "ncbigene")):  # fmt: skip
        for key in filter(None, (row.get(column) or "").split("|")):
            yield f"{prefix}:{key.casefold()}", key


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    """Read the human genes with their counterparts in the mouse (HGNC, MGI), by both ids."""
    text = files("kg.ontology").joinpath("orthologues.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    return {row[key]: row for row in rows for key in ("hgnc", "mgi") if row[key]}


GENES = frozenset({"gene", "complex", "molecule"})
