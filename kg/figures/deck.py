"""Several figures as one deck: a title, the figures, the references in full."""

from __future__ import annotations

from collections.abc import Sequence

from kg.figures.font import LEADING, wrap
from kg.figures.mark import CARBON, FAINT, INK, PHOTON, RULE
from kg.figures.pptx import Section, pptx_bytes
from kg.figures.scene import PAGE_HEIGHT, PAGE_WIDTH, Box, Line, Run, Scene, Source, line_width

TITLE = "How carbon ions mobilise antitumour immunity"


def deck_bytes(scenes: Sequence[Scene], title: str = TITLE, steps: bool = False) -> bytes:
    """Write one presentation of several scenes, with a title slide and the references in full."""
    sections = [Section("Title", (_title_slide(title, scenes),))]
    sections += [Section(scene.title, (scene,)) for scene in scenes]
    pages = _reference_slides(scenes)
    sections += [Section("References", tuple(pages))] if pages else []
    return pptx_bytes(sections, title, steps)


def _title_slide(title: str, scenes: Sequence[Scene]) -> Scene:
    items = [
        Box("band-carbon", "rule", PAGE_WIDTH / 4, 8, PAGE_WIDTH / 2, 16, fill=CARBON, radius=0),
        Box(
            "band-photon", "rule", PAGE_WIDTH * 3 / 4, 8, PAGE_WIDTH / 2, 16, fill=PHOTON, radius=0
        ),
    ]
    lines = wrap(title, 840, 40.0, True)
    high = len(lines) * 40 * LEADING
    items.append(
        Box("title", "title", PAGE_WIDTH / 2, 96 + high / 2, 840, high, "none", size=40.0,
            align="start", anchor="top", lines=tuple((Run(line, True, INK),) for line in lines))
    )  # fmt: skip
    listed: list[Line] = [
        (Run(f"{number}  ", True, CARBON), Run(scene.title, False, INK))
        for number, scene in enumerate(scenes, start=1)
    ]
    size = 18.0 if len(listed) < 12 else 13.0
    top = 96 + high + 24
    room = len(listed) * size * LEADING
    items.append(
        Box("contents", "label", PAGE_WIDTH / 2, top + room / 2, 840, room, "none", size=size,
            align="start", anchor="top", lines=tuple(listed))
    )  # fmt: skip
    credit = (
        "Figures: CIRT-KG, CC BY 4.0. Every line carries its studies; the notes hold the evidence."
    )
    items.append(
        Box("credit", "label", PAGE_WIDTH / 2, PAGE_HEIGHT - 30, 840, 16, "none", size=13.0,
            align="start", lines=((Run(credit, False, FAINT),),))
    )  # fmt: skip
    return Scene("title", title, title, tuple(items), (), notes=(title,))


def _reference_slides(scenes: Sequence[Scene]) -> list[Scene]:
    """List every reference once, in the order of first authors, over as many slides as it takes."""
    found: dict[str, Source] = {}
    for scene in scenes:
        for source in scene.sources:
            found.setdefault(source.key, source)
    entries = [_entry(found[key]) for key in sorted(found)]
    pages: list[list[Line]] = []
    for lines in entries:
        if not pages or len(pages[-1]) + len(lines) > _LINES:
            pages.append([])
        pages[-1] += lines
    return [_page(lines, number, len(pages)) for number, lines in enumerate(pages, start=1)]


def _entry(source: Source) -> list[Line]:
    link = source.link or ""
    lines = wrap(source.full.removesuffix(link).rstrip(), 890, 12.0)
    made: list[Line] = [
        (Run("   " * bool(number) + line, False, INK),) for number, line in enumerate(lines)
    ]
    if link and line_width((*made[-1], Run(f" {link}")), 12.0) < 905:
        made[-1] = (*made[-1], Run(" "), Run(link, False, INK, link))
    elif link:
        made.append((Run("   "), Run(link, False, INK, link)))
    return made


def _page(lines: Sequence[Line], number: int, count: int) -> Scene:
    head = "References" + (f" ({number} of {count})" if count > 1 else "")
    high = len(lines) * 12 * LEADING
    items = (
        Box("title", "title", PAGE_WIDTH / 2, 40, 912, 28, "none", size=24.0, align="start",
            anchor="top", lines=((Run(head, True, INK),),)),
        Box("rule", "rule", PAGE_WIDTH / 2, 64, 912, 0.75, fill=RULE, radius=0),
        Box("list", "footer", PAGE_WIDTH / 2, 74 + high / 2, 912, high, "none", size=12.0,
            align="start", anchor="top", lines=tuple(lines)),
    )  # fmt: skip
    return Scene(f"references-{number}", head, head, items, (), notes=(head,))


_LINES = 32
