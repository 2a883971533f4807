"""The signed network as others read it: a file for `kg.paths`, plain values for the page.

All that needs judgement is written here: which steps there are under each wish that the page
offers, how many studies vote for each, what limits or contests it, whether it opposes chains, what
it holds when something is held, and what was seen between two entities, in words. The page only
enumerates, multiplies and sorts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any, TypeVar, get_args

from kg.graph import Graph
from kg.mechanism.answer import Chains, answer_sign
from kg.mechanism.beam import given_beams
from kg.mechanism.chain import Chain, Link, hold_together, link
from kg.mechanism.circumstance import ANYWHERE, Circumstance
from kg.mechanism.level import Level, barred, levels_of, speaking
from kg.mechanism.network import (
    Network,
    build_network,
    every_null,
    write_network,
)
from kg.mechanism.say import (
    AGAINST_COMPARED,
    ARROW,
    DECIDING,
    DONE,
    MOVES,
    UNSEEN,
    VERB,
    capital,
    headline,
    name,
    say_compared,
)
from kg.mechanism.step import Finding, Step
from kg.mechanism.whatif import holds_too
from kg.mechanism.where import NAMED, Where, named_facets, read_where
from kg.model.vocabulary import TREATMENTS, Setting
from kg.votes import TAGS, Observation, Topic, many, observe, tags, weigh

__all__ = ["network_table", "write_network"]

T = TypeVar("T")


def network_table(graph: Graph) -> dict[str, Any]:
    """Write out every step and every pair that was looked at, under each wish of the page.

    A wish is a value of the facet that the corpus names first, a setting and the basis that it
    names first, any of them empty: `facet|setting|basis`. Steps,
    findings, regions and pairs stand once in a list each and are told by their places in it;
    `wishes` lists the places of its steps and pairs as runs (first, how many, first, ...). Regions
    are their named facets and their intervals; an open end of an interval is None.

    >>> import kg
    >>> table = network_table(kg.load())
    >>> "||" in table["wishes"], table["tags"][0]
    (True, 'review only')
    """
    made = _Written(graph)
    settings = {evidence.system.setting for _, evidence in graph.evidence()}
    settings &= set(get_args(Setting)) - {"unspecified"}
    bases = {basis for edge in graph.comparisons for basis in edge.basis}
    ordered = [*(one for one in graph.manifest.bases if one in bases), *sorted(bases)]
    offered = {
        "facet": ["", *made.values],
        "setting": ["", *sorted(settings)],
        "basis": ["", *ordered[:1]],
    }
    wishes = {"|".join(wish): made.under(*wish) for wish in product(*offered.values())}
    anywhere = made.regions[ANYWHERE]
    starts = {key: made.regions[region] for key, region in made.given.items()}
    return {
        "offered": {**offered, "name": made.facet, "named": made.facet.replace("_", " ")},
        "wishes": wishes,
        "steps": made.steps.listed,
        "pairs": made.pairs.listed,
        "findings": made.findings.listed,
        "regions": [plain_region(one) for one in made.regions.things],
        "starts": {key: number for key, number in starts.items() if number != anywhere},
        "turned": made.turned,
        "names": made.names.listed,
        "records": made.records.listed,
        "tags": list(TAGS),
        "treatments": sorted(TREATMENTS & {one.kind for one in graph.entities.values()}),
        "words": {
            "verb": VERB,
            "arrow": ARROW,
            "done": DONE,
            "unseen": UNSEEN,
            "deciding": [DECIDING[True], DECIDING[False]], "against": AGAINST_COMPARED,
            "moves": [[change, *words] for change, words in MOVES.items()],
        },
    }


def _first_choice(
    graph: Graph, named: Mapping[str, tuple[str, ...]]
) -> tuple[str, tuple[str, ...]]:
    """Find the first facet of the manifest whose words records report, with these words."""
    reported = {facet for _, record in graph.evidence() for facet, _ in record.conditions.facets}
    known = {facet: NAMED[facet] for facet in ("oxygen", "route")}
    special = ("basis", "facets")
    known |= {facet: words for facet, words in named.items() if words and facet not in special}
    for facet in dict.fromkeys((*graph.manifest.facets, *known)):
        words = known.get(facet, ()) if facet in reported else ()
        if words:
            kind = graph.manifest.facets.get(facet)
            order = (*(kind.values if kind else ()), *words)
            return facet, tuple(one for one in dict.fromkeys(order) if one in words)
    return "", ()


class _Numbered:
    """Things in the order of their first use, each told by its place."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}

    def __getitem__(self, thing: Any) -> int:
        return self._places.setdefault(thing, len(self._places))

    @property
    def things(self) -> list[Any]:
        return list(self._places)

    @property
    def listed(self) -> list[Any]:
        return [_plain(thing) for thing in self._places]


