"""What the letters, lines and shapes of a mechanism mean: the entries of its legend."""

from __future__ import annotations

from collections.abc import Sequence

from kg.figures.arm import arm, mark_of, order
from kg.figures.basis import bases_of
from kg.figures.contrast import Compared
from kg.figures.frame import Entry, limits
from kg.figures.label import ARROW, shape_of
from kg.figures.link import Link
from kg.figures.mark import (
    DEFINED,
    DISSENT,
    END_NAME,
    FAINT,
    LEVELS,
    SHAPE_NAME,
    SILENT,
    STROKE_NAME,
    stroke,
)
from kg.figures.selection import Selection
from kg.figures.silence import silences
from kg.graph import Graph
from kg.model import Figure


def legend_of(
    graph: Graph, figure: Figure, selection: Selection, brief: bool = True
) -> list[Entry]:
    """List what the figure uses, and nothing else; where it is `brief`, at most ten entries."""
    links, compared = selection.links, selection.compared
    found = [link for link in links if not link.word]
    weights = [one.weight for one in (*links, *selection.folded)]
    weights += [one.weight for one in compared]
    entries = [
        *_arms(graph, figure, selection), *_ends(selection),
        *([Entry("line", "none", "by definition", FAINT, DEFINED.width, group="defined")]
          if len(found) < len(links) else []),
        *([Entry("dashed", "arrow", "uncertain", group="uncertain")]
          if any(link.hedged for link in links) else []),
        *_widths(found), *limits(weights),
    ]  # fmt: skip
    if any(link.disputed for link in links):
        entries.append(Entry("mark", "conflict", "sources disagree", group="dissent"))
    elif any(link.disputed for link in selection.folded):
        entries.append(Entry("letters", "≠", "sources disagree", DISSENT, group="dissent"))
    nodes = (*selection.entities, *(panel.exposure for panel in figure.panels))
    shapes = {shape_of(graph, graph.entities[key]) for key in nodes}
    entries += [
        Entry("shape", shape, SHAPE_NAME[shape], group="shapes")
        for shape in SHAPE_NAME if shape in shapes
    ]  # fmt: skip
    unknown = [*silences(graph, figure, selection)]
    if unknown or any(_silent(links, figure, entity) for entity in selection.entities):
        entries.append(Entry("shape", "round", SILENT, FAINT, dashed=True, group="silent"))
    bases = {basis for one in compared for basis in (one.basis or ("",))}
    entries += [Entry("letters", basis.mark, basis.words, group="bases")
                for basis in bases_of(graph, bases)]  # fmt: skip
    entries += _levels(graph, compared)
    return few(entries) if brief else entries


def few(entries: Sequence[Entry]) -> list[Entry]:
    """Keep at most ten entries: what is read without a legend as well goes first.

    Parts of one group are one entry; of parts there are at most twice as many.
    """
    kept = list(entries)
    for spare in _SPARE:
        parts = sum(bool(one.text) for one in kept)
        if len({one.group or one.text for one in kept}) <= MOST_ENTRIES and parts <= MOST_PARTS:
            break
        kept = [one for one in kept if one.group != spare]
    return kept


def _arms(graph: Graph, figure: Figure, selection: Selection) -> list[Entry]:
    """Explain the letters of arms, and of those under which alone something was seen."""
    links, compared = selection.links, selection.compared
    lettered = {key for one in compared for key in (one.first, one.second)}
    lettered |= {link.subject for link in selection.folded}
    drawn = {*selection.entities, *(panel.exposure for panel in figure.panels)}
    drawn |= {link.general for link in links if link.general}
    lettered |= {key for key in drawn if arm(graph, key)}
    lettered |= {silence.exposure for silence in silences(graph, figure, selection)}
    entries = []
    for key in sorted(lettered, key=lambda key: order(graph, key)):
        mark = mark_of(graph, key)
        entries.append(Entry("letters", mark.letter, mark.name, mark.colour, group="arms"))
    given = {key for link in links for key in link.given}
    for key in sorted(given, key=lambda key: order(graph, key)):
        if beside := arm(graph, key):
            words = f"given {beside.name}"
            entries.append(
                Entry("letters", f"+{beside.letter}", words, beside.colour, group="arms")
            )
    return entries


def _ends(selection: Selection) -> list[Entry]:
    """Explain the ends of lines, and the arrows on badges by the same words."""
    entries = []
    for end, name in END_NAME.items():
        marked = end in _ON_BADGES and any(link.end == end for link in selection.folded)
        if any(link.end == end for link in selection.links if not link.word):
            entries.append(Entry("line", end, "" if marked else name, group=name))
        if marked:
            entries.append(Entry("letters", ARROW[end], name, group=name))
    return entries


def _widths(links: Sequence[Link]) -> list[Entry]:
    """Explain the widths of lines, where they differ or no study stands behind one."""
    widths = {stroke(link.votes).width for link in links}
    if len(widths) < 2 and stroke(0).width not in widths:
        return []
    *thin, last = sorted(widths)
    noun = "study" if last <= stroke(1).width else "studies"
    said = f"{', '.join(STROKE_NAME[pen] for pen in sorted(widths))} {noun}"
    return [
        *(Entry("line", "none", "", width=pen, group="widths") for pen in thin),
        Entry("line", "none", said, width=last, group="widths"),
    ]


def _levels(graph: Graph, compared: Sequence[Compared]) -> list[Entry]:
    """Explain the sign between two arms: of how much there is, not of how strong an effect is."""
    pairs = {(one.first, one.second) for one in compared}
    if len(pairs) != 1:
        said = "higher, lower, similar level"
        return [Entry("letters", "> < =", said, group="levels")] if pairs else []
    [(first, second)] = pairs
    one, two = mark_of(graph, first).letter, mark_of(graph, second).letter
    used = {one.level for one in compared}
    levels = sorted(used & _LEVEL_SAID.keys(), key=list(_LEVEL_SAID).index)
    entries: list[Entry] = []
    for level in levels:
        said = _LEVEL_SAID[level]
        if not entries:  # the others are read after the first
            joint = "and" if level == ("similar",) else "than after"
            said = f"level {said} after {one} {joint} {two}"
        entries.append(Entry("letters", f"{one} {LEVELS[level]} {two}", said, group="levels"))
    return entries


def _silent(links: Sequence[Link], figure: Figure, entity: str) -> bool:
    """Whether one of the panels says nothing of an entity."""
    exposures = {panel.exposure for panel in figure.panels}
    told = {link.subject for link in links if link.object == entity}
    return bool(exposures - told) and not told - exposures


_LEVEL_SAID = {
    ("higher",): "higher", ("lower",): "lower", ("similar",): "similar",
    ("higher", "similar"): "higher or similar", ("lower", "similar"): "lower or similar",
    ("higher", "lower"): "higher or lower",
}  # fmt: skip

MOST_ENTRIES, MOST_PARTS = 10, 26
"""More entries, and words in them, nobody reads while somebody speaks."""

_SPARE = ("defined", "uncertain", "widths", "shapes")
"""What a legend may leave out, in this order: a word at the line, or a node's label, tells it."""

_ON_BADGES = ("arrow", "bar", "dot")
