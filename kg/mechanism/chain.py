"""Chains: signed causal paths whose circumstances can all hold at once, and what opposes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.mechanism.circumstance import Circumstance
from kg.mechanism.compared import Advantage
from kg.mechanism.network import Network
from kg.mechanism.step import Finding, Step
from kg.model.vocabulary import OPPOSITE
from kg.paths import simple_paths


@dataclass(frozen=True)
class Link:
    """One step of a chain, and the findings that can stand in the chain's circumstances.

    `measured` names each facet that was asked for, with how many of the step's independent studies
    report it; the others are silent on it.
    """

    step: Step
    findings: tuple[Finding, ...]
    measured: tuple[tuple[str, int], ...] = ()

    @cached_property
    def studies(self) -> int:
        """How many independent studies stand behind the step; reviews are none."""
        return len(self.step.voters)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be said of it, in the order of `kg.votes.TAGS`; 'contested' first."""
        return ("contested",) * self.step.contested + self.step.tags

    @property
    def references(self) -> tuple[str, ...]:
        """The papers behind the link, each once, in order."""
        records = (finding.support.evidence for finding in self.findings)
        return tuple(dict.fromkeys(key for record in records for key in record.references))


@dataclass(frozen=True)
class Chain:
    """A signed causal path: `sign` is the product of the links' signs.

    `length` counts the links that were found; those that are true by definition do not count.
    `weakest` is the smallest number of independent studies behind a link that counts, `studies`
    their sum over the links. `holds` is a region where all links can hold at once. `opposed` are
    the pairs of its nodes between which it goes against a direct finding that nothing contests.
    `strained` tells whether it goes, between two of its nodes, against what was seen to prevail.
    `passes_outcome` tells whether an outcome stands in its middle.
    """

    links: tuple[Link, ...]
    sign: str
    holds: Circumstance
    opposed: tuple[tuple[str, str], ...] = ()
    passes_outcome: bool = False
    advantages: tuple[Advantage, ...] = ()
    strained: bool = False

    def __repr__(self) -> str:
        """Write the way with the sign of each step."""
        way = "".join(f" {link.step.sign}> {link.step.object}" for link in self.links)
        return f"<Chain {self.nodes[0]}{way}, weakest link: {self.weakest}>"

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """The entities on the chain, from start to end."""
        return (self.links[0].step.subject, *(link.step.object for link in self.links))

    @property
    def seen(self) -> bool:
        """Whether it is no mechanism, but a direct finding: one step that was found."""
        return len(self.links) == 1 and self.links[0].step.counts

    @property
    def counter_force(self) -> bool:
        """Whether it opposes what was seen, and each of its found links has a study that votes."""
        return bool(self.opposed) and self.weakest > 0

    @cached_property
    def length(self) -> int:
        """How many links were found."""
        return sum(link.step.counts for link in self.links)

    @cached_property
    def weakest(self) -> int:
        """The fewest independent studies behind a link that was found."""
        return min((link.studies for link in self.links if link.step.counts), default=0)

    @cached_property
    def studies(self) -> int:
        """The independent studies of all links, added up link by link."""
        return sum(link.studies for link in self.links)

    @property
    def doubtful(self) -> bool:
        """Whether a link is contested, or hedged throughout."""
        return any(link.step.doubtful for link in self.links)

    @property
    def skips(self) -> bool:
        """Whether a link is one that the network itself tells in two found steps."""
        return any(link.step.skips for link in self.links)

    @property
    def firm(self) -> bool:
        """Whether each step can be built on, and nothing that was seen to prevail is against it."""
        return not self.strained and all(link.step.firm for link in self.links)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be said of links of it."""
        return tuple(dict.fromkeys(word for link in self.links for word in link.doubts))

    @cached_property
    def rank(self) -> tuple[object, ...]:
        """What chains are sorted by; no weights, no score."""
        steps = tuple(link.step.key for link in self.links)
        return (
            bool(self.opposed), not self.seen, self.strained, self.passes_outcome, self.skips,
            self.length, -self.weakest, self.doubtful, -self.studies, steps,
        )  # fmt: skip


def find_chains(
    network: Network, start: str, end: str, max_length: int, avoid: Iterable[str] = (),
    within: Collection[Circumstance] = (),
) -> Iterator[Chain]:  # fmt: skip
    """Yield every chain of a network of at most `max_length` found steps, in no order of merit.

    It holds where the network was asked for, or in one of the regions `within` it.
    """
    arrays, entities = network.arrays, network.graph.entities
    asked = [_Holding(network.steps, one) for one in within or (network.region(start),)]
    avoided = frozenset(map(arrays.node, avoid))
    first, last = arrays.node(start), arrays.node(end)
    near = network.distances(last, max_length, avoided)
    for path in simple_paths(arrays, first, last, max_length, avoided, near):
        holds = next(filter(None, (one.of(path) for one in asked)), None)
        if holds is None:
            continue
        steps = [network.steps[edge] for edge in path]
        passes = any(entities[step.object].kind == "outcome" for step in steps[:-1])
        opposed, strained = _against(network, steps, holds)
        yield Chain(
            tuple(_link(network, edge, holds) for edge in path), sign_of(steps), holds,
            opposed, passes, strained=strained,
        )  # fmt: skip


def sign_of(steps: Iterable[Step]) -> str:
    """Multiply the signs of steps."""
    return "-" if sum(step.sign == "-" for step in steps) % 2 else "+"


def _against(
    network: Network, steps: Sequence[Step], holds: Circumstance
) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Give the pairs of nodes between which steps go against a direct finding that is plain.

    And whether they go against one that prevails. What was seen from end to end is a finding of
    its own, and goes against none.
    """
    opposed: list[tuple[str, str]] = []
    strained = False
    for first, step in enumerate(steps if len(steps) > 1 else ()):
        direct = network.opponents.get(step.subject)
        if direct is None:
            continue
        sign = "+"
        for later in steps[first:]:
            sign = sign if later.sign == "+" else OPPOSITE[sign]
            plain, prevailing = direct.get(later.object, _NOTHING)
            if plain is not None and plain.sign != sign and _stands(plain, holds):
                opposed.append((step.subject, later.object))
            if prevailing is not None and prevailing.sign != sign and not strained:
                strained = _stands(prevailing, holds)
    return tuple(opposed), strained


