"""A what-if laid out: outcomes that change, feedback loops, cuts and who reaches them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.graph import Graph
from kg.mechanism import WhatIf
from kg.mechanism import what_if as find
from kg.show.chain import blank
from kg.show.cite import cited, label
from kg.show.sheet import Answer, Cell, Sheet


def what_if(
    graph: Graph, *, block: Iterable[str] = (), up: Iterable[str] = (), down: Iterable[str] = (),
    exposures: Iterable[str] = (), outcomes: Iterable[str] = (), where: Iterable[str] = (),
    systems: Iterable[str] = (), cut: int = 0, max_length: int = 8,
) -> Answer:  # fmt: skip
    """Lay out what changes; outcomes that only lose or gain routes have a table of their own."""
    found = find(
        graph, block=block, up=up, down=down, exposures=exposures, outcomes=outcomes,
        where=where, systems=systems, cut=cut, max_length=max_length,
    )  # fmt: skip
    rows = list(_outcome_rows(graph, found))
    changed = tuple(row for row in rows if row[3] != "routes only")
    routes = tuple(row for row in rows if row[3] == "routes only")
    sheets = [
        Sheet("outcomes", "What changes", OUTCOMES, changed, _unsaid(changed)),
        Sheet("routes", "Same sign, other routes", OUTCOMES, routes, _unsaid(routes) | {"change"}),
        Sheet("loops", "Feedback loops", LOOPS, tuple(_loop_rows(graph, found))),
    ]  # fmt: skip
    cuts = Sheet("cuts", "Minimal cuts, and who reaches them", CUTS, tuple(_cut_rows(graph, found)),
                 frozenset({"exposure", "entity"}))  # fmt: skip
    sheets = [*sheets, cuts] if found.held else [cuts, *sheets]
    return Answer(_title(graph, found), tuple(sheets), tuple(_remarks(graph, found)))


def _unsaid(rows: tuple[tuple[Cell, ...], ...]) -> frozenset[str]:
    """Name the columns that people need not see: ids, what is empty, and what is all the same."""
    hidden = blank(OUTCOMES, rows) | {"exposure", "entity"}
    if len({row[0] for row in rows}) == 1:
        hidden |= {"under"}
    return hidden if any(row[-1] for row in rows) else hidden | {"steady_state"}


def _title(graph: Graph, found: WhatIf) -> str:
    held = ", ".join(f"{label(graph, key)} {doing}" for key, doing in found.held)
    under = {one.exposure for one in found.outcomes}
    (beam,) = under if len(under) == 1 else (None,)
    where = f", under {label(graph, beam)}" if beam else ""
    return f"What if: {held}{where}" if held else "What cuts every chain"


def _outcome_rows(graph: Graph, found: WhatIf) -> Iterator[tuple[Cell, ...]]:
    for one in found.outcomes:
        through = tuple(f"{label(graph, a)} → {label(graph, b)}" for a, b in one.summaries)
        firm = "" if one.firm == one.after else WORD[one.firm]
        yield (
            label(graph, one.exposure) if one.exposure else "(no beam)", one.exposure,
            label(graph, one.entity), one.change, WORD[one.before], WORD[one.after], one.entity,
            "{} to {}".format(*one.raising), "{} to {}".format(*one.lowering), firm, through,
            f"{one.algebra_before} to {one.algebra_after}", one.differs,
        )  # fmt: skip


def _loop_rows(graph: Graph, found: WhatIf) -> Iterator[tuple[Cell, ...]]:
    for state, loops in (("cut", found.loops_cut), ("left", found.loops_left)):
        for loop in loops:
            around = " → ".join(label(graph, key) for key in (*loop.nodes, loop.nodes[0]))
            yield LOOP[loop.sign], state, around


def _cut_rows(graph: Graph, found: WhatIf) -> Iterator[tuple[Cell, ...]]:
    for number, cut in enumerate(found.cuts, 1):
        for key, reaches in cut.reached_by:
            by: list[str] = []
            papers: list[str] = []
            for one in reaches:
                given = f" (with {', '.join(label(graph, g) for g in one.given)})" * bool(one.given)
                by.append(f"{one.by} {one.how}{given}")
                papers += one.references
            yield (
                number, label(graph, cut.exposure), cut.exposure, label(graph, cut.entity),
                label(graph, key), key, tuple(dict.fromkeys(by)) or ("nobody",),
                cited(graph, papers),
            )  # fmt: skip


def _remarks(graph: Graph, found: WhatIf) -> Iterator[str]:
    if found.held and not found.outcomes:
        yield f"Nothing changes: no chain of at most {found.max_length} steps is touched."
    if any(one.summaries for one in found.outcomes):
        yield (
            "Firm: what is left without observed effects that may themselves run through what is "
            "held; an end-to-end observation does not say by which way."
        )
    if any(one.differs for one in found.outcomes):
        yield "Chains and steady state differ where a reason is given; ? is either."
    for start, end in found.set_aside:
        yield (
            f"Set aside: {label(graph, start)} was also seen to act on {label(graph, end)} "
            "directly; no cut meets that, and it says nothing of the way."
        )
    for start, end in found.uncut:
        yield f"No cut of this size from {label(graph, start)} to {label(graph, end)}: raise --cut."


OUTCOMES = (
    "under", "exposure", "outcome", "change", "before", "after", "entity", "raising_routes",
    "lowering_routes", "firm", "may_run_through", "steady_state", "differs",
)  # fmt: skip
LOOPS = ("loop", "state", "around")
CUTS = ("cut", "under", "exposure", "outcome", "member", "entity", "reached_by", "papers")

WORD = {"+": "+", "-": "-", "ambiguous": "ambiguous", None: "none"}
LOOP = {"+": "reinforcing", "-": "balancing", "?": "either way"}
