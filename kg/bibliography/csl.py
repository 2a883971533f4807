"""CSL-JSON, as Zotero, Pandoc and Crossref give it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from kg.bibliography.cited import Cited, filled
from kg.errors import RequestError


def read_csl(text: str, name: str) -> list[Cited]:
    """Read a list of items, or one item.

    >>> read_csl('[{"title": "T", "issued": {"date-parts": [[2026, 1]]}}]', "a")[0].fields
    {'title': 'T', 'issued': 2026}
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise RequestError(f"{name}:{error.lineno}: no JSON: export CSL-JSON again") from None
    except (ValueError, RecursionError):
        raise RequestError(f"{name}: no sound JSON: export CSL-JSON again") from None
    items = content if isinstance(content, list) else [content]
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict) or not ({"title", "DOI", "PMID", "author"} & item.keys()):
            raise RequestError(f"{name}: item {number} is no CSL-JSON item: export it again")
    return [Cited(filled(item_fields(item)), f"{name}, item {number}",
                  re.sub(r"<[^<>]+>", " ", str(item.get("abstract") or "")))
            for number, item in enumerate(items, start=1)]  # fmt: skip


def item_fields(item: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a reference that an item of CSL-JSON has."""
    found: dict[str, Any] = {name: _one(item.get(name)) for name in SAME if item.get(name)}
    listed = item.get("author")
    names = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    others = [one for one in names if one.get("literal") == "others"]
    authors = [_person(one) for one in names if one not in others]
    found["author"] = [one for one in authors if one.get("family")]
    if others:
        found["et_al"] = True
    if found.get("type") == "article-journal" or found.get("type") == "journal-article":
        found.pop("type")
    issued = item.get("issued")
    if isinstance(issued, dict):
        parts = issued.get("date-parts") or issued.get("raw") or issued.get("literal") or ""
        found["issued"] = json.dumps(parts)
    key = item.get("citation-key") or item.get("id")
    if isinstance(key, str) and re.fullmatch(r"[^\s/:]{1,60}", key):
        found["keys"] = [key]
    return found


def _person(one: Mapping[str, Any]) -> dict[str, str]:
    particle = one.get("non-dropping-particle") or one.get("dropping-particle") or ""
    family = " ".join(filter(None, (str(particle), str(one.get("family") or ""))))
    family = family or str(one.get("literal") or one.get("name") or "")
    given = ", ".join(str(one[name]) for name in ("given", "suffix") if one.get(name))
    return {"family": family, **({"given": given} if given else {})}


def _one(value: Any) -> str:
    """Give the first of what Crossref lists and others write alone."""
    return str(value[0] if isinstance(value, list) else value)


SAME = ("type", "title", "container-title", "volume", "page", "DOI", "PMID", "PMCID")
"""Fields that are called alike."""
