"""Mermaid itself draws what we write in its language, in a real browser."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.figures.outline import nodes_of, ties_of
from kg.figures.plain import mermaid_text
from kg.figures.scene import Scene

Drawn = Callable[[str], Scene]
pytestmark = pytest.mark.browser


def found_mermaid() -> Path | None:
    """Find what `python tests/browser.py` fetched."""
    place = Path(__file__).parents[1] / "browser.py"
    spec = importlib.util.spec_from_file_location("browser_finder", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    path: Path | None = module.find_mermaid(fetch=False)
    return path


MERMAID = found_mermaid()


@pytest.mark.skipif(MERMAID is None, reason="no mermaid; 'python tests/browser.py' gets it by npm")
def test_mermaid_draws_every_figure_with_its_nodes_and_lines(drawn: Drawn, browser: Any) -> None:
    assert MERMAID
    page = browser.new_page()
    page.set_content("<html><body></body></html>")
    page.add_script_tag(path=str(MERMAID))
    page.evaluate("mermaid.initialize({startOnLoad: false, securityLevel: 'strict'})")
    for name in ("cgas-sting", "checkpoints", "microenvironment", "combinations"):
        scene = drawn(name)
        svg = page.evaluate(
            "async ([id, text]) => (await mermaid.render(id, text)).svg",
            [f"m-{name}", mermaid_text(scene)],
        )
        counts = page.evaluate(
            """svg => {
                document.body.innerHTML = svg;
                return [document.querySelectorAll('g.node').length,
                        document.querySelectorAll('path.flowchart-link').length,
                        document.body.innerText];
            }""",
            svg,
        )
        assert "Syntax error" not in counts[2], name
        assert counts[0] >= len([*nodes_of(scene)]), name
        assert counts[1] >= len([*ties_of(scene)]), name
    page.close()
