"""Names in a table to HGNC symbols: human, mouse, former, by identifier; dates that were genes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from kg.expression.number import MISSING, NUMBER, bare


class Orthologue(NamedTuple):
    """A human gene and its mouse counterpart; former symbols and identifiers of both.

    HGNC, MGI, Ensembl and NCBI Gene (Entrez), of the genes that the shipped corpus speaks of.
    """

    hgnc: str
    symbol: str
    mgi: str
    mouse_symbol: str
    previous_symbols: str
    ensembl: str
    entrez: str
    mouse_ensembl: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the pair."""
        plain = (self.hgnc, self.symbol, self.mgi, self.mouse_symbol, self.ensembl, self.entrez,
                 self.mouse_ensembl)  # fmt: skip
        return tuple(name for name in (*plain, *self.previous_symbols.split("|")) if name)


Kind = Literal["symbol", "ensembl", "entrez", "probe", "date", "words", "missing"]


@dataclass(frozen=True)
class Gene:
    """What a cell names: HGNC symbols where the shipped table knows the gene, else as written.

    `doubt` says why it names no gene ('' where it does); two names or more are two genes.
    """

    names: tuple[str, ...]
    doubt: str = ""


def read_gene(cell: str, *, numbers: bool = False) -> Gene:
    """Read the gene of a cell; `numbers` tells that numbers are NCBI Gene identifiers.

    >>> read_gene("ENSG00000120217.14|CD274").names, read_gene("Cd274").names
    (('CD274',), ('CD274',))
    >>> read_gene("ICAM1 /// ICAM4").names, read_gene("1-Mar").doubt
    (('ICAM1', 'ICAM4'), 'a date that was a gene: MARCHF1 or MTARC1')
    """
    cell = MESSAGE.sub("", bare(cell))
    if cell.isalnum() and not cell.isdigit() and cell.upper() not in MISSING:  # as most are
        return Gene((_index().get(cell.casefold(), cell),))
    kind = kind_of(cell)
    if kind == "missing":
        return Gene((), "no name")
    if kind == "date" or (not numbers and cell.removesuffix(".0").isdigit()):
        return Gene((), _was(cell.removesuffix(".0")))
    known, named, numbered = list[str](), list[str](), list[str]()
    for part in _parts(cell):
        symbol = approved(part)
        if symbol:
            known.append(symbol)
        elif kind_of(part) in ("ensembl", "entrez", "probe"):
            numbered.append(part)
        elif kind_of(part) == "symbol":
            named.append(part)
    # An identifier that is not known stands beside the symbol of the same gene.
    found = tuple(dict.fromkeys(known + named)) or tuple(dict.fromkeys(numbered))[:1]
    if not found:
        return Gene((), "no gene's name")
    return Gene(tuple(one for one in found if not _reads_through(one, found)))


def approved(name: str) -> str | None:
    """Give the HGNC symbol of a name that the shipped table knows, in any case.

    >>> approved("ENSMUSG00000016496.7"), approved("tmem173"), approved("GeneID:29126")
    ('CD274', 'STING1', 'CD274')
    """
    known = _index()
    plain = PREFIX.sub("", bare(name)).casefold()
    for form in (plain, re.sub(r"[._]\d+$", "", plain)):  # a version, or R's make.unique
        if form in known:
            return known[form]
    return None


def kind_of(cell: str) -> Kind:
    """Tell what kind of name a cell holds.

    >>> [kind_of(name) for name in ("CD274", "ENSG00000120217.14", "29126", "1007_s_at", "2-Sep")]
    ['symbol', 'ensembl', 'entrez', 'probe', 'date']
    """
    plain = MESSAGE.sub("", bare(cell))
    if plain.upper() in MISSING or re.fullmatch(r"NA\.\d+", plain):  # R makes row names unique
        return "missing"
    kinds = (kind for kind, form in KINDS if form.fullmatch(plain))
    kind: Kind = next(kinds, "words")
    return "words" if kind == "symbol" and NUMBER.fullmatch(plain) else kind


def first_name(cell: str) -> str:
    """Give the first name in a cell, which tells what its column holds; prose as it is.

    >>> first_name("ICAM1 /// ICAM4"), first_name("CD274 molecule")
    ('ICAM1', 'CD274 molecule')
    """
    if kind_of(cell) != "words" or (" // " not in cell and re.search(r"\w\s\w", _outside(cell))):
        return cell
    return next(_parts(cell), cell)


