"""On which basis two arms were compared: its mark in text and as a shape, and its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.graph import Graph
from kg.model.manifest import BasisMark


@dataclass(frozen=True)
class Basis:
    """How a basis is shown: a letter-like mark, a shape with or without filling, words."""

    mark: str
    words: str

    @property
    def shape(self) -> str:
        """The shape of its mark."""
        return SHAPES.get(self.mark, ("circle", True))[0]

    @property
    def filled(self) -> bool:
        """Whether the shape is filled."""
        return SHAPES.get(self.mark, ("circle", True))[1]


def basis_of(graph: Graph, key: str) -> Basis:
    """Give how a basis is shown: as the manifest has it, else by its place there.

    The empty key is a comparison that needs no basis, for only one of its arms was treated so.

    >>> from kg.graph import assemble
    >>> import kg
    >>> basis_of(kg.load(), "isodose").words, basis_of(kg.load(), "").mark
    ('same dose', '◊')
    """
    if not key:
        return Basis(NONE, f"no second {graph.manifest.treatment.noun}")
    given = graph.manifest.bases.get(key, BasisMark(words=_WORDS.get(key, key.replace("_", " "))))
    spare = OPEN if key == "unspecified" else _spare(graph, key)
    return Basis(given.mark or spare, given.short or given.words)


def bases_of(graph: Graph, used: Collection[str]) -> Iterator[Basis]:
    """Yield the bases that a figure uses, in the order of the manifest."""
    known = [*graph.manifest.bases]
    listed = [key for key in known if key in used]
    for key in (*listed, *sorted(set(used) - {*known, ""}), *([""] if "" in used else [])):
        yield basis_of(graph, key)


def say(graph: Graph, basis: tuple[str, ...], none: str | None = None) -> str:
    """Say a basis in words; several are one of these. `none` is said where there is none."""
    words = " or ".join(basis_of(graph, key).words for key in basis)
    return words or (basis_of(graph, "").words if none is None else none)


def shown(graph: Graph, basis: tuple[str, ...]) -> tuple[str, bool]:
    """Give the shape of a mark on this basis, and whether it is filled: not where unresolved."""
    first = basis_of(graph, basis[0] if basis else "")
    return first.shape, first.filled and len(basis) < 2


def _spare(graph: Graph, key: str) -> str:
    """Choose a mark for a basis to which the manifest gives none."""
    known = [one for one in graph.manifest.bases if one != "unspecified"]
    return FILLED[known.index(key) % len(FILLED)] if key in known else FILLED[0]


NONE, OPEN = "◊", "○"
FILLED = ("●", "■", "◆")
SHAPES = {
    "●": ("circle", True), "■": ("square", True), "◆": ("diamond", True), "○": ("circle", False),
    "□": ("square", False), "◇": ("diamond", False), "◊": ("diamond", False),
}  # fmt: skip
"""The shape of each mark, and whether it is filled; a mark of other letters is a filled circle."""

_WORDS = {"unspecified": "basis not stated"}
