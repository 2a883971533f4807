"""Scenes as slides of native shapes: one slide each, or one for each causal step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kg.figures.dress import dressed
from kg.figures.font import running, wrap
from kg.figures.mark import FAINT
from kg.figures.ooxml import EMU, group_xml, picture_xml, shape_xml, wire_xml
from kg.figures.package import without_times
from kg.figures.pictograms import PICTOGRAMS
from kg.figures.scene import Scene
from kg.figures.shape import PAGE_HEIGHT, PAGE_WIDTH, Box, Wire
from kg.figures.story import story
from kg.figures.template import Template, stretch


@dataclass(frozen=True)
class Section:
    """Slides that belong together, under a name."""

    name: str
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Dress:
    """Somebody's own slides to draw into, and what takes the place of our colours and letters."""

    template: Template
    worn: dict[str, str]


def pptx_bytes(
    sections: Sequence[Section], title: str, steps: bool = False, dress: Dress | None = None
) -> bytes:
    """Write a presentation; with `steps` every figure grows over several slides.

    With a `dress` it has the size, master, layouts, colours and letters of that presentation.
    """
    made = _empty() if dress is None else _emptied(dress.template)
    properties = made.core_properties
    by = next((scene.authors for one in sections for scene in one.scenes if scene.authors), "")
    properties.title, properties.author = title, by
    properties.subject = properties.keywords = properties.comments = properties.category = ""
    properties.last_modified_by, properties.revision = "kg", 1
    properties.created = properties.modified = datetime(2026, 1, 1)  # the same bytes every time
    named: list[tuple[str, list[int]]] = []
    for section in sections:
        ids = []
        for scene in section.scenes:
            for step in range(1, scene.steps + 1) if steps and scene.steps > 1 else (None,):
                with running(stretch(dress.template.font) if dress else 1.0):
                    ids.append(_add_slide(made, scene, step, dress))
        named.append((section.name, ids))
    _add_sections(made, named)
    raw = BytesIO()
    made.save(raw)
    return without_times(raw.getvalue())


def _empty() -> Any:
    """Give a presentation without slides, of 16:9."""
    from pptx import Presentation
    from pptx.util import Emu

    made = Presentation()
    made.slide_width, made.slide_height = (
        Emu(round(PAGE_WIDTH * EMU)),
        Emu(round(PAGE_HEIGHT * EMU)),
    )
    made.part._element.sldSz.attrib.pop("type", None)  # it says 4:3
    _widen_layouts(made)
    return made


def _emptied(template: Template) -> Any:
    """Give their presentation without its slides and sections."""
    from pptx import Presentation

    made = Presentation(BytesIO(template.content))
    root = made.part._element
    listed = root.find("{*}sldIdLst")
    for one in list(listed) if listed is not None else ():
        made.part.drop_rel(one.rId)
        listed.remove(one)
    for extension in root.findall("{*}extLst/{*}ext"):
        if extension.find("{*}sectionLst") is not None:
            extension.getparent().remove(extension)
    for shows in root.findall("{*}custShowLst"):
        root.remove(shows)
    return made


def _add_slide(made: Any, scene: Scene, step: int | None, dress: Dress | None) -> int:
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE

    number = 5
    if dress is not None:
        number = dress.template.layout if scene.items else dress.template.title_layout
    slide = made.slides.add_slide(made.slide_layouts[number])
    shown = [item for item in scene.items if step is None or item.step <= step]
    items = story([*_whole(scene), *shown])
    boxes = {item.id: item for item in items if isinstance(item, Box)}
    numbers = {name: number for number, name in enumerate(_names(items), start=10)}
    tree = slide.shapes._spTree

    def link(address: str) -> str:
        return str(slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def add(xml: str) -> None:
        tree.append(etree.fromstring(dressed(xml, dress.worn) if dress else xml))

    if dress is None:
        _fill_title(slide, boxes.get("title"), scene, link)
    else:
        _fill_placeholders(slide, scene)
    for item in items:
        if isinstance(item, Wire):
            add(wire_xml(item, numbers[item.id], numbers, boxes))
        elif item.role == "title" or item.owner in boxes:
            continue
        elif members := [box for box in boxes.values() if box.owner == item.id]:
            add(group_xml(item, members, numbers, link))
        elif item.picture:
            add(picture_xml(item, numbers))
        else:
            add(shape_xml(item, numbers[item.id], link))
    etree.cleanup_namespaces(tree)
    slide.notes_slide.notes_text_frame.text = "\n".join(scene.notes)
    return int(slide.slide_id)


def _whole(scene: Scene) -> list[Box]:
    """Give what describes the picture as one: a frame without ink round what belongs to it."""
    rects = [box.rect for box in scene.boxes if box.role in {"zone", "node", "cell", "marker"}]
    if not rects or not scene.described:
        return []
    left, top = min(one.left for one in rects), min(one.top for one in rects)
    wide, high = max(one.right for one in rects) - left, max(one.bottom for one in rects) - top
    box = Box("figure", "whole", left + wide / 2, top + high / 2, wide, high, "rect",
              alt=scene.described)  # fmt: skip
    return [box]


def _fill_placeholders(slide: Any, scene: Scene) -> None:
    """Write the headline into their title, on a first slide what follows; nothing else stays."""
    title = slide.shapes.title
    title.text_frame.text = scene.message
    _fit(title)
    said = scene.sentence if not scene.items else ""
    for shape in list(slide.placeholders):
        if shape._element is title._element:
            continue
        if said and shape.has_text_frame:
            shape.text_frame.text, said = said, ""
        else:
            shape._element.getparent().remove(shape._element)


def _names(items: Sequence[Box | Wire]) -> list[str]:
    """Give every name that needs a number: items, groups of nodes, layers of pictograms."""
    names = [item.id for item in items]
    layers = [f"{item.id}-{n}" for item in items if isinstance(item, Box) and item.picture
              for n in range(len(PICTOGRAMS[item.picture]))]  # fmt: skip
    return [*names, *(f"{name}-group" for name in names), *layers]


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


def _fit(title: Any) -> None:
    """Make the letters of a headline smaller where it would leave its place, down to 16 points."""
    from pptx.util import Pt

    kind = title._element.nvSpPr.nvPr.find("{*}ph").get("type")
    layout = title.part.slide_layout
    owners = [one._element for one in layout.placeholders
              if one._element.nvSpPr.nvPr.find("{*}ph").get("type") == kind]  # fmt: skip
    owners += [layout.slide_master._element.find("{*}txStyles/{*}titleStyle")]
    found = [one.find(".//{*}lvl1pPr/{*}defRPr") for one in owners if one is not None]
    sizes = [int(one.get("sz")) / 100 for one in found if one is not None and one.get("sz")]
    size = tried = sizes[0] if sizes else _USUAL
    wide, high = title.width / EMU - 2 * 7.2, title.height / EMU - 2 * 3.6
    text = title.text_frame.text
    while tried > _LEAST and len(wrap(text, wide, tried, True)) * tried * 1.2 > high:
        tried -= 1
    if tried < size:
        for paragraph in title.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(tried)


_USUAL, _LEAST = 44.0, 16.0
"""Letters of a headline, in points: where nothing says it, and at least."""


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

