"""The bibliography as BibTeX and CSL-JSON, for Zotero, Mendeley, EndNote, pandoc and LaTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from kg.escape import citation_key, latex, verbatim
from kg.graph import Graph
from kg.model import Reference
from kg.model.reference import Name
from kg.model.vocabulary import SECONDARY


def bibtex_text(graph: Graph, keys: Collection[str] | None = None) -> str:
    """Write every reference, or those of `keys`, as BibTeX entries, sorted by citation key.

    A shortened author list ends in 'others', a group is one author in braces. Characters that
    LaTeX would run are escaped in every field; accents stay, for programs of today read UTF-8.

    >>> import kg
    >>> bibtex_text(kg.load()).startswith("@article{")
    True
    """
    return "\n".join(
        _entry(graph, source) for key, source in sorted(graph.references.items())
        if keys is None or key in keys
    )  # fmt: skip


def csl_json_text(graph: Graph) -> str:
    """Write every reference as an item of CSL-JSON 1.0, sorted by citation key."""
    items = [_item(graph, source) for _, source in sorted(graph.references.items())]
    return json.dumps(items, indent=1, ensure_ascii=False) + "\n"


def _entry(graph: Graph, source: Reference) -> str:
    """Write one entry: no value comes to it but through the escape of its field."""
    kind, container = _KINDS.get(source.type, ("misc", "howpublished"))
    fields = {
        "title": source.title, container: source.container_title,
        "year": source.issued and str(source.issued), "volume": source.volume,
        "pages": source.page, "doi": source.doi, "pmid": source.pmid, "pmcid": source.pmcid,
        "note": _note(graph, source),
    }  # fmt: skip
    written = {name: _WRITTEN.get(name, latex)(value) for name, value in fields.items() if value}
    authors = " and ".join([*map(_author, source.author), *(["others"] if source.et_al else [])])
    written = {"author": authors, **written} if authors else written
    lines = [f"  {name} = {{{value}}}" for name, value in written.items()]
    return ",\n".join([f"@{kind}{{{citation_key(source.id)}", *lines]) + "\n}\n"


def _author(name: Name) -> str:
    """Write a name as BibTeX parts it: family, suffix, given; what has one name is no person."""
    if name.given is None:
        return f"{{{latex(name.family)}}}"
    given, suffix = _suffix(name.given)
    return ", ".join(_whole(latex(part)) for part in (name.family, suffix, given) if part)


def _whole(part: str) -> str:
    """Keep a part of a name together that BibTeX would take for two authors, or for two parts."""
    return f"{{{part}}}" if re.search(r"\band\b|,", part, re.IGNORECASE) else part


def _suffix(given: str) -> tuple[str, str]:
    """Part the given names from a suffix behind them.

    >>> _suffix("John, Jr."), _suffix("Ada")
    (('John', 'Jr.'), ('Ada', ''))
    """
    found = re.fullmatch(r"(.+), ([JS]r\.?|I{1,3}|IV|V)", given)
    return (found[1], found[2]) if found else (given, "")


def _title(title: str) -> str:
    """Write a title in braces, so that names such as cGAS keep their case; marks as commands."""
    return f"{{{''.join(_marked(title))}}}"


def _marked(title: str) -> Iterator[str]:
    opened: list[str] = []
    for part in re.split(f"(</?(?:{'|'.join(_COMMANDS)})>)", title):
        name = part.strip("</>")
        if name not in _COMMANDS or part == name:
            yield _latex_in_place(part)
        elif part == f"<{name}>":
            opened.append(name)
            yield f"\\{_COMMANDS[name]}{{"
        elif opened[-1:] == [name]:
            opened.pop()
            yield "}"
    yield "}" * len(opened)


def _latex_in_place(part: str) -> str:
    """Escape a part of a text, with the blanks at its ends."""
    start = " " if part[:1].isspace() else ""
    end = " " if part[-1:].isspace() and part.strip() else ""
    return start + latex(part) + end


def _pages(pages: str) -> str:
    return latex(pages).replace("\N{EN DASH}", "--")


def _balanced(doi: str) -> str:
    """Percent-encode the braces of a DOI: single ones would break the entry."""
    return doi.replace("{", "%7B").replace("}", "%7D")


def _item(graph: Graph, source: Reference) -> dict[str, Any]:
    authors: list[dict[str, str]] = [_name(name) for name in source.author]
    if source.et_al:
        authors.append({"literal": "others"})
    item = {
        "id": source.id, "type": source.type, "title": source.title, "author": authors,
        "container-title": source.container_title, "volume": source.volume, "page": source.page,
        "issued": source.issued and {"date-parts": [[source.issued]]},
        "DOI": source.doi, "PMID": source.pmid, "PMCID": source.pmcid, "note": _note(graph, source),
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.given is None:
        return {"family": name.family}
    given, suffix = _suffix(name.given)
    made = {"family": name.family, "given": given, "suffix": suffix}
    return {field: value for field, value in made.items() if value}


def _note(graph: Graph, source: Reference) -> str:
    """Keep what these formats have no field for: numbers in reviews, notes, printed errors."""
    numbers = {
        graph.references[key].citation: number for key, document in graph.documents.items()
        if key in graph.references and graph.references[key].study_type in SECONDARY
        and (number := document.number(source.id))
    }  # fmt: skip
    parts: Iterable[str | None] = (
        *(f"reference {number} of {document}" for document, number in numbers.items()),
        source.note,
        *(f"printed '{erratum.printed}': {erratum.fault}" for erratum in source.errata),
    )
    return "; ".join(part for part in parts if part)


_WRITTEN = {
    "title": _title, "pages": _pages, "doi": verbatim, "pmid": verbatim, "pmcid": verbatim,
}  # fmt: skip
"""Field -> how its text is written; all others are text for LaTeX."""

_COMMANDS = {
    "i": "textit", "em": "textit", "b": "textbf", "strong": "textbf", "sup": "textsuperscript",
    "sub": "textsubscript",
}  # fmt: skip
"""Marks of a title, as publishers and Zotero write them -> commands of LaTeX."""

_KINDS = {
    "article-journal": ("article", "journal"), "article-magazine": ("article", "journal"),
    "book": ("book", "series"), "chapter": ("incollection", "booktitle"),
    "paper-conference": ("inproceedings", "booktitle"), "thesis": ("phdthesis", "school"),
    "report": ("techreport", "institution"),
}  # fmt: skip
"""CSL type -> BibTeX entry type, and the field of what it stands in; what is absent is 'misc'."""