@cache
def orthologues() -> tuple[Orthologue, ...]:
    """Read the shipped table, `ontology/orthologues.tsv`."""
    text = files("kg.ontology").joinpath("orthologues.tsv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:], delimiter="\t")
    return tuple(Orthologue(*row) for row in rows)


@cache
def _index() -> Mapping[str, str]:
    return {name.casefold(): one.symbol for one in orthologues() for name in one.names}


def _parts(cell: str) -> Iterator[str]:
    """Split a cell into the names it gives: probes of several genes, identifier and symbol."""
    if " // " in cell:  # gene_assignment of Affymetrix: accession // symbol // title // ...
        for gene in cell.split(" /// "):
            fields = gene.split(" // ")
            yield fields[1].strip() if len(fields) > 1 else gene.strip()
        return
    for part in re.split(r"\s*(?://+|[|;,/~])\s*|\s+", _outside(cell)):
        joined = JOINED.fullmatch(part)
        for name in joined.groups() if joined else (part,):
            if name:
                yield PREFIX.sub("", name)


def _outside(cell: str) -> str:
    """Leave out what stands in brackets: another name of the gene, or its species."""
    return re.sub(r"\([^()]*\)|\[[^][]*\]", " ", cell).strip() or cell.strip("()[] ")


def _reads_through(name: str, others: tuple[str, ...]) -> bool:
    """Tell a read-through of two genes, one of which is named as well: it is no third gene."""
    return "-" in name and any(part in others for part in name.split("-"))


def _was(cell: str) -> str:
    """Say which gene a date may have been; a number of days since 1900 as well."""
    if cell.isdigit():
        days = int(cell)
        if not FIRST_DAY <= days <= LAST_DAY:
            return "a number, where the others are symbols"
        day = date(1899, 12, 30) + timedelta(days)
        return f"a date that was a gene: {_gene_of(day.month, day.day)}"
    month = next((MONTHS[word] for word in re.findall(r"[^\W\d_]+", cell.casefold())
                  if word in MONTHS), 0)  # fmt: skip
    numbers = [int(number) for number in re.findall(r"\d+", cell)]
    if month:
        return f"a date that was a gene: {_gene_of(month, numbers[0])}"
    if ISO.match(cell):
        return f"a date that was a gene: {_gene_of(numbers[1], numbers[2])}"
    if EXPONENT.fullmatch(cell):
        return "a number that was the name of a clone"
    return "a date that was a gene: of the MARCHF, SEPTIN, MTARC or DELEC family"


def _gene_of(month: int, number: int) -> str:
    return {
        3: f"MARCHF{number}" + (f" or MTARC{number}" if number < 3 else ""),
        9: f"SEPTIN{number}", 12: f"DELEC{number}", 10: f"the former OCT{number}",
    }.get(month, "which, nobody can tell")  # fmt: skip


MONTHS = {
    word: number
    for number, words in enumerate((
        "jan january januar janv janvier enero ene",
        "feb february februar fév févr février febrero",
        "mar march mär märz mrz mars marzo", "apr april avr avril abr abril", "may mai mayo",
        "jun june juni juin junio", "jul july juli juil juillet julio",
        "aug august août agosto ago",
        "sep sept september septembre septiembre", "oct october okt oktober octobre octubre",
        "nov november novembre noviembre", "dec december dez dezember déc décembre dic diciembre",
    ), 1)
    for word in words.split()
}  # fmt: skip
"""Months as spreadsheets of four languages write them."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
ISO = re.compile(rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}{_TIME}")
EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
DATE = re.compile(
    rf"\d{{1,2}}(?:[-/ ]|\.\s?)(?:{_MONTH})\.?(?:[-/ .]\s?\d{{2,4}})?|"
    rf"(?:{_MONTH})\.?[-/ .]\s?\d{{1,4}}|"
    rf"{ISO.pattern}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}}){_TIME}|{EXPONENT.pattern}",
    re.I,
)

KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("entrez", re.compile(r"(?:(?:GeneID|entrez|NCBIGene|ncbigene):)?\d+(?:\.0)?")),
    ("date", DATE),
    ("ensembl", re.compile(r"ENS(?:[A-Z]{3,4})?G\d{6,}(?:\.\d+)?(?:_PAR_Y)?", re.I)),
    ("probe", re.compile(
        r"(?:ILMN_|XLOC_|TCONS_|MSTRG\.|STRG\.|CUFF\.|AFFX|A_\d\d_P|TC\d{6}|PSR\d{6}|"
        r"ENS[A-Z]{0,4}[TPE]\d|[NX][MRP]_\d|ASHG\d)\S*|"
        r"\S+_at|\d{5,}(?:_\w+)?_st|(?:probe|spot|row)_?\d+", re.I)),
    ("symbol", re.compile(r"(?:[A-Za-z]+:)?[A-Za-z0-9][A-Za-z0-9.@_:-]{0,29}")),
)  # fmt: skip
"""How each kind is written; the first that fits. Probes stand for whatever names no gene."""

JOINED = re.compile(
    r"(ENS[A-Z]{0,4}G\d{6,}(?:\.\d+)?)[_:-](.+)|(.+)[_:-](ENS[A-Z]{0,4}G\d{6,}(?:\.\d+)?)", re.I
)
MESSAGE = re.compile(r"(?<=\w)-mRNA$")
"""What NanoString's nSolver writes behind a symbol."""

PREFIX = re.compile(
    r"(?:(?:GeneID|entrez|NCBIGene|gene|symbol|ensembl)[:-]|"
    r"(?:hg19|hg38|mm10|mm39|GRC[hm]\d+)_+)(?=.)", re.I,
)  # fmt: skip
FIRST_DAY, LAST_DAY = 35_000, 60_000
"""Days since 1900 of the years in which spreadsheets have been filled: 1995 to 2064."""
