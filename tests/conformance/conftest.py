"""Finds the W3C's suite, and says so where it is absent."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

import pytest


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PLACE = os.environ.get("KG_W3C_TESTS", "")
SUITE = load("suite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of every one of the suite's."""
    if "case" in metafunc.fixturenames:
        cases = SUITE.read_cases(_root()) if _root().is_dir() else []
        metafunc.parametrize("case", cases, ids=[case.name for case in cases])


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not _root().is_dir():
        how = "git clone https://github.com/w3c/rdf-tests, then KG_W3C_TESTS=rdf-tests/sparql"
        terminalreporter.write_line(f"NOT RUN: the W3C's SPARQL tests are absent: {how}", red=True)


def _root() -> Path:
    return Path(PLACE).resolve() if PLACE else Path("/nonexistent")


@pytest.fixture(scope="session")
def suite() -> Any:
    """Give the module that reads and judges."""
    return SUITE


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the suite."""
    if not _root().is_dir():
        pytest.skip("the W3C's SPARQL tests are absent")
    return _root()
