"""What a search found, in a first screen: what is called so, then what speaks of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.graph import Graph
from kg.inquiry import Library, Page
from kg.show.sheet import Answer, Sheet


def search(graph: Graph, words: str, *, queries: Iterable[Page] = (), top: int = 15) -> Answer:
    """Look words up in a graph, and lay out what was found (`hits`)."""
    return hits(Library(graph, queries), words, top)


def hits(library: Library, words: str, top: int = 15) -> Answer:
    """Lay out the hits, best first, each with its kind and how much stands behind it."""
    found = library.search(words)
    kinds = Counter(hit.kind for hit in found)
    counted = ", ".join(f"{many} {kind}" for kind, many in kinds.most_common(6))
    sentence = f"'{words}': {len(found)} found" + (f": {counted}." if found else ".")
    rows = tuple((hit.label, hit.kind, hit.findings, hit.papers, hit.id, hit.where)
                 for hit in found[:top])  # fmt: skip
    remarks = [f"{len(found) - top} more: raise --top."] if len(found) > top else []
    remarks += ["kg show, kg verdict, kg chains take an id; kg query and kg figure take theirs."]
    if not found:
        remarks = [library.missing(words)]
    return Answer(
        f"What holds the words '{words}'",
        (Sheet("hits", "", COLUMNS, rows, hidden=frozenset({"where"}), lead=LEAD),),
        tuple(remarks), sentence,
    )  # fmt: skip


COLUMNS = ("label", "kind", "findings", "papers", "id", "where")
LEAD = frozenset({"id", "kind", "label"})
