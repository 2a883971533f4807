"""The explorer: the graph, its layout and every record in one file that needs no network."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.explorer.content import comparisons, effects, entities, records
from kg.explorer.modality import Arm, arm_of, arms
from kg.explorer.network import Network
from kg.graph import Graph
from kg.layout import Layout, Place


def write_explorer(graph: Graph, layout: Layout, path: Path) -> None:
    """Write the page: the same graph and layout give the same bytes."""
    network = Network(directed=True)
    modalities = arms(graph)
    for key, place in layout.places.items():
        entity = graph.entities[key]
        network.add_node(
            key, label=entity.label, shape="custom", x=place.x, y=place.y, fixed=True,
            physics=False, lines=place.lines, box=[place.width, place.height],
            arm=arm_of(key, graph, modalities), hub=key in modalities,
        )  # fmt: skip
    ends = {effect.id: (effect.subject, effect.object) for effect in graph.effects}
    for key, route in layout.routes.items():
        points = [coordinate for point in route for coordinate in point]
        network.add_edge(*ends[key], id=key, route=points, physics=False)
    network.content = {
        "size": [layout.width, layout.height],
        "lanes": [
            {"title": lane.compartment.replace("-", " "), "box": _box(lane.place)}
            for lane in layout.lanes
        ],
        "badges": {key: _box(place) for key, place in layout.badges.items()},
        "arms": _by_id(modalities),
        "entities": entities(graph),
        "effects": effects(graph),
        "comparisons": comparisons(graph, modalities),
        "records": records(graph),
    }
    network.write_html(str(path))


def _box(place: Place) -> list[float]:
    return [place.x, place.y, place.width, place.height]


def _by_id(modalities: dict[str, Arm]) -> dict[str, dict[str, Any]]:
    return {key: asdict(arm) for key, arm in modalities.items()}
