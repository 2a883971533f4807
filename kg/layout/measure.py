"""How large a node is: its label in lines, and its badges in rows below them. All in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

FONT_SIZE = 13.0
LINE_HEIGHT = 15.0


@dataclass(frozen=True)
class Box:
    """A node before it has a place: size, lines, and the size and offset of each badge."""

    width: float
    height: float
    lines: tuple[str, ...]
    badges: tuple[tuple[str, float, float, float, float], ...]
    """(badge id, dx and dy of the badge's centre from the node's centre, width, height)"""


def measure(label: str, carried: Sequence[tuple[str, float]]) -> Box:
    """Measure a node that carries badges, given as (id, width in points).

    >>> measure("release of HMGB1", ()).lines
    ('release of HMGB1',)
    """
    lines = tuple(wrap(label, _LINE_LETTERS, break_long_words=True)) or (label,)
    text_width = max(map(_text_width, lines))
    widths = [width for _, width in carried]
    inner = max(
        round(text_width, 1), _BADGE_ROW if sum(widths) > _BADGE_ROW else sum(widths), _NARROWEST
    )
    rows: list[list[int]] = []
    room = 0.0
    for number, width in enumerate(widths):
        if room < width:
            rows.append([])
            room = inner
        rows[-1].append(number)
        room -= width
    text_height = len(lines) * LINE_HEIGHT
    height = text_height + len(rows) * _BADGE_PITCH + 2 * _PADDING
    badges = []
    for row, members in enumerate(rows):
        left = -sum(widths[number] for number in members) / 2
        dy = -height / 2 + _PADDING + text_height + (row + 0.5) * _BADGE_PITCH
        for number in members:
            dx = left + widths[number] / 2
            badges.append((carried[number][0], dx, dy, widths[number] - 3, _BADGE_HEIGHT))
            left += widths[number]
    return Box(inner + 2 * _PADDING, height, lines, tuple(badges))


def _text_width(text: str) -> float:
    """Estimate the width of a line, rather too wide: fonts differ between machines."""
    return FONT_SIZE * sum(_NARROW if letter in _SLIM else _WIDE if letter.isupper() or
                           ord(letter) > 0x2000 else _USUAL for letter in text)  # fmt: skip


_LINE_LETTERS = 20
_PADDING = 7.0
_NARROWEST = 56.0
_BADGE_ROW = 132.0
_BADGE_HEIGHT = 16.0
_BADGE_PITCH = 20.0
_SLIM = "iljtfI.,:;'|!()- "
_NARROW, _USUAL, _WIDE = 0.34, 0.57, 0.74
"""Widths of letters in units of the font size; Helvetica and its kin."""
