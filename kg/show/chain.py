"""Chains laid out: the routes, the links with their papers, and where an advantage enters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    links = tuple(_link_rows(graph, found, kept))
    sheets = [
        Sheet("chains", "", CHAINS, rows, blank(CHAINS, rows) | {"steps", "nodes"}),
        Sheet("links", "The links, and who found them", LINKS, links, blank(LINKS, links) | PARTS),
    ]  # fmt: skip
    if versus is not None:
        title = f"Where the advantage over {label(graph, graph.find(versus).id)} enters"
        rows = tuple(_advantage_rows(graph, found, kept))
        sheets.append(Sheet("advantages", title, ADVANTAGES, rows))
    ends = f"{label(graph, found.start)} → {label(graph, found.end)}"
    remarks = (*_remarks(found, kept), *_wider(graph, found, where, systems))
    return Answer(f"{ends}: {_verdict(found)}", tuple(sheets), remarks)


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
        return f"no chain of at most {found.max_length} steps"
    if found.sign == "ambiguous":
        return f"ambiguous, {raising} raise and {lowering} lower it"
    number = f"{len(found.chains)} chain{'s' * (len(found.chains) > 1)}"
    return f"{'raised' if found.sign == '+' else 'lowered'} by {number}"


def _chain_rows(graph: Graph, found: Chains, kept: list[int]) -> Iterator[tuple[Cell, ...]]:
    for number in kept:
        chain = found.chains[number]
        words = [label(graph, chain.nodes[0])]
        for link in chain.links:
            words += [ARROW[link.step.sign], label(graph, link.step.object)]
        silent = tuple(f"{facet} (on {links} links)" for facet, links in chain.unreported)
        yield (
            number + 1, chain.sign, chain.weakest, chain.studies, chain.doubts, chain.holds.text,
            silent, " ".join(words), len(chain.links), chain.nodes,
        )  # fmt: skip


def _link_rows(graph: Graph, found: Chains, kept: list[int]) -> Iterator[tuple[Cell, ...]]:
    """Give every link once, with the numbers of the chains that it is on."""
    rows: dict[tuple[Cell, ...], list[int]] = {}
    for number in kept:
        for link in found.chains[number].links:
            step = link.step
            how = RELATION[step.relation]
            if step.general:
                how += f" {label(graph, step.general)}"
            ends = label(graph, step.subject), label(graph, step.object)
            words = f"{ends[0]} {ARROW[step.sign]} {ends[1]}"
            where = tuple(sorted({one.holds.text for one in link.findings} - {""}))
            row: tuple[Cell, ...] = (
                words + f" ({how})" * (step.relation != "effect"),
                link.studies if step.findings else None, link.doubts, where,
                cited(graph, link.references), ends[0], step.subject, step.sign, ends[1],
                step.object, how,
            )  # fmt: skip
            rows.setdefault(row, []).append(number + 1)
    for row, chains_of in rows.items():
        yield (tuple(map(str, dict.fromkeys(chains_of))), *row)


def _advantage_rows(graph: Graph, found: Chains, kept: list[int]) -> Iterator[tuple[Cell, ...]]:
    for number in kept:
        for one in found.chains[number].advantages:
            seen = tuple(
                f"{label(graph, at.entity)} {' or '.join(at.levels)}" for at in one.compared
            )
            papers = (key for at in one.compared for key in at.references)
            enters = label(graph, one.enters) if one.enters else None
            yield (
                number + 1, one.basis, enters, one.predicted, one.verdict or "not decided", seen,
                cited(graph, papers),
            )  # fmt: skip


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
    "chains", "step", "studies", "doubts", "seen_under", "papers", "from", "subject", "sign", "to",
    "object", "link",
)  # fmt: skip
PARTS = frozenset({"from", "subject", "sign", "to", "object", "link"})
"""Columns of a link that programs want one by one; people read them in `step`."""

ADVANTAGES = ("chain", "basis", "enters_at", "predicted_at_end", "end_is", "compared", "papers")

ARROW = {"+": "→", "-": "⊣"}
RELATION = {
    "effect": "found", "inherited": "found for", "part_of": "is part of", "broader": "is a kind of",
    "of": "is measured as", "opposes": "is the opposite of", "components": "contains",
}  # fmt: skip
"""How a link reads; all but the first two are true by definition."""
