"""Partitions of a dataset (VoID, section 4.5): which classes have which properties, and of what.

Nested as query writers read them: a class, its properties, and for each the classes of its objects
or, by the VoID extension of the Linked Data Finland group, the datatypes of its literals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kg import escape
from kg.rdf.namespace import LABEL, TYPE, count, shorten, text
from kg.rdf.vocabulary import vocabulary


def describe_partitions(triples: Sequence[Triple], dataset: NamedNode) -> Iterator[Triple]:
    """Say of every class how many things it has, and of every property how many statements.

    A statement about a thing of several classes counts for each of them.

    >>> a = NamedNode("x:a")
    >>> made = describe_partitions([Triple(a, TYPE, NamedNode("x:C"))], NamedNode("x:void#d"))
    >>> [str(one.object) for one in made if one.predicate.value.endswith("void#class")]
    ['<x:C>']
    """
    here = dataset.value.partition("#")[0]
    kinds: dict[str, set[str]] = {}
    for one in triples:
        if one.predicate == TYPE:
            kinds.setdefault(_key(one.subject), set()).add(_key(one.object))
    classes = Counter(kind for listed in kinds.values() for kind in listed)
    properties = Counter(one.predicate.value for one in triples)
    inner, objects = _count_inner(triples, kinds)
    types = {one for *_, of, one in objects if of == "datatype"}
    names = _names([*classes, *properties, *types])
    yield Triple(dataset, _void("classes"), count(len(classes)))
    yield Triple(dataset, _void("properties"), count(len(properties)))
    for iri, number in sorted(properties.items()):
        part = NamedNode(f"{here}#property-{names[iri]}")
        yield from _part(dataset, part, "property", iri, number)
    for iri, number in sorted(classes.items()):
        part = NamedNode(f"{here}#class-{names[iri]}")
        yield Triple(dataset, _void("classPartition"), part)
        yield Triple(part, _void("class"), NamedNode(iri))
        yield Triple(part, _void("entities"), count(number))
    for (kind, prop), number in sorted(inner.items()):
        whole = NamedNode(f"{here}#class-{names[kind]}")
        part = NamedNode(f"{whole.value}-property-{names[prop]}")
        yield from _part(whole, part, "property", prop, number)
    for (kind, prop, of, value), number in sorted(objects.items()):
        whole = NamedNode(f"{here}#class-{names[kind]}-property-{names[prop]}")
        part = NamedNode(f"{whole.value}-{of}-{names[value]}")
        yield from _part(whole, part, of, value, number)


def describe_terms(triples: Sequence[Triple]) -> Iterator[Triple]:
    """Say what the classes and properties in use are called and mean, of those that are our own.

    Readers of partitions ask for them, and the vocabulary stands in a document of its own. They
    show comments as HTML.
    """
    used = {one.predicate.value for one in triples}
    used |= {_key(one.object) for one in triples if one.predicate == TYPE}
    for term in vocabulary():
        if term.iri in used:
            named = NamedNode(term.iri)
            for kind in term.said[TYPE.value]:
                yield Triple(named, TYPE, NamedNode(kind))
            yield Triple(named, LABEL, text(term.first(LABEL.value)))
            meaning = term.first("http://www.w3.org/2004/02/skos/core#definition")
            yield Triple(named, _COMMENT, text(escape.xml(meaning)))


def _count_inner(
    triples: Iterable[Triple], kinds: dict[str, set[str]]
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str, str, str]]]:
    """Count statements by class and property, and by what their objects are."""
    inner: Counter[tuple[str, str]] = Counter()
    objects: Counter[tuple[str, str, str, str]] = Counter()
    for one in triples:
        prop, value = one.predicate.value, one.object
        if isinstance(value, Literal):
            ends = [("datatype", value.datatype.value)]
        else:
            ends = [("class", kind) for kind in kinds.get(_key(value), ())]
        for kind in kinds.get(_key(one.subject), ()):
            inner[kind, prop] += 1
            for of, end in ends:
                objects[kind, prop, of, end] += 1
    return inner, objects


def _part(
    whole: NamedNode, part: NamedNode, of: str, iri: str, number: int
) -> Iterator[Triple]:
    name = _ext if of == "datatype" else _void
    yield Triple(whole, name(f"{of}Partition"), part)
    yield Triple(part, name(of), NamedNode(iri))
    yield Triple(part, _void("triples"), count(number))


def _names(iris: Iterable[str]) -> dict[str, str]:
    """Name each IRI shortly, and no two alike.

    >>> _names(["http://a.org/x#title", "http://b.org/title"])
    {'http://a.org/x#title': 'x-title', 'http://b.org/title': 'title'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for iri in sorted(set(iris)):
        name = last = _UNFIT.sub("-", shorten(iri).rpartition("/")[2])
        number = 1
        while name in taken:
            number += 1
            name = f"{last}-{number}"
        taken.add(name)
        found[iri] = name
    return found


def _key(node: object) -> str:
    return str(getattr(node, "value", node))


def _void(name: str) -> NamedNode:
    return NamedNode(f"http://rdfs.org/ns/void#{name}")


def _ext(name: str) -> NamedNode:
    return NamedNode(f"{EXTENSION}{name}")


_COMMENT = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
EXTENSION = "http://ldf.fi/void-ext#"
_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")
