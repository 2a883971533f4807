"""The explorer: the graph, its picture and every record in one file that needs no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.explorer.badge import badges, judged
from kg.explorer.content import comparisons, effects, entities, records
from kg.explorer.modality import Arm, arm_of, arms
from kg.explorer.network import Network
from kg.explorer.question import stored_answers
from kg.graph import Graph
from kg.layout import Atlas, Place, arrange
from kg.mechanism import written


def write_explorer(graph: Graph, path: Path) -> None:
    """Write the page: the same graph gives the same bytes."""
    draw(graph).write_html(str(path))


def draw(graph: Graph) -> Network:
    """Make the network of pyvis, with all that the page shows as its content."""
    made = Network(directed=True)
    modalities = arms(graph)
    found = judged(graph, modalities)
    carried = badges(found, modalities)
    widths = {
        key: [(badge["id"], badge["width"]) for badge in listed] for key, listed in carried.items()
    }
    atlas = arrange(graph, widths)
    modules, _ = graph.divided
    for module, room in atlas.rooms.items():
        for key, place in room.places.items():
            made.add_node(
                key, label=graph.entities[key].label, shape="custom",
                x=round(room.origin.x + room.scale * place.x, 2),
                y=round(room.origin.y + room.scale * place.y, 2), fixed=True, physics=False,
                module=_module_id(module), spot=_box(place), lines=place.lines,
                arm=arm_of(key, graph, modalities), hub=key in modalities,
                badges=carried.get(key, []),
            )  # fmt: skip
        for key, route in room.routes.items():
            made.edges.append({"id": key, "module": _module_id(module),
                               "route": [round(c, 1) for point in route for c in point]})
    pair = _first_pair(modalities)
    if len(pair) == 2:
        made.beams = (modalities[pair[0]].label, modalities[pair[1]].label)
    made.content = {
        "size": [atlas.width, atlas.height],
        "lanes": [
            {"title": lane.compartment.replace("-", " "), "box": _box(lane.place)}
            for lane in atlas.lanes
        ],
        "modules": [
            {
                "id": _module_id(key), "label": module.label, "summary": module.summary,
                "compartment": module.compartment.replace("-", " "),
                "box": _box(atlas.rooms[key].card),
                "scale": atlas.rooms[key].scale, "origin": list(atlas.rooms[key].origin),
                "inside": [atlas.rooms[key].width, atlas.rooms[key].height],
            }
            for key, module in modules.items() if key in atlas.rooms
        ],
        "bundles": _bundles(atlas),
        "badges": {
            badge: _box(place)
            for room in atlas.rooms.values() for badge, place in room.badges.items()
        },
        "pair": pair,
        "arms": _by_id(modalities),
        "entities": entities(graph),
        "effects": effects(graph),
        "comparisons": comparisons(graph, modalities),
        "records": records(graph),
        "verdicts": found,
        "network": written.network_table(graph),
        "start": "",
        "questions": stored_answers(graph),
        "gaps": [
            {"question": gap.question, "about": gap.about} for gap in graph.gaps.values()
        ],
    }  # fmt: skip
    return made


def _bundles(atlas: Atlas) -> list[dict[str, Any]]:
    return [
        {"from": _module_id(one), "to": _module_id(other), "edges": edges,
         "route": [round(c, 1) for point in route for c in point]}
        for (one, other), (route, edges) in atlas.bundles.items()
    ]  # fmt: skip


def _first_pair(modalities: Mapping[str, Arm]) -> list[str]:
    """Name the two beams that everything is held against: carbon and photons, where both are."""
    ordered = sorted(modalities, key=lambda key: (modalities[key].rank, key))
    return ordered[:2]


def _module_id(key: str) -> str:
    """Keep modules apart from entities of the same name: no entity has a colon."""
    return f"module:{key}"


def _box(place: Place) -> list[float]:
    return [place.x, place.y, place.width, place.height]


def _by_id(modalities: dict[str, Arm]) -> dict[str, dict[str, Any]]:
    return {key: asdict(arm) for key, arm in modalities.items()}
