"""What became of papers that came in, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.escape import terminal
from kg.intake.arrival import Arrival


def say_arrivals(found: Iterable[Arrival]) -> Iterator[str]:
    """Say of each paper what was written, what it names, and what it could move.

    >>> list(say_arrivals([Arrival("a.ris", "doe2026", "T", known="doe2026")]))
    ['doe2026: T', '  a.ris is in the graph already: nothing written (--again adds to it)']
    """
    for one in found:
        title = "title not told" if one.title == "..." else one.title
        yield terminal(f"{one.key}: {title}")
        if not one.paths:
            where = f"{one.where} is in the graph already: nothing written"
            yield terminal(f"  {where} (--again adds to it)")
            continue
        yield from (f"  wrote {path}" for path in one.paths)
        yield from (terminal(f"  {note}") for note in one.notes)
        if one.known:
            yield f"  the graph has {one.known}: what you write adds to it"
        if one.bearing is None:
            yield "  give its title and abstract (a file) to be told what it names"
            continue
        yield from _listed("names", one.bearing.named, ", ")
        yield from _listed("models", one.bearing.models, ", ")
        yield from _listed("could move verdicts", one.bearing.verdicts)
        yield from _listed("could fill gaps", one.bearing.gaps)
        yield from _listed("could move conclusions", one.bearing.conclusions)


def _listed(what: str, lines: Sequence[str], joined: str = "") -> Iterator[str]:
    if not lines:
        yield f"  {what}: none"
    elif joined:
        yield f"  {what}: {joined.join(lines)}"
    else:
        yield f"  {what} ({len(lines)}):"
        yield from (terminal(f"    {line}") for line in lines[:MOST])
        if len(lines) > MOST:
            yield f"    and {len(lines) - MOST} more"


MOST = 6
"""Lines of one kind that are told."""
