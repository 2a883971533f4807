"""Numbers on one axis, as text: a mark for each value, a bar only where bounds are printed."""

from __future__ import annotations

from math import inf, isfinite

from kg.model.units import digits
from kg.numbers import Scale


def bar(
    scale: Scale, bounds: tuple[float, float] | None, ci95: tuple[float, float] | None,
    neutral: float | None, counts: bool = True,
) -> str:  # fmt: skip
    """Draw one number: a dot for a value, a double line for a printed range, a line for its bounds.

    What is open at one end has an arrow there; what does not count is hollow.

    >>> bar(Scale(0, 10, 11), (4, 4), (2, 6), 0)
    '┊ ├─●─┤'
    >>> bar(Scale(0, 10, 11), (3, inf), None, None)
    '   ●══════▶'
    >>> bar(Scale(0, 10, 11), (3, 5), None, None, False)
    '   ╞═╡'
    """
    line = [" "] * scale.columns
    if neutral is not None and scale.low <= neutral <= scale.high:
        line[scale.column(neutral)] = "┊"
    if ci95 is not None:
        _stroke(line, scale, ci95, "─", ("├", "┤"))
    if bounds is not None:
        low, high = bounds
        if low == high:
            line[scale.column(low)] = "●" if counts else "○"
        else:
            ends = ("╞" if isfinite(high) else "●" if counts else "○",
                    "╡" if isfinite(low) else "●" if counts else "○")  # fmt: skip
            _stroke(line, scale, bounds, "═", ends)
    return "".join(line).rstrip()


def axis(scale: Scale) -> str:
    """Write the numbers of an axis, each below its place."""
    line = [" "] * (scale.columns + scale.widest)
    for value in scale.ticks(scale.widest + 2):
        text = digits(value)
        start = max(0, scale.column(value) - (len(text) - 1) // 2)
        line[start : start + len(text)] = text
    return "".join(line).rstrip()


def _stroke(
    line: list[str], scale: Scale, bounds: tuple[float, float], stroke: str, ends: tuple[str, str]
) -> None:
    first, last = scale.column(bounds[0]), scale.column(bounds[1])
    line[first : last + 1] = [stroke] * (last + 1 - first)
    line[first] = ends[0] if bounds[0] > -inf else "◀"
    line[last] = ends[1] if bounds[1] < inf else "▶"
