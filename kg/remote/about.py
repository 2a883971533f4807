"""Of a store, what is about one entity or one claim, and what it takes to say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.graph import Graph
from kg.rdf import reading
from kg.remote.gather import build, gather
from kg.remote.names import UnknownError, find_all
from kg.remote.store import Store


def read_about(store: Store, words: str, named: Iterable[str] = (), wide: bool = False) -> Graph:
    """Read a claim, or all edges at an entity and at what is measured of it, with every record.

    `wide` reads as well the edges at what is a kind of it and at what is measured of that, at what
    it targets and what targets it, and the records that were made in it.
    How the whole store states each pair of arms is counted there, for a verdict reads a pair in
    the way that most records state it.
    """
    if words.count(".") >= 2:
        return _read_claim(store, words)
    names = find_all(store, (words, *named))
    found = names.iris
    centre = found[words]
    measures = {one for _, one in store.pairs(centre, "?found kg:of ?key")}
    kin = {one for _, one in store.pairs(centre, "?found skos:broader ?key")}
    gaps = {one for _, one in store.pairs(centre, "?found kg:about ?key . ?found a kg:Gap")}
    records: set[str] = set()
    for iri in sorted(centre):
        for edge in _ENDS:
            records |= set(store.iris(f"?e {edge} <{iri}> . ?e kg:evidence ?s"))
    for iri in sorted(measures):
        records |= set(store.iris(f"?e rdf:object <{iri}> . ?e kg:evidence ?s"))
    if wide:
        records |= _around(store, centre)
        gaps |= {one for _, one in store.pairs(
            _kin(store, centre), "?found kg:about ?key . ?found a kg:Gap")}  # fmt: skip
    beams = set(store.iris("?s a kg:Radiation"))
    others = set().union(*found.values())
    said = gather(store, records | measures | kin | gaps | beams | others)
    graph = build(store, said)
    return replace(graph, counted=_count_pairs(store, graph), resolved=names.resolved)


def _around(store: Store, centre: set[str]) -> set[str]:
    """Find the records of an entity's kin, of what it targets, what targets it, and made in it.

    And of what it belongs with: wholes, parts, opposites and components, which the answer counts.
    """
    kin = _kin(store, centre)
    aims = "?e rdf:predicate kg:targets"
    targets = {one for _, one in store.pairs(kin, f"{aims} ; rdf:subject ?key ; rdf:object ?found")}
    acting = {one for _, one in store.pairs(kin, f"{aims} ; rdf:object ?key ; rdf:subject ?found")}
    reached, acting = _kin(store, targets), _kin(store, acting)
    acting |= {one for _, one in store.pairs(acting, "?found kg:component ?key")}
    ends = [f"?e {edge} ?key . ?e kg:evidence ?found" for edge in _ENDS]
    beside = {one for _, one in store.pairs(centre, *BESIDE)}
    wanted = {one for _, one in store.pairs(kin | acting | beside, *ends)}
    wanted |= {one for _, one in store.pairs(reached, "?e rdf:object ?key . ?e kg:evidence ?found")}
    places = "?found kg:system ?system . ?system kg:model|kg:organism ?key"
    return wanted | {one for _, one in store.pairs(kin, places)}


def _kin(store: Store, centre: set[str]) -> set[str]:
    """Find what is a kind of something, through any number of steps, and what is measured of it."""
    kinds, fresh = set(centre), set(centre)
    while fresh:
        fresh = {one for _, one in store.pairs(fresh, "?found skos:broader ?key")} - kinds
        kinds |= fresh
    return kinds | {one for _, one in store.pairs(kinds, "?found kg:of ?key")}


def _read_claim(store: Store, claim: str) -> Graph:
    if not _CLAIM.fullmatch(claim):
        raise UnknownError(f"no claim '{claim}': give its id")
    effect = reading.resource("effect", claim).value
    records = {one for _, one in store.pairs([effect], "?found kg:claim ?key")}
    if not records:
        raise UnknownError(f"no claim '{claim}': give its id")
    return build(store, gather(store, records))


def _count_pairs(store: Store, graph: Graph) -> dict[tuple[str, str], int]:
    """Count, for the arms that a part compares, the records that do so in the whole store."""
    arms = {pair for one, other in graph.compared for pair in ((one, other), (other, one))}
    counted = {}
    for one, other in sorted(arms):
        exposure, comparator = (reading.resource("", key) for key in (one, other))
        number = store.number("COUNT(*)", (
            f"?e kg:exposure {exposure} ; kg:comparator {comparator} . "
            "{ ?e kg:statedBy ?contrast } UNION { ?e kg:derivedFrom ?contrast }"
        ))  # fmt: skip
        if number:
            counted[one, other] = number
    return counted


BESIDE = (
    "?key kg:part_of|skos:broader|kg:of|kg:in|kg:opposes|kg:component ?found",
    "?found kg:part_of|skos:broader|kg:of|kg:component ?key",
    "?e rdf:subject ?key ; rdf:object ?found ; rdf:predicate kg:part_of",
    "?e rdf:object ?key ; rdf:subject ?found ; rdf:predicate kg:part_of",
    "?e rdf:subject ?key ; rdf:object ?found ; rdf:predicate kg:marker_of",
    "?e rdf:object ?key ; rdf:subject ?found ; rdf:predicate kg:marker_of",
)
"""What joins an entity to what it belongs with (`kg.reasoning.about.near`)."""

_ENDS = ("rdf:subject", "rdf:object", "kg:comparator")
_CLAIM = re.compile(r"[a-z0-9-]+\.[a-z_]+\.[a-z0-9-]+")
