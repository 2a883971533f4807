"""A figure as GPML2013a, for PathVisio, WikiPathways and Cytoscape (pathvisio.org/GPML)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.exchange.network import Loss
from kg.exchange.pathway import (
    Area,
    Flow,
    Pathway,
    Spot,
    is_treatment,
    leaf,
    papers_of,
    pathway_of,
    say_edge,
    tag,
)
from kg.graph import Graph
from kg.model import Reference
from kg.model.vocabulary import Kind

if TYPE_CHECKING:
    from kg.figures import Scene
    from kg.model import Figure

NAMESPACE = "http://pathvisio.org/GPML/2013a"


def gpml_text(graph: Graph, figure: Figure, scene: Scene) -> tuple[str, Loss]:
    """Write a figure: nodes with identifiers, lines with papers, compartments behind them.

    What was compared is a comment of the node where it was; a line that ends in a ring, for what
    nobody found to change, is plain, and its attribute `sign` says 0. A measure bears the
    identifier of what it measures, as curators of pathways draw it, and an attribute says so.
    `RequestError` for a figure that is no network.

    >>> import kg
    >>> from kg.figures import compose
    >>> graph = kg.load()
    >>> asked = graph.figures["hypoxia"]
    >>> gpml_text(graph, asked, compose(graph, asked))[0].splitlines()[0]
    '<?xml version="1.0" encoding="UTF-8"?>'
    """
    told = pathway_of(graph, figure, scene)
    manifest = graph.manifest
    ids = {key: f"p{number}" for number, key in enumerate(told.papers, start=1)}
    about = {
        "xmlns": NAMESPACE, "Name": told.title, "Data-Source": manifest.title,
        "Version": manifest.version, "License": manifest.licence,
        "Author": ", ".join(one.name for one in manifest.creators) or None,
    }  # fmt: skip
    width, height = told.size
    lines = tag("Pathway", about, _all(graph, told, ids, (width, height)))
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(lines)
    nulls = sum(flow.end == "dot" for flow in told.flows)
    return text, Loss("gpml", (
        (told.compared, "comparisons", "comments of what was compared: GPML has no comparator"),
        (nulls, "lines that say 'no change'", "plain lines, with the attribute sign"),
        (sum(bool(flow.given) for flow in told.flows), "lines that hold beside a treatment only",
         "the treatment stands in a comment"),
        (sum(bool(spot.measured) for spot in told.spots), "measures",
         "bear the identifier of what they measure"),
        (sum(not spot.curie for spot in told.spots), "nodes", "have no exact identifier"),
    ))  # fmt: skip


def _all(
    graph: Graph, told: Pathway, ids: dict[str, str], size: tuple[float, float]
) -> Iterator[str]:
    yield leaf("Comment", told.message, {"Source": "WikiPathways-description"})
    yield from tag("Graphics", {"BoardWidth": size[0], "BoardHeight": size[1]})
    for spot in told.spots:
        yield from _node(graph, spot, ids)
    for flow in told.flows:
        yield from _line(graph, flow, ids, told)
    for area in told.areas:
        yield from _shape(area)
    yield from tag("InfoBox", {"CenterX": 0.0, "CenterY": 0.0})
    if told.papers:
        yield from tag("Biopax", {}, (
            line for key, paper in told.papers.items() for line in _paper(ids[key], paper)
        ))  # fmt: skip


def _node(graph: Graph, spot: Spot, ids: dict[str, str]) -> Iterator[str]:
    prefix, _, name = spot.curie.partition(":")
    database, whole = DATABASES.get(prefix, (prefix, True))
    keys = sorted({key for one in spot.compared for key in papers_of(one)})
    place = spot.place
    inside = [leaf("Comment", say_edge(graph, one), {"Source": "comparison"})
              for one in spot.compared]  # fmt: skip
    inside += [leaf("BiopaxRef", ids[key]) for key in keys]
    inside += tag("Attribute", {"Key": "entity", "Value": f"{graph.manifest.base}{spot.entity.id}"})
    if spot.entity.of:
        of = graph.entities[spot.entity.of].label
        what = f"{spot.entity.aspect or 'level'} of {of}"
        inside += tag("Attribute", {"Key": "measures", "Value": what})
    inside += tag("Graphics", {
        "CenterX": place.x, "CenterY": place.y, "Width": place.width, "Height": place.height,
        "ZOrder": 32768, "FontSize": 10, "Valign": "Middle", "Color": _colour(place.line),
        "FillColor": _colour(place.fill), "ShapeType": SHAPES.get(spot.shape, "Rectangle"),
    })  # fmt: skip
    inside += tag("Xref", {"Database": database, "ID": spot.curie if whole else name})
    kind = "Unknown" if is_treatment(spot.kind) else TYPES.get(spot.kind, "Unknown")
    yield from tag("DataNode", {"TextLabel": spot.label, "GraphId": spot.id, "Type": kind}, inside)


def _line(graph: Graph, flow: Flow, ids: dict[str, str], told: Pathway) -> Iterator[str]:
    places = {spot.id: spot.place for spot in told.spots}
    inside = [leaf("Comment", flow.said, {"Source": "line"})]
    inside += [leaf("Comment", say_edge(graph, one), {"Source": "effect"}) for one in flow.effects]
    keys = sorted({key for one in flow.effects for key in papers_of(one)})
    inside += [leaf("BiopaxRef", ids[key]) for key in keys]
    if flow.end in SIGNS and not flow.defined:
        inside += tag("Attribute", {"Key": "sign", "Value": SIGNS[flow.end]})
    points: list[str] = []
    for at, (x, y) in enumerate(flow.points):
        end = {0: flow.source, len(flow.points) - 1: flow.target}.get(at)
        bound: dict[str, object] = {"X": x, "Y": y}
        if end in places:
            place = places[end]
            bound |= {"GraphRef": end, "RelX": _within((x - place.x) / (place.width / 2)),
                      "RelY": _within((y - place.y) / (place.height / 2))}  # fmt: skip
        if at == len(flow.points) - 1:
            bound["ArrowHead"] = ARROWS.get(flow.end, "Line")
        points += tag("Point", bound)
    inside += tag("Graphics", {
        "ConnectorType": "Straight" if len(flow.points) == 2 else "Segmented", "ZOrder": 12288,
        "Color": _colour(flow.colour), "LineThickness": flow.width,
        "LineStyle": "Broken" if flow.dashed else "Solid",
    }, points)  # fmt: skip
    inside += tag("Xref", {"Database": "", "ID": ""})
    yield from tag("Interaction", {"GraphId": flow.id}, inside)


def _shape(area: Area) -> Iterator[str]:
    place = area.place
    graphics = tag("Graphics", {
        "CenterX": place.x, "CenterY": place.y, "Width": place.width, "Height": place.height,
        "ZOrder": 4096, "FontSize": 12, "Valign": "Top", "Color": _colour(place.line),
        "FillColor": _colour(place.fill), "ShapeType": "RoundedRectangle",
    })  # fmt: skip
    yield from tag("Shape", {"TextLabel": area.label, "GraphId": area.id}, graphics)


def _paper(name: str, paper: Reference) -> Iterator[str]:
    """Name a paper by its PMID, or its DOI, as BioPAX does."""
    string = {"rdf:datatype": "http://www.w3.org/2001/XMLSchema#string"}
    database, number = ("PubMed", paper.pmid) if paper.pmid else ("DOI", paper.doi)
    authors = [" ".join(filter(None, (one.family, one.given))) for one in paper.author]
    told = [("ID", number), ("DB", database if number else None), ("TITLE", paper.title),
            ("SOURCE", paper.container_title), ("YEAR", paper.issued and str(paper.issued)),
            *(("AUTHORS", author) for author in authors)]  # fmt: skip
    yield from tag("bp:PublicationXref", {
        "xmlns:bp": "http://www.biopax.org/release/biopax-level3.owl#",
        "xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:id": name,
    }, (leaf(f"bp:{field}", text, string) for field, text in told if text))  # fmt: skip


def _within(share: float) -> float:
    return max(-1.0, min(1.0, share))


def _colour(colour: str | None) -> str:
    return (colour or "#FFFFFF").removeprefix("#")


DATABASES = {
    "HGNC": ("HGNC Accession number", True), "GO": ("GeneOntology", True),
    "CHEBI": ("ChEBI", True),
}  # fmt: skip
"""Prefix -> name of the database in BridgeDb, and whether identifiers keep the prefix there."""

TYPES: dict[Kind, str] = {
    "gene": "GeneProduct", "complex": "Complex", "molecule": "Metabolite", "process": "Pathway",
}
"""Kind of an entity -> type of a data node; others are Unknown."""

SHAPES = {"round": "RoundedRectangle", "pill": "RoundedRectangle", "ellipse": "Oval",
          "hexagon": "Hexagon"}  # fmt: skip

ARROWS = {"arrow": "mim-stimulation", "bar": "mim-inhibition", "diamond": "mim-binding"}
"""How a line ends -> its head; others have none."""

SIGNS = {"arrow": "+", "bar": "-", "dot": "0"}
