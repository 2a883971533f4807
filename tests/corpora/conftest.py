from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import products
from kg.knowledge import Knowledge

HERE = Path(__file__).parent
Built = Callable[[str], tuple[Knowledge, Path]]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build each corpus whole, once: its graph, and the folder of its products."""
    made: dict[str, tuple[Knowledge, Path]] = {}

    def build(name: str) -> tuple[Knowledge, Path]:
        if name not in made:
            folder = tmp_path_factory.mktemp(name) / "build"
            products.build(folder, HERE / name)
            made[name] = kg.load(HERE / name), folder
        return made[name]

    return build
