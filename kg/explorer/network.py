"""pyvis behind a thin adapter: its network model, our page.

pyvis' own template asks a content network for Bootstrap and writes labels into the page as markup;
this one has a content security policy without any source, and carries all data as one JSON text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import pyvis.network


class Network(pyvis.network.Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network whose page is self-contained, escaped, and the same bytes every time."""

    content: dict[str, Any]
    beams: tuple[str, str] = ("first beam", "second beam")
    """Labels of the two beams that everything is held against."""

    def generate_html(self, name: str = "explorer.html", local: bool = True,
                      notebook: bool = False) -> str:  # fmt: skip
        """Fill the page; the arguments are those of pyvis, and change nothing."""
        own = files("kg.explorer")
        style = (own / "page.css").read_text(encoding="utf-8")
        code = "\n".join((own / part).read_text(encoding="utf-8") for part in _SCRIPTS)
        drawing = (files("pyvis") / _VIS).read_text(encoding="utf-8")
        drawing = drawing[: drawing.rindex("//# sourceMappingURL")]
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
        return environment.from_string((own / "page.html").read_text(encoding="utf-8")).render(
            policy=f"default-src 'none'; script-src {_digest(drawing)} {_digest(code)}; "
            f"style-src {_digest(style)}; base-uri 'none'; form-action 'none'",
            licence=(own / "vis-network-licence.txt").read_text(encoding="utf-8"),
            style=style,
            drawing=drawing,
            code=code,
            island=self._island(),
            pair=[arm.split("-")[0].split()[0].capitalize() for arm in self.beams],
        )

    def write_html(self, name: str, local: bool = True, notebook: bool = False,
                   open_browser: bool = False) -> None:  # fmt: skip
        """Write beside the target and rename, so that a reader never sees half a page."""
        path = Path(name)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            beside.write_text(self.generate_html(), encoding="utf-8", newline="\n")
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)

    def _island(self) -> str:
        """Write all data as JSON that no HTML parser can take for markup."""
        whole = {"nodes": self.nodes, "edges": self.edges, "options": _OPTIONS, **self.content}
        text = json.dumps(whole, sort_keys=True, separators=(",", ":"))  # ASCII: U+2028 goes too
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _digest(text: str) -> str:
    """Name an inline script or style in the content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    "data.js", "filter.js", "pen.js", "map.js", "camera.js", "panel.js", "evidence.js", "search.js",
    "engine.js", "trace.js", "questions.js", "table.js", "take.js", "keys.js", "explorer.js",
)  # fmt: skip
_OPTIONS = {
    "autoResize": True,
    "interaction": {"dragNodes": False, "hover": False, "selectable": False, "tooltipDelay": 0},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "physics": False,
}
"""Nodes are placed once, at build time: nothing drifts and nothing can be dragged away."""
