"""Under which conditions a question asks: basis, setting, species, and the facets of a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.find import plain
from kg.graph import Graph
from kg.inquiry import grammar
from kg.inquiry.grammar import is_form
from kg.inquiry.mention import Mention


@dataclass
class Conditions:
    """What was read so far: a basis, wishes as of `--where`, settings, and the words taken.

    `standing` are things that were named as conditions: hypoxia, in 'under hypoxia'.
    """

    basis: str = ""
    wishes: list[str] = field(default_factory=list)
    systems: list[str] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    standing: list[Mention] = field(default_factory=list)

    @classmethod
    def read(cls, graph: Graph, low: str) -> Conditions:
        """Read what needs no names: the basis, the setting, dose and LET."""
        made = cls()
        for basis, pattern in grammar.BASES.items():
            if basis in graph.manifest.bases and (match := re.search(pattern, low)):
                made.basis = basis
                made._take(low, match)
        for system, pattern in grammar.SYSTEMS.items():
            if match := re.search(pattern, low):
                made.systems.append(system)
                made._take(low, match)
        for facet, amount, unit in (("dose", grammar.DOSE, "Gy"), ("let", grammar.LET, "keV/um")):
            if facet in graph.manifest.facets and (match := amount.search(low)):
                written = "Gy(RBE)" if "rbe" in match[0] else unit
                said = low[: match.start()]
                bound = next((sign for word, sign in BOUNDS if re.search(f"{word} $", said)), "")
                made.wishes.append(f"{facet}={bound}{match[1].replace(' ', '')} {written}")
                made._take(low, match)
        return made

    @property
    def limits(self) -> bool:
        """Whether more than a basis is asked for."""
        return bool(self.wishes or self.systems)

    def options(self) -> tuple[str, ...]:
        """Write them as options of `kg chains`."""
        wishes = [*self.wishes, *([f"basis={self.basis}"] if self.basis else [])]
        return (*(part for wish in wishes for part in ("--where", wish)),
                *(part for system in self.systems for part in ("--system", system)))  # fmt: skip

    def take_named(self, graph: Graph, words: list[str], named: list[Mention]) -> list[Mention]:
        """Take the values of facets and the species; gives the names that are left.

        A value that is itself a thing of the graph is a condition where two others are named, or
        one and a word such as 'under' before it.
        """
        for facet, value, place in _values(graph, words):
            before = plain(words[place - 1]) if place else ""
            inside = next((one for one in named if one.start <= place < one.end), None)
            others = [one for one in named if one is not inside]
            adjective = plain(words[place]) != value
            if inside and _protects(words, inside.end):
                continue
            if not others or not (before in UNDER or (len(others) > 1 and (inside or adjective))):
                continue
            self.wishes.append(f"{facet}={value}")
            self.taken |= {place, *(range(inside.start, inside.end) if inside else ())}
            self.standing += [inside] if inside else []
            named = others
        for one in list(named):
            before = plain(words[one.start - 1]) if one.start else ""
            species = graph.entities[one.id].kind == "organism"
            if species and before in {"in", "of"} and len(named) > 1:
                self.wishes.append(f"organism={one.id}")
                self.taken |= set(range(one.start, one.end))
                named = [other for other in named if other is not one]
        return named

    def _take(self, low: str, match: re.Match[str]) -> None:
        first = len(low[: match.start()].split())
        self.taken |= set(range(first, first + len(match[0].split())))


def _values(graph: Graph, words: list[str]) -> Iterator[tuple[str, str, int]]:
    """Yield the values of facets that are named, hypoxic for hypoxia too, each with its place."""
    for facet, kind in graph.manifest.facets.items():
        for value in kind.values:
            adjective = f"{value.removesuffix('ia')}ic" if value.endswith("ia") else value
            for place, word in enumerate(words):
                if plain(word) in (value, adjective):
                    yield facet, value, place
                    break


def _protects(words: list[str], place: int) -> bool:
    """Tell whether what is named before this place acts itself: 'hypoxia protects tumours'."""
    return any(is_form(word, ["protect", "shield", "rescue"]) for word in words[place : place + 1])


BOUNDS = (
    (r"(above|over|more than|greater than|at least|from|>|>=)", ">="),
    (r"(below|under|less than|up to|at most|<|<=)", "<="),
)
"""What may stand before an amount, and the sign that says it."""
UNDER = frozenset("under in at during with despite".split())
