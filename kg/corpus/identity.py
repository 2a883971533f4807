"""Which papers are one study: identifiers, versions and citations resolved into whole numbers.

Studies are numbered in the order of their labels, so that the least number is the least label.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.corpus.engines import bring
from kg.corpus.store import Store, bucket_of, place

NOBODY, ONE, JOINT, POOLED, REVIEW = range(5)
"""Whose voice a citation is: of no paper that is left, of one study, of one of several, of a
meta-analysis, or of a review alone."""

STUDY, REVIEWER, MEMBER = 10, 11, 12
"""The parts in which a paper stands behind a citation."""


@dataclass(frozen=True)
class Voice:
    """Who speaks through one citation: numbers of studies; `reach` adds those taken together."""

    kind: int
    studies: tuple[int, ...] = ()
    reviews: tuple[int, ...] = ()
    reach: tuple[int, ...] = ()
    retracted: bool = False


@dataclass
class Studies:
    """The papers of a data set, sorted into studies; `labels` names each number."""

    labels: tuple[str, ...] = ()
    of: dict[int, int] = field(default_factory=dict)
    alone: dict[int, int] = field(default_factory=dict)
    retracted: set[int] = field(default_factory=set)
    secondary: set[int] = field(default_factory=set)
    members: dict[int, list[int]] = field(default_factory=dict)

    def voice(self, citation: str) -> Voice:
        """Say who speaks through a citation, as `kg.votes` does for a record's papers."""
        named, struck, miscited, read_in = json.loads(citation)
        gone = {one for one in named if one in self.retracted}
        taken = set(struck) | gone
        left = [one for one in named if one not in taken and one not in miscited]
        reviews = {self.alone[one] for one in left if one in self.secondary}
        if not left and not taken:
            reviews = {self.alone[one] for one in read_in}
        primary = [one for one in left if one not in self.secondary]
        studies = tuple(sorted({self.of[one] for one in primary}))
        pooled = {self.of[other] for one in left for other in self.members.get(one, ())}
        kind = JOINT if len(studies) > 1 else POOLED if studies and pooled else ONE
        if not studies:
            kind = REVIEW if reviews else NOBODY
        reach = tuple(sorted({*studies, *pooled})) if studies else ()
        return Voice(kind, studies, tuple(sorted(reviews)), reach, gone == set(named))


def resolve(store: Store) -> None:
    """Write the tables of who speaks and of what was reported, unless they are of this state.

    They stand in `names/` (`_TABLES`). Nothing is left out, so that they are
    the same whatever the order in which papers were told of.
    """
    if store.setting("resolved") and all(
        (store.folder / "names" / f"{name}.parquet").is_file() for name in _TABLES
    ):
        return
    studies = read_studies(store)
    digest = sha256()
    for name, rows, fields in (
        ("voice", _voices(store, studies), _VOICE), ("reach", _reaches(store, studies), _REACH),
        ("who", _everybody(store, studies), _WHO),
        ("span", _spans(store), _SPAN), ("word", _words(store), _WORD),
        ("label", enumerate(studies.labels), _LABEL),
        ("name", _named(store), _NAME),
        ("basis", store.ledger.execute("SELECT id, text FROM bases ORDER BY id"), _LABEL),
    ):  # fmt: skip
        digest.update(_write(store.folder / "names" / f"{name}.parquet", rows, fields))
    store.set("resolved", digest.hexdigest())
    store.ledger.commit()


def read_studies(store: Store) -> Studies:
    """Sort the papers of the ledger into studies: what shares an identifier, and versions."""
    ledger, found = store.ledger, Studies()
    parent = {number: number for (number,) in ledger.execute("SELECT id FROM papers")}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in ledger.execute("SELECT one, other FROM links"):
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    label: dict[int, str] = {}
    flagged: tuple[set[int], set[int]] = set(), set()
    for number, text, retracted, secondary in ledger.execute(
        "SELECT id, label, retracted, secondary FROM papers"
    ):
        here = root(number)
        label[here] = min(label.get(here, text), text)
        for flag, group in zip((retracted, secondary), flagged, strict=True):
            if flag:
                group.add(here)
    asked = ("SELECT {0}.paper, identifiers.paper FROM {0} JOIN identifiers ON text = other "
             "ORDER BY 1, 2")  # fmt: skip
    nexts = {root(one): root(other) for one, other in ledger.execute(asked.format("versions"))}
    chains = {here: list(_chain(here, nexts)) for here in label}
    ordered = sorted(label, key=lambda here: (label[here], here))
    place_of = {here: number for number, here in enumerate(ordered)}
    found.labels = tuple(_distinct(label[here] for here in ordered))
    for number in parent:
        here = root(number)
        found.alone[number] = place_of[here]
        found.of[number] = place_of[chains[here][-1]]
        if any(one in flagged[0] for one in chains[here]):
            found.retracted.add(number)
        if here in flagged[1]:
            found.secondary.add(number)
    pooled: dict[int, list[int]] = {}
    for one, other in ledger.execute(asked.format("members")):
        pooled.setdefault(root(one), []).append(other)
    found.members = {number: pooled[root(number)] for number in parent if root(number) in pooled}
    return found


