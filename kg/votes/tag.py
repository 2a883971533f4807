"""What limits a record, in the same few words wherever it counts."""

from __future__ import annotations

from collections.abc import Collection

from kg.votes.observation import Observation


def tags(
    observations: Collection[Observation], beside: Collection[Observation] = ()
) -> tuple[str, ...]:
    """Name what is to be said of the records behind one answer, in the order of `TAGS`.

    A limit of every record (only reviews, cited together, nobody checked, hedged, derived) stands
    where all `observations` share it; a difference that a check found stands where any of them has
    it, or one `beside` them: those that support the answer and do not vote.
    """
    if not observations:
        return tags(beside) if beside else ()
    each = [_of(one) for one in observations]
    shared = frozenset.intersection(*each)
    found = frozenset.union(*each, *map(_of, beside))
    return tuple(tag for tag, any_ in TAGS.items() if tag in (found if any_ else shared))


def _of(one: Observation) -> frozenset[str]:
    evidence = one.support.evidence
    outcomes = {check.outcome for check in evidence.checks}
    said = {
        "review only": bool(one.reviews) and not one.studies,
        "collective": len(one.studies) > 1,
        "unchecked": one.distance == 2 and not outcomes - {"not_checked"},
        "hedged": evidence.certainty != "asserted",
        "derived": one.support.derivation is not None,
        "disagrees": bool(set(one.struck) - set(one.retracted)),
        "miscited": bool(one.miscited),
        "adds a condition": "adds_condition" in outcomes,
        "omits": "omits" in outcomes,
        "draft": evidence.status == "draft",
        "superseded": one.void == "superseded",
        "retracted": one.void == "retracted" or bool(one.retracted),
        "concern": bool(one.questioned),
    }
    return frozenset(tag for tag, holds in said.items() if holds)


TAGS = {
    "review only": False, "collective": False, "unchecked": False, "hedged": False,
    "derived": False, "disagrees": True, "miscited": True, "adds a condition": True, "omits": True,
    "draft": True, "superseded": True, "retracted": True, "concern": True,
}  # fmt: skip
"""The tags in their order, and whether one record is enough for it."""
