"""The gaps as a picture: one page without scripts, opened from disk."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

from kg import reasoning
from kg.graph import Graph
from kg.show.gap import short, state_words
from kg.site import explorer_address, write_page


@dataclass(frozen=True)
class Box:
    """One square of the map: its state, the marks in it, and the words behind them."""

    state: str
    marks: str
    words: str
    address: str
    """Where the explorer shows the findings; empty where there are none."""


def heat_map(graph: Graph, *, exposure: str | None = None, versus: str | None = None) -> str:
    """Write the gaps of two exposures as an HTML page: objects by conditions, and experiments.

    Every square leads to its findings in the explorer. The same graph gives the same bytes.
    """
    found = reasoning.gaps(graph, exposure=exposure, versus=versus)
    pair = (found.exposure, found.comparator)
    one, other = (short(graph, key) if key else "nothing" for key in pair)
    letters = tuple(_letter(graph, key) for key in pair)
    ordered = sorted(found.rows, key=lambda row: _place(graph, row))
    groups = [
        (name, [_line(graph, row, (one, other), letters) for row in rows])
        for name, rows in groupby(ordered, key=lambda row: _compartment(graph, row))
    ]
    style, template = (
        files("kg.show").joinpath(f"heatmap.{kind}").read_text(encoding="utf-8")
        for kind in ("css", "html")
    )
    name = graph.manifest.name
    return write_page(
        template, here="gaps.html", name=name, style=style,
        title=f"{name}: what this corpus holds, and what it does not",
        one=one, other=other, letters=letters,
        bases=[graph.manifest.basis(key) for key in graph.manifest.bases],
        conditions=("all", *graph.manifest.gap_conditions), groups=groups,
        experiments=[
            (explorer_address(experiment.object), experiment)
            for experiment in found.experiments[:_TOP]
        ],
        stated=[gap.question for gap in graph.gaps.values()],
        counts={state: sum(row.overall.state == state for row in found.rows)
                for state in _STATES},
    )  # fmt: skip


def _line(
    graph: Graph, row: reasoning.gap.Row, arms: tuple[str, str], letters: tuple[str, ...]
) -> tuple[str, str, int, list[Box], tuple[str, ...]]:
    boxes = [
        Box(
            cell.state, _marks(graph, cell, *letters), _words(cell, *arms), _address(graph, cell)
        ) for cell in row.cells
    ]  # fmt: skip
    wanting = [WANTING[flag] for flag in row.flags]
    wanting += ["stated as open by the source"] if row.stated else []
    name = graph.entities[row.object].label
    return name, explorer_address(row.object), row.chains, boxes, tuple(wanting)


def _address(graph: Graph, cell: reasoning.gap.Cell) -> str:
    if cell.state == "nothing":
        return ""
    condition = graph.manifest.gap_conditions.get(cell.condition)
    return explorer_address(cell.object, **(dict([condition]) if condition else {}))


def _letter(graph: Graph, key: str) -> str:
    """Give the letter of an arm, as the manifest draws it, else its initial."""
    mark = graph.manifest.arm(key)
    return mark.letter if mark else graph.entities[key].label[0].upper() if key else "-"


def _marks(graph: Graph, cell: reasoning.gap.Cell, here: str, there: str) -> str:
    """Mark a cell so that it is read without colour: signs by basis, or who was measured."""
    if cell.bases:
        return " ".join(
            reasoning.MARKS[way] + "".join(str(graph.manifest.basis(one).mark)
                                   for one in basis.split(" or ") if one)
            for basis, way in cell.bases
        )  # fmt: skip
    null = {"exposure": "0" * ("exposure" in cell.unchanged),
            "comparator": "0" * ("comparator" in cell.unchanged)}  # fmt: skip
    here, there = here + null["exposure"], there + null["comparator"]
    marks = {"never-compared": f"{here}|{there}", "exposure-only": here, "comparator-only": there}
    return marks.get(cell.state, "")


def _words(cell: reasoning.gap.Cell, one: str, other: str) -> str:
    said = "; ".join(state_words(cell, one, other)) or "not in this corpus"
    studies = f"{one}: {cell.exposure_studies}, {other}: {cell.comparator_studies}"
    return f"{cell.condition}: {said} (independent studies of {studies})"


def _place(graph: Graph, row: reasoning.gap.Row) -> tuple[int, int, str]:
    compartment = graph.entities[row.object].compartment or ""
    order = graph.lanes
    rank = order.index(compartment) if compartment in order else len(order)
    return rank, -row.chains, graph.entities[row.object].label


def _compartment(graph: Graph, row: reasoning.gap.Row) -> str:
    compartment = graph.entities[row.object].compartment
    return graph.manifest.compartment(compartment).label if compartment else "other"


WANTING = {
    "no-in-vivo": "animals: not in this corpus", "no-human": "patients: not in this corpus",
    "disputed": "not borne out", "review-only": "review only", "unchecked": "unchecked",
}  # fmt: skip
"""What is wanting of a quantity, in words."""

_TOP = 15
_STATES = (
    "compared", "one-basis", "basis-unstated", "conflicting", "never-compared", "exposure-only",
    "comparator-only",
)  # fmt: skip
