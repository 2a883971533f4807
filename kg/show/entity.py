"""One entity: what was found of it, what it does, and what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from kg import reasoning
from kg.graph import Comparison, Effect, Graph
from kg.model import Entity
from kg.model.vocabulary import STRUCTURAL, TREATMENTS
from kg.show.cite import cited, label, layers_of
from kg.show.screen import Rows, fields, text
from kg.show.verdict import cautions, layers, sides_of

MOST = 12
"""Rows of one section that are shown unless all are asked for."""


def view_entity(graph: Graph, entity: Entity, every: bool = False) -> Iterator[RenderableType]:
    """Yield what is known of an entity: a sentence, findings by measure, what it is."""
    found = reasoning.about.About.of(graph, entity.id)
    yield text(f"{entity.label}  ({entity.id})", "bold")
    yield text(reasoning.about.say_entity(graph, entity.id, found))
    if entity.definition:
        yield text(entity.definition)
    more = f"kg show {entity.id} --all"
    for title, verdicts in _groups(graph, entity, found):
        rows = [_row(graph, one, title) for one in verdicts]
        most = FEW if title in (ACTING, AIMS) else MOST
        yield from section(title, HEADER, rows, more, every, LEAD, most)
    edges = [edge for edge in graph.effects_at(entity.id) if edge.predicate == "affects"]
    rows = [
        (label(graph, edge.subject), label(graph, edge.object), *_behind(graph, edge))
        for edge in edges
    ]
    yield from section(
        "Affects, without a direction", ("what", "on", "evidence", "layer"), rows, more, every
    )
    own = [_own(graph, edge) for edge in graph.comparisons_at(entity.id) if edge.differs]
    yield from section("The same treatment given otherwise", OWN, own, more, every)
    yield text("")
    yield text("What it is", "bold")
    yield fields(_about(graph, entity))
    loose = [
        (label(graph, edge.subject), edge.predicate, label(graph, edge.object),
         *_behind(graph, edge))
        for edge in graph.effects_at(entity.id)
        if edge.predicate in STRUCTURAL or edge.predicate == "tests"
    ]
    yield from section("How it hangs together", LOOSE, loose, more, every)
    near = [
        (label(graph, one.entity), one.relation, str(one.findings), str(one.studies), one.entity)
        for one in reasoning.about.near(graph, entity.id) if one.entity not in found.kin
    ]
    yield from section("Findings on what it belongs with", NEAR, near, more, every, most=FEW)
    gaps = [(gap.question,) for gap in graph.gaps.values() if found.kin & set(gap.about)]
    yield from section("Stated as open by the source", ("question",), gaps, more, every)
    claims = [(claim,) for claim in graph.claims if entity.id in claim.split(".")]
    title = "Every record of a claim: kg show CLAIM"
    yield from section(title, ("claim",), claims, more, every)


def section(
    title: str, header: Sequence[str], rows: Sequence[tuple[str, ...]], more: str, every: bool,
    lead: frozenset[str] = frozenset(), most: int | None = None,
) -> Iterator[RenderableType]:  # fmt: skip
    """Give a section where there is something in it, cut with a count unless all is asked for."""
    if not rows:
        return
    kept = rows if every else rows[: most or MOST]
    filled = [n for n in range(len(header)) if any(row[n] for row in kept)]
    yield text("")
    yield text(title, "bold")
    yield Rows(
        tuple(header[n] for n in filled), tuple(tuple(row[n] for n in filled) for row in kept),
        lead or frozenset(header),
    )  # fmt: skip
    if len(kept) < len(rows):
        yield text(f"{len(rows) - len(kept)} more: {more}")


def _groups(
    graph: Graph, entity: Entity, found: reasoning.about.About
) -> Iterator[tuple[str, list[reasoning.verdict.Verdict]]]:
    """Sort findings: by measure, arms first; then what it does itself, then what acts on it."""
    if entity.kind in reasoning.about.PLACES:
        yield "What was measured in it", [*found.inside]
        return
    order = sorted(
        {one.topic.object for one in (*found.compared, *found.alone)},
        key=lambda key: (key != entity.id, key),
    )
    for key in order:
        what = f"{label(graph, key)}  ({key})" if key != entity.id else "What changes it"
        of = [one for one in (*found.compared, *found.alone) if one.topic.object == key]
        yield what, sorted(of, key=lambda one: _rank(graph, one))
    if entity.kind in TREATMENTS:
        yield "One arm versus another", sorted(found.compares, key=lambda one: _rank(graph, one))
        yield "What it changes", sorted(found.does, key=lambda one: (-one.studies, one.topic))
    else:
        yield (
            "What it changes",
            [*found.compares, *sorted(found.does, key=lambda one: (-one.studies, one.topic))],
        )
    yield ACTING, sorted(found.targeting, key=lambda one: (-one.studies, one.topic))
    yield AIMS, sorted(found.targets, key=lambda one: _rank(graph, one))


def _rank(graph: Graph, one: reasoning.verdict.Verdict) -> tuple[object, ...]:
    """Put marked arms first, then other arms, then marked ones by themselves, then the rest."""
    topic = one.topic
    keys = (topic.exposure, topic.comparator)
    marked = sum(key in graph.arms for key in keys if key)
    return not topic.comparator, -marked, bool(topic.given), -one.studies, topic, one.basis


def _row(graph: Graph, one: reasoning.verdict.Verdict, title: str) -> tuple[str, ...]:
    topic = one.topic
    arms = label(graph, topic.exposure)
    arms += f" versus {label(graph, topic.comparator)}" if topic.comparator else ""
    arms += f", {' or '.join(one.basis)}" if one.basis else ""
    arms += "".join(f", with {label(graph, key)}" for key in topic.given)
    finding = reasoning.say.say_verdict(graph, one)
    limits = [tag for tag in cautions(one) if tag not in finding and tag != "review only"]
    grouped = title.endswith(f"({topic.object})") or title == "What changes it"
    return (
        "" if grouped else label(graph, topic.object), arms, finding,
        "; ".join(sides_of(graph, one)), "; ".join(limits), _joined(layers(graph, one)),
    )  # fmt: skip


def _own(graph: Graph, edge: Comparison) -> tuple[str, ...]:
    facet, one, other = edge.differs or ("", "", "")
    here = f"{label(graph, edge.subject)} ({facet} {one})"
    given = "".join(f", with {label(graph, key)}" for key in edge.given)
    level, basis = " or ".join(edge.level), " or ".join(edge.basis)
    return (
        label(graph, edge.object), level, here + given, f"{facet} {other}", basis,
        *_behind(graph, edge),
    )  # fmt: skip


def _about(graph: Graph, entity: Entity) -> Iterator[tuple[str, str]]:
    yield "kind", ", ".join(filter(None, (entity.kind, entity.compartment)))
    yield "layer", _joined(layers_of(graph, [f"entity/{entity.id}"]))
    yield "also called", "; ".join(entity.synonyms)
    yield "loosely called", "; ".join(entity.related_names)
    yield "near it", "; ".join(entity.near_names)
    for xref in entity.xrefs:
        yield "identifier", f"{xref.curie}  {xref.label} ({xref.match})"
    yield "no identifier", entity.no_term or ""
    if entity.of:
        place = f" in {label(graph, entity.place)}" if entity.place else ""
        yield "measures", f"{entity.aspect} of {label(graph, entity.of)}{place}"
    others = [one for one in graph.entities.values() if entity.id in (one.of, *one.broader)]
    yield "look also at", "; ".join(f"{one.label} ({one.id})" for one in others)
    for name, keys in (
        ("is a", entity.broader), ("part of", entity.part_of), ("species", entity.species),
        ("given together", entity.components), ("opposite of", filter(None, [entity.opposes])),
    ):  # fmt: skip
        yield name, "; ".join(label(graph, key) for key in keys)
    if trial := entity.trial:
        yield "registry", trial.registry
        yield "diseases", "; ".join(label(graph, key) for key in trial.diseases)
        yield "phase", trial.phase or ""
        yield "design", trial.design or ""
        yield "status", " as of ".join(filter(None, (trial.status, trial.as_of)))


def _joined(column: tuple[tuple[str, ...], ...]) -> str:
    return "; ".join(key for layers in column for key in layers)


def _behind(graph: Graph, edge: Effect | Comparison) -> tuple[str, str]:
    """Name the sources behind an edge, and their layers where several are in use."""
    records = (f"{support.claim}.{support.evidence.id}" for support in edge.supports)
    return _cited(graph, edge), _joined(layers_of(graph, records))


def _cited(graph: Graph, edge: Effect | Comparison) -> str:
    """Name the sources behind an edge, each once; one that disagrees with the record says so."""
    written: dict[str, None] = {}
    for support in edge.supports:
        against = {
            check.reference for check in support.evidence.checks if check.outcome == "disagrees"
        }
        for key in support.evidence.references:
            [citation] = cited(graph, [key])
            written[citation + " (disagrees)" * (key in against)] = None
        if support.evidence.stance == "refutes":
            written["argued against"] = None
    return "; ".join(written) + (", derived" if edge.derived else "")


FEW = 6
ACTING, AIMS = "What acts on it", "On what it targets"
OWN = ("of", "level", "in", "versus", "basis", "evidence", "layer")
NEAR = ("what", "is", "findings", "studies", "id")
LOOSE = ("what", "is", "of", "evidence", "layer")
HEADER = ("of", "arms", "finding", "sources", "caution", "layer")
LEAD = frozenset({"of", "arms", "finding", "sources"})
