"""Entities of a store by what people call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.errors import StoreError
from kg.find import Finder, Resolved
from kg.rdf import reading
from kg.remote.gather import build, gather
from kg.remote.store import Store


class UnknownError(StoreError):
    """A name that no entity of the store has."""


@dataclass(frozen=True)
class Named:
    """For each name the IRIs of all entities that it may mean, and how the whole store reads it."""

    iris: Mapping[str, set[str]]
    resolved: Resolved


def find_all(store: Store, words: Iterable[str]) -> Named:
    """Find what names mean in a store; `UnknownError` for one that no entity has.

    The rules are those of `kg.find`. The strictest are asked of the store: an id, a label or
    synonym in any case, a beam by the first word of its id. For all others every name is read.
    """
    iris, resolved = {}, {}
    finder: Finder | None = None
    for one in dict.fromkeys(words):
        iris[one] = _find(store, one)
        if not iris[one]:
            finder = finder or _read_names(store)
            found = finder.find(one, ["entity"])
            resolved[one] = tuple(thing for thing in found if thing.how != "near")
            iris[one] = {reading.resource("", thing.id).value for thing in resolved[one]}
        if not iris[one]:
            raise UnknownError(f"no entity '{one}': give an id, a label or a synonym")
    return Named(iris, resolved)


def _read_names(store: Store) -> Finder:
    """Read every entity: a finder of these alone; `UnknownError` where they are very many."""
    number = store.number("COUNT(DISTINCT ?s)", "?s a kg:Entity")
    if number > MOST:
        raise UnknownError(f"{store.service.address} holds {number:,} entities: give an id")
    said = gather(store, store.iris("?s a kg:Entity"))
    return build(store, said).finder


def _find(store: Store, words: str) -> set[str]:
    wanted = " ".join(words.casefold().split())
    ids = {words, wanted} if _ID.fullmatch(words) or _ID.fullmatch(wanted) else set()
    iris = {reading.resource("", one).value for one in ids if _ID.fullmatch(one)}
    known = {
        iri for iri, _ in store.pairs(iris, "?key a kg:Entity BIND(kg:Entity AS ?found)")
    }  # fmt: skip
    if words in ids and reading.resource("", words).value in known:
        return {reading.resource("", words).value}
    called = (
        "?s a kg:Entity . { ?s rdfs:label ?name } UNION { ?s skos:altLabel ?name } "
        f"FILTER(LCASE(STR(?name)) = {Literal(wanted)})"
    )
    known |= set(store.iris(called))
    if not known:
        begins = f"{reading.DATA}{wanted}-"
        known = {beam for beam in store.iris("?s a kg:Radiation") if beam.startswith(begins)}
    return known


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

MOST = 20_000
"""Entities whose names are read to find one of them."""
