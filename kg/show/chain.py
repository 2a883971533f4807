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
    sheets = [
        Sheet("chains", "", CHAINS, tuple(_chain_rows(graph, found, kept)), frozenset({"nodes"})),
        Sheet("links", "The links, and who found them", LINKS,
              tuple(_link_rows(graph, found, kept)), frozenset({"subject", "object"})),
    ]  # fmt: skip
    if versus is not None:
        title = f"Where the advantage over {label(graph, graph.find(versus).id)} enters"
        rows = tuple(_advantage_rows(graph, found, kept))
        sheets.append(Sheet("advantages", title, ADVANTAGES, rows))
    ends = f"{label(graph, found.start)} → {label(graph, found.end)}"
    return Answer(f"{ends}: {_verdict(found)}", tuple(sheets), tuple(_remarks(found, kept)))


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
            number + 1, chain.sign, chain.weakest, chain.studies, len(chain.links),
            " ".join(words), chain.nodes, chain.doubts, chain.holds.text, silent,
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
            where = tuple(sorted({one.holds.text for one in link.findings} - {""}))
            row: tuple[Cell, ...] = (
                label(graph, step.subject), step.subject, step.sign, label(graph, step.object),
                step.object, how, link.studies if step.findings else None, link.doubts, where,
                cited(graph, link.references),
            )  # fmt: skip
            rows.setdefault(row, []).append(number + 1)
    for row, chains_of in rows.items():
        yield (*row, tuple(map(str, dict.fromkeys(chains_of))))


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


CHAINS = (
    "chain", "sign", "weakest_link", "studies", "steps", "route", "nodes", "doubts", "holds_under",
    "unreported",
)  # fmt: skip
LINKS = (
    "from", "subject", "sign", "to", "object", "link", "studies", "doubts", "seen_under", "papers",
    "chains",
)  # fmt: skip
ADVANTAGES = ("chain", "basis", "enters_at", "predicted_at_end", "end_is", "compared", "papers")

ARROW = {"+": "→", "-": "⊣"}
RELATION = {
    "effect": "found", "inherited": "found for", "part_of": "is part of", "broader": "is a kind of",
    "of": "is measured as", "opposes": "is the opposite of", "components": "contains",
}  # fmt: skip
"""How a link reads; all but the first two are true by definition."""
