"""Coverage for people: sections by state, what is open, and every sentence if asked for."""

from __future__ import annotations

from kg.curation import Coverage
from kg.show.sheet import Answer, Cell, Sheet


def coverage(found: Coverage, *, every: bool = False) -> Answer:
    """Lay out what is curated, excluded and open; with `every`, sentence by sentence."""
    open_ = found.open
    title = f"{len(open_)} open" if open_ else "Nothing is open: each sentence that cites, and each"
    title = title if open_ else f"{title} citation, is curated or excluded"
    sheets = _sections(found), _open(found), _uncited(found)
    return Answer(title, (_sentences(found), *sheets) if every else sheets)


def _sections(found: Coverage) -> Sheet:
    columns = (
        "section", "sentences", "curated", "excluded", "open",
        "citations", "citations_curated", "citations_excluded", "citations_open",
    )  # fmt: skip
    counts: list[tuple[int, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    for name, sentences, citations in found.by_section():
        sums = sum(sentences.values()), sum(citations.values())
        counts.append((sums[0], *sentences.values(), sums[1], *citations.values()))
        rows.append((name, *counts[-1]))
    totals = (sum(column) for column in zip(*counts, strict=True))
    return Sheet("sections", "By section", columns, (*rows, ("all", *totals)))


def _open(found: Coverage) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (row.source, row.locator, tuple(map(str, row.cites)), row.reference or "all")
        for row in found.open
    )
    return Sheet("open", "Open", ("source", "locator", "cites", "citation"), rows)


def _uncited(found: Coverage) -> Sheet:
    rows = tuple((key,) for key in found.uncited)
    return Sheet("uncited", "References that no record cites", ("reference",), rows)


def _sentences(found: Coverage) -> Sheet:
    columns = ("source", "locator", "cites", "state", "reasons", "records")
    rows = tuple(
        (row.source, row.locator, tuple(map(str, row.cites)), row.state, row.reasons, row.records)
        for row in found.sentences
    )
    return Sheet("sentences", "Sentence by sentence", columns, rows)
