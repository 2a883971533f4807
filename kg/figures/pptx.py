"""Scenes as slides of native shapes: one slide each, or one for each causal step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.figures.mark import FAINT
from kg.figures.ooxml import EMU, group_xml, shape_xml, text_xml, wire_xml
from kg.figures.scene import PAGE_HEIGHT, PAGE_WIDTH, Box, Scene, Wire


@dataclass(frozen=True)
class Section:
    """Slides that belong together, under a name."""

    name: str
    scenes: tuple[Scene, ...]


def pptx_bytes(sections: Sequence[Section], title: str, steps: bool = False) -> bytes:
    """Write a presentation; with `steps` every figure grows over several slides."""
    from pptx import Presentation
    from pptx.util import Emu

    made = Presentation()
    made.slide_width, made.slide_height = (
        Emu(round(PAGE_WIDTH * EMU)),
        Emu(round(PAGE_HEIGHT * EMU)),
    )
    _widen_layouts(made)
    properties = made.core_properties
    properties.title, properties.author = title, "CIRT-KG"
    properties.last_modified_by, properties.revision = "CIRT-KG", 1
    properties.created = properties.modified = datetime(2026, 1, 1)  # the same bytes every time
    named: list[tuple[str, list[int]]] = []
    for section in sections:
        ids = []
        for scene in section.scenes:
            for step in range(1, scene.steps + 1) if steps and scene.steps > 1 else (None,):
                ids.append(_add_slide(made, scene, step))
        named.append((section.name, ids))
    _add_sections(made, named)
    raw = BytesIO()
    made.save(raw)
    return _without_times(raw.getvalue())


def _add_slide(made: Any, scene: Scene, step: int | None) -> int:
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE

    slide = made.slides.add_slide(made.slide_layouts[5])
    items = [item for item in scene.items if step is None or item.step <= step]
    boxes = {item.id: item for item in items if isinstance(item, Box)}
    numbers = {name: number for number, name in enumerate(_names(items), start=10)}
    tree = slide.shapes._spTree

    def link(address: str) -> str:
        return str(slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def add(xml: str) -> None:
        tree.append(etree.fromstring(xml))

    _fill_title(slide, boxes.get("title"), scene, link)
    for item in items:
        if isinstance(item, Wire):
            add(wire_xml(item, numbers[item.id], numbers, boxes))
        elif item.role == "title" or item.owner in boxes:
            continue
        elif members := [box for box in boxes.values() if box.owner == item.id]:
            add(group_xml(item, members, numbers, link))
        else:
            add(shape_xml(item, numbers[item.id], link))
    etree.cleanup_namespaces(tree)
    slide.notes_slide.notes_text_frame.text = "\n".join(scene.notes)
    return int(slide.slide_id)


def _names(items: Iterable[Box | Wire]) -> list[str]:
    """Give every name that needs a number on the slide: each item, and the group of each node."""
    names = [item.id for item in items]
    return [*names, *(f"{name}-group" for name in names)]


def _fill_title(slide: Any, box: Box | None, scene: Scene, link: Any) -> None:
    """Put the headline into the layout's title, so that outlines and screen readers find it."""
    from lxml import etree

    title = slide.shapes.title
    if box is None:
        title.text_frame.text = scene.message
        return
    title.left, title.top = (
        round((box.x - box.width / 2) * EMU),
        round((box.y - box.height / 2) * EMU),
    )
    title.width, title.height = round(box.width * EMU), round(box.height * EMU)
    title.name = "title"
    title._element.nvSpPr.cNvPr.set("descr", scene.message)
    body = etree.fromstring(shape_xml(box, 2, link)).find("{*}txBody")
    title._element.replace(title._element.txBody, body)
    _ = text_xml


def _widen_layouts(made: Any) -> None:
    """Stretch the layouts of the 4:3 template to the page, and calm the colour of links."""
    for layout in (made.slide_master, *made.slide_layouts):
        for shape in layout.placeholders:
            if shape._element.spPr.find("{*}xfrm") is not None:
                shape.left, shape.width = round(shape.left * 4 / 3), round(shape.width * 4 / 3)
    for relation in made.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            text = part.blob.decode("utf-8")
            for name in ("hlink", "folHlink"):
                start = text.index(f"<a:{name}>")
                end = text.index(f"</a:{name}>")
                colour = f'<a:{name}><a:srgbClr val="{FAINT.removeprefix("#")}"/>'
                text = text[:start] + colour + text[end:]
            part._blob = text.encode("utf-8")


def _add_sections(made: Any, named: Iterable[tuple[str, Sequence[int]]]) -> None:
    """List the sections in order ([MS-PPTX] 2.3.32, sectionLst)."""
    from lxml import etree

    office = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    root = made.part._element
    extensions = root.find(f"{{{main}}}extLst")
    if extensions is None:
        extensions = etree.SubElement(root, f"{{{main}}}extLst")
    extension = etree.SubElement(
        extensions, f"{{{main}}}ext", uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
    )
    listed = etree.SubElement(extension, f"{{{office}}}sectionLst", nsmap={"p14": office})
    for number, (name, ids) in enumerate(named):
        key = str(uuid5(NAMESPACE_URL, f"{number} {name}")).upper()
        section = etree.SubElement(listed, f"{{{office}}}section", name=name, id=f"{{{key}}}")
        slides = etree.SubElement(section, f"{{{office}}}sldIdLst")
        for slide in ids:
            etree.SubElement(slides, f"{{{office}}}sldId", id=str(slide))


def _without_times(raw: bytes) -> bytes:
    """Pack the parts anew in the same order, with one fixed date."""
    packed = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return packed.getvalue()
