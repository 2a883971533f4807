"""A figure as pathway formats take it: areas, nodes with identifiers, lines with what says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import RequestError
from kg.escape import xml
from kg.exchange.network import Edge, edges
from kg.graph import Graph
from kg.model import Entity, Reference
from kg.model.vocabulary import TREATMENTS, Kind

if TYPE_CHECKING:
    from kg.figures import Node, Scene, Tie
    from kg.model import Figure


@dataclass(frozen=True)
class Place:
    """A rectangle by its centre and size, in points, with its colours (#RRGGBB or None).

    `line` is that of the outline; of a node, which has letters, that of these.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str | None
    line: str | None


@dataclass(frozen=True)
class Area:
    """A compartment of the figure."""

    id: str
    label: str
    place: Place


@dataclass(frozen=True)
class Spot:
    """A node: the entity that it shows, with an identifier, and what was compared there.

    `curie` is the entity's own exact identifier, or that of what it measures (`measured` is then
    its label); empty where there is none.
    """

    id: str
    label: str
    entity: Entity
    kind: Kind
    place: Place
    shape: str
    area: str
    curie: str
    measured: str
    compared: tuple[Edge, ...]


@dataclass(frozen=True)
class Flow:
    """A line: how it ends, its course, what it says in words, and the effects that it draws.

    `end` is arrow, bar, dot (looked for, not found), diamond (binds) or none; `defined` is set
    where it is true by definition.
    """

    id: str
    source: str
    target: str
    end: str
    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    dashed: bool
    said: str
    given: tuple[str, ...]
    effects: tuple[Edge, ...]
    defined: bool


@dataclass(frozen=True)
class Pathway:
    """A figure without what only a picture has: its words, areas, nodes, lines and papers."""

    id: str
    title: str
    message: str
    size: tuple[float, float]
    areas: tuple[Area, ...]
    spots: tuple[Spot, ...]
    flows: tuple[Flow, ...]
    papers: Mapping[str, Reference]

    @property
    def compared(self) -> int:
        """How many comparisons are told at nodes."""
        return sum(len(spot.compared) for spot in self.spots)


def pathway_of(graph: Graph, figure: Figure, scene: Scene) -> Pathway:
    """Read a scene as a pathway; `RequestError` for a figure that is no network.

    >>> import kg
    >>> from kg.figures import compose
    >>> graph = kg.load()
    >>> asked = graph.figures["hypoxia"]
    >>> [one.label for one in pathway_of(graph, asked, compose(graph, asked)).areas][:1]
    ['Exposure']
    """
    from kg.figures import nodes_of, ties_of, zones_of

    nodes, ties, labels = nodes_of(scene), tuple(ties_of(scene)), zones_of(scene)
    if figure.form != "mechanism" or not nodes:
        raise RequestError(
            f"{figure.id} is no network but a table of '{figure.form}': as a pathway choose a "
            "figure of the form mechanism"
        )
    known = edges(graph)
    entity_of = {node.box.id: _entity(node.box.id) for node in nodes}
    arms = {*figure.exposures, *(one.exposure for one in figure.panels), *entity_of.values()}
    spots = tuple(_spot(graph, node, known, arms) for node in nodes)
    areas = tuple(
        Area(box.id, labels[box.id], Place(box.x, box.y, box.width, box.height, box.fill,
                                           box.stroke))
        for box in scene.boxes if box.role == "zone" and box.id in labels
    )  # fmt: skip
    flows = tuple(_flow(tie, known, entity_of) for tie in ties)
    told = [*(one for flow in flows for one in flow.effects),
            *(one for spot in spots for one in spot.compared)]  # fmt: skip
    keys = sorted({key for one in told for key in papers_of(one)})
    papers = {key: graph.references[key] for key in keys}
    said = f"{scene.message}: {scene.sentence}" if scene.sentence else scene.message
    return Pathway(figure.id, figure.title, said, (scene.width, scene.height), areas, spots, flows,
                   papers)  # fmt: skip


def papers_of(edge: Edge) -> tuple[str, ...]:
    """Give the keys of the papers that stand behind an edge."""
    return tuple(filter(None, str(edge.plain.get("papers", "")).split("|")))


def say_edge(graph: Graph, edge: Edge) -> str:
    """Say an effect or a comparison in a line, with its basis, conditions, studies and papers."""
    plain = edge.plain
    ends = graph.entities[edge.source].label, graph.entities[edge.target].label
    verb = f": {ends[1]} {plain['label']}" if edge.is_comparison else f" {plain['label']} {ends[1]}"
    basis = f" ({plain['basis']})" if "basis" in plain else ""
    number = plain["studies"]
    rest = [f"{number} {'study' if number == 1 else 'studies'}", *(
        f"{name} {plain[name]}" for name in ("given", "conditions", "tags", "papers")
        if name in plain
    )]  # fmt: skip
    doubt = ["sources disagree"] if plain.get("disputed") else []
    return f"{ends[0]}{verb}{basis}; {'; '.join([*rest, *doubt])}"


def is_treatment(kind: Kind) -> bool:
    """Whether somebody gives it."""
    return kind in TREATMENTS


def tag(name: str, told: Mapping[str, object], inside: Iterable[str] = ()) -> Iterator[str]:
    r"""Write an element of XML on lines of its own, attributes escaped; None is left out.

    >>> "".join(tag("a", {"b": "<"}, tag("c", {})))
    '<a b="&lt;">\n<c/>\n</a>\n'
    """
    pairs = "".join(f' {key}="{xml(_plain(one))}"' for key, one in told.items() if one is not None)
    lines = list(inside)
    if not lines:
        yield f"<{name}{pairs}/>\n"
        return
    yield f"<{name}{pairs}>\n"
    yield from lines
    yield f"</{name}>\n"


def leaf(name: str, text: str, told: Mapping[str, object] = {}) -> str:
    r"""Write an element that holds text alone.

    >>> leaf("a", "1 < 2")
    '<a>1 &lt; 2</a>\n'
    """
    pairs = "".join(f' {key}="{xml(_plain(one))}"' for key, one in told.items())
    return f"<{name}{pairs}>{xml(text)}</{name}>\n"


def _plain(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _entity(box: str) -> str:
    return re.sub(r"^(panel-\d+-)?node-", "", box)


def _spot(graph: Graph, node: Node, known: Iterable[Edge], arms: set[str]) -> Spot:
    box, entity = node.box, graph.entities[_entity(node.box.id)]
    ink = box.lines[0][0].colour if box.lines and box.lines[0] else box.stroke
    measured = graph.entities[entity.of] if entity.of else None
    own = _exact(entity)
    compared = tuple(
        one for one in known if one.is_comparison and one.target == entity.id
        and {one.source, str(one.plain["comparator"])} <= arms
    )  # fmt: skip
    return Spot(
        box.id, node.label, entity, measured.kind if measured else entity.kind,
        Place(box.x, box.y, box.width, box.height, box.fill, ink), box.shape, node.zone,
        own or (_exact(measured) if measured else ""),
        measured.label if measured and not own and _exact(measured) else "", compared,
    )  # fmt: skip


def _exact(entity: Entity) -> str:
    return next((one.curie for one in entity.xrefs if one.match == "exact"), "")


def _flow(tie: Tie, known: Iterable[Edge], entity_of: Mapping[str, str]) -> Flow:
    wire, ends = tie.wire, (entity_of.get(tie.source), entity_of.get(tie.target))
    effects = tuple(
        one for one in known
        if not one.is_comparison and (one.source, one.target) == ends and not tie.defined
        and ("given" in one.plain) == bool(wire.given)
    )  # fmt: skip
    return Flow(
        wire.id, tie.source, tie.target, wire.end, wire.points, wire.colour, wire.width,
        wire.dashed, wire.alt, wire.given, effects, tie.defined,
    )  # fmt: skip
