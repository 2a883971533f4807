"""Of a store, the corridor between two entities: what chains of a length can run through.

Two waves run towards each other over the steps of a chain, each time the smaller one; steps that
are true by definition have no length, and are followed at once. Once the depths of the waves sum to
n, every step of a chain of length n was met: the first ones leave what the forward wave has passed,
the others arrive at what the backward wave has. Only then are records fetched: of the pairs that
lie on such a chain, of what was seen between two entities that a chain may pass one after the
other, which may go against it, and of how the end compares under the start with other arms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.errors import StoreError
from kg.graph import Graph
from kg.model.vocabulary import PREDICATES
from kg.remote.distance import Step, distances, met_in_order
from kg.remote.gather import build, gather
from kg.remote.names import find_all
from kg.remote.store import Store


def read_between(
    store: Store, start: str, end: str, max_length: int, versus: str | None,
    named: Iterable[str], given: Iterable[str],
) -> Graph:  # fmt: skip
    """Read what answers for the chains from one entity to another as the whole store would."""
    names = find_all(store, (start, end, *named, *given, *([versus] if versus else ())))
    found = names.iris
    sources = dict.fromkeys(found[start], 0)
    records = set[str]()
    if versus is not None:  # an advantage may enter at whatever was compared, a step from the start
        records, compared = _find_compared(store, found[start], found[versus])
        sources = dict.fromkeys(compared, 1) | sources
    # where no mechanism leads to the end, the answer points to what it is a kind of, or measured as
    near = ("?key skos:broader ?found", "?found kg:of ?key")
    wider = {one for _, one in store.pairs(found[end], *near)}
    ends = found[end] | wider
    direct = dict.fromkeys(((one, other) for one in found[start] for other in ends), 1)  # and nulls
    # a step is known to skip what lies on a chain that is one step longer
    steps = direct | find_steps(store, sources, ends, max_length + 1)
    nodes = {node for step in steps for node in step}.union(*found.values())
    records |= _find_records(store, _with_general(store, steps))
    # what was seen between two of them goes against chains past one and then the other
    effects = store.pairs(nodes, f"?e rdf:subject ?key ; rdf:object ?found {SIGNED}")
    records |= _find_records(store, met_in_order(
        {pair for pair in effects if pair[1] in nodes} - steps.keys(), steps, sources, ends,
        max_length,
    ))  # fmt: skip
    records |= _find_levels(store, found[start], found[end])
    beams = set(store.iris("?s a kg:Radiation"))
    beams |= find_below(store, beams.union(*(found[one] for one in given)))
    organisms = set(store.iris("?s a kg:Organism"))
    graph = build(store, gather(store, records | nodes | beams | organisms))
    return replace(graph, resolved=names.resolved)


def find_steps(
    store: Store, sources: Mapping[str, int], ends: Iterable[str], max_length: int
) -> dict[Step, int]:  # fmt: skip
    """Find the steps that can lie on a chain, and how long each is: 0 where true by definition.

    A source that begins at 1 has a step less to go.
    """
    waves = _Waves(store, max_length, dict(sources), dict.fromkeys(ends, 0))
    waves.run()
    ahead = distances(sources, waves.steps)
    turned = {(other, one): length for (one, other), length in waves.steps.items()}
    back = distances(dict.fromkeys(ends, 0), turned)
    return {
        (one, other): length for (one, other), length in waves.steps.items()
        if one in ahead and other in back and ahead[one] + length + back[other] <= max_length
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
    steps: dict[Step, int] = field(default_factory=dict)

    def run(self) -> None:
        """Let the waves run until they have met all steps, or one of them has nowhere to go."""
        forward, backward = 0, 0
        passed, met = set[str](), set[str]()
        self._flow(set(self.ahead), self.ahead, ahead=True)
        self._flow(set(self.back), self.back, ahead=False)
        while forward + backward < self.max_length:
            first = {one for one, depth in self.ahead.items() if depth <= forward} - passed
            last = self.back.keys() - met
            if not last or passed == self.ahead.keys():
                return
            if len(first) <= len(last):
                forward += 1
                passed |= first
                self._grow(_steps_from(self.store, first), self.ahead, forward, ahead=True)
            else:
                backward += 1
                met |= last
                self._grow(_steps_to(self.store, last), self.back, backward, ahead=False)
            self.store.report(f"{len(self.ahead)} entities from the start, {len(self.back)} back")

    def _grow(self, found: set[Step], depths: dict[str, int], depth: int, *, ahead: bool) -> None:
        """Take steps of length 1, and then all of length 0 from where they lead."""
        for step in found:
            self.steps.setdefault(step, 1)
        new = {step[ahead] for step in found} - depths.keys()
        depths |= dict.fromkeys(new, depth)
        self._flow(new, depths, ahead=ahead)
        if len(self.ahead) + len(self.back) > MAX_NODES:
            cause = f"more than {MAX_NODES:,} entities lie around such chains"
            raise StoreError(f"{cause}: lower --max-length")

    def _flow(self, new: set[str], depths: dict[str, int], *, ahead: bool) -> None:
        """Follow what is true by definition: it costs no length."""
        while new:
            here = {one: depths[one] for one in new}
            found = _defined(self.store, new, ahead=ahead)
            self.steps |= dict.fromkeys(found, 0)
            new = set()
            for step in found:
                at, other = here[step[not ahead]], step[ahead]
                if at < depths.get(other, at + 1):
                    depths[other] = at
                    new.add(other)


def _defined(store: Store, nodes: set[str], *, ahead: bool) -> set[Step]:
    """Find the steps that are true by definition and leave entities, or arrive at them."""
    ends = ("?key", "?found") if ahead else ("?found", "?key")
    found = store.pairs(nodes, *(one.format(*ends) for one in DEFINED))
    return set(found) if ahead else {(other, one) for one, other in found}


def _steps_from(store: Store, nodes: set[str]) -> set[Step]:
    """Find the found steps that leave entities, those included that a treatment inherits."""
    heirs: dict[str, set[str]] = {}
    for heir, general in _inheritance(store, nodes):
        heirs.setdefault(general, set()).add(heir)
    effects = store.pairs(nodes | heirs.keys(), f"?e rdf:subject ?key ; rdf:object ?found {SIGNED}")
    return {
        (one, other) for subject, other in effects
        for one in ({subject} & nodes) | heirs.get(subject, set())
    }  # fmt: skip


def _steps_to(store: Store, nodes: set[str]) -> set[Step]:
    """Find the found steps that arrive at entities, those included that a treatment inherits."""
    effects = list(store.pairs(nodes, f"?e rdf:object ?key ; rdf:subject ?found {SIGNED}"))
    subjects = {subject for _, subject in effects}
    heirs: dict[str, set[str]] = {}
    for heir, general in _inheritance(store, find_below(store, subjects)):
        heirs.setdefault(general, set()).add(heir)
    return {
        (one, other) for other, subject in effects for one in {subject} | heirs.get(subject, set())
    }  # fmt: skip


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
    """Find the records that compare two exposures or what they are kinds of, and of what."""
    arms = [set(_closure(store, one, "?key skos:broader ?found")) for one in (start, versus)]
    pairs = {(one, other) for one in arms[0] for other in arms[1] if one != other}
    records, objects = set[str](), set[str]()
    for one, other in sorted(pairs | {pair[::-1] for pair in pairs}):
        pair = f"?e kg:exposure <{one}> ; kg:comparator <{other}> ; kg:evidence ?s ; kg:object ?o"
        pair += " FILTER NOT EXISTS { ?e kg:given ?given }"
        records |= set(store.iris(pair))
        objects |= set(store.iris(pair, "?o"))
    return records, objects


def _find_levels(store: Store, start: Iterable[str], end: Iterable[str]) -> set[str]:
    """Find the records that compare one arm with any other at one object."""
    arms = "kg:exposure", "kg:comparator"
    return {
        record for arm in arms for one in start for other in end
        for record in store.iris(f"?e {arm} <{one}> ; kg:object <{other}> ; kg:evidence ?s")
    }  # fmt: skip


def _with_general(store: Store, steps: Iterable[Step]) -> set[Step]:
    """Add to steps those that they may be inherited from."""
    given = set(steps)
    general: dict[str, set[str]] = {}
    for one, kind in _inheritance(store, {subject for subject, _ in given}):
        general.setdefault(one, set()).add(kind)
    return {
        (subject, other) for one, other in given for subject in {one} | general.get(one, set())
    }


def _find_records(store: Store, pairs: set[Step]) -> set[str]:
    """Find every record of an effect of one entity on another, for and against."""
    said = "?e rdf:subject ?key ; rdf:object ?other ; rdf:predicate ?predicate ; kg:evidence ?found"
    causal = ", ".join(f"kg:{name}" for name in CAUSAL)
    return set(store.between(pairs, f"{said} FILTER(?predicate IN ({causal}))"))


SIGNED = '; kg:sign ?sign FILTER(?sign != "0")'
"""An effect that carries a chain on, or goes against one."""

CAUSAL = tuple(key for key, one in PREDICATES.items() if one.causal)
"""Predicates whose records decide on a step: for it, against it, or that it is one."""

DEFINED = (
    "{0} kg:part_of {1} .",
    "{0} skos:broader {1} . {0} a ?kind . VALUES ?kind {{ kg:Process kg:Measure kg:Outcome }}",
    "{1} kg:of {0} .",
    "{0} kg:opposes {1} .",
    "{1} kg:opposes {0} .",
    "{0} kg:component {1} .",
    "?e rdf:subject {0} ; rdf:object {1} ; rdf:predicate kg:part_of .",
    "{0} skos:broader* ?kind . ?e rdf:subject ?kind ; rdf:object {1} ; kg:action ?action .",
)
"""Steps that are true by definition, from {0} to {1} (docs/chains.md), or somewhat more of them."""

TREATMENTS = ("Radiation", "Agent", "Therapy")
"""Kinds of entities that inherit effects of what they are a kind of."""

MAX_NODES = 50_000
