"""A what-if laid out: what falls and rises and by which way, loops, cuts, who reaches them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.graph import Graph
from kg.mechanism import ARROW, LONGEST, MOVES, Chain, Outcome, WhatIf, say_route, say_what_if
from kg.mechanism import what_if as find
from kg.show.chain import blank
from kg.show.chainview import QUIET
from kg.show.cite import cited, label
from kg.show.lines import Line, Lines
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import many


def what_if(
    graph: Graph, *, block: Iterable[str] = (), up: Iterable[str] = (), down: Iterable[str] = (),
    cut_out: Iterable[str] = (), exposures: Iterable[str] = (), outcomes: Iterable[str] = (),
    where: Iterable[str] = (), systems: Iterable[str] = (), cut: int = 0,
    max_length: int = LONGEST, every: bool = False,
) -> Answer:  # fmt: skip
    """Lay out what moves: programs get all of it, people the best decided in one screen."""
    found = find(
        graph, block=block, up=up, down=down, cut_out=cut_out, exposures=exposures,
        outcomes=outcomes, where=where, systems=systems, cut=cut, max_length=max_length,
    )  # fmt: skip
    rows = tuple(_outcome_rows(graph, found))
    hidden = blank(OUTCOMES, rows) | {"exposure", "entity", "route_nodes"}
    cuts = Sheet("cuts", "Minimal cuts, and who reaches them", CUTS, tuple(_cut_rows(graph, found)),
                 frozenset({"exposure", "entity"}))  # fmt: skip
    sheets = (
        Sheet("outcomes", "What moves", OUTCOMES, rows, hidden),
        Sheet("loops", "Feedback loops", LOOPS, tuple(_loop_rows(graph, found))), cuts,
    )  # fmt: skip
    remarks = tuple(_remarks(graph, found))
    sentence = say_what_if(graph, found)
    title = f"What if: {_held(graph, found)}" if found.held else "What cuts every chain"
    view = None
    if found.held:
        view = Lines((Line(sentence, style="bold"), *_view(graph, found, cuts, remarks, every)))
    else:
        sheets = (cuts, *sheets[:2])
    return Answer(title, sheets, remarks, sentence, (), view)


def _held(graph: Graph, found: WhatIf) -> str:
    return ", ".join(f"{label(graph, key)} {doing}" for key, doing in found.held)


def _view(
    graph: Graph, found: WhatIf, cuts: Sheet, remarks: Sequence[str], every: bool
) -> Iterator[Line]:
    """Yield what is decided first, each with the way that decides it, then counts of the rest."""
    shown = [one for one in found.outcomes if one.decided]
    if any(one.route and not one.shown for one in shown):
        yield Line("In brackets: studies behind each step; r: a review alone says so.")
    for start in dict.fromkeys(one.exposure for one in found.outcomes):
        if start and len({one.exposure for one in found.outcomes}) > 1:
            yield Line("")
            yield Line(f"Under {label(graph, start)}", style="bold")
        told = [one for one in shown if one.exposure == start]
        room = MOST
        for number, one in enumerate(told):
            words = _move(graph, one)
            room -= -(-len(words) // 66)
            if room < 0 and not every:
                rest = len(told) - number
                more = many(rest, "more that falls or rises", "more that fall or rise")
                yield Line(f"{more}, by longer or weaker ways: --all", "            ")
                break
            yield Line(words, f"  {FRONT[one.change]:<9} ")
        open_ = [one for one in found.outcomes if one.exposure == start and not one.decided]
        for change in ("becomes ambiguous", "routes only"):
            named = [label(graph, one.entity) for one in open_ if one.change == change]
            if named:
                few = ", ".join(named if every else named[:4])
                more = f" and {len(named) - 4} more: --all" if len(named) > 4 and not every else ""
                yield Line(f"{few}{more}", f"  {FRONT[change]:<9} ")
    loops = len(found.loops_cut), len(found.loops_left)
    if any(loops) and not every:
        said = f"{many(loops[0], 'feedback loop', 'feedback loops')} cut, {loops[1]} left: --all"
        yield Line(said)
    for state, listed in (("cut", found.loops_cut), ("left", found.loops_left)) if every else ():
        for loop in listed:
            around = " → ".join(label(graph, key) for key in (*loop.nodes, loop.nodes[0]))
            yield Line(f"{around} ({LOOP[loop.sign]})", f"  loop {state:<4}")
    for row in cuts.rows:
        cut = dict(zip(cuts.columns, row, strict=True))
        by = cut["reached_by"]
        who = "; ".join(by) if isinstance(by, tuple) else by
        yield Line(f"{cut['member']}: {who}", f"  cut {cut['cut']}  ")
    for remark in remarks:
        yield Line(remark)


def _move(graph: Graph, one: Outcome) -> str:
    by = f" by {_way(graph, one.route)}" if one.route else ""
    if one.shown:
        tools = ", ".join(dict.fromkeys(
            turned.by for seen in one.shown if (turned := seen.support.evidence.perturbation)
        ))  # fmt: skip
        papers = (key for seen in one.shown for key in seen.support.evidence.references)
        by = f": seen so with {tools}, {', '.join(cited(graph, papers))}"
    if one.route:
        steps = [f"{link.studies}{'r' * (not link.studies)}" for link in one.route.links
                 if link.step.counts and not one.shown]  # fmt: skip
        said = [" · ".join(steps)] if steps else []
        said += [word for word in one.route.doubts if word not in QUIET]
        by += f" [{'; '.join(said)}]" if said else ""
    stays = ""
    if one.exposure and one.after == "ambiguous" and one.kept:
        stays = f" ({many(one.kept, 'other way stays', 'other ways stay')})"
    return f"{label(graph, one.entity)}{by}{stays}"


def _way(graph: Graph, route: Chain) -> str:
    """Write a way from its first found step on; its end is 'it', for the line begins with that."""
    first = next((n for n, link in enumerate(route.links) if link.step.counts), 0)
    words = [label(graph, route.nodes[first])]
    for link in route.links[first:]:
        last = link.step.object == route.nodes[-1]
        words += [ARROW[link.step.sign], "it" if last else label(graph, link.step.object)]
    return " ".join(words)


def _outcome_rows(graph: Graph, found: WhatIf) -> Iterator[tuple[Cell, ...]]:
    for one in found.outcomes:
        papers = (key for seen in one.shown for key in seen.support.evidence.references)
        tools = (turned.by for seen in one.shown if (turned := seen.support.evidence.perturbation))
        yield (
            label(graph, one.exposure) if one.exposure else None, one.exposure,
            label(graph, one.entity), one.change, one.before, one.after, one.entity,
            say_route(graph, one.route) if one.route else "",
            one.route.nodes if one.route else (), one.route.weakest if one.route else None,
            one.route.doubts if one.route else (), one.against, one.lost, one.kept,
            tuple(dict.fromkeys(tools)), cited(graph, papers),
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
    if found.held and not any(one.decided or one.route for one in found.outcomes):
        yield f"No way of at most {found.max_length} found steps leads from what is held."
    for start, end in found.set_aside:
        yield (
            f"Set aside: {label(graph, start)} was also seen to act on {label(graph, end)} "
            "directly; no cut meets that, and it says nothing of the way."
        )
    for start, end in found.uncut:
        yield f"No cut of this size from {label(graph, start)} to {label(graph, end)}: raise --cut."


MOST = 17
"""Lines of 66 letters that people see without asking for all, so that the answer is one screen."""

FRONT = {change: word[0].split(" ")[0] for change, word in MOVES.items()} | {
    "becomes ambiguous": "undecided", "becomes definite": "definite", "no route left": "no way",
    "routes only": "same sign",
}  # fmt: skip
OUTCOMES = (
    "under", "exposure", "outcome", "change", "before", "after", "entity", "route", "route_nodes",
    "weakest_link", "tags", "against", "ways_lost", "ways_kept", "shown_by", "papers",
)  # fmt: skip
LOOPS = ("loop", "state", "around")
CUTS = ("cut", "under", "exposure", "outcome", "member", "entity", "reached_by", "papers")

LOOP = {"+": "reinforcing", "-": "balancing", "?": "either way"}
