"""What a figure wears in somebody's own slides: the colours of their scheme and their letters."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import replace

from kg.errors import RequestError
from kg.figures import compartment
from kg.figures.compose import compose
from kg.figures.font import ELSEWHERE, running
from kg.figures.listing import listing
from kg.figures.mark import DISSENT, FAINT, INK, PAPER, RULE
from kg.figures.page import Page
from kg.figures.refusal import SPLIT, CrowdedError, told
from kg.figures.scene import Scene
from kg.figures.selection import Ask
from kg.figures.shape import Box, Line, Run, Wire
from kg.figures.sight import contrast, difference, light
from kg.figures.template import Template, stretch
from kg.graph import Graph
from kg.model import Figure


def dressed(xml: str, worn: dict[str, str]) -> str:
    """Replace the colours and letters of a shape by those that are worn."""
    for ours, theirs in worn.items():
        xml = xml.replace(ours, theirs)
    return xml


def dress_of(graph: Graph, template: Template) -> dict[str, str]:
    """Tell what takes the place of what: of every colour but those of the arms, and of the font."""
    dark, bright = template.dark, template.light
    ground = template.scheme[bright]
    own = template.scheme[dark]
    faint = next((at for at in _FAINTER if _contrast(own, at, ground) >= _LEGIBLE), (100, 0))
    tones = {
        INK: _tone(dark), FAINT: _tone(dark, *faint), PAPER: _tone(bright), RULE: _tone(bright, 75),
        "#E6E8EC": _tone(bright, 90), "#F6F7F9": _tone(bright, 96), "#E3E6EB": _tone(bright, 88),
    }  # fmt: skip
    names = sorted(template.accents)
    if names:
        tones[DISSENT] = _tone(_furthest(graph, template), 75)
        keys = [one.id for one in graph.manifest.compartments]
        looks = [*(compartment.look(graph, key) for key in (*keys, compartment.ELSEWHERE)), *LANES]
        for number, look in enumerate(looks):
            accent = names[number % len(names)]
            inner = compartment.inner(compartment.Look(*look))
            own = template.accents[accent]
            inked = next((_tone(accent, share) for share in (75, 50, 35, 25)
                          if _contrast(own, (share, 0), shaded(own, 40, 60)) >= _LEGIBLE),
                         _tone(dark))  # fmt: skip
            for tone, made in (
                (look[0], _tone(accent, 20, 80)), (inner.fill, _tone(accent, 40, 60)),
                (look[1], _tone(accent, 60, 40)), (look[2], inked),
            ):  # fmt: skip
                tones.setdefault(tone, made)
    worn = {f'<a:srgbClr val="{tone.removeprefix("#")}"/>': made for tone, made in tones.items()}
    worn[f'<a:latin typeface="{ELSEWHERE}"/><a:cs typeface="{ELSEWHERE}"/>'] = (
        '<a:latin typeface="+mn-lt"/><a:cs typeface="+mn-cs"/>'
    )
    return worn


def _furthest(graph: Graph, template: Template) -> str:
    """Choose the accent that is least like the colour of an arm: it marks what is disputed."""
    arms = [light(one.colour) for one in graph.manifest.arms if one.colour != INK]

    def apart(name: str) -> float:
        own = light(template.accents[name])
        return min((difference(own, tone) for tone in arms), default=0.0)

    return max(sorted(template.accents), key=apart)


def compose_into(
    graph: Graph, figure: Figure, template: Template, *, ask: Ask | None = None,
    force: bool = False,
) -> tuple[Scene, ...]:  # fmt: skip
    """Compose a figure for the room that a template leaves, in points of its slides.

    Where that is little, legend and references follow on a second slide. Raises `RequestError`
    with advice where there is not even room for the picture.
    """
    cause = ""
    with running(stretch(template.font)):
        for page in (template.page, replace(template.page, spare=True)):
            try:
                scene = compose(graph, figure, ask=ask, force=force, page=page)
            except CrowdedError as error:
                cause = str(error).splitlines()[0].rpartition(": ")[0]
                continue
            if not (faults := scene.measured.illegible):
                more = (_key(scene, page),) if page.spare else ()
                return tuple(lent(one, template) for one in (scene, *more))
            cause = f"figure '{figure.id}': {told(faults)}"
    room = template.page.canvas
    raise RequestError(
        f"{cause}: {template.name} leaves {room.right - room.left:.0f} x "
        f"{room.bottom - room.top:.0f} of 540: {SPLIT}, or give it a layout with more room"
    )


def _key(scene: Scene, page: Page) -> Scene:
    """Make the slide that explains the one before: its signs in words, its references."""
    signs = (Run("Signs  ", True, INK), Run("; ".join(scene.explained) + ".", False, INK))
    listed: list[Line] = [signs, (Run(" "),), (Run("References", True, INK),)]
    entries: list[Run] = []
    for source in scene.sources:
        name = Run(source.short, False, FAINT, source.link)
        entries += [Run(f"{source.number} ", True, INK), name, Run("    ", False, FAINT)]
    listed.append(tuple(entries))
    head = f"Signs and references: {scene.title}"
    return listing(f"{scene.id}-key", head, listed, 12.0, page, scene.authors)


def lent(scene: Scene, template: Template) -> Scene:
    """Give a scene of a template's page in points, on a light plate where its slides are not."""
    items = scene.items
    if template.plate:
        area = template.page.canvas.grown(3)
        plate = Box(
            "plate", "plate", (area.left + area.right) / 2, (area.top + area.bottom) / 2,
            area.right - area.left, area.bottom - area.top, "round", fill=PAPER,
        )  # fmt: skip
        items = (plate, *items)
    return in_points(replace(scene, items=items), template.page)


