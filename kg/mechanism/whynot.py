"""Why is an expected way not among the chains? Step by step, from the same network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.graph import Graph
from kg.mechanism.answer import LONGEST
from kg.mechanism.chain import find_chains, hold_together, sign_of
from kg.mechanism.network import Network, build_network
from kg.mechanism.step import Step
from kg.mechanism.where import named_facets, read_where


def why_not(
    graph: Graph, nodes: Sequence[str], *, where: Iterable[str] = (), systems: Iterable[str] = (),
    max_length: int = LONGEST,
) -> tuple[str, ...]:  # fmt: skip
    """Tell what keeps the way through these entities, in this order, from being found.

    One sentence for each step that is missing (no claim, no sign, struck, or contradicted where
    asked); if none is, which conditions exclude each other, that it is too long, or what it goes
    against. Raises `RequestError` for what does not exist.

    >>> import kg
    >>> why_not(kg.load(), ["carbon-ion-irradiation", "micronuclei", "hmgb1-release"])[0]
    'micronuclei → HMGB1 release: no claim in this corpus says so.'
    """
    keys = [graph.find(words).id for words in nodes]
    wish = read_where(where, systems, graph.entities, named_facets(graph))
    network, whole = build_network(graph, wish), build_network(graph)
    missing = [
        _missing(graph, whole, one, other)
        for one, other in pairwise(keys) if not network.signed(one, other)
    ]  # fmt: skip
    return tuple(missing) or tuple(_together(network, keys, max_length))


def _missing(graph: Graph, whole: Network, one: str, other: str) -> str:
    names = f"{graph.entities[one].label} → {graph.entities[other].label}"
    if whole.signed(one, other):
        return (
            f"{names}: found, but not under what was asked; or what was found there contradicts it."
        )
    between = [
        effect for effect in graph.effects if (effect.subject, effect.object) == (one, other)
    ]
    if not between:
        back = any((effect.subject, effect.object) == (other, one) for effect in graph.effects)
        way = next(iter(find_chains(whole, one, other, 3)), None)
        hint = " (only the other way round)" if back else ""
        if way:
            past = ", ".join(graph.entities[key].label for key in way.nodes[1:-1])
            hint += f" as one step; there is a way past {past}"
        return f"{names}: no claim in this corpus says so{hint}."
    if any(effect.sign == "0" for effect in between):
        return f"{names}: looked for and not changed."
    if any(effect.sign for effect in between):
        return f"{names}: no record of it counts, for its own source does not bear it out."
    predicates = " and ".join(sorted({effect.predicate.replace("_", " ") for effect in between}))
    return f"{names}: curated as '{predicates}', with no direction, so no chain runs along it."


def _together(network: Network, keys: Sequence[str], max_length: int) -> Iterator[str]:
    """Try the ways along found steps, each sign for itself."""
    label = network.graph.entities
    region = network.region(keys[0])
    ways: list[list[Step]] = [[]]
    for one, other in pairwise(keys):
        ways = [[*way, step] for way in ways for step in network.signed(one, other)]
    for way in ways:
        sign = sign_of(way)
        told = f"the way that {'raises' if sign == '+' else 'lowers'} it"
        for place in range(1, len(way) + 1):
            if not hold_together(way[:place], region):
                step = way[place - 1]
                held = sorted({one.holds.text for one in step.findings} - {""})
                yield (
                    f"{label[step.subject].label} → {label[step.object].label}: seen under "
                    f"{' / '.join(held) or 'another beam'} only, which what comes before it, or "
                    "what was asked, excludes."
                )
                break
        else:
            length = sum(step.counts for step in way)
            if length > max_length:
                yield f"{told} has {length} found steps: raise --max-length."
                continue
            found = next(one for one in find_chains(network, keys[0], keys[-1], max_length)
                         if [link.step for link in one.links] == way)  # fmt: skip
            for one, other in found.opposed[:1]:
                yield (
                    f"{told} is there, last: it goes against what was seen between "
                    f"{label[one].label} and {label[other].label}."
                )
            if not found.opposed:
                yield f"{told} is there: see --all."
