"""One browser for all tests that need one; where there is none, the run says what was not run."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest


@cache
def found_browser() -> Any:
    spec = importlib.util.spec_from_file_location("browser", Path(__file__).with_name("browser.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.find_browser(fetch=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start one browser for the session; each test opens a context of its own."""
    from playwright.sync_api import sync_playwright

    found = found_browser()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found.path, args=list(found.args))
        yield running
        running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    marked = [item for item in items if item.get_closest_marker("browser")]
    if marked and not found_browser().path:
        for item in marked:
            item.add_marker(pytest.mark.skip(reason=found_browser().reason))


def not_run(config: pytest.Config) -> list[Any]:
    """Collect the reports of browser tests that were skipped, from every worker."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return [report for report in skipped if "browser" in getattr(report, "keywords", ())]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("KG_BROWSER") == "required" and not_run(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if missing := not_run(config):
        reason = missing[0].longrepr[2].removeprefix("Skipped: ")
        terminalreporter.write_line(f"{len(missing)} browser tests NOT RUN: {reason}", red=True)
        if os.environ.get("KG_BROWSER") == "required":
            terminalreporter.write_line("KG_BROWSER=required: this run has failed", red=True)
