"""What waits for a hand: each record beside where it was read and what a check said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.curation import Corpus
from kg.hands import Waiting
from kg.model.vocabulary import SIGN_OF
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import many


def waiting(corpus: Corpus, found: Sequence[Waiting], whole: bool) -> Answer:
    """Lay out what waits by paper, and record by record where it is asked for (`whole`)."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for one in found:
        counts.setdefault((one.paper, one.layer), Counter())[one.state] += 1
    papers: tuple[tuple[Cell, ...], ...] = tuple(
        (paper or "(no paper)", layer, *(counted[state] for state in STATES))
        for (paper, layer), counted in sorted(counts.items())
    )
    rows = tuple(_row(corpus, one) for one in found)
    title = f"{many(len(found), 'record', 'records')} waiting" if found else "Nothing waits"
    return Answer(title, (
        Sheet("waiting", "Record by record", COLUMNS, rows, quiet=not whole,
              lead=frozenset({"says", "locator"})),
        Sheet("papers", "By paper", ("paper", "layer", *STATES), papers),
    ))  # fmt: skip


def _row(corpus: Corpus, one: Waiting) -> tuple[Cell, ...]:
    record, claim = one.record, one.of
    if record is None or claim is None:
        missing = f"to be filled in: {', '.join(one.fields)}"
        return one.id, missing, one.paper, (), (), one.state, "", (), "", one.place
    label = [corpus.entities[key].label for key in (claim.subject, claim.object)]
    sign = SIGN_OF.get(claim.predicate)
    verb = claim.predicate.replace("_", " ") + (f" ({sign})" if sign else "")
    says = f"{label[0]} {verb} {label[1]}"
    for contrast in record.contrasts:
        basis = f", {' or '.join(contrast.basis)}" if contrast.basis else ""
        level = " or ".join(contrast.level) or "different"
        says += f"; {level} than {corpus.entities[contrast.versus].label}{basis}"
    checks = tuple(f"{check.outcome.replace('_', ' ')}: {check.note}" for check in record.checks)
    by = " on ".join(filter(None, (record.curated_by, record.curated_on)))
    asked = tuple(f"{note.by}: {note.reason}" for note in record.asked)
    return (one.id, says, record.read_in, record.locator, checks, one.state, by, asked,
            record.summary, one.place)  # fmt: skip


STATES = ("unfilled", "draft", "curated")
COLUMNS = ("record", "says", "read_in", "locator", "check", "state", "curated", "asked", "summary",
           "place")  # fmt: skip
