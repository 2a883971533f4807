"""What the speaker reads: every line of the figure with its evidence, the references in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.figures.label import greek, name_of
from kg.figures.mark import BASIS_NAME
from kg.figures.scene import Source
from kg.figures.selection import Compared, Link, Selection
from kg.graph import Graph, Support
from kg.model import Figure

VERB = {
    "arrow": "increases", "bar": "decreases", "dot": "does not change", "none": "influences",
    "diamond": "binds",
}  # fmt: skip


def mechanism_notes(
    graph: Graph, figure: Figure, selection: Selection, sources: Sequence[Source]
) -> tuple[str, ...]:
    """Write the notes of a network: the recipe's own, the evidence, the references."""
    numbers = {source.key: source.number for source in sources}
    drawn = (*selection.links, *selection.folded)
    links = (_link(graph, figure, link, numbers) for link in drawn)
    compared = (_compared(graph, figure, one, numbers) for one in selection.compared)
    return all_notes(figure, [line for part in (*links, *compared) for line in part], sources)


def all_notes(
    figure: Figure, evidence: Iterable[str], sources: Sequence[Source]
) -> tuple[str, ...]:
    """Put the notes together: what to say, the evidence, the references in full."""
    own = [greek(figure.notes)] if figure.notes else []
    listed = [f"{source.number}. {source.full}" for source in sources]
    return (figure.message, *own, "Evidence", *evidence, "References", *listed)


def describe(graph: Graph, figure: Figure, selection: Selection) -> str:
    """Describe the figure in one paragraph, for those who cannot see it."""
    parts = []
    for link in selection.links:
        here, there = (name_of(graph, figure, key) for key in (link.subject, link.object))
        parts.append(f"{here} {VERB[link.end]} {there}")
    return f"{figure.message} " + "; ".join(parts) + ("." if parts else "")


def support_line(graph: Graph, support: Support, numbers: Mapping[str, int]) -> str:
    """Write one record: the studies, the curator's summary, system, and where it was read."""
    evidence = support.evidence
    cited = ", ".join(f"[{numbers[key]}]" for key in evidence.references if key in numbers)
    read = graph.references[evidence.read_in].citation.split(" [")[0]
    where = ", ".join(evidence.locator)
    system = evidence.system.setting.replace("_", " ")
    doubt = "" if evidence.certainty == "asserted" else f" ({evidence.certainty})"
    origin = f"; follows from a comparison ({support.derivation})" if support.derivation else ""
    stance = "argues against: " if evidence.stance == "refutes" else ""
    cited = f"{cited} " if cited else ""
    text = (
        f"{cited}{stance}{evidence.summary.rstrip('.')}{doubt}. {system}; read in {read}, {where}"
    )
    return f"   {greek(text)}{origin}."


def _link(graph: Graph, figure: Figure, link: Link, numbers: Mapping[str, int]) -> list[str]:
    here, there = (name_of(graph, figure, key) for key in (link.subject, link.object))
    count = f"{link.votes} independent {'study' if link.votes == 1 else 'studies'}"
    head = f"{here} {VERB[link.end]} {there} ({count}"
    head += ", uncertain" if link.hedged else ""
    head += f"; sources disagree, {len(link.against)} against)" if link.against else ")"
    supports = {support.key: support for effect in link.effects for support in effect.supports}
    return [head, *(support_line(graph, supports[key], numbers) for key in sorted(supports))]


def _compared(graph: Graph, figure: Figure, one: Compared, numbers: Mapping[str, int]) -> list[str]:
    first, second = (name_of(graph, figure, key) for key in (one.first, one.second))
    basis = " or ".join(BASIS_NAME[basis] for basis in one.basis) or "no basis needed"
    level = " or ".join(one.level)
    note = f", {one.note}" if one.note else ""
    head = f"{name_of(graph, figure, one.object)}: {level} after {first} than after {second}"
    head = head.replace("similar after", "alike after").replace("alike after", "similar after")
    lines = {support.key: support for support in one.supports}
    return [
        f"{head} ({basis}{note})",
        *(support_line(graph, lines[key], numbers) for key in sorted(lines)),
    ]
