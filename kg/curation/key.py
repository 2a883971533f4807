"""Citation keys of any manager, and papers that two layers call by different keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from kg.curation.document import Document, Place
from kg.curation.draft import Draft
from kg.model import Reference
from kg.model.reference import bare_doi

KEY = re.compile(r"[a-z][a-z0-9]*")
"""A key as the graph holds it; best of `_AUTHOR_YEAR`, a nickname where no author is known."""

_AUTHOR_YEAR = re.compile(r"[a-z]+[0-9]{4}[a-z]?")


def take(given: Any, place: Place, document: Document, draft: Draft) -> Any:
    """Give a reference as written the key by which the graph knows it.

    One that an earlier layer has, by DOI or PMID, joins that and adds what it lacks. A key that
    another paper of an earlier layer has, and a key of other letters than `KEY` allows, become one
    of our form, 'doe2026'; the files of this layer go on using theirs.
    """
    raw = given.get("id") if isinstance(given, dict) else None
    if not isinstance(raw, str) or not raw:
        return given
    keys = draft.keys.setdefault(draft.layer, {})
    twin = _twin(given, draft)
    if twin is not None and draft.layers["references", twin] < draft.layer:
        if twin != raw:
            keys[raw] = twin
            return _additions(given, twin, draft)
        return given if _agrees(given, draft.references[twin]) else _additions(given, twin, draft)
    if KEY.fullmatch(raw) and not _is_another(given, raw, draft):
        return given
    made = _make(given, raw, draft)
    if made is None:
        cause = f"'{raw}' is no key, and there is no author and year to make one of"
        document.report((*place, "id"), cause, "write first author and year, such as doe2026")
        return given
    if raw in draft.references:
        cause = f"'{raw}' is another paper of a layer below, '{draft.references[raw].title}'"
        remedy = f"yours is kept apart as '{made}'; if they are one paper, give both their DOI"
        document.report((*place, "id"), cause, remedy, "warning")
    keys[raw] = made
    return {**given, "id": made, "keys": [*given.get("keys", ()), raw]}


def mapped(given: Any, keys: Mapping[str, str]) -> Any:
    """Put our keys for those of this layer, in every field of a record that names references."""
    if not keys:
        return given
    if isinstance(given, list):
        return [mapped(one, keys) for one in given]
    if not isinstance(given, dict):
        return given
    return {
        name: _named(value, keys) if name in FIELDS else mapped(value, keys)
        for name, value in given.items()
    }


def _named(value: Any, keys: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_named(one, keys) for one in value]
    return keys.get(value, value) if isinstance(value, str) else value


def _twin(given: dict[str, Any], draft: Draft) -> str | None:
    """Find the reference that has the same DOI or PMID."""
    doi = str(bare_doi(given.get("DOI")) or "").casefold()
    pmid = str(given.get("PMID") or "")
    for key, known in draft.references.items():
        if (doi and (known.doi or "").casefold() == doi) or (pmid and known.pmid == pmid):
            return key
    return None


def _agrees(given: dict[str, Any], known: Reference) -> bool:
    return given.get("title") in (None, known.title)


def _is_another(given: dict[str, Any], raw: str, draft: Draft) -> bool:
    """Tell whether an earlier layer calls another paper so: both have DOIs, or PMIDs, that part."""
    known = draft.references.get(raw)
    if known is None or draft.layers["references", raw] == draft.layer:
        return False
    doi, pmid = bare_doi(given.get("DOI")), given.get("PMID")
    apart = bool(doi and known.doi and str(doi).casefold() != known.doi.casefold())
    return apart or bool(pmid and known.pmid and str(pmid) != known.pmid)


def _additions(given: dict[str, Any], twin: str, draft: Draft) -> dict[str, Any]:
    """Keep of a reference only what its twin of an earlier layer lacks."""
    known = draft.references[twin]
    names = {field.alias or name: name for name, field in Reference.model_fields.items()}
    fresh = {
        written: value
        for written, value in given.items()
        if written not in names or getattr(known, names[written]) in (None, (), "unknown")
    }
    return {**fresh, "id": twin, **({"keys": [given["id"]]} if given["id"] != twin else {})}


def _make(given: dict[str, Any], raw: str, draft: Draft) -> str | None:
    """Make a key of our form, that nothing else has."""
    return make_key(given, {*draft.references, *draft.keys.get(draft.layer, {}).values()}, raw)


def make_key(given: Mapping[str, Any], taken: Collection[str], raw: str = "") -> str | None:
    """Make a key of first author and year that nothing else has, best of the key as given.

    None where there is no author or year to make one of.

    >>> make_key({"author": [{"family": "van der Meer"}], "issued": 2026}, {"vandermeer2026"})
    'vandermeer2026a'
    """
    plain = "".join(letter for letter in _ascii(raw) if letter.isalnum())
    if _AUTHOR_YEAR.fullmatch(plain):
        base, letter = (plain, "") if plain[-1].isdigit() else (plain[:-1], plain[-1])
    else:
        authors = given.get("author")
        first = authors[0] if isinstance(authors, list) and authors else {}
        family = first.get("family") if isinstance(first, dict) else None
        name = "".join(letter for letter in _ascii(str(family or "")) if letter.isalpha())
        year = str(given.get("issued") or "")
        if not name or not re.fullmatch(r"[0-9]{4}", year):
            return None
        base, letter = f"{name[:50]}{year}", ""
    options = [base + letter, *(f"{base}{chr(code)}" for code in range(ord("a"), ord("z") + 1))]
    return next((key for key in options if key not in taken), None)


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isascii())


FIELDS = frozenset({"references", "reference", "read_in", "source", "version_of", "members"})
"""Fields that name references."""
