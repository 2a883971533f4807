"""The qualitative steady state: a sign algebra over {+, -, 0, ?} that abstains, and its loops.

Values say how an entity stands against the untreated state; `?` says that it may be either. A value
is the join of what its causes send: 0 joins with x to x, + with - to ?, and ? swallows all (the
signed addition of de Kleer and Brown 1984, doi:10.1016/0004-3702(84)90037-7). The least solution is
taken: nothing moves without a cause, and a balancing loop ends in ?.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

from kg.mechanism.chain import hold_together
from kg.mechanism.circumstance import Circumstance
from kg.mechanism.network import Network, Step

Value = Literal["+", "-", "0", "?"]


def steady_state(steps: Iterable[Step], fixed: Mapping[str, Value]) -> dict[str, Value]:
    """Solve for every entity that the steps name; `fixed` ones keep their value whatever comes in.

    >>> from kg.mechanism.network import Step
    >>> steps = [Step("a", "+", "b", "effect"), Step("b", "-", "c", "effect")]
    >>> steady_state(steps, {"a": "+"})
    {'a': '+', 'b': '+', 'c': '-'}
    """
    leaving: dict[str, list[Step]] = {}
    state: dict[str, Value] = {}
    for step in steps:
        leaving.setdefault(step.subject, []).append(step)
        state |= {step.subject: "0", step.object: "0"}
    state |= fixed
    waiting = [key for key, value in state.items() if value != "0"]
    while waiting:
        moved = waiting.pop()
        for step in leaving.get(moved, ()):
            if step.object in fixed:
                continue
            joined = join(state[step.object], TIMES[step.sign, state[moved]])
            if joined != state[step.object]:
                state[step.object] = joined
                waiting.append(step.object)
    return dict(sorted(state.items()))


def join(one: Value, other: Value) -> Value:
    """Join what two causes send.

    >>> join("0", "-"), join("+", "+"), join("+", "-")
    ('-', '+', '?')
    """
    if one == "0" or one == other:
        return other
    return one if other == "0" else "?"


def steps_within(network: Network, region: Circumstance) -> tuple[Step, ...]:
    """Keep the steps that can hold somewhere in a region."""
    return tuple(step for step in network.steps if hold_together([step], region))


@dataclass(frozen=True)
class Loop:
    """A feedback loop: its entities in order, and whether going round keeps a change or turns it.

    `sign` is '+' (reinforcing), '-' (balancing), or '?' where a step has both signs.
    """

    nodes: tuple[str, ...]
    sign: Value


def feedback_loops(steps: Iterable[Step], max_length: int = 8) -> tuple[Loop, ...]:
    """Name every loop of at most so many steps that does not hold by definition alone."""
    import networkx as nx

    signs: dict[tuple[str, str], set[str]] = {}
    found: set[tuple[str, str]] = set()
    for step in steps:
        signs.setdefault((step.subject, step.object), set()).add(step.sign)
        if step.findings:
            found.add((step.subject, step.object))
    loops = []
    cycles: Iterable[list[str]] = nx.simple_cycles(nx.DiGraph(list(signs)), length_bound=max_length)
    for cycle in cycles:
        first = cycle.index(min(cycle))
        nodes = (*cycle[first:], *cycle[:first])
        pairs = list(pairwise((*nodes, nodes[0])))
        if found.intersection(pairs):
            turns = {around.count("-") % 2 for around in product(*(signs[pair] for pair in pairs))}
            loops.append(Loop(nodes, "?" if len(turns) > 1 else "-" if 1 in turns else "+"))
    return tuple(sorted(loops, key=lambda loop: (len(loop.nodes), loop.nodes)))


TIMES: dict[tuple[str, Value], Value] = {
    ("+", "+"): "+", ("+", "-"): "-", ("+", "0"): "0", ("+", "?"): "?",
    ("-", "+"): "-", ("-", "-"): "+", ("-", "0"): "0", ("-", "?"): "?",
}  # fmt: skip
"""What a step of this sign makes of its cause's value."""
