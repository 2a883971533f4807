"""The letters: fonts that ship with the package, their widths, and which letters they have.

Liberation Sans has the widths of Arial, so that a slide looks the same where only Arial is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

FAMILY = "Liberation Sans"
ELSEWHERE = "Arial"
"""The family of the same widths that presentation programs have."""

ASCENT, DESCENT, LEADING = 0.905, 0.212, 1.149
"""Above and below the base line, and from line to line, in units of the size (hhea table)."""

SMALLEST = 12.0
"""No text of a slide is smaller, in points."""


def font_file(bold: bool) -> Path:
    """Give the path of the font that ships with the package."""
    name = "LiberationSans-Bold.ttf" if bold else "LiberationSans-Regular.ttf"
    return Path(str(files("kg.figures") / "fonts" / name))


@cache
def face(bold: bool) -> Any:
    """Read the font: widths in thousandths of the size, and the glyph of each letter."""
    from reportlab.pdfbase.ttfonts import TTFont

    return TTFont("KgSans-Bold" if bold else "KgSans", str(font_file(bold)))


def width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line in points.

    >>> 20 < width("HMGB1", 12) < 50
    True
    """
    widths, default = _widths(bold)
    total = sum(widths.get(ord(letter), default) for letter in text)
    return total * size / 1000 * _RUNNING.get()


@contextmanager
def running(stretch: float) -> Iterator[None]:
    """Measure letters of another font while this lasts: so much wider than these.

    >>> with running(1.1):
    ...     wide = width("HMGB1", 12)
    >>> round(wide / width("HMGB1", 12), 2)
    1.1
    """
    token = _RUNNING.set(stretch)
    try:
        yield
    finally:
        _RUNNING.reset(token)


_RUNNING: ContextVar[float] = ContextVar("running", default=1.0)
"""How wide the letters run that are measured, against those of the package."""


def missing(text: str) -> str:
    """Give the letters that the fonts do not have, each once.

    >>> missing("TNF-\u03b1 ≥ 2 \u4e2d")
    '中'
    """
    known, _ = _widths(False)
    found = {letter for letter in text if ord(letter) not in known and letter != "\n"}
    return "".join(sorted(found))


def wrap(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines of at most `room` points, at blanks and after hyphens and slashes.

    A word that is wider than the room keeps its line to itself.

    >>> wrap("release of HMGB1", 70, 12)
    ('release of', 'HMGB1')
    """
    pieces: list[str] = []
    for word in text.split():
        start = 0
        for place, letter in enumerate(word[:-1]):
            if letter in "-/" and place - start > 2 and len(word) - place > 4:
                pieces.append(word[start : place + 1])
                start = place + 1
        pieces.append(word[start:] + " ")
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and width((line + piece).rstrip(), size, bold) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def wrap_evenly(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break into the fewest lines, and make the longest of them as short as that allows."""
    best = wrap(text, room, size, bold)
    tried = room
    while tried > 20:
        tried -= 4
        lines = wrap(text, tried, size, bold)
        if len(lines) > len(best) or widest(lines, size, bold) >= widest(best, size, bold):
            if len(lines) > len(best):
                break
            continue
        best = lines
    return best


def widest(lines: Sequence[str], size: float, bold: bool = False) -> float:
    """Measure the widest of the lines, in points."""
    return max((width(line, size, bold) for line in lines), default=0.0)


@cache
def _widths(bold: bool) -> tuple[dict[int, float], float]:
    read = face(bold).face
    return {code: read.charWidths[code] for code in read.charToGlyph}, read.defaultWidth
