"""The page inside a notebook: in a frame of its own, without a server and without a network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from kg.atomic import write_whole
from kg.errors import RequestError
from kg.escape import xml
from kg.explorer.page import draw
from kg.graph import Graph


@dataclass(frozen=True)
class Embedded:
    """A page that shows itself in Jupyter, `height` pixels high; `save` writes it as a file."""

    page: str
    height: int
    title: str

    def _repr_html_(self) -> str:
        """Put the page into a frame that can run its scripts and reach nothing around it."""
        return (
            f'<iframe title="{xml(self.title)}" width="100%" height="{self.height}" '
            'sandbox="allow-scripts allow-downloads allow-popups" '
            f'srcdoc="{xml(self.page)}"></iframe>'
        )

    def save(self, path: str | Path) -> Path:
        """Write the page as a file of its own, whole or not at all."""
        write_whole(Path(path), self.page)
        return Path(path)


def explore(
    graph: Graph, words: str | None = None, *, chain: tuple[str, str] | None = None,
    what_if: tuple[str, str] | None = None, height: int = 700,
) -> Embedded:  # fmt: skip
    """Open the explorer in a notebook: on the whole, an entity, the chains between two, a what-if.

    `chain` is (from, to), `what_if` is (entity, 'up', 'down', 'blocked' or 'cut out').
    `RequestError` for what does not exist.

    >>> import kg
    >>> shown = explore(kg.load(), "HMGB1 release")
    >>> shown._repr_html_().startswith("<iframe")
    True
    """
    start = ""
    if words is not None:
        start = graph.find(words).id
    if chain is not None:
        first, last = (graph.find(end).id for end in chain)
        start = urlencode({"tab": "chains", "from": first, "to": last, "most": 5})
    if what_if is not None:
        held, doing = graph.find(what_if[0]).id, what_if[1]
        if doing not in ("up", "down", "blocked", "cut out"):
            raise RequestError(f"'{doing}' is nothing to do: say up, down, blocked or cut out")
        start = urlencode({"tab": "whatif", "held": held, "doing": doing, "most": 5})
    made = draw(graph)
    made.content["start"] = f"#{start}" if start else ""
    return Embedded(made.generate_html(), height, f"{graph.manifest.name} explorer")
