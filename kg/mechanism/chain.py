"""Chains: signed causal paths whose circumstances can all hold at once, best supported first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.errors import RequestError
from kg.graph import Graph
from kg.mechanism.advantage import Advantage, ByLevel, compare, find_advantages, find_by_level
from kg.mechanism.circumstance import Circumstance
from kg.mechanism.network import Finding, Network, Step, build_network, find_nulls
from kg.mechanism.study import studies
from kg.mechanism.where import read_where
from kg.model import Evidence
from kg.paths import simple_paths


@dataclass(frozen=True)
class Link:
    """One step of a chain with the findings that can stand in the chain's circumstances.

    `contested` is set where another record that can stand there found nothing or the opposite, or
    a source argues against it; `hedged` where no finding is plainly asserted; `derived` where all
    follow from arms that differ in one component or from a comparator's own sign. `reporting`
    names each facet that was asked for, with how many of the `studies` report it.
    """

    step: Step
    findings: tuple[Finding, ...]
    studies: int
    contested: bool
    hedged: bool
    derived: bool
    reporting: tuple[tuple[str, int], ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be said against it."""
        said = {"contested": self.contested, "hedged": self.hedged, "derived": self.derived}
        return tuple(word for word, holds in said.items() if holds)

    @property
    def references(self) -> tuple[str, ...]:
        """The papers behind the link, each once, in order."""
        records = (finding.support.evidence for finding in self.findings)
        return tuple(dict.fromkeys(key for record in records for key in record.references))


