"""Coverage for people: sections by state, what is open, and every sentence if asked for."""

from __future__ import annotations

from kg.curation import Corpus, Coverage
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import many


def coverage(found: Coverage, *, every: bool = False) -> Answer:
    """Lay out what is curated, excluded and open; with `every`, sentence by sentence."""
    sheets = _sections(found), _open(found), _uncited(found)
    return Answer(_title(found), (_sentences(found), *sheets) if every else sheets)


def searched(corpus: Corpus) -> Answer:
    """Lay out every search of the literature, and what came of it; the newest first."""
    found = sorted(corpus.searches, key=lambda one: one.date, reverse=True)
    several = len({one.layer for one in found}) > 1
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.date, one.words, one.found, one.taken, one.why_not, one.layer) for one in found
    )
    taken = {key for one in found for key in one.taken}
    studies = many(len(taken), "study", "studies")
    title = f"{many(len(found), 'search', 'searches')} of the literature, {studies} taken"
    columns = ("date", "words", "found", "taken", "why_not", "layer")
    hidden = frozenset() if several else frozenset({"layer"})
    remarks = () if found else ("nothing was noted: searches.tsv would hold it",)
    return Answer(title, (Sheet("searches", "", columns, rows, hidden),), remarks)


def _title(found: Coverage) -> str:
    """Say what is open: of what cites, then of sentences without a citation."""
    if not found.sentences:
        return "No document of this corpus has an inventory of sentences"
    said = [f"{len(found.open)} open of what cites"] if found.open else []
    if found.citations and not found.open:
        said = ["Each sentence that cites, and each citation, is curated or excluded"]
    if not found.citations:
        said = ["No sentence that was read cites anything"]
    if found.bare:
        bare = many(found.bare, "sentence", "sentences")
        said.append(f"{bare} without a citation {'is' if found.bare == 1 else 'are'} open")
    return "; ".join(said) if found.open or found.bare else f"Nothing is open: {said[0].lower()}"


def _sections(found: Coverage) -> Sheet:
    columns = (
        "document", "section", "sentences", "curated", "excluded", "open",
        "citations", "citations_curated", "citations_excluded", "citations_open",
    )  # fmt: skip
    counts: list[tuple[int, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    for source, name, sentences, citations in found.by_section():
        sums = sum(sentences.values()), sum(citations.values())
        counts.append((sums[0], *sentences.values(), sums[1], *citations.values()))
        rows.append((source, name, *counts[-1]))
    totals = [sum(column) for column in zip(*counts, strict=True)]
    rows += [("all", "", *totals)] if rows else []
    return Sheet("sections", "By section", columns, tuple(rows))


def _open(found: Coverage) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (row.source, row.locator, tuple(map(str, row.cites)), row.reference or "all")
        for row in found.open
    )
    return Sheet("open", "Open", ("source", "locator", "cites", "citation"), rows)


def _uncited(found: Coverage) -> Sheet:
    columns = ("reference", "cited_as")
    hidden = frozenset() if any(cited for _, cited in found.uncited) else frozenset({"cited_as"})
    return Sheet("uncited", "References that no record cites", columns, found.uncited, hidden)


def _sentences(found: Coverage) -> Sheet:
    columns = ("source", "locator", "cites", "state", "reasons", "records")
    rows = tuple(
        (row.source, row.locator, tuple(map(str, row.cites)), row.state, row.reasons, row.records)
        for row in found.sentences
    )
    return Sheet("sentences", "Sentence by sentence", columns, rows)
