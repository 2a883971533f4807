"""pyvis behind a thin adapter: its network model, our page.

pyvis' own template asks a content network for Bootstrap and writes labels into the page as markup;
this one has a content security policy without any source, and carries all data as one JSON text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
import pyvis.network

from kg.atomic import write_whole
from kg.escape import island
from kg.explorer.modality import NEUTRAL, Arm
from kg.explorer.packed import packed
from kg.explorer.shade import shades
from kg.model import Manifest
from kg.site import policy


class Network(pyvis.network.Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network whose page is self-contained, escaped, and the same bytes every time."""

    content: dict[str, Any]
    manifest: Manifest
    arms: Mapping[str, Arm]
    pair: Sequence[Arm] = ()
    """The two arms that everything is held against, if there are two."""
    examples: Sequence[str] = ()
    """Names that a reader may search for."""
    beside: Mapping[str, str] = MappingProxyType({})
    """Pages that lie beside this one where it is served: relative address and name."""

    def generate_html(self, name: str = "explorer.html", local: bool = True,
                      notebook: bool = False) -> str:  # fmt: skip
        """Fill the page; the arguments are those of pyvis, and change nothing."""
        own = files("kg.explorer")
        style = (own / "page.css").read_text(encoding="utf-8") + self._colours()
        code = "\n".join((own / part).read_text(encoding="utf-8") for part in _SCRIPTS)
        drawing = (files("pyvis") / _VIS).read_text(encoding="utf-8")
        drawing = drawing[: drawing.rindex("//# sourceMappingURL")]
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
        return environment.from_string((own / "page.html").read_text(encoding="utf-8")).render(
            policy=policy(scripts=(drawing, code), styles=(style,)),
            licence=(own / "vis-network-licence.txt").read_text(encoding="utf-8"),
            style=style,
            drawing=drawing,
            code=code,
            island=self._island(),
            manifest=self.manifest,
            bases=[self.manifest.basis(name) for name in self.manifest.bases],
            arms=list(self.arms.values()), pair=self.pair, examples=self.examples,
            beside=self.beside,
        )  # fmt: skip

    def write_html(self, name: str, local: bool = True, notebook: bool = False,
                   open_browser: bool = False) -> None:  # fmt: skip
        """Write the page, whole or not at all."""
        write_whole(Path(name), self.generate_html())

    def _colours(self) -> str:
        """Write the colours of the first two arms as variables of the style."""
        found = [arm.shades or shades(NEUTRAL) for arm in self.pair] or [shades(NEUTRAL)] * 2
        named = list(zip(("first", "second"), found, strict=True))
        light = "".join(f"--{name}:{one.colour};--{name}-tint:{one.tint};" for name, one in named)
        dark = "".join(f"--{name}:{one.dark};--{name}-tint:{one.dark_tint};" for name, one in named)
        return f"\n:root{{{light}}}\n:root[data-theme=dark]{{{dark}}}\n"

    def _island(self) -> str:
        """Write all data, each once, as JSON that no HTML parser can take for markup."""
        whole = {"nodes": self.nodes, "edges": self.edges, "options": _OPTIONS, **self.content}
        return island(packed(whole))


_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    "packed.js", "data.js", "listed.js", "filter.js", "facets.js", "pen.js", "balance.js",
    "reading.js",
    "lanes.js", "map.js", "card.js", "inside.js", "mark.js", "line.js", "doors.js", "place.js",
    "camera.js", "pick.js", "panel.js", "entity.js", "edge.js", "evidence.js", "question.js",
    "record.js", "rooms.js", "phone.js", "fold.js", "find.js", "near.js", "search.js", "hits.js",
    "region.js", "network.js", "engine.js", "versus.js", "limits.js", "whatif.js", "say.js",
    "drawn.js", "caption.js", "stack.js", "drawing.js", "signs.js", "trace.js", "answer.js",
    "moves.js", "questions.js", "paper.js", "table.js", "take.js", "keys.js", "state.js",
    "address.js", "tabs.js", "explorer.js",
)  # fmt: skip
_OPTIONS = {
    "autoResize": True,
    "interaction": {"dragNodes": False, "hover": False, "selectable": False, "tooltipDelay": 0},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "physics": False,
}
"""Nodes are placed once, at build time: nothing drifts and nothing can be dragged away."""
