"""Several figures as one deck: a title, the figures, the references in full."""

from __future__ import annotations

from collections.abc import Sequence

from kg.figures.arm import mark_of, pair
from kg.figures.credit import authors
from kg.figures.dress import dress_of, lent
from kg.figures.font import LEADING, SMALLEST, running, wrap
from kg.figures.listing import list_area, listing
from kg.figures.mark import FAINT, INK
from kg.figures.page import SLIDE, Page
from kg.figures.pptx import Dress, Section, pptx_bytes
from kg.figures.scene import Scene, Source
from kg.figures.shape import PAGE_HEIGHT, PAGE_WIDTH, Box, Line, Run
from kg.figures.template import Template, stretch
from kg.graph import Graph


def deck_bytes(
    graph: Graph, scenes: Sequence[Scene], title: str | None = None, steps: bool = False,
    template: Template | None = None,
) -> bytes:  # fmt: skip
    """Write one presentation of several scenes, with a title slide and the references in full.

    Without a title it bears that which the manifest gives to decks, else that of the corpus. In a
    `template` the first slide and every title are its own.
    """
    title = title or graph.manifest.figures.deck or graph.manifest.title
    if template is None:
        first: tuple[Scene, ...] = (_title_slide(graph, title, scenes),)
        pages = _reference_slides(scenes, SLIDE)
    else:
        opening = Scene("title", title, title, (), (), notes=(title,), sentence=_said(scenes),
                        authors=authors(graph.manifest))  # fmt: skip
        with running(stretch(template.font)):
            listed = _contents(scenes, template.page), *_reference_slides(scenes, template.page)
        contents, *pages = (lent(one, template) for one in listed)
        first = (opening, contents)
    sections = [Section("Title", first)]
    sections += [Section(one[0].title, one) for one in _figures(scenes)]
    sections += [Section("References", tuple(pages))] if pages else []
    dress = Dress(template, dress_of(graph, template)) if template else None
    return pptx_bytes(sections, title, steps, dress)


def _figures(scenes: Sequence[Scene]) -> list[tuple[Scene, ...]]:
    """Put each figure together with the slide that explains it, if it has one."""
    found: list[tuple[Scene, ...]] = []
    for scene in scenes:
        if scene.sources or not found:
            found.append((scene,))
        else:
            found[-1] = (*found[-1], scene)
    return found


def _said(scenes: Sequence[Scene]) -> str:
    """Say whose figures these are, and what they carry."""
    credits = "; ".join(dict.fromkeys(one.credit for one in scenes if one.credit))
    return f"{'Figures: ' * bool(credits)}{credits}{'. ' * bool(credits)}{_CARRIED}"


def _title_slide(graph: Graph, title: str, scenes: Sequence[Scene]) -> Scene:
    tones = [mark_of(graph, key).colour for key in pair(graph) or ()] or [INK]
    wide = PAGE_WIDTH / len(tones)
    items = [
        Box(f"band-{number}", "rule", (number + 0.5) * wide, 8, wide, 16, fill=tone, radius=0)
        for number, tone in enumerate(tones)
    ]
    lines = wrap(title, 840, 40.0, True)
    high = len(lines) * 40 * LEADING
    items.append(
        Box("title", "title", PAGE_WIDTH / 2, 96 + high / 2, 840, high, "none", size=40.0,
            align="start", anchor="top", lines=tuple((Run(line, True, INK),) for line in lines))
    )  # fmt: skip
    listed: list[Line] = [
        (Run(f"{number}  ", True, tones[0]), Run(scene.title, False, INK))
        for number, scene in enumerate(scenes, start=1)
    ]
    size = 18.0 if len(listed) < 12 else 13.0
    top = 96 + high + 24
    room = len(listed) * size * LEADING
    items.append(
        Box("contents", "label", PAGE_WIDTH / 2, top + room / 2, 840, room, "none", size=size,
            align="start", anchor="top", lines=tuple(listed), listed=True)
    )  # fmt: skip
    told = wrap(_said(scenes), 840, 13.0)
    tall = len(told) * 13.0 * LEADING
    items.append(
        Box("credit", "label", PAGE_WIDTH / 2, PAGE_HEIGHT - 20 - tall / 2, 840, tall, "none",
            size=13.0, align="start", anchor="top",
            lines=tuple((Run(line, False, FAINT),) for line in told))
    )  # fmt: skip
    return Scene(
        "title", title, title, tuple(items), (), notes=(title,), authors=authors(graph.manifest)
    )


def _contents(scenes: Sequence[Scene], page: Page) -> Scene:
    lines = [
        (Run(f"{number}  ", True, INK), Run(scene.title, False, INK))
        for number, (scene, *_) in enumerate(_figures(scenes), start=1)
    ]
    size = 18.0 if len(lines) < 12 else 13.0
    return listing("contents", "Contents", lines, size, page)


def _reference_slides(scenes: Sequence[Scene], page: Page) -> list[Scene]:
    """List every reference once, in the order of first authors, over as many slides as it takes."""
    found: dict[str, Source] = {}
    for scene in scenes:
        for source in scene.sources:
            found.setdefault(source.key, source)
    area = list_area(page)
    most = int((area.bottom - area.top) // (SMALLEST * LEADING))
    pages: list[list[Line]] = []
    used = most
    for key in sorted(found):
        line = _entry(found[key])
        need = len(wrap("".join(run.text for run in line), area.right - area.left - 6, SMALLEST))
        if used + need > most:
            pages.append([])
            used = 0
        pages[-1].append(line)
        used += need
    return [
        listing(f"references-{number}", "References" + (f" ({number} of {len(pages)})"
                 if len(pages) > 1 else ""), lines, SMALLEST, page)
        for number, lines in enumerate(pages, start=1)
    ]  # fmt: skip


def _entry(source: Source) -> Line:
    link = source.link or ""
    text = source.full.removesuffix(link).rstrip()
    return (Run(text, False, INK), *((Run(" "), Run(link, False, INK, link)) if link else ()))


_CARRIED = "Every line carries its studies; the notes hold the evidence."
