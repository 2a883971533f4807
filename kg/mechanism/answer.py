"""How does one thing act on another? What was seen, how it may come about, what opposes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from kg.errors import RequestError
from kg.graph import Graph
from kg.mechanism.advantage import ByLevel, compare, find_advantages, find_by_level
from kg.mechanism.chain import Chain, Link, find_chains
from kg.mechanism.circumstance import Circumstance
from kg.mechanism.level import Level, barred, find_levels, speaking
from kg.mechanism.network import Network, build_network, find_nulls
from kg.mechanism.step import Finding
from kg.mechanism.where import Where, named_facets, read_where
from kg.votes import Weighing, voters, weigh

LONGEST = 5
"""Found steps of the longest chain that is looked for, if nobody says otherwise."""


@dataclass(frozen=True)
class Parting:
    """Where unopposed chains part: the fewer of them, and the steps without which none is left.

    `sign` is that of the fewer; `raising` and `lowering` count the chains. Each of `steps` is a
    (subject, object) on chains of that sign and on none of the other.
    """

    sign: str
    raising: int
    lowering: int
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chains:
    """The answer about two entities: all chains in their order, and what they come to.

    `sign` is that of what was seen, else of the unopposed chains (where they part, of those that
    decide); None where these part as well, where a null outweighs, where they go against all that
    was compared, and where there is nothing.
    `variants` gives for each chain the position of the one that it shares all but a detour with, or
    None. `nulls` are direct records that found no change, `weighing` sets what was seen against
    itself, `parting` tells by what chains part.
    `levels` are the direct comparisons of the end under the start with other arms, which have no
    sign; `speaking` those of studies, where all found it higher, or all lower.
    `left_out` tells whether there are direct findings that the question leaves out: 'hidden'
    by `without_direct`, or 'asked' for under other conditions. `by_level` are the advantages over
    another exposure that enter where no signed chain leads.
    """

    start: str
    end: str
    sign: str | None
    chains: tuple[Chain, ...]
    variants: tuple[int | None, ...]
    max_length: int
    nulls: tuple[Finding, ...] = ()
    weighing: Weighing = field(default_factory=Weighing)
    parting: Parting | None = None
    levels: tuple[Level, ...] = ()
    speaking: tuple[Level, ...] = ()
    left_out: Literal["", "hidden", "asked"] = ""
    by_level: tuple[ByLevel, ...] = ()

    def __repr__(self) -> str:
        """Say between what, with which sign, and count the chains."""
        return f"<Chains {self.start} to {self.end}: {self.sign}, {len(self.chains)} chains>"

    @property
    def seen(self) -> tuple[Chain, ...]:
        """The signed direct findings, one step each."""
        return tuple(chain for chain in self.chains if chain.seen)

    @property
    def how(self) -> tuple[Chain, ...]:
        """The ways that nothing seen goes against, of two steps or more."""
        return tuple(chain for chain in self.chains if not chain.seen and not chain.opposed)

    @property
    def counter_forces(self) -> tuple[Chain, ...]:
        """The ways against what was seen of which each found step has a study that votes."""
        return tuple(chain for chain in self.chains if chain.counter_force)

    @property
    def opposed(self) -> tuple[Chain, ...]:
        """The ways that go against what was seen, counter-forces included."""
        return tuple(chain for chain in self.chains if chain.opposed)

    @property
    def null_studies(self) -> tuple[tuple[str, ...], ...]:
        """The independent studies that found no change."""
        who = voters(one.observation for one in self.nulls)
        return tuple(sorted(set(who.values()) - {()}))

    def heads(self, among: Iterable[Chain]) -> tuple[Chain, ...]:
        """Keep the chains that are no variant of another."""
        wanted = set(map(id, among))
        return tuple(
            chain for chain, other in zip(self.chains, self.variants, strict=True)
            if other is None and id(chain) in wanted
        )  # fmt: skip

    def variants_of(self, head: Chain) -> tuple[Chain, ...]:
        """List the variants of a chain, in order."""
        return tuple(
            chain
            for chain, other in zip(self.chains, self.variants, strict=True)
            if other is not None and self.chains[other] is head
        )

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each chain, from 1, by its identity."""
        return {id(chain): n for n, chain in enumerate(self.chains, 1)}


