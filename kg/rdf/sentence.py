"""Sentences that records cite, as resources: where each stands, and its fingerprint; no words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from kg.graph import Graph
from kg.model import Conclusion, Evidence, Gap
from kg.rdf.namespace import TYPE, count, resource, text, word

Cites = Evidence | Gap | Conclusion
"""What is read in a document, at some places."""


def lead_to_sentences(here: NamedNode, record: Cites) -> Iterator[Triple]:
    """Lead from a record to each sentence that it cites; an abstract or a figure is none."""
    for locator in record.locator:
        if PLACE.fullmatch(locator):
            yield Triple(here, word("sentence"), resource("sentence", record.read_in, locator))


def describe_sentences(graph: Graph, records: Iterable[Cites] | None = None) -> Iterator[Triple]:
    """Say of each sentence that is cited, by any record or by these, where it stands.

    In which document, section, paragraph, as which sentence there, or in which row of a table; and
    its fingerprint, where the document's inventory has one. An inventory lists further sentences,
    which stay with the curated files.
    """
    if records is None:
        found = (record for _, record in graph.evidence())
        records = (*found, *graph.gaps.values(), *graph.conclusions.values())
    cited = {(one.read_in, place) for one in records for place in one.locator}
    for document, locator in sorted(cited):
        if match := PLACE.fullmatch(locator):
            yield from _describe(graph, document, match)


def _describe(graph: Graph, document: str, place: re.Match[str]) -> Iterator[Triple]:
    here = resource("sentence", document, place[0])
    yield Triple(here, TYPE, word("Sentence"))
    yield Triple(here, word("readIn"), resource("reference", document))
    yield Triple(here, word("locator"), text(place[0]))
    yield Triple(here, word("section"), text(place["section"] or place["table"]))
    for name, number in (
        ("paragraph", place["paragraph"]), ("sentenceNumber", place["sentence"]),
        ("row", place["row"]),
    ):  # fmt: skip
        if number is not None:
            yield Triple(here, word(name), count(int(number)))
    if (source := graph.documents.get(document)) is None:
        return
    yield Triple(here, word("inDocument"), resource("document", document))
    if (known := source.sentences.get(place[0])) is not None:
        for name, digest in zip(FINGERPRINTS, known.prints, strict=False):
            yield Triple(here, word(name), text(digest))


PLACE = re.compile(
    r"(?P<table>table[0-9]+)\.(?P<row>[0-9]+)"
    r"|(?P<section>[A-Za-z0-9_-]+)\.(?P<paragraph>[0-9]+)\.(?P<sentence>[0-9]+)"
)
"""A locator of a sentence, or of a row of a table, which is numbered by what it cites."""
FINGERPRINTS = ("fingerprint", "letterFingerprint")
"""As printed, and of its letters alone (`kg verify`)."""
