"""The graph as CX2, for Cytoscape, Cytoscape Web and NDEx: with places, colours and line ends."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kg.exchange.network import Edge, Loss, Plain, edges, nodes
from kg.graph import Graph
from kg.layout import arrange

TYPES = {str: "string", int: "integer", bool: "boolean"}

GREY = "#6B6B6B"
ENDS = {"+": "triangle", "-": "tee", "0": "circle"}
"""The end of a line for each sign: arrow, bar, ring; none where no direction is stated."""

_WIDTHS = {"attribute": "studies", "type": "integer", "map": [
    {"max": 1, "maxVPValue": 1.2, "includeMax": True},
    {"min": 1, "max": 6, "minVPValue": 1.2, "maxVPValue": 5, "includeMin": False,
     "includeMax": True},
    {"min": 6, "minVPValue": 5, "includeMin": False},
]}  # fmt: skip
"""The more independent studies, the thicker: up to six."""

STEP = 90.0
"""Between entities that stand nowhere in the picture, in points."""


def cx2_text(graph: Graph) -> tuple[str, Loss]:
    """Write the network with its style; each entity stands where the page has it.

    >>> import kg
    >>> json.loads(cx2_text(kg.load())[0])[0]
    {'CXVersion': '2.0', 'hasFragments': False}
    """
    points, lines, places = nodes(graph), edges(graph), _places(graph)
    number = {one.id: at for at, one in enumerate(points)}
    manifest = graph.manifest
    network: dict[str, Plain] = {
        "name": manifest.title, "description": manifest.question or "",
        "version": manifest.version or "", "rights": manifest.licence,
        "reference": manifest.cite or "",
    }  # fmt: skip
    network = {name: value for name, value in network.items() if value}
    shown = [{"id": at, "v": look} for at, one in enumerate(lines) if (look := _look(graph, one))]
    aspects: list[Mapping[str, Any]] = [
        {"attributeDeclarations": [{
            "networkAttributes": _declared([network]),
            "nodes": _declared([{"id": one.id, **one.plain} for one in points]),
            "edges": _declared([{"id": one.id, **one.plain} for one in lines]),
        }]},
        {"networkAttributes": [network]},
        {"nodes": [
            {"id": number[one.id], "x": places[one.id][0], "y": places[one.id][1],
             "v": {"id": one.id, **one.plain}}
            for one in points
        ]},
        {"edges": [
            {"id": at, "s": number[one.source], "t": number[one.target],
             "v": {"id": one.id, **one.plain}}
            for at, one in enumerate(lines)
        ]},
        {"visualProperties": [_style(graph)]},
        {"edgeBypasses": shown},
    ]  # fmt: skip
    counts = [{"name": name, "elementCount": len(inside)}
              for aspect in aspects for name, inside in aspect.items()]  # fmt: skip
    whole = [
        {"CXVersion": "2.0", "hasFragments": False}, {"metaData": counts}, *aspects,
        {"status": [{"success": True}]},
    ]  # fmt: skip
    compared = sum(one.is_comparison for one in lines)
    records = sum(1 for _ in graph.evidence())
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n", Loss("cx2", (
        (compared, "comparisons", "lines from the compared arm; the other is an attribute"),
        (records, "records", "told by their edges; the evidence table holds each"),
        (len(graph.gaps), "stated gaps", "left out"),
    ))  # fmt: skip


def _declared(listed: Sequence[Mapping[str, Plain]]) -> dict[str, dict[str, str]]:
    """Declare each attribute with its type: what CX2 asks before it may be used."""
    types = {name: TYPES[type(value)] for plain in listed for name, value in plain.items()}
    return {name: {"d": kind} for name, kind in types.items()}


def _places(graph: Graph) -> Mapping[str, tuple[float, float]]:
    """Put every entity where the page has it, rooms at full size; the rest in a block below."""
    atlas = arrange(graph)
    grown = 1 / min((room.scale for room in atlas.rooms.values()), default=1.0)
    found: dict[str, tuple[float, float]] = {}
    for room in atlas.rooms.values():
        for key, place in room.places.items():
            x, y = room.origin.x + place.x * room.scale, room.origin.y + place.y * room.scale
            found[key] = (round(x * grown, 1), round(y * grown, 1))
    below = atlas.height * grown + 2 * STEP
    rest = [key for key in graph.entities if key not in found]
    for at, key in enumerate(rest):
        found[key] = (at % 20 * 2 * STEP, round(below + at // 20 * STEP, 1))
    return found


def _style(graph: Graph) -> dict[str, Any]:
    tints = [{"v": one.label, "vp": one.tint} for one in graph.manifest.compartments]
    inks = [{"v": one.label, "vp": one.line} for one in graph.manifest.compartments]
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {
                "NODE_SHAPE": "round-rectangle", "NODE_WIDTH": 150, "NODE_HEIGHT": 34,
                "NODE_BACKGROUND_COLOR": "#F4F4F4", "NODE_BORDER_WIDTH": 1,
                "NODE_BORDER_COLOR": GREY, "NODE_LABEL_FONT_SIZE": 11,
                "NODE_LABEL_COLOR": "#1A1A1A", "NODE_LABEL_MAX_WIDTH": 145,
            },
            "edge": {
                "EDGE_WIDTH": 1.5, "EDGE_LINE_COLOR": GREY, "EDGE_LINE_STYLE": "solid",
                "EDGE_TARGET_ARROW_SHAPE": "none", "EDGE_TARGET_ARROW_COLOR": GREY,
            },
        },
        "nodeMapping": {
            "NODE_LABEL": {"type": "PASSTHROUGH",
                           "definition": {"attribute": "label", "type": "string"}},
            **_mapped("NODE_BACKGROUND_COLOR", "place", tints),
            **_mapped("NODE_BORDER_COLOR", "place", inks),
        },
        "edgeMapping": {
            **_mapped("EDGE_TARGET_ARROW_SHAPE", "sign",
                      [{"v": sign, "vp": end} for sign, end in ENDS.items()]),
            **_mapped("EDGE_LINE_STYLE", "kind", [{"v": "comparison", "vp": "dashed"}]),
            "EDGE_WIDTH": {"type": "CONTINUOUS", "definition": _WIDTHS},
        },
    }  # fmt: skip


def _mapped(what: str, attribute: str, listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Let values of an attribute decide a look; nothing where the manifest names no looks."""
    told = {"attribute": attribute, "type": "string", "map": list(listed)}
    return {what: {"type": "DISCRETE", "definition": told}} if listed else {}


def _look(graph: Graph, edge: Edge) -> dict[str, str]:
    """Give lines that leave an arm its colour."""
    arm = graph.manifest.arm(edge.source)
    return {"EDGE_LINE_COLOR": arm.colour, "EDGE_TARGET_ARROW_COLOR": arm.colour} if arm else {}