class _Written:
    """What the networks of all wishes share."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.names, self.records, self.regions = _Numbered(), _Numbered(), _Numbered()
        self.findings, self.steps, self.pairs = _Numbered(), _Numbered(), _Numbered()
        self.turned: dict[int, tuple[str, int]] = {}
        self._named = named_facets(graph)
        self.facet, self.values = _first_choice(graph, self._named)
        whole = build_network(graph)
        self.given = {key: whole.region(key) for key in graph.entities}
        # Wishes have most of their steps and answers in common: each is written once.
        self._kept = _Once()

    def under(self, value: str, setting: str, basis: str) -> list[list[int]]:
        """Write the network of one wish: the places of its steps, and of its pairs."""
        asked = [f"{self.facet}={value}"] * bool(value) + [f"basis={basis}"] * bool(basis)
        where = read_where(asked, [setting] * bool(setting), self._graph.entities, self._named)
        network = build_network(self._graph, where)
        steps = sorted(self._place(network, step, value) for step in network.steps)
        pairs = sorted(self._looked_at(network, value))
        return [runs(steps), runs(pairs)]

    def _place(self, network: Network, step: Step, value: str) -> int:
        """Give the number of a step; its row hangs on the facet's value, and on its rivals."""
        prevails = network.prevailing.get((step.subject, step.object)) is step
        return self._kept(
            (step,), (value, prevails), lambda: self.steps[self._step(network, step)]
        )

    def _step(self, network: Network, step: Step) -> tuple[Any, ...]:
        flags = (
            step.plain, step.contested, step.doubtful, step.side is not None, step.of_arms,
            step.sign == "-", holds_too(network, step, "blocked"), holds_too(network, step, "up"),
            step.firm, network.prevailing.get((step.subject, step.object)) is step, step.skips,
        )  # fmt: skip
        measured = dict(link(network, step, ANYWHERE).measured).get(self.facet)
        return (
            self.names[step.subject], self.names[step.object], step.relation,
            tuple(map(self._finding, step.findings)), len(step.voters),
            sum(1 << place for place, flag in enumerate(flags) if flag),
            sum(1 << place for place, tag in enumerate(TAGS) if tag in step.tags),
            self.names[step.general] if step.general else -1,
            -1 if measured is None else measured,
        )  # fmt: skip

    def _finding(self, finding: Finding) -> int:
        support = finding.support
        record = self.records[f"{support.claim}#{support.evidence.id}"]
        if support.evidence.perturbation:
            beams = given_beams(self._graph, support.evidence)
            self.turned[record] = support.evidence.perturbation.direction, self.regions[beams]
        silenced = sorted(self.regions[one] for one in finding.silenced)
        return self.findings[record, self.regions[finding.holds], tuple(silenced)]

    def _looked_at(self, network: Network, value: str) -> Iterator[int]:
        """Yield the number of what was seen of each pair, where the step alone does not say it.

        Its ends, its sign, what is said of it and what would be without its steps (if anything but
        the plain words), its nulls, their studies and tags, the level against other arms, the sign
        that this bars to ways alone, and what is said of it.
        """
        seen = self._seen_steps(network, value)
        nulls, levels = every_null(network.graph, network.where), self._levels(network)
        for pair in sorted({*seen, *nulls, *levels}):
            steps, none, compared = seen.get(pair, ()), nulls.get(pair, ()), levels.get(pair, ())
            things = (*steps, *(one.observation for one in none), *compared)
            told = (pair, len(steps), *((one.holds, one.silenced) for one in none))
            row = self._kept(
                things, told, partial(self._pair, network.graph, pair, steps, none, compared)
            )
            if row is not None:
                yield row

    def _pair(
        self, graph: Graph, pair: tuple[str, str], steps: Sequence[Step],
        nulls: tuple[Finding, ...], levels: Iterable[Level],
    ) -> int | None:  # fmt: skip
        """Give the number of what was seen of one pair; None where the step says it."""
        whole, bare = _answer(pair, steps, nulls, levels), _answer(pair, (), nulls, levels)
        said = [
            None if words == _plainly(graph, one) else words
            for one in (whole, bare) if (words := headline(graph, one))
        ]  # fmt: skip
        speak = speaking(graph, pair[0], whole.levels)
        if not (any(said) or whole.nulls or whole.levels or len(whole.chains) > 1):
            return None
        return self.pairs[
            self.names[pair[0]], self.names[pair[1]], whole.sign, *said,
            tuple(map(self._finding, whole.nulls)), len(whole.null_studies),
            tags([one.observation for one in whole.nulls]),
            tuple((self.names[one.versus], one.basis, one.level, len(one.voters))
                  for one in whole.levels),
            barred(speak), say_compared(graph, speak),
        ]  # fmt: skip

    def _seen_steps(
        self, network: Network, value: str
    ) -> Mapping[tuple[str, str], Sequence[Step]]:
        """Sort the steps that were found by their ends: those that can hold where it was asked."""
        found, asked = defaultdict(list), network.where.region

        def holds(step: Step) -> bool:
            region = asked.meet(self.given[step.subject]) or asked
            return bool(hold_together([step], region))

        for step in network.steps:
            if step.counts and self._kept((step,), ("holds", value), partial(holds, step)):
                found[step.subject, step.object].append(step)
        return found

    def _levels(self, network: Network) -> Mapping[tuple[str, str], Sequence[Level]]:
        """Give the level of each object under each arm against others."""
        found: dict[tuple[str, str], list[Level]] = defaultdict(list)
        for topic, observations in observe(network.graph).items():
            if topic.given or not topic.comparator:
                continue
            heard = [one for one in observations if network.where.covers(one.support.evidence)]
            for arm in (topic.exposure, topic.comparator):
                found[arm, topic.object] += self._kept(
                    heard, (arm,), partial(_levels_under, topic, heard, arm)
                )
        return {pair: levels for pair, levels in found.items() if levels}


