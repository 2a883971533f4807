"""The answer about two entities, as people read it on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.graph import Graph
from kg.mechanism import (
    ARROW,
    Chain,
    Chains,
    Finding,
    Link,
    capital,
    say_parting,
    say_route,
)  # fmt: skip
from kg.show.cite import cited, label, phrases
from kg.show.lines import Line
from kg.show.sheet import Sheet
from kg.votes import many, tags


def view_chains(
    graph: Graph, found: Chains, sheets: Sequence[Sheet], remarks: Iterable[str], every: bool,
    most: int | None = None,
) -> Iterator[Line]:  # fmt: skip
    """Yield what was seen, the ways and what varies them, what opposes, who found the steps."""
    yield from _paragraph("Seen", list(_seen_lines(graph, found)))
    how = found.how if every else found.heads(found.how)
    title = "How it may come about (studies behind each step; r: a review alone says so)"
    telling = [chain for chain in how if not chain.skips]  # what leaves out known steps: --all
    first = how if every or most or not telling else telling
    ways = list(_ways(graph, found, first, every, most or MOST, len(how) - len(first)))
    if said := say_parting(graph, found):
        ways.append(Line(f"{capital(said)}.", "      "))
    yield from _paragraph(title, ways)
    forces = found.counter_forces if every else found.heads(found.counter_forces)
    title = "Counter-forces: against what was seen, each step with a study of its own"
    yield from _paragraph(title, list(_ways(graph, found, forces, every, most or MOST)))
    rest = [chain for chain in found.opposed if not chain.counter_force]
    if rest and every:
        told = list(_ways(graph, found, rest, True, MOST))
        yield from _paragraph("Goes against what was seen", told)
    elif rest:
        yield Line("")
        yield Line(
            f"Left out: {many(len(rest), 'way', 'ways')} that what was seen goes against: --all"
        )
    for sheet in sheets:
        if sheet.name == "advantages" and sheet.rows:
            yield from _paragraph(sheet.title, list(_advantages(sheet)))
    few = None if every else NAMED
    shown = {id(chain): chain for chain in (*first[:few], *forces[:few])}
    yield from _paragraph("Who found the steps", list(_papers(graph, tuple(shown.values()))))
    for number, remark in enumerate(remarks):
        if not number:
            yield Line("")
        yield Line(remark)


def _paragraph(title: str, lines: list[Line]) -> Iterator[Line]:
    if lines:
        yield Line("")
        yield Line(title, style="bold")
        yield from lines


def _seen_lines(graph: Graph, found: Chains) -> Iterator[Line]:
    for chain in found.seen:
        link = chain.links[0]
        general = f", found for {label(graph, link.step.general)}" if link.step.general else ""
        said = "; ".join((*_counted(link.studies), *link.doubts, *_asked(link)))
        yield Line(
            f"{'raised' if chain.sign == '+' else 'lowered'}{general}: {said}: "
            f"{', '.join(behind(graph, link))}", f"  {chain.sign} ",
        )  # fmt: skip
    if found.nulls:
        papers = cited(
            graph, (key for one in found.nulls for key in one.support.evidence.references)
        )
        where = sorted({one.holds.text for one in found.nulls} - {""})
        held = f" ({' / '.join(where)})" if where else ""
        number = "; ".join((*_counted(len(found.null_studies)),
                            *tags([one.observation for one in found.nulls])))  # fmt: skip
        yield Line(f"looked for and not changed{held}: {number}: {', '.join(papers)}", "  0 ")
    for one in found.levels:
        basis = f", {phrases(graph, one.basis)}" if one.basis else ""
        papers = cited(
            graph, (key for seen in one.observations for key in seen.support.evidence.references)
        )
        said = "; ".join((*_counted(len(one.voters)), *tags(one.observations)))
        yield Line(
            f"{_level(one.level)} {label(graph, one.versus)}{basis}: {said}: {', '.join(papers)}",
            "    ",
        )


def _level(level: tuple[str, ...]) -> str:
    if level == ("similar",):
        return "similar to"
    told = " or ".join("as high" if word == "similar" else word for word in level)
    return f"{told} {'as' if level[-1] == 'similar' else 'than'} with"


def _ways(
    graph: Graph, found: Chains, ways: Sequence[Chain], every: bool, most: int, rest: int = 0
) -> Iterator[Line]:
    for chain in ways if every else ways[:most]:
        held = chain.holds.text
        said = [" · ".join(_strength(chain))]
        said += [f"if {held}"] if held else []
        said += ["skips a known step"] * (chain.skips and not chain.opposed)
        said += [word for word in chain.doubts if word not in QUIET]
        number = found.numbers[id(chain)]
        yield Line(
            f"{say_route(graph, chain)}   [{'; '.join(said)}]", f"  {number:>3} {chain.sign} "
        )
        others = () if every else found.variants_of(chain)
        if others:
            named = list(dict.fromkeys(_detour(graph, chain, one) for one in others))
            more = f" and {len(named) - 2} more" if len(named) > 2 else ""
            yield Line(
                f"{many(len(others), 'variant', 'variants')}, by {', '.join(named[:2])}{more}",
                "        ",
            )
    rest += max(0, len(ways) - most)
    if rest and not every:
        why = "longer, with a weaker link, or skipping a known step"
        yield Line(f"{rest} more, {why}: --all", "      ")


def _detour(graph: Graph, head: Chain, variant: Chain) -> str:
    """Tell by what a variant goes: what it passes and its head does not, or what it leaves out."""
    by = next((key for key in variant.nodes if key not in head.nodes), None)
    if by is not None:
        return label(graph, by)
    left = next((key for key in head.nodes if key not in variant.nodes), None)
    return f"the way without {label(graph, left)}" if left else "other steps"


def _strength(chain: Chain) -> Iterator[str]:
    """Write the studies behind each step that was found."""
    for link in chain.links:
        if link.step.counts:
            yield f"{link.studies}{'r' * (not link.studies)}"


def _counted(studies: int) -> tuple[str, ...]:
    return (many(studies),) if studies else ()


def _asked(link: Link) -> Iterator[str]:
    for facet, number in link.measured:
        yield f"{facet}: measured in {number}" if number else f"{facet}: not reported"


def _papers(graph: Graph, ways: Iterable[Chain]) -> Iterator[Line]:
    """Name the papers of each step once, in the order in which the steps are met."""
    steps: dict[tuple[str, ...], Link] = {}
    for chain in ways:
        for link in chain.links:
            if link.step.counts and not chain.seen:
                steps.setdefault(link.step.key, link)
    for link in steps.values():
        general = f" (found for {label(graph, link.step.general)})" if link.step.general else ""
        ends = label(graph, link.step.subject), label(graph, link.step.object)
        words = f"{ends[0]} {ARROW[link.step.sign]} {ends[1]}{general}"
        said = "; ".join((*_counted(link.studies), *link.doubts, *_asked(link)))
        yield Line(f"{words}: {said}: {', '.join(behind(graph, link))}", "  ")


def _advantages(sheet: Sheet) -> Iterator[Line]:
    for row in sheet.rows:
        one = dict(zip(sheet.columns, row, strict=True))
        seen = "; ".join(one["compared"] or ())  # type: ignore[arg-type]
        enters = (
            f"enters at {one['enters_at']}, predicts {one['predicted_at_end']} at the end; "
            if one["enters_at"]
            else ""
        )
        yield Line(f"{one['basis']}: {enters}{one['end_is']}: {seen}", f"  {one['chain']:>3} ")


def behind(graph: Graph, link: Link) -> tuple[str, ...]:
    """Cite who stands behind a link: its voters, else reviews; then papers that were struck."""
    told = sources(graph, link.findings)
    struck = tuple(words for words in told if words.endswith(("(disagrees)", "(miscited)")))
    if not link.step.voters:
        return told
    return (*(" or ".join(cited(graph, voter)) for voter in link.step.voters), *struck)


def sources(graph: Graph, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Cite the papers of findings, each once; those whose own text has it otherwise say so."""
    papers: dict[str, str] = {}
    for one in (finding.observation for finding in findings):
        for key in one.support.evidence.references:
            fault = "disagrees" if key in one.struck else "miscited" if key in one.miscited else ""
            papers[key] = papers.get(key) or fault
    return tuple(
        citation + (f" ({papers[key]})" if papers[key] else "")
        for key, citation in zip(papers, cited(graph, papers), strict=True)
    )


MOST = 7
"""Ways of each kind that people see without asking for all."""

NAMED = 1
"""Ways of each kind of which people see, without asking for all, who found each step."""

QUIET = frozenset({"unchecked", "collective", "review only"})
"""Tags of steps that a line of a chain leaves to the list of its steps; `r` says the last."""
