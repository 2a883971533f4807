"""A statement held against the verdicts: what stands for it, what against, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from kg import reasoning, votes
from kg.graph import Graph
from kg.mechanism import Where, chains, named_facets, read_where
from kg.model.vocabulary import TURNED
from kg.reasoning import Verdict, judge, kinds_of, kinds_under
from kg.statement.reading import Statement, read_statement
from kg.votes import (
    Observation,
    Silence,
    Topic,
    Weighing,
    observe,
    observe_unsigned,
    poll,
    take_sides,
)

Outcome = Literal[
    "supported", "contradicted", "depends on", "only asserted by a review",
    "looked for and not changed", "undecided", "not in this corpus",
]  # fmt: skip
OUTCOMES: dict[Outcome, str] = {
    "supported": "all that votes says so",
    "contradicted": "what votes says otherwise",
    "depends on": "true under some conditions, not under others: facets tell which",
    "only asserted by a review": "no study stands behind it here",
    "looked for and not changed": "an effect was looked for, and none was found",
    "undecided": "sources disagree, or leave it open, and nothing that is reported tells why",
    "not in this corpus": "nothing here looked at just this",
}
"""What a check can come to, and what each means."""

Stand = Literal["for", "against", "open"]


@dataclass(frozen=True)
class Part:
    """One question that the statement comes to, on one basis: its verdict, and what that makes.

    `turned` tells that the verdict reads the arms the other way round than the statement.
    `facets` are the smallest sets of conditions that decide, where it depends.
    """

    verdict: Verdict
    outcome: Outcome
    wanted: frozenset[str]
    turned: bool = False
    facets: tuple[tuple[str, ...], ...] = ()

    @property
    def topic(self) -> Topic:
        """What the part is about."""
        return self.verdict.topic

    def stands(self, one: Observation) -> Stand:
        """Tell on which side of the statement a record stands."""
        said = {TURNED[word] for word in one.outcomes} if self.turned else set(one.outcomes)
        if one.refutes:  # it argues against what it names
            return "against" if said <= self.wanted else "open"
        if said == UNSIGNED:
            return "for" if self.wanted >= {"+", "-"} else "open"
        if said <= self.wanted:
            return "for"
        return "open" if said & self.wanted else "against"

    @cached_property
    def records(self) -> tuple[tuple[Stand, Observation | Silence], ...]:
        """All who speak: those that vote first, for the statement before against it."""
        voting = [one for side in self.verdict.sides for one in side.observations]
        ranked = sorted(voting, key=lambda one: (_STANDS.index(self.stands(one)), one.key))
        silent = [(self.stands(one.observation), one) for one in self.verdict.silent]
        return (*((self.stands(one), one) for one in ranked), *silent)

    def studies(self, stand: Stand) -> tuple[tuple[str, ...], ...]:
        """List the independent studies of one side of the statement, as the votes count them."""
        found = [side for side in self.verdict.sides
                 if side.observations and self.stands(side.observations[0]) == stand]  # fmt: skip
        return tuple(sorted({study for side in found for study in side.studies}))


@dataclass(frozen=True)
class Checked:
    """A statement, what it comes to, and why.

    `parts` are the questions it comes to, `facets` the conditions it depends on ('basis' and
    'measure' among them), `ask` what has to be said for an answer. `beside` are the effects of the
    arms by themselves; `elsewhere` what is known of it under other conditions or on other bases,
    or of kinds of what was named. `ways` says what chains of found steps come to where nothing
    looked directly, `stated_gaps` are what sources state as open about it.
    """

    statement: Statement
    outcome: Outcome
    parts: tuple[Part, ...] = ()
    facets: tuple[tuple[str, ...], ...] = ()
    ask: str = ""
    beside: tuple[Verdict, ...] = ()
    elsewhere: tuple[Part, ...] = ()
    ways: str = ""
    stated_gaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def check_statement(
    graph: Graph, text: str, *, basis: str | None = None, where: Iterable[str] = (),
    systems: Iterable[str] = (),
) -> Checked:  # fmt: skip
    """Hold a statement in words against the corpus; `RequestError` where it cannot be read.

    `basis`, `where` and `systems` limit what may speak, as in `kg chains`; a record that does not
    report a condition that was asked for says nothing about it. Studies are counted by the votes
    alone.

    >>> import kg
    >>> found = check_statement(kg.load(), "Carbon ions raise HMGB1 release more than photons")
    >>> found.outcome, found.facets, found.ask.split(":")[0]
    ('depends on', (('basis',),), 'on which basis')
    """
    said = read_statement(graph, text, basis=basis, where=where, systems=systems)
    return _Check(graph, said).run()


class _Check:
    def __init__(self, graph: Graph, said: Statement) -> None:
        self.graph, self.said = graph, said
        facets = named_facets(graph)
        self.wish = read_where(said.where, said.systems, graph.entities, facets)
        self.notes = list(said.notes)

    def run(self) -> Checked:
        said = self.said
        if not said.subject or not said.object:
            return Checked(said, "not in this corpus", notes=said.notes)
        every = tuple(self._parts(Where()))
        limited = self.wish != Where()
        under = tuple(self._parts(self.wish)) if limited else every
        kept = self._measured(tuple(
            part for part in under if not said.basis or part.verdict.basis == (said.basis,)
        ))  # fmt: skip
        elsewhere = tuple(part for part in (*under, *every) if not _among(part, kept))
        outcome, facets, ask = self._together(kept)
        if kept and said.unread:
            listed = ", ".join(f"'{word}'" for word in said.unread)
            self.notes.append(f"{listed} is no word of this corpus; without it: {outcome}")
            outcome, facets, ask = "not in this corpus", (), ""
        beside = tuple(self._beside())
        if self._premise(beside) and not limited:
            outcome, facets, ask = "contradicted", (), ""
        seen = any(part.outcome != "not in this corpus" for part in kept)
        found = Checked(
            said, outcome, kept, facets, ask, beside, _once(elsewhere),
            "" if seen else self._ways(), self._gaps(),
        )  # fmt: skip
        if not kept and not elsewhere:
            found = replace(found, elsewhere=tuple(self._of_kinds()))
        return replace(found, notes=tuple(dict.fromkeys(self.notes)))

    def _parts(self, wish: Where) -> Iterator[Part]:
        """Judge every question that the statement may mean, by the records that may speak."""
        for topic, observations, turned in self._topics(self.said.subject, self.said.versus):
            speaking = [one for one in observations if _speaks(wish, one)]
            for verdict in judge(topic, speaking):
                yield _part(verdict, self.said.wanted, turned)
        signed = {topic for topic, *_ in self._topics(self.said.subject, self.said.versus)}
        for topic, observations in () if self.said.versus else self._unsigned():
            speaking = [one for one in observations if _speaks(wish, one)]
            if topic not in signed and speaking:
                yield _part(_affected(topic, speaking), self.said.wanted, False)

    def _unsigned(self) -> Iterator[tuple[Topic, tuple[Observation, ...]]]:
        """Yield what is said to be affected, without a direction."""
        subjects = self._or_measures(self.said.subject)
        objects = self._or_measures(self.said.object)
        for topic, observations in observe_unsigned(self.graph, "affects").items():
            if topic.exposure in subjects and topic.object in objects and not topic.given:
                yield topic, observations

    def _topics(
        self, subject: str, versus: str
    ) -> Iterator[tuple[Topic, tuple[Observation, ...], bool]]:
        subjects, objects = self._or_measures(subject), self._or_measures(self.said.object)
        for topic, observations in observe(self.graph).items():
            if topic.object not in objects or topic.given:
                continue
            arms = topic.exposure, topic.comparator
            if not versus and not topic.comparator and topic.exposure in subjects:
                yield topic, observations, False
            elif versus and arms == (subject, versus):
                yield topic, observations, False
            elif versus and arms == (versus, subject):
                yield topic, observations, True

    def _or_measures(self, key: str) -> frozenset[str]:
        """Give a thing and what is measured of it; a response to it goes no way of its own."""
        of = {one for one, entity in self.graph.entities.items()
              if entity.of == key and entity.aspect in AMOUNTS}  # fmt: skip
        return frozenset({key} | of)

    def _measured(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Keep what is said of the things themselves, where anything is."""
        exact = tuple(part for part in parts if part.topic.object == self.said.object
                      and part.topic.exposure in (self.said.subject, self.said.versus))  # fmt: skip
        for part in () if exact else parts:
            labels = [self.graph.entities[key].label for key in
                      (self.said.object, part.topic.object)]  # fmt: skip
            if labels[0] != labels[1]:
                self.notes.append(f"{labels[0]} is measured as {labels[1]}")
        return exact or parts

    def _together(
        self, parts: tuple[Part, ...]
    ) -> tuple[Outcome, tuple[tuple[str, ...], ...], str]:
        """Say what the parts come to together, what it depends on, and what to ask."""
        told = [part for part in parts if part.outcome != "not in this corpus"]
        outcomes = {part.outcome for part in told}
        if not told:
            return "not in this corpus", (), ""
        facets = tuple(dict.fromkeys(chosen for part in told for chosen in part.facets))
        if unseen := self._unseen(told):
            labels = {self.graph.entities[part.topic.object].label for part in told}
            known = sorted(labels | unseen)
            self.notes.append(f"nothing here on {', '.join(sorted(unseen))}")
            return "depends on", (("measure",), *facets), f"which measure: {', '.join(known)}"
        if len(outcomes) == 1 and (told[0].outcome != "depends on" or len(told) == 1):
            return told[0].outcome, facets, ""
        measures = {part.topic.object for part in told} | {part.topic.exposure for part in told}
        bases = {part.verdict.basis for part in told}
        several = len({(part.topic.object, part.topic.exposure) for part in told}) > 1
        apart = (("measure",),) if several else ()
        ask = ""
        if several:
            named = sorted(self.graph.entities[key].label for key in measures)
            ask = f"which measure: {', '.join(named)}"
        elif len(bases) > 1:
            apart = (("basis",),)
            words = self.graph.manifest.bases
            listed = [" or ".join(f"{words[key].words} ({key})" if key in words else key
                                  for key in basis) for basis in sorted(bases)]  # fmt: skip
            ask = f"on which basis: {', or '.join(listed)}"
        return "depends on", tuple(dict.fromkeys((*apart, *facets))), ask

    def _unseen(self, told: Iterable[Part]) -> set[str]:
        """Name measures of the object in other places than those that were seen."""
        entities = self.graph.entities
        seen = {entities[part.topic.object].place for part in told}
        if self.said.object in {part.topic.object for part in told}:
            return set()
        return {entities[key].label for key in self._or_measures(self.said.object)
                if key != self.said.object and entities[key].place not in seen}  # fmt: skip

    def _beside(self) -> Iterator[Verdict]:
        """Judge what each arm of a comparison does by itself."""
        seen = observe(self.graph)
        for arm in (self.said.subject, self.said.versus) if self.said.versus else ():
            topic = Topic(self.said.object, arm)
            yield from judge(topic, seen.get(topic, ()))

    def _premise(self, beside: Iterable[Verdict]) -> bool:
        """Tell whether a comparison takes for granted what its subject does not do by itself."""
        wrong = False
        for one in beside:
            sign = {"increases": "+", "decreases": "-", "does_not_change": "0"}.get(one.direction)
            if self.said.sign and sign and sign != self.said.sign:
                said = reasoning.say.say_verdict(self.graph, one)
                arm, what = (self.graph.entities[key].label for key in
                             (one.topic.exposure, one.topic.object))  # fmt: skip
                self.notes.append(f"its premise does not hold: by itself {arm}, on {what}: {said}")
                wrong |= one.topic.exposure == self.said.subject and bool(one.studies)
        return wrong

    def _ways(self) -> str:
        """Say what found steps come to where nothing looked directly at an effect."""
        said = self.said
        if said.versus or said.subject == said.object:
            return ""
        found = chains(self.graph, said.subject, said.object, where=said.where,
                       systems=said.systems, max_length=4)  # fmt: skip
        ways = found.how
        if not ways:
            return ""
        signs = {"+": "raises", "-": "lowers"}
        counts = {verb: sum(way.sign == sign for way in ways) for sign, verb in signs.items()}
        each = [f"{count} by which it {verb} it" for verb, count in counts.items() if count]
        return f"no record looks at it directly; ways of found steps: {', '.join(each)}"

    def _of_kinds(self) -> Iterator[Part]:
        """Judge what is known of kinds of what was named, or of what it is a kind of."""
        said, graph = self.said, self.graph
        near = (kinds_of(graph, said.subject) | kinds_under(graph, said.subject)) - {said.subject}
        for key in sorted(near):
            for topic, observations, turned in self._topics(key, said.versus):
                speaking = [one for one in observations if _speaks(self.wish, one)]
                for verdict in judge(topic, speaking):
                    yield _part(verdict, said.wanted, turned)

    def _gaps(self) -> tuple[str, ...]:
        """Name the gaps that a source states of the object and of an arm."""
        said = self.said
        objects = self._or_measures(said.object)
        return tuple(
            gap.question for gap in self.graph.gaps.values()
            if objects & set(gap.about) and {said.subject, said.versus} & set(gap.about)
        )  # fmt: skip


