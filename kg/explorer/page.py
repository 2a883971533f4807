"""The explorer: the graph, its picture and every record in one file that needs no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.explorer.badge import badges, judged
from kg.explorer.balance import balances, ways
from kg.explorer.begin import beginnings, example_names
from kg.explorer.content import comparisons, effects, entities, records
from kg.explorer.facet import facets
from kg.explorer.finding import finding
from kg.explorer.listed import gaps_stated, recipes
from kg.explorer.modality import Arm, arm_of, arms
from kg.explorer.network import Network
from kg.explorer.number import printed
from kg.explorer.paper import papers
from kg.explorer.question import stored_answers
from kg.explorer.record import EXPOSURE
from kg.explorer.shade import NIGHT, mixed
from kg.graph import Graph
from kg.layout import Atlas, Place, arrange, routes_between
from kg.mechanism import contrasted, written
from kg.reasoning import audit, gaps


def write_explorer(
    graph: Graph, path: Path, beside: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Write the page: the same graph gives the same bytes.

    `beside` are pages that lie beside it: relative address and name of each. Records lead to
    their cards in the audit where that is among them.
    """
    page = draw(graph)
    page.beside = beside
    page.content["audited"] = [
        f"{one.claim}.{one.record}.{one.reference}"
        for one in (audit(graph) if "audit.html" in beside else ())
    ]
    page.write_html(str(path))


def draw(graph: Graph) -> Network:
    """Make the network of pyvis, with all that the page shows as its content."""
    made = Network(directed=True)
    modalities = arms(graph)
    found = judged(graph, modalities)
    carried = badges(graph, found, modalities)
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
    pair = list(graph.first_pair)
    made.manifest, made.arms = graph.manifest, modalities
    made.pair = [modalities[key] for key in pair]
    made.examples = example_names(graph)
    told = records(graph)
    offered = facets(graph, told)
    for record in told.values():
        record["facets"] = {one.name: record["facets"][one.name] for one in offered
                            if one.name in record["facets"]}  # fmt: skip
    network = written.network_table(graph)
    made.content = {
        "size": [atlas.width, atlas.height],
        "lanes": [
            {"title": place.label if len(graph.lanes) > 1 else "", "box": _box(lane.place),
             "tint": place.tint, "dark": mixed(place.line, NIGHT, 0.9)}
            for lane in atlas.lanes
            for place in (graph.manifest.compartment(lane.compartment),)
        ],
        "modules": [
            {
                "id": _module_id(key), "label": module.label, "summary": module.summary,
                "compartment": graph.manifest.compartment(module.compartment).label
                if len(graph.lanes) > 1 else "",
                "box": _box(atlas.rooms[key].card),
                "scale": atlas.rooms[key].scale, "origin": list(atlas.rooms[key].origin),
                "inside": [atlas.rooms[key].width, atlas.rooms[key].height],
            }
            for key, module in modules.items() if key in atlas.rooms
        ],
        "bundles": _bundles(atlas),
        "balance": {
            _module_id(key): one for key, one in balances(graph, found, modalities).items()
        },
        "ways": _ways(atlas, ways(graph, found)),
        "badges": {
            badge: _box(place)
            for room in atlas.rooms.values() for badge, place in room.badges.items()
        },
        "corpus": _corpus(graph, told),
        "facets": [asdict(one) for one in offered],
        "pair": pair,
        "arms": _by_id(modalities),
        "entities": entities(graph),
        "effects": effects(graph),
        "comparisons": comparisons(graph, modalities),
        "records": told,
        "papers": papers(graph),
        "find": finding(graph),
        "verdicts": found,
        "numbers": printed(graph),
        "network": network,
        "compared": contrasted.contrasted_table(graph, network["offered"]),
        "start": "",
        "audited": [],
        "questions": stored_answers(graph),
        "begin": beginnings(graph),
        "gaps": gaps_stated(graph),
        "recipes": recipes(graph),
        "absent": _absent(graph, pair),
    }  # fmt: skip
    return made


def _absent(graph: Graph, pair: list[str]) -> dict[str, list[str]]:
    """Say what is absent of each object under the first two arms, and of which (`kg gaps`)."""
    if len(pair) < 2:
        return {}
    found = {}
    for row in gaps(graph, exposure=pair[0], versus=pair[1]).rows:
        cell = row.overall
        names = {arm: graph.entities[key].label
                 for arm, key in zip(("exposure", "comparator"), pair, strict=True)}  # fmt: skip
        arms = {
            "looked for and not changed": [names[arm] for arm in cell.unchanged],
            "found for one arm only, in this corpus": [names[cell.state.removesuffix("-only")]]
            if cell.state.endswith("-only") else [],
        }  # fmt: skip
        said = [": ".join([words, *arms.get(words, [])]) for words in cell.absences]
        said += ["compared with each other: not in this corpus"] * (cell.state == "never-compared")
        if said:
            found[row.object] = said
    return found


def _corpus(graph: Graph, told: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Say what the corpus is, and what it calls its arms, bases and layers."""
    manifest = graph.manifest
    bases = {name for edge in graph.comparisons for name in edge.basis} | {*manifest.bases}
    bases |= {one.trend.basis for _, one in graph.evidence() if one.trend and one.trend.basis}
    rows = {name for record in told.values() for name, _ in record["rows"]}
    return {
        "name": manifest.name,
        "question": manifest.question or manifest.title,
        "noun": manifest.treatment.noun, "plural": manifest.treatment.plural,
        "bases": {key: manifest.basis_text(key) for key in sorted(bases)},
        "layers": {key: one.name for key, one in graph.layers.items()},
        "file": manifest.id,
        "exposure": [name for name in EXPOSURE if name in rows],
    }  # fmt: skip


def _bundles(atlas: Atlas) -> list[dict[str, Any]]:
    return [
        {"from": _module_id(one), "to": _module_id(other), "edges": edges,
         "route": [round(c, 1) for point in route for c in point]}
        for (one, other), (route, edges) in atlas.bundles.items()
    ]  # fmt: skip


def _ways(atlas: Atlas, listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Route where the modules lead, as if nothing else were drawn."""
    listed = [one for one in listed if one["from"] in atlas.rooms and one["to"] in atlas.rooms]
    routes = routes_between(atlas, [(one["from"], one["to"]) for one in listed])
    return [
        {**one, "from": _module_id(one["from"]), "to": _module_id(one["to"]),
         "route": [round(c, 1) for point in routes[one["from"], one["to"]] for c in point]}
        for one in listed
    ]  # fmt: skip


def _module_id(key: str) -> str:
    """Keep modules apart from entities of the same name: no entity has a colon."""
    return f"module:{key}"


def _box(place: Place) -> list[float]:
    return [place.x, place.y, place.width, place.height]


def _by_id(modalities: dict[str, Arm]) -> dict[str, dict[str, Any]]:
    return {key: asdict(arm) for key, arm in modalities.items()}
