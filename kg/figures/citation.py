"""Numbers for the studies of a figure, in the order in which they are met, and their styles."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from kg.figures.scene import Source
from kg.graph import Graph, Support
from kg.model import Reference


class Citations:
    """The references of one figure, numbered from 1 as they are first cited."""

    def __init__(self, graph: Graph, style: str) -> None:
        """Begin with none; `style` is author-year, journal or review-number."""
        self._graph, self._style = graph, style
        self._numbers: dict[str, int] = {}

    def cite(self, keys: Iterable[str]) -> str:
        """Give the mark of these references, numbering the new; three in a row make a range."""
        for key in sorted(keys, key=lambda key: (self._graph.references[key].issued or 0, key)):
            self._numbers.setdefault(key, len(self._numbers) + 1)
        return ranges(self._numbers[key] for key in keys)

    def sources(self) -> tuple[Source, ...]:
        """Give all that was cited, by number."""
        found = []
        for key, number in self._numbers.items():
            reference = self._graph.references[key]
            link = address(reference)
            short = short_form(reference, self._style)
            found.append(Source(number, key, short, full_form(reference), link))
        return tuple(found)


def studies(supports: Iterable[Support]) -> tuple[frozenset[str], int]:
    """Collect the references, and count the independent studies: one vote for each paper.

    A record that several papers share has one vote, and none where one of them votes by itself. A
    paper whose own text a check found to disagree is not cited for the record.
    """
    singles: set[str] = set()
    shared: set[frozenset[str]] = set()
    for support in supports:
        cited = frozenset(support.evidence.references) - disputed([support])
        if not cited:
            continue
        if support.evidence.attribution == "collective":
            shared.add(cited)
        else:
            singles.update(cited)
    votes = len(singles) + sum(not cited & singles for cited in shared)
    return frozenset(singles.union(*shared)), votes


def disputed(supports: Iterable[Support]) -> frozenset[str]:
    """Collect the papers that are cited for records, and whose own text does not bear them out."""
    return frozenset(
        check.reference
        for support in supports
        for check in support.evidence.checks
        if check.outcome == "disagrees" and check.reference in support.evidence.references
    )


def ranges(numbers: Iterable[int]) -> str:
    """Write numbers as a citation mark.

    >>> ranges([4, 1, 2, 3, 9])
    '1-4,9'
    """
    ordered = sorted(set(numbers))
    breaks = [0, *(n + 1 for n, (a, b) in enumerate(pairwise(ordered)) if b > a + 1), len(ordered)]
    parts = []
    for start, stop in pairwise(breaks):
        run = ordered[start:stop]
        parts += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return ",".join(parts)


def short_form(reference: Reference, style: str) -> str:
    """Write a reference for the footer: author and year, with the journal or number by style."""
    first = reference.author[0].family if reference.author else reference.id
    many = reference.et_al or len(reference.author) > 2
    if len(reference.author) == 2 and not reference.et_al:
        first += f" & {reference.author[1].family}"
    letter = reference.id[-1] if reference.id[-1].isalpha() else ""
    text = f"{first}{' et al.' if many else ''} {reference.issued or 'n.d.'}{letter}"
    if style == "journal" and reference.container_title:
        text += f", {reference.container_title}"
    if style == "review-number" and reference.citation_number:
        text += f" [{reference.citation_number}]"
    return text


def full_form(reference: Reference) -> str:
    """Write a reference in full: authors, year, title, journal, volume, pages, DOI."""
    names = [" ".join(filter(None, [name.family, name.given])) for name in reference.author]
    people = ", ".join(names) + (" et al." if reference.et_al else "")
    where = " ".join(filter(None, [reference.container_title, reference.volume]))
    where += f": {reference.page}" if reference.page and where else ""
    parts = [f"{people or reference.id} ({reference.issued or 'n.d.'})", reference.title, where]
    text = ". ".join(part.rstrip(".") for part in parts if part) + "."
    link = address(reference)
    return f"{text} {link}" if link else text


def address(reference: Reference) -> str | None:
    """Give the address of a reference: its DOI, else PubMed, else none."""
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    if reference.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return None
