"""Shapes and connectors of a slide as DrawingML (ECMA-376 part 1, 20.1), in EMU.

Connectors are glued by the ids of the shapes at their ends; what belongs to a node (its bars, its
badges) is grouped with it, so that it stays attached when the node is moved. OOXML has no T-shaped
line end: a thin turned rectangle in the target's group is that bar, and the connector is glued to
its side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.escape import xml
from kg.figures.font import ELSEWHERE
from kg.figures.pictogram import Layer, layers
from kg.figures.shape import Box, Line, Run, Wire, line_width

EMU = 12_700
"""English Metric Units to a point."""

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
Link = Callable[[str], str]
"""Gives the relationship id of an address."""


def shape_xml(box: Box, number: int, link: Link) -> str:
    """Write a box as `p:sp`; the caller gives it a number that is unique on its slide."""
    text = box.shape == "none"
    properties = '<p:cNvSpPr txBox="1"/>' if text else "<p:cNvSpPr/>"
    return (
        f"<p:sp {NAMESPACES}><p:nvSpPr>{_named(box.id, seen(box), number)}{properties}"
        f"<p:nvPr/></p:nvSpPr><p:spPr>{_frame(box)}{_geometry(box)}{_fill(box)}{_outline(box)}"
        f"</p:spPr>{text_xml(box, link)}</p:sp>"
    )


def text_xml(box: Box, link: Link) -> str:
    """Write the text of a box as one paragraph that breaks anew when it is edited.

    What is `listed` has a paragraph each. Letters of one line do not break; in a hexagon or an
    ellipse, whose own room for text is narrower than that of a figure, lines end in line breaks.
    """
    anchor = "ctr" if box.anchor == "middle" else "t"
    align = {"start": "l", "middle": "ctr", "end": "r"}[box.align]
    broken = box.shape in _NARROW_TEXT
    flows = not broken and (len(box.lines) > 1 or box.role in _FLOWING)
    inset = _emu(_inset(box)) if flows else 0
    left = inset + _emu(box.indent)
    head = (
        f'<a:pPr algn="{align}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef></a:pPr>'
    )
    if box.listed:
        parts = [_runs(line, box.size, link) for line in box.lines]
    elif broken:
        parts = ["<a:br/>".join(_runs(line, box.size, link) for line in box.lines)]
    else:
        parts = [_runs(joined(box), box.size, link)] if box.lines else []
    paragraphs = "".join(f"<a:p>{head}{part}</a:p>" for part in parts)
    return (
        f'<p:txBody><a:bodyPr wrap="{"square" if flows else "none"}" lIns="{left}" tIns="0" '
        f'rIns="{inset}" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f"{paragraphs or '<a:p/>'}</p:txBody>"
    )


def joined(box: Box) -> Line:
    """Put the lines of a box together again, as they were before they were broken.

    >>> from kg.figures.shape import Run
    >>> box = Box("a", "node", 0, 0, 9, 9, lines=((Run("dose-"),), (Run("rate"),), (Run("low"),)))
    >>> [run.text for run in joined(box)]
    ['dose-rate low']
    """
    found: list[Run] = []
    for line in box.lines:
        for place, run in enumerate(line):
            between = ""
            if place == 0 and found:
                ends = found[-1].text[-1:]
                between = "    " if box.id == "sources" else "" if ends in ("-", "/") else " "
            alike = found and replace(found[-1], text="") == replace(run, text="")
            if alike:
                found[-1] = replace(run, text=found[-1].text + between + run.text)
            else:
                found += [Run(between, False, run.colour)] if between else []
                found.append(run)
    return tuple(found)


def _inset(box: Box) -> float:
    """Give the room at either side of a text that makes it break where it was measured."""
    if box.shape == "none" or len(box.lines) < 2:
        return 0.0
    curve = {"round": min(box.radius, box.height / 2), "pill": box.height / 2}.get(box.shape, 0.0)
    widest = max((line_width(line, box.size) for line in box.lines), default=0.0)
    room = box.width - box.indent
    return max((room - widest * _SPARE - _SLACK) / 2 - _CURVED * curve, 0.0)


def group_xml(node: Box, members: Iterable[Box], numbers: Mapping[str, int], link: Link) -> str:
    """Write a node with what belongs to it as one group, whose own space is the slide's."""
    parts = [node, *members]
    rects = [box.rect for box in parts]
    left, top = min(r.left for r in rects), min(r.top for r in rects)
    wide, high = max(r.right for r in rects) - left, max(r.bottom for r in rects) - top
    place = f'x="{_emu(left)}" y="{_emu(top)}"'
    size = f'cx="{_emu(wide)}" cy="{_emu(high)}"'
    inner = "".join(
        picture_xml(box, numbers) if box.picture else shape_xml(box, numbers[box.id], link)
        for box in parts
    )
    name = _named(f"{node.id}-group", node.alt, numbers[f"{node.id}-group"])
    return (
        f"<p:grpSp {NAMESPACES}><p:nvGrpSpPr>{name}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr><a:xfrm><a:off {place}/><a:ext {size}/><a:chOff {place}/><a:chExt {size}/>"
        f"</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
    )


