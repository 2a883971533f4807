"""A data set on disk: partitioned Parquet, and a ledger that says which of its files count.

A part is written beside its place, synced and named, and counts once the ledger has it; whatever
ends a writer, the ledger stands at the last whole batch, and files that it does not know are swept.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zlib import crc32

from kg.atomic import lock, opened, sync
from kg.errors import DatasetError

BUCKETS = 16
LEDGER = "ledger.sqlite"


class Store:
    """An opened data set: its folder and the connection to its ledger."""

    def __init__(self, folder: Path, ledger: sqlite3.Connection) -> None:
        """Take a folder that is known to be one, and its ledger."""
        self.folder, self.ledger = folder, ledger

    def setting(self, key: str, otherwise: str = "") -> str:
        """Read one setting."""
        row = self.ledger.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return row[0] if row else otherwise

    def set(self, key: str, value: str) -> None:
        """Write one setting; it counts with the next commit."""
        self.ledger.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))

    @property
    def buckets(self) -> int:
        """Into how many partitions rows are divided, by their object."""
        return int(self.setting("buckets", str(BUCKETS)))

    def parts(self, bucket: int | None = None) -> list[str]:
        """List the files of rows that count, of one partition or of all; absolute paths.

        Raises `DatasetError` where one is missing.
        """
        asked = "SELECT path FROM parts WHERE ? IS NULL OR bucket = ? ORDER BY path"
        found = [str(self.folder / path) for (path,) in self.ledger.execute(asked, (bucket,) * 2)]
        for path in found:
            if not os.path.isfile(path):
                raise DatasetError(f"{path}: this part of the data set is missing: bring it back, "
                                   "or add its source anew into a new folder")  # fmt: skip
        return found


@contextmanager
def reading(folder: Path) -> Iterator[Store]:
    """Open a data set to be asked; `DatasetError` for what is none."""
    with closing(_connect(folder, "rw")) as ledger:  # whoever was killed left a journal to undo
        ledger.execute("PRAGMA query_only = ON")
        yield Store(folder, ledger)


@contextmanager
def writing(folder: Path, *, make: bool = False) -> Iterator[Store]:
    """Open a data set to be changed, by one writer at a time.

    What an earlier writer left by dying is swept. `make` makes the folder where there is none.
    `DatasetError` for a second writer, for what is no data set, and for a full disk.
    """
    if make:
        _begin(folder)
    elif not (folder / LEDGER).is_file():
        raise DatasetError(_NONE.format(folder))
    with opened(folder) as number:
        if not lock(number):
            raise DatasetError(f"{folder}: somebody else is writing into this data set: wait until "
                               "that has ended")  # fmt: skip
        with closing(_connect(folder, "rwc" if make else "rw")) as ledger:
            try:
                ledger.executescript(_TABLES)
                ledger.commit()
                store = Store(folder, ledger)
                _sweep(store)
                yield store
            except sqlite3.OperationalError as error:
                raise DatasetError(f"{folder}: {error}: {_KEPT}") from error
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                    raise DatasetError(f"{folder}: {os.strerror(error.errno)}: {_KEPT}") from error
                raise


def bucket_of(name: str, buckets: int) -> int:
    """Name the partition of an object.

    >>> bucket_of("hmgb1-release", 16)
    4
    """
    return crc32(name.encode()) % buckets


def place(path: Path, scratch: Path) -> None:
    """Move a written file into its place, once it is on the disk."""
    sync(scratch)
    os.replace(scratch, path)
    sync(path.parent)


def _begin(folder: Path) -> None:
    if folder.is_dir() and not (folder / LEDGER).exists():
        strange = [one.name for one in folder.iterdir()]
        if strange:
            raise DatasetError(f"{folder}: a folder with other files ({sorted(strange)[0]} ...), "
                               "no data set: name a new folder")  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for inner in ("rows", "rejected", "names", "assembled"):
        (folder / inner).mkdir(exist_ok=True)


def _connect(folder: Path, mode: str) -> sqlite3.Connection:
    if mode != "rwc" and not (folder / LEDGER).is_file():
        raise DatasetError(_NONE.format(folder))
    path = (folder / LEDGER).resolve()
    try:
        ledger = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=10)
        ledger.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise DatasetError(f"{path}: no ledger of a data set: {error}") from error
    return ledger


def _sweep(store: Store) -> None:
    """Remove files that no ledger knows: somebody died before they counted."""
    known = {path for (path,) in store.ledger.execute("SELECT path FROM parts")}
    known |= {path for (path,) in store.ledger.execute("SELECT path FROM rejections")}
    known |= {path for (path,) in store.ledger.execute("SELECT path FROM assembled")}
    for inner in ("rows", "rejected", "assembled"):
        for path in (store.folder / inner).rglob("*"):
            name = path.relative_to(store.folder).as_posix().replace("/facets-", "/")
            if path.is_file() and name not in known:
                path.unlink()


_NONE = "{}: no data set: make one with kg corpus add SOURCE --into FOLDER"
_KEPT = "what was whole before is kept; make room, then give the same command again"

_TABLES = """
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sources (
    id INTEGER PRIMARY KEY, digest TEXT UNIQUE, path TEXT, kind TEXT, layer TEXT,
    units INTEGER DEFAULT 0, rows INTEGER DEFAULT 0, rejected INTEGER DEFAULT 0,
    done INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS parts (
    path TEXT PRIMARY KEY, source INTEGER, bucket INTEGER, rows INTEGER, digest TEXT);
CREATE TABLE IF NOT EXISTS rejections (path TEXT PRIMARY KEY, source INTEGER, rows INTEGER);
CREATE TABLE IF NOT EXISTS assembled (
    path TEXT PRIMARY KEY, bucket INTEGER, state TEXT, cells INTEGER, digest TEXT);
CREATE TABLE IF NOT EXISTS names (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS bases (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS layers (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS profiles (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS citations (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS papers (
    id INTEGER PRIMARY KEY, label TEXT, retracted INTEGER DEFAULT 0,
    questioned INTEGER DEFAULT 0, secondary INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS identifiers (text TEXT PRIMARY KEY, paper INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS links (one INTEGER, other INTEGER, UNIQUE (one, other));
CREATE TABLE IF NOT EXISTS versions (paper INTEGER, other TEXT, UNIQUE (paper, other));
CREATE TABLE IF NOT EXISTS members (paper INTEGER, other TEXT, UNIQUE (paper, other));
INSERT OR IGNORE INTO bases VALUES (0, ''), (1, 'unspecified');
"""
