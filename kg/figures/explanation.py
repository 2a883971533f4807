"""The legend in words: what a caption says of letters, lines and shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.figures.mark import STROKE_NAME
from kg.figures.print import PRINTED

if TYPE_CHECKING:
    from kg.figures.frame import Entry


def in_words(entries: Sequence[Entry], printed: bool = False) -> tuple[str, ...]:
    """Say each entry of a legend: what is seen, and what it means; widths as they are `printed`.

    >>> from kg.figures.frame import Entry
    >>> in_words([Entry("line", "bar", "lowers"), Entry("letters", "C", "carbon ions", "#B34700")])
    ('line with a bar: lowers', 'C: carbon ions')
    """
    found: list[str] = []
    pending: list[str] = []
    for entry in entries:
        if entry.group == "widths":
            continue  # said with its numbers, below
        shown = _shown(entry)
        if not entry.text:
            pending.append(shown)
            continue
        shown = " and ".join(dict.fromkeys([*pending, shown]))
        pending = []
        found.append(f"{shown}: {entry.text}")
    widths = sorted({entry.width for entry in entries if entry.group == "widths"})
    if widths:
        said = ", ".join(
            f"{PRINTED[wide].width if printed else wide:g} pt {STROKE_NAME[wide]}"
            for wide in widths
        )
        found.append(f"width of a line, by independent studies: {said}")
    return tuple(found)


def _shown(entry: Entry) -> str:
    if entry.kind == "letters":
        return entry.key
    if entry.kind == "mark":
        return "≠"
    if entry.kind == "dashed":
        return "dashed line"
    if entry.kind == "line":
        grey = "grey " if entry.group == "defined" else ""
        return f"{grey}{_LINES[entry.key]}"
    look = "dashed " if entry.dashed else "filled " if entry.filled else ""
    return f"{look}{_SHAPES.get(entry.key, entry.key)}"


_LINES = {
    "arrow": "line with an arrow", "bar": "line with a bar", "dot": "line with a dot",
    "none": "line without an end", "diamond": "line with a diamond",
}  # fmt: skip
_SHAPES = {
    "round": "rounded box", "rect": "box", "pill": "box with round ends", "ellipse": "ellipse",
    "hexagon": "hexagon", "circle": "circle", "square": "square", "diamond": "diamond",
}  # fmt: skip
