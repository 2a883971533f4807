"""Triples gathered from a store until nothing that records name is missing, and made a graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from kg.curation import Corpus
from kg.errors import StoreError
from kg.graph import Graph, assemble
from kg.rdf import reading
from kg.remote.store import Store

Gathered = dict[str, dict[str, list[reading.Value]]]


def gather(store: Store, subjects: Iterable[str]) -> Gathered:
    """Describe resources, what hangs on them, and all that they name; `StoreError` if absent."""
    said: Gathered = {}
    layers = set(store.iris("?s a kg:Layer"))  # whose words hold for every record
    if not layers:
        cause = f"{store.service.address} holds an earlier version's data"
        raise StoreError(f"{cause}: load build/cirt-kg.nq as docs/endpoint.md tells")
    wanted = layers.union(subjects)
    asked, named = set[str](), dict[str, str]()
    while wanted:
        store.describe(wanted, said)
        asked |= wanted
        store.report(f"{len(said)} resources")
        named = reading.find_named(said)
        wanted = (reading.find_parts(said) | named.keys() | _namesakes(said)) - asked
    if absent := sorted((by, name) for name, by in named.items() if name not in said):
        by, name = absent[0]
        cause = f"{by} names <{name}>, of which {store.service.address} says nothing"
        raise StoreError(f"{cause}: it is half loaded: load the whole file")
    claims = {value.value for about in said.values() for value in about.get(_CLAIM, ())}
    store.describe(claims - said.keys(), said, "kg:topic", "kg:action", "kg:layer")
    return said


def _namesakes(said: Iterable[str]) -> set[str]:
    """Name papers whose keys differ in a letter after the year: a citation tells them apart.

    >>> sorted(_namesakes(["reference/doe2020b", "reference/roe2021"]))[:2]
    ['reference/doe2020', 'reference/doe2020a']
    """
    found = filter(None, map(_LETTERED.fullmatch, said))
    return {f"{one[1]}{letter}" for one in found for letter in ("", *"abcdef")}


def build(store: Store, said: Gathered) -> Graph:
    """Read the records and assemble them, by the same code as curated files."""
    if store.mixes():
        _drop_direct(store, said)
    records = reading.read_records(said)
    nothing: Mapping[str, Any] = MappingProxyType({})
    frozen: dict[str, Any] = {
        name: MappingProxyType(shelf) for name, shelf in vars(records).items()
    }
    void = frozen.pop("void")
    manifest = reading.join_manifests(records.layers)
    corpus = Corpus(inventory=nothing, exclusions=nothing, manifest=manifest, **frozen)
    return assemble(corpus, void)


def _drop_direct(store: Store, said: Gathered) -> None:
    """Drop the direct triples of part_of claims: who curates an entity says that by its fields."""
    parts = {one for one, about in said.items() if _PART_OF in about}
    claimed = "?e rdf:subject ?key ; rdf:predicate kg:part_of ; rdf:object ?found"
    for one, whole in store.pairs(parts, claimed):
        said[one][_PART_OF] = [value for value in said[one][_PART_OF] if value.value != whole]


_LETTERED = re.compile(r"(.*reference/[^/]*\d{4})[a-f]")
_PART_OF = f"{reading.PREFIXES['kg']}part_of"
_CLAIM = f"{reading.PREFIXES['kg']}claim"
