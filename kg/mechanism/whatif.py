"""What if: hold an entity up, down or still, and see which outcomes gain, lose, flip or blur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from kg.errors import RequestError
from kg.graph import Graph
from kg.mechanism.algebra import Loop, Value, feedback_loops, steady_state, steps_within
from kg.mechanism.chain import hold_together, net_sign
from kg.mechanism.circumstance import Circumstance, members
from kg.mechanism.cut import Reach, find_reach, minimal_cuts
from kg.mechanism.network import Network, Step, beams_of, build_network
from kg.mechanism.where import read_where
from kg.paths import simple_paths

Doing = Literal["up", "down", "blocked"]
Change = Literal[
    "gains", "loses", "flips", "becomes ambiguous", "becomes definite", "no route left",
    "routes only",
]  # fmt: skip


@dataclass(frozen=True)
class Route:
    """One chain as a what-if needs it: its steps and its sign."""

    steps: tuple[Step, ...]
    sign: str

    @property
    def inner(self) -> frozenset[str]:
        """The entities between start and end."""
        return frozenset(step.object for step in self.steps[:-1])


@dataclass(frozen=True)
class Outcome:
    """How one outcome stands under one exposure, before and after.

    `before` and `after` join the signs of all chains ('+', '-', 'ambiguous', None); the counts are
    chains that raise and that lower. `firm` is `after` without the chains that rest on `summaries`:
    observed effects that may themselves run through what is held. `algebra_before` and
    `algebra_after` are the steady states; `differs` says why the latter differs from the chains.
    `exposure` is None for what the intervention does alone.
    """

    exposure: str | None
    entity: str
    before: str | None
    after: str | None
    change: Change
    raising: tuple[int, int]
    lowering: tuple[int, int]
    firm: str | None
    summaries: tuple[tuple[str, str], ...]
    algebra_before: Value
    algebra_after: Value
    differs: str


@dataclass(frozen=True)
class Cut:
    """One minimal set of entities that meets every chain, and who reaches each member."""

    exposure: str
    entity: str
    members: tuple[str, ...]
    reached_by: tuple[tuple[str, tuple[Reach, ...]], ...]


@dataclass(frozen=True)
class WhatIf:
    """The answer: outcomes that change, feedback loops cut and left, minimal cuts if asked for.

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


def what_if(
    graph: Graph, *, block: Iterable[str] = (), up: Iterable[str] = (), down: Iterable[str] = (),
    exposures: Iterable[str] = (), outcomes: Iterable[str] = (), where: Iterable[str] = (),
    systems: Iterable[str] = (), cut: int = 0, max_length: int = 8,
) -> WhatIf:  # fmt: skip
    """Hold entities, cut what comes into them, and tell which outcomes change under each exposure.

    `block` keeps an entity at its untreated level, so that nothing passes through it; `up` and
    `down` set it. Exposures: all beams with effects of their own if none are named; outcomes: all
    that change. `cut` asks for minimal cuts of at most so many entities between named exposures and
    outcomes. Raises `RequestError` for what does not exist. Definitions: `docs/chains.md`.

    >>> import kg
    >>> found = what_if(kg.load(), block=["trex1"], exposures=["carbon-ion-irradiation"],
    ...                 outcomes=["cytosolic-dsdna"], max_length=2)
    >>> [(one.before, one.after, one.change) for one in found.outcomes]
    [('ambiguous', '+', 'gains')]
    """
    held: dict[str, Doing] = {}
    for doing, words in _wishes(block, up, down):
        key = graph.find(words).id
        if held.setdefault(key, doing) != doing:
            raise RequestError(f"'{key}' cannot be both {held[key]} and {doing}: choose one")
    network = build_network(graph, read_where(where, systems, graph.entities))
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
    return WhatIf(
        tuple(sorted(held.items())),
        tuple(study.outcomes(starts or _beams(network, held), ends)) if held else (),
        study.loops(cut=True), study.loops(cut=False),
        tuple(one for found, _, _ in cuts for one in found),
        tuple(pair for _, pair, _ in cuts if pair), tuple(pair for *_, pair in cuts if pair),
        max_length,
    )  # fmt: skip


def _wishes(
    block: Iterable[str], up: Iterable[str], down: Iterable[str]
) -> Iterator[tuple[Doing, str]]:
    for words in block:
        yield "blocked", words
    for words in up:
        yield "up", words
    for words in down:
        yield "down", words


def _beams(network: Network, held: Mapping[str, Doing]) -> list[str]:
    """List the beams that have effects of their own."""
    entities = network.graph.entities
    acting = {step.subject for step in network.steps if step.relation == "effect"}
    return sorted(key for key in acting - set(held) if entities[key].kind == "radiation")


