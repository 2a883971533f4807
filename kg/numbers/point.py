"""What one record says of a quantity: a number as printed, or a word where it prints none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.graph import Graph
from kg.mechanism import Where
from kg.model import Evidence, Exposure, Quantity
from kg.model.units import Dose, Interval, Time
from kg.model.vocabulary import SIGN_OF, TURNED, UNSIGNED
from kg.numbers.wanted import Wanted
from kg.votes import Observation, Topic, observe, observe_itself, observe_unsigned


@dataclass(frozen=True)
class Point:
    """One number of one record, or what the record says in a word where it prints none.

    `arm` is whose number it is; `versus` the other arm, empty for an effect against nothing done.
    Where an arm is compared with itself, `differs` tells by what: (facet, here, there).
    `outcomes` are levels of the arm against the other, or signs of its effect; several are one of
    these, unresolved. A number stands as it is written, a word as its topic is asked.
    """

    object: str
    arm: str
    versus: str
    differs: tuple[str, str, str] | None
    basis: tuple[str, ...]
    outcomes: tuple[str, ...]
    quantity: Quantity | None
    observation: Observation

    @property
    def evidence(self) -> Evidence:
        """The record."""
        return self.observation.support.evidence

    @property
    def number(self) -> bool:
        """Whether a value is printed: this arm's, the other's, or what relates the two."""
        found = self.quantity
        return found is not None and (found.bounds is not None or found.there is not None)

    @property
    def dose(self) -> Dose | None:
        """The dose that the arm got, else the range for which it is stated."""
        exposure = self._exposure
        return exposure.dose if exposure and exposure.dose else self.evidence.conditions.dose

    @property
    def let(self) -> Interval | None:
        """Linear energy transfer in keV/um, likewise."""
        exposure, stated = self._exposure, self.evidence.conditions.let_kev_um
        return exposure.let_kev_um if exposure and exposure.let_kev_um else stated

    @property
    def time(self) -> Time | None:
        """When it was read: the number's own time, else that of the record."""
        own = self.quantity.time if self.quantity else None
        return own or self.evidence.conditions.time

    @property
    def _exposure(self) -> Exposure | None:
        """What the arm itself got: of a comparator's own effect, what the comparator got."""
        support = self.observation.support
        if support.derivation == "comparator" and support.stated and support.stated.exposure:
            return support.stated.exposure
        return self.evidence.exposure

    @property
    def key(self) -> tuple[str, str, str, tuple[str, str, int], str]:
        """A total order: object, arms, record, number."""
        said = self.quantity.text if self.quantity else ""
        return self.object, self.arm, self.versus, self.observation.support.key, said


def points(
    graph: Graph, wanted: Wanted, where: Where, versus: str | None = None, basis: str | None = None
) -> tuple[Point, ...]:
    """Give what every record says of what is wanted, in order: numbers, and words without any.

    Of a measure, words are taken of its own objects alone.
    """
    found = [
        one
        for topic, observations in _topics(graph)
        for observation in observations
        for one in _points(graph, topic, observation)
        if _wanted(one, wanted)
        and where.covers(one.evidence, graph.entities[one.arm].kind == "radiation")
        and (versus is None or versus in (one.arm, one.versus))
        and (basis is None or basis in one.basis)
    ]
    return tuple(sorted(found, key=lambda one: one.key))


def _wanted(one: Point, wanted: Wanted) -> bool:
    if wanted.measure and one.quantity and one.quantity.measure == wanted.measure:
        return True
    if wanted.measure and one.quantity and one.quantity.measure:
        return False
    return one.object in wanted.objects or not (wanted.objects or wanted.measure)


def _topics(graph: Graph) -> Iterator[tuple[Topic, tuple[Observation, ...]]]:
    yield from observe(graph).items()
    yield from observe_itself(graph).items()
    for predicate in UNSIGNED:
        yield from observe_unsigned(graph, predicate).items()


def _points(graph: Graph, topic: Topic, one: Observation) -> Iterator[Point]:
    """Yield the numbers of one observation, and its word where none has a value."""
    support, stated = one.support, one.support.stated
    if support.derivation == "component":  # a conclusion: nobody measured it so
        return
    outcomes = tuple(sorted(one.outcomes))
    quantities: tuple[Quantity, ...] = ()
    if support.derivation is None:
        quantities = stated.quantities if stated else support.evidence.quantities
    differs = None
    if stated and stated.differs and support.derivation is None:
        differs = (str(stated.differs.facet), stated.differs.here, stated.differs.there)
    bare = topic.comparator.split("[", 1)[0] if differs else topic.comparator
    valued = any(one.bounds is not None or one.there is not None for one in quantities)
    measured = set(outcomes) <= {*SIGN_OF.values(), *TURNED}
    if not valued and (measured or (outcomes == ("affects",) and not support.evidence.contrasts)):
        yield Point(topic.object, topic.exposure, bare, differs, one.basis, outcomes, None, one)
    arms = (topic.exposure, bare)
    if stated:  # a number reads as it is written, whichever way round the question is asked
        arms = (graph.claims[support.claim].subject, stated.versus)
        outcomes = tuple(sorted(stated.level))
    for quantity in quantities:
        yield Point(topic.object, *arms, differs, one.basis, outcomes, quantity, one)


def has_beam(graph: Graph, key: str) -> bool:
    """Tell whether a treatment is radiation or contains it: then silence about dose is silence.

    >>> import kg
    >>> has_beam(kg.load(), "cirt-dc"), has_beam(kg.load(), "anti-pd-1")
    (True, False)
    """
    found = graph.entities[key]
    return found.kind == "radiation" or any(has_beam(graph, one) for one in found.components)


def silent_of(found: Iterable[Point]) -> Mapping[tuple[str, str], tuple[Point, ...]]:
    """Give the records that print no number at all, by claim and id."""
    by_record: dict[tuple[str, str], list[Point]] = {}
    for one in found:
        by_record.setdefault(one.observation.support.key[:2], []).append(one)
    return {
        key: tuple(listed) for key, listed in by_record.items()
        if not any(one.number for one in listed)
    }  # fmt: skip
