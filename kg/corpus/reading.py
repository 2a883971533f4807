"""What is read back of a data set: rows of one question, and the texts of their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.corpus.engines import bring
from kg.corpus.judging import Cell, Texts, behind
from kg.corpus.store import Store
from kg.errors import DatasetError


def ask(statement: str, *given: object) -> list[tuple[Any, ...]]:
    """Ask DuckDB for a few rows of files; `DatasetError` for a file that cannot be read."""
    duck = bring("duckdb")
    try:
        with duck.connect() as connection:
            connection.execute("SET threads = 2")
            return list(connection.execute(statement, list(given)).fetchall())
    except duck.Error as error:
        raise DatasetError(f"{' '.join(str(error).split())[:500]}: bring the file back, or make "
                           "the data set anew") from error  # fmt: skip


def texts_of(
    store: Store, *, citations: Iterable[int], profiles: Iterable[int], names: Iterable[int],
    ways: frozenset[tuple[int, int]] = frozenset(), layers: Iterable[int] = (),
) -> Texts:  # fmt: skip
    """Look up the texts of some numbers, and of no others."""
    wanted = sorted({*citations})
    who = ask("SELECT citation, study, part, retracted FROM read_parquet(?) "
              "WHERE citation BETWEEN ? AND ? AND list_contains(?, citation)",
              f"{store.folder}/names/who.parquet", *_ends(wanted), wanted)  # fmt: skip
    studies = sorted({study for _, study, _, _ in who if study is not None})
    labels = ask("SELECT id, text FROM read_parquet(?) WHERE id BETWEEN ? AND ? AND "
                 "list_contains(?, id)", f"{store.folder}/names/label.parquet",
                 *_ends(studies), studies)  # fmt: skip
    bases = dict(store.ledger.execute("SELECT id, text FROM bases").fetchall())
    return Texts(
        _look(store, "names", names), bases, _look(store, "profiles", profiles),
        behind(who, dict(labels)), ways, frozenset(layers),
    )  # fmt: skip


def _ends(numbers: list[int]) -> tuple[int, int]:
    return (numbers[0], numbers[-1]) if numbers else (0, -1)


def _look(store: Store, table: str, numbers: Iterable[int]) -> dict[int, str]:
    asked = f"SELECT text FROM {table} WHERE id = ?"  # noqa: S608 - a name of ours
    return {one: store.ledger.execute(asked, (one,)).fetchone()[0]
            for one in sorted({*numbers} - {0})}  # fmt: skip


def texts_of_rows(
    store: Store, rows: Iterable[Mapping[str, Any]], ways: frozenset[tuple[int, int]],
    layers: Iterable[int] = (),
) -> Texts:  # fmt: skip
    """Look up all that some rows name."""
    held = list(rows)
    names = {row[key] for row in held for key in ("object", "exposure", "comparator")}
    return texts_of(store, citations={row["citation"] for row in held},
                    profiles={row["profile"] for row in held}, names=names, ways=ways,
                    layers=layers)  # fmt: skip


def rows_of(store: Store, *, bucket: int | None = None, object_: int | None = None
            ) -> list[dict[str, Any]]:  # fmt: skip
    """Read rows: all, those of one partition, or those of one object and of no other."""
    dataset = bring("pyarrow.dataset")
    parts = store.parts(bucket)
    if not parts:
        return []
    arrow = bring("pyarrow")
    try:
        found = dataset.dataset(parts, format="parquet")
        wanted = None if object_ is None else dataset.field("object") == object_
        return list(found.to_table(filter=wanted).to_pylist())
    except (arrow.ArrowException, OSError) as error:
        raise DatasetError(f"{error}: bring the file back, or make the data set anew") from error


def ways_of(store: Store) -> frozenset[tuple[int, int]]:
    """Give the pairs of arms that are read the other way round; none before the first assembly."""
    path = store.folder / "names" / "ways.parquet"
    if not path.is_file():
        return frozenset()
    return frozenset(ask("SELECT exposure, comparator FROM read_parquet(?)", str(path)))


def verdicts_of(store: Store) -> Iterator[Cell]:
    """Read what was assembled, in order of partition and topic."""
    for (path,) in store.ledger.execute("SELECT path FROM assembled ORDER BY bucket"):
        for row in ask(f"SELECT {_CELL} FROM read_parquet(?)",  # noqa: S608
                       str(store.folder / path)):  # fmt: skip
            yield Cell(*row)


def layer_numbers(store: Store, layers: Iterable[str]) -> list[int]:
    """Give the numbers of the layers whose drafts count.

    `DatasetError` for one that nothing is of.
    """
    known = dict(store.ledger.execute("SELECT text, id FROM layers").fetchall())
    if wrong := sorted({*layers} - known.keys()):
        has = ", ".join(sorted(filter(None, known))) or "none that is named"
        raise DatasetError(f"no layer '{wrong[0]}' in {store.folder}: it has {has}")
    return sorted(known[one] for one in layers)


_CELL = ", ".join(f'"{name}"' for name in Cell._fields)
