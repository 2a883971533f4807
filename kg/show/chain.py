"""Chains laid out: what was seen, how it may come about, what goes against it.

And, against another arm, where its advantage enters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.graph import Graph
from kg.mechanism import (
    ARROW,
    LONGEST,
    ByLevel,
    Chain,
    Chains,
    Compared,
    Finding,
    say_chains,
    say_route,
    why_not,
)
from kg.mechanism import chains as find
from kg.show.chainview import sources, view_chains
from kg.show.cite import cited, label, layer_column, layers_of
from kg.show.lines import Line, Lines
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import tags


def chains(
    graph: Graph, start: str, end: str, *, through: Iterable[str] = (), avoid: Iterable[str] = (),
    where: Iterable[str] = (), systems: Iterable[str] = (), versus: str | None = None,
    max_length: int = LONGEST, top: int | None = None, every: bool = False, why: bool = False,
    without_direct: bool = False,
) -> Answer:  # fmt: skip
    """Lay out the answer about two entities; programs get every chain, people the best of each way.

    `every` lists each for people too, `top` cuts for both, `why` tells what keeps the way through
    `through`, in that order, from being found.
    """
    through = tuple(through)
    found = find(
        graph, start, end, through=() if why else through, avoid=avoid, where=where,
        systems=systems, versus=versus, max_length=max_length, without_direct=without_direct,
    )  # fmt: skip
    kept = found.chains if top is None else found.chains[:top]
    levels = list(enumerate(found.by_level[:top], 1))
    routes = [(str(n), chain) for n, chain in enumerate(kept, 1)]
    routes += [(f"level {n}", one) for n, level in levels for one in _both(level.chains)]
    sheets = [
        _sheet("chains", "", CHAINS, _chain_rows(graph, found, kept)),
        _sheet("links", "The links, and who found them", LINKS, _link_rows(graph, routes)),
        _sheet("seen", "What was seen", SEEN + layer_column(graph), _seen_rows(graph, found)),
        _sheet("compared", "Against other arms", COMPARED, _compared_rows(graph, found)),
    ]
    if versus is not None:
        title = f"Where the advantage over {label(graph, graph.find(versus).id)} enters"
        rows = (*_advantage_rows(graph, found, kept), *_level_rows(graph, levels))
        sheets.append(_sheet("advantages", title, ADVANTAGES, rows))
    remarks = [*_leveled(graph, found, top), *_wider(graph, found, where, systems, without_direct)]
    if why:
        nodes = (start, *through, end)
        remarks = list(why_not(graph, nodes, where=where, systems=systems, max_length=max_length))
    title = f"{label(graph, found.start)} → {label(graph, found.end)}"
    sentence = say_chains(graph, found)
    head = Line(title, style="bold"), Line(sentence)
    view = Lines((*head, *view_chains(graph, found, sheets, remarks, every, top)))
    return Answer(title, tuple(sheets), tuple(remarks), sentence, (("sign", found.sign),), view)


def blank(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> frozenset[str]:
    """Name the columns that say nothing in any row: people need not see them."""
    said = [
        any(cell not in (None, "", ()) for cell in column) for column in zip(*rows, strict=True)
    ]
    return frozenset(name for name, full in zip(columns, said, strict=bool(rows)) if not full)


def _sheet(
    name: str, title: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]
) -> Sheet:
    listed = tuple(rows)
    return Sheet(name, title, columns, listed, blank(columns, listed) | IDS.get(name, frozenset()))


# -- for programs ---------------------------------------------------------------------------------


def _chain_rows(graph: Graph, found: Chains, kept: Sequence[Chain]) -> Iterator[tuple[Cell, ...]]:
    for number, chain in enumerate(kept):
        head = found.variants[number]
        yield (
            number + 1, chain.sign, chain.seen, bool(chain.opposed), chain.counter_force,
            None if head is None else head + 1, chain.length, chain.weakest, chain.studies,
            chain.doubts, chain.holds.text, chain.passes_outcome, chain.skips,
            say_route(graph, chain), len(chain.links), chain.nodes,
        )  # fmt: skip


def _link_rows(graph: Graph, routes: Iterable[tuple[str, Chain]]) -> Iterator[tuple[Cell, ...]]:
    """Give every link once, with the names of the routes that it is on."""
    rows: dict[tuple[Cell, ...], list[str]] = {}
    for name, chain in routes:
        for link in chain.links:
            step = link.step
            how = RELATION[step.relation] + (
                f" {label(graph, step.general)}" if step.general else ""
            )
            ends = label(graph, step.subject), label(graph, step.object)
            words = f"{ends[0]} {ARROW[step.sign]} {ends[1]}"
            where = tuple(sorted({one.holds.text for one in step.findings} - {""}))
            row: tuple[Cell, ...] = (
                words + f" ({how})" * (step.relation != "effect"),
                link.studies if step.counts else None,
                tuple(f"{facet}: {n} of {link.studies}" for facet, n in link.measured),
                link.doubts, where, sources(graph, link.findings), ends[0], step.subject, step.sign,
                ends[1], step.object, how,
            )  # fmt: skip
            rows.setdefault(row, []).append(name)
    for row, names in rows.items():
        yield (tuple(dict.fromkeys(names)), *row)


def _seen_rows(graph: Graph, found: Chains) -> Iterator[tuple[Cell, ...]]:
    """Give every record that was found between the two, nulls among them."""
    for chain in found.seen:
        for finding in chain.links[0].findings:
            yield (chain.sign, *_record(graph, finding, chain.links[0].step.general))
    for finding in found.nulls:
        yield ("0", *_record(graph, finding, None))


def _compared_rows(graph: Graph, found: Chains) -> Iterator[tuple[Cell, ...]]:
    for one in found.levels:
        papers = (key for seen in one.observations for key in seen.support.evidence.references)
        yield (
            one.level, one.versus, label(graph, one.versus), one.basis, len(one.voters),
            tags(one.observations), cited(graph, papers),
        )  # fmt: skip


def _record(graph: Graph, finding: Finding, general: str | None) -> tuple[Cell, ...]:
    one = finding.observation
    evidence = one.support.evidence
    return (
        one.support.claim, evidence.id, evidence.references, cited(graph, evidence.references),
        evidence.read_in, finding.holds.text, evidence.system.setting,
        tags([one]), general, evidence.summary,
        *layers_of(graph, [f"{one.support.claim}.{evidence.id}"]),
    )  # fmt: skip


def _advantage_rows(
    graph: Graph, found: Chains, kept: Sequence[Chain]
) -> Iterator[tuple[Cell, ...]]:
    for number, chain in enumerate(kept, 1):
        for one in chain.advantages:
            seen = tuple(
                f"{label(graph, at.entity)} {' or '.join(at.levels)}{_lifted(graph, at)}"
                for at in one.compared
            )
            papers = (key for at in one.compared for key in at.references)
            enters = label(graph, one.enters) if one.enters else None
            yield (
                number, one.basis, enters, one.predicted, one.verdict or "not decided", None,
                seen, cited(graph, papers),
            )  # fmt: skip


def _level_rows(graph: Graph, levels: Iterable[tuple[int, ByLevel]]) -> Iterator[tuple[Cell, ...]]:
    for number, one in levels:
        seen = tuple(
            f"{label(graph, at.entity)} {' or '.join(at.levels)}{_lifted(graph, at)}"
            for at in one.compared
        )
        yield (
            f"level {number}", one.basis, label(graph, one.enters), one.predicted or "ambiguous",
            one.verdict or "not decided",
            tuple(say_route(graph, chain) for chain in _both(one.chains)), seen,
            cited(graph, (key for at in one.compared for key in at.references)),
        )  # fmt: skip


def _lifted(graph: Graph, at: Compared) -> str:
    """Say for which wider arms a comparison was made, where it was not made for these two."""
    wider = at.lifted
    return f" ({', '.join(label(graph, key) for key in wider)})" if wider else ""


def _both(ways: Iterable[Chain]) -> list[Chain]:
    """Choose the best chain of each sign."""
    return list({chain.sign: chain for chain in reversed(list(ways))}.values())[::-1]


# -- remarks --------------------------------------------------------------------------------------


def _leveled(graph: Graph, found: Chains, top: int | None) -> Iterator[str]:
    if not found.by_level:
        return
    start = label(graph, found.start)
    yield (
        ("No signed chain leads there. " if not found.chains else "")
        + f"Level: no signed chain from {start} leads to where it enters, but the two were "
        "compared there, and the signs after it carry that level to the end."
    )
    if top is not None and len(found.by_level) > top:
        yield f"{len(found.by_level) - top} more by level: raise --top."


def _wider(
    graph: Graph, found: Chains, where: Iterable[str], systems: Iterable[str], without: bool
) -> Iterator[str]:
    """Point to what is measured of the end, or what it is a kind of, where ways lead there."""
    if found.how or without:
        return
    near = [key for key, one in graph.entities.items() if one.of == found.end]
    for key in (*graph.entities[found.end].broader, *near):
        if key == found.start:
            continue
        wider = find(graph, found.start, key, avoid=(found.end,), where=where, systems=systems,
                     max_length=found.max_length)  # fmt: skip
        if wider.how or (key in near and wider.chains):
            how = "is measured as" if key in near else "is a kind of"
            verb = {"+": "raises", "-": "lowers", None: "acts both ways on"}[wider.sign]
            yield (
                f"No mechanism leads to {label(graph, found.end)} itself. It {how} "
                f"{label(graph, key)}, which {label(graph, found.start)} {verb}: "
                f"kg chains {found.start} {key}"
            )


CHAINS = (
    "chain", "sign", "seen", "opposed", "counter_force", "variant_of", "length", "weakest_link",
    "studies", "tags", "holds_under", "passes_outcome", "skips",
    "route", "steps", "nodes",
)  # fmt: skip
LINKS = (
    "chains", "step", "studies", "reporting", "tags", "seen_under", "papers", "from", "subject",
    "sign", "to", "object", "link",
)  # fmt: skip
SEEN = (
    "sign", "claim", "record", "references", "source", "read_in", "holds_under", "system", "tags",
    "found_for", "summary",
)  # fmt: skip
COMPARED = ("level", "comparator", "versus", "basis", "studies", "tags", "papers")
ADVANTAGES = (
    "chain", "basis", "enters_at", "predicted_at_end", "end_is", "along", "compared", "papers",
)  # fmt: skip
IDS = {
    "chains": frozenset({"steps", "nodes", "passes_outcome", "skips", "counter_force"}),
    "links": frozenset({"from", "subject", "sign", "to", "object", "link"}),
    "seen": frozenset({"claim", "record", "references", "summary"}),
}
"""Columns that programs want one by one; people read them in others."""

RELATION = {
    "effect": "found", "inherited": "found for", "part_of": "is part of", "broader": "is a kind of",
    "of": "is measured as", "opposes": "is the opposite of", "components": "contains",
    "targets": "acts on its target",
}  # fmt: skip
"""How a link reads; all but the first two are true by definition."""
