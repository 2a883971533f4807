"""Numbers as tables print them: decimal commas, bounds, typographic minus, what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable


def read_number(words: str, comma: bool = False) -> float | None:
    """Read a number, None where it is missing; ValueError for what is no number.

    A bound ('<2e-16') counts as its value. `comma` tells that a comma is the decimal mark.

    >>> read_number("-2,1", comma=True), read_number("< 2.2e-16"), read_number("NA")
    (-2.1, 2.2e-16, None)
    """
    plain = bare(words)
    if plain.upper() in MISSING:
        return None
    plain = plain.removeprefix("p").rstrip("* ").lstrip("<≤=~ ").replace(" ", "")
    plain = re.sub(r"[x\u00d7*]10\^?(?=[+-]?\d)", "e", plain)
    if comma:
        plain = plain.replace(",", ".")
    if not NUMBER.fullmatch(plain):
        raise ValueError(words)
    return float(plain)


def has_decimal_comma(cells: Iterable[str]) -> bool:
    """Tell whether a comma is the decimal mark of these numbers; ValueError where both marks are.

    >>> has_decimal_comma(["-2,1", "1e-10", "3"]), has_decimal_comma(["-2.1"])
    (True, False)
    """
    commas, points = "", ""
    for cell in cells:
        plain = bare(cell).lstrip("<≤=~ ")
        if COMMA.fullmatch(plain):
            commas = commas or plain
        elif "." in plain and NUMBER.fullmatch(plain):
            points = points or plain
    if commas and points:
        raise ValueError(f"'{commas}' and '{points}'")
    return bool(commas)


def bare(words: str) -> str:
    """Take off blanks of every kind, quotes, and what spreadsheets put before text."""
    plain = words if words.isascii() else words.translate(PLAIN)
    plain = plain.strip(" \t\r\n\"'`")
    return plain[1:].strip('"') if plain.startswith('="') else plain  # ="CD274" stays text


MISSING = frozenset({
    "", "NA", "NAN", "N/A", "#N/A", "NULL", "NONE", ".", "-", "--", "---", "#NUM!", "#DIV/0!",
    "#VALUE!", "#NAME?", "NOTEST",
})  # fmt: skip
"""How tools and spreadsheets write that there is no value, in capitals."""

NUMBER = re.compile(
    r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf(?:inity)?)", re.I
)
COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?")

PLAIN = {
    **dict.fromkeys(map(ord, "\u2212\u2013\u2010\u2011\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff\u00ad"), ""),
}
"""Minus signs of typesetters to ASCII, their blanks to one, and what nobody sees to nothing."""
