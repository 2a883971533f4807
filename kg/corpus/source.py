"""What a source is, told by its look, and its records one after another."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.bounded import hold_regular
from kg.corpus import bel, curated, indra, inference, kgx, papers, table
from kg.corpus.lines import opened
from kg.corpus.said import Unit
from kg.errors import DatasetError

READERS: dict[str, Callable[[tuple[Path, ...], str, int], Iterator[Unit]]] = {
    "evidence": table.read, "papers": papers.read, "kgx": kgx.read, "indra": indra.read,
    "bel": bel.read, "inference": inference.read, "curated": curated.read,
}  # fmt: skip
"""Readers by kind: each takes files, the layer of their records, and how many to pass over."""

KINDS = tuple(READERS)


@dataclass(frozen=True)
class Source:
    """A file or a folder that is read as one: its files in order, its kind, and its layer."""

    path: Path
    kind: str
    layer: str
    files: tuple[Path, ...]

    def digest(self) -> str:
        """Name what is read: kind, layer, and the bytes of every file."""
        whole = hashlib.sha256(f"{self.kind}\n{self.layer}\n".encode())
        for file in self.files:
            with file.open("rb") as opened:
                whole.update(hashlib.file_digest(opened, "sha256").digest())
            whole.update(_inside(self.path, file).encode())
        return whole.hexdigest()

    def stamp(self) -> tuple[tuple[int, int, int], ...]:
        """Give what changes when somebody writes to a file: its number, size and time."""
        about = (os.stat(file) for file in self.files)
        return tuple((one.st_ino, one.st_size, one.st_mtime_ns) for one in about)


def units_of(source: Source, skip: int = 0) -> Iterator[Unit]:
    """Read a source record by record, without the first `skip`."""
    return READERS[source.kind](source.files, source.layer, skip)


def find_source(path: Path, kind: str | None = None, layer: str | None = None) -> Source:
    """Tell what a source is. Raises `DatasetError` for what nothing here reads."""
    if path.is_dir():
        found, files = _folder(path, kind)
    else:
        hold_regular(path)
        found, files = kind or _kind(path), (path,)
    return Source(path, found, layer if layer is not None else LAYERS.get(found, ""), files)


def _folder(path: Path, kind: str | None) -> tuple[str, tuple[Path, ...]]:
    inner = [*path.rglob("*")]
    if kind in (None, "curated") and (path / "corpus.yaml").is_file():
        yaml = (one for one in inner if one.suffix in {".yaml", ".tsv"} and one.is_file())
        return "curated", (path / "corpus.yaml", *sorted({*yaml} - {path / "corpus.yaml"}))
    if kind in (None, "inference"):
        named = {one.name: one for one in sorted(inner, reverse=True)}
        prompts = named.get("prompts_merged.csv")
        labels = named.get("v2_annotations.csv") or named.get("annotations_merged.csv")
        if prompts and labels:
            return "inference", (prompts, labels)
    if kind in (None, "bel"):
        documents = tuple(sorted(one for one in inner if one.name.endswith(".nodelink.json")))
        if documents:
            return "bel", documents
    raise DatasetError(f"{path}: a folder of nothing that is read here: a corpus (corpus.yaml), "
                       "Evidence Inference (prompts_merged.csv and v2_annotations.csv), or BEL "
                       "(*.nodelink.json)")  # fmt: skip


def _kind(path: Path) -> str:
    """Tell a file by its name and its first line."""
    name = path.name.removesuffix(".gz")
    if name.endswith(".parquet"):
        return "evidence"
    with opened(path) as file:
        first = file.readline(1_000_000)
    start = first.lstrip("\ufeff \t\r\n")[:1]
    if name.endswith((".jsonl", ".ndjson")):
        return "kgx"
    if name.endswith(".json"):
        return "indra" if start == "[" else "bel"
    columns = set(first.lstrip("\ufeff").rstrip("\r\n").split("\t"))
    for kind, wanted in _COLUMNS.items():
        if wanted <= columns:
            return kind
    raise DatasetError(f"{path}:1: nothing that is read here: name --kind {', '.join(KINDS)}; a "
                       "table needs the columns " + "; or ".join(
                           f"{', '.join(sorted(wanted))} ({kind})"
                           for kind, wanted in _COLUMNS.items()))  # fmt: skip


def _inside(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix() if folder.is_dir() else ""


LAYERS = {"kgx": "kgx", "indra": "indra", "bel": "bel", "inference": "evidence-inference"}
"""The layer of what was imported, where none is named; of tables, that of their rows."""

_COLUMNS = {
    "evidence": {"claim", "subject", "predicate", "object", "reference", "source"},
    "kgx": {"subject", "predicate", "object"},
    "papers": {"reference", "version_of", "retracted"},
}
