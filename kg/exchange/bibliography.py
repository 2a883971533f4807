"""The bibliography as BibTeX and CSL-JSON, for Zotero, Mendeley, EndNote, pandoc and LaTeX."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kg.graph import Graph
from kg.model import Reference
from kg.model.reference import Name


def bibtex_text(graph: Graph) -> str:
    """Write every reference as a BibTeX entry, sorted by citation key.

    A shortened author list ends in 'others'. Characters that LaTeX would run are escaped; accents
    stay, for programs of today read UTF-8.

    >>> import kg
    >>> bibtex_text(kg.load()).startswith("@article{")
    True
    """
    from pybtex.database import BibliographyData

    entries = {key: _entry(source) for key, source in sorted(graph.references.items())}
    return str(BibliographyData(entries=entries).to_string("bibtex"))


def csl_json_text(graph: Graph) -> str:
    """Write every reference as an item of CSL-JSON 1.0, sorted by citation key."""
    items = [_item(source) for _, source in sorted(graph.references.items())]
    return json.dumps(items, indent=1, ensure_ascii=False) + "\n"


def _entry(source: Reference) -> Any:
    from pybtex.database import Entry, Person

    persons = [Person(last=name.family, first=name.given or "") for name in source.author]
    if source.et_al:
        persons.append(Person("others"))
    fields = {
        "title": f"{{{_inert(source.title)}}}",  # braces keep names such as cGAS in their own case
        "journal": source.container_title, "year": source.issued and str(source.issued),
        "volume": source.volume, "pages": source.page and source.page.replace(_EN_DASH, "--"),
        "doi": source.doi, "pmid": source.pmid, "pmcid": source.pmcid, "note": _note(source),
    }  # fmt: skip
    kind = _BIBTEX.get(source.type, "misc")
    verbatim = {"title", "pages"}  # made here, or made inert already
    given = [(n, v if n in verbatim else _inert(v)) for n, v in fields.items() if v]
    return Entry(kind, fields=given, persons={"author": persons} if persons else {})


def _inert(value: str) -> str:
    """Leave TeX nothing to run: pybtex escapes % & $ _ # alone."""
    return "".join(_TEX.get(letter, letter) for letter in value)


def _item(source: Reference) -> dict[str, Any]:
    authors: list[dict[str, str]] = [_name(name) for name in source.author]
    if source.et_al:
        authors.append({"literal": "others"})
    item = {
        "id": source.id, "type": source.type, "title": source.title, "author": authors,
        "container-title": source.container_title, "volume": source.volume, "page": source.page,
        "issued": source.issued and {"date-parts": [[source.issued]]},
        "DOI": source.doi, "PMID": source.pmid, "PMCID": source.pmcid, "note": _note(source),
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, **({"given": name.given} if name.given else {})}


def _note(source: Reference) -> str:
    """Keep what these formats have no field for: number, notes, printed errors."""
    number = source.citation_number
    parts: Iterable[str | None] = (
        f"reference {number} of the review" if number else None,
        source.note,
        *(f"printed '{erratum.printed}': {erratum.fault}" for erratum in source.errata),
    )
    return "; ".join(part for part in parts if part)


_EN_DASH = "\N{EN DASH}"
_TEX = {"\\": "\\textbackslash{}", "{": "\\{", "}": "\\}"}

_BIBTEX = {"article-journal": "article", "book": "book", "chapter": "incollection"}
"""CSL type -> BibTeX entry type; what is absent is 'misc'."""
