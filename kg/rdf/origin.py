"""Where records come from and whether they count: layers, states, and documents that were read."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from kg.curation import Source
from kg.graph import Graph
from kg.model import Evidence, Pointer
from kg.rdf.entity import texts
from kg.rdf.layer import layer_name
from kg.rdf.namespace import IDENTIFIER, TYPE, count, day, resource, text, truth, word


def describe_origin(here: NamedNode, record: str, graph: Graph) -> Iterator[Triple]:
    """Say with which layer a record came; `record` is its name in `Graph.layer_of`."""
    yield Triple(here, word("layer"), layer_name(graph, record))


def describe_state(claim: str, evidence: Evidence, graph: Graph) -> Iterator[Triple]:
    """Say who stands for a record, what it takes the place of, and why it may not count.

    That it does not count is computed from all layers in use, and from those whose drafts count.
    """
    here = resource("evidence", claim, evidence.id)
    yield from describe_origin(here, f"{claim}.{evidence.id}", graph)
    if evidence.status is not None:
        yield Triple(here, word("recordStatus"), word(evidence.status))
    for relation, date in (
        ("curatedOn", evidence.curated_on), ("reviewedOn", evidence.reviewed_on),
    ):  # fmt: skip
        if date is not None:
            yield Triple(here, word(relation), day(date))
    yield from texts(here, {
        word("curatedBy"): evidence.curated_by, word("reviewedBy"): evidence.reviewed_by,
    })  # fmt: skip
    for relation, pointers in (
        ("supersedes", evidence.supersedes), ("retracts", evidence.retracts),
    ):  # fmt: skip
        for position, pointer in enumerate(pointers, start=1):
            found = resource("pointer", claim, evidence.id, relation, position)
            yield Triple(here, word(relation), found)
            yield from _describe_pointer(found, pointer)
    for position, wish in enumerate(evidence.asked, start=1):
        found = resource("request", claim, evidence.id, position)
        yield Triple(here, word("asked"), found)
        yield Triple(found, TYPE, word("Request"))
        if wish.on is not None:
            yield Triple(found, word("date"), day(wish.on))
        yield from texts(found, {word("askedBy"): wish.by, word("reason"): wish.reason})
    void = graph.void.get(f"{claim}.{evidence.id}")
    if void is not None:
        yield from texts(here, {
            word("void"): void.state, word("voidReason"): void.reason or None,
        })  # fmt: skip
        if void.by:
            yield Triple(here, word("voidBy"), resource("evidence", void.by))


def describe_document(source: Source) -> Iterator[Triple]:
    """Say what was read of a source, and by which numbers it cites others.

    Of its inventory those sentences are told that records cite (`kg.rdf.sentence`).
    """
    here = resource("document", source.id)
    yield Triple(resource("reference", source.id), word("document"), here)
    yield Triple(here, TYPE, word("Document"))
    yield Triple(here, IDENTIFIER, text(source.id))
    if source.layer:
        yield Triple(here, word("layer"), resource("layer", source.layer))
    if (reading := source.reading) is not None:
        yield Triple(here, word("wholeRead"), truth(reading.whole))
        if reading.date is not None:
            yield Triple(here, word("date"), day(reading.date))
        yield from texts(here, {
            word("part"): reading.read, word("readBy"): reading.by, word("note"): reading.note,
        })  # fmt: skip
    for number, reference in source.numbers.items():
        cited = resource("citation", source.id, number)
        yield Triple(resource("reference", reference), word("citation"), cited)
        yield Triple(cited, TYPE, word("Citation"))
        yield Triple(cited, word("citationNumber"), count(number))
        yield Triple(cited, word("citedIn"), here)


def _describe_pointer(here: NamedNode, pointer: Pointer) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("Pointer"))
    yield Triple(here, word("record"), resource("evidence", pointer.name))
    yield from texts(here, {word("recordName"): pointer.record, word("reason"): pointer.reason})