def chains(
    graph: Graph, start: str, end: str, *, through: Iterable[str] = (), avoid: Iterable[str] = (),
    where: Iterable[str] = (), systems: Iterable[str] = (), versus: str | None = None,
    max_length: int = LONGEST, without_direct: bool = False,
) -> Chains:  # fmt: skip
    """Tell what was seen between two entities, and find every signed way from one to the other.

    Entities by id, label or synonym. `where` limits the circumstances (`oxygen=hypoxia`,
    `dose=8-10 Gy`), `systems` the settings of the records, `versus` asks where on each chain the
    start differs from another exposure; `max_length` counts the steps that were found.
    `without_direct` hides every direct finding between the two, so that the ways alone answer.
    Raises `RequestError` for what does not exist. Formal definitions: `docs/chains.md`.

    >>> import kg
    >>> found = chains(kg.load(), "trex1-expression", "cgas-sting-signalling", max_length=2)
    >>> found.sign, found.chains[0].nodes
    ('-', ('trex1-expression', 'cytosolic-dsdna', 'cgas-sting-signalling'))
    """
    first, last = graph.find(start).id, graph.find(end).id
    if first == last:
        raise RequestError(f"'{first}' is both start and end: a chain joins two entities")
    if max_length < 1:
        raise RequestError(f"a chain of at most {max_length} steps has none: give 1 or more")
    pair = (first, last) if without_direct else None
    wish = read_where(where, systems, graph.entities, named_facets(graph))
    network = build_network(graph, wish, pair)
    passed = {graph.find(words).id for words in through} - {first, last}
    avoided = {graph.find(words).id for words in avoid}
    everything = list(find_chains(network, first, last, max_length, avoided))
    found = [chain for chain in everything if chain.seen or passed <= set(chain.nodes)]
    advantages: tuple[ByLevel, ...] = ()
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
        advantages = tuple(sorted(entering, key=lambda one: (one.chains[0].rank, one.basis)))
    found.sort(key=lambda chain: chain.rank)
    nulls = () if without_direct else find_nulls(graph, first, last, network.where)
    direct = [chain for chain in found if chain.seen]
    sides = [side for chain in direct if (side := chain.links[0].step.side)]
    voting = [one for side in sides for one in side.observations]
    ways = [chain for chain in found if not chain.seen and not chain.opposed]
    levels = tuple(find_levels(graph, first, last, network.where))
    speak = () if without_direct else speaking(graph, first, levels)
    sign = answer_sign(direct, nulls, ways, barred(speak))
    ordered = in_order(found, sign)
    return Chains(
        first, last, sign, ordered, group(ordered), max_length, nulls,
        weigh([*voting, *(one.observation for one in nulls)]), part(ways), levels, speak,
        "hidden" if without_direct else _left_out(graph, network, first, last), advantages,
    )  # fmt: skip


def in_order(found: Iterable[Chain], sign: str | None) -> tuple[Chain, ...]:
    """Sort chains by rank, ways of the answer's sign before unopposed ways of the other."""
    def key(chain: Chain) -> tuple[object, ...]:
        way = not chain.seen and not chain.opposed
        return *chain.rank[:2], way and sign not in (None, chain.sign), *chain.rank[2:]

    return tuple(sorted(found, key=key))


def _left_out(graph: Graph, network: Network, start: str, end: str) -> Literal["", "asked"]:
    """Tell whether two entities have direct findings, none of them under what was asked."""
    if network.where == Where() or any(step.side for step in network.signed(start, end)):
        return ""
    if find_nulls(graph, start, end, network.where):
        return ""
    whole = build_network(graph)
    found = any(step.side for step in whole.signed(start, end)) or find_nulls(graph, start, end)
    return "asked" if found else ""


