"""Somebody's own slides: their size, layouts, place of the title, colours and letters, as read.

What their master and layout draw is kept clear of; their slides are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from kg.errors import RequestError
from kg.figures.page import LETTERS, Page
from kg.figures.shape import PAGE_HEIGHT, Rect
from kg.figures.sight import contrast, light

EMU = 12_700


@dataclass(frozen=True)
class Template:
    """A presentation to draw into.

    `layout` and `title_layout` are numbers of its layouts: of a figure, of the first slide.
    `light` and `dark` are the names of the scheme's colours for ground and ink; `scheme` gives
    these as #RRGGBB, `accents` its accents. `font` is that of text. A `plate` lies under a figure
    where the slide itself is not light.
    """

    name: str
    content: bytes
    page: Page
    layout: int
    title_layout: int
    light: str
    dark: str
    scheme: Mapping[str, str]
    accents: Mapping[str, str]
    font: str
    plate: bool


def read_template(path: Path) -> Template:
    """Read a presentation (.pptx) or a template of PowerPoint (.potx).

    Raises `RequestError` for what is neither, or leaves no room for a figure.
    """
    made, content = _opened(path)
    layouts = list(made.slide_layouts)
    headed = [number for number, one in enumerate(layouts) if _title_of(one) is not None]
    if not headed:
        raise RequestError(f"{path}: no layout has a title: give one a title placeholder")

    def fitness(number: int) -> tuple[bool, int, bool, int]:
        one = layouts[number]
        kind = _kind(one)
        return kind == "title", len(_fillable(one)), kind != "titleOnly", number

    layout = min(headed, key=fitness)
    first = next((n for n in headed if _kind(layouts[n]) == "title"), headed[0])
    chosen = layouts[layout]
    unit = made.slide_height / EMU / PAGE_HEIGHT
    wide = made.slide_width / EMU / unit
    area = _free(chosen, wide, unit)
    if area.right - area.left < _LEAST_WIDE or area.bottom - area.top < _LEAST_HIGH:
        raise RequestError(
            f"{path}: layout '{chosen.name}' leaves {(area.right - area.left) * unit:.0f} x "
            f"{(area.bottom - area.top) * unit:.0f} points beside its title and its own shapes: "
            "give it a layout with a title alone"
        )
    scheme, font = _theme(chosen.slide_master)
    mapped = _mapping(chosen.slide_master)
    tones = {name: scheme.get(mapped.get(name, name), "#FFFFFF") for name in ("bg1", "tx1")}
    bright, dark = sorted(tones, key=lambda name: -sum(light(tones[name])))
    behind = _background(chosen, scheme, mapped, tones)
    plate = behind is None or contrast(light(behind), light(tones[bright])) > _SAME
    accents = {name: tone for name, tone in scheme.items() if name.startswith("accent")}
    page = Page(wide, PAGE_HEIGHT, unit, labels=LETTERS, area=area, headed=True)
    return Template(
        path.name, content, page, layout, first, bright, dark, tones, accents, font, plate
    )  # fmt: skip


def _opened(path: Path) -> tuple[Any, bytes]:
    from pptx import Presentation

    try:
        content = _as_presentation(path.read_bytes())
        return Presentation(BytesIO(content)), content
    except OSError as error:
        raise RequestError(f"{path}: {error.strerror}: name a .pptx file") from error
    except (BadZipFile, KeyError, ValueError) as error:
        raise RequestError(f"{path}: not a presentation: save it as .pptx") from error


def _as_presentation(content: bytes) -> bytes:
    """Let a template of PowerPoint pass as a presentation: they differ in one content type."""
    types = "[Content_Types].xml"
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old:
        text = old.read(types)
        if _POTX not in text:
            return content
        with ZipFile(packed, "w") as new:
            for name in old.namelist():
                part = text.replace(_POTX, _PPTX) if name == types else old.read(name)
                new.writestr(name, part)
    return packed.getvalue()


def _kind(layout: Any) -> str:
    return str(layout._element.get("type", ""))


def _title_of(layout: Any) -> Any:
    found = [one for one in layout.placeholders if _role(one) in _TITLES]
    return found[0] if found else None


def _fillable(layout: Any) -> list[Any]:
    return [one for one in layout.placeholders if _role(one) not in _FURNITURE]


def _role(shape: Any) -> str:
    return str(shape.placeholder_format.type).partition(" ")[0].rpartition(".")[2]


# -- room ------------------------------------------------------------------------------------------


def _free(layout: Any, wide: float, unit: float) -> Rect:
    """Cut from the slide what stands on it: the title, foot lines, bars and logos; in units."""
    edge = 20.0
    free = Rect(edge, edge / 2, wide - edge, PAGE_HEIGHT - edge / 2)
    for taken in _taken(layout, unit):
        if not free.meets(taken):
            continue
        cuts = (
            Rect(free.left, max(free.top, taken.bottom + 4), free.right, free.bottom),
            Rect(free.left, free.top, free.right, min(free.bottom, taken.top - 4)),
            Rect(max(free.left, taken.right + 6), free.top, free.right, free.bottom),
            Rect(free.left, free.top, min(free.right, taken.left - 6), free.bottom),
        )
        free = max(cuts, key=_worth)
    return free


def _worth(rect: Rect) -> float:
    return max(rect.right - rect.left, 0.0) * max(rect.bottom - rect.top, 0.0)


def _taken(layout: Any, unit: float) -> Iterator[Rect]:
    shapes = [*layout.slide_master.shapes, *layout.shapes]
    for shape in shapes:
        if shape.is_placeholder:
            of_layout = shape.part is layout.part
            if not of_layout or _role(shape) not in (*_TITLES, *_FURNITURE):
                continue
        if shape.width is None or shape.height is None:
            continue
        scale = EMU * unit
        left, top = shape.left / scale, shape.top / scale
        rect = Rect(left, top, left + shape.width / scale, top + shape.height / scale)
        if shape.is_placeholder or _worth(rect) < _WHOLE * PAGE_HEIGHT**2:
            yield rect


# -- colours and letters ---------------------------------------------------------------------------


def _theme(master: Any) -> tuple[dict[str, str], str]:
    """Read the colours of the scheme, and the font of its text."""
    from lxml import etree

    part = next(one.target_part for one in master.part.rels.values()
                if one.reltype.endswith("/theme"))  # fmt: skip
    root = etree.fromstring(part.blob)
    scheme: dict[str, str] = {}
    for one in root.iterfind(".//{*}clrScheme/*"):
        if len(one):
            tone = one[0].get("lastClr") or one[0].get("val", "")
            known = len(tone) == _HEX
            scheme[etree.QName(one).localname] = f"#{tone.upper()}" if known else "#000000"
    latin = root.find(".//{*}minorFont/{*}latin")
    return scheme, latin.get("typeface", "") if latin is not None else ""


def _mapping(master: Any) -> dict[str, str]:
    found = master._element.find("{*}clrMap")
    return dict(found.attrib) if found is not None else {}


def _background(
    layout: Any, scheme: Mapping[str, str], mapped: Mapping[str, str], tones: Mapping[str, str]
) -> str | None:
    """Give the colour of the slide itself; None where it is a picture or a gradient."""
    for owner in (layout, layout.slide_master):
        found = owner._element.find("{*}cSld/{*}bg")
        if found is None:
            continue
        if found.find("{*}bgPr") is not None and found.find("{*}bgPr/{*}solidFill") is None:
            return None
        named = found.find(".//{*}schemeClr")
        if named is not None:
            if len(named):
                return None  # a shade of it
            return scheme.get(mapped.get(named.get("val"), named.get("val")))
        exact = found.find(".//{*}srgbClr")
        return f"#{exact.get('val')}" if exact is not None else None
    return tones["bg1"]




def stretch(font: str) -> float:
    """Tell how much room its letters need, against Arial; an unknown font is taken for a wide one.

    A narrow font is given the room of Arial, which takes its place where it is not installed.

    >>> stretch("Calibri"), stretch("Arial"), stretch("Verdana")
    (1.0, 1.0, 1.17)
    """
    return max(_STRETCH.get(font.strip().lower(), 1.0 if not font else _UNKNOWN), 1.0)


_STRETCH = {
    **dict.fromkeys((
        "arial", "helvetica", "liberation sans", "calibri", "carlito", "aptos", "times new roman",
        "liberation serif", "cambria", "garamond", "tahoma", "trebuchet ms", "roboto",
        "source sans pro", "lato", "gill sans mt",
    ), 1.0),
    "georgia": 1.04, "segoe ui": 1.04, "open sans": 1.06, "century gothic": 1.1,
    "dejavu serif": 1.15, "dejavu sans": 1.17, "verdana": 1.17,
}  # fmt: skip
"""Mean width of letters against that of Arial."""

_UNKNOWN = 1.1
_TITLES = ("TITLE", "CENTER_TITLE")
_FURNITURE = ("DATE", "FOOTER", "SLIDE_NUMBER", "HEADER")
_POTX = b"presentationml.template.main+xml"
_PPTX = b"presentationml.presentation.main+xml"
_LEAST_WIDE, _LEAST_HIGH = 420.0, 250.0
_WHOLE = 0.6
"""What they draw that covers more than this, of a square of the slide's height, is its ground."""

_SAME, _HEX = 1.15, 6