def picture_xml(box: Box, numbers: Mapping[str, int]) -> str:
    """Write a pictogram as a group of freeforms, one for each layer: each can be edited there."""
    place = _off(box.x - box.width / 2, box.y - box.height / 2, box.width, box.height)
    inner = place.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    parts = "".join(
        f'<p:sp><p:nvSpPr>{_named(f"{box.id}-{n}", "", numbers[f"{box.id}-{n}"])}<p:cNvSpPr/>'
        f"<p:nvPr/></p:nvSpPr><p:spPr>{_freeform(layer)}</p:spPr></p:sp>"
        for n, layer in enumerate(layers(box))
    )
    return (
        f"<p:grpSp {NAMESPACES}><p:nvGrpSpPr>{_named(box.id, '', numbers[box.id])}<p:cNvGrpSpPr/>"
        f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}{inner}</a:xfrm></p:grpSpPr>{parts}"
        "</p:grpSp>"
    )


def _freeform(layer: Layer) -> str:
    """Write frame, path, fill and outline of one layer (custGeom, 20.1.9.8)."""
    points = [point for _, own in layer.steps for point in own]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    steps = "".join(
        f"<a:{_STEP[name]}>"
        + "".join(f'<a:pt x="{_emu(x - left)}" y="{_emu(y - top)}"/>' for x, y in own)
        + f"</a:{_STEP[name]}>"
        for name, own in layer.steps
    )
    filled = "" if layer.fill else ' fill="none"'
    line = "<a:noFill/>"
    if layer.stroke:
        line = f"{_solid(layer.stroke)}<a:round/>"
    thick = f' w="{_emu(layer.width)}" cap="rnd"' if layer.stroke else ""
    return (
        f"<a:xfrm>{_off(left, top, wide, high)}</a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/>"
        f'<a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{_emu(wide)}" '
        f'h="{_emu(high)}"{filled}>{steps}</a:path></a:pathLst></a:custGeom>'
        f"{_solid(layer.fill) if layer.fill else '<a:noFill/>'}<a:ln{thick}>{line}</a:ln>"
    )


def wire_xml(wire: Wire, number: int, numbers: Mapping[str, int], boxes: Mapping[str, Box]) -> str:
    """Write a wire as `p:cxnSp`, glued where its ends are boxes of the slide."""
    glue = ""
    for tag, end, site in (
        ("stCxn", wire.source, wire.source_site), ("endCxn", wire.target, wire.target_site),
    ):  # fmt: skip
        if end in boxes:
            glue += f'<a:{tag} id="{numbers[end]}" idx="{_site(boxes[end], site)}"/>'
    dash = '<a:prstDash val="sysDash"/>' if wire.dashed else '<a:prstDash val="solid"/>'
    size = {3: "med", 5: "lg"}[wire.head]
    kind = {"arrow": "triangle", "dot": "oval", "diamond": "diamond"}.get(wire.end)
    head = f'<a:tailEnd type="{kind}" w="{size}" len="{size}"/>' if kind else ""
    return (
        f"<p:cxnSp {NAMESPACES}><p:nvCxnSpPr>{_named(wire.id, wire.alt, number)}"
        f"<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{_course(wire)}"
        f'<a:ln w="{_emu(wire.width)}" cap="flat">{_solid(wire.colour)}{dash}<a:round/>{head}'
        f"</a:ln></p:spPr></p:cxnSp>"
    )


def _course(wire: Wire) -> str:
    """Write frame and geometry: straight, or two bends with their place as the adjustment."""
    (x, y), (u, v) = wire.points[0], wire.points[-1]
    if len(wire.points) == 2:
        turned = f"{_flag('flipH', u < x)}{_flag('flipV', v < y)}"
        return (
            f"<a:xfrm{turned}>{_off(min(x, u), min(y, v), abs(u - x), abs(v - y))}</a:xfrm>"
            '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
        )
    bend = wire.points[1]
    if abs(bend[1] - y) < abs(bend[0] - x):
        share = (bend[0] - x) / (u - x)
        frame = (
            f"<a:xfrm{_flag('flipH', u < x)}{_flag('flipV', v < y)}>"
            f"{_off(min(x, u), min(y, v), abs(u - x), abs(v - y))}</a:xfrm>"
        )
    else:  # begins upright: the frame lies on its side, turned by a quarter about its centre
        share = (bend[1] - y) / (v - y)
        down = v > y
        flip = u > x if down else u < x
        across, along = abs(v - y), abs(u - x)
        left, top = (x + u) / 2 - across / 2, (y + v) / 2 - along / 2
        frame = (
            f'<a:xfrm rot="{5_400_000 if down else 16_200_000}"{_flag("flipV", flip)}>'
            f"{_off(left, top, across, along)}</a:xfrm>"
        )
    return (
        f'{frame}<a:prstGeom prst="bentConnector3"><a:avLst>'
        f'<a:gd name="adj1" fmla="val {round(share * 100_000)}"/></a:avLst></a:prstGeom>'
    )


