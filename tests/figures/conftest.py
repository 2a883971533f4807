from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import kg
from kg.figures import compose
from kg.figures.scene import Scene
from kg.graph import Graph

SMALL = Path(__file__).parents[1] / "data" / "small"
Drawn = Callable[[str], Scene]
Neighbourhood = Callable[[Graph, int], tuple[str, ...]]


@cache
def shipped() -> Graph:
    """Load the shipped knowledge once for all tests of this folder."""
    return kg.load()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for the `name` of a figure, and gives none, for every shipped one."""
    given = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "name" in metafunc.fixturenames and not any("name" in names for names in given):
        metafunc.parametrize("name", sorted(shipped().figures))


@pytest.fixture(scope="session")
def graph() -> Graph:
    """Give the shipped knowledge."""
    return shipped()


@pytest.fixture(scope="session")
def drawn(graph: Graph) -> Drawn:
    """Give the scene of a shipped recipe, composed once."""
    known: dict[str, Scene] = {}

    def draw(name: str) -> Scene:
        if name not in known:
            known[name] = compose(graph, graph.figures[name])
        return known[name]

    return draw


@pytest.fixture(scope="session")
def neighbourhood() -> Neighbourhood:
    """Give what draws entities that hang together by a seed."""
    found: Neighbourhood = runpy.run_path(str(Path(__file__).with_name("neighbourhood.py")))[
        "neighbourhood"
    ]
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Copy the small corpus with an empty folder for recipes."""
    copied = Path(shutil.copytree(SMALL, tmp_path / "small"))
    for recipe in (copied / "figures").iterdir():
        recipe.unlink()
    return copied
