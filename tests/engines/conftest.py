"""Names the engines that are absent: a run that leaves one out must not look whole."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import kg
from kg.rdf import WRITERS


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def engines() -> Any:
    """Give the module that knows the engines."""
    return load("engines")


@pytest.fixture(scope="session")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Write the shipped graph once, with a peer's file beside it in a graph of its own."""
    path = tmp_path_factory.mktemp("data") / "cirt-kg.nq"
    WRITERS["cirt-kg.nq"](kg.load(), path)
    peer = Path(__file__).parents[1] / "data" / "peer.ttl"
    graph = pyoxigraph.NamedNode("http://example.org/peer")
    quads = (pyoxigraph.Quad(*one.triple, graph) for one in pyoxigraph.parse(path=peer))
    added = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS) or b""
    path.write_bytes(path.read_bytes() + added)
    yield path


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    for report in skipped:
        if "engines" in str(report.nodeid):
            reason = report.longrepr[2].removeprefix("Skipped: ")
            name = report.nodeid.split("::")[-1]
            terminalreporter.write_line(f"NOT RUN: {name}: {reason}", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    required = os.environ.get("KG_ENGINES", "").split()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if any(name in report.nodeid for report in skipped for name in required):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
