"""What journals ask of a figure, and whether one that is printed meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from kg.figures.eps import eps_bytes
from kg.figures.paper import DPI, Print
from kg.figures.png import tiff_bytes
from kg.figures.print import MILLIMETRE
from kg.figures.scene import Scene
from kg.figures.sight import arms_apart, unnamed_lines


@dataclass(frozen=True)
class Journal:
    """The stated rules of a publisher: mm, points, dots to an inch; `source` is their address.

    `letters` are the least and most size of letters, `lines` of widths; None where nothing is said.
    """

    name: str
    widths_mm: tuple[float, ...]
    height_mm: float | None
    letters: tuple[float, float | None]
    panel_pt: float | None
    lines: tuple[float, float]
    dpi: int
    fonts: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Finding:
    """One rule with what was measured, and whether it is met."""

    journal: str
    rule: str
    asked: str
    measured: str
    met: bool


def check_print(made: Print) -> tuple[Finding, ...]:
    """Hold a printed figure against the rules of `JOURNALS`, and tell how its colours are seen.

    >>> import kg
    >>> from kg.figures.paper import compose_print
    >>> from kg.figures.print import Column
    >>> graph = kg.load()
    >>> made = compose_print(graph, graph.figures["combinations"], Column(180))
    >>> all(one.met for one in check_print(made))
    True
    """
    return (*(one for journal in JOURNALS for one in _check(made, journal)), *_seen(made))


def _check(made: Print, journal: Journal) -> Iterator[Finding]:
    scene = made.scene

    def found(rule: str, asked: str, measured: str, met: bool) -> Finding:
        return Finding(journal.name, rule, asked, measured, met)

    wide, high = scene.width / MILLIMETRE, scene.height / MILLIMETRE
    room = min((one for one in journal.widths_mm if one >= wide - 0.05), default=0.0)
    widths = " or ".join(f"{one:g}" for one in journal.widths_mm)
    yield found("width", f"at most {widths} mm", f"{wide:.1f} mm", room > 0)
    if journal.height_mm:
        met = high <= journal.height_mm
        yield found("height", f"at most {journal.height_mm:g} mm", f"{high:.1f} mm", met)
    texts = [box.size for box in scene.boxes if box.text.strip() and box.role != "panel-letter"]
    least, most = min(texts), max(texts)
    low, top = journal.letters
    asked = f"at least {low:g} pt" if top is None else f"{low:g} to {top:g} pt"
    met = least >= low - 0.01 and (top is None or most <= top + 0.01)
    yield found("letters", asked, f"{least:.1f} to {most:.1f} pt", met)
    panels = [box.size for box in scene.boxes if box.role == "panel-letter"]
    if panels and journal.panel_pt:
        met = all(abs(size - journal.panel_pt) < 0.01 for size in panels)
        asked = f"{journal.panel_pt:g} pt, bold, lower case"
        yield found("letters of panels", asked, f"{panels[0]:.1f} pt", met)
    pens = [wire.width for wire in scene.wires]
    pens += [box.stroke_width for box in scene.boxes if box.stroke and box.shape != "none"]
    thin, thick = min(pens), max(pens)
    met = journal.lines[0] - 0.001 <= thin and thick <= journal.lines[1] + 0.001
    asked = f"{journal.lines[0]:g} to {journal.lines[1]:g} pt"
    yield found("lines", asked, f"{thin:.2f} to {thick:.2f} pt", met)
    files = _written(scene)
    yield found("dots", f"at least {journal.dpi} dpi", f"{files.dpi} dpi", journal.dpi <= files.dpi)
    met = files.embedded and all(name in SAME_WIDTHS for name in files.fonts)
    said = f"{', '.join(files.fonts)}, {'embedded' if files.embedded else 'not embedded'}"
    yield found("font", f"embedded; {' or '.join(journal.fonts)}", said, met)
    yield found("colour", "RGB", files.colour, files.colour == "RGB")


@dataclass(frozen=True)
class _Files:
    """What is read out of the files themselves: TIFF and EPS."""

    dpi: int
    colour: str
    fonts: tuple[str, ...]
    embedded: bool


def _written(scene: Scene) -> _Files:
    """Write a figure and read back what a journal would find in the files."""
    from PIL import Image

    dots = Image.open(BytesIO(tiff_bytes(scene, DPI)))
    vector = eps_bytes(scene).decode("ascii")
    used = set(re.findall(r"/(\S+) [\d.]+ selectfont", vector))
    embedded = set(re.findall(r"/FontName /(\S+) def /FontType 42", vector))
    other = re.search(r"set(cmyk|gray|hsb)", vector)
    colour = dots.mode if not other else f"{dots.mode} and {other[1]}"
    families = {name.partition("-")[0] for name in used}
    return _Files(round(dots.info["dpi"][0]), colour, tuple(sorted(families)), used <= embedded)


def _seen(made: Print) -> Iterator[Finding]:
    """Tell how far arms stay apart for those who see no green, and in grey."""
    nameless = unnamed_lines(made.scene)
    for pair in arms_apart(made.scene):
        for way, apart in pair.difference.items():
            by_sign = not nameless and bool(pair.otherwise)
            asked = f"{CLEARLY:g} apart, or {' and '.join(pair.otherwise)}"
            yield Finding(
                "eyes", f"{pair.one}, {pair.other}: {way}", asked, f"{apart:.0f} apart",
                apart >= CLEARLY or by_sign,
            )  # fmt: skip


SAME_WIDTHS = frozenset({"Arial", "Helvetica", "LiberationSans"})
"""Fonts with the widths and the look of Arial."""

CLEARLY = 20.0
"""Colours this far apart in L*a*b* are told apart at a glance."""

JOURNALS = (
    Journal(
        "Nature", (89.0, 183.0), 170.0, (5.0, 7.0), 8.0, (0.25, 1.0), 300, ("Arial", "Helvetica"),
        "https://research-figure-guide.nature.com/figures/building-and-exporting-figure-panels",
    ),
    Journal(
        "Elsevier", (90.0, 190.0), None, (7.0, None), None, (0.1, 1.5), 500,
        ("Arial", "Helvetica"),
        "https://www.elsevier.com/about/policies-and-standards/author/artwork-and-media-instructions",
    ),
)  # fmt: skip
"""The rules as the publishers state them (read in 2026)."""
