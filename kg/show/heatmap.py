"""The gaps as a picture: one page without scripts, opened from disk."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from itertools import groupby

from kg import reasoning
from kg.graph import Graph
from kg.show.gap import state_words


@dataclass(frozen=True)
class Box:
    """One square of the map: its state, the marks in it, and the words behind them."""

    state: str
    marks: str
    words: str


def heat_map(graph: Graph, *, exposure: str | None = None, versus: str | None = None) -> str:
    """Write the gaps of two exposures as an HTML page: objects by conditions, and experiments.

    The page holds no script and asks no network; the same graph gives the same bytes.
    """
    from jinja2 import Environment, StrictUndefined

    found = reasoning.gaps(graph, exposure=exposure, versus=versus)
    one, other = (
        graph.entities[key].label if key else "nothing"
        for key in (found.exposure, found.comparator)
    )
    ordered = sorted(found.rows, key=lambda row: _place(graph, row))
    groups = [
        (name, [_line(graph, row, one, other) for row in rows])
        for name, rows in groupby(ordered, key=lambda row: _compartment(graph, row))
    ]
    style = files("kg.show").joinpath("heatmap.css").read_text(encoding="utf-8")
    template = files("kg.show").joinpath("heatmap.html").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True, keep_trailing_newline=True)  # fmt: skip
    return page.from_string(template).render(
        style=style, policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        one=one, other=other, letters=(one[0].upper(), other[0].upper()),
        conditions=("all", *reasoning.gap.CONDITIONS), groups=groups,
        experiments=[
            (graph.entities[experiment.object].label, experiment)
            for experiment in found.experiments[:_TOP]
        ],
        stated=[gap.question for gap in graph.gaps.values()],
        counts={state: sum(row.overall.state == state for row in found.rows)
                for state in _STATES},
    )  # fmt: skip


def _line(
    graph: Graph, row: reasoning.gap.Row, one: str, other: str
) -> tuple[str, int, list[Box], tuple[str, ...]]:
    boxes = [
        Box(cell.state, _marks(cell, one, other), _words(cell, one, other)) for cell in row.cells
    ]
    return graph.entities[row.object].label, row.chains, boxes, row.flags


def _marks(cell: reasoning.gap.Cell, one: str, other: str) -> str:
    """Mark a cell so that it is read without colour: arrows by basis, or who was measured."""
    if cell.bases:
        return " ".join(_ARROWS[way] + _BASES.get(basis, "") for basis, way in cell.bases)
    here, there = one[0].upper(), other[0].upper()
    marks = {"never-compared": f"{here}|{there}", "exposure-only": here, "comparator-only": there}
    return marks.get(cell.state, "")


def _words(cell: reasoning.gap.Cell, one: str, other: str) -> str:
    said = "; ".join(state_words(cell, one, other)) or "nothing measured"
    studies = f"{one}: {cell.exposure_studies}, {other}: {cell.comparator_studies}"
    return f"{cell.condition}: {said} (independent studies of {studies})"


def _place(graph: Graph, row: reasoning.gap.Row) -> tuple[int, int, str]:
    compartment = graph.entities[row.object].compartment or ""
    rank = _ORDER.index(compartment) if compartment in _ORDER else len(_ORDER)
    return rank, -row.chains, graph.entities[row.object].label


def _compartment(graph: Graph, row: reasoning.gap.Row) -> str:
    return (graph.entities[row.object].compartment or "other").replace("-", " ")


_TOP = 15
_ORDER = ("physics", "tumour-cell", "tumour-microenvironment", "systemic", "therapy", "outcome")
_STATES = (
    "compared", "one-basis", "basis-unstated", "conflicting", "never-compared", "exposure-only",
    "comparator-only",
)  # fmt: skip
_ARROWS = {
    "higher": "\u2191", "lower": "\u2193", "similar": "=", "conflicting": "!",
    "condition-dependent": "\u21c5", "undecidable": "?",
}  # fmt: skip
_BASES = {"isodose": "D", "isoeffective": "E", "unspecified": "U"}
"""Letters of the bases, as on the explorer's page."""