@dataclass(frozen=True)
class Chain:
    """A signed causal path: `sign` is the product of the links' signs.

    `weakest` is the smallest number of independent studies behind a link that was found (links
    that are true by definition need none), `studies` the number behind all links together.
    `holds` is a region where all links can hold at once; `unreported` names the facets that were
    asked for, each with the number of links of which no record reports it.
    """

    links: tuple[Link, ...]
    sign: str
    weakest: int
    studies: int
    holds: Circumstance
    unreported: tuple[tuple[str, int], ...] = ()
    advantages: tuple[Advantage, ...] = ()

    @property
    def nodes(self) -> tuple[str, ...]:
        """The entities on the chain, from start to end."""
        return (self.links[0].step.subject, *(link.step.object for link in self.links))

    @property
    def doubtful(self) -> bool:
        """Whether a link is contested, or hedged throughout."""
        return any(link.contested or link.hedged for link in self.links)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be said against links of it."""
        found = {word for link in self.links for word in link.doubts}
        return tuple(sorted(found))

    @property
    def rank(self) -> tuple[object, ...]:
        """What chains are sorted by: the weakest link first; no weights, no score."""
        steps = tuple(link.step.key for link in self.links)
        return -self.weakest, self.doubtful, -self.studies, len(self.links), steps


@dataclass(frozen=True)
class Chains:
    """All chains from one entity to another, best first.

    `sign` is that of all of them, 'ambiguous' where they disagree, and None where there is none.
    `nulls` are direct records that found no change of the end, `by_level` the advantages over
    another exposure that enter where no signed chain from the start leads.
    """

    start: str
    end: str
    sign: str | None
    chains: tuple[Chain, ...]
    max_length: int
    nulls: tuple[Finding, ...] = ()
    by_level: tuple[ByLevel, ...] = ()


def chains(
    graph: Graph, start: str, end: str, *, through: Iterable[str] = (), avoid: Iterable[str] = (),
    where: Iterable[str] = (), systems: Iterable[str] = (), versus: str | None = None,
    max_length: int = 8,
) -> Chains:  # fmt: skip
    """Find every signed simple path whose circumstances can hold at once, best supported first.

    Entities by id, label or synonym. `where` limits the circumstances (`oxygen=hypoxia`,
    `dose=8-10 Gy`), `systems` the settings of the records, `versus` asks where on each chain the
    start differs from another exposure; `max_length` counts steps. Raises `RequestError` for what
    does not exist. Formal definitions: `docs/chains.md`.

    >>> import kg
    >>> found = chains(kg.load(), "micronuclei", "type-i-ifn-response", max_length=2)
    >>> found.sign, found.chains[0].nodes
    ('+', ('micronuclei', 'cgas-sting-signalling', 'type-i-ifn-response'))
    """
    first, last = graph.find(start).id, graph.find(end).id
    if first == last:
        raise RequestError(f"'{first}' is both start and end: a chain joins two entities")
    if max_length < 1:
        raise RequestError(f"a chain of at most {max_length} steps has none: give 1 or more")
    network = build_network(graph, read_where(where, systems, graph.entities))
    passed = {graph.find(words).id for words in through} - {first, last}
    avoided = {graph.find(words).id for words in avoid}
    everything = list(find_chains(network, first, last, max_length, avoided))
    found = [chain for chain in everything if passed <= set(chain.nodes)]
    levels: tuple[ByLevel, ...] = ()
    if versus is not None:
        other = graph.find(versus).id
        if other == first:
            raise RequestError(f"'{first}' versus itself: name another exposure to compare it with")
        reached = {key for chain in everything for key in chain.nodes}
        compared = compare(graph, first, other, network.where)
        found = [find_advantages(chain, other, compared) for chain in found]

        def routes(entity: str, regions: Collection[Circumstance]) -> Iterator[Chain]:
            if entity not in avoided:
                barred = {*avoided, first, other}
                for chain in find_chains(network, entity, last, max_length - 1, barred, regions):
                    if passed <= set(chain.nodes):
                        yield chain

        entering = find_by_level(
            graph, first, last, other, network.where, compared, reached, routes
        )  # fmt: skip
        levels = tuple(sorted(entering, key=lambda one: (one.chains[0].rank, one.basis)))
    ordered = tuple(sorted(found, key=lambda chain: chain.rank))
    nulls = find_nulls(graph, first, last, network.where)
    sign = net_sign(chain.sign for chain in ordered)
    return Chains(first, last, sign, ordered, max_length, nulls, levels)


def net_sign(signs: Iterable[str]) -> str | None:
    """Join the signs of several routes.

    >>> net_sign("++"), net_sign("+-"), net_sign("")
    ('+', 'ambiguous', None)
    """
    found = set(signs)
    return "ambiguous" if len(found) > 1 else found.pop() if found else None


def find_chains(
    network: Network, start: str, end: str, max_length: int, avoid: Iterable[str] = (),
    within: Collection[Circumstance] = (),
) -> Iterator[Chain]:  # fmt: skip
    """Yield every chain of a network, in no order of merit.

    It holds where the network was asked for, or in one of the regions `within` it.
    """
    asked = within or (network.where.region,)
    arrays = network.arrays
    avoided = frozenset(map(arrays.node, avoid))
    ends = arrays.node(start), arrays.node(end)
    for path in simple_paths(arrays, *ends, max_length, avoided):
        steps = [network.steps[edge] for edge in path]
        regions = [one for region in asked for one in hold_together(steps, region)]
        if regions:
            made = (_chain(network, steps, region.holds) for region in regions)
            yield min(made, key=lambda chain: (chain.rank, chain.holds.kinds, chain.holds.ranges))


class Region(NamedTuple):
    """Where a choice of findings, one for each step so far, holds at once; what silences it."""

    holds: Circumstance
    silenced: frozenset[Circumstance]

    def covered_by(self, other: Region) -> bool:
        """Tell whether another holds wherever this one does and is silenced by no more."""
        return self.silenced >= other.silenced and self.holds.within(other.holds)


def hold_together(steps: Sequence[Step], region: Circumstance) -> tuple[Region, ...]:
    """Give the widest regions in which every step has a finding; none if they exclude each other.

    Exact: all choices of one finding for each step are followed, and a choice is dropped only when
    another holds wherever it does and is silenced by no more.
    """
    regions = [Region(region, frozenset())]
    for step in steps:
        if not step.findings:
            continue
        grown = {
            Region(met, before.silenced | finding.silenced)
            for before in regions
            for finding in step.findings
            if (met := before.holds.meet(finding.holds))
        }
        regions = _widest(
            one for one in grown if not any(one.holds.within(other) for other in one.silenced)
        )
    return tuple(sorted(regions, key=lambda one: (one.holds.kinds, one.holds.ranges)))


def _widest(regions: Iterable[Region]) -> list[Region]:
    kept: list[Region] = []
    for one in regions:
        if not any(one.covered_by(other) for other in kept):
            kept = [other for other in kept if not other.covered_by(one)]
            kept.append(one)
    return kept


def _chain(network: Network, steps: Sequence[Step], holds: Circumstance) -> Chain:
    links = tuple(_link(network, step, holds) for step in steps)
    records = [one.support.evidence for link in links for one in link.findings]
    found = [link.studies for link in links if link.step.findings]
    minus = sum(step.sign == "-" for step in steps) % 2
    references = network.graph.references
    return Chain(
        links, "-" if minus else "+", min(found, default=0), len(studies(records, references)),
        holds, tuple(_unreported(network, links)),
    )  # fmt: skip


def _link(network: Network, step: Step, holds: Circumstance) -> Link:
    standing = tuple(
        finding for finding in step.findings
        if (met := holds.meet(finding.holds)) and not any(map(met.within, finding.silenced))
    )  # fmt: skip
    records = [finding.support.evidence for finding in standing]
    rivals = any(holds.meet(finding) for finding in step.against)
    return Link(
        step, standing, len(studies(records, network.graph.references)),
        step.refuted or rivals,
        bool(records) and all(record.certainty != "asserted" for record in records),
        bool(records) and all(finding.support.derivation for finding in standing),
        tuple(_reporting(network, records)),
    )  # fmt: skip


def _reporting(network: Network, records: Sequence[Evidence]) -> Iterator[tuple[str, int]]:
    """Count the studies of a link that report what was asked for, apart from the silent ones."""
    where, references = network.where, network.graph.references
    votes = studies(records, references)
    for facet in where.facets if records else ():
        telling = studies((one for one in records if facet in where.states(one)), references)
        papers = {paper for vote in telling for paper in vote}
        yield facet, sum(not papers.isdisjoint(vote) for vote in votes)


def _unreported(network: Network, links: Sequence[Link]) -> Iterator[tuple[str, int]]:
    where = network.where
    for facet in where.facets:
        silent = sum(
            not any(facet in where.states(record) for record in _records(link))
            for link in links if link.step.findings
        )  # fmt: skip
        if silent:
            yield facet, silent


def _records(link: Link) -> Iterator[Evidence]:
    return (finding.support.evidence for finding in link.findings)