def _part(verdict: Verdict, wanted: frozenset[str], turned: bool) -> Part:
    """Say what one verdict makes of a statement."""
    part = Part(verdict, "undecided", wanted, turned)
    stands = {part.stands(one) for side in verdict.sides for one in side.observations}
    if not verdict.sides:
        asserted = any(part.stands(one.observation) == "for" and one.reason == votes.vote.DISPUTED
                       for one in verdict.silent)  # fmt: skip
        return replace(
            part, outcome="only asserted by a review" if asserted else "not in this corpus"
        )
    if stands == {"for"} or (not verdict.weighing.kind and stands == {"for", "open"}):
        return replace(part, outcome="only asserted by a review" if verdict.by_reviews
                       else "supported")  # fmt: skip
    if stands == {"against"}:
        unchanged = verdict.direction == "does_not_change"
        return replace(part, outcome="looked for and not changed" if unchanged else "contradicted")
    if verdict.weighing.kind == "explained":
        return replace(part, outcome="depends on", facets=verdict.weighing.explanations)
    return part


def _affected(topic: Topic, observations: Iterable[Observation]) -> Verdict:
    """Poll what states no direction: no direction is known, and who says so is counted."""
    polled = poll(observations)
    sides = take_sides(polled.voting)
    studies = len({study for side in sides for study in side.studies})
    return Verdict(topic, (), "undecidable", studies, sides, None, Weighing(), polled.silent)


def _speaks(wish: Where, one: Observation) -> bool:
    """Tell whether a record holds under the conditions asked for, and says so."""
    record = one.support.evidence
    return wish.covers(record) and set(wish.facets) <= wish.states(record)


def _among(part: Part, others: Iterable[Part]) -> bool:
    return any(part.topic == one.topic and part.verdict.basis == one.verdict.basis
               for one in others)  # fmt: skip


def _once(parts: Iterable[Part]) -> tuple[Part, ...]:
    found: list[Part] = []
    for part in parts:
        if not _among(part, found):
            found.append(part)
    return tuple(found)


AMOUNTS = frozenset({"abundance", "expression", "activity", "secretion", "surface"})
"""Aspects that rise and fall with what they are measured of."""
UNSIGNED = {"affects"}
_STANDS: tuple[Stand, ...] = ("for", "against", "open")
