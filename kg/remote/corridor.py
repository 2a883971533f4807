"""Of a store, the corridor between two entities: what chains of a length can run through.

Two waves run towards each other over the steps of a chain, each time the smaller one. Once their
depths sum to n, every step of a chain of at most n steps was met: the first ones leave what the
forward wave has passed, the others arrive at what the backward wave has. Only then are records
fetched, and only of the pairs that lie on such a chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import StoreError
from kg.graph import Graph
from kg.remote.gather import build, gather
from kg.remote.names import find_all
from kg.remote.store import Store

Step = tuple[str, str]
"""From one entity to another, by their IRIs."""


def read_between(
    store: Store, start: str, end: str, max_length: int, versus: str | None,
    named: Iterable[str], given: Iterable[str],
) -> Graph:  # fmt: skip
    """Read what answers for the chains from one entity to another as the whole store would."""
    found = find_all(store, (start, end, *named, *given, *([versus] if versus else ())))
    sources = dict.fromkeys(found[start], 0)
    records: set[str] = set()
    if versus is not None:  # an advantage may enter at whatever was compared, a step from the start
        records, compared = _find_compared(store, found[start], found[versus])
        sources = dict.fromkeys(compared, 1) | sources
    # where no mechanism leads to the end, the answer points to what the end is a kind of
    wider = {one for _, one in store.pairs(found[end], "?key skos:broader ?found")}
    steps = find_steps(store, sources, found[end] | wider, max_length)
    steps |= {(one, other) for one in found[start] for other in found[end]}
    records |= _find_records(store, steps)
    nodes = {node for step in steps for node in step}.union(*found.values())
    beams = set(store.iris("?s a kg:Radiation"))
    beams |= find_below(store, beams.union(*(found[one] for one in given)))
    organisms = set(store.iris("?s a kg:Organism"))
    return build(store, gather(store, records | nodes | beams | organisms))


def find_steps(
    store: Store, sources: Mapping[str, int], ends: Iterable[str], max_length: int
) -> set[Step]:  # fmt: skip
    """Find the steps that can lie on a chain; a source that begins at 1 has a step less to go."""
    waves = _Waves(store, max_length, dict(sources), dict.fromkeys(ends, 0))
    waves.run()
    ahead = _distances(sources, waves.steps)
    back = _distances(dict.fromkeys(ends, 0), {(other, one) for one, other in waves.steps})
    return {
        (one, other) for one, other in waves.steps
        if one in ahead and other in back and ahead[one] + 1 + back[other] <= max_length
    }  # fmt: skip


def find_below(store: Store, kinds: Iterable[str]) -> set[str]:
    """Find whatever is of some kinds, at whatever distance, these included."""
    return set(_closure(store, kinds, "?found skos:broader ?key"))


@dataclass
class _Waves:
    """The steps met so far, and the depth at which each entity was, from either side."""

    store: Store
    max_length: int
    ahead: dict[str, int]
    back: dict[str, int]
    steps: set[Step] = field(default_factory=set)

    def run(self) -> None:
        """Let the waves run until they have met all steps, or one of them has nowhere to go."""
        forward, backward = 0, 0
        passed: set[str] = set()
        met: set[str] = set()
        while forward + backward < self.max_length:
            first = {one for one, depth in self.ahead.items() if depth <= forward} - passed
            last = self.back.keys() - met
            if not last or passed == self.ahead.keys():
                return
            if len(first) <= len(last):
                forward += 1
                passed |= first
                found = _steps_from(self.store, first)
                for _, one in found:
                    self.ahead.setdefault(one, forward)
            else:
                backward += 1
                met |= last
                found = _steps_to(self.store, last)
                for one, _ in found:
                    self.back.setdefault(one, backward)
            self.steps |= found
            if len(self.ahead) + len(self.back) > MAX_NODES:
                cause = f"more than {MAX_NODES:,} entities lie within {self.max_length} steps"
                raise StoreError(f"{cause}: lower --max-length")
            self.store.report(f"{len(self.ahead)} entities from the start, {len(self.back)} back")


def _steps_from(store: Store, nodes: set[str]) -> set[Step]:
    """Find the steps that leave entities, those included that a treatment inherits."""
    heirs: dict[str, set[str]] = {}
    for heir, general in _inheritance(store, nodes):
        heirs.setdefault(general, set()).add(heir)
    effects = store.pairs(nodes | heirs.keys(), f"?e rdf:subject ?key ; rdf:object ?found {SIGNED}")
    found = {
        (one, other) for subject, other in effects
        for one in ({subject} & nodes) | heirs.get(subject, set())
    }  # fmt: skip
    return found | set(store.pairs(nodes, *(one.format("?key", "?found") for one in DEFINED)))


def _steps_to(store: Store, nodes: set[str]) -> set[Step]:
    """Find the steps that arrive at entities, those included that a treatment inherits."""
    effects = list(store.pairs(nodes, f"?e rdf:object ?key ; rdf:subject ?found {SIGNED}"))
    subjects = {subject for _, subject in effects}
    heirs: dict[str, set[str]] = {}
    for heir, general in _inheritance(store, find_below(store, subjects)):
        heirs.setdefault(general, set()).add(heir)
    found = {
        (one, other) for other, subject in effects for one in {subject} | heirs.get(subject, set())
    }  # fmt: skip
    defined = store.pairs(nodes, *(one.format("?found", "?key") for one in DEFINED))
    return found | {(one, other) for other, one in defined}


def _inheritance(store: Store, nodes: Iterable[str]) -> set[Step]:
    """Give (treatment, what it is a kind of) for those treatments among entities."""
    kinds = " ".join(f"kg:{kind}" for kind in TREATMENTS)
    treatments = {
        one for one, _ in store.pairs(nodes, f"VALUES ?found {{ {kinds} }} ?key a ?found")
    }
    upward = _closure(store, treatments, "?key skos:broader ?found")
    found = set()
    for one in treatments:
        wave, seen = {one}, {one}
        while wave := {up for low in wave for up in upward[low]} - seen:
            seen |= wave
        found |= {(one, general) for general in seen - {one}}
    return found


def _closure(store: Store, nodes: Iterable[str], pattern: str) -> dict[str, set[str]]:
    """Follow a relation from entities until it ends: where it leads from each that was met."""
    links: dict[str, set[str]] = {}
    wave = set(nodes)
    while wave:
        links |= {one: set() for one in wave}
        for one, other in store.pairs(wave, pattern):
            links[one].add(other)
        wave = {other for one in wave for other in links[one]} - links.keys()
    return links


def _find_compared(
    store: Store, start: Iterable[str], versus: Iterable[str]
) -> tuple[set[str], set[str]]:
    """Find the records that compare two exposures, either way round, and of what they do."""
    records, objects = set[str](), set[str]()
    pairs = [(one, other) for one in start for other in versus]
    for one, other in (*pairs, *(pair[::-1] for pair in pairs)):
        pair = f"?e kg:exposure <{one}> ; kg:comparator <{other}> ; kg:evidence ?s ; kg:object ?o"
        pair += " FILTER NOT EXISTS { ?e kg:given ?given }"
        records |= set(store.iris(pair))
        objects |= set(store.iris(pair, "?o"))
    return records, objects


def _find_records(store: Store, steps: set[Step]) -> set[str]:
    """Find every record of the steps, for and against; what is inherited, at its own subject."""
    general: dict[str, set[str]] = {}
    for one, kind in _inheritance(store, {subject for subject, _ in steps}):
        general.setdefault(one, set()).add(kind)
    pairs = {
        (subject, other) for one, other in steps for subject in {one} | general.get(one, set())
    }
    said = "?e rdf:subject ?key ; rdf:object ?other ; rdf:predicate ?predicate ; kg:evidence ?found"
    causal = ", ".join(f"kg:{name}" for name in CAUSAL)
    return set(store.between(pairs, f"{said} FILTER(?predicate IN ({causal}))"))


def _distances(starts: Mapping[str, int], steps: Iterable[Step]) -> dict[str, int]:
    follow: dict[str, list[str]] = {}
    for one, other in steps:
        follow.setdefault(one, []).append(other)
    found, depth = dict[str, int](), 0
    wave: set[str] = set()
    while wave or any(depth <= begins for begins in starts.values()):
        wave = {one for one in wave | {a for a, at in starts.items() if at == depth}
                if one not in found}  # fmt: skip
        found |= dict.fromkeys(wave, depth)
        wave = {other for one in wave for other in follow.get(one, ())} - found.keys()
        depth += 1
    return found


SIGNED = '; kg:sign ?sign FILTER(?sign != "0")'
"""An effect that carries a chain on."""

CAUSAL = ("increases", "decreases", "does_not_change", "part_of")
"""Predicates whose records decide on a step: for it, against it, or that it is one."""

DEFINED = (
    "{0} kg:part_of {1} .",
    "{0} skos:broader {1} . {0} a ?kind . VALUES ?kind {{ kg:Process kg:Measure kg:Outcome }}",
    "{1} kg:of {0} .",
    "{0} kg:opposes {1} .",
    "{1} kg:opposes {0} .",
    "{0} kg:component {1} .",
    "?e rdf:subject {0} ; rdf:object {1} ; rdf:predicate kg:part_of .",
)
"""Steps that are true by definition, from {0} to {1} (docs/chains.md), or somewhat more of them."""

TREATMENTS = ("Radiation", "Agent", "Therapy")
"""Kinds of entities that inherit effects of what they are a kind of."""

MAX_NODES = 50_000
