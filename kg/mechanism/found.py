"""What was found between two entities under a wish: how it stands, where it holds, its steps.

Most of it hangs on records alone: what the same records come to is made once for a graph, whatever
was asked, and kept with it as its observations are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal

from kg.graph import Graph
from kg.mechanism.beam import beam_sets, upwards
from kg.mechanism.circumstance import Circumstance, circumstance
from kg.mechanism.step import Finding, Relation, Step
from kg.mechanism.where import Where
from kg.model.vocabulary import OPPOSITE, TREATMENTS
from kg.votes import Observation, Side, Standing, Topic, observe, tags

Pair = tuple[str, str]
Held = Mapping[str, Collection[tuple[Observation, Circumstance]]]


def found_under(graph: Graph, where: Where, without: Pair | None = None) -> Found:
    """Give what was found under a wish; that of the last wish is kept for who asks it again."""
    shared = _shared(graph)
    if shared.last is None or shared.last[:2] != (where, without):
        shared.last = where, without, Found(graph, where, without)
    return shared.last[2]


class Found:
    """Curated and derived effects between two entities, by sign."""

    def __init__(self, graph: Graph, where: Where, without: Pair | None = None) -> None:
        """Take the records that `where` admits; `without` leaves out those of a pair."""
        self._graph, self._where = graph, where
        self._hidden = () if without is None else (without,)
        self._shared = shared = _shared(graph)
        heard: dict[Pair, dict[tuple[str, ...], Sequence[Observation]]] = {}
        for topic, treated, observations in shared.effects:
            pair = topic.exposure, topic.object
            if pair != without:
                admitted = shared.admitted(where, observations, treated)
                heard.setdefault(pair, {})[topic.given] = self._heard(pair[0], admitted)
        # What was seen only beside another treatment speaks where nothing else does.
        self._standing = {
            pair: shared.standing(
                by_given.get(()) or [one for given in by_given.values() for one in given]
            )
            for pair, by_given in heard.items()
        }

    def _heard(self, subject: str, admitted: Sequence[Observation]) -> Sequence[Observation]:
        """Leave out what a narrower finding silences all over the region that was asked for."""
        region = self._where.region
        if not (region.kinds or region.ranges) or len(admitted) < 2:
            return admitted
        return self._shared.heard(subject, admitted, region)

    @property
    def pairs(self) -> Collection[Pair]:
        """What was looked at, by subject and object."""
        return self._standing.keys()

    def nulls_where_asked(self, subject: str, obj: str) -> tuple[Finding, ...]:
        """Give the records of no change that vote, and that nothing silences all over the wish."""
        region = self._where.region
        return tuple(
            one for one in self.nulls(subject, obj)
            if (met := one.holds.meet(region)) and not any(map(met.within, one.silenced))
        )  # fmt: skip

    def steps(self) -> Iterator[Step]:
        """Yield the steps that were found of each pair itself."""
        for (subject, obj), standing in self._standing.items():
            yield from self._shared.steps(standing, subject, obj, subject)

    def inherited(self) -> Iterator[Step]:
        """Yield the steps of treatments by what was found of what they are a kind of."""
        objects = defaultdict(set)
        for subject, obj in self._standing:
            objects[subject].add(obj)
        for key, above in self._shared.generals:
            spoken = objects[key] | {obj for subject, obj in self._hidden if subject == key}
            for general in above:
                for obj in sorted(objects[general] - spoken):
                    yield from self._shared.steps(self._standing[general, obj], general, obj, key)
                spoken |= objects[general]

    def nulls(self, subject: str, obj: str) -> tuple[Finding, ...]:
        """Give the records of no change that vote, each with what silences it."""
        standing = self._standing.get((subject, obj))
        return () if standing is None else self._shared.nulls(standing, subject)


class _Shared:
    """What follows from records whatever is asked, by the identity of records and standings.

    There are no more of them than sets of records that some wish admits.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.last: tuple[Where, Pair | None, Found] | None = None
        self._regions: dict[tuple[int, bool], Circumstance | None] = {}
        self._holds: dict[tuple[int, str], Circumstance | None] = {}
        self._heard: dict[tuple[object, ...], Sequence[Observation]] = {}
        self._standings: dict[tuple[int, ...], Standing] = {}
        self._steps: dict[tuple[int, str, str], tuple[Step, ...]] = {}
        self._nulls: dict[tuple[int, str], tuple[Finding, ...]] = {}

    @cached_property
    def effects(self) -> Sequence[tuple[Topic, bool, Sequence[Observation]]]:
        """The topics that compare nothing, whether each begins at a treatment, and its records."""
        kinds = self._graph.entities
        return [
            (topic, kinds[topic.exposure].kind in TREATMENTS, observations)
            for topic, observations in observe(self._graph).items() if not topic.comparator
        ]  # fmt: skip

    @cached_property
    def generals(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Each treatment with what it is a kind of, the nearest first."""
        entities = self._graph.entities
        return [
            (key, above) for key, one in entities.items()
            if one.kind in TREATMENTS and (above := upwards(key, entities))
        ]  # fmt: skip

    def admitted(
        self, where: Where, observations: Sequence[Observation], treated: bool
    ) -> Sequence[Observation]:
        """Keep the records that can hold where the wish does: what `Where.covers` tells."""
        kept = []
        for one in observations:
            key = id(one), treated
            if key not in self._regions:
                record = one.support.evidence
                self._regions[key] = circumstance(
                    record.conditions, irradiated=record.irradiated if treated else None
                )
            if where.covers_in(self._regions[key], one.support.evidence):
                kept.append(one)
        return kept

    def heard(
        self, subject: str, admitted: Sequence[Observation], region: Circumstance
    ) -> Sequence[Observation]:
        """Leave out what a narrower finding silences all over a region."""
        key = (subject, region, *map(id, admitted))
        if key not in self._heard:
            if len(self._heard) >= _MOST:  # whoever asks for ever other ranges fills no memory
                self._heard.clear()
            held = [(one, self.holds(one, subject)) for one in admitted
                    if not one.refutes and (one.studies or one.reviews)]  # fmt: skip
            silenced = {
                id(one) for one, holds in held for other, narrow in held
                if holds and narrow and holds != narrow and narrow.within(holds)
                and one.outcomes.isdisjoint(other.outcomes)
                and (met := region.meet(holds)) and met.within(_as_told(narrow, holds))
                and not any(found and found.within(narrow) for same, found in held
                            if same.outcomes == one.outcomes)
            }  # fmt: skip
            self._heard[key] = [one for one in admitted if id(one) not in silenced]
        return self._heard[key]

    def standing(self, observations: Sequence[Observation]) -> Standing:
        """Let the same observations vote once."""
        key = tuple(map(id, observations))
        if key not in self._standings:
            self._standings[key] = Standing.of(observations)
        return self._standings[key]

    def steps(self, standing: Standing, subject: str, obj: str, heir: str) -> tuple[Step, ...]:
        """Give the steps that one standing makes for its subject, or for what inherits from it."""
        key = id(standing), subject, heir
        if key not in self._steps:
            self._steps[key] = tuple(self._between(standing, subject, obj, heir))
        return self._steps[key]

    def nulls(self, standing: Standing, subject: str) -> tuple[Finding, ...]:
        """Give the records of no change that vote, each with what silences it."""
        key = id(standing), subject
        if key not in self._nulls:
            held = self._held(standing, subject)
            against = [holds for sign in SIGNS for _, holds in held.get(sign, ())]
            voting = set(standing.poll.voting)
            self._nulls[key] = tuple(
                one for one in _findings(held.get("0", ()), against)
                if one.observation in voting
            )  # fmt: skip
        return self._nulls[key]

    def _held(self, standing: Standing, heir: str) -> Held:
        """Give the records that count, by sign, each with where it holds."""
        found: dict[str, list[tuple[Observation, Circumstance]]] = {}
        for one in standing.counted:
            holds = self.holds(one, heir)
            if holds is not None:
                found.setdefault(next(iter(one.outcomes)), []).append((one, holds))
        return found

    def _between(self, standing: Standing, subject: str, obj: str, heir: str) -> Iterator[Step]:
        held = self._held(standing, heir)
        sides = {side.outcome[0]: side for side in standing.sides}
        relation: Relation = "effect" if heir == subject else "inherited"
        for sign in SIGNS:
            if sign not in held:
                continue
            against = tuple(holds for other in held if other != sign for _, holds in held[other])
            findings = tuple(_findings(held[sign], against))
            side = sides.get(sign)
            rules = not standing.refuted and _rules(sides, held, sign)
            yield Step(
                heir, sign, obj, relation, findings, against, side,
                tags(side.observations if side else (), [one.observation for one in findings]),
                _contested(sides, sign, standing), rules or _prevails(sides, sign, standing), rules,
                subject if heir != subject else None,
            )  # fmt: skip

    def holds(self, one: Observation, heir: str) -> Circumstance | None:
        """Read where a record holds: what was given binds only a step that begins at a treatment.

        What a micronucleus does depends on the oxygen around it, not on who made it.
        """
        key = id(one), heir
        if key not in self._holds:
            self._holds[key] = self._read(one, heir)
        return self._holds[key]

    def _read(self, one: Observation, heir: str) -> Circumstance | None:
        record = one.support.evidence
        conditions = record.conditions
        if self._graph.entities[heir].kind not in TREATMENTS:
            return circumstance(conditions, given=False)
        return circumstance(
            conditions, irradiated=record.irradiated,
            beams=beam_sets(self._graph, (heir, *one.topic.given, *conditions.co_treatment)),
        )  # fmt: skip


def _shared(graph: Graph) -> _Shared:
    kept: _Shared | None = vars(graph).get(_KEPT)
    if kept is None:
        kept = vars(graph)[_KEPT] = _Shared(graph)
    return kept


def _contested(sides: Mapping[str, Side], sign: str, standing: Standing) -> bool:
    return standing.refuted or any(other != sign for other in sides)


def _prevails(sides: Mapping[str, Side], sign: str, standing: Standing) -> bool:
    studies = {outcome: len(side.studies) for outcome, side in sides.items()}
    own, null = studies.pop(sign, 0), studies.pop("0", 0)
    return own > null and not studies and not standing.refuted


def _rules(sides: Mapping[str, Side], held: Held, sign: str) -> bool:
    """Tell whether the other sign is an exception to this one, and nobody found no change."""
    other = OPPOSITE[sign]
    if set(held) != {sign, other} or sign not in sides:
        return False
    studies = {outcome: len(side.studies) for outcome, side in sides.items()}
    wide, narrow = ([holds for _, holds in held[one]] for one in (sign, other))
    return studies[sign] >= max(1, studies.get(other, 0)) and all(
        any(one.within(all_) and one != all_ for all_ in wide)
        and not any(all_.within(one) for all_ in wide)
        for one in narrow
    )


def _findings(
    held: Collection[tuple[Observation, Circumstance]], against: Iterable[Circumstance]
) -> Iterator[Finding]:
    """Yield findings of one sign, each with the narrower ones against it that silence it.

    What was found narrowly speaks there alone only where nobody found this sign there as well.
    """
    speaking = [
        other for other in dict.fromkeys(against)
        if not any(holds.within(other) for _, holds in held)
    ]  # fmt: skip
    for one, holds in held:
        narrower = [_as_told(other, holds) for other in speaking if other.within(holds)]
        yield Finding(one, holds, frozenset(other for other in narrower if other != holds))


def _as_told(narrow: Circumstance, holds: Circumstance) -> Circumstance:
    """Give where a narrower finding speaks in place of one that holds more widely.

    A record that does not say what was irradiated is not known to be of something else.
    """
    if "irradiated" in dict(holds.kinds):
        return narrow
    kinds = tuple(pair for pair in narrow.kinds if pair[0] != "irradiated")
    return replace(narrow, kinds=kinds)


SIGNS: tuple[Literal["+", "-"], ...] = ("+", "-")
_MOST = 50_000
_KEPT = "what was found"
"""The name under which a graph keeps what its records come to."""
