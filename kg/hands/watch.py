"""Curated files looked at as they are saved: what is wrong now, told when it changes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.curation import keeping, read
from kg.errors import CurationError, Problem

State = dict[str, tuple[int, int]]


def watch_files(folders: Sequence[Path], every: float = 0.2) -> Iterator[tuple[Problem, ...]]:
    """Yield all that is wrong with curated folders, at once and each time that a file changed.

    Files that did not change are not parsed again. `every` is the pause between looks, in seconds.
    """
    with keeping():
        seen: State | None = None
        while True:
            now = _state(folders)
            if now != seen:
                seen = now
                try:
                    yield read(*folders).warnings
                except CurationError as error:
                    yield error.problems
            time.sleep(every)


def _state(folders: Sequence[Path]) -> State:
    """Tell time and size of every file; one that is being written is looked at again."""
    found: State = {}
    for folder in folders:
        for path in folder.rglob("*") if folder.is_dir() else (folder,):
            try:
                about = path.stat()
            except OSError:
                continue
            found[str(path)] = about.st_mtime_ns, about.st_size
    return found
