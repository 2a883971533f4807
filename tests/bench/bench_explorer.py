"""The explorer beside stock pyvis (`in_line`) with the same graph in the same run, as ratios.

First readable paint (stock pyvis hides the graph until its first layout is done), and the time
between frames while panning, in a real browser.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import pytest
from pyvis.network import Network

from kg.explorer import write_explorer
from kg.graph import Graph

ROOT = Path(__file__).parents[1]
PATIENCE_S = 150
SIZES = (500, 2000, 10_000)
FRAMES = """async (step) => {
  const gaps = [];
  let last = performance.now();
  for (let turn = 0; turn < 40; turn += 1) {
    step === 'ours' ? window.explorer.pan(turn % 2 ? 40 : -38)
      : network.moveTo({ position: { x: turn % 2 ? 40 : -38, y: 0 } });
    await new Promise(requestAnimationFrame);
    gaps.push(performance.now() - last);
    last = performance.now();
    if (gaps.reduce((sum, gap) => sum + gap, 0) > 20000) break;
  }
  return gaps;
}"""


def loaded(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    found = loaded("browser_to_bench", ROOT / "browser.py").find_browser(fetch=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found.path, args=list(found.args))
        yield running
        running.close()


def write_stock(graph: Graph, path: Path) -> None:
    network = Network(directed=True, cdn_resources="in_line")
    for edge in graph.effects:
        for end in (edge.subject, edge.object):
            network.add_node(end, label=graph.entities[end].label)
        network.add_edge(edge.subject, edge.object)
    page = network.generate_html(notebook=False)
    made = "network = new vis.Network(container, data, options);"
    assert page.count(made) == 1
    told = 'network.once("stabilizationIterationsDone", () => { window.readable = true; });'
    path.write_text(page.replace(made, made + told), encoding="utf-8")


def measure(chromium: Any, path: Path, whose: str) -> tuple[float | None, float | None]:
    """Give seconds to the first readable paint and milliseconds between frames; None: never."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE_S * 1000)
    page.route("http*://**", lambda route: route.abort())
    ready = "window.explorer !== undefined" if whose == "ours" else (
        "window.readable === true")  # fmt: skip
    began = time.perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        while not page.evaluate(ready):
            if time.perf_counter() - began > PATIENCE_S:
                return None, None
            page.wait_for_timeout(20)
        page.evaluate("new Promise(requestAnimationFrame)")
        painted = time.perf_counter() - began
        if whose != "ours":
            page.evaluate("network.stopSimulation()")
        return painted, median(page.evaluate(FRAMES, whose))
    except Exception:  # a page that hangs is a result here
        return None, None
    finally:
        page.close()


def test_the_explorer_beside_stock_pyvis(chromium: Any, tmp_path: Path) -> None:
    generated = loaded("generated", ROOT / "explorer" / "generated.py")
    head = ("first paint", "ratio", "frame while panning", "ratio")
    print("\n{:>6} {:>24} {:>8} {:>26} {:>8}".format("nodes", *head))
    for size in SIZES:
        graph = generated.generate(size)
        ours, stock = tmp_path / f"ours-{size}.html", tmp_path / f"stock-{size}.html"
        write_explorer(graph, ours)
        write_stock(graph, stock)
        mine, theirs = measure(chromium, ours, "ours"), measure(chromium, stock, "stock")
        paint = f"{mine[0]:.2f} s : {seconds(theirs[0])}"
        frame = f"{mine[1]:.0f} ms : {theirs[1]:.0f} ms" if theirs[1] else f"{mine[1]:.0f} ms : -"
        first = f"{(theirs[0] or PATIENCE_S) / mine[0]:.0f}" + ("" if theirs[0] else "+")
        second = f"{theirs[1] / mine[1]:.1f}" if theirs[1] and mine[1] else "-"
        print(f"{size:>6} {paint:>24} {first:>8} {frame:>26} {second:>8}", flush=True)
        assert mine[0] is not None and mine[1] is not None


def seconds(found: float | None) -> str:
    return f"{found:.1f} s" if found else f"over {PATIENCE_S} s"
