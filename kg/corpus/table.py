"""The evidence table, as tabs or as Parquet: one row per record and contrast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.corpus.engines import bring
from kg.corpus.lines import table_rows
from kg.corpus.said import BITS, Paper, Rejected, Reported, Statement, Unit, profile_text
from kg.errors import DatasetError
from kg.model.units import HOURS
from kg.model.vocabulary import PREDICATES, SIGN_OF

Row = Mapping[str, str]


def read(files: tuple[Path, ...], layer: str, skip: int) -> Iterator[Unit]:
    """Read what each row says: an effect (once for each record), and a comparison.

    The comparator's own effect follows from its sign. What follows from the parts of combinations
    stands in no table: a curated folder has it. A check that disagrees strikes every paper of its
    row, for the table does not tell which it read.
    """
    for path in files:
        rows = _parquet(path, skip) if path.suffix == ".parquet" else table_rows(path, skip)
        for number, row in rows:
            if isinstance(row, str):
                yield (Rejected(f"line {number}", row),)
            else:
                yield tuple(_said(row, layer, number))


def _said(row: Row, layer: str, number: int) -> Iterator[Statement | Rejected]:
    at = f"line {number}"
    subject, object_, predicate = row["subject"], row["object"], row["predicate"]
    if predicate == "stated_gap":
        yield Rejected(at, "a stated gap, which is no finding", row["claim"])
        return
    fault = _fault(row)
    if fault:
        yield Rejected(at, fault, "\t".join(filter(None, row.values())))
        return
    here = row.get("layer", "") or layer
    papers = papers_of(row["reference"], row.get("doi", ""), here)
    against = papers if "disagrees" in row.get("check", "") and _disagrees(row["check"]) else ()
    basis = tuple(sorted(filter(None, row["basis"].split("|"))))
    needed = ("dose", "setting") if basis else ("setting",)
    shared: dict[str, Any] = {
        "record": f"{row['claim']}.{row['evidence']}" if row.get("evidence") else row["claim"],
        "object": object_, "papers": papers, "struck": against, "layer": here,
        "read_in": Paper(row["source"], (f"ref:{here}:{row['source']}",)),
        "distance": _distance(row), "refutes": row.get("stance") == "refutes",
        "state": "draft" if row.get("status") == "draft" else "",
        "profile": _profile(_cells(row), needed),
    }  # fmt: skip
    sign, first = SIGN_OF.get(predicate), row.get("contrast", "") in {"", "1"}
    if sign is not None and first:
        yield Statement(exposure=subject, comparator="", outcome=BITS[sign], **shared)
    comparator = row["comparator"]
    if not comparator or "[" in comparator:
        if sign is None:
            yield Rejected(at, f"'{predicate}' states no direction, and nothing is compared",
                           row["claim"])  # fmt: skip
        return
    if row["comparison"]:
        level = sum({BITS[word] for word in row["comparison"].split("|")})
        yield Statement(exposure=subject, comparator=comparator, outcome=level, basis=basis,
                        **shared)  # fmt: skip
    own = row.get("comparator_sign", "")
    if own and comparator != subject and not shared["refutes"]:
        yield Statement(exposure=comparator, comparator="", outcome=BITS[own], **shared)


def _fault(row: Row) -> str:
    """Say what is wrong with a row, field by field; nothing where it can be read."""
    for field in ("subject", "object", "reference", "source", "claim"):
        if not row.get(field):
            return f"{field}: it is empty"
    if row["predicate"] not in PREDICATES:
        return f"predicate: no '{row['predicate']}': it is one of {', '.join(PREDICATES)}"
    if wrong := {*filter(None, row["comparison"].split("|"))} - {"higher", "lower", "similar"}:
        return f"comparison: no '{min(wrong)}': it is higher, lower or similar"
    if row.get("comparator_sign", "") not in {"", "+", "-", "0"}:
        return f"comparator_sign: no '{row['comparator_sign']}': it is +, - or 0"
    if bool(row["comparator"]) < bool(row["comparison"]):
        return "comparator: it is empty, and comparison is not"
    try:
        _facets(_cells(row))
    except ValueError as error:
        return f"{error}"
    return ""


def _disagrees(check: str) -> bool:
    return any(one.startswith("disagrees") for one in check.split("|"))


def _distance(row: Row) -> int:
    if row["source"] not in row["reference"].split("|"):
        return 2
    return 1 if row.get("locator") == "abstract" else 0


@lru_cache(100_000)
def papers_of(keys: str, dois: str, scope: str) -> tuple[Paper, ...]:
    """Pair keys with their DOIs; a key names a paper only within its own layer.

    >>> papers_of("ran2021", "10.1/x", "mine")
    (Paper(label='ran2021', ids=('doi:10.1/x', 'ref:mine:ran2021')),)
    """
    named, found = keys.split("|"), dois.lower().split("|")
    known = found if len(found) == len(named) else [""] * len(named)
    return tuple(
        Paper(key, (*((f"doi:{doi}",) if doi else ()), f"ref:{scope}:{key}"))
        for key, doi in zip(named, known, strict=True)
    )


Cells = tuple[str, ...]


def _cells(row: Row) -> Cells:
    return tuple(row.get(name, "") for name in _OF_PROFILE)


@lru_cache(100_000)
def _profile(cells: Cells, needed: tuple[str, ...]) -> str:
    return profile_text(_facets(cells), needed)


@lru_cache(100_000)
def _facets(cells: Cells) -> dict[str, Reported]:
    """Read what a row reports; names of conditions are those of facets."""
    row = dict(zip(_OF_PROFILE, cells, strict=True))
    found: dict[str, Reported] = {}
    for one in filter(None, row["conditions"].split("|")):
        facet, _, value = one.partition("=")
        if facet in _NAMED and value:
            told = found.get(facet, frozenset())
            found[facet] = frozenset({value}) | (told if isinstance(told, frozenset) else set())
    if "co_treatment" in found:
        found["co_treatment"] = frozenset({" + ".join(sorted(map(str, found["co_treatment"])))})
    if found.get("oxygen") == frozenset({"any"}):
        found["oxygen"] = frozenset({"normoxia", "hypoxia"})
    number = float(row["fractions"]) if row["fractions"] else 0.0
    if dose := _bounds(row, "dose"):
        found["dose"] = _doses(*dose, row["dose_unit"], row["dose_per"], number)
    if let := _bounds(row, "let"):
        found["let"] = ((*let, "keV/um"),)
    if number:
        found["fractions"] = ((number, number, ""),)
    if (time := _bounds(row, "time")) and row["time_unit"] in HOURS:
        scale = HOURS[row["time_unit"]]
        found["time"] = ((time[0] * scale, time[1] * scale, "h"),)
    if row["irradiated"] and row["irradiated"] != "unspecified":
        found["irradiated"] = frozenset({row["irradiated"]})
    if row["system"] and row["system"] != "unspecified":
        found["setting"] = frozenset({row["system"]})
    if row["organism"]:
        found["species"] = frozenset({row["organism"]})
    if row["models"]:  # lines, strains and diseases alike: the table does not tell them apart
        found["cell_line"] = frozenset(row["models"].split("|"))
    return found


def _bounds(row: Row, name: str) -> tuple[float, float] | None:
    low, high = row[f"{name}_min"], row[f"{name}_max"]
    if not low and not high:
        return None
    try:
        return float(low or "-inf"), float(high or "inf")
    except ValueError as error:
        raise ValueError(f"{name}_min, {name}_max: '{low}', '{high}' is no number") from error


def _doses(low: float, high: float, unit: str, per: str, number: float) -> Reported:
    """Give a dose in total and per fraction, as far as both are known (`kg.votes.facet`)."""
    single, total = f"{unit} per fraction", unit
    if not per and (number or 1) > 1:
        return ((low, high, f"{unit}, total or per fraction"),)
    if per == "fraction":
        each = ((low, high, single),)
        return (*each, (low * number, high * number, total)) if number else each
    if number:
        return (low / number, high / number, single), (low, high, total)
    return ((low, high, total),)


def _parquet(path: Path, skip: int) -> Iterator[tuple[int, Row | str]]:
    arrow, parquet = bring("pyarrow"), bring("pyarrow.parquet")
    try:
        file = parquet.ParquetFile(path)
    except (arrow.ArrowException, OSError) as error:
        raise DatasetError(f"{path}: no Parquet: {error}") from error
    names, number = file.schema_arrow.names, 0
    if missing := _NEEDED - set(names):
        raise DatasetError(f"{path}: no column '{min(missing)}': an evidence table has it")
    for batch in file.iter_batches(batch_size=8192):
        if number + batch.num_rows <= skip:
            number += batch.num_rows
            continue
        columns = [column.to_pylist() for column in batch.columns]
        for cells in zip(*columns, strict=True):
            number += 1
            if number > skip:
                yield number, {name: "" if cell is None else str(cell)
                               for name, cell in zip(names, cells, strict=True)}  # fmt: skip


_NEEDED = frozenset({
    "claim", "subject", "predicate", "object", "reference", "source", "comparator", "comparison",
    "basis",
})  # fmt: skip
_NAMED = frozenset({"oxygen", "site", "route", "co_treatment"})
_OF_PROFILE = (
    "conditions", "fractions", "dose_min", "dose_max", "dose_unit", "dose_per", "let_min",
    "let_max", "time_min", "time_max", "time_unit", "irradiated", "system", "organism", "models",
)  # fmt: skip
