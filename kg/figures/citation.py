"""Numbers for the studies of a figure, in the order in which they are met, and their styles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from kg.figures.link import Weight
from kg.figures.scene import Source
from kg.graph import Graph
from kg.model import Reference


class Citations:
    """The references of one figure, numbered from 1 as they are first cited."""

    def __init__(self, graph: Graph, style: str, names: bool = False) -> None:
        """Begin with none; `style` is author-year, journal or review-number.

        With `names` a study is cited by author and year instead of by its number.
        """
        self._graph, self._style, self._names = graph, style, names
        self._numbers: dict[str, int] = {}

    def cite(self, keys: Iterable[str]) -> str:
        """Give the mark of these references, numbering the new; three in a row make a range."""
        keys = tuple(keys)
        for key in _by_year(self._graph, keys):
            self._numbers.setdefault(key, len(self._numbers) + 1)
        if self._names:
            ordered = _by_year(self._graph, keys)
            return "; ".join(by_name(self._graph.references[key]) for key in ordered)
        return ranges(self._numbers[key] for key in keys)

    def stand(self, weight: Weight) -> str:
        """Cite what stands behind a statement, so that what counts as one looks like one.

        In brackets are papers that are cited together, of which one must have shown it; in
        parentheses what is named and bears nothing out.

        >>> import kg
        >>> cited = Citations(kg.load(), "author-year")
        >>> one = Weight(references=frozenset(["liu2024"]), struck=frozenset(["vanpouillebox2017"]))
        >>> cited.stand(one)
        '1 (2)'
        >>> cited.stand(Weight((("ando2017", "zhou2022"), ("liu2024",)),
        ...                    frozenset(["ando2017", "zhou2022", "liu2024"])))
        '1,[3,4]'
        """
        counts = self.cite(weight.references)
        joint = [voter for voter in weight.voters if len(voter) > 1]
        if joint:
            alone = weight.references.difference(*joint)
            marks = sorted((self.cite(voter) for voter in joint), key=_first)
            joined = "; " if self._names else ","
            counts = joined.join(
                filter(None, [self.cite(alone), *(f"[{mark}]" for mark in marks)])
            )
        struck = f"({self.cite(weight.struck)})" if weight.struck else ""
        return " ".join(filter(None, (counts, struck)))

    def sources(self) -> tuple[Source, ...]:
        """Give all that was cited, by number."""
        found = []
        for key, number in self._numbers.items():
            reference = self._graph.references[key]
            link = address(reference)
            short = short_form(reference, self._style)
            found.append(Source(number, key, short, full_form(reference), link))
        return tuple(found)


def _by_year(graph: Graph, keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (graph.references[key].issued or 0, key))


def _first(mark: str) -> int:
    """Give the first number of a mark; of names the first year."""
    return int((re.findall(r"\d+", mark) or ["0"])[0])


def by_name(reference: Reference) -> str:
    """Cite by the first author and the year, as briefly as a figure needs it.

    >>> import kg
    >>> by_name(kg.load().references["liu2024"])
    'Liu 2024'
    """
    first = reference.author[0].family if reference.author else reference.id
    letter = reference.id[-1] if reference.id[-1].isalpha() else ""
    return f"{first} {reference.issued or 'n.d.'}{letter}"


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
    letter = reference.id[-1] if re.search(r"\d[a-z]$", reference.id) else ""
    text = f"{reference.people} {reference.issued or 'n.d.'}{letter}"
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
    parts = [f"{people or reference.people} ({reference.issued or 'n.d.'})", reference.title, where]
    text = ". ".join(part.rstrip(".") for part in parts if part) + "."
    link = address(reference)
    return f"{text} {link}" if link else text


def address(reference: Reference) -> str | None:
    """Give the address of a reference: its DOI, else PubMed, else none."""
    return reference.address
