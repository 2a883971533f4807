"""Counts and lists: what there is, how much of it, and what was built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.graph import Graph
from kg.show.screen import Rows


def statistics(graph: Graph) -> Rows:
    """Count claims, evidence records and contrasts by what tells them apart."""
    records = [evidence for _, evidence in graph.evidence()]
    contrasts = [contrast for record in records for contrast in record.contrasts]
    totals = {
        "entities": len(graph.entities), "references": len(graph.references),
        "claims": len(graph.claims), "evidence records": len(records),
        "contrasts": len(contrasts), "stated gaps": len(graph.gaps),
        "effects, with derived": len(graph.effects),
        "comparisons, with derived": len(graph.comparisons),
    }  # fmt: skip
    counts: dict[str, Iterable[str]] = {
        "claims by predicate": (claim.predicate for claim in graph.claims.values()),
        "claims by topic": graph.topics.values(),
        "evidence by section": (
            locator.split(".")[0] for record in records for locator in record.locator
        ),
        "evidence by document read": (record.read_in for record in records),
        "evidence by certainty": (record.certainty for record in records),
        "evidence by system": (record.system.setting for record in records),
        "contrasts by level": (
            " or ".join(contrast.level) or "(in kind)" for contrast in contrasts
        ),
        "contrasts by basis": (" or ".join(contrast.basis) or "(none)" for contrast in contrasts),
    }
    rows = [("all", name, str(number)) for name, number in totals.items()]
    for title, values in counts.items():
        ranked = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
        rows += [(title, value, str(number)) for value, number in ranked]
    return Rows(("count", "of", "n"), tuple(rows))


def entity_list(graph: Graph) -> Rows:
    """List every entity with its kind, and the number of claims it stands in."""
    uses = Counter(key for claim in graph.claims.values() for key in {claim.subject, claim.object})
    rows = tuple(
        (key, entity.label, entity.kind, entity.compartment or "", str(uses[key]))
        for key, entity in graph.entities.items()
    )
    return Rows(("id", "label", "kind", "compartment", "claims"), rows)


def query_list(queries: Iterable[tuple[str, str]]) -> Rows:
    """List named queries: (name, title)."""
    return Rows(("name", "title"), tuple(queries))


def product_list(products: Iterable[tuple[str, int, str]]) -> Rows:
    """List what was built: (path, size in bytes, how to open it)."""
    rows = tuple((path, _size(size), opened) for path, size, opened in products)
    return Rows(("product", "size", "how to open it"), rows)


def _size(size: int) -> str:
    """Write a number of bytes for people.

    >>> _size(999), _size(1_234_567)
    ('999 B', '1.2 MB')
    """
    for power, unit in ((6, "MB"), (3, "kB")):
        if size >= 10**power:
            return f"{size / 10**power:.1f} {unit}"
    return f"{size} B"
