"""Colours of the manifest for a light page and for a dark one."""

from __future__ import annotations

from typing import NamedTuple


class Shades(NamedTuple):
    """A colour and its tint, on white and on the dark page."""

    colour: str
    tint: str
    dark: str
    dark_tint: str


def shades(colour: str) -> Shades:
    """Derive what a page needs of one colour; on either page letters can be read on the tint.

    >>> shades("#B34700")
    Shades(colour='#B34700', tint='#F4E5DB', dark='#D59A73', dark_tint='#4C2813')
    """
    return Shades(
        colour, mixed(colour, WHITE, 0.86), mixed(colour, WHITE, 0.45), mixed(colour, NIGHT, 0.65)
    )


def mixed(colour: str, other: str, share: float) -> str:
    """Mix a `share` (0 to 1) of another colour in.

    >>> mixed("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = zip(_parts(colour), _parts(other), strict=True)
    parts = [round(one + (another - one) * share) for one, another in pairs]
    return "#" + "".join(f"{part:02X}" for part in parts)


def _parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


WHITE, NIGHT = "#FFFFFF", "#15181D"
"""The paper of either page."""
