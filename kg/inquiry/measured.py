"""What is measured of a thing that a question names: what was compared, acted on, or done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.graph import Graph
from kg.inquiry import grammar
from kg.inquiry.mention import Mention
from kg.model.vocabulary import SIGN_OF, TREATMENTS
from kg.votes import observe


class Measures:
    """Takes things for what is measured of them; what it took is said in `notes`."""

    def __init__(self, graph: Graph, words: Iterable[str], notes: list[str]) -> None:
        """Look at a graph and at the words of a question; notes are added to those given."""
        self.graph, self.words, self.notes = graph, tuple(words), notes

    def of(self, start: str, end: Mention) -> str:
        """Take for a thing what is measured of it: what the start acts on, or anything does."""
        if deed := self._deed(end):
            return deed
        effects = [one for one in self.graph.effects if one.predicate in SIGN_OF]
        if any(one.object == end.id for one in effects):
            return end.id
        of = {key for key, entity in self.graph.entities.items() if entity.of == end.id}
        acting = {one.subject for one in effects}
        alike = {one for one in acting if self._is_treatment(one) == self._is_treatment(start)}
        ratios = {one.id for full in grammar.RATIOS.values()
                  for one in self.graph.finder.find(full, ["entity"], near=False)}  # fmt: skip
        best, ways = of - ratios, 0
        best = best & self._reached(start) or best
        for subjects in ({start}, alike, acting):  # of equals, what others act on most
            found = Counter[str]()
            for one in effects:
                if one.object in best and one.subject in subjects:
                    found[one.object] += len(one.supports)
            most = max(found.values(), default=0)
            best = {key for key, count in found.items() if count == most} or best
            ways = ways or len(found)
        if best and (ways or len(of) == 1):
            measure = min(best)
            self._say(end.id, measure, ways - 1 if ways else len(of) - 1)
            return measure
        wholes = [key for key in self.graph.entities[end.id].part_of
                  if any(one.object == key for one in effects)]  # fmt: skip
        if not of and len(wholes) == 1:
            labels = [self.graph.entities[key].label for key in (end.id, *wholes)]
            self.notes.append(f"{labels[0]} acts in {labels[1]}")
            return wholes[0]
        return end.id

    def _is_treatment(self, key: str) -> bool:
        return self.graph.entities[key].kind in TREATMENTS

    def _reached(self, start: str) -> set[str]:
        """Collect what a thing leads to, by any number of findings."""
        led: dict[str, set[str]] = {}
        for one in self.graph.effects:
            if one.predicate in SIGN_OF:
                led.setdefault(one.subject, set()).add(one.object)
        found, open_ = {start}, [start]
        while open_:
            for key in led.get(open_.pop(), set()) - found:
                found.add(key)
                open_.append(key)
        return found - {start}

    def _deed(self, end: Mention) -> str:
        """Take for cells what they are said to do, where the graph has it: T cells infiltrate."""
        cell = self.graph.entities[end.id]
        for verb, noun in DEEDS.items() if cell.kind == "cell" else ():
            if any(grammar.is_form(word, [verb]) for word in self.words):
                found = self.graph.finder.find(f"{cell.label} {noun}", ["entity"], near=False)
                if len(found) == 1:
                    return found[0].id
        return ""

    def compared(self, arms: set[str], end: Mention) -> str:
        """Take what is measured of a thing and was compared most, between these arms or with one.

        Nothing where the thing itself was compared, or none of its measures.
        """
        if deed := self._deed(end):
            return deed
        of = {key for key, entity in self.graph.entities.items() if entity.of == end.id}
        found = Counter[str]()
        for one in self.graph.comparisons:
            pair = {one.subject, one.comparator}
            fits = pair == arms if len(arms) > 1 else bool(pair & arms) and len(pair) > 1
            if fits and one.object in of | {end.id}:
                found[one.object] += len(one.supports)
        if not found or end.id in found:
            return ""
        measure = min(found, key=lambda key: (-found[key], key))
        self._say(end.id, measure, len(found) - 1)
        return measure

    def judged(self, arm: str, versus: str, end: str) -> bool:
        """Tell whether `kg verdict END --versus VERSUS` prints a row on the arm.

        The rows are those of `kg.reasoning.verdicts`: with the one as comparator, else as exposure,
        and with what it is a kind of. A row is on the arm if it is on it, on what it is a kind of,
        or on a kind of it. Where there is none, only chains may tell.
        """
        of = {key for key, one in self.graph.entities.items() if end in (key, one.of)}
        rows = [one for one in observe(self.graph) if one.comparator and one.object in of]
        kin, general = self._kin(arm), self._above(versus) - {versus}
        shown = [one for one in rows if one.comparator == versus]
        shown = shown or [one for one in rows if one.exposure == versus]
        lifted = [one for one in rows if one.comparator in general]
        return any({one.exposure, one.comparator} & kin - {versus, *general}
                   for one in (*shown, *lifted))  # fmt: skip

    def _kin(self, arm: str) -> set[str]:
        """Collect an arm, what it is a kind of, and what is a kind of it, through any steps."""
        entities = self.graph.entities
        below = {arm}
        while more := {key for key, one in entities.items() if below & {*one.broader}} - below:
            below |= more
        return self._above(arm) | below

    def _above(self, arm: str) -> set[str]:
        """Collect an arm and what it is a kind of, through any steps."""
        above = {arm}
        while more := {key for one in above for key in self.graph.entities[one].broader} - above:
            above |= more
        return above

    def is_led_to(self, end: str) -> bool:
        """Tell whether anything acts on a thing, on what is measured of it, or on a treatment."""
        entity = self.graph.entities[end]
        measured = any(one.of == end for one in self.graph.entities.values())
        acted = any(one.object == end for one in self.graph.effects if one.predicate in SIGN_OF)
        done = entity.kind in {"measure", "process", "outcome"} or entity.kind in TREATMENTS
        return done or measured or acted

    def _say(self, thing: str, measure: str, others: int) -> None:
        named = (self.graph.entities[key].label for key in (thing, measure))
        more = f", and in {others} more way{'s' * (others > 1)}: kg show {thing}" if others else ""
        self.notes.append(f"{' is measured as '.join(named)}{more}")


DEEDS = {
    "infiltrate": "infiltration",
    "recruit": "infiltration",
    "attract": "infiltration",
    "enter": "infiltration",
    "home": "infiltration",
    "activate": "activation",
    "active": "activation",
    "mature": "maturation",
    "migrate": "migration",
    "proliferate": "proliferation",
    "exhaust": "exhaustion",
    "prime": "activation",
}
"""What cells do, as verbs and as the names of processes have it."""
