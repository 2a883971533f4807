"""What the speaker reads: every line of the figure with its evidence, the references in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.figures import basis
from kg.figures.answer import Lane
from kg.figures.contrast import Compared
from kg.figures.label import greek, name_of
from kg.figures.link import Link
from kg.figures.mark import VERB
from kg.figures.record import record_line
from kg.figures.scene import Source
from kg.figures.selection import Selection
from kg.graph import Graph
from kg.model import Figure


def mechanism_notes(
    graph: Graph, figure: Figure, selection: Selection, sources: Sequence[Source]
) -> tuple[str, ...]:
    """Write the notes of a network: the recipe's own, the evidence, the references."""
    numbers = {source.key: source.number for source in sources}
    drawn = (*selection.links, *selection.folded)
    links = (_link(graph, figure, link, numbers) for link in drawn)
    compared = (_compared(graph, figure, one, numbers) for one in selection.compared)
    lines = [line for part in (*links, *compared) for line in part]
    lines += [f"Not drawn, for want of room: {_way(graph, figure, lane)}"
              for lane in selection.left_out]  # fmt: skip
    return all_notes(figure, lines, sources, selection.sentence)


def all_notes(
    figure: Figure, evidence: Iterable[str], sources: Sequence[Source], sentence: str = ""
) -> tuple[str, ...]:
    """Put the notes together: what to say, the evidence, the references in full."""
    own = [sentence] if sentence else []
    own += [greek(figure.notes)] if figure.notes else []
    listed = [f"{source.number}. {source.full}" for source in sources]
    return (figure.message, *own, "Evidence", *evidence, "References", *listed)


def describe(graph: Graph, figure: Figure, selection: Selection) -> str:
    """Describe the figure in one paragraph, for those who cannot see it."""
    parts = [_way(graph, figure, lane) for lane in selection.lanes]
    if not selection.lanes:
        parts = [_said(graph, figure, link) for link in selection.links]
    first = " ".join(filter(None, [figure.message, selection.sentence]))
    return f"{first} " + "; ".join(parts) + ("." if parts else "")


def _way(graph: Graph, figure: Figure, lane: Lane) -> str:
    """Say what a lane shows, step by step."""
    told = "; ".join(_said(graph, figure, link) for link in lane.links)
    return f"{lane.title}{f' ({lane.detail})' if lane.detail else ''}: {told}"


def _said(graph: Graph, figure: Figure, link: Link) -> str:
    """Say what a line shows, with what limits it."""
    beside = [name_of(graph, figure, key) for key in link.given]
    given = f" given {' and '.join(beside)}" if beside else ""
    limits = [*link.weight.tags, *(["sources disagree"] if link.disputed else [])]
    return f"{verb_of(graph, figure, link)}{given}" + (f" ({', '.join(limits)})" if limits else "")


def verb_of(graph: Graph, figure: Figure, link: Link) -> str:
    """Say in a few words what a line shows: who does what to whom, or what is so by definition.

    What was seen for a broader treatment, or has as many studies one way as the other, says so.
    """
    here, there = (name_of(graph, figure, key) for key in (link.subject, link.object))
    if link.word:
        return f"{here} {DEFINED_AS[link.word]} {there}"
    verb = VERB[link.end]
    if link.end == "none" and link.disputed and link.against:
        verb = "raises or lowers, as many say either,"
    if link.general:
        here += f" (seen for {graph.entities[link.general].label})"
    return f"{here} {verb} {there}"


def _link(graph: Graph, figure: Figure, link: Link, numbers: Mapping[str, int]) -> list[str]:
    remarks = link.weight.said
    if link.word:
        remarks = "by definition"
    elif link.disputed:
        remarks += f"; sources disagree, {len(link.against)} against" if link.against else (
            "; sources disagree"
        )  # fmt: skip
    head = f"{verb_of(graph, figure, link)} ({remarks})"
    return [head, *(record_line(graph, record, numbers) for record in link.records)]


def _compared(graph: Graph, figure: Figure, one: Compared, numbers: Mapping[str, int]) -> list[str]:
    first, second = (name_of(graph, figure, key) for key in (one.first, one.second))
    on = basis.say(graph, one.basis, "no basis needed")
    level = " or ".join(one.level)
    note = f", {one.note}" if one.note else ""
    joint = "and" if level == "similar" else "than"
    head = f"{name_of(graph, figure, one.object)}: {level} after {first} {joint} after {second}"
    return [
        f"{head} ({on}{note}; {one.weight.said})",
        *(record_line(graph, record, numbers) for record in one.records),
    ]


DEFINED_AS = {
    "part of": "is part of", "a kind of": "is a kind of", "measured as": "is measured as",
    "opposite of": "is the opposite of", "contains": "contains", "inhibits": "inhibits",
    "activates": "activates",
}  # fmt: skip
"""A step that is true by definition, in a sentence."""
