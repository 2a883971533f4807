"""One entity: what it is, what changes it, what it changes, and one arm versus another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from kg.graph import Comparison, Effect, Graph
from kg.model import Entity
from kg.model.vocabulary import STRUCTURAL
from kg.show.screen import Rows, fields, text


def view_entity(graph: Graph, entity: Entity) -> Iterator[RenderableType]:
    """Yield what is known of an entity: names, what changes it, what it changes, comparisons."""
    yield text(f"{entity.label}  ({entity.id})", "bold")
    if entity.definition:
        yield text(entity.definition)
    yield fields(_about(graph, entity))
    edges = [edge for edge in graph.effects_at(entity.id) if not _is_loose(edge)]
    changes = [_change(graph, edge, edge.subject) for edge in edges if edge.object == entity.id]
    yield from _section("What changes it", ("effect", "by", "evidence"), changes)
    changes = [_change(graph, edge, edge.object) for edge in edges if edge.subject == entity.id]
    yield from _section("What it changes", ("effect", "on", "evidence"), changes)
    compared = [_compared(graph, edge) for edge in graph.comparisons_at(entity.id)]
    header = ("of", "level", "in", "versus", "basis", "evidence")
    yield from _section("One arm versus another", header, compared)
    loose = [
        (_label(graph, edge.subject), edge.predicate, _label(graph, edge.object),
         _cited(graph, edge))
        for edge in graph.effects_at(entity.id) if _is_loose(edge)
    ]  # fmt: skip
    yield from _section("How it hangs together", ("what", "is", "of", "evidence"), loose)
    gaps = [(gap.question,) for gap in graph.gaps.values() if entity.id in gap.about]
    yield from _section("Stated as unknown", ("question",), gaps)
    claims = [(claim,) for claim in graph.claims if entity.id in claim.split(".")]
    yield from _section("Every record of a claim: kg show CLAIM", ("claim",), claims)


def _about(graph: Graph, entity: Entity) -> Iterator[tuple[str, str]]:
    yield "kind", ", ".join(filter(None, (entity.kind, entity.compartment)))
    yield "also called", "; ".join(entity.synonyms)
    for xref in entity.xrefs:
        yield "identifier", f"{xref.curie}  {xref.label} ({xref.match})"
    yield "no identifier", entity.no_term or ""
    if entity.of:
        place = f" in {_label(graph, entity.place)}" if entity.place else ""
        yield "measures", f"{entity.aspect} of {_label(graph, entity.of)}{place}"
    others = [one for one in graph.entities.values() if entity.id in (one.of, *one.broader)]
    yield "look also at", "; ".join(f"{one.label} ({one.id})" for one in others)
    for name, keys in (
        ("is a", entity.broader), ("part of", entity.part_of), ("species", entity.species),
        ("given together", entity.components), ("opposite of", filter(None, [entity.opposes])),
    ):  # fmt: skip
        yield name, "; ".join(_label(graph, key) for key in keys)
    if trial := entity.trial:
        yield "registry", trial.registry
        yield "diseases", "; ".join(_label(graph, key) for key in trial.diseases)
        yield "phase", trial.phase or ""
        yield "design", trial.design or ""
        yield "status", " as of ".join(filter(None, (trial.status, trial.as_of)))


def _change(graph: Graph, edge: Effect, other: str) -> tuple[str, str, str]:
    sign = f"{edge.predicate} ({edge.sign})" if edge.sign else edge.predicate
    given = "".join(f", with {_label(graph, key)}" for key in edge.given)
    doubt = ", argued against" if edge.refuted else ""
    return sign, _label(graph, other) + given, _cited(graph, edge) + doubt


def _compared(graph: Graph, edge: Comparison) -> tuple[str, ...]:
    versus = _label(graph, edge.comparator)
    here = _label(graph, edge.subject)
    if edge.differs:
        facet, one, other = edge.differs
        here, versus = f"{here} ({facet} {one})", f"{facet} {other}"
    given = "".join(f", with {_label(graph, key)}" for key in edge.given)
    level, basis = " or ".join(edge.level), " or ".join(edge.basis)
    return _label(graph, edge.object), level, here + given, versus, basis, _cited(graph, edge)


def _cited(graph: Graph, edge: Effect | Comparison) -> str:
    """Name the sources behind an edge, each once, in order of the evidence."""
    keys = dict.fromkeys(key for support in edge.supports for key in support.evidence.references)
    return "; ".join(_citation(graph, key) for key in keys) + (", derived" if edge.derived else "")


def _is_loose(edge: Effect) -> bool:
    return edge.predicate in STRUCTURAL or edge.predicate == "tests"


def _section(
    title: str, header: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> Iterator[RenderableType]:
    """Give a section where there is something in it."""
    if rows:
        yield text("")
        yield text(title, "bold")
        yield Rows(tuple(header), tuple(sorted(rows)))


def _label(graph: Graph, key: str) -> str:
    return graph.entities[key].label


def _citation(graph: Graph, key: str) -> str:
    return graph.references[key].citation
