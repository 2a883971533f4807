"""Which found steps skip what is known: the network itself tells them in two found steps.

That a beam raises interferon is an observation; that it breaks DNA, and this raises interferon,
tells how. A chain with a skipping step so tells less than the network knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.mechanism.step import Step
from kg.model import Entity

Signed = tuple[str, int]
"""A node, and the sign of the way there."""


class _Half(NamedTuple):
    """A found step on the way: the nodes that are passed to take it, and its studies."""

    past: tuple[str, ...]
    studies: int


def mark_skips(steps: Sequence[Step], entities: Mapping[str, Entity]) -> tuple[Step, ...]:
    """Mark each found step that two found steps of the same product of signs tell.

    What is true by definition may stand before, between and behind the two. Neither end is passed,
    and no outcome; where the step has a study, each of the two has one as well.
    """
    ways = _Ways(steps, entities)
    return tuple(step.skipping if ways.tell(step) else step for step in steps)


class _Ways:
    """What one found step, with what is true by definition around it, leads to."""

    def __init__(self, steps: Iterable[Step], entities: Mapping[str, Entity]) -> None:
        self._found, self._into = defaultdict(list), defaultdict(list)
        self._ahead, self._back = defaultdict(list), defaultdict(list)
        self._outcomes = {key for key, one in entities.items() if one.kind == "outcome"}
        for step in steps:
            sign = 1 if step.sign == "+" else -1
            if step.counts:
                self._found[step.subject].append((step.object, sign, len(step.voters)))
                self._into[step.object].append((step.subject, sign, len(step.voters)))
            else:
                self._ahead[step.subject].append((step.object, sign))
                self._back[step.object].append((step.subject, sign))
        self._firsts: dict[str, Mapping[Signed, list[_Half]]] = {}
        self._lasts: dict[str, Mapping[Signed, list[_Half]]] = {}

    def tell(self, step: Step) -> bool:
        """Tell whether two found steps tell this one."""
        if not step.counts:
            return False
        begin, end = step.subject, step.object
        wanted, least = 1 if step.sign == "+" else -1, min(1, len(step.voters))
        firsts = self._first(begin)
        return any(
            first is not None and _one(first, end, least) and _one(last, begin, least)
            for (node, sign), last in self._last(end).items()
            for first in (firsts.get((node, sign * wanted)),)
        )

    def _first(self, start: str) -> Mapping[Signed, list[_Half]]:
        """Give where one found step from here leads, and what is passed on the way."""
        if start not in self._firsts:
            led: dict[Signed, list[_Half]] = defaultdict(list)
            for node, sign in _defined(start, self._ahead):
                for found, turn, studies in self._found[node]:
                    if found == start or found in self._outcomes:
                        continue
                    half = _Half((node, found), studies)
                    for last, more in _defined(found, self._ahead):
                        led[last, sign * turn * more].append(half)
            self._firsts[start] = led
        return self._firsts[start]

    def _last(self, end: str) -> Mapping[Signed, list[_Half]]:
        """Give where one found step leads here from, and what is passed on the way."""
        if end not in self._lasts:
            come: dict[Signed, list[_Half]] = defaultdict(list)
            for node, sign in _defined(end, self._back):
                for cause, turn, studies in self._into[node]:
                    if cause != end and not self._outcomes & {cause, *({node} - {end})}:
                        come[cause, sign * turn].append(_Half((cause, node), studies))
            self._lasts[end] = come
        return self._lasts[end]


def _one(halves: Iterable[_Half], avoided: str, least: int) -> bool:
    """Tell whether one of some found steps has the studies, and does not pass an end."""
    return any(half.studies >= least and avoided not in half.past for half in halves)


def _defined(start: str, along: Mapping[str, Sequence[tuple[str, int]]]) -> Iterator[Signed]:
    """Yield a node, and what is joined to it by definition alone, with the sign."""
    seen = {(start, 1)}
    waiting = [(start, 1)]
    while waiting:
        node, sign = waiting.pop()
        yield node, sign
        for other, turn in along.get(node, ()):
            if (other, sign * turn) not in seen:
                seen.add((other, sign * turn))
                waiting.append((other, sign * turn))
