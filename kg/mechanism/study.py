"""Independent studies: how many primary papers stand behind a set of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Evidence, Reference


def studies(
    records: Iterable[Evidence], references: Mapping[str, Reference]
) -> tuple[tuple[str, ...], ...]:
    """Give the independent votes behind records, each as the papers it may come from; sorted.

    A paper votes once however many records it has. A collective citation is one vote, and none
    where one of its papers votes by itself; collective citations that share a paper are one.
    Reviews and guidelines do not vote, nor does a record that argues against the statement.
    """
    alone: set[str] = set()
    together: list[set[str]] = []
    for record in records:
        if record.stance == "refutes":
            continue
        primary = {key for key in record.references if references[key].study_type not in SECONDARY}
        if record.attribution == "single" or len(record.references) == 1:
            alone |= primary
        elif primary:
            together.append(primary)
    votes: list[set[str]] = []
    for papers in together:
        if papers & alone:
            continue
        sharing = [vote for vote in votes if vote & papers]
        votes = [vote for vote in votes if not vote & papers]
        votes.append(papers.union(*sharing))
    return tuple(sorted([(key,) for key in alone] + [tuple(sorted(vote)) for vote in votes]))


SECONDARY = frozenset({"review", "guideline"})
"""Study types that report others' findings."""
