"""The papers as the page knows them: who, when, of what kind, and under which notice."""

from __future__ import annotations

from typing import Any

from kg.explorer.facet import study_words
from kg.graph import Graph
from kg.model.vocabulary import SECONDARY


def papers(graph: Graph) -> list[dict[str, Any]]:
    """Write out every paper of the bibliography, whether a record rests on it or not."""
    return [
        {
            "id": key,
            "citation": one.citation,
            "title": one.title,
            "journal": one.container_title or "",
            "doi": one.doi or "",
            "pmid": one.pmid or "",
            "pmcid": one.pmcid or "",
            "number": one.citation_number or 0,
            "family": one.author[0].family if one.author else key,
            "keys": one.keys,
            "year": one.issued or 0,
            "authors": "; ".join(
                ", ".join(filter(None, [name.family, name.given])) for name in one.author
            ) + (" et al." if one.et_al else ""),
            "kind": study_words(one.study_type),
            "secondary": one.study_type in SECONDARY,
            "note": one.note or "",
            "notice": "retracted" if one.retracted else "under concern" if one.concern else "",
        }
        for key, one in graph.references.items()
    ]  # fmt: skip
