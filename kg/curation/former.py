"""Ids that entities had once, before they were merged: they go on working wherever one is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def renamed(given: Any, former: Mapping[str, str], field: str = "") -> Any:
    """Put the ids of today for former ones, in every field that names entities or claims.

    >>> renamed({"subject": "old", "label": "old", "claim": "old.increases.b"}, {"old": "new"})
    {'subject': 'new', 'label': 'old', 'claim': 'new.increases.b'}
    """
    if not former:
        return given
    if isinstance(given, list):
        return [renamed(one, former, field) for one in given]
    if isinstance(given, dict):
        return {(former.get(name, name) if field in KEYED else name): renamed(one, former, name)
                for name, one in given.items()}  # fmt: skip
    return today(given, former, field) if isinstance(given, str) else given


def today(word: str, former: Mapping[str, str], field: str) -> str:
    """Give what a field names by the ids of today.

    >>> today("cirt:a.increases.old.one", {"old": "new"}, "record")
    'cirt:a.increases.new.one'
    """
    if field in ENTITIES:
        return former.get(word, word)
    if field in CLAIMS:
        layer, colon, name = word.rpartition(":")
        subject, dot, rest = name.partition(".")
        verb, second, tail = rest.partition(".")
        object_, third, last = tail.partition(".")
        subject, object_ = former.get(subject, subject), former.get(object_, object_)
        return f"{layer}{colon}{subject}{dot}{verb}{second}{object_}{third}{last}"
    return word


ENTITIES = frozenset({
    "subject", "object", "versus", "entity", "models", "organism", "co_treatment", "about",
    "members", "of", "in", "broader", "part_of", "components", "opposes", "species", "diseases",
    "entities", "exposures", "exposure", "holds", "nucleus", "membrane", "through", "start",
    "end", "subjects", "objects", "compare", "emphasis",
})  # fmt: skip
"""Fields whose texts name entities."""

CLAIMS = frozenset({"claim", "record", "without"})
"""Fields whose texts name claims, or records of them."""

KEYED = frozenset({"labels", "pins"})
"""Fields whose own fields are named by entities."""
