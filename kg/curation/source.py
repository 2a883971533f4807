"""Documents as they were read: sentences without text, and the number of each citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.curation.inventory import Sentence
from kg.model import Reading


@dataclass(frozen=True)
class Source:
    """One document that was read; `id` is the key of its reference, as `read_in` has it.

    `sentences` by locator, none where it has no inventory. `numbers` tells which reference a
    citation number of this document stands for: numbers belong to the document, not to the paper.
    `folder` holds its files (`documents/<id>/`), if it has any; `layer` is the corpus it came with.
    """

    id: str
    layer: str = ""
    reading: Reading | None = None
    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    folder: Path | None = None

    def number(self, reference: str) -> int | None:
        """Give the number by which this document cites a reference.

        >>> Source("liu2025", numbers={88: "ran2021"}).number("ran2021")
        88
        """
        return next((number for number, key in self.numbers.items() if key == reference), None)

    def file(self, name: str) -> Path | None:
        """Give the path of a file of this document, such as `settled.tsv`, if it is there."""
        path = self.folder / name if self.folder else None
        return path if path and path.is_file() else None
