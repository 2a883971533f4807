"""All that is printed of one quantity, and what is not: numbers, words, silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kg.errors import RequestError
from kg.graph import Graph
from kg.mechanism import named_facets, read_where
from kg.numbers.group import Group, groups
from kg.numbers.heard import hear
from kg.numbers.point import Point, points, silent_of
from kg.numbers.wanted import Wanted, read_wanted
from kg.votes import Side, take_sides


@dataclass(frozen=True)
class Word:
    """What records without a number say of one comparison on one basis, or of one effect.

    `silent` are those that do not count, and why.
    """

    object: str
    arm: str
    versus: str
    differs: tuple[str, str, str] | None
    basis: tuple[str, ...]
    sides: tuple[Side, ...]
    silent: tuple[tuple[Point, str], ...]


@dataclass(frozen=True)
class Numbers:
    """The answer: groups of numbers, words, and the points behind both."""

    wanted: Wanted
    groups: tuple[Group, ...]
    words: tuple[Word, ...]
    points: tuple[Point, ...]

    def __repr__(self) -> str:
        """Say of what, and count numbers and studies."""
        name = self.wanted.name or "all quantities"
        return f"<Numbers of {name}: {len(self.printed)} of {len(self.studies)} studies>"

    @property
    def printed(self) -> tuple[Point, ...]:
        """The points with a value."""
        return tuple(one for one in self.points if one.number)

    @cached_property
    def studies(self) -> tuple[tuple[str, ...], ...]:
        """The independent studies that print a number and count."""
        return hear(one.observation for one in self.printed).studies

    @cached_property
    def silent(self) -> tuple[tuple[Point, ...], tuple[tuple[str, ...], ...]]:
        """The records that print none, one point of each, and their independent studies."""
        listed = silent_of(self.points).values()
        said = [one.observation for points in listed for one in points]
        return tuple(points[0] for points in listed), hear(said).studies


def numbers(
    graph: Graph, words: str | None = None, *, versus: str | None = None, basis: str | None = None,
    where: Sequence[str] = (), systems: Sequence[str] = (),
) -> Numbers:  # fmt: skip
    """Lay the printed numbers of a quantity side by side, and count what prints none.

    `words` name an entity, or a measure (`MEASURES`); None takes all. `versus` keeps what one arm
    has part in as comparator, `basis` one basis of the manifest, `where` and `systems` as of
    `kg chains`. `RequestError` for what does not exist.

    >>> import kg
    >>> found = numbers(kg.load(), "ecto-calreticulin")
    >>> [(cell.arm, cell.bounds) for cell in found.groups[0].rows[0].cells][0]
    ('carbon-ion-irradiation', (1.5, 2.4))
    """
    wanted = read_wanted(graph, words)
    if basis is not None and basis not in (known := _bases(graph)):
        raise RequestError(f"no basis '{basis}': it is {' or '.join(known) or 'none here'}")
    arm = graph.find(versus).id if versus else None
    asked = read_where(where, systems, graph.entities, named_facets(graph))
    found = points(graph, wanted, asked, arm, basis)
    return Numbers(wanted, groups(graph, found), tuple(_words(graph, found)), found)


def _bases(graph: Graph) -> tuple[str, ...]:
    used = {word for edge in graph.comparisons for word in edge.basis}
    return (*graph.manifest.bases, *sorted(used - {*graph.manifest.bases}))


def _words(graph: Graph, found: Sequence[Point]) -> Iterable[Word]:
    """Yield what is said without a number, comparisons first, arms in their order.

    A word that a closer reading of the same study, on whichever basis, says as well does not count.
    """
    heard = hear(one.observation for one in found)
    by_cell: dict[tuple[object, ...], list[Point]] = {}
    place = {key: number for number, key in enumerate(graph.arms)}
    listed = [one for one in found if one.quantity is None]
    for one in sorted(listed, key=lambda one: (in_order(one, place), one.key)):
        key = one.object, one.arm, one.versus, one.differs, one.basis
        by_cell.setdefault(key, []).append(one)
    for alike in by_cell.values():
        first = alike[0]
        voting = [one.observation for one in alike if not heard.silence(one.observation)]
        silent = tuple((one, why) for one in alike if (why := heard.silence(one.observation)))
        yield Word(first.object, first.arm, first.versus, first.differs, first.basis,
                   take_sides(voting), silent)  # fmt: skip


class Compared(Protocol):
    """What has an object, two arms, and a basis."""

    @property
    def object(self) -> str:
        """The object."""

    @property
    def arm(self) -> str:
        """The one arm."""

    @property
    def versus(self) -> str:
        """The other arm, if any."""

    @property
    def differs(self) -> tuple[str, str, str] | None:
        """In what an arm is compared with itself."""

    @property
    def basis(self) -> tuple[str, ...]:
        """On which basis."""


def in_order(one: Compared, place: Mapping[str, int]) -> tuple[object, ...]:
    """Sort: comparisons of two arms, arms compared with themselves, effects; arms as they rank."""
    last = len(place)
    return (
        not one.versus, one.differs is not None, one.object, place.get(one.arm, last), one.arm,
        place.get(one.versus, last), one.versus, one.differs or (), one.basis,
    )  # fmt: skip