def answer_sign(
    seen: Iterable[Chain], nulls: Sequence[Finding], ways: Iterable[Chain], bars: str = ""
) -> str | None:
    """Give the sign of what was seen, else of the ways; None where they part.

    A null outweighs a sign behind which there are no more studies; of ways that part, some decide
    (`deciding`). `bars` is a sign that ways alone do not decide on: all that was compared is
    against it.
    """
    direct = {chain.sign: chain.links[0] for chain in seen if chain.links[0].step.side}
    if direct or nulls:
        against = len(set(voters(one.observation for one in nulls).values()) - {()})
        kept = {sign for sign, link in direct.items() if not nulls or link.studies > against}
        return kept.pop() if len(kept) == 1 and len(direct) == 1 else None
    sign = sign_of_ways(ways)
    return None if sign == bars else sign


def sign_of_ways(ways: Iterable[Chain]) -> str | None:
    """Give the one sign of unopposed ways; where they part, that of those that decide."""
    listed = list(ways)
    return net_sign(way.sign for way in deciding(listed))


def deciding(ways: Sequence[Chain]) -> Sequence[Chain]:
    """Keep the ways that give the sign: all where they agree, else the firm ones.

    Where none is firm, those that pass no outcome and go against nothing that was seen to prevail.
    """
    if len({way.sign for way in ways}) < 2:
        return ways
    firm = [way for way in ways if way.firm]
    return firm or [way for way in ways if not way.passes_outcome and not way.strained]


def signed(found: Iterable[Chain], nulls: Sequence[Finding] = ()) -> str | None:
    """Give the sign that all chains between two entities come to, in whatever order they are."""
    listed = list(found)
    ways = (chain for chain in listed if not chain.seen and not chain.opposed)
    return answer_sign((chain for chain in listed if chain.seen), nulls, ways)


def net_sign(signs: Iterable[str]) -> str | None:
    """Give the one sign of several ways; None where they part, or where there is none.

    >>> net_sign("++"), net_sign("+-"), net_sign("")
    ('+', None, None)
    """
    found = set(signs)
    return found.pop() if len(found) == 1 else None


def part(ways: Sequence[Chain]) -> Parting | None:
    """Tell by which steps ways of the two signs part; None where they do not."""
    sides = {sign: [chain for chain in ways if chain.sign == sign] for sign in "+-"}
    if not all(sides.values()):
        return None
    fewer, more = ("-", "+") if len(sides["-"]) <= len(sides["+"]) else ("+", "-")
    others = {_pair(link) for chain in sides[more] for link in chain.links}
    left, steps = list(sides[fewer]), list[tuple[str, str]]()
    while left:  # greedily: the step on most of them, the one nearest to the end among equals
        counted: dict[tuple[str, str], int] = {}
        for chain in left:
            for link in reversed(chain.links):
                if _pair(link) not in others:
                    counted[_pair(link)] = counted.get(_pair(link), 0) + 1
        if not counted:
            break
        best = max(counted, key=lambda pair: counted[pair])
        steps.append(best)
        left = [chain for chain in left if all(_pair(link) != best for link in chain.links)]
    return Parting(fewer, len(sides["+"]), len(sides["-"]), tuple(steps))


def group(ordered: Sequence[Chain]) -> tuple[int | None, ...]:
    """Give for each chain the position of the first that it shares all but a detour with.

    Both have one sign and stand on one side of what was seen, share a node between the ends, and
    differ in one stretch that on the first is a node at most. A chain of one node between the ends
    has no variants: what leads past that node by more steps tells how it comes about.
    """
    found: list[int | None] = []
    heads: list[int] = []
    for place, chain in enumerate(ordered):
        same = (head for head in heads if _is_variant(ordered[head], chain))
        head = next(same, None)
        found.append(head)
        if head is None:
            heads.append(place)
    return tuple(found)


def _is_variant(head: Chain, chain: Chain) -> bool:
    alike = (head.sign, bool(head.opposed)) == (chain.sign, bool(chain.opposed))
    if not alike or len(head.nodes) < 4:
        return False
    one, other = head.nodes, chain.nodes
    shortest = min(len(one), len(other))
    before = 0
    while before < shortest and one[before] == other[before]:
        before += 1
    after = 0
    while after < shortest - before and one[-1 - after] == other[-1 - after]:
        after += 1
    shared = before + after - 2  # between the ends
    return shared > 0 and len(one) - before - after <= 1


def _pair(link: Link) -> tuple[str, str]:
    return link.step.subject, link.step.object
