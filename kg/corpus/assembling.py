"""The whole data set to verdicts, partition by partition; each counts once it is whole."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.corpus.engines import bring
from kg.corpus.finishing import Key, finish, finish_facets
from kg.corpus.identity import resolve
from kg.corpus.judging import explain, weighed
from kg.corpus.reading import layer_numbers, texts_of
from kg.corpus.running import Duck, Spark, engine
from kg.corpus.store import Store, place, writing
from kg.corpus.voting import CELL, Names, count_votes, count_ways

PASS = 4_000_000
"""Rows that the engine of this process takes at once."""

PROGRAM = "1"
"""Changes with the rules: what was assembled by others is assembled anew."""


@dataclass(frozen=True)
class Assembled:
    """What came of it: verdicts in all, and of the partitions that were done those that contradict.

    `digest` names all verdicts, whatever engine and order they come from.
    """

    cells: int
    contradicting: int
    partitions: int
    kept: int
    digest: str


def assemble_votes(
    folder: Path, *, remote: str | None = None, layers: Iterable[str] = (), by: Sequence[str] = (),
    memory: str = "2GB",
    tell: Callable[[int, int], None] = lambda bucket, cells: None,
) -> Assembled:  # fmt: skip
    """Count the votes of every topic and basis, and write the verdicts into `assembled/`.

    Runs in this process, or on a Spark Connect endpoint (`remote`, sc://host:port) that sees the
    folder under the same name. Records of imported sources are drafts, and count where their layer
    is among `layers`. `by` names facets (setting, species, oxygen ...) by whose values the votes
    of each cell are counted as well, into files `facets-*`. A partition of which nothing has
    changed is kept; after a kill the same call goes on with the next. What explains a
    contradiction is asked of `kg.votes`.

    Raises `DatasetError` for what is no data set, a layer that nobody knows, a second writer, an
    engine that goes away, a file that cannot be read, and a full disk; what stood before stays.
    """
    bring("ibis")
    with writing(folder) as store:
        resolve(store)
        named = layer_numbers(store, layers)
        scratch = store.folder / "assembled" / "scratch"
        torn = 0
        with engine(scratch, remote, memory) as running:
            ways = _ways(store, running, scratch)
            states = {bucket: _state(store, bucket, ways, (sorted(layers), sorted(by)))
                      for bucket in range(store.buckets)}  # fmt: skip
            known = dict(store.ledger.execute("SELECT bucket, state FROM assembled").fetchall())
            open_ = [bucket for bucket, state in states.items() if known.get(bucket) != state]
            kept = len(states) - len(open_)
            for buckets in _passes(store, open_, PASS if remote is None else None):
                these = {one: states[one] for one in buckets}
                torn += _assemble(store, running, these, named, sorted(by))
                tell(buckets[-1], store.buckets)
        asked = "SELECT cells, digest FROM assembled WHERE cells > 0 ORDER BY bucket"
        done = store.ledger.execute(asked).fetchall()
        store.set("assembled", store.setting("resolved"))
        store.set("layers", "\n".join(sorted(layers)))
        store.ledger.commit()
        whole = hashlib.sha256("".join(digest for _, digest in done).encode()).hexdigest()
        return Assembled(sum(many for many, _ in done), torn, len(open_), kept, whole)


def _state(store: Store, bucket: int, ways: str, asked: object) -> str:
    """Name all that the verdicts of one partition follow from."""
    digests = store.ledger.execute(
        "SELECT digest FROM parts WHERE bucket = ? ORDER BY path", (bucket,)
    ).fetchall()
    whole = repr((PROGRAM, store.setting("resolved"), ways, asked, digests))
    return hashlib.sha256(whole.encode()).hexdigest()


def _ways(store: Store, running: Duck | Spark, scratch: Path) -> str:
    """Find the pairs of arms that are read the other way round; most records decide."""
    arrow, parquet = bring("pyarrow"), bring("pyarrow.parquet")
    pairs: list[tuple[int, int]] = []
    parts = store.parts()
    if parts:
        counted = running.write(count_ways(running.read("rows", parts)), scratch / "ways.parquet")
        rows = [row for path in counted for row in parquet.read_table(path).to_pylist()]
        count = {(row["exposure"], row["comparator"]): row["many"] for row in rows}
        named = {one: _name(store, one) for pair in count for one in pair}
        pairs = sorted(turned_pairs(count, named))
    path = store.folder / "names" / "ways.parquet"
    columns = [arrow.array([pair[side] for pair in pairs], arrow.int32()) for side in (0, 1)]
    making = path.with_suffix(".making")
    parquet.write_table(arrow.table(dict(zip(("exposure", "comparator"), columns, strict=True))),
                        making)  # fmt: skip
    place(path, making)
    return hashlib.sha256(repr(pairs).encode()).hexdigest()


def turned_pairs(
    count: dict[tuple[int, int], int], names: dict[int, str]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that fewer records state in this order than in the other, then by name.

    >>> list(turned_pairs({(1, 2): 3, (2, 1): 4}, {1: "a", 2: "b"}))
    [(1, 2)]
    """
    for (one, other), many in count.items():
        here, there = (many, names[other]), (count.get((other, one), 0), names[one])
        if here < there:
            yield one, other


def _name(store: Store, number: int) -> str:
    found = store.ledger.execute("SELECT text FROM names WHERE id = ?", (number,)).fetchone()
    return str(found[0])


def _beside(path: str) -> str:
    return path.replace("bucket=", "facets-bucket=")


def _passes(store: Store, buckets: list[int], most: int | None) -> Iterator[list[int]]:
    """Put partitions together that have no more than so many rows between them."""
    sizes = dict(store.ledger.execute("SELECT bucket, sum(rows) FROM parts GROUP BY 1").fetchall())
    held: list[int] = []
    for bucket in buckets:
        together = sum(sizes.get(one, 0) for one in (*held, bucket))
        if held and most is not None and together > most:
            yield held
            held = []
        held.append(bucket)
    if held:
        yield held


def _assemble(
    store: Store, running: Duck | Spark, states: Mapping[int, str], layers: list[int],
    by: Sequence[str],
) -> int:  # fmt: skip
    """Assemble some partitions, and enter each in the ledger in place of what was there."""
    scratch = store.folder / "assembled" / "scratch"
    parts = [path for bucket in states for path in store.parts(bucket)]
    cells: list[Path] = []
    facets: list[Path] = []
    explained: dict[Key, tuple[str, str, str]] = {}
    first = min(states)
    if parts:
        home = store.folder / "names"
        shared = Names(*(running.read(f"names_{name}", [str(home / f"{name}.parquet")])
                         for name in ("voice", "reach", "span", "word", "ways")))  # fmt: skip
        counted = count_votes(running, running.read("rows", parts), shared, layers, by)
        cells = running.write(counted.cells, scratch / f"cells-{first}.parquet")
        if counted.facets is not None:
            facets = running.write(counted.facets, scratch / f"facets-{first}.parquet")
        parties = counted.parties.select(*CELL, "mask", "profile", "citation")
        explained = _explained(store, running.write(parties, scratch / f"parties-{first}.parquet"))
    for bucket, state in states.items():
        path = f"assembled/bucket={bucket:02}-{state[:16]}.parquet"
        if cells:
            whole = scratch / f"bucket-{bucket}.parquet"
            if facets:
                finish_facets(store, facets, bucket, whole)
                place(store.folder / _beside(path), whole)
            many, digest = finish(store, cells, explained, bucket, whole)
            place(store.folder / path, whole)
        asked = "SELECT path FROM assembled WHERE bucket = ?"
        old = store.ledger.execute(asked, (bucket,)).fetchall()
        store.ledger.execute("DELETE FROM assembled WHERE bucket = ?", (bucket,))
        if cells:
            store.ledger.execute("INSERT OR REPLACE INTO assembled VALUES (?, ?, ?, ?, ?)",
                                 (path, bucket, state, many, digest))  # fmt: skip
        store.ledger.commit()
        for (name,) in old:
            if name != path:
                (store.folder / name).unlink(missing_ok=True)
                (store.folder / _beside(name)).unlink(missing_ok=True)
    return len(explained)


def _explained(store: Store, paths: list[Path]) -> dict[Key, tuple[str, str, str]]:
    """Ask `kg.votes` what explains each contradicting cell."""
    parquet = bring("pyarrow.parquet")
    cells: dict[Key, list[tuple[int, int, int]]] = defaultdict(list)
    for path in paths:
        table = parquet.read_table(path)
        columns = [table.column(name).to_pylist()
                   for name in (*CELL, "mask", "profile", "citation")]  # fmt: skip
        for object_, exposure, comparator, basis, *party in zip(*columns, strict=True):
            cells[object_, exposure, comparator, basis].append((party[0], party[1], party[2]))
    everybody = [one for parties in cells.values() for one in parties]
    texts = texts_of(store, citations={one[2] for one in everybody},
                     profiles={one[1] for one in everybody}, names=())  # fmt: skip
    return {
        key: weighed(explain(parties, texts.bases[key[3]], bool(key[2]), texts))
        for key, parties in cells.items()
    }  # fmt: skip
