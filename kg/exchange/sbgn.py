"""A figure as SBGN-ML, in the language Activity Flow (level 1, version 1.2), for Newt, VANTED."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.exchange.network import Loss
from kg.exchange.pathway import Flow, Pathway, Place, Spot, leaf, pathway_of, say_edge, tag
from kg.graph import Graph
from kg.model.vocabulary import Kind

if TYPE_CHECKING:
    from kg.figures import Scene
    from kg.model import Figure

NAMESPACE = "http://sbgn.org/libsbgn/0.3"
LANGUAGE = "http://identifiers.org/combine.specifications/sbgn.af.level-1.version-1.2"
OUTSIDE = "zone-outside"
XHTML = "http://www.w3.org/1999/xhtml"


def sbgn_text(graph: Graph, figure: Figure, scene: Scene) -> tuple[str, Loss]:
    """Write a figure: activities and phenotypes in compartments, influences among them.

    What was compared, and all that is said of a line, stands in notes. Activity Flow has no null
    and nothing that is true by definition: such lines are left out and counted. `RequestError` for
    a figure that is no network.

    >>> import kg
    >>> from kg.figures import compose
    >>> graph = kg.load()
    >>> asked = graph.figures["hypoxia"]
    >>> "positive influence" in sbgn_text(graph, asked, compose(graph, asked))[0]
    True
    """
    told = pathway_of(graph, figure, scene)
    ids = {one.id for one in told.spots}
    kept = [
        flow for flow in told.flows
        if flow.end in ARCS and {flow.source, flow.target} <= ids and not _mute(flow)
    ]  # fmt: skip
    nulls = sum(flow.end == "dot" for flow in told.flows)
    root = tag("sbgn", {"xmlns": NAMESPACE}, tag(
        "map", {"id": "map-1", "version": LANGUAGE}, _map(graph, told, kept)))  # fmt: skip
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(root)
    return text, Loss("sbgn", (
        (told.compared, "comparisons", "notes of what was compared: SBGN has no comparator"),
        (nulls, "lines that say 'no change'", "left out: Activity Flow has no null"),
        (len(told.flows) - len(kept) - nulls, "lines that are true by definition", "left out"),
        (sum(bool(flow.given) for flow in kept), "lines that hold beside a treatment only",
         "the treatment stands in a note"),
        (len(told.papers), "papers", "named in notes by their keys"),
    ))  # fmt: skip


def _mute(flow: Flow) -> bool:
    return flow.defined and flow.end == "none"


def _map(graph: Graph, told: Pathway, flows: Sequence[Flow]) -> Iterator[str]:
    yield from _notes([told.title, told.message])
    yield from tag("bbox", {"x": 0.0, "y": 0.0, "w": told.size[0], "h": told.size[1]})
    for order, area in enumerate(told.areas, start=1):
        place = area.place
        title = tag("bbox", {"x": place.x - place.width / 2, "y": place.y - place.height / 2,
                             "w": place.width, "h": min(16.0, place.height)})  # fmt: skip
        inside = [*tag("label", {"text": area.label}, title), *_bbox(place)]
        yield from tag("glyph", {"id": area.id, "class": "compartment",
                                 "compartmentOrder": order}, inside)  # fmt: skip
    known = {area.id for area in told.areas}
    if known and any(spot.area not in known for spot in told.spots):
        yield from _outside(told)
    acting = {flow.source for flow in flows}
    for spot in told.spots:
        yield from _glyph(graph, spot, known, spot.id in acting)
    for flow in flows:
        yield from _arc(graph, flow)


def _outside(told: Pathway) -> Iterator[str]:
    """Draw what surrounds all compartments: where there are some, every node must be in one."""
    wide, high = told.size
    title = tag("bbox", {"x": 0.0, "y": high - 16.0, "w": wide, "h": 16.0})
    inside = [*tag("label", {"text": "outside"}, title),
              *tag("bbox", {"x": 0.0, "y": 0.0, "w": wide, "h": high})]  # fmt: skip
    yield from tag("glyph", {"id": OUTSIDE, "class": "compartment", "compartmentOrder": 0}, inside)


def _glyph(graph: Graph, spot: Spot, areas: set[str], acts: bool) -> Iterator[str]:
    """Draw a node; what acts on others is no phenotype, by rule af10101 of Activity Flow."""
    phenotype = spot.kind in PHENOTYPES and not acts
    named = [f"entity {spot.entity.id}", *([spot.curie] if spot.curie else [])]
    if spot.measured:
        named[-1] = f"measures {spot.measured}, {spot.curie}"
    inside = [*_notes([*named, *(say_edge(graph, one) for one in spot.compared)]),
              *tag("label", {"text": spot.label}), *_bbox(spot.place)]  # fmt: skip
    if not phenotype:
        inside += _unit(spot)
    yield from tag("glyph", {
        "id": spot.id, "class": "phenotype" if phenotype else "biological activity",
        "compartmentRef": spot.area if spot.area in areas else OUTSIDE if areas else None,
    }, inside)  # fmt: skip


def _unit(spot: Spot) -> Iterator[str]:
    """Say of what kind it is: Activity Flow has one glyph for all that acts."""
    place = spot.place
    wide = min(place.width * 0.8, 40.0)
    box = tag("bbox", {"x": place.x - wide / 2, "y": place.y - place.height / 2 - 5.0,
                       "w": wide, "h": 10.0})  # fmt: skip
    inside = [*tag("label", {"text": ""}), *tag("entity", {"name": UNITS.get(
        spot.kind, "unspecified entity")}), *box]  # fmt: skip
    yield from tag("glyph", {"id": f"{spot.id}-unit", "class": "unit of information"}, inside)


def _arc(graph: Graph, flow: Flow) -> Iterator[str]:
    first, *between, last = flow.points
    inside = [*_notes([flow.said, *(say_edge(graph, one) for one in flow.effects)]),
              *tag("start", _point(first)), *(line for one in between for line in tag(
                  "next", _point(one))), *tag("end", _point(last))]  # fmt: skip
    yield from tag("arc", {"id": flow.id, "class": ARCS[flow.end], "source": flow.source,
                           "target": flow.target}, inside)  # fmt: skip


def _notes(paragraphs: Iterable[str]) -> Iterator[str]:
    told = tag("body", {"xmlns": XHTML}, (leaf("p", one) for one in paragraphs if one))
    yield from tag("notes", {}, told)


def _bbox(place: Place) -> Iterator[str]:
    return tag("bbox", {"x": place.x - place.width / 2, "y": place.y - place.height / 2,
                        "w": place.width, "h": place.height})  # fmt: skip


def _point(point: tuple[float, float]) -> dict[str, object]:
    return {"x": point[0], "y": point[1]}


ARCS = {"arrow": "positive influence", "bar": "negative influence", "none": "unknown influence",
        "diamond": "unknown influence"}  # fmt: skip
"""How a line ends -> the class of its arc."""

PHENOTYPES: frozenset[Kind] = frozenset({"process", "outcome", "disease"})
"""Kinds that Activity Flow draws as phenotypes; all others are biological activities."""

UNITS: dict[Kind, str] = {
    "gene": "macromolecule", "complex": "complex", "molecule": "simple chemical",
    "agent": "perturbation", "radiation": "perturbation", "therapy": "perturbation",
    "combination": "perturbation",
}  # fmt: skip
"""Kind of an entity -> what the unit of information says that it is."""
