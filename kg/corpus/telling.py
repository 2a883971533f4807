"""What was found in a data set, laid out for people and programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.corpus.adding import Added
from kg.corpus.asking import Found, Said, SourceState
from kg.corpus.assembling import Assembled
from kg.show import Answer, Sheet
from kg.votes import many


def tell_added(added: Sequence[Added], folder: object) -> Answer:
    """Say what became of each source."""
    rows = tuple((one.source, one.kind, one.units, one.rows, one.rejected,
                  "was there already" if one.known else "added") for one in added)  # fmt: skip
    columns = ("source", "kind", "records", "rows", "rejected", "state")
    remarks = (f"what was rejected, and why: {folder}/rejected",) if any(
        one.rejected for one in added) else ()  # fmt: skip
    title = f"{sum(one.rows for one in added)} rows of {many(len(added), 'source', 'sources')}"
    return Answer(title, (Sheet("sources", "", columns, rows),), remarks)


def tell_assembled(found: Assembled) -> Answer:
    """Say how much was assembled."""
    row = (found.cells, found.contradicting, found.partitions, found.kept)
    columns = ("verdicts", "contradicting", "partitions_assembled", "partitions_kept")
    remark = "contradicting counts those of partitions that were assembled now"
    remarks = (remark, f"digest {found.digest}")
    return Answer(many(found.cells, "verdict", "verdicts"),
                  (Sheet("assembled", "", columns, (row,)),), remarks)  # fmt: skip


def tell_verdicts(found: Found) -> Answer:
    """Lay out the verdicts on one object, the most studies first."""
    cells = sorted(found.cells, key=lambda one: (-one.studies, one))
    columns = (
        "exposure", "versus", "basis", "direction", "studies", "votes_higher", "votes_lower",
        "votes_similar", "votes_open", "voting", "records", "conflict", "decides", "missing",
    )  # fmt: skip
    rows = tuple(tuple(cell for cell in one[1:]) for one in cells)
    remarks = (STALE,) if found.stale else ()
    title = f"{found.object}: {many(len(rows), 'verdict', 'verdicts')}"
    hidden = frozenset({"voting", "votes_open"})
    return Answer(title, (Sheet("verdicts", "", columns, rows, hidden=hidden),), remarks)


def tell_records(name: str, said: Iterable[Said], top: int) -> Answer:
    """Lay out every record of one object, those that vote first."""
    columns = ("exposure", "versus", "basis", "says", "studies", "record", "layer", "no_vote")
    rows = tuple((one.exposure, one.comparator, one.basis, one.says, one.studies, one.record,
                  one.layer, one.silent) for one in said)  # fmt: skip
    shown = top or len(rows)
    remarks = () if len(rows) <= shown else (
        f"the first {shown} of {len(rows)}: --top 0 shows all",
    )  # fmt: skip
    return Answer(f"{name}: {many(len(rows), 'record', 'records')}",
                  (Sheet("records", "", columns, rows, most=shown),), remarks)  # fmt: skip


def tell_sources(found: Sequence[SourceState]) -> Answer:
    """Lay out what was added."""
    columns = ("source", "kind", "layer", "records", "rows", "rejected", "state")
    rows = tuple((one.path, one.kind, one.layer, one.records, one.rows, one.rejected,
                  "whole" if one.whole else "broke off") for one in found)  # fmt: skip
    return Answer(many(len(rows), "source", "sources"), (Sheet("sources", "", columns, rows),))


STALE = "rows were added after the last assembly: kg corpus assemble takes them in"