def _chain(here: int, nexts: Mapping[int, int]) -> Iterator[int]:
    seen = {here}
    yield here
    while (there := nexts.get(here)) is not None and there not in seen:
        seen.add(there)
        yield there
        here = there


def _distinct(labels: Iterable[str]) -> Iterator[str]:
    """Give a number to those that share a label with another before them."""
    last, count = "", 0
    for one in labels:
        count = count + 1 if one == last else 1
        last = one
        yield one if count == 1 else f"{one} ({count})"


def _voices(store: Store, studies: Studies) -> Iterator[tuple[object, ...]]:
    for number, text in store.ledger.execute("SELECT id, text FROM citations ORDER BY id"):
        voice = studies.voice(text)
        single = voice.studies[0] if voice.kind in (ONE, POOLED) else None
        yield number, voice.kind, single, voice.retracted


def _reaches(store: Store, studies: Studies) -> Iterator[tuple[object, ...]]:
    """Yield the studies of citations that speak of more than one, `own` where of one of them."""
    for number, text in store.ledger.execute("SELECT id, text FROM citations ORDER BY id"):
        voice = studies.voice(text)
        if voice.kind in (JOINT, POOLED):
            yield from ((number, study, study in voice.studies) for study in voice.reach)


def _everybody(store: Store, studies: Studies) -> Iterator[tuple[object, ...]]:
    """Yield who stands behind each citation, with a part: study, review, or taken together."""
    for number, text in store.ledger.execute("SELECT id, text FROM citations ORDER BY id"):
        voice = studies.voice(text)
        yield number, None, voice.kind, voice.retracted
        yield from ((number, one, STUDY, False) for one in voice.studies)
        yield from ((number, one, REVIEWER, False) for one in voice.reviews)
        yield from ((number, one, MEMBER, False) for one in voice.reach
                    if one not in voice.studies)  # fmt: skip


def _named(store: Store) -> Iterator[tuple[object, ...]]:
    for number, text in store.ledger.execute("SELECT id, text FROM names ORDER BY id"):
        yield number, text, bucket_of(text, store.buckets)


def _facets(store: Store) -> Iterator[tuple[int, str, list[Any]]]:
    for number, text in store.ledger.execute("SELECT id, text FROM profiles ORDER BY id"):
        yield from ((number, facet, values) for facet, values in json.loads(text or "{}")["f"])


def _spans(store: Store) -> Iterator[tuple[object, ...]]:
    for number, facet, values in _facets(store):
        if isinstance(values[0], list):
            yield from ((number, facet, unit, float(low), float(high))
                        for low, high, unit in values)  # fmt: skip


def _words(store: Store) -> Iterator[tuple[object, ...]]:
    for number, facet, values in _facets(store):
        if not isinstance(values[0], list):
            yield from ((number, facet, value) for value in values)


def _write(path: Path, rows: Iterable[tuple[object, ...]], fields: Mapping[str, str]) -> bytes:
    """Write rows as they come, a batch at a time, and give a digest of them."""
    arrow, parquet = bring("pyarrow"), bring("pyarrow.parquet")
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in fields.items()])
    scratch, digest = path.with_suffix(".making"), sha256()
    with parquet.ParquetWriter(scratch, schema, compression="zstd") as writer:
        batch: list[tuple[object, ...]] = []

        def flush() -> None:
            columns = list(zip(*batch, strict=True)) or [()] * len(fields)
            digest.update(repr(batch).encode())
            arrays = [arrow.array(column, field.type)
                      for column, field in zip(columns, schema, strict=True)]  # fmt: skip
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
            batch.clear()

        for row in rows:
            batch.append(row)
            if len(batch) >= _BATCH:
                flush()
        flush()
    place(path, scratch)
    return digest.digest()


_TABLES = ("voice", "reach", "who", "span", "word", "label", "name", "basis")
_BATCH = 65_536
_VOICE = {"citation": "int32", "kind": "int32", "study": "int32", "retracted": "bool_"}
_WHO = {"citation": "int32", "study": "int32", "part": "int8", "retracted": "bool_"}
_REACH = {"citation": "int32", "study": "int32", "own": "bool_"}
_SPAN = {"profile": "int32", "facet": "string", "unit": "string", "low": "float64",
         "high": "float64"}  # fmt: skip
_WORD = {"profile": "int32", "facet": "string", "value": "string"}
_NAME = {"id": "int32", "text": "string", "bucket": "int16"}
_LABEL = {"id": "int32", "text": "string"}
