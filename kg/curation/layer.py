"""A folder of one's own on top of the shipped one: same ids extend, nothing is overwritten."""

from __future__ import annotations

from typing import Any, TypeVar

from kg.model import Claim
from kg.model.record import Record

R = TypeVar("R", bound=Record)


def extend(base: R, added: R) -> tuple[R, tuple[str, ...]]:
    """Join two records of one id; gives the whole, and the fields in which they contradict.

    Lists are joined, gaps are filled; a field that both fill differently keeps the base's value.
    Where a corpus draws a thing is no part of what the thing is: there two may differ.

    >>> from kg.model import Entity
    >>> whole, against = extend(
    ...     Entity(id="a", label="A", kind="gene", synonyms=("x",)),
    ...     Entity(id="a", label="AA", kind="gene", synonyms=("y",)),
    ... )
    >>> whole.label, whole.synonyms, against
    ('A', ('x', 'y'), ('label',))
    """
    update: dict[str, Any] = {}
    against = []
    for name in sorted(added.model_fields_set):
        mine, theirs = getattr(base, name), getattr(added, name)
        if isinstance(mine, tuple):
            update[name] = (*mine, *(item for item in theirs if item not in mine))
        elif mine is None:
            update[name] = theirs
        elif theirs not in (None, mine) and name not in _DRAWN:
            against.append(name)
    return base.model_copy(update=update), tuple(against)


def extend_claim(base: Claim, added: Claim) -> tuple[Claim, tuple[int, ...]]:
    """Join the evidence of two claims; gives the whole, and the positions whose id is taken."""
    taken = {record.id for record in base.evidence}
    clashes = tuple(n for n, record in enumerate(added.evidence) if record.id in taken)
    fresh = tuple(record for record in added.evidence if record.id not in taken)
    joined = {"evidence": (*base.evidence, *fresh), "action": base.action or added.action}
    return base.model_copy(update=joined), clashes


_DRAWN = frozenset({"compartment"})
"""Fields that tell how a corpus draws a thing: the base's stands, and none contradicts."""