def _levels_under(topic: Topic, heard: Sequence[Observation], arm: str) -> tuple[Level, ...]:
    return tuple(levels_of(topic, heard, arm, Where()))


class _Once:
    """What was made of some things, by their identity, and of what else was told of them."""

    def __init__(self) -> None:
        self._made: dict[Any, tuple[Any, Sequence[object]]] = {}

    def __call__(
        self, things: Sequence[object], told: tuple[object, ...], make: Callable[[], T]
    ) -> T:
        key = (*map(id, things), *told)
        if key not in self._made:  # the things stay, so that nothing else gets their identity
            self._made[key] = make(), things
        made: T = self._made[key][0]
        return made


def _answer(
    pair: tuple[str, str], steps: Sequence[Step], nulls: tuple[Finding, ...],
    levels: Iterable[Level],
) -> Chains:  # fmt: skip
    """Make the answer of a pair that has no way of several steps."""
    found = [Chain((Link(step, step.findings),), step.sign, ANYWHERE) for step in steps]
    found.sort(key=lambda chain: chain.rank)
    voting = [one for step in steps if step.side for one in step.side.observations]
    return Chains(
        *pair, answer_sign(found, nulls, ()), tuple(found), (None,) * len(found), 1, nulls,
        weigh([*voting, *(one.observation for one in nulls)]), levels=tuple(levels),
    )  # fmt: skip


def _plainly(graph: Graph, found: Chains) -> str:
    """Say what the page says of a pair by itself: it needs to be told only what differs."""
    start, end = name(graph, found.start), name(graph, found.end)
    if len(found.chains) != 1:
        return f"What {start} does to {end} was not measured directly in this corpus."
    (chain,) = found.chains
    studies = many(chain.studies) if chain.studies else "only a review says so"
    return f"{capital(start)} {VERB[chain.sign]} {end} ({studies})."


def runs(places: Sequence[int]) -> list[int]:
    """Write ascending numbers as runs.

    >>> runs([0, 1, 2, 7])
    [0, 3, 7, 1]
    """
    found: list[int] = []
    for place in places:
        if found and found[-2] + found[-1] == place:
            found[-1] += 1
        else:
            found += [place, 1]
    return found


def plain_region(region: Circumstance) -> list[Any]:
    """Write a region as its named facets and its intervals; an open end is None."""
    return [
        {facet: sorted(values) for facet, values in region.kinds},
        {facet: [_finite(low), _finite(high)] for facet, (low, high) in region.ranges},
    ]


def _finite(bound: float) -> float | None:
    return None if bound in (float("inf"), float("-inf")) else bound


def _plain(thing: Any) -> Any:
    return [_plain(one) for one in thing] if isinstance(thing, tuple) else thing