class _Study:
    """One what-if: the network, what is held, and the routes between any two entities."""

    def __init__(self, network: Network, held: Mapping[str, Doing], max_length: int) -> None:
        self._network, self._max_length = network, max_length
        self._held = dict(held)
        # A gene that is held holds what is measured of it, and one that is lost stops what it is
        # part of: chains run past the measure and the pathway, not past the gene.
        for step in network.steps:
            if step.subject in held and self._holds(step):
                self._held.setdefault(step.object, held[step.subject])
        self._routes: dict[tuple[str, str], tuple[Route, ...]] = {}

    def _holds(self, step: Step) -> bool:
        whole = self._network.graph.entities[step.object].kind in ("process", "complex")
        lost = step.relation == "part_of" and whole and self._held[step.subject] != "up"
        return step.relation == "of" or lost

    def outcomes(self, starts: list[str], ends: list[str]) -> Iterator[Outcome]:
        moved = {key for key, doing in self._held.items() if doing != "blocked"}
        for start in (*starts, *([None] if moved else [])):
            for end in ends or self._touched():
                if end in self._held or end == start:
                    continue
                found = self._outcome(start, end, bool(ends))
                if found:
                    yield found

    def _touched(self) -> list[str]:
        """List what anything held can act on, outcomes first."""
        reached = steady_state(self._network.steps, dict.fromkeys(self._held, "+"))
        entities = self._network.graph.entities
        keys = [key for key, value in reached.items() if value != "0"]
        return sorted(keys, key=lambda key: (entities[key].kind != "outcome", key))

    def _outcome(self, start: str | None, end: str, asked: bool) -> Outcome | None:
        before = self._between(start, end) if start else ()
        kept = [route for route in before if not self._meets(route)]
        after = [*kept, *self._from_held(start, end)]
        change = _change(before, after)
        if change is None and not asked:
            return None
        doubtful = {route: summaries for route in kept if (summaries := self._summaries(route))}
        states = self._states(start)
        was, now = (state.get(end, "0") for state in states)
        value = net_sign(route.sign for route in after)
        return Outcome(
            start, end, net_sign(route.sign for route in before), value, change or "routes only",
            _count("+", before, after), _count("-", before, after),
            net_sign(route.sign for route in after if route not in doubtful),
            tuple(sorted({pair for pairs in doubtful.values() for pair in pairs})),
            was, now, "" if MEANS[value] == now else self._why(start, end, now),
        )  # fmt: skip

    def _between(self, start: str, end: str) -> tuple[Route, ...]:
        if (start, end) not in self._routes:
            self._routes[start, end] = tuple(self._find(start, end, self._region(start)))
        return self._routes[start, end]

    def _find(
        self, start: str, end: str, region: Circumstance, avoid: frozenset[str] = frozenset()
    ) -> Iterator[Route]:
        arrays = self._network.arrays
        ends = arrays.node(start), arrays.node(end)
        for path in simple_paths(arrays, *ends, self._max_length, set(map(arrays.node, avoid))):
            steps = tuple(self._network.steps[edge] for edge in path)
            if hold_together(steps, region):
                yield Route(steps, _sign(steps))

    def _meets(self, route: Route) -> bool:
        return not self._held.keys().isdisjoint(route.inner)

    def _from_held(self, start: str | None, end: str) -> Iterator[Route]:
        """Yield what held entities do by themselves; a fall turns the signs."""
        for key, doing in sorted(self._held.items()):
            if doing == "blocked":
                continue
            others = frozenset(self._held) - {key} | ({start} if start else set())
            for route in self._find(key, end, self._region(start), others - {end}):
                yield replace(route, sign=TURN[route.sign]) if doing == "down" else route

    def _summaries(self, route: Route) -> frozenset[tuple[str, str]]:
        """Name the steps of a route that may themselves run through what is held."""
        return frozenset(
            (step.subject, step.object) for step in route.steps
            if step.findings and any(self._runs_through(step, key) for key in self._held)
        )  # fmt: skip

    def _runs_through(self, step: Step, key: str) -> bool:
        """Tell whether a longer way of the same sign leads past an entity."""
        if key in (step.subject, step.object):
            return False
        into = {route.sign for route in self._between(step.subject, key)
                if step.object not in route.inner}  # fmt: skip
        out = {route.sign for route in self._between(key, step.object)
               if step.subject not in route.inner}  # fmt: skip
        return any((one == other) == (step.sign == "+") for one in into for other in out)

    def _region(self, start: str | None) -> Circumstance:
        """Limit the wish by the beam that is given."""
        region, entities = self._network.where.region, self._network.graph.entities
        for beam in sorted(set(beams_of(start, entities))) if start else ():
            met = region.meet(Circumstance((("beam", members(beam, entities)),)))
            region = met or region
        return region

    def _states(self, start: str | None) -> tuple[dict[str, Value], dict[str, Value]]:
        given: dict[str, Value] = {start: "+"} if start else {}
        steps = self._steps(start)
        fixed = given | {key: AS_VALUE[doing] for key, doing in self._held.items()}
        return steady_state(steps, given), steady_state(steps, fixed)

    def _steps(self, start: str | None) -> tuple[Step, ...]:
        if start not in self._allowed:
            self._allowed[start] = steps_within(self._network, self._region(start))
        return self._allowed[start]

    @cached_property
    def _allowed(self) -> dict[str | None, tuple[Step, ...]]:
        return {}

    def _why(self, start: str | None, end: str, state: Value) -> str:
        """Tell what the algebra sees that the chains do not: it drops their limits one by one."""
        open_ended = self._free(start, end, self._max_length)
        if MEANS[net_sign(open_ended)] == state:
            return "circumstances: the further routes cannot hold at once"
        longer = self._free(start, end, self._max_length + 4)
        if MEANS[net_sign(longer)] == state:
            return f"length: there are routes of more than {self._max_length} steps"
        return "feedback: only a loop brings in the further sign"

    def _free(self, start: str | None, end: str, limit: int) -> set[str]:
        """Collect the signs of all simple paths, whether or not they can hold at once."""
        sources = {key: doing for key, doing in self._held.items() if doing != "blocked"}
        fixed = {*self._held, *filter(None, [start])}
        signs: set[str] = set()
        arrays = self._network.arrays
        for key in (*filter(None, [start]), *sources):
            avoid = set(map(arrays.node, fixed - {key, end}))
            for path in simple_paths(arrays, arrays.node(key), arrays.node(end), limit, avoid):
                sign = _sign(self._network.steps[edge] for edge in path)
                signs.add(TURN[sign] if sources.get(key) == "down" else sign)
                if len(signs) == 2:
                    return signs
        return signs

    def loops(self, *, cut: bool) -> tuple[Loop, ...]:
        """Name the feedback loops through what is held, or those that it still acts on."""
        if not self._held:
            return ()
        every = feedback_loops(self._network.steps)
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
        routes = self._between(start, end)
        inner = {route.inner for route in routes}
        direct = frozenset() in inner
        cuts = minimal_cuts(inner - {frozenset()}, size) if len(inner) > direct else ()
        graph = self._network.graph
        found = [
            Cut(start, end, tuple(sorted(cut)),
                tuple((key, find_reach(graph, key)) for key in sorted(cut)))
            for cut in cuts
        ]  # fmt: skip
        uncut = len(inner) > direct and not cuts
        return found, (start, end) if direct else None, (start, end) if uncut else None


