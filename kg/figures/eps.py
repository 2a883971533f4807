"""A scene as Encapsulated PostScript: vector, letters as text in embedded TrueType (Type 42), RGB.

Adobe's PostScript Language Reference (third edition), Technical Note 5012 for Type 42 fonts, and
the Document Structuring Conventions 3.0 with the preview of EPSI.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from math import ceil

from kg.errors import RequestError
from kg.figures.font import face
from kg.figures.png import png_bytes
from kg.figures.scene import Scene
from kg.figures.shape import Box, Line, Wire, line_width
from kg.figures.svg import CORNERED, corners, dash_of, head_of

XY = tuple[float, float]


def eps_bytes(scene: Scene) -> bytes:
    """Draw the scene at its size in points; the same scene gives the same bytes."""
    fonts = [_Font(bold, _letters(scene, bold)) for bold in (False, True)]
    used = [font for font in fonts if font.letters]
    body = [line for item in scene.items for line in _item(item, scene.height, fonts)]
    names = " ".join(font.name for font in used)
    head = [
        "%!PS-Adobe-3.0 EPSF-3.0",
        f"%%BoundingBox: 0 0 {ceil(scene.width)} {ceil(scene.height)}",
        f"%%HiResBoundingBox: 0 0 {_n(scene.width)} {_n(scene.height)}",
        "%%Creator: kg", "%%LanguageLevel: 3", "%%DocumentData: Clean7Bit",
        f"%%DocumentSuppliedResources: font {names}" if used else "%%DocumentSuppliedResources:",
        "%%EndComments", *_preview(scene), "%%BeginProlog", _PROLOG, "%%EndProlog", "%%BeginSetup",
    ]  # fmt: skip
    setup = [line for font in used for line in font.embedded()]
    whole = [*head, *setup, "%%EndSetup", "%%Page: 1 1", "save", "1 setlinejoin", *body]
    return ("\n".join([*whole, "restore", "showpage", "%%EOF"]) + "\n").encode("ascii")


class _Font:
    """One face with the letters that are used of it, in bytes from 1."""

    def __init__(self, bold: bool, letters: str) -> None:
        self.face = face(bold).face
        self.name = f"LiberationSans-{'Bold' if bold else 'Regular'}-kg"
        self.letters = letters
        if len(letters) > _MOST:
            raise RequestError(f"{len(letters)} different letters: EPS takes {_MOST}; use pdf")
        self.codes = {letter: number for number, letter in enumerate(letters, start=1)}

    def written(self, text: str) -> str:
        return f"<{''.join(f'{self.codes[letter]:02X}' for letter in text)}>"

    def embedded(self) -> Iterator[str]:
        """Yield the font as a dictionary of type 42."""
        codes = [ord(letter) for letter in self.letters]
        known = self.face.charToGlyph
        glyphs: dict[int, int] = {0: 0}
        for code in codes:
            glyphs.setdefault(known.get(code, 0), len(glyphs))
        names = [f"/uni{code:04X}" for code in codes]
        yield f"%%BeginResource: font {self.name}"
        yield f"11 dict begin /FontName /{self.name} def /FontType 42 def /PaintType 0 def"
        yield "/FontMatrix [1 0 0 1 0 0] def"
        box = " ".join(_n(value / 1000) for value in self.face.bbox)
        yield f"/FontBBox [{box}] def"
        yield "/Encoding 256 array 0 1 255 {1 index exch /.notdef put} for"
        yield from (f"dup {number} {name} put" for number, name in enumerate(names, start=1))
        yield f"def /CharStrings {len(codes) + 1} dict dup begin /.notdef 0 def"
        for code, name in zip(codes, names, strict=True):
            yield f"{name} {glyphs[known.get(code, 0)]} def"
        yield "end def /sfnts ["
        for part in _parts(self.face.makeSubset(codes)):
            text = part.hex().upper() + "00"  # a byte that is not read ends each string
            yield "<"
            yield from (text[start : start + 96] for start in range(0, len(text), 96))
            yield ">"
        yield "] def FontName currentdict end definefont pop"
        yield "%%EndResource"


def _parts(font: bytes) -> Iterator[bytes]:
    """Cut a font between its tables, for no string of PostScript has more than 65535 bytes."""
    count = int.from_bytes(font[4:6], "big")
    starts = sorted(int.from_bytes(font[20 + 16 * n : 24 + 16 * n], "big") for n in range(count))
    begin = 0
    for start, stop in zip(starts, [*starts[1:], len(font)], strict=True):
        if stop - begin > _STRING:
            yield font[begin:start]
            begin = start
    yield font[begin:]


def _letters(scene: Scene, bold: bool) -> str:
    found = {letter for box in scene.boxes for line in box.lines for run in line
             if run.bold == bold for letter in run.text}  # fmt: skip
    return "".join(sorted(found))


def _item(item: Box | Wire, high: float, fonts: Sequence[_Font]) -> Iterator[str]:
    if isinstance(item, Wire):
        yield from _wire(item, high)
        return
    if item.shape != "none" and (item.fill or item.stroke):
        yield "gsave"
        yield f"{_n(item.x)} {_n(high - item.y)} translate {_n(-item.angle)} rotate"
        yield _shape(item)
        if item.fill:
            yield f"gsave {_colour(item.fill)} fill grestore"
        if item.stroke:
            dash = f"[{' '.join(map(_n, dash_of(item)))}] 0 setdash " if item.dashed else ""
            yield f"{_colour(item.stroke)} {_n(item.stroke_width)} setlinewidth {dash}stroke"
        yield "grestore"
    for left, base, line in item.baselines():
        yield from _text(line, left, high - base, item.size, fonts)


def _text(line: Line, x: float, y: float, size: float, fonts: Sequence[_Font]) -> Iterator[str]:
    for run in line:
        if run.text.strip():
            font = fonts[run.bold]
            yield (
                f"{_colour(run.colour)} /{font.name} {_n(size)} selectfont "
                f"{_n(x)} {_n(y)} moveto {font.written(run.text)} show"
            )
        x += line_width((run,), size)


def _shape(box: Box) -> str:
    """Write the path of a shape about the origin."""
    wide, high = box.width / 2, box.height / 2
    if box.shape in CORNERED:
        return _path([(x - box.x, box.y - y) for x, y in corners(box)])
    curve = {
        "round": min(box.radius, wide, high), "pill": min(wide, high),
    }  # fmt: skip
    if box.shape in {"ellipse", "circle"}:
        return f"{_n(wide)} {_n(high)} oval"
    radius = curve.get(box.shape, 0.0)
    return f"{_n(wide)} {_n(high)} {_n(radius)} rounded"


def _wire(wire: Wire, high: float) -> Iterator[str]:
    points = list(wire.points)
    head = head_of(wire)
    if wire.end == "arrow":  # the line ends inside the head, not at its tip
        (tip_x, tip_y), (a_x, a_y), (b_x, b_y) = head
        points[-1] = tip_x + 0.45 * (a_x + b_x - 2 * tip_x), tip_y + 0.45 * (a_y + b_y - 2 * tip_y)
    dash = f"[{_n(wire.width * 3)} {_n(wire.width * 2)}] 0 setdash " if wire.dashed else ""
    line = _path([(x, high - y) for x, y in points], closed=False)
    yield f"gsave {_colour(wire.colour)} {_n(wire.width)} setlinewidth {dash}{line} stroke grestore"
    if wire.end == "dot":
        (x, y), size = wire.points[-1], wire.width * wire.head / 2
        yield (
            f"gsave {_colour(wire.colour)} {_n(x)} {_n(high - y)} translate {_n(size)} {_n(size)} "
            "oval fill grestore"
        )
    elif head:
        path = _path([(x, high - y) for x, y in head])
        yield f"gsave {_colour(wire.colour)} {path} fill grestore"


def _path(points: Sequence[XY], closed: bool = True) -> str:
    steps = [f"{_n(x)} {_n(y)} {'lineto' if n else 'moveto'}" for n, (x, y) in enumerate(points)]
    return " ".join(["newpath", *steps, *(["closepath"] if closed else [])])


def _preview(scene: Scene) -> Iterator[str]:
    """Yield a small picture in black and white, for programs that do not run PostScript."""
    from PIL import Image

    drawn = Image.open(BytesIO(png_bytes(scene, round(scene.width)))).convert("L")
    black = drawn.point([255 * (value < _DARK) for value in range(256)]).convert("1")
    row = ceil(black.width / 8)
    text = black.tobytes()
    lines = []
    for start in range(0, len(text), row):
        line = text[start : start + row].hex().upper()
        lines += [f"% {line[n : n + 240]}" for n in range(0, len(line), 240)]
    yield f"%%BeginPreview: {black.width} {black.height} 1 {len(lines)}"
    yield from lines
    yield "%%EndPreview"


def _colour(tone: str) -> str:
    red, green, blue = (int(tone[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return f"{_n(red)} {_n(green)} {_n(blue)} setrgbcolor"


def _n(value: float) -> str:
    """Write a number with at most three decimals, and no trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


_PROLOG = """\
/oval { 2 dict begin /h exch def /w exch def matrix currentmatrix
newpath w h scale 0 0 1 0 360 arc closepath setmatrix end } bind def
/rounded { 3 dict begin /r exch def /h exch def /w exch def newpath r 0 eq
{ w neg h neg moveto w h neg lineto w h lineto w neg h lineto closepath }
{ 0 h neg moveto w h neg w h r arct w h w neg h r arct w neg h w neg h neg r arct
w neg h neg w h neg r arct closepath } ifelse end } bind def"""
"""`w h oval` and `w h r rounded` make paths about the origin, by halves of width and height."""

_MOST, _STRING, _DARK = 255, 65_000, 200
