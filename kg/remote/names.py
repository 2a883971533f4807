"""Entities of a store by what people call them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal

from kg.errors import StoreError
from kg.rdf import reading
from kg.remote.store import Store


class UnknownError(StoreError):
    """A name that no entity of the store has."""


def find_all(store: Store, words: Iterable[str]) -> dict[str, set[str]]:
    """Give for each name the IRIs of all entities that it may mean; `UnknownError` if none.

    The rules are those of `Graph.find`, which then decides: an id, a label or synonym in any case,
    a beam by the first word of its id.
    """
    found = {}
    for one in dict.fromkeys(words):
        found[one] = _find(store, one)
        if not found[one]:
            raise UnknownError(f"no entity '{one}': give an id, a label or a synonym")
    return found


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
