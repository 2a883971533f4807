"""What frames the claims: mechanism modules, and the conclusions of a source, as RDF resources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Triple

from kg.model import Conclusion, Module
from kg.rdf.entity import ordered, texts
from kg.rdf.evidence import one_of
from kg.rdf.namespace import DEFINITION, IDENTIFIER, LABEL, TYPE, count, resource, text, word
from kg.rdf.sentence import lead_to_sentences


def describe_module(module: Module, position: int) -> Iterator[Triple]:
    """Say what falls into a chapter of the picture, and which chapter it is, counted from 1."""
    here = resource("module", module.id)
    yield Triple(here, TYPE, word("Module"))
    yield Triple(here, IDENTIFIER, text(module.id))
    yield Triple(here, LABEL, text(module.label))
    yield Triple(here, word("compartment"), word(module.compartment))
    yield Triple(here, word("position"), count(position))
    yield from texts(here, {DEFINITION: module.summary})
    for topic in module.topics:
        yield Triple(here, word("topic"), text(topic))
    for member in module.members:
        yield Triple(here, word("member"), resource("", member))
    yield from ordered(here, {"topics": module.topics, "members": module.members})


def describe_query(name: str, query: str) -> Iterator[Triple]:
    """Keep a named query as it is written, with its title."""
    here = resource("query", name)
    title = re.search(r"^# title: (\S.*?)\s*$", query, re.MULTILINE)
    yield Triple(here, TYPE, word("NamedQuery"))
    yield Triple(here, IDENTIFIER, text(name))
    yield Triple(here, LABEL, text(title[1] if title else name))
    yield Triple(here, word("queryText"), text(query))


def describe_conclusion(conclusion: Conclusion) -> Iterator[Triple]:
    """Say what a source concludes, where, and on which claims and comparisons that rests."""
    here = resource("conclusion", conclusion.id)
    yield Triple(here, TYPE, word("Conclusion"))
    yield Triple(here, IDENTIFIER, text(conclusion.id))
    yield Triple(here, LABEL, text(conclusion.statement))
    yield Triple(here, word("readIn"), resource("reference", conclusion.read_in))
    for locator in conclusion.locator:
        yield Triple(here, word("locator"), text(locator))
    yield from lead_to_sentences(here, conclusion)
    yield from ordered(here, {"locator": conclusion.locator})
    for position, ground in enumerate(conclusion.grounds, start=1):
        found = resource("ground", conclusion.id, position)
        yield Triple(here, word("ground"), found)
        yield Triple(found, TYPE, word("Ground"))
        yield Triple(found, word("restsOn"), resource("effect", ground.claim))
        if ground.versus is not None:
            yield Triple(found, word("comparator"), resource("", ground.versus))
        yield from one_of(found, "level", ground.level)
        yield from ordered(found, {"level": ground.level})
