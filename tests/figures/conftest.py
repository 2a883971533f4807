from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.figures import compose
from kg.figures.scene import Scene
from kg.graph import Graph

SMALL = Path(__file__).parents[1] / "data" / "small"
Drawn = Callable[[str], Scene]


@pytest.fixture(scope="session")
def graph() -> Graph:
    """Give the shipped knowledge."""
    return kg.load()


@pytest.fixture(scope="session")
def drawn(graph: Graph) -> Drawn:
    """Give the scene of a shipped recipe, composed once."""
    known: dict[str, Scene] = {}

    def draw(name: str) -> Scene:
        if name not in known:
            known[name] = compose(graph, graph.figures[name])
        return known[name]

    return draw


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Copy the small corpus with an empty folder for recipes."""
    copied = Path(shutil.copytree(SMALL, tmp_path / "small"))
    for recipe in (copied / "figures").iterdir():
        recipe.unlink()
    return copied