def _sign(steps: Iterable[Step]) -> str:
    return "-" if sum(step.sign == "-" for step in steps) % 2 else "+"


def _count(sign: str, before: Sequence[Route], after: Sequence[Route]) -> tuple[int, int]:
    one, other = (sum(route.sign == sign for route in routes) for routes in (before, after))
    return one, other


def _change(before: Sequence[Route], after: Sequence[Route]) -> Change | None:
    """Name the change of an outcome; None where not even a route is gone or new.

    It gains if every route that goes lowered it and every new one raises it; the mirror is a loss.
    An ambiguous outcome that keeps routes of one sign, but lost some of both, becomes definite.
    """
    was, now = (net_sign(route.sign for route in routes) for routes in (before, after))
    gone = {route.sign for route in set(before) - set(after)}
    new = {route.sign for route in set(after) - set(before)}
    if was == now:
        return "routes only" if gone or new else None
    if now == "ambiguous":
        return "becomes ambiguous"
    if now is None and was == "ambiguous":
        return "no route left"
    if was in TURN and now in TURN:
        return "flips"
    up, down = "-" in gone or "+" in new, "+" in gone or "-" in new
    return "becomes definite" if up and down else "gains" if up else "loses"


MEANS: dict[str | None, Value] = {"+": "+", "-": "-", "ambiguous": "?", None: "0"}
"""The net sign of chains in the words of the algebra."""

AS_VALUE: dict[Doing, Value] = {"up": "+", "down": "-", "blocked": "0"}
TURN = {"+": "-", "-": "+"}
