"""An answer for a program: within its bytes, with the state of the graph and words to cite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kg.errors import RequestError
from kg.graph import Graph

PLAIN_BYTES = 8_000
"""The most bytes of an answer as it is sent, its text and its structured content together."""
DETAIL_BYTES = 64_000
"""The same where `detail` is asked for."""
LEAST_BYTES = 1_600
"""Room that the text and what frames it may take of either."""

Item = dict[str, Any]


@dataclass(frozen=True)
class Origin:
    """Of which state of which graph an answer is: name, version, digest, licence."""

    name: str
    version: str
    digest: str
    licence: str


def origin_of(graph: Graph) -> Origin:
    """Tell of which state a graph is; the digest is of all that was curated, whatever its files.

    >>> import kg
    >>> graph = kg.load()
    >>> origin_of(graph).name, len(origin_of(graph).digest)
    ('CIRT-KG', 64)
    """
    made = sha256()
    shelves: tuple[Mapping[str, Any], ...] = (
        graph.entities, graph.references, graph.claims, graph.gaps, graph.conclusions,
    )  # fmt: skip
    for shelf in shelves:
        for key in sorted(shelf):
            made.update(f"{key}\0{shelf[key].model_dump_json()}\n".encode())
    for key in sorted(graph.void):
        made.update(f"{key}\0{graph.void[key].state}\n".encode())
    manifest = graph.manifest
    return Origin(manifest.name, manifest.version or "", made.hexdigest(), manifest.licence)


@dataclass(frozen=True)
class Reply:
    """What a tool found: a sentence, facts, and items of which as many are sent as fit."""

    sentence: str
    items: Sequence[Item]
    facts: Mapping[str, Any]
    notes: tuple[str, ...] = ()


def written(
    reply: Reply, origin: Origin, *, cursor: str | None = None, detail: bool = False
) -> Item:
    """Lay out an answer within its bytes; `next` is the cursor of what did not fit.

    `RequestError` for a cursor that no answer of this graph gave.
    """
    first = _read_cursor(cursor, origin, len(reply.items))
    budget = DETAIL_BYTES if detail else PLAIN_BYTES
    sentence = _clip(reply.sentence, SENTENCE if not detail else budget // 8)
    body: Item = {
        "sentence": sentence, "cite": cite(reply, origin),
        "graph": {"name": origin.name, "version": origin.version, "sha256": origin.digest},
        **_clipped(dict(reply.facts), 12, SENTENCE), "total": len(reply.items), "first": first,
        "items": [], "next": None,
    }  # fmt: skip
    if notes := [_clip(note, 300) for note in reply.notes][:6]:
        body["notes"] = notes
    room = budget - size(body) - size(text_of(body)) - 200
    for place in range(first, len(reply.items)):
        item = _fitting(reply.items[place], budget // 3 if not detail else budget // 4)
        room -= size(item) + 1
        if room < 0 and place > first:
            body["next"] = f"{place}-{origin.digest[:8]}"
            break
        body["items"].append(item)
    return body


def text_of(body: Mapping[str, Any]) -> str:
    """Write the text that stands beside the structured content: the sentence, ready to cite."""
    sent, total = len(body["items"]), body["total"]
    more = f" {sent} of {total} items; cursor '{body['next']}' gives more." if body["next"] else ""
    return f"{body['cite']}{more}"


def cite(reply: Reply, origin: Origin) -> str:
    """Make a sentence that can be cited: what, by which papers, in which state of the graph."""
    papers: dict[str, str] = {}
    for item in reply.items:
        for paper in item.get("papers", ()) if item.get("kind") == "record" else ():
            doi = f", doi:{paper['doi']}" if paper.get("doi") else ""
            papers.setdefault(paper["key"], f"{paper['citation']}{doi}")
    listed = "; ".join([*papers.values()][:CITED])
    more = f"; and {len(papers) - CITED} more" if len(papers) > CITED else ""
    version = f" {origin.version}" if origin.version else ""
    said = _clip(reply.sentence, 500)
    sources = f" Sources: {listed}{more}." if listed else ""
    return f"{said} ({origin.name}{version}, sha256 {origin.digest[:12]}).{sources}"


def size(value: Any) -> int:
    """Count the bytes of a value as it is sent.

    >>> size({"a": "\N{LATIN SMALL LETTER E WITH ACUTE}"})
    10
    """
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def bare(item: Mapping[str, Any]) -> Item:
    """Leave out what is empty: no text, no list, nothing."""
    return {key: value for key, value in item.items() if value not in ("", None, (), [], {})}


def _read_cursor(cursor: str | None, origin: Origin, total: int) -> int:
    if cursor is None:
        return 0
    place, _, digest = cursor.partition("-")
    if not (place.isascii() and place.isdigit() and len(place) < 9 and digest):
        raise RequestError("cursor: it is none that an answer gave: ask without it first")
    if digest != origin.digest[:8]:
        raise RequestError("cursor: it is of another state of the graph: ask without it first")
    if int(place) >= max(total, 1):
        raise RequestError("cursor: it lies past the end: ask without it first")
    return int(place)


def _fitting(item: Item, most: int) -> Item:
    """Shorten the texts and lists of an item that is larger than its share."""
    for longest, letters in ((40, 600), (12, 300), (5, 160), (2, 80)):
        if size(item) <= most:
            return item
        item = _clipped(item, longest, letters)
    return item


def _clipped(value: Any, longest: int, letters: int) -> Any:
    if isinstance(value, str):
        return _clip(value, letters)
    if isinstance(value, Mapping):
        return {key: _clipped(one, longest, letters) for key, one in value.items()}
    if isinstance(value, list | tuple):
        kept = [_clipped(one, longest, letters) for one in value[:longest]]
        return kept + ([f"and {len(value) - longest} more"] if _of_texts(value[longest:]) else [])
    return value


def _of_texts(rest: Iterable[Any]) -> bool:
    listed = list(rest)
    return bool(listed) and all(isinstance(one, str) for one in listed)


def _clip(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 4].rstrip()} ..."


def pages(items: Sequence[Item]) -> Iterator[Item]:
    """Yield items without their empty fields."""
    yield from map(bare, items)


SENTENCE = 1_200
CITED = 4
"""Papers named in a sentence to cite."""
