"""Summaries, held against each other: what two claims say cannot be one sentence."""

from __future__ import annotations

from kg.curation.document import Document, Place
from kg.curation.draft import Draft


def check_summaries(draft: Draft) -> None:
    """Report a summary that stands under two claims of one folder, read in one document.

    A claim names what acts and what is acted on, and so does its summary; where the words of two
    are the same, one was copied and stands under the wrong heading, or tells no difference.
    """
    seen: dict[tuple[int, str, str], tuple[str, Document, Place]] = {}
    for key in draft.claims:
        for part in draft.parts["claims", key]:
            for number, evidence in enumerate(part.record.evidence):
                words = _bare(evidence.summary)
                if evidence.status == "draft" or not words:
                    continue  # written when somebody curates it
                layer = draft.origin.get(("evidence", f"{key}.{evidence.id}"), 0)
                mark = (layer, evidence.read_in, words)
                place = (*part.place, "evidence", number, "summary")
                other, document, first = seen.setdefault(mark, (key, part.document, place))
                if other != key:
                    cause = f"the words of '{other}' at {document.name}:{document.line(first)}"
                    remedy = "say what this one says; if it was copied here, remove the record"
                    part.document.report(place, cause, remedy)


def _bare(summary: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in summary.casefold()).split())
