"""What if something is inhibited, raised, lowered or cut out: what rises, falls, or blurs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.errors import RequestError
from kg.graph import Graph
from kg.mechanism.answer import LONGEST, net_sign, signed
from kg.mechanism.beam import given_beams
from kg.mechanism.chain import Chain, find_chains
from kg.mechanism.cut import Cut, minimal_cuts, reached_by
from kg.mechanism.loop import Loop, feedback_loops
from kg.mechanism.network import Network, build_network
from kg.mechanism.step import Step
from kg.mechanism.where import named_facets, read_where
from kg.model.vocabulary import OPPOSITE, TREATMENTS
from kg.votes import Observation

Doing = Literal["up", "down", "blocked", "cut out"]
Change = Literal[
    "gains", "loses", "becomes definite", "becomes ambiguous", "no route left", "routes only",
]  # fmt: skip
State = Literal["+", "-", "ambiguous", "none"]


@dataclass(frozen=True)
class Outcome:
    """How one quantity moves under one exposure, and by what.

    `before` is the sign of the exposure's own answer, `after` what is left of it and what is held
    come to; both against nothing done. `change` is the move itself, from before to after: it gains
    or loses where what is held acts on it with one sign. `route` is the way that decides it, the
    best of those from what is held (of a cut, the best that is gone); `against` counts the ways
    from there that say the opposite. `lost` and `kept` count the exposure's unopposed ways that
    pass what is held, and that do not. `shown` are the records that did just this: silenced,
    inhibited or added it, and looked at this quantity. `exposure` is None where none was named.
    """

    exposure: str | None
    entity: str
    before: State
    after: State
    change: Change
    route: Chain | None
    against: int
    lost: int
    kept: int
    shown: tuple[Observation, ...] = ()

    def __repr__(self) -> str:
        """Say what moves, and how."""
        return f"<Outcome {self.entity} under {self.exposure}: {self.change}>"

    @property
    def decided(self) -> bool:
        """Whether the direction of the move is known."""
        return self.change in ("gains", "loses", "becomes definite", "no route left")

    @property
    def rank(self) -> tuple[object, ...]:
        """Decided first, what was shown before what follows, then by the way that decides."""
        way = self.route.rank if self.route else ()
        open_ = ("routes only", "becomes ambiguous").index(self.change) if not self.decided else -1
        defined = self.route is not None and not self.route.length
        return not self.decided, -open_, not self.shown, not self.route, defined, way, self.entity


@dataclass(frozen=True)
class WhatIf:
    """The answer: what moves, feedback loops cut and left, minimal cuts if asked for.

    `set_aside` are direct observations from exposure to outcome that no cut can meet: (exposure,
    outcome). `uncut` are pairs with chains but no cut of the size asked for.
    """

    held: tuple[tuple[str, Doing], ...]
    outcomes: tuple[Outcome, ...]
    loops_cut: tuple[Loop, ...]
    loops_left: tuple[Loop, ...]
    cuts: tuple[Cut, ...]
    set_aside: tuple[tuple[str, str], ...]
    uncut: tuple[tuple[str, str], ...]
    max_length: int

    def __repr__(self) -> str:
        """Say what is held, and count what moves."""
        held = ", ".join(f"{key} {doing}" for key, doing in self.held)
        moved = sum(one.change != "routes only" for one in self.outcomes)
        return f"<WhatIf {held}: {moved} of {len(self.outcomes)} outcomes move>"


def what_if(
    graph: Graph, *, block: Iterable[str] = (), up: Iterable[str] = (), down: Iterable[str] = (),
    cut_out: Iterable[str] = (), exposures: Iterable[str] = (), outcomes: Iterable[str] = (),
    where: Iterable[str] = (), systems: Iterable[str] = (), cut: int = 0,
    max_length: int = LONGEST,
) -> WhatIf:  # fmt: skip
    """Hold entities, cut what comes into them, and tell which quantities move under each exposure.

    `block` inhibits: what the entity does is taken away, and what depends on it moves; `down` is
    the same, `up` the opposite. `cut_out` severs it from its causes without a direction: only ways
    past it are lost. Exposures: none if none is named; outcomes: all that are acted on. `cut` asks
    for minimal cuts of at most so many entities between named exposures and outcomes. Raises
    `RequestError` for what does not exist. Definitions: `docs/chains.md`.

    >>> import kg
    >>> found = what_if(kg.load(), block=["trex1"], exposures=["carbon-ion-irradiation"],
    ...                 outcomes=["type-i-ifn-response"])
    >>> [(one.before, one.after, one.change) for one in found.outcomes]
    [('ambiguous', 'ambiguous', 'gains')]
    """
    held: dict[str, Doing] = {}
    for doing, words in _wishes(block, up, down, cut_out):
        key = graph.find(words).id
        if held.setdefault(key, doing) != doing:
            raise RequestError(f"'{key}' cannot be both {held[key]} and {doing}: choose one")
    network = build_network(graph, read_where(where, systems, graph.entities, named_facets(graph)))
    starts = [graph.find(words).id for words in exposures]
    ends = [graph.find(words).id for words in outcomes]
    if cut and not (starts and ends):
        raise RequestError("a cut lies between two entities: name the exposure and the outcome")
    if not (held or cut):
        raise RequestError("nothing is held: name what to block, raise or lower, or ask for a cut")
    if clash := set(held) & set(starts):
        raise RequestError(f"'{min(clash)}' is both exposure and held: choose one")
    study = _Study(network, held, max_length)
    cuts = [study.cuts(start, end, cut) for start in starts for end in ends if cut and start != end]
    found = list(study.outcomes(starts or [None], ends)) if held else []
    return WhatIf(
        tuple(sorted(held.items())), tuple(sorted(found, key=lambda one: one.rank)),
        study.loops(cut=True), study.loops(cut=False),
        tuple(one for found, _, _ in cuts for one in found),
        tuple(pair for _, pair, _ in cuts if pair), tuple(pair for *_, pair in cuts if pair),
        max_length,
    )  # fmt: skip


def _wishes(
    block: Iterable[str], up: Iterable[str], down: Iterable[str], cut_out: Iterable[str]
) -> Iterator[tuple[Doing, str]]:
    listed: tuple[tuple[Doing, Iterable[str]], ...] = (
        ("blocked", block), ("up", up), ("down", down), ("cut out", cut_out),
    )  # fmt: skip
    for doing, named in listed:
        for words in named:
            yield doing, words


def holds_too(network: Network, step: Step, doing: Doing) -> bool:
    """Tell whether holding the subject of a step holds its object with it."""
    whole = network.graph.entities[step.object].kind in ("process", "complex")
    lost = step.relation == "part_of" and whole and doing != "up"
    return step.relation == "of" or lost


class _Study:
    """One what-if: the network, what is held, and the ways between any two entities."""

    def __init__(self, network: Network, held: Mapping[str, Doing], max_length: int) -> None:
        self._network, self._max_length, self._named = network, max_length, dict(held)
        # A gene that is held holds what is measured of it, and one that is lost stops what it is
        # part of: ways run past the measure and the pathway, not past the gene.
        self._held = dict(held)
        for step in network.steps:
            if step.subject in held and holds_too(network, step, held[step.subject]):
                self._held.setdefault(step.object, held[step.subject])
        self._ways: dict[tuple[str, str, frozenset[str]], tuple[Chain, ...]] = {}

    def outcomes(self, starts: Sequence[str | None], ends: list[str]) -> Iterator[Outcome]:
        for start in starts:
            for end in ends or self._touched():
                if end in self._held or end == start:
                    continue
                found = self._outcome(start, end)
                if found.change != "routes only" or found.route or ends:
                    yield found

    def _touched(self) -> list[str]:
        """List all that what is held can act on."""
        follow: dict[str, list[str]] = {}
        for step in self._network.steps:
            follow.setdefault(step.subject, []).append(step.object)
        seen, waiting = set(self._held), list(self._held)
        while waiting:
            for key in follow.get(waiting.pop(), ()):
                if key not in seen:
                    seen.add(key)
                    waiting.append(key)
        return sorted(seen)

    def _outcome(self, start: str | None, end: str) -> Outcome:
        own = self._between(start, end) if start else ()
        gone = [way for way in own if self._lost(way)]
        left = [way for way in own if not self._lost(way)]
        unopposed = [way for way in own if not way.opposed]
        if any(way.sign == seen.sign for seen in left if seen.seen
               for way in gone if not way.opposed):  # fmt: skip
            # what was seen end to end does not say by which way: it may run through what is held
            left = [way for way in left if not way.seen]
        before = signed(own)
        acting = self._acting(start, end)
        moves = net_sign(sign or "ambiguous" for sign, _ in acting)
        moves = None if moves == "ambiguous" else moves
        if all(doing == "cut out" for doing in self._named.values()):
            change = _severed(own, left)
            route = min(gone, key=lambda way: way.rank, default=None)
            acting_against = 0
        else:
            change = _moved(acting, moves)
            route = next((way for sign, way in acting if moves in (None, sign)), None)
            acting_against = sum(
                not way.opposed and way.sign != route.sign
                for way in self._from_held(start, end)
                if route
            )
        signs = {_state(signed(left), left), *(sign or "ambiguous" for sign, _ in acting)}
        return Outcome(
            start, end, _state(before, own), _joined(signs), change, route, acting_against,
            sum(map(self._lost, unopposed)), sum(not self._lost(way) for way in unopposed),
            tuple(self._shown(start, end)),
        )  # fmt: skip

    def _lost(self, way: Chain) -> bool:
        return not self._held.keys().isdisjoint(way.nodes[1:-1])

    def _acting(self, start: str | None, end: str) -> list[tuple[str | None, Chain]]:
        """Give what each held entity does to the end: its sign, turned for a fall; its best way."""
        found: list[tuple[str | None, Chain]] = []
        for key, doing in sorted(self._named.items()):
            if doing == "cut out":
                continue
            ways = self._ways_of(key, start, end)
            if not ways:
                continue
            sign = signed(ways)
            if sign and doing != "up":
                turned: str | None = OPPOSITE[sign]
            else:
                turned = sign
            best = min((way for way in ways if sign in (None, way.sign)), key=lambda way: way.rank)
            found.append((turned, best))
        return found

    def _from_held(self, start: str | None, end: str) -> Iterator[Chain]:
        for key, doing in sorted(self._named.items()):
            if doing != "cut out":
                yield from self._ways_of(key, start, end)

    def _ways_of(self, key: str, start: str | None, end: str) -> tuple[Chain, ...]:
        entities = self._network.graph.entities
        given = {start, *(entities[start].components if start else ())}
        if entities[key].kind in TREATMENTS and self._named[key] != "up" and key not in given:
            return ()  # what is not given cannot be taken away
        others = frozenset(self._named) - {key} | ({start} if start else set())
        ways = self._between(key, end, others - {end})
        return tuple(way for way in ways if not any(link.step.of_arms for link in way.links))

    def _between(
        self, start: str, end: str, avoid: frozenset[str] = frozenset()
    ) -> tuple[Chain, ...]:
        asked = start, end, avoid
        if asked not in self._ways:
            found = find_chains(self._network, start, end, self._max_length, avoid)
            told = (way for way in found
                    if way.seen or not any(link.step.of_arms for link in way.links))  # fmt: skip
            self._ways[asked] = tuple(sorted(told, key=lambda way: way.rank))
        return self._ways[asked]

    def _shown(self, start: str | None, end: str) -> Iterator[Observation]:
        """Yield the records that held one of the same things in the same direction.

        Those under another beam showed another thing.
        """
        region = self._network.region(start)
        for step in self._network.into.get(end, ()):
            if step.relation != "effect" or step.subject not in self._held:
                continue
            doing = "up" if self._held[step.subject] == "up" else "down"
            for finding in step.findings:
                turned = finding.support.evidence.perturbation
                beams = given_beams(self._network.graph, finding.support.evidence)
                if turned and turned.direction == doing and region.meet(beams):
                    yield finding.observation

    @cached_property
    def _every_loop(self) -> tuple[Loop, ...]:
        return feedback_loops(self._network.steps)

    def loops(self, *, cut: bool) -> tuple[Loop, ...]:
        """Name the feedback loops through what is held, or those that it still acts on."""
        if not self._held:
            return ()
        every = self._every_loop
        held = set(self._held)
        if cut:
            return tuple(loop for loop in every if held.intersection(loop.nodes))
        touched = set(self._touched())
        return tuple(
            loop for loop in every
            if touched.intersection(loop.nodes) and not held.intersection(loop.nodes)
        )  # fmt: skip

    def cuts(
        self, start: str, end: str, size: int
    ) -> tuple[list[Cut], tuple[str, str] | None, tuple[str, str] | None]:
        """Find minimal cuts; also the pair, where a direct observation had to be set aside."""
        ways = self._between(start, end)
        inner = {frozenset(way.nodes[1:-1]) for way in ways}
        direct = frozenset() in inner
        cuts = minimal_cuts(inner - {frozenset()}, size) if len(inner) > direct else ()
        graph = self._network.graph
        found = [
            Cut(start, end, tuple(sorted(cut)), reached_by(graph, cut)) for cut in cuts
        ]  # fmt: skip
        uncut = len(inner) > direct and not cuts
        return found, (start, end) if direct else None, (start, end) if uncut else None


def _moved(acting: Sequence[tuple[str | None, Chain]], moves: str | None) -> Change:
    if not acting:
        return "routes only"
    return "gains" if moves == "+" else "loses" if moves == "-" else "becomes ambiguous"


def _severed(before: Sequence[Chain], after: Sequence[Chain]) -> Change:
    """Name what the loss of ways alone does to the sign."""
    was, now = (_state(signed(ways), ways) for ways in (before, after))
    if was == now:
        return "routes only"
    if now == "ambiguous":
        return "becomes ambiguous"
    if now == "none":
        return "no route left" if was == "ambiguous" else "loses" if was == "+" else "gains"
    return "becomes definite"


def _state(sign: str | None, ways: Sequence[Chain]) -> State:
    if sign is not None:
        return "+" if sign == "+" else "-"
    return "ambiguous" if any(not way.opposed for way in ways) else "none"


def _joined(signs: Iterable[str]) -> State:
    found = set(signs) - {"none"}
    if not found:
        return "none"
    return "ambiguous" if len(found) > 1 or "ambiguous" in found else "+" if "+" in found else "-"
