"""Whose knowledge a figure shows: the footer of the corpus, or of each layer in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.graph import Graph
from kg.model import Manifest
from kg.votes import Observation


def credit(graph: Graph, records: Iterable[Observation] = ()) -> str:
    """Write the credit of what rests on these records: the footer of every layer among them.

    Without records, or where no layer is known of them, that of the corpus itself.

    >>> import kg
    >>> credit(kg.load())
    'CIRT-KG, CC BY 4.0'
    """
    found = {
        graph.layer_of.get(f"{one.support.claim}.{one.support.evidence.id}") for one in records
    }
    used = [one for key, one in graph.layers.items() if key in found]
    return "; ".join(dict.fromkeys(footer(one) for one in used or [graph.manifest]))


def footer(manifest: Manifest) -> str:
    """Write the footer of a manifest with what it names in braces; what is not stated is left out.

    >>> footer(Manifest.neutral("Mine"))
    'Mine, no licence is stated'
    """
    words = {
        "title": manifest.title, "licence": licence(manifest.licence),
        "version": manifest.version or "", "date": manifest.date or "", "cite": manifest.cite or "",
        "creators": authors(manifest),
    }  # fmt: skip
    text = re.sub(r"\{(.*?)\}", lambda found: words[found[1]], manifest.figures.footer)
    return re.sub(r"(, )+", ", ", text).strip(" ,")


def authors(manifest: Manifest) -> str:
    """Name who made a corpus; its title where nobody is named."""
    return ", ".join(one.name for one in manifest.creators) or manifest.title


def licence(address: str) -> str:
    """Write a licence in short where it is one of Creative Commons, else as it is given.

    >>> licence("https://creativecommons.org/licenses/by-sa/4.0/")
    'CC BY-SA 4.0'
    >>> licence("all rights reserved")
    'all rights reserved'
    """
    found = re.fullmatch(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?.*", address)
    if found:
        return f"CC {found[1].upper()} {found[2]}"
    zero = re.fullmatch(r"https?://creativecommons\.org/publicdomain/zero/([0-9.]+)/?.*", address)
    return f"CC0 {zero[1]}" if zero else address
