"""One browser for all tests that need one; where there is none, the run says what was not run."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import kg


def pytest_configure() -> None:
    """Have differences cut short everywhere.

    Where CI is set, pytest writes them out whole: two pages of 4 MB took hours. Workers are told
    that generated examples are the same ones there each time. A busy machine makes no test fail.
    """
    if os.environ.get("CI"):
        os.environ["KG_SAME_EXAMPLES"] = "1"
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )  # fmt: skip
    settings.load_profile("ci" if os.environ.get("KG_SAME_EXAMPLES") else "busy")
    for name in ("CI", "BUILD_NUMBER"):
        os.environ.pop(name, None)


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


@pytest.fixture(scope="session", autouse=True)
def _no_screen() -> None:
    """Take back the size of a screen that readline, if a tool imports it, puts past Python."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
        os.unsetenv(name)


@pytest.fixture(scope="session", autouse=True)
def _each_corpus_is_assembled_once() -> Iterator[None]:
    """Give the same graph for the same files: it is frozen, and takes seconds to assemble.

    A file that changed is read anew. Programs of their own assemble for themselves.
    """
    plain, kept = kg.load, OrderedDict[Any, Any]()

    def load(*folders: str | Path, **how: Any) -> Any:
        if how.get("endpoint") is not None:
            return plain(*folders, **how)
        drafts = tuple(how.get("drafts", ()))
        key = (folders, drafts, Path.cwd(), _state(folders))
        if key not in kept:
            kept[key] = plain(*folders, drafts=drafts)
        kept.move_to_end(key)
        if len(kept) > 3:
            kept.popitem(last=False)
        return kept[key]

    kg.load = load
    yield
    kg.load = plain


def _state(folders: Iterable[str | Path]) -> tuple[tuple[str, int, int], ...]:
    """Tell by size and time whether a file of the folders changed."""
    found = []
    for folder in folders or [Path(str(files("kg.ontology")))]:
        for path in [Path(folder), *sorted(Path(folder).rglob("*"))]:
            status = path.lstat() if path.is_symlink() or path.exists() else None
            if status is not None:
                found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(found)