_NOTHING = None, None


def _stands(step: Step, holds: Circumstance) -> bool:
    return any(holds.meet(finding.holds) for finding in step.findings)


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
    regions: Sequence[Region] = [Region(region, frozenset())]
    for step in steps:
        regions = _grown(regions, step)
    return tuple(sorted(regions, key=lambda one: one.holds.order))


class _Holding:
    """Where paths hold within a region: one that begins as the last did goes on from there."""

    def __init__(self, steps: Sequence[Step], region: Circumstance) -> None:
        self._steps = steps
        self._path: tuple[int, ...] = ()
        self._regions: list[Sequence[Region]] = [[Region(region, frozenset())]]

    def of(self, path: tuple[int, ...]) -> Circumstance | None:
        """Give the first of the regions of `hold_together`; None where there is none."""
        shared = 0
        for one, other in zip(path, self._path, strict=False):
            if one != other:
                break
            shared += 1
        self._path = path
        del self._regions[shared + 1 :]
        for edge in path[shared:]:
            self._regions.append(_grown(self._regions[-1], self._steps[edge]))
        regions = self._regions[-1]
        if len(regions) < 2:
            return regions[0].holds if regions else None
        return min((one.holds for one in regions), key=lambda holds: holds.order)


def _grown(regions: Sequence[Region], step: Step) -> Sequence[Region]:
    """Give the widest regions in which a step can follow."""
    if not step.findings:
        return regions
    grown = {
        Region(met, before.silenced | silenced)
        for before in regions
        for holds, silenced in step.choices
        if (met := before.holds.meet(holds))
    }
    return _widest(
        one for one in grown
        if not (one.silenced and any(one.holds.within(other) for other in one.silenced))
    )  # fmt: skip


def _widest(regions: Iterable[Region]) -> list[Region]:
    kept: list[Region] = []
    for one in regions:
        if not any(one.covered_by(other) for other in kept):
            kept = [other for other in kept if not other.covered_by(one)]
            kept.append(one)
    return kept


def _link(network: Network, edge: int, holds: Circumstance) -> Link:
    """Make the link of a step in a region once."""
    key = edge, holds
    made: Link | None = network.links.get(key)
    if made is None:
        made = network.links[key] = link(network, network.steps[edge], holds)
    return made


def link(network: Network, step: Step, holds: Circumstance) -> Link:
    """Give a step with the findings that can stand in a region."""
    standing = tuple(
        finding for finding in step.findings
        if (met := holds.meet(finding.holds)) and not any(map(met.within, finding.silenced))
    )  # fmt: skip
    return Link(step, standing, tuple(_measured(network, step)))


def _measured(network: Network, step: Step) -> Iterator[tuple[str, int]]:
    """Count the studies of a step that report what was asked for, apart from the silent ones.

    A step whose subject is itself what was asked for was seen there by all of them.
    """
    where = network.where
    if not where.facets or not step.findings:
        return
    given = where.named_by(network.graph.entities[step.subject])
    for facet in where.facets:
        if facet in given:
            yield facet, len(step.voters)
            continue
        papers = {
            key for finding in step.findings
            if facet in where.states(finding.support.evidence)
            for key in finding.observation.studies
        }  # fmt: skip
        yield facet, sum(not papers.isdisjoint(voter) for voter in step.voters)
