from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.curation import read
from kg.graph import Graph, assemble

SMALL = Path(__file__).parents[1] / "data" / "small"
Change = Callable[..., Graph]


@pytest.fixture(scope="session")
def graph() -> Graph:
    """Assemble the small corpus."""
    return assemble(read(SMALL))


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """Give the graph of the small corpus after some texts of its files were replaced."""

    def change(*replacements: tuple[str, str, str]) -> Graph:
        folder = Path(shutil.copytree(SMALL, tmp_path / "small"))
        for file, old, new in replacements:
            text = (folder / file).read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{old!r} must stand once in {file}"
            (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return assemble(read(folder))

    return change
