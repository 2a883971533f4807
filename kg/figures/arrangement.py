"""How compartments may be arranged: side by side, below one another, or left away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from kg.figures.place import XY
from kg.figures.shape import Rect
from kg.figures.zone import PADDING, TITLE, Plan, heights, plan
from kg.model.figure import Zone


@dataclass(frozen=True)
class Arrangement:
    """A plan, and how well nodes have room in it: between columns, and above one another."""

    plan: Plan
    air: float
    stacked: int

    @property
    def fits(self) -> bool:
        """Whether a line with its number has room between the columns, and nodes in them."""
        return self.plan.gap >= NARROWEST and self.air >= _LOWEST


def arrangements(
    zones: Sequence[Zone], blocks: Mapping[str, XY], canvas: Rect, given: bool
) -> Iterator[Arrangement]:
    """Offer plans in which everything has room, the best first.

    As the recipe has it; where that is not `given`, in bands of compartments below one another.
    Last without compartments.
    """
    first = _arrange(zones, blocks, canvas)
    if first.plan.gap >= NARROWEST and (given or first.air >= _LOWEST):
        yield first
    if given:
        return
    found = []
    for bands in _bands(zones):
        if len(bands) == len(zones):
            continue
        made = _arrange(_columned(bands, blocks, canvas), blocks, canvas)
        if made.fits:
            found.append(made)
    found.sort(key=lambda one: (one.plan.gap < _EASY, one.air < _AIRY, one.stacked, -one.plan.gap))
    yield from found[:_OFFERS]
    keys = tuple(key for zone in zones for key in (*zone.nucleus, *zone.holds, *zone.membrane))
    for columns in _COUNTS:
        if len(keys) >= columns:
            whole = Zone.model_construct(
                id="whole", label="", holds=keys, nucleus=(), membrane=(), columns=columns,
                below=None,
            )  # fmt: skip
            made = _arrange([whole], blocks, canvas)
            if made.fits:
                yield made
                return


def _arrange(zones: Sequence[Zone], blocks: Mapping[str, XY], canvas: Rect) -> Arrangement:
    made = plan(zones, blocks, canvas)
    airs = [_air(zone, zone.columns or 1, rect.bottom - rect.top, blocks)
            for zone, rect in made.zones if zone.holds]  # fmt: skip
    stacked = sum(zone.below is not None for zone, _ in made.zones)
    return Arrangement(made, min(airs, default=0.0), stacked)


def _air(zone: Zone, columns: int, height: float, blocks: Mapping[str, XY]) -> float:
    """Give the room between nodes above one another, in points; negative if they do not fit."""
    count = ceil(len(zone.holds) / columns)
    highs = sorted((blocks[key][1] for key in zone.holds), reverse=True)
    if columns == 1:
        filled = sum(highs)
    else:  # columns are never quite even
        filled = sum(highs) / columns + highs[0] / 3
    head = TITLE if zone.label else 0.0
    return (height - head - PADDING - 4 - filled) / (count + 1)


def _bands(zones: Sequence[Zone]) -> Iterator[list[list[Zone]]]:
    """Yield every way to set neighbours below one another, in their order."""
    for cuts in product((True, False), repeat=max(len(zones) - 1, 0)):
        bands = [[zone] for zone in zones[:1]]
        for zone, cut in zip(zones[1:], cuts, strict=True):
            if cut or not zone.label or not bands[-1][0].label:  # bare ones stand alone
                bands.append([zone])
            else:
                bands[-1].append(zone)
        yield bands


def _columned(
    bands: Sequence[Sequence[Zone]], blocks: Mapping[str, XY], canvas: Rect
) -> list[Zone]:
    """Give every compartment as few columns as its nodes need above one another."""
    found = []
    for band in bands:
        counts = [1] * len(band)
        for _ in range(2 * len(band)):
            tried = [
                zone.model_copy(update={"columns": count})
                for zone, count in zip(band, counts, strict=True)
            ]
            highs = [bottom - top for top, bottom in heights(tried, blocks, canvas)]
            airs = [
                _air(zone, count, high, blocks)
                for zone, count, high in zip(band, counts, highs, strict=True)
            ]
            least = min(range(len(band)), key=lambda number: airs[number])
            if airs[least] >= _LOWEST or counts[least] >= len(band[least].holds):
                break
            counts[least] += 1
        found += [
            zone.model_copy(update={"columns": count, "below": band[0].id if number else None})
            for number, (zone, count) in enumerate(zip(band, counts, strict=True))
        ]
    return found


NARROWEST = 36.0
"""The least room between columns, in points: a line with its number must fit."""

_LOWEST = 14.0
"""The least room between nodes above one another, in points."""

_EASY, _AIRY = 60.0, 22.0
_OFFERS = 2
_COUNTS = (5, 4, 3)
"""Columns that are tried where compartments have no room."""
