"""The fewest triples that contradict the axioms: what to look at when a graph cannot be true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import LimitError
from kg.owl.hermit import CONSISTENCY, ContradictionError, ask

Item = TypeVar("Item")


def smallest_contradiction(
    axioms: Sequence[ox.Triple], known: Sequence[ox.Triple], *, seconds: float
) -> list[ox.Triple]:
    """Find triples of a contradictory graph of which none can be spared; empty: the axioms alone.

    It asks HermiT some dozens of times, first of whole resources, then of their triples.
    """
    end = monotonic() + seconds

    def contradicts(groups: Sequence[Sequence[ox.Triple]]) -> bool:
        chosen = [one for group in groups for one in group]
        if (left := end - monotonic()) <= 0:
            raise LimitError("no time is left to find what contradicts what: raise --seconds")
        try:
            ask([*axioms, *chosen], CONSISTENCY, seconds=left)
        except ContradictionError:
            return True
        return False

    resources: dict[str, list[ox.Triple]] = {}
    for one in known:
        resources.setdefault(str(one.subject), []).append(one)
    blamed = smallest(list(resources.values()), contradicts)
    alone = smallest([[one] for group in blamed for one in group], contradicts)
    return [one for group in alone for one in group]


def smallest(items: Sequence[Item], fails: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Find items that fail together and of which none can be spared, where all together fail.

    QuickXplain (Junker, AAAI 2004): for k of n items it asks about 2 k log2(n / k) + 2 k times.

    >>> asked = []
    >>> def together(kept):
    ...     asked.append(kept)
    ...     return {3, 700} <= set(kept)
    >>> smallest(range(1000), together), len(asked) < 60
    ([3, 700], True)
    >>> smallest(range(9), lambda kept: True)
    []
    """
    if not items or fails([]):
        return []
    return _search([], False, list(items), fails)


def _search(
    kept: list[Item], grown: bool, items: list[Item], fails: Callable[[Sequence[Item]], bool]
) -> list[Item]:
    if grown and fails(kept):
        return []
    if len(items) == 1:
        return items
    first, second = items[: len(items) // 2], items[len(items) // 2 :]
    from_second = _search(kept + first, True, second, fails)
    from_first = _search(kept + from_second, bool(from_second), first, fails)
    return from_first + from_second
