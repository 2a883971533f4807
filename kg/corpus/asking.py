"""One question put to millions of rows: only the partition of its object is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.corpus.judging import Cell, observe_rows
from kg.corpus.reading import ask, layer_numbers, rows_of, texts_of_rows, ways_of
from kg.corpus.store import Store, bucket_of, reading
from kg.errors import DatasetError, RequestError
from kg.votes import Observation, poll


@dataclass(frozen=True)
class Found:
    """The verdicts on one object, and whether rows came in after they were assembled."""

    object: str
    cells: tuple[Cell, ...]
    stale: bool


@dataclass(frozen=True)
class Said:
    """One record of one object: what it says, through whom, and why it has no vote, if so."""

    record: str
    layer: str
    exposure: str
    comparator: str
    basis: str
    says: str
    studies: tuple[str, ...]
    silent: str


@dataclass(frozen=True)
class SourceState:
    """One source as the ledger has it."""

    path: str
    kind: str
    layer: str
    records: int
    rows: int
    rejected: int
    whole: bool


def find_verdicts(
    folder: Path, name: str, *, exposure: str | None = None, versus: str | None = None,
    basis: str | None = None,
) -> Found:  # fmt: skip
    """Give the verdicts on what is done to one object, as they were assembled.

    Raises `RequestError` for a name that no row has, `DatasetError` where nothing is assembled yet.
    """
    with reading(folder) as store:
        _number(store, name)
        bucket = bucket_of(name, store.buckets)
        row = store.ledger.execute(
            "SELECT path FROM assembled WHERE bucket = ?", (bucket,)
        ).fetchone()
        if row is None:
            raise DatasetError(f"{folder}: nothing is assembled yet: kg corpus assemble {folder}")
        given = [str(folder / row[0]), name]
        asked = f"SELECT {_CELL} FROM read_parquet(?) WHERE object = ?"  # noqa: S608
        for column, value in (("exposure", exposure), ("comparator", versus), ("basis", basis)):
            if value is not None:
                asked += f" AND {column} = ?"
                given.append(value)
        cells = tuple(Cell(*one) for one in ask(f"{asked} ORDER BY ALL", *given))
        return Found(name, cells, is_stale(store))


def find_records(folder: Path, name: str, layers: Iterable[str] = ()) -> tuple[Said, ...]:
    """Give every record of one object, asked of `kg.votes` as they stand now."""
    with reading(folder) as store:
        if not store.setting("resolved"):
            raise DatasetError(f"{folder}: a source was not added to its end: give that kg corpus "
                               "add again")  # fmt: skip
        number = _number(store, name)
        rows = rows_of(store, bucket=bucket_of(name, store.buckets), object_=number)
        given = [*layers] or list(filter(None, store.setting("layers").split("\n")))
        texts = texts_of_rows(store, rows, ways_of(store), layer_numbers(store, given))
        known = dict(store.ledger.execute("SELECT id, text FROM layers").fetchall())
        layer_of = {f"{row['record']}#{row['row']:020}": known[row["layer"]] for row in rows}
        told = []
        for _, observations in sorted(observe_rows(rows, texts).items()):
            polled = poll(observations)
            told += [_said(one, layer_of, "") for one in polled.voting]
            told += [_said(one.observation, layer_of, one.reason) for one in polled.silent]
        return tuple(told)


def list_sources(folder: Path) -> tuple[SourceState, ...]:
    """List what was added, with counts."""
    with reading(folder) as store:
        found = store.ledger.execute(
            "SELECT path, kind, layer, units, rows, rejected, done FROM sources ORDER BY id"
        )
        return tuple(
            SourceState(path, kind, layer, units, rows, rejected, bool(done))
            for path, kind, layer, units, rows, rejected, done in found
        )


def is_stale(store: Store) -> bool:
    """Tell whether anything was added after the last assembly."""
    return store.setting("resolved") != store.setting("assembled")


def _said(one: Observation, layer_of: dict[str, str], silent: str) -> Said:
    return Said(
        one.support.claim.rpartition("#")[0], layer_of[one.support.claim], one.topic.exposure,
        one.topic.comparator, "|".join(one.basis), " or ".join(sorted(one.outcomes)),
        one.studies or one.reviews, silent,
    )  # fmt: skip


def _number(store: Store, name: str) -> int:
    """Look up the number of a name; `RequestError` with those that are near."""
    row = store.ledger.execute("SELECT id FROM names WHERE text = ?", (name,)).fetchone()
    if row:
        return int(row[0])
    like = f"%{name.replace('%', '').replace('_', ' ')}%"
    asked = ("SELECT text FROM names WHERE replace(text, '_', ' ') LIKE ? "
             "ORDER BY length(text), text LIMIT 5")  # fmt: skip
    near = [text for (text,) in store.ledger.execute(asked, (like,))]
    if not near:
        first = (text for (text,) in store.ledger.execute(
            "SELECT text FROM names WHERE text LIKE ? LIMIT 5000", (f"{name[:2]}%",)
        ))  # fmt: skip
        near = get_close_matches(name, list(first), 5)
    said = f": near are {', '.join(near)}" if near else ""
    raise RequestError(f"no '{name}' in {store.folder}{said}")


_CELL = ", ".join(f'"{name}"' for name in Cell._fields)
