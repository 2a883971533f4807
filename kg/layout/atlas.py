"""The picture from afar and from near: modules in lanes, and inside each module its entities.

All in one coordinate system, so that whoever comes nearer sees a module open where it stands. Its
inside is laid out at the size in which people read, and shrunk into the module's card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from kg.graph import Graph
from kg.layout.columns import columns_of_rows
from kg.layout.graphviz import order_rows
from kg.layout.measure import Box, measure
from kg.layout.place import Lane, Place, Point
from kg.layout.routes import route_lines
from kg.layout.rows import rows_of_lane
from kg.layout.visible import drawn, is_folded


class Link(NamedTuple):
    """What a line joins: entities inside a module, or two modules."""

    id: str
    subject: str
    object: str


@dataclass(frozen=True)
class Room:
    """The inside of a module.

    `card` is where it stands; `scale` what one point of the inside measures there. `places`,
    `routes` and `badges` are in points of the inside, from its top left corner `origin`.
    """

    card: Place
    scale: float
    origin: Point
    width: float
    height: float
    places: Mapping[str, Place]
    routes: Mapping[str, tuple[Point, ...]]
    badges: Mapping[str, Place]


@dataclass(frozen=True)
class Atlas:
    """Lanes, rooms by module, and bundles: (module, module) -> its route and its effects."""

    lanes: tuple[Lane, ...]
    rooms: Mapping[str, Room]
    bundles: Mapping[tuple[str, str], tuple[tuple[Point, ...], tuple[str, ...]]]
    width: float
    height: float


def arrange(
    graph: Graph, badges: Mapping[str, Sequence[tuple[str, float]]] | None = None
) -> Atlas:
    """Give every module a card and every entity in an edge its place inside its module.

    `badges` are what each entity carries, as (id, width in points). No card overlaps another, no
    line runs behind one; the same graph gives the same picture.
    """
    modules, module_of = graph.divided
    members: dict[str, list[str]] = {key: [] for key in modules}
    for key in sorted(drawn(graph)):
        members[module_of[key]].append(key)
    members = {key: inside for key, inside in members.items() if inside}
    inner: dict[str, list[Link]] = {key: [] for key in members}
    outer: dict[tuple[str, str], list[str]] = {}
    for effect in graph.effects:
        here, there = module_of[effect.subject], module_of[effect.object]
        if is_folded(effect, graph):
            continue
        if here == there:
            if effect.subject != effect.object:
                inner[here].append(Link(effect.id, effect.subject, effect.object))
        else:
            outer.setdefault((here, there), []).append(effect.id)
    rows = _rows([key for key in modules if key in members],
                 {key: modules[key].compartment for key in modules},
                 {pair: len(edges) for pair, edges in outer.items()}, graph.lanes)  # fmt: skip
    cards, lanes, width, height = _cards(rows, outer)
    rooms = {
        key: _room(graph, members[key], inner[key], badges or {}, cards[key]) for key in members
    }
    links = [Link(f"{one} {other}", one, other) for one, other in sorted(outer)]
    routes = route_lines(cards, [[key for _, lane in row for key in lane] for row in rows],
                         links, width)  # fmt: skip
    bundles = {
        (one, other): (routes[f"{one} {other}"], tuple(outer[one, other]))
        for one, other in sorted(outer)
    }
    return Atlas(lanes, MappingProxyType(rooms), MappingProxyType(bundles), width, height)


def routes_between(
    atlas: Atlas, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[Point, ...]]:
    """Route one line for each (module, module), as if there were no other lines.

    >>> import kg
    >>> shown = arrange(kg.load())
    >>> [len(route) % 3 for route in routes_between(shown, [("cell-death", "effectors")]).values()]
    [1]
    """
    cards = {key: room.card for key, room in atlas.rooms.items()}
    rows: dict[float, list[str]] = {}
    for key in sorted(cards, key=lambda key: (cards[key].y, cards[key].x)):
        rows.setdefault(cards[key].y, []).append(key)
    links = {f"{one} {other}": (one, other) for one, other in sorted(pairs)}
    found = route_lines(cards, list(rows.values()),
                        [Link(key, *ends) for key, ends in links.items()], atlas.width)  # fmt: skip
    return {links[key]: route for key, route in found.items()}


Row = list[tuple[str, list[str]]]
"""One row of cards: (compartment, modules), one or two lanes side by side."""


def _rows(
    modules: Sequence[str], lane_of: Mapping[str, str], links: Mapping[tuple[str, str], int],
    lanes: Sequence[str],
) -> list[Row]:  # fmt: skip
    """Stack the lanes; within one, what is acted on stands below or right of what acts on it.

    The first two stand side by side if they are small: both are but where it begins.
    """
    columns = max(_COLUMNS, round((len(modules) / 2) ** 0.5 * 1.5))
    stacked: list[Row] = []
    for lane in lanes:
        inside = [key for key in modules if lane_of[key] == lane]
        above = [
            key for key in inside
            if not any(links.get((other, key), 0) >= _CLEARLY * links.get((key, other), 0) + 1e-9
                       for other in inside if links.get((other, key)))
        ]  # fmt: skip
        below = [key for key in inside if key not in above]
        parted = (above, below) if above and len(inside) > columns else ([*above, *below],)
        for group in parted:
            for start in range(0, len(group), columns):
                stacked.append([(lane, group[start : start + columns])])
    joined: list[Row] = []
    for row in stacked:
        last = joined[-1] if joined else None
        both = (last[0][0], row[0][0]) if last else ()
        small = last is not None and len(last[0][1]) + len(row[0][1]) <= columns
        if last and small and len(lanes) > _FEW and both == tuple(lanes[:2]):
            last.append(row[0])
        else:
            joined.append(row)
    return joined


def _cards(
    rows: Sequence[Row], links: Iterable[tuple[str, str]]
) -> tuple[dict[str, Place], tuple[Lane, ...], float, float]:
    most = max((sum(len(inside) for _, inside in row) for row in rows), default=1)
    room = most * (_CARD[0] + _GAP[0]) + _GAP[0]
    flat = [[key for _, inside in row for key in inside] for row in rows]
    widths = dict.fromkeys((key for row in flat for key in row), _CARD[0] + _GAP[0])
    columns = columns_of_rows(flat, sorted(links), widths, room) if flat else {}
    if most == 1:
        columns = dict.fromkeys(columns, room / 2)
    cards: dict[str, Place] = {}
    extents: dict[str, list[float]] = {}
    y = _TOP if rows else 0.0
    for number, row in enumerate(rows):
        fresh = number == 0 or row[0][0] != rows[number - 1][0][0]
        y += (_LANE_GAP + _LANE_TOP) if fresh and number else _LANE_TOP if fresh else _GAP[1]
        half = _CARD[1] / 2
        for part, (lane, inside) in enumerate(row):
            for place, key in enumerate(inside):
                x = columns[key]
                if len(row) > 1:  # lanes side by side: each has its share of the width
                    x = room * (part + (place + 0.5) / len(inside)) / len(row)
                cards[key] = Place(round(x + _LEFT, 1), round(y + half, 1), *_CARD)
            share = room / len(row)
            left = _LEFT + share * part + (_LANE_GAP / 4 if part else 0)
            right = _LEFT + share * (part + 1) - (_LANE_GAP / 4 if part < len(row) - 1 else 0)
            extent = extents.setdefault(lane, [left, y - _LANE_TOP, right, 0.0])
            extent[3] = y + _CARD[1] + _LANE_END
        y += _CARD[1] + (_LANE_END if number + 1 == len(rows) or row[0][0] != rows[number + 1][0][0]
                         else 0)  # fmt: skip
    lanes = tuple(
        Lane(lane, Place(round((left + right) / 2, 1), round((top + bottom) / 2, 1),
                         round(right - left, 1), round(bottom - top, 1)))
        for lane, (left, top, right, bottom) in extents.items()
    )  # fmt: skip
    return cards, lanes, round(room + 2 * _LEFT, 1), round(y, 1)


def _room(
    graph: Graph, members: Sequence[str], links: Sequence[Link],
    badges: Mapping[str, Sequence[tuple[str, float]]], card: Place,
) -> Room:  # fmt: skip
    boxes = {key: measure(graph.entities[key].label, badges.get(key, ())) for key in members}
    widths = {key: box.width + _NODE_GAP for key, box in boxes.items()}
    ends = [(link.subject, link.object) for link in links]
    area = sum(widths[key] * (box.height + _ROW_GAP) for key, box in boxes.items())
    room = max([(area * _ASPECT) ** 0.5, *widths.values()])
    joined = {end for pair in ends for end in pair}
    rows = rows_of_lane([key for key in members if key in joined], ends, widths, room)
    if len(joined) <= _DOT_UP_TO:
        rows = order_rows(rows, ends, boxes)
    columns = columns_of_rows(rows, ends, widths, room)
    places, y = _stack(rows, columns, boxes)
    alone = sorted((key for key in members if key not in joined),
                   key=lambda key: (graph.entities[key].label.casefold(), key))  # fmt: skip
    listed, y = _list(alone, boxes, room, y + _LIST_HEAD if places and alone else y)
    places |= listed
    routes = route_lines(places, rows, links, room)
    width, height = room, y
    body = (card.width - 2 * _PAD, card.height - _HEAD - _FOOT)
    scale = min(body[0] / width, body[1] / height, _NEAREST)
    left = card.x - scale * width / 2
    top = card.y - card.height / 2 + _HEAD + (body[1] - scale * height) / 2
    carried = {
        badge: Place(round(places[key].x + dx, 1), round(places[key].y + dy, 1), wide, high)
        for key, box in boxes.items() for badge, dx, dy, wide, high in box.badges
    }  # fmt: skip
    return Room(
        card, round(scale, 5), Point(round(left, 3), round(top, 3)), round(width, 1),
        round(height, 1), MappingProxyType(dict(sorted(places.items()))),
        MappingProxyType(dict(sorted(routes.items()))), MappingProxyType(carried),
    )  # fmt: skip


def _list(
    alone: Sequence[str], boxes: Mapping[str, Box], room: float, y: float
) -> tuple[dict[str, Place], float]:
    """Set what no line joins in rows from the left, in the order of its names."""
    places: dict[str, Place] = {}
    row: list[str] = []

    def end(y: float) -> float:
        x, depth = _NODE_GAP / 2, max((boxes[key].height for key in row), default=0.0)
        for key in row:
            box = boxes[key]
            places[key] = Place(round(x + box.width / 2, 1), round(y + depth / 2, 1), box.width,
                                box.height, box.lines)  # fmt: skip
            x += box.width + _NODE_GAP
        row.clear()
        return y + depth + _LIST_GAP

    for key in alone:
        if row and sum(boxes[one].width + _NODE_GAP for one in [*row, key]) > room:
            y = end(y)
        row.append(key)
    return places, end(y) if row else y


def _stack(
    rows: Sequence[Sequence[str]], columns: Mapping[str, float], boxes: Mapping[str, Box]
) -> tuple[dict[str, Place], float]:
    places: dict[str, Place] = {}
    y = _ROW_GAP / 2
    for row in rows:
        depth = max(boxes[key].height for key in row)
        for key in row:
            box = boxes[key]
            places[key] = Place(columns[key], round(y + depth / 2, 1), box.width, box.height,
                                box.lines)  # fmt: skip
        y += depth + _ROW_GAP
    return places, y - _ROW_GAP / 2


_CARD = (256.0, 100.0)
_GAP = (24.0, 50.0)
_LEFT, _TOP = 44.0, 36.0
_LANE_TOP, _LANE_END, _LANE_GAP = 54.0, 8.0, 8.0
"""Points of the picture from afar: thirteen cards fill a window of 1040 by 780. Above and beside
the lanes and above each row there is room for what the arms send to the cards."""

_HEAD, _FOOT, _PAD = 22.0, 14.0, 3.0
"""Room for a card's title, doors and margin once it is open, in points of the picture from afar."""

_COLUMNS, _FEW = 4, 4
_CLEARLY = 1.5
"""A module stands below another that acts on it this much more often than the other way round."""

_ASPECT = 2.3
_NODE_GAP, _ROW_GAP = 24.0, 32.0
_LIST_HEAD, _LIST_GAP = 40.0, 14.0
_NEAREST = 0.25
_DOT_UP_TO = 150
"""Beyond, dot takes minutes to order rows: there the sweeps of the columns must do."""
