"""Presentations of other people: another size, other letters and colours, a title elsewhere."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Pt

ACCENTS = ("7A1F3D", "C9A227", "2F6F4F", "5B4B8A", "A65E2E", "3D6E8C")


def foreign(kind: str) -> bytes:
    """Make a template: 'wide' (16:9, bar at the left), 'old' (4:3, title below), 'dark' (16:9)."""
    made = Presentation()
    wide, high = {"wide": (960, 540), "old": (720, 540), "dark": (720, 405)}[kind]
    made.slide_width, made.slide_height = Pt(wide), Pt(high)
    if kind != "old":
        made.part._element.sldSz.attrib.pop("type", None)
    font = {"wide": "DejaVu Sans", "old": "Liberation Serif", "dark": "Liberation Sans"}[kind]
    title = {"wide": (140, 22, 780, 60), "old": (30, 470, 560, 46), "dark": (40, 12, 620, 46)}[kind]
    foot = high - 24 if kind != "old" else 6
    for layout in (made.slide_master, *made.slide_layouts):
        for shape in layout.placeholders:
            role = str(shape.placeholder_format.type)
            if "TITLE" in role and "SUB" not in role:
                place = title
            elif any(name in role for name in ("DATE", "FOOTER", "SLIDE_NUMBER")):
                lefts = {"DATE": 150, "FOOTER": 260, "SLIDE": wide - 90}
                left = lefts[role.split()[0].split("_")[0]]
                place = (left, foot, 80, 16)
            else:
                place = (140, high / 3, wide - 200, high / 3)
            shape.left, shape.top, shape.width, shape.height = (Pt(one) for one in place)
    _paint(made.slide_master, font, kind)
    bars = {"wide": (0, 0, 110, high), "old": (0, 0, wide, 24), "dark": (0, high - 30, wide, 30)}
    _bar(made.slide_master, bars[kind])
    slide = made.slides.add_slide(made.slide_layouts[1])  # one of their own, which must not stay
    slide.shapes.title.text = "Their old slide"
    raw = BytesIO()
    made.save(raw)
    return raw.getvalue()


def _paint(master: Any, font: str, kind: str) -> None:
    for relation in master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            text = part.blob.decode("utf-8")
            for number, tone in enumerate(ACCENTS, start=1):
                text = re.sub(rf"(<a:accent{number}>).*?(</a:accent{number}>)",
                              rf'\1<a:srgbClr val="{tone}"/>\2', text, flags=re.S)  # fmt: skip
            latin = r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*'
            text = re.sub(latin, rf"\1{font}", text)
            if kind == "dark":  # light letters on a dark ground
                navy = '<a:dk1><a:srgbClr val="102A43"/></a:dk1>'
                text = re.sub(r"<a:dk1>.*?</a:dk1>", navy, text, flags=re.S)
            part._blob = text.encode("utf-8")
    if kind == "dark":
        mapping = master._element.find("{*}clrMap")
        mapping.set("bg1", "dk1")
        mapping.set("tx1", "lt1")


def _bar(master: Any, place: tuple[float, ...]) -> None:
    from lxml import etree

    slide = master.part.package.presentation_part.presentation.slides.add_slide(
        master.slide_layouts[6]
    )
    shape = slide.shapes.add_shape(1, *(Pt(one) for one in place))
    shape.name = "their bar"
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(ACCENTS[0])
    shape.line.fill.background()
    master.shapes._spTree.append(etree.fromstring(etree.tostring(shape._element)))
