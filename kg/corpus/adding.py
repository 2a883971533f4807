"""Sources into a data set, batch by batch: each counts whole, and is never added twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kg.atomic import write_whole
from kg.corpus.engines import bring
from kg.corpus.identity import resolve
from kg.corpus.interning import Interning
from kg.corpus.said import STATES, About, Rejected, Statement
from kg.corpus.source import Source, find_source, units_of
from kg.corpus.store import Store, bucket_of, place, writing
from kg.errors import DatasetError

BATCH = 65_536
"""How many rows are held in memory at most, and lost to a kill."""


@dataclass(frozen=True)
class Added:
    """What became of one source.

    `units` counts its records, `rows` those of the data set that follow from them, `rejected` those
    that gave none. `known` tells that its very bytes had been added before.
    """

    source: str
    kind: str
    units: int
    rows: int
    rejected: int
    known: bool = False


def add(
    sources: list[Path], into: Path, *, kind: str | None = None, layer: str | None = None,
    batch: int = BATCH, tell: Callable[[str, int, int], None] = lambda source, units, rows: None,
) -> tuple[Added, ...]:  # fmt: skip
    """Stream sources into the data set in the folder `into`, which is made where there is none.

    Each source is read once from beginning to end, a batch of rows at a time. A batch is kept
    whole or not at all; the same call after a kill goes on behind the last one, and a source whose
    bytes are in the data set already is left alone. Records that give no row go to `rejected/`,
    with place and reason. `kind` is one of `kg.corpus.source.KINDS` where the look of a source
    would mislead; `layer` names its records. `tell` hears of every batch.

    Raises `DatasetError` for a source that nothing here reads or that changes meanwhile, for a
    second writer and a full disk.
    """
    bring("pyarrow")
    found = [find_source(path, kind, layer) for path in sources]
    with writing(into, make=True) as store:
        told = tuple(_add(store, source, batch, tell) for source in found)
        resolve(store)
        return told


def _add(
    store: Store, source: Source, batch: int, tell: Callable[[str, int, int], None]
) -> Added:
    ledger, name = store.ledger, str(source.path)
    digest = source.digest()
    seen = source.stamp()
    ledger.execute("INSERT OR IGNORE INTO sources (digest, path, kind, layer) VALUES (?, ?, ?, ?)",
                   (digest, name, source.kind, source.layer))  # fmt: skip
    number, before, rows, rejected, done = ledger.execute(
        "SELECT id, units, rows, rejected, done FROM sources WHERE digest = ?", (digest,)
    ).fetchone()
    if done:
        return Added(name, source.kind, before, rows, rejected, known=True)
    writer = _Writer(store, number, source, Interning(ledger))
    units = before
    for unit in units_of(source, skip=before):
        for said in unit:
            writer.take(said, rows + rejected)
            rows += isinstance(said, Statement)
            rejected += isinstance(said, Rejected)
        units += 1
        if writer.held >= batch:
            _commit(store, writer, source, seen, (units, rows, rejected, 0))
            tell(name, units, rows)
    _commit(store, writer, source, seen, (units, rows, rejected, 1))
    tell(name, units, rows)
    return Added(name, source.kind, units, rows, rejected)


def _commit(
    store: Store, writer: _Writer, source: Source, seen: object, counts: tuple[int, ...]
) -> None:
    if source.stamp() != seen:  # nothing of a mixture may count
        store.ledger.rollback()
        _forget(store, writer.number)
        raise DatasetError(f"{source.path}: it changed while it was read, and nothing of it was "
                           "kept: add it when nobody writes to it, or a copy of it")  # fmt: skip
    writer.write()
    store.ledger.execute(
        "UPDATE sources SET units = ?, rows = ?, rejected = ?, done = ? WHERE id = ?",
        (*counts, writer.number),
    )
    store.set("resolved", "")
    store.ledger.commit()


def _forget(store: Store, number: int) -> None:
    """Take a source out again, whose files the next writer sweeps; its numbers may stay."""
    for table in ("parts", "rejections"):
        store.ledger.execute(f"DELETE FROM {table} WHERE source = ?", (number,))  # noqa: S608
    store.ledger.execute("DELETE FROM sources WHERE id = ?", (number,))
    store.ledger.commit()


class Row(NamedTuple):
    """One row of the data set: numbers, and the name of the record that it came from."""

    row: int
    record: str
    object: int
    exposure: int
    comparator: int
    outcome: int
    basis: int
    profile: int
    citation: int
    distance: int
    refutes: bool
    state: int
    layer: int


class _Writer:
    """The rows and rejections of one batch, and how they reach the disk."""

    def __init__(self, store: Store, number: int, source: Source, interning: Interning) -> None:
        self.number, self.held = number, 0
        self._store, self._source, self._of = store, source, interning
        self._rows: dict[int, list[Row]] = {}
        self._rejected: list[Rejected] = []
        self._buckets: dict[str, int] = {}

    def take(self, said: Statement | About | Rejected, ordinal: int) -> None:
        """Hold one thing that a source says; `ordinal` counts those before it."""
        if isinstance(said, Statement):
            self._rows.setdefault(self._bucket(said.object), []).append(self._row(said, ordinal))
        elif isinstance(said, Rejected):
            self._rejected.append(said)
        else:
            self._of.papers.note(said)
        self.held += 1

    def write(self) -> None:
        """Write what is held, and enter it in the ledger, whose commit the caller makes."""
        batch = self._store.ledger.execute(
            "SELECT units FROM sources WHERE id = ?", (self.number,)
        ).fetchone()[0]  # names a batch by where it begins
        for bucket, rows in sorted(self._rows.items()):
            path = f"rows/bucket={bucket:02}/{self.number:05}-{batch:012}.parquet"
            digest = write_rows(self._store.folder / path, sorted(rows, key=_by_topic))
            self._store.ledger.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?)",
                                       (path, self.number, bucket, len(rows), digest))  # fmt: skip
        if self._rejected:
            path = f"rejected/{self.number:05}-{batch:012}.tsv"
            lines = ("\t".join((str(self._source.path), one.place, one.reason, one.text[:2000]))
                     for one in self._rejected)  # fmt: skip
            text = "source\tplace\treason\ttext\n" + "".join(f"{line}\n" for line in lines)
            write_whole(self._store.folder / path, text)
            self._store.ledger.execute("INSERT INTO rejections VALUES (?, ?, ?)",
                                       (path, self.number, len(self._rejected)))  # fmt: skip
        self._rows, self._rejected, self.held = {}, [], 0

    def _bucket(self, name: str) -> int:
        found = self._buckets.get(name)
        if found is None:
            if len(self._buckets) > BATCH:
                self._buckets.clear()
            found = self._buckets[name] = bucket_of(name, self._store.buckets)
        return found

    def _row(self, said: Statement, ordinal: int) -> Row:
        of = self._of
        return Row(
            self.number << 40 | ordinal, said.record, of.names.of(said.object),
            of.names.of(said.exposure), of.names.of(said.comparator) if said.comparator else 0,
            said.outcome, of.bases.of("|".join(said.basis)), of.profiles.of(said.profile),
            of.citation(said), said.distance, said.refutes, STATES.index(said.state),
            of.layers.of(said.layer),
        )  # fmt: skip


def _by_topic(row: Row) -> tuple[int, ...]:
    return row.object, row.exposure, row.comparator, row.row


def write_rows(path: Path, rows: list[Row]) -> str:
    """Write rows as one file of Parquet, on the disk when this returns; give its digest."""
    arrow, parquet = bring("pyarrow"), bring("pyarrow.parquet")
    table = arrow.Table.from_arrays(
        [arrow.array(column, kind) for column, kind in zip(zip(*rows, strict=True), _kinds(arrow),
                                                           strict=True)],
        names=Row._fields,
    )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".making")
    parquet.write_table(table, scratch, compression="zstd", row_group_size=BATCH)
    place(path, scratch)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _kinds(arrow: Any) -> Iterator[Any]:
    for field in Row._fields:
        yield _WIDE.get(field, lambda arrow: arrow.int32())(arrow)


_WIDE: dict[str, Callable[[Any], Any]] = {
    "row": lambda arrow: arrow.int64(), "record": lambda arrow: arrow.string(),
    "outcome": lambda arrow: arrow.int8(), "distance": lambda arrow: arrow.int8(),
    "refutes": lambda arrow: arrow.bool_(), "state": lambda arrow: arrow.int8(),
}  # fmt: skip
"""Columns that are no number of 32 bits."""