def _site(box: Box, site: int) -> int:
    """Give the index of a site in the preset's list: of eight, of six, or of four."""
    if box.shape == "triangle":
        return (0, 1, 3, 5)[site]
    return site * 2 if box.shape in {"ellipse", "circle"} else site


def seen(box: Box) -> str:
    """Say what a box shows; nothing of one that only decorates or repeats what another says."""
    if box.role in _DECORATIVE or box.id.endswith("-membrane"):
        return ""
    return box.alt or box.text


def _named(name: str, alt: str, number: int) -> str:
    """Name a shape for those who hear it; one that says nothing is marked as decorative."""
    head = f'<p:cNvPr id="{number}" name="{xml(name)}" descr="{xml(alt)}"'
    return f"{head}/>" if alt else f"{head}>{DECORATIVE}</p:cNvPr>"


def _frame(box: Box) -> str:
    turn = f' rot="{round(box.angle % 360 * 60_000)}"' if box.angle else ""
    place = _off(box.x - box.width / 2, box.y - box.height / 2, box.width, box.height)
    return f"<a:xfrm{turn}>{place}</a:xfrm>"


def _geometry(box: Box) -> str:
    least = min(box.width, box.height) or 1.0
    rounding = {"pill": 0.5, "round": min(box.radius / least, 0.5)}.get(box.shape)
    if rounding:
        return (
            '<a:prstGeom prst="roundRect"><a:avLst>'
            f'<a:gd name="adj" fmla="val {round(rounding * 100_000)}"/></a:avLst></a:prstGeom>'
        )
    return f'<a:prstGeom prst="{_PRESET.get(box.shape, "rect")}"><a:avLst/></a:prstGeom>'


def _fill(box: Box) -> str:
    return _solid(box.fill) if box.fill and box.shape != "none" else "<a:noFill/>"


def _outline(box: Box) -> str:
    if not box.stroke or box.shape == "none":
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if box.dashed else ""
    return f'<a:ln w="{_emu(box.stroke_width)}">{_solid(box.stroke)}{dash}</a:ln>'


def _runs(line: Line, size: float, link: Link) -> str:
    parts = []
    for run in line:
        bold = ' b="1"' if run.bold else ' b="0"'
        click = f'<a:hlinkClick r:id="{link(run.link)}"/>' if run.link and not run.bold else ""
        parts.append(
            f'<a:r><a:rPr lang="en-GB" sz="{round(size * 100)}"{bold} dirty="0">'
            f'{_solid(run.colour)}<a:latin typeface="{ELSEWHERE}"/><a:cs typeface="{ELSEWHERE}"/>'
            f"{click}</a:rPr><a:t>{xml(run.text)}</a:t></a:r>"
        )
    return "".join(parts)


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'


def _off(left: float, top: float, wide: float, high: float) -> str:
    return f'<a:off x="{_emu(left)}" y="{_emu(top)}"/><a:ext cx="{_emu(wide)}" cy="{_emu(high)}"/>'


def _flag(name: str, on: bool) -> str:
    return f' {name}="1"' if on else ""


def _emu(points: float) -> int:
    return round(points * EMU)


DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)
"""[MS-ODRAWXML] 2.24.3: screen readers pass over it."""

_STEP = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo", "Z": "close"}
_DECORATIVE = frozenset({"rule", "bar", "dock", "plate"})
_NARROW_TEXT = frozenset({"ellipse", "circle", "hexagon", "diamond", "triangle"})
_FLOWING = frozenset({"node", "sentence", "footer", "title"})
"""Roles whose text breaks anew when it is edited, even where it is of one line now."""

_SPARE, _SLACK, _CURVED = 1.04, 3.0, 0.2929
"""Room of a line beyond its letters, as a share and in points; the share of a round corner that is
no room for text (presetShapeDefinitions.xml, roundRect)."""

_PRESET = {
    "ellipse": "ellipse", "circle": "ellipse", "hexagon": "flowChartPreparation",
    "diamond": "diamond", "triangle": "triangle",
}  # fmt: skip
