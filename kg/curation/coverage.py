"""What of an inventoried source is curated, what is excluded and why, and what is left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.curation.corpus import Corpus
from kg.curation.inventory import Sentence
from kg.errors import RequestError

State = Literal["curated", "excluded", "open"]


@dataclass(frozen=True)
class Covered:
    """One sentence, or one citation in it, and what became of it.

    `records` are ids of claims, gaps and exclusions that stand on it; `reference` is set for a
    citation; `reasons` tell why it is excluded.
    """

    source: str
    locator: str
    section: str
    cites: tuple[int, ...]
    state: State
    records: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    reference: str | None = None


@dataclass(frozen=True)
class Coverage:
    """Every sentence and every citation of the inventoried sources."""

    sentences: tuple[Covered, ...]
    citations: tuple[Covered, ...]
    uncited: tuple[tuple[str, tuple[str, ...]], ...]
    """References of the bibliography that no record cites or was read in, each with the numbers by
    which documents cite it ('liu2025 [88]')."""

    @property
    def open(self) -> tuple[Covered, ...]:
        """Sentences that cite a source, and single citations, that nothing accounts for."""
        lost = (row for row in self.sentences if row.state == "open" and row.cites)
        return (*lost, *(row for row in self.citations if row.state == "open"))

    @property
    def bare(self) -> int:
        """How many sentences without a citation nothing accounts for: they may say nothing."""
        return sum(row.state == "open" and not row.cites for row in self.sentences)

    def by_section(self) -> tuple[tuple[str, str, dict[State, int], dict[State, int]], ...]:
        """Give each document's sections, in order, with sentences and citations by state."""
        names = dict.fromkeys((row.source, row.section) for row in self.sentences)
        return tuple((*name, _count(self.sentences, name), _count(self.citations, name))
                     for name in names)  # fmt: skip


def coverage(corpus: Corpus, document: str | None = None) -> Coverage:
    """Hold the inventories against the claims, gaps and exclusions, sentence by sentence.

    All inventoried documents, or the one named; `RequestError` if that has no inventory.

    A citation counts as curated where a record names the paper and stands on this sentence, or on
    another of the same paragraph: a citation that closes a thought is carried by its sentences.

    >>> from importlib.resources import files
    >>> from pathlib import Path
    >>> from kg.curation import read
    >>> coverage(read(Path(str(files("kg.ontology"))))).open
    ()
    """
    standing = _standing(corpus)
    excluded = _excluded(corpus)
    sentences, citations = [], []
    cited = _cited(corpus)
    if document is not None and document not in corpus.inventory:
        known = ", ".join(corpus.inventory) or "there is none"
        raise RequestError(f"no inventory of a document '{document}': {known}")
    for source, places in corpus.inventory.items():
        if document not in (None, source):
            continue
        numbers = corpus.documents[source].numbers
        for locator, sentence in places.items():
            whole = (source, locator, sentence.section, sentence.references)
            records = tuple(sorted(standing.get((source, locator), ())))
            reasons = excluded.get((source, locator, None), ())
            state = _state(records, reasons)
            sentences.append(Covered(*whole, state, records, () if records else reasons))
            for number in sentence.references:
                key = numbers.get(number, f"[{number}]")
                carried = tuple(sorted(cited.get((source, _paragraph(sentence), key), ())))
                why = (*excluded.get((source, locator, key), ()), *(() if records else reasons))
                state = _state(carried, why)
                citations.append(Covered(*whole, state, carried, () if carried else why, key))
    named = {key for _, source, _, papers in _records(corpus) for key in (source, *papers)}
    uncited = ((key, _numbers(corpus, key)) for key in sorted(corpus.references.keys() - named))
    return Coverage(tuple(sentences), tuple(citations), tuple(uncited))


def _numbers(corpus: Corpus, reference: str) -> tuple[str, ...]:
    found = ((key, one.number(reference)) for key, one in corpus.documents.items())
    return tuple(f"{key} [{number}]" for key, number in found if number is not None)


def _state(records: tuple[str, ...], reasons: tuple[str, ...]) -> State:
    return "curated" if records else "excluded" if reasons else "open"


def _standing(corpus: Corpus) -> dict[tuple[str, str], set[str]]:
    """Collect what stands on each sentence: claims and stated gaps."""
    found: dict[tuple[str, str], set[str]] = {}
    for claim, source, locators, _ in _records(corpus):
        for locator in locators:
            found.setdefault((source, locator), set()).add(claim)
    return found


def _cited(corpus: Corpus) -> dict[tuple[str, tuple[str, int], str], set[str]]:
    """Collect the papers that records name, by the paragraph that they were read in."""
    found: dict[tuple[str, tuple[str, int], str], set[str]] = {}
    for claim, source, locators, references in _records(corpus):
        places = corpus.inventory.get(source, {})
        for locator in locators:
            if locator in places:
                for key in references:
                    where = source, _paragraph(places[locator]), key
                    found.setdefault(where, set()).add(claim)
    return found


def _records(corpus: Corpus) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    for claim in corpus.claims.values():
        for evidence in claim.evidence:
            checked = tuple(check.reference for check in evidence.checks)
            named = (*evidence.references, *checked)
            yield claim.id, evidence.read_in, evidence.locator, named
    for gap in corpus.gaps.values():
        yield f"gap.{gap.id}", gap.read_in, gap.locator, gap.references


def _excluded(corpus: Corpus) -> dict[tuple[str, str, str | None], tuple[str, ...]]:
    found: dict[tuple[str, str, str | None], tuple[str, ...]] = {}
    for exclusion in corpus.exclusions.values():
        for locator in exclusion.locator:
            for key in exclusion.references or (None,):
                where = exclusion.source, locator, key
                found[where] = (*found.get(where, ()), exclusion.reason)
    return found


def _paragraph(sentence: Sentence) -> tuple[str, int]:
    """Name the paragraph; each row of a table stands by itself."""
    return sentence.section, sentence.references[0] if sentence.is_row else sentence.paragraph


def _count(rows: tuple[Covered, ...], section: tuple[str, str]) -> dict[State, int]:
    counted = Counter(row.state for row in rows if (row.source, row.section) == section)
    return {state: counted[state] for state in ("curated", "excluded", "open")}
