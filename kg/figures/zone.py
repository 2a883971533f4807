"""Compartments side by side: which columns each has, and which entity may stand in which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from kg.figures import compartment
from kg.figures.arm import arm
from kg.figures.font import width
from kg.figures.place import Track
from kg.figures.shape import Rect
from kg.graph import Graph
from kg.model import Figure
from kg.model.figure import Zone

TITLE = 24.0
PADDING = 12.0
_COLUMNS = 5
"""Columns up to which compartments that say nothing of it are widened."""


@dataclass(frozen=True)
class Plan:
    """The compartments as rectangles, the columns for nodes, and where each node may stand."""

    zones: tuple[tuple[Zone, Rect], ...]
    columns: tuple[Track, ...]
    tracks: Mapping[str, tuple[int, ...]]
    gap: float


def zones_of(graph: Graph, figure: Figure, entities: Sequence[str]) -> tuple[Zone, ...]:
    """Give the recipe's compartments with all entities in them; what it leaves out, by record."""
    listed = {
        key for zone in figure.compartments for key in (*zone.holds, *zone.nucleus, *zone.membrane)
    }
    rest: dict[str, list[str]] = {}
    for key in entities:
        if key not in listed:
            nowhere = _ARMS if arm(graph, key) else compartment.ELSEWHERE
            place = graph.entities[key].compartment or nowhere
            rest.setdefault(place, []).append(key)
    found = []
    shown = set(entities)
    for zone in figure.compartments:
        holds = (*zone.holds, *rest.pop(zone.id, ()))
        parts = {"holds": holds, "nucleus": zone.nucleus, "membrane": zone.membrane}
        kept = {name: tuple(key for key in keys if key in shown) for name, keys in parts.items()}
        if any(kept.values()):
            found.append(zone.model_copy(update=kept))
    alone = not found and set(rest) <= {compartment.ELSEWHERE, _ARMS}
    for name in sorted(rest, key=lambda name: compartment.rank(graph, name)):
        arms = all(arm(graph, key) for key in rest[name])
        bare = arms or alone  # no box: what is done to all, or a corpus without compartments
        extra = Zone.model_construct(
            id=name, label="" if bare else compartment.caption(graph, name),
            holds=tuple(rest[name]), nucleus=(), membrane=(), columns=None, below=None,
        )  # fmt: skip
        found.insert(0 if arms else len(found), extra)
    return tuple(found)


_ARMS = "arms"
"""Where arms stand that have no compartment."""


def is_bare(zone: Zone) -> bool:
    """Tell whether a compartment is drawn without box and title."""
    return not zone.label


def plan(zones: Sequence[Zone], blocks: Mapping[str, tuple[float, float]], canvas: Rect) -> Plan:
    """Divide the canvas from left to right."""
    bands = _bands(_widened(zones))
    widths = [[_widths(zone, blocks, canvas) for zone in band] for band in bands]
    spans = [max(map(len, band)) for band in widths]
    columns = [
        [max(zone[n] if n < len(zone) else 0.0 for zone in band) for n in range(span)]
        for band, span in zip(widths, spans, strict=True)
    ]
    room = canvas.right - canvas.left
    hangs = [max((_overhang(zone, blocks) for zone in band), default=0.0) for band in bands]
    fixed = sum(map(sum, columns)) + sum(hangs) + 2 * PADDING * len(bands)
    gaps = sum(span - 1 for span in spans) + len(bands) - 1
    gap = (room - fixed) / max(gaps, 1)
    tracks: list[Track] = []
    allowed: dict[str, tuple[int, ...]] = {}
    placed: list[tuple[Zone, Rect]] = []
    left = canvas.left
    if gaps == 0:
        left += (room - fixed) / 2
    for band, sizes, hang in zip(bands, columns, hangs, strict=True):
        bare = is_bare(band[0]) and len(band) == 1
        inner = sum(sizes) + gap * (len(sizes) - 1)
        right = left + inner + 2 * PADDING
        tops = heights(band, blocks, canvas)
        for zone, (top, bottom) in zip(band, tops, strict=True):
            placed.append((zone, Rect(left, top, right, bottom)))
            x = left + PADDING
            start = len(tracks)
            head = TITLE if not bare else 0.0
            for size in sizes:
                tracks.append(Track(round(x + size / 2, 1), top + head + 4, bottom - PADDING))
                x += size + gap
            own = len(sizes) - (1 if hang and not zone.membrane and len(sizes) > 1 else 0)
            _allow(zone, start, own, allowed, tracks, right)
        left = right + hang + gap
    return Plan(tuple(placed), tuple(tracks), allowed, gap)


