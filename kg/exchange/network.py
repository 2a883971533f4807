"""The graph as nodes and edges with plain attributes, as programs for networks take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph import Comparison, Effect, Graph
from kg.model import Entity
from kg.votes import Heard, heard_of_edges

if TYPE_CHECKING:
    import networkx as nx

Plain = str | int | bool
"""What every format of networks can hold: no lists, nothing absent."""

BETWEEN = "|"
"""What stands between several values of one attribute."""


@dataclass(frozen=True)
class Node:
    """An entity: its id, and its attributes in a fixed order."""

    id: str
    plain: Mapping[str, Plain]


@dataclass(frozen=True)
class Edge:
    """An effect or a comparison; a comparison runs from the arm that is compared to the object."""

    id: str
    source: str
    target: str
    plain: Mapping[str, Plain]

    @property
    def is_comparison(self) -> bool:
        """Whether it tells a level against another arm, and no effect."""
        return self.plain["kind"] == "comparison"


@dataclass(frozen=True)
class Loss:
    """What a format could not hold, counted: by what it is, how many, and what became of it."""

    format: str
    lines: tuple[tuple[int, str, str], ...] = ()

    @property
    def text(self) -> str:
        """One line each: how many of what, and what became of them; empty where nothing is lost.

        >>> Loss("kgx", ((2, "comparisons", "left out"), (0, "notes", "left out"))).text
        'kgx: 2 comparisons: left out'
        """
        return "\n".join(
            f"{self.format}: {many} {what}: {fate}" for many, what, fate in self.lines if many
        )


def nodes(graph: Graph) -> tuple[Node, ...]:
    """Every entity, by id."""
    modules, module_of = graph.divided
    return tuple(
        Node(key, _filled(_node(graph, one, modules[module_of[key]].label)))
        for key, one in graph.entities.items()
    )


def edges(graph: Graph) -> tuple[Edge, ...]:
    """Every effect and every comparison, by id.

    `studies` counts independent voters, `papers` names what stands behind, what is struck left out;
    `disputed` says that sources disagree. Both carry the result of `kg.votes`.
    """
    heard = heard_of_edges(graph)
    listed: tuple[Effect | Comparison, ...] = (*graph.effects, *graph.comparisons)
    return tuple(
        Edge(one.id, one.subject, one.object, _filled(_edge(graph, one, heard.get(one.id))))
        for one in sorted(listed, key=lambda one: one.id)
    )


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """Make a directed multigraph whose attributes are text, whole numbers and truth values.

    Any writer of networkx takes it. Keys are ids of effects and comparisons; several values of one
    attribute are joined by '|'. What an entity has not, its node has not.

    >>> import kg
    >>> made = to_networkx(kg.load())
    >>> made.nodes["hmgb1"]["label"]
    'HMGB1'
    """
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=graph.manifest.title)
    for node in nodes(graph):
        made.add_node(node.id, **node.plain)
    for edge in edges(graph):
        made.add_edge(edge.source, edge.target, key=edge.id, **edge.plain)
    return made


def _filled(pairs: Iterable[tuple[str, Plain]]) -> dict[str, Plain]:
    return {name: value for name, value in pairs if value != ""}


def _node(graph: Graph, entity: Entity, module: str) -> Iterator[tuple[str, Plain]]:
    exact = [one.curie for one in entity.xrefs if one.match == "exact"]
    yield "label", entity.label
    yield "kind", entity.kind
    yield (
        "place",
        graph.manifest.compartment(entity.compartment).label if entity.compartment else "",
    )
    yield "module", module
    yield "definition", entity.definition or ""
    yield "synonyms", BETWEEN.join(entity.synonyms)
    yield "curie", exact[0] if exact else ""
    yield "xrefs", BETWEEN.join(one.curie for one in entity.xrefs)
    yield "measures", entity.of or ""
    yield "aspect", entity.aspect or ""
    yield "broader", BETWEEN.join(entity.broader)
    yield "part_of", BETWEEN.join(entity.part_of)
    yield "components", BETWEEN.join(entity.components)
    yield "opposes", entity.opposes or ""
    yield "layer", graph.layer_of.get(f"entity/{entity.id}", "")


def _edge(
    graph: Graph, edge: Effect | Comparison, heard: Heard | None
) -> Iterator[tuple[str, Plain]]:
    told = heard or Heard()
    records = [one.evidence for one in edge.supports]
    papers = [graph.references[key] for key in told.papers if key in graph.references]
    if isinstance(edge, Effect):
        yield "label", edge.predicate.replace("_", " ")
        yield "kind", "effect"
        yield "interaction", edge.predicate
        yield "sign", edge.sign or ""
    else:
        level = " or ".join(edge.level) or "compared"
        other = graph.entities[edge.comparator].label
        there = f" ({edge.differs[2]})" if edge.differs else ""
        yield (
            "label",
            f"{level} than {other}{there}"
            if edge.level != ("similar",)
            else (f"similar to {other}{there}"),
        )
        yield "kind", "comparison"
        yield "interaction", f"{'-or-'.join(edge.level) or 'compared'}-versus"
        yield "comparator", edge.comparator
        yield "level", BETWEEN.join(edge.level)
        yield "basis", BETWEEN.join(edge.basis)
        yield "differs", " ".join(edge.differs) if edge.differs else ""
    yield "given", BETWEEN.join(edge.given)
    yield "derived", edge.derived
    yield "studies", told.studies
    yield "disputed", told.disputed
    yield "tags", BETWEEN.join(told.tags)
    yield "records", len({(one.claim, one.evidence.id) for one in edge.supports})
    yield "papers", BETWEEN.join(one.id for one in papers)
    yield "dois", BETWEEN.join(one.doi for one in papers if one.doi)
    yield "pmids", BETWEEN.join(one.pmid for one in papers if one.pmid)
    yield "certainty", BETWEEN.join(sorted({one.certainty for one in records}))
    yield "settings", BETWEEN.join(sorted({one.system.setting for one in records}))
    facets = {f"{name}={value}" for one in records for name, value in one.conditions.facets}
    yield "conditions", BETWEEN.join(sorted(facets))
    yield "summary", BETWEEN.join(dict.fromkeys(one.summary for one in records))
