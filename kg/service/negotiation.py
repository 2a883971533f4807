"""Which of our formats a client wants: media types, and the header Accept (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

RESULT_TYPES = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""SELECT and ASK: media type -> format, the preferred first (SPARQL 1.1 Protocol, 2.1.5)."""

GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/x-turtle": "turtle",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/plain": "ntriples",
}
"""CONSTRUCT and DESCRIBE, and every document of linked data."""

WRITTEN_AS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""Format -> the content type of the answer."""


def choose(accept: str | None, types: Mapping[str, str]) -> str | None:
    """Give the format that the client likes best; None where it accepts none of them.

    Among equals the first of the table wins. A header that cannot be read counts as none.

    >>> choose("text/html, application/xml;q=0.9, */*;q=0.1", RESULT_TYPES)
    'xml'
    >>> choose("image/png", RESULT_TYPES) is None
    True
    """
    known, listed = accept or "*/*", tuple(types.items())
    if len(known) > _REMEMBERED_LENGTH:
        return _choose.__wrapped__(known, listed)
    return _choose(known, listed)


@lru_cache(maxsize=256)
def _choose(accept: str, listed: tuple[tuple[str, str], ...]) -> str | None:
    ranges, types = _read(accept) or {"*/*": 1.0}, dict(listed)
    liked = {name: _quality(name, ranges) for name in types}
    best = max(liked, key=lambda name: liked[name])
    return types[best] if liked[best] > 0 else None


def prefers_html(accept: str | None) -> bool:
    """Whether a person's browser is asking: it names HTML, and likes no RDF or results better.

    >>> prefers_html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    True
    >>> prefers_html("*/*"), prefers_html("text/turtle, text/html;q=0.5")
    (False, False)
    """
    ranges = _read(accept or "")
    html = max(ranges.get("text/html", 0.0), ranges.get("application/xhtml+xml", 0.0))
    others = (*RESULT_TYPES, *GRAPH_TYPES)
    return html > 0 and all(html >= _quality(name, ranges) for name in others)


def _read(accept: str) -> dict[str, float]:
    """Read media ranges with their quality, from 0 to 1."""
    ranges: dict[str, float] = {}
    for part in accept[:_MOST_LETTERS].split(",")[:_MOST_RANGES]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if "/" not in name:
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _number(value)
        ranges[name] = max(quality, ranges.get(name, 0.0))
    return ranges


def _quality(name: str, ranges: Mapping[str, float]) -> float:
    """Give the quality of the most specific range that covers a type."""
    for candidate in (name, f"{name.partition('/')[0]}/*", "*/*"):
        if candidate in ranges:
            return ranges[candidate]
    return 0.0


def _number(value: str) -> float:
    return min(float(value), 1.0) if _QUALITY.fullmatch(value.strip()) else 0.0


_MOST_RANGES = 50
_REMEMBERED_LENGTH = 1000
_MOST_LETTERS = 5_000
_QUALITY = re.compile(r"[0-9]{1,9}(\.[0-9]{0,9})?|\.[0-9]{1,9}")
"""More than the standard has, for who writes `.5` or `0.3333`; no `nan`, which is unlike itself."""
