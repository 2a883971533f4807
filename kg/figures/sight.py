"""How colours look in grey print and to those without green cones, and how far apart they stay.

Grey is the luminance of WCAG 2.1; the loss of green is the matrix of Machado, Oliveira and
Fernandes 2009 (IEEE Trans Vis Comput Graph 15:1291-1298) for deuteranopia, on linear light.
Differences are those of CIE 1976 L*a*b* under D65: 2 is just seen side by side, 10 at a glance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.figures.scene import Scene
from kg.figures.shape import Box

Light = tuple[float, float, float]
"""Linear red, green and blue, each from 0 to 1."""


@dataclass(frozen=True)
class Apart:
    """How far two arms are apart: the difference of their colours in each way of seeing.

    `otherwise` names by what else they are told apart, whatever the colours: letter and shape.
    """

    one: str
    other: str
    difference: Mapping[str, float]
    otherwise: tuple[str, ...]


def arms_apart(scene: Scene) -> tuple[Apart, ...]:
    """Measure every pair of arms that a scene draws with a mark or a letter of its own."""
    found: dict[str, tuple[str, str]] = {}
    for box in scene.boxes:
        for line in box.lines:
            for run in line:
                letter = run.text.strip().removeprefix("+")
                if run.bold and run.colour not in _INKS and 0 < len(letter) <= _SHORT:
                    shape = box.shape if box.id.endswith("-letter") else ""
                    known = found.get(letter, ("", ""))
                    found[letter] = (run.colour, shape or known[1])
    made = []
    for (a, (tone, shape)), (b, (other, form)) in combinations(sorted(found.items()), 2):
        cues = [f"letter {a} or {b}"]
        cues += [f"{shape} or {form}"] if shape and form and shape != form else []
        apart = {name: difference(see(tone), see(other)) for name, see in SEEN.items()}
        made.append(Apart(a, b, apart, tuple(cues)))
    return tuple(made)


def unnamed_lines(scene: Scene) -> tuple[str, ...]:
    """Name the lines in the colour of an arm that bear no letter of it: grey would hide whose."""
    letters: dict[str, set[str]] = {}
    for box in scene.boxes:
        if box.role == "label" and box.owner:
            bold = {run.text.strip() for line in box.lines for run in line
                    if run.bold and run.colour not in _INKS}  # fmt: skip
            letters.setdefault(box.owner, set()).update(bold)
    return tuple(
        wire.id for wire in scene.wires
        if wire.source and wire.colour not in _INKS and not letters.get(wire.id)
    )  # fmt: skip


def faintest(scene: Scene, seen: str = "all") -> float:
    """Give the least contrast of letters against the ground they stand on (WCAG 2.1), from 1."""
    grounds = [box for box in scene.boxes if box.fill and box.shape != "none"]
    least = 21.0
    for box in scene.boxes:
        own = box.fill if box.shape != "none" else None
        below = own or next((ground.fill for ground in reversed(grounds)
                             if ground is not box and _holds(ground, box)), None)  # fmt: skip
        for line in box.lines:
            for run in line:
                if run.text.strip():
                    see = SEEN[seen]
                    least = min(least, contrast(see(run.colour), see(below or "#FFFFFF")))
    return least


def _holds(ground: Box, box: Box) -> bool:
    return ground.rect.holds(next(iter(box.text_rects()), box.rect))


def light(colour: str) -> Light:
    """Give the linear light of a colour as #RRGGBB (sRGB, IEC 61966-2-1)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def grey(colour: str) -> Light:
    """Give a colour as print in black shows it.

    >>> grey("#FFFFFF")[0]
    1.0
    """
    value = round(_luminance(light(colour)), 6)
    return value, value, value


def deuteranope(colour: str) -> Light:
    """Give a colour as somebody without green cones sees it."""
    seen = light(colour)
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, seen, strict=True)), 0.0), 1.0)
        for row in DEUTERANOPE
    )
    return red, green, blue


def difference(one: Light, other: Light) -> float:
    """Give the distance of two colours in L*a*b*.

    >>> round(difference(light("#000000"), light("#FFFFFF")))
    100
    """
    pairs = zip(_lab(one), _lab(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def contrast(one: Light, other: Light) -> float:
    """Give the contrast of two colours, from 1 to 21.

    >>> round(contrast(light("#000000"), light("#FFFFFF")))
    21
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(seen: Light) -> float:
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


def _lab(seen: Light) -> Light:
    red, green, blue = seen
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    a, b, c = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


DEUTERANOPE = (
    (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)  # fmt: skip

SEEN: Mapping[str, Callable[[str], Light]] = {
    "all": light, "deuteranope": deuteranope, "grey": grey,
}  # fmt: skip
"""Ways of seeing a colour."""

_INKS = frozenset({"#30343B", "#5B626D", "#FFFFFF", "#6B4FBB"})
"""Colours that belong to no arm."""

_SHORT = 3
"""Letters of an arm's mark at most."""
