"""The audit for people: where a source and its papers part, what carries its conclusions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import readings, reasoning
from kg.curation import Source
from kg.errors import RequestError
from kg.graph import Graph
from kg.model.vocabulary import DIFFERENCES
from kg.show.cite import cited, label
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import many


def audit(
    graph: Graph, *, by: str = "weight", top: int | None = None, document: str | None = None
) -> Answer:
    """Lay out every difference between a source and its papers, both readings side by side.

    Of every document that was read, or of the one named.
    """
    parted = (one for one in reasoning.audit(graph) if document in (None, one.source))
    found = sorted(parted, key=lambda one: (_key(graph, one, by), one.rank))
    groups = [[one] for one in found] if by == "claim" else alike(found)
    shown = groups[:top]
    counts = Counter(one.outcome for one in found)
    differences = many(len(found), "difference", "differences")
    title = f"{differences} between what is said of papers and what they say"
    remarks = [f"{number} x {outcome.replace('_', ' ')}" for outcome, number in counts.items()]
    if len(shown) < len(groups):
        remarks.insert(
            0, f"the first {len(shown)} of {len(groups)} are shown, claims that part in the same "
            "words taken together; --top 0 shows all, --by claim each by itself",
        )  # fmt: skip
    return Answer(title, (_differences(graph, shown), _kinds(found)), tuple(remarks))


def robustness(graph: Graph) -> Answer:
    """Lay out what is left of each conclusion as evidence is set aside."""
    columns = (
        "conclusion", "statement", "cited", "read", "single", "left", "papers_left",
        "papers_against",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in reasoning.robustness(graph):
        counts = (len(keys) for keys in (one.cited, one.read, one.single, one.left))
        papers = cited(graph, one.left), cited(graph, one.against)
        rows.append((one.conclusion.id, one.conclusion.statement, *counts, *papers))
    sheet = Sheet("conclusions", "", columns, tuple(rows), frozenset({"conclusion"}))
    remarks = _STEPS if rows else ("no conclusions are stated: conclusions.yaml would hold them",)
    return Answer("What carries the main conclusions", (sheet,), remarks)


def agreement(graph: Graph, document: str | None = None) -> Answer:
    """Lay out how two blind readings agree, facet by facet.

    Of the document named, or of all that were read twice: one with an inventory of sentences by
    itself, the others taken together. `RequestError` where none was.
    """
    twice = [one for one in read_twice(graph) if document in (None, one.id)]
    if not twice:
        cause = f"'{document}' was not read twice" if document else "no document was read twice"
        raise RequestError(f"{cause}: put second-reading.tsv into documents/KEY/ of the corpus")
    alone = [[one] for one in twice if one.file("inventory.tsv")]
    short = [one for one in twice if not one.file("inventory.tsv")]
    groups = [*alone, *([short] if short else [])]
    sheets: list[Sheet] = []
    remarks = []
    names = [_together(graph, group) for group in groups]
    for group, name in zip(groups, names, strict=True):
        of = f" ({name})" if len(groups) > 1 else ""
        sheets += _readings(group, of)
        presence, _ = readings.agreement(*_tables(group, "second-reading.tsv"))
        remarks.append(
            f"{presence.both} assertions were found by both readers, {presence.first} by the first "
            f"alone, {presence.second} by the second alone{of}: positive agreement "
            f"{_percent(presence.share)} per cent; of those found once, kg coverage shows what "
            "stands."
        )
    return Answer(f"Two blind readings of {' and '.join(names)}", tuple(sheets), tuple(remarks))


def _together(graph: Graph, group: list[Source]) -> str:
    """Name a document, or how many papers: `--document` keeps one of them."""
    if len(group) > 1:
        return f"{len(group)} papers"
    return cited(graph, [group[0].id])[0]


def _readings(group: list[Source], of: str) -> Iterator[Sheet]:
    _, facets = readings.agreement(*_tables(group, "second-reading.tsv"))
    rows = tuple(
        (one.facet, one.records, one.alike, _percent(one.share), _kappa(one.kappa),
         tuple(f"{a or 'nothing'} / {b or 'nothing'}: {n}" for a, b, n in one.differ[:4]))
        for one in facets
    )  # fmt: skip
    columns = ("facet", "records", "alike", "per_cent", "kappa", "where_they_differ")
    key = f"-{group[0].id if len(group) == 1 else 'papers'}" if of else ""
    yield Sheet(f"facets{key}", f"Records that both readers wrote{of}", columns, rows)
    found = readings.settled(*_tables(group, "settled.tsv"))
    if not found:
        return
    settled = Counter((one.facet, _whose(one)) for one in found)
    names = sorted({facet for facet, _ in settled})
    outcome: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *(settled[name, who] for who in _WHO)) for name in names
    )
    yield Sheet(
        f"settled{key}", f"How differences were settled{of}", ("facet", *_WHO), outcome
    )  # fmt: skip


def read_twice(graph: Graph) -> list[Source]:
    """Give the documents with a table of two readings."""
    return [one for one in graph.documents.values() if one.file("second-reading.tsv")]


def _tables(group: list[Source], name: str) -> list[Path]:
    return [(one.folder or Path()) / name for one in group if one.file(name)]


def alike(
    found: Iterable[reasoning.difference.Difference],
) -> list[list[reasoning.difference.Difference]]:
    """Take together the claims that one paper parts from in the same words, in the order given."""
    groups: dict[tuple[object, ...], list[reasoning.difference.Difference]] = {}
    for one in found:
        same = one.reference, one.paper, one.about, one.outcome, one.read_in
        groups.setdefault(same, []).append(one)
    return list(groups.values())


def _differences(graph: Graph, found: Iterable[list[reasoning.difference.Difference]]) -> Sheet:
    columns = (
        "about", "outcome", "claim", "record", "said", "said_in", "paper", "paper_says", "read_in",
        "curated_from_paper", "verdict", "chains_that_hang_on_it", "outcomes_reached",
    )  # fmt: skip
    rows = tuple(
        (group[0].about, group[0].outcome.replace("_", " "),
         tuple(one.claim for one in group), tuple(one.record for one in group),
         _each(one.review for one in group),
         _each(f"{one.source} {locator}" for one in group for locator in one.locators),
         cited(graph, (group[0].reference,)), group[0].paper, group[0].read_in,
         _each(f"{claim} #{record}" for one in group for claim, record in one.findings),
         _each(words for one in group for words in verdict_words(graph, one.turns)),
         sum(one.routes.count for one in group) or None,
         _each(label(graph, key) for one in group for key in one.routes.outcomes))
        for group in found
    )  # fmt: skip
    hidden = {"record", "curated_from_paper", "outcomes_reached", "outcome"}
    return Sheet("differences", "Difference by difference", columns, rows, frozenset(hidden))


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _kinds(found: Iterable[reasoning.difference.Difference]) -> Sheet:
    counted = Counter(about for one in found for about in one.about)
    rows = tuple((name, words, counted[name]) for name, words in DIFFERENCES.items())
    return Sheet("kinds", "In what they differ", ("about", "meaning", "differences"), rows)


def verdict_words(graph: Graph, turns: Iterable[reasoning.difference.Turn]) -> tuple[str, ...]:
    """Say what becomes of the verdicts: alone, and with the papers read; only where they turn."""
    said = []
    for turn in turns:
        if turn.turned:
            basis = f" ({' or '.join(turn.basis)})" if turn.basis else ""
            against = label(graph, turn.topic.comparator) if turn.topic.comparator else "nothing"
            said.append(f"against {against}{basis}: {turn.alone} becomes {turn.now}")
    return tuple(dict.fromkeys(said))


def _key(graph: Graph, one: reasoning.difference.Difference, by: str) -> tuple[object, ...]:
    numbers = {"reference": graph.references[one.reference].citation_number or 0}
    order = list(dict.fromkeys(loc for _, ev in graph.evidence() for loc in ev.locator))
    keys: dict[str, tuple[object, ...]] = {
        "weight": (), "claim": (one.claim, one.record),
        "reference": (numbers["reference"], one.reference),
        "section": (one.sections, order.index(one.locators[0])),
    }  # fmt: skip
    return keys[by]


def _whose(one: readings.Settled) -> str:
    return (
        "both" if one.first == one.second
        else "first" if one.settled == one.first
        else "second" if one.settled == one.second
        else "neither"
    )  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _kappa(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


_WHO = ("first", "second", "neither", "both")
_STEPS = (
    "cited: primary papers that the source names for it",
    "read: those of them whose own abstract or text was read",
    "single: those read that show it by themselves, not only as one of several cited together",
    "left: those that nothing they say themselves speaks against",
)
