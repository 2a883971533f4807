"""Chains laid out: the routes, the links with their papers, and where an advantage enters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import mechanism
from kg.graph import Graph
from kg.mechanism import Chains
from kg.mechanism import chains as find
from kg.show.cite import cited, label
from kg.show.sheet import Answer, Cell, Sheet


def chains(
    graph: Graph, start: str, end: str, *, through: Iterable[str] = (), avoid: Iterable[str] = (),
    where: Iterable[str] = (), systems: Iterable[str] = (), versus: str | None = None,
    max_length: int = 8, top: int = 10,
) -> Answer:  # fmt: skip
    """Lay out the best chains from one entity to another, and the best of the other sign."""
    found = find(
        graph, start, end, through=through, avoid=avoid, where=where, systems=systems,
        versus=versus, max_length=max_length,
    )  # fmt: skip
    kept = _kept(found, top)
    rows = tuple(_chain_rows(graph, found, kept))
    routes = [(str(n + 1), found.chains[n]) for n in kept]
    routes += [(f"level {n}", one) for n, level in _levels(found, top) for one in _both(level)]
    links = tuple(_link_rows(graph, routes))
    sheets = [
        Sheet("chains", "", CHAINS, rows, blank(CHAINS, rows) | {"steps", "nodes"}),
        Sheet("links", "The links, and who found them", LINKS, links, blank(LINKS, links) | PARTS),
    ]  # fmt: skip
    if versus is not None:
        title = f"Where the advantage over {label(graph, graph.find(versus).id)} enters"
        rows = (*_advantage_rows(graph, found, kept), *_level_rows(graph, found, top))
        sheets.append(Sheet("advantages", title, ADVANTAGES, rows, blank(ADVANTAGES, rows)))
    ends = f"{label(graph, found.start)} → {label(graph, found.end)}"
    remarks = (
        *_nulls(graph, found), *_remarks(found, kept), *_leveled(graph, found, top),
        *_wider(graph, found, where, systems),
    )  # fmt: skip
    said = _verdict(found)
    if _only_by_level(found):
        number = len(found.by_level)
        said += f", but {number} way{'s' * (number > 1)} by level"
    return Answer(f"{ends}: {said}", tuple(sheets), remarks)


def blank(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> frozenset[str]:
    """Name the columns that say nothing in any row: people need not see them."""
    said = [
        any(cell not in (None, "", ()) for cell in column) for column in zip(*rows, strict=True)
    ]
    return frozenset(name for name, full in zip(columns, said, strict=bool(rows)) if not full)


def _kept(found: Chains, top: int) -> list[int]:
    """Choose the chains to show, by position: the best, and the best of each sign."""
    kept = list(range(min(top, len(found.chains))))
    for sign in "+-":
        first = next((n for n, chain in enumerate(found.chains) if chain.sign == sign), None)
        if first is not None and first not in kept:
            kept.append(first)
    return kept


def _verdict(found: Chains) -> str:
    raising = sum(chain.sign == "+" for chain in found.chains)
    lowering = len(found.chains) - raising
    if found.sign is None:
        return f"no signed chain of at most {found.max_length} steps"
    if found.sign == "ambiguous":
        return f"ambiguous, {raising} raise and {lowering} lower it"
    number = f"{len(found.chains)} chain{'s' * (len(found.chains) > 1)}"
    return f"{'raised' if found.sign == '+' else 'lowered'} by {number}"


def _chain_rows(graph: Graph, found: Chains, kept: list[int]) -> Iterator[tuple[Cell, ...]]:
    for number in kept:
        chain = found.chains[number]
        silent = tuple(f"{facet} (on {links} links)" for facet, links in chain.unreported)
        yield (
            number + 1, chain.sign, chain.weakest, chain.studies, chain.doubts, chain.holds.text,
            silent, _route(graph, chain), len(chain.links), chain.nodes,
        )  # fmt: skip


def _link_rows(
    graph: Graph, routes: Iterable[tuple[str, mechanism.chain.Chain]]
) -> Iterator[tuple[Cell, ...]]:
    """Give every link once, with the names of the routes that it is on."""
    rows: dict[tuple[Cell, ...], list[str]] = {}
    for name, chain in routes:
        for link in chain.links:
            step = link.step
            how = RELATION[step.relation]
            if step.general:
                how += f" {label(graph, step.general)}"
            ends = label(graph, step.subject), label(graph, step.object)
            words = f"{ends[0]} {ARROW[step.sign]} {ends[1]}"
            where = tuple(sorted({one.holds.text for one in link.findings} - {""}))
            row: tuple[Cell, ...] = (
                words + f" ({how})" * (step.relation != "effect"),
                link.studies if step.findings else None,
                tuple(f"{facet}: {n} of {link.studies}" for facet, n in link.reporting),
                link.doubts, where,
                cited(graph, link.references), ends[0], step.subject, step.sign, ends[1],
                step.object, how,
            )  # fmt: skip
            rows.setdefault(row, []).append(name)
    for row, names in rows.items():
        yield (tuple(dict.fromkeys(names)), *row)


def _advantage_rows(graph: Graph, found: Chains, kept: list[int]) -> Iterator[tuple[Cell, ...]]:
    for number in kept:
        for one in found.chains[number].advantages:
            seen = tuple(
                f"{label(graph, at.entity)} {' or '.join(at.levels)}" for at in one.compared
            )
            papers = (key for at in one.compared for key in at.references)
            enters = label(graph, one.enters) if one.enters else None
            yield (
                number + 1, one.basis, enters, one.predicted, one.verdict or "not decided", None,
                seen, cited(graph, papers),
            )  # fmt: skip


def _level_rows(graph: Graph, found: Chains, top: int) -> Iterator[tuple[Cell, ...]]:
    for number, one in _levels(found, top):
        seen = tuple(f"{label(graph, at.entity)} {' or '.join(at.levels)}" for at in one.compared)
        yield (
            f"level {number}", one.basis, label(graph, one.enters), one.predicted or "ambiguous",
            one.verdict or "not decided", tuple(_route(graph, chain) for chain in _both(one)), seen,
            cited(graph, (key for at in one.compared for key in at.references)),
        )  # fmt: skip


def _levels(found: Chains, top: int) -> list[tuple[int, mechanism.advantage.ByLevel]]:
    """Choose the advantages by level to show, and number them."""
    return list(enumerate(found.by_level[:top], 1))


def _both(one: mechanism.advantage.ByLevel) -> list[mechanism.chain.Chain]:
    """Choose the best chain of each sign."""
    return list({chain.sign: chain for chain in reversed(one.chains)}.values())[::-1]


def _route(graph: Graph, chain: mechanism.chain.Chain) -> str:
    words = [label(graph, chain.nodes[0])]
    for link in chain.links:
        words += [ARROW[link.step.sign], label(graph, link.step.object)]
    return " ".join(words)


def _only_by_level(found: Chains) -> bool:
    return not found.chains and bool(found.by_level)


def _nulls(graph: Graph, found: Chains) -> Iterator[str]:
    """Tell of direct records that found no change: no chain shows them."""
    papers: dict[str, list[str]] = {}
    for one in found.nulls:
        where = f" ({one.holds.text})" if one.holds.text else ""
        for paper in cited(graph, one.support.evidence.references):
            papers.setdefault(f"{paper}{where}", [])
    if papers:
        yield (
            f"Looked at directly, {label(graph, found.start)} did not change "
            f"{label(graph, found.end)}: {'; '.join(papers)}."
        )


def _leveled(graph: Graph, found: Chains, top: int) -> Iterator[str]:
    if not found.by_level:
        return
    start = label(graph, found.start)
    yield (
        ("No signed chain leads there. " if _only_by_level(found) else "")
        + f"Level: no signed chain from {start} leads to where it enters, but the two were "
        "compared there, and the signs after it carry that level to the end."
    )
    if len(found.by_level) > top:
        yield f"{len(found.by_level) - top} more by level: raise --top."


def _remarks(found: Chains, kept: list[int]) -> Iterator[str]:
    if len(found.chains) > len(kept):
        yield f"{len(found.chains) - len(kept)} more chains: raise --top."
    if found.chains:
        yield (
            "Sorted by the weakest link (independent primary studies; reviews do not count), then "
            "undoubted before doubtful, then all studies, then length. No score is made of them."
        )
    if any(chain.unreported for chain in found.chains):
        yield "Unreported: how many links have no record that reports what was asked for."
    levels = [chain for one in found.by_level for chain in one.chains]
    if any(link.reporting for chain in (*found.chains, *levels) for link in chain.links):
        yield (
            "Studies counts all that can hold where asked, the silent ones too, and so does the "
            "order; 'reporting' tells how many of them report it."
        )


def _wider(
    graph: Graph, found: Chains, where: Iterable[str], systems: Iterable[str]
) -> Iterator[str]:
    """Point to what the end is a kind of, where mechanisms lead there and not to the end."""
    if any(len(chain.links) > 1 for chain in found.chains):
        return
    for key in graph.entities[found.end].broader:
        if key == found.start:
            continue
        wider = find(graph, found.start, key, avoid=(found.end,), where=where, systems=systems,
                     max_length=found.max_length)  # fmt: skip
        if wider.chains:
            yield (
                f"No mechanism leads to {label(graph, found.end)} itself, but to what it is a kind "
                f"of, {label(graph, key)}: {_verdict(wider)} that pass it by "
                f"(kg chains {found.start} {key})."
            )


CHAINS = (
    "chain", "sign", "weakest_link", "studies", "doubts", "holds_under", "unreported", "route",
    "steps", "nodes",
)  # fmt: skip
LINKS = (
    "chains", "step", "studies", "reporting", "doubts", "seen_under", "papers", "from", "subject",
    "sign", "to", "object", "link",
)  # fmt: skip
PARTS = frozenset({"from", "subject", "sign", "to", "object", "link"})
"""Columns of a link that programs want one by one; people read them in `step`."""

ADVANTAGES = (
    "chain", "basis", "enters_at", "predicted_at_end", "end_is", "along", "compared", "papers",
)  # fmt: skip

ARROW = {"+": "→", "-": "⊣"}
RELATION = {
    "effect": "found", "inherited": "found for", "part_of": "is part of", "broader": "is a kind of",
    "of": "is measured as", "opposes": "is the opposite of", "components": "contains",
}  # fmt: skip
"""How a link reads; all but the first two are true by definition."""
