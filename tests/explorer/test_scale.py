"""Demand 8: however large the graph, no more than some hundred marks are drawn at once."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.explorer import write_explorer

pytestmark = pytest.mark.browser

spec = importlib.util.spec_from_file_location("generated", Path(__file__).with_name("generated.py"))
assert spec and spec.loader
generated = importlib.util.module_from_spec(spec)
sys.modules["generated"] = generated
spec.loader.exec_module(generated)

SOME_HUNDRED = 900


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "explorer.html"
    write_explorer(generated.generate(2000), path)
    return path


def test_two_thousand_nodes_open_as_modules(large: Path, show: Any) -> None:
    opened = show(large)
    assert opened.ask("drawn") < 200
    assert opened.marks("module") and not opened.marks("node")


def test_never_more_than_some_hundred_marks(large: Path, show: Any) -> None:
    opened = show(large)
    module = sorted(opened.ask("boxes"))[3]
    opened.page.evaluate(f"location.hash = '#{module}'")
    opened.until(f"window.explorer.selected() === '{module}'")
    opened.settle()
    assert 20 < opened.ask("drawn") < SOME_HUNDRED
    for _ in range(12):
        opened.page.click("#zoom-out")
        assert opened.ask("drawn") < SOME_HUNDRED


def test_a_node_among_two_thousand_is_found_and_read(large: Path, show: Any) -> None:
    opened = show(large)
    opened.search("measured quantity 1234")
    assert opened.selected() == "entity-01234"
    assert "entity-01234" in opened.marks("node")
    assert "What changes it" in opened.panel()