def in_points(scene: Scene, page: Page) -> Scene:
    """Give a scene of a page's units in points."""
    scale = page.scale
    items = tuple(_sized(item, scale) for item in scene.items)
    return replace(scene, items=items, width=page.width * scale, height=page.height * scale)


def _sized(item: Box | Wire, scale: float) -> Box | Wire:
    if isinstance(item, Wire):
        points = tuple((x * scale, y * scale) for x, y in item.points)
        return replace(item, points=points, width=item.width * scale)
    return replace(
        item, x=item.x * scale, y=item.y * scale, width=item.width * scale,
        height=item.height * scale, stroke_width=item.stroke_width * scale,
        size=item.size * scale, radius=item.radius * scale,
    )  # fmt: skip


def _tone(name: str, share: int = 100, off: int = 0) -> str:
    parts = f'<a:lumMod val="{share * 1000}"/>' if share < 100 else ""
    parts += f'<a:lumOff val="{off * 1000}"/>' if off else ""
    return f'<a:schemeClr val="{name}">{parts}</a:schemeClr>' if parts else (
        f'<a:schemeClr val="{name}"/>'
    )  # fmt: skip


def shaded(colour: str, share: int, off: int) -> str:
    """Give a colour with its lightness at `share` per cent and `off` more (lumMod, lumOff).

    >>> shaded("#000000", 65, 35), shaded("#FF0000", 100, 0)
    ('#595959', '#FF0000')
    """
    hue, bright, full = rgb_to_hls(*(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)))
    made = hls_to_rgb(hue, min(bright * share / 100 + off / 100, 1.0), full)
    return "#" + "".join(f"{round(255 * part):02X}" for part in made)


def _contrast(colour: str, at: tuple[int, int], ground: str) -> float:
    return contrast(light(shaded(colour, *at)), light(ground))


_FAINTER = ((65, 35), (75, 25), (85, 15))
_LEGIBLE = 4.5
"""Least contrast of letters to their ground (WCAG 2.1, AA)."""

LANES = (
    ("#F4F5F7", "#AEB5BF", INK), ("#EAF4EE", "#8DBB9F", "#1F5E3A"),
    ("#EEECF7", "#A9A0D4", "#43378A"),
)  # fmt: skip
"""Grounds of lanes, as `kg.figures.lane` has them."""