def _widened(zones: Sequence[Zone]) -> list[Zone]:
    """Give compartments that leave it open more columns, as long as there are few in all."""
    made = [
        zone if zone.columns else zone.model_copy(update={"columns": _count(zone.holds, None) or 1})
        for zone in zones
    ]
    given = {zone.id for zone in zones if zone.columns or zone.id == _ARMS}

    def crowd(zone: Zone) -> float:
        return len(zone.holds) / (zone.columns or 1)

    while sum(zone.columns or 1 for zone in made if zone.below is None) < _COLUMNS:
        widest = max(made, key=lambda zone: (zone.id not in given, crowd(zone)))
        if widest.id in given or crowd(widest) <= 1:
            break
        place, more = made.index(widest), (widest.columns or 1) + 1
        made[place] = widest.model_copy(update={"columns": more})
    return made


def _bands(zones: Sequence[Zone]) -> list[list[Zone]]:
    bands: list[list[Zone]] = []
    for zone in zones:
        home = [band for band in bands if zone.below in {other.id for other in band}]
        if home:
            home[0].append(zone)
        else:
            bands.append([zone])
    return bands


def _widths(zone: Zone, blocks: Mapping[str, tuple[float, float]], canvas: Rect) -> list[float]:
    """Give the width of each column of a zone: of the nucleus, the rest, half the membrane."""
    found = []
    if zone.nucleus:
        found += [max(blocks[key][0] for key in zone.nucleus) + 20] * _count(zone.nucleus, None)
    if zone.holds:
        found += [max(blocks[key][0] for key in zone.holds)] * _count(zone.holds, zone.columns)
    if zone.membrane:
        found.append(max(blocks[key][0] for key in zone.membrane) / 2 - PADDING)
    title = width(zone.label, 13.0, True) + 20
    if len(found) == 1 and not is_bare(zone):
        found[0] = max(found[0], title)
    return found


def _overhang(zone: Zone, blocks: Mapping[str, tuple[float, float]]) -> float:
    return max((blocks[key][0] for key in zone.membrane), default=0.0) / 2


def _count(keys: Sequence[str], wanted: int | None) -> int:
    return wanted or ceil(len(keys) / 4)


def heights(
    band: Sequence[Zone], blocks: Mapping[str, tuple[float, float]], canvas: Rect
) -> list[tuple[float, float]]:
    """Share the height among zones that stand below one another, by what they hold.

    Gives top and bottom of each, in points.
    """
    between = 10.0
    needs = []
    for zone in band:
        keys = (*zone.holds, *zone.nucleus, *zone.membrane)
        per = max(1, max(_count(zone.holds, zone.columns), 1))
        high = sum(blocks[key][1] + 22 for key in keys) / per
        needs.append(high + TITLE + PADDING)
    room = canvas.bottom - canvas.top - between * (len(band) - 1)
    found, top = [], canvas.top
    for need in needs:
        bottom = top + room * need / sum(needs)
        found.append((top, bottom))
        top = bottom + between
    return found


def _allow(
    zone: Zone, start: int, count: int, allowed: dict[str, tuple[int, ...]], tracks: list[Track],
    right: float,
) -> None:  # fmt: skip
    """Tell where each entity of a zone may stand; the membrane's column is its right edge."""
    nucleus = _count(zone.nucleus, None) if zone.nucleus else 0
    inner = count - nucleus - (1 if zone.membrane else 0)
    for key in zone.nucleus:
        allowed[key] = tuple(range(start, start + nucleus))
    for key in zone.holds:
        allowed[key] = tuple(range(start + nucleus, start + nucleus + inner))
    if zone.membrane:
        last = start + count - 1
        track = tracks[last]
        tracks[last] = Track(round(right, 1), track.top, track.bottom)
        for key in zone.membrane:
            allowed[key] = (last,)
    for number in range(start, start + nucleus):
        track = tracks[number]
        tracks[number] = Track(track.x, track.top + 26, track.bottom - 6)
