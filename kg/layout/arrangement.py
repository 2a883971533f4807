"""A graph's picture: rows, the order within each, columns, lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kg.graph import Graph
from kg.layout.columns import columns_of_rows
from kg.layout.graphviz import order_rows
from kg.layout.measure import Box, measure
from kg.layout.place import Lane, Layout, Place
from kg.layout.routes import route_lines
from kg.layout.rows import LANES, rows_of_lane
from kg.layout.visible import Visible, choose


def arrange(graph: Graph) -> Layout:
    """Give every drawn entity and effect its place; the same graph always gives the same.

    dot alone spreads a corpus of this shape five times as wide as it is high. So the rows are
    bounded here, dot orders each row, and columns and lines follow from that.
    """
    visible = choose(graph)
    boxes = {
        node: measure(graph.entities[node].label, visible.badges.get(node, ()))
        for node in visible.nodes
    }
    widths = {node: box.width + _NODE_GAP for node, box in boxes.items()}
    links = [(effect.subject, effect.object) for effect in visible.lines]
    area = sum(widths[node] * (box.height + _ROW_GAP) for node, box in boxes.items())
    room = max([(area * _ASPECT) ** 0.5, *widths.values()])
    lanes = {
        lane: rows_of_lane(nodes, links, widths, room)
        for lane, nodes in _members(graph, visible).items()
    }
    rows = order_rows([row for rows in lanes.values() for row in rows], links, boxes)
    columns = columns_of_rows(rows, links, widths, room)
    width = round(room + 2 * _MARGIN, 1)
    places, bands, height = _stack(lanes, columns, boxes, width)
    return Layout(
        places=MappingProxyType(places),
        lanes=bands,
        routes=MappingProxyType(route_lines(places, rows, visible.lines, width)),
        badges=MappingProxyType(_badges(places, boxes)),
        width=width,
        height=height,
    )


def _members(graph: Graph, visible: Visible) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {lane: [] for lane in LANES}
    for node in visible.nodes:
        members[graph.entities[node].compartment or "other"].append(node)
    return {lane: nodes for lane, nodes in members.items() if nodes}


def _stack(
    lanes: Mapping[str, Sequence[Sequence[str]]],
    columns: Mapping[str, float],
    boxes: Mapping[str, Box],
    width: float,
) -> tuple[dict[str, Place], tuple[Lane, ...], float]:
    """Stack the rows from the top, with room above each lane for its title."""
    places: dict[str, Place] = {}
    bands: list[Lane] = []
    below = 0.0
    for lane, rows in lanes.items():
        top = below
        below += _TITLE
        for row in rows:
            depth = max(boxes[node].height for node in row)
            for node in row:
                box, x = boxes[node], columns[node] + _MARGIN
                places[node] = Place(
                    round(x, 1), round(below + depth / 2, 1), box.width, box.height, box.lines
                )
            below += depth + _ROW_GAP
        below = round(below - _ROW_GAP + _LANE_END, 1)
        middle = round((top + below) / 2, 1)
        bands.append(Lane(lane, Place(round(width / 2, 1), middle, width, below - top)))
        below += _LANE_GAP
    return dict(sorted(places.items())), tuple(bands), round(below, 1)


def _badges(places: Mapping[str, Place], boxes: Mapping[str, Box]) -> dict[str, Place]:
    found = {}
    for node, box in boxes.items():
        for edge, dx, dy, width, height in box.badges:
            x, y = places[node].x + dx, places[node].y + dy
            found[edge] = Place(round(x, 1), round(y, 1), width, height)
    return dict(sorted(found.items()))


_ASPECT = 2.9
"""Width of the rows over the height of all rows, if every row were full."""

_NODE_GAP = 30.0
_ROW_GAP = 44.0
_MARGIN = 24.0
_TITLE = 50.0
_LANE_END = 16.0
_LANE_GAP = 16.0
